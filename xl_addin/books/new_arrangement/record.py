"""Afsnit: the form as the row that the regional workbook takes, and what FHO_ORDNINGER makes of it."""

from dataclasses import replace

from openpyxl.worksheet.worksheet import Worksheet

from xl_addin.books.layout import define
from xl_addin.books.new_arrangement.questions import AGREEMENT, ANSWERS, case_shown, kept, name
from xl_addin.books.regional.areas import areas
from xl_addin.books.rendering import Filled, Lines, Paper, SheetPlan, Shown

RECORD = "Afsnit"

_SAME = {"arbejdsgiver", "kommune", "resp", "sel", "overlap", "samme", "plejebolig", "udskrevet", "resp_fra", "sel_fra"}
_SAME |= {"oplært_resp", "oplært_sel", "aftalt_start", "aftalt_andel", "vurderet", "havde_hjælp", "oplæring_fra"}


def plan() -> SheetPlan:
    """The sheet's description."""
    room = areas(postings=1, arrangements=1)
    columns = tuple(replace(column, typed=False) for column in room.arrangements.columns)
    table = replace(room.arrangements, sheet=RECORD, prefix="række", columns=columns, whole="")
    result = replace(room.status, sheet=RECORD, prefix="følge", header_row=table.header_row + 4, first_column=1)
    formulas = {key: kept(key) for key in _SAME} | {
        "sag": f'IF({name("kommune")}="","",IF({case_shown()}="","ny sag",{case_shown()}))',
        "paragraf": f'{name("paragraf")}&IF({name("paragraf_2")}="","","; "&{name("paragraf_2")})',
        "til": kept("gælder_til"),
    }
    last = table.letter(table.columns[-1].key)
    asked = f"$A${table.header_row}:${last}${table.first_row}"
    share = name("aftalt_andel")
    agreement = (
        (Shown(f'=IF({share}="","Midtjylland","navn")', "ud"), Shown(f'=IF({share}="","","Aftalt for sagen")', "ud")),
        (Shown(f'=IF({share}="","","nøgle_region")', "ud"), Shown(f'=IF({share}="","",{share})', "ud")),
    )

    def names(sheet: Worksheet) -> None:
        row = result.first_row
        columns = [result.letter(result.columns[place].key) for place in (0, -1)]
        define(sheet.parent, ANSWERS, f"{RECORD}!${columns[0]}${row}:${columns[1]}${row}")  # type: ignore[arg-type]
        define(sheet.parent, AGREEMENT, f"{RECORD}!$A${row + 4}:$B${row + 5}")  # type: ignore[arg-type]

    return SheetPlan(
        RECORD,
        "Til regionsregnskabet",
        (
            "Kopiér rækken, og indsæt den som værdier på arket Ordninger i regionsregnskabet, i den første tomme række.",
            "Under den står, hvad FHO_ORDNINGER svarer på den, og den nøgle, som budgettet regner med.",
        ),
        (
            Filled(table, formulas={column.key: formulas.get(column.key, '""') for column in columns}),
            Filled(result, arrays=((result.all, f"FHO_ORDNINGER({asked},,{name('opgjort_pr')})"),)),
            Lines(rows=agreement, column=1, row=result.first_row + 4),
        ),
        Paper(f"{last}{result.first_row + 6}", wide=2),
        more=names,
    )
