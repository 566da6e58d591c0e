"""Skema: the form for one new arrangement, and beside each answer what follows from it."""

from openpyxl.worksheet.worksheet import Worksheet

from xl_addin.books import style
from xl_addin.books.captions import JOINT
from xl_addin.books.new_arrangement.questions import (
    FORM,
    ROW,
    SOURCE_WIDTH,
    name,
    parts,
    shown_answer,
    shown_consequence,
    sources,
)
from xl_addin.books.paper import Paper
from xl_addin.books.rendering import Lines, SheetPlan, Shown


def plan(*, empty: bool) -> SheetPlan:
    """The sheet's description; ``empty`` without the example's answers."""
    lines, row = [], 5
    for part in parts():
        asked = tuple((Shown(one.label), shown_answer(one, empty=empty)) for one in part.questions)
        follows = tuple(map(shown_consequence, part.consequences))
        lines.append(Lines(part.heading, (), asked, row=row, width=6, height=ROW))
        lines.append(Lines(rows=follows, column=5, row=row + 1, height=ROW))
        row += max(len(asked), sum(cells[0].deep for cells in follows)) + 2
    told = tuple((Shown(term), Shown(f"={formula}", "kilde", span=5, lines=2)) for term, formula in sources())
    example = "EKSEMPEL: sagen er opfundet. Til en ny sag: brug ny-ordning-tom.xlsx." if not empty else ""
    return SheetPlan(
        FORM,
        "Ny fælles hjælperordning",
        (
            "Udfyld de gule felter. Til højre står, hvad der følger af dem, og hvor reglen står. Aftalen vælges på arket Aftale.",
            f"{example} Skriv aldrig CPR-numre.".strip(),
        ),
        (*lines, Lines("Kilder", (), told, row=row)),
        Paper(f"G{row + len(told)}"),
        widths=(2, 36, 20, 2, 30, 46, SOURCE_WIDTH),
        column=2,
        freeze="A4",
        more=_colours,
    )


def _colours(sheet: Worksheet) -> None:
    def address(key: str) -> str:
        workbook = sheet.parent
        assert workbook is not None
        return str(workbook.defined_names[name(key)].attr_text).partition("!")[2].replace("$", "")

    status = name("status")
    style.look_here(sheet, address("status"), f'AND({status}<>"",{status}<>"{JOINT}")')
    style.good_or_bad(sheet, address("tilladt"), "ja", "nej")
    for key in ("sagstjek", "pristjek", "bemærkning", "kan_aftales"):
        cell = address(key)
        style.look_here(sheet, cell, f'NOT(OR({cell}="",{cell}="OK",{cell}="ja",LEFT({cell},3)="Kan"))')
    stay = address("vurdering_status")
    style.look_here(sheet, stay, f'LEFT({stay},7)="Mangler"')
