"""Afsnit: the form as the row that the regional workbook takes, and what FHO_ORDNINGER makes of it."""

from dataclasses import replace

from openpyxl.worksheet.worksheet import Worksheet

from xl_addin.books.layout import define
from xl_addin.books.new_arrangement.questions import ANSWERS, SHARED, case_shown, kept, name
from xl_addin.books.regional import terms
from xl_addin.books.regional.areas import AGREEMENT, areas
from xl_addin.books.rendering import Filled, Lines, Paper, SheetPlan, Shown

RECORD = "Afsnit"

_SAME = {"arbejdsgiver", "kommune", "resp", "sel", "overlap", "samme", "plejebolig", "udskrevet", "resp_fra", "sel_fra"}
_SAME |= {"oplært_resp", "oplært_sel", "aftalt_start", "aftalt_andel", "vurderet", "havde_hjælp", "oplæring_fra"}


def plan() -> SheetPlan:
    """The sheet's description."""
    room = areas(postings=1, arrangements=1)
    columns = tuple(replace(column, typed=False) for column in room.arrangements.columns)
    table = replace(room.arrangements, sheet=RECORD, prefix="række", columns=columns, whole="")
    result = replace(room.status, sheet=RECORD, prefix="følge")
    formulas = {key: kept(key) for key in _SAME} | {
        "sag": f'IF({name("kommune")}="","",IF({case_shown()}="","ny sag",{case_shown()}))',
        "paragraf": f'{name("paragraf")}&IF({name("paragraf_2")}="","","; "&{name("paragraf_2")})',
        "til": kept("gælder_til"),
    }
    asked = f"$A${table.header_row}:${table.letter(table.columns[-1].key)}${table.first_row}"
    first = table.first_row + 4

    def names(sheet: Worksheet) -> None:
        ends = [result.letter(result.columns[place].key) for place in (0, -1)]
        define(sheet.parent, ANSWERS, f"{RECORD}!${ends[0]}${result.first_row}:${ends[1]}${result.first_row}")  # type: ignore[arg-type]
        define(sheet.parent, SHARED, f"{RECORD}!$A${first}:$B${first + terms.PASSED - 1}")  # type: ignore[arg-type]

    return SheetPlan(
        RECORD,
        "Til regionsregnskabet",
        (
            f"Kopiér A{table.first_row}:{table.letter(table.columns[-1].key)}{table.first_row}, og indsæt som værdier på arket "
            "Ordninger i regionsregnskabet, i den første tomme række.",
            "Til højre for rækken står, hvad der følger af den, som det også vil stå på Ordninger.",
        ),
        (
            Filled(table, formulas={column.key: formulas.get(column.key, '""') for column in columns}),
            Filled(result, arrays=((result.all, f"FHO_ORDNINGER({asked},{AGREEMENT},{name('opgjort_pr')})"),)),
            Lines("Aftalen, som andelene kommer fra", (), _shares(), column=1, row=first - 1, width=4),
        ),
        Paper(f"{result.letter('begrundelse')}{first + terms.PASSED}", wide=3),
        freeze=f"B{table.first_row}",
        more=names,
    )


def _shares() -> tuple[tuple[Shown, Shown], ...]:
    """The agreement chosen, as Aftale hands it to the functions; a share agreed for the case takes its place."""
    share = name("aftalt_andel")
    agreed: list[tuple[str, str]] = [('"navn"', '"Aftalt for sagen"'), ('"nøgle_region"', share)]
    agreed += [('""', '""')] * (terms.PASSED - len(agreed))
    return tuple(
        (
            Shown(f'=IF({share}="",INDEX({AGREEMENT},{place},1),{label})', "ud"),
            Shown(f'=IF({share}="",INDEX({AGREEMENT},{place},2),{value})', "ud"),
        )
        for place, (label, value) in enumerate(agreed, 1)
    )
