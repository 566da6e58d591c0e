"""Afsnit: the form as the row that the regional workbook takes, and what FHO_ORDNINGER makes of it."""

from dataclasses import replace

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from xl_addin.books.layout import define
from xl_addin.books.new_arrangement.questions import ANSWERS, ROW_FOR_CASE, SHARED, case_shown, kept, name
from xl_addin.books.paper import Paper
from xl_addin.books.regional import terms
from xl_addin.books.regional.areas import AGREEMENT, areas
from xl_addin.books.rendering import Filled, Lines, SheetPlan, Shown

RECORD = "Afsnit"

ROW_FOR_STAY, STAY = "ny_ophold", "ny_ophold_svar"
"""The names of the admission as a row with its headings, and of what FHO_INDLAEGGELSER makes of it."""

_SAME = {"arbejdsgiver", "kommune", "resp", "sel", "overlap", "samme", "plejebolig", "udskrevet", "resp_fra", "sel_fra"}
_STAY = {"indlagt": "indlagt", "udskrevet": "indl_slut", "vurderet": "besluttet"}
_STAY |= {key: key for key in ("beslutning", "truffet_af")}
_SAME |= {"oplært_resp", "oplært_sel", "aftalt_start", "aftalt_andel", "vurderet", "havde_hjælp", "oplæring_fra"}


def plan() -> SheetPlan:
    """The sheet's description."""
    room = areas(postings=1, arrangements=1)
    columns = tuple(replace(column, typed=False) for column in room.arrangements.columns)
    table = replace(room.arrangements, sheet=RECORD, prefix="række", columns=columns, whole="")
    result = replace(room.status, sheet=RECORD, prefix="følge")
    case = f'IF({case_shown()}="","ny sag",{case_shown()})'
    formulas = {key: kept(key) for key in _SAME} | {
        "sag": f'IF({name("kommune")}="","",{case})',
        "paragraf": f'{name("paragraf")}&IF({name("paragraf_2")}="","","; "&{name("paragraf_2")})',
        "til": kept("gælder_til"),
    }
    told = f"{AGREEMENT},{name('opgjort_pr')}"
    below = table.first_row + 3
    typed = tuple(replace(column, typed=False) for column in room.admissions.columns)
    stay = replace(room.admissions, sheet=RECORD, prefix="ophold", header_row=below, columns=typed, whole="")
    found = replace(room.stays, sheet=RECORD, prefix="opholdet", header_row=below, first_column=result.first_column)
    stays = {"ordning": f'IF({name("indlagt")}="","",{case})'}
    stays |= {key: kept(answer) for key, answer in _STAY.items()}
    first = below + 5

    def names(sheet: Worksheet) -> None:
        for key, block, top in (
            (ANSWERS, result, result.first_row),
            (ROW_FOR_CASE, table, table.header_row),
            (ROW_FOR_STAY, stay, stay.header_row),
            (STAY, found, found.first_row),
        ):
            ends = [get_column_letter(number) for number in (block.first_column, block.last_column)]
            define(sheet.parent, key, f"{RECORD}!${ends[0]}${top}:${ends[1]}${block.first_row}")  # type: ignore[arg-type]
        define(sheet.parent, SHARED, f"{RECORD}!$A${first}:$B${first + terms.PASSED - 1}")  # type: ignore[arg-type]

    return SheetPlan(
        RECORD,
        "Til regionsregnskabet",
        (
            f"Kopiér A{table.first_row}:{table.letter(table.columns[-1].key)}{table.first_row}, og indsæt som værdier på arket "
            "Ordninger i regionsregnskabet, i den første tomme række.",
            f"Rækken nedenunder, A{stay.first_row}:{stay.letter('truffet_af')}{stay.first_row}, hører til på arket Indlæggelser. "
            "Til højre står, hvad der følger, som det også vil stå i regnskabet.",
        ),
        (
            Filled(stay, formulas={column.key: stays.get(column.key, '""') for column in typed}),
            Filled(found, arrays=((found.all, f"FHO_INDLAEGGELSER({ROW_FOR_STAY},{ROW_FOR_CASE},{told})"),)),
            Filled(table, formulas={column.key: formulas.get(column.key, '""') for column in columns}),
            Filled(result, arrays=((result.all, f"FHO_ORDNINGER({ROW_FOR_CASE},{told})"),)),
            Lines("Aftalen, som andelene kommer fra", (), _shares(), column=1, row=first - 1, width=4),
        ),
        Paper(f"{result.letter('begrundelse')}{stay.first_row}", wide=5),
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
