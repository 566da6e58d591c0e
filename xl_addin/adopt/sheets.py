"""The sheets of the new workbook that tell: the overview, the findings, the mapping, the source row by row."""

import datetime as dt
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Table
from typing import Final

from xl_addin.adopt.account import BLANK, CLASSES, POSTING, Account
from xl_addin.adopt.mapping import Mapping, header_of
from xl_addin.adopt.personal import Personal, without_people
from xl_addin.adopt.posting_fields import Value, fields, label
from xl_addin.adopt.source import SourceSheet
from xl_addin.adopt.unused_columns import Unused
from xl_addin.books.layout import DATE, GENERAL, Entry, SheetColumn, SheetTable
from xl_addin.books.paper import Paper
from xl_addin.books.regional.areas import POSTINGS, TO_DATE, Areas
from xl_addin.books.rendering import Filled, Lines, SheetPlan, Shown
from xl_addin.cells.cpr import without_cpr
from xl_addin.check.finding import ERROR, Finding
from xl_addin.xlsx.tree import column_letters, parse_range

OVERVIEW: Final = "Overblik"
FINDINGS: Final = "Fund"
MAPPING: Final = "Tilpasning"
SOURCE: Final = "Kilde"

Cells = dict[tuple[int, int], Value]

_HEADER: Final = 5
FIRST_ROW: Final = _HEADER + 1
_CLASS_TEXT: Final = {
    "postering": "Posteringer, overtaget", "sum": "Summer i kilden, ikke overtaget", "overskrift": "Overskrifter",
    "tekst": "Tekster uden beløb", "tom": "Tomme rækker", "overtaget før": "Posteringer, som er overtaget før",
}  # fmt: skip
_SHEETS: Final = (
    ("Fund", "Hvad der er galt, og hvad et menneske bør se på, med række i kilden."),
    ("Ordninger", "Det, nøglen og datoerne følger af: skriv det for hver ordning. Det huskes til næste måned."),
    ("Udgifter", "Kildens posteringer. Fordeling: det, der følger af aftalen for hver."),
    ("Modregning", "Hvad region og hver kommune har til gode hos hinanden."),
    ("Opkrævet", "Sendte og betalte opkrævninger: skriv dem her, eller lad fho invoice gøre det."),
    ("Tilpasning", "Hvilken kolonne der er læst som hvad."),
    ("Kilde", "Hver række, som den stod, og hvad der blev af den."),
)  # fmt: skip
_STEMMER: Final = '=IF(ISERROR(D{r}),"FEJL",IF(ROUND(C{r}-D{r},2)=0,"OK","FEJL"))'
_MOST_FINDINGS: Final = 1000
"""Rows that the filter of Fund takes in."""


def _table(sheet: str, prefix: str, rows: int, *columns: SheetColumn) -> SheetTable:
    return SheetTable(sheet, prefix, _HEADER, max(1, rows), columns)


def overview(
    name: str, sheet: SourceSheet, others: Sequence[str], account: Account, taken: tuple[int, Personal], found: Areas
) -> SheetPlan:
    """What was taken over, and the sums that must agree; `taken`: how many postings, and what was not copied."""
    count, people = taken
    amount, settled = found.postings.name("beløb"), found.division.name
    unread = sum(one.ore is None for one in account.postings)
    parts = "+".join(f"SUM({settled(key)})" for key in ("region", "kommunens", "borger", "ufordelt"))
    rows = "+".join(f"C{6 + place}" for place in range(len(CLASSES)))
    agree = (
        ("Rækker i alt (skal være kildens sidste række)", sheet.last_row, rows, "helt"),
        ("Posteringer, der kan læses = på Udgifter", count - unread, f"COUNT({amount})", "helt"),
        ("Beløb i kilden = på Udgifter, kr.", account.ore(POSTING) / 100, f"ROUND(SUM({amount}),2)", "kroner"),
        ("Posteringer = dem, der kan afregnes (ellers: se Fund)", f"=COUNT({amount})", f"COUNT({settled('region')})",
         "helt"),
        ("Beløb = fordelt på region, kommune, borger og ufordelt, kr.", f"=ROUND(SUM({amount}),2)",
         f"ROUND({parts},2)", "kroner"),
    )  # fmt: skip
    lines = tuple(
        (Shown(text), Shown(wanted, f"linje {look}"), Shown(f"={formula}", f"linje {look}"), Shown(_STEMMER, "svar"))
        for text, wanted, formula, look in agree
    )
    kinds = tuple(
        (
            Shown(_CLASS_TEXT[kind]),
            Shown(account.count(kind), "linje helt"),
            Shown(account.ore(kind) / 100 if kind != BLANK else None, "linje kroner"),
        )
        for kind in CLASSES
    )
    left_out = [f"Kolonne {column_letters(column)}: {why}" for column, why in people.left_out.items()]
    about = (
        (
            "Er noget rettet her i mappen",
            Shown("Kør fho check på den: Fund viser det, der blev fundet ved overtagelsen.", span=3),
        ),
        ("Opgjort pr. (frister; kan være tom)", Shown(None, "ind dato", TO_DATE, entry=Entry("date"))),
        ("Beregnet med", Shown("=FHO_VERSION()", "kilde", span=3)),
        ("Skjulte rækker i kilden (de er regnet med)", Shown(len(sheet.hidden), "linje helt")),
        ("Ikke læst", Shown(", ".join(f"arket {one}" for one in others) or "Alle ark er læst.", span=3)),
        ("Ikke kopieret til Kilde", Shown("; ".join(left_out) or "Alt er kopieret; CPR-numre er skjult.", span=3)),
    )
    return SheetPlan(
        OVERVIEW,
        "Overtaget regnskab",
        (f"Kilde: {name}, arket {without_cpr(sheet.name)}. Kilden er kun læst, ikke ændret.",),
        (
            Lines("Kildens rækker", ("Hvad rækken er", "Rækker", "Beløb i dem, kr."), kinds, width=4),
            Lines("Tal, der skal stemme", ("Hvad", "Skal være", "Er", "Stemmer"), lines),
            Lines("Om overtagelsen", (), tuple((Shown(text), shown) for text, shown in about), width=4),
            Lines("Arkene", (), tuple((Shown(one, "link", link=one), Shown(say, span=3)) for one, say in _SHEETS)),
        ),
        Paper("E40", landscape=False, tall=1),
        widths=(2, 60, 24, 24, 24),
        column=2,
        is_locked=False,
    )  # fmt: skip


def findings_plan() -> SheetPlan:
    """The findings' sheet; its rows are put in when all is computed."""
    widths = {
        "Alvor": 11, "Ark": 15, "Celle": 14, "Kilderække": 12, "Fund": 34, "Hvad": 62, "Hvorfor": 62, "Grundlag": 46,
    }  # fmt: skip
    columns = (SheetColumn(text.lower(), text, width) for text, width in widths.items())
    table = _table(FINDINGS, "fund", _MOST_FINDINGS, *columns)
    note = "Rettes noget, så ret det i kilden og overtag den igen, eller her i mappen."
    return SheetPlan(
        FINDINGS, "Fund", (note,), (Filled(table, painted=1, filtered=table.letter("grundlag")),),
        Paper(f"H{table.last_row}", repeat=_HEADER), freeze=f"A{FIRST_ROW}", is_locked=False,
    )  # fmt: skip


def findings_cells(found: Sequence[Finding], source_rows: Sequence[Value]) -> Cells:
    """The findings, errors first, each with its row in the source; `source_rows` are those of the postings."""
    cells: Cells = {}
    for row, one in enumerate(sorted(found, key=lambda one: one.about.weight != ERROR), FIRST_ROW):
        top, _, bottom, _ = parse_range(one.cell)
        here: Value = None
        if one.sheet == SOURCE:
            here = float(top - FIRST_ROW + 1)
        elif one.sheet == POSTINGS and top >= FIRST_ROW:
            numbers = [str(number) for number in dict.fromkeys(source_rows[top - FIRST_ROW : bottom - FIRST_ROW + 1])]
            here = float(numbers[0]) if len(numbers) == 1 else "-".join((*numbers[:1], *numbers[-1:]))
        told = one.about.weight, one.sheet, one.cell, here, one.about.title, one.what, one.about.why, one.about.source
        cells |= {(row, column): value for column, value in enumerate(told, 1)}
    return cells


def mapping_plan(
    name: str, sheet: SourceSheet, mapping: Mapping, unused: Sequence[Unused], today: dt.date
) -> SheetPlan:
    """Which column was read as what, and what the others hold."""
    rows = "-".join(map(str, mapping.header))
    note = f"{name}, arket {without_cpr(sheet.name)}, overskrift i række {rows}, den {today:%d-%m-%Y}."
    lines = [tuple(Shown(cell) for cell in line) for line in _read_as(sheet, mapping, unused)]
    said = tuple(
        (Shown(label(key)), Shown(word, span=2), Shown(meant or "(som det står)"))
        for key, meanings in mapping.words.items()
        for word, meant in meanings.items()
    )
    return SheetPlan(
        MAPPING, "Tilpasning", (note,),
        (
            Lines("Kolonner", ("Felt", "Kolonne", "Overskrift i kilden", "Ens i alle rækker, eller hvad den har"),
                  tuple(lines), column=1),
            Lines("Ord", ("Felt", "Ord i kilden", "", "Læst som"), said, column=1),
        ),
        Paper(f"D{len(lines) + len(said) + 12}", landscape=False), widths=(24, 14, 44, 44), is_locked=False,
    )  # fmt: skip


def _read_as(sheet: SourceSheet, mapping: Mapping, unused: Sequence[Unused]) -> Iterator[tuple[Value, ...]]:
    texts = {column: without_people(text) for column, text in header_of(sheet, mapping).texts.items()}
    for key in fields():
        if column := mapping.columns.get(key):
            yield label(key), column_letters(column), texts.get(column), None
        elif key in mapping.fixed:
            yield label(key), None, None, mapping.fixed[key]
    for column, month in mapping.months.items():
        yield "Beløb", column_letters(column), texts.get(column), month and f"{month[0]:%m-%Y}"
    if mapping.unit:
        yield "Enhed", None, None, mapping.unit
    for one in unused:
        yield "Ikke brugt", column_letters(one.column), texts.get(one.column), one.holds


def source_plan(sheet: SourceSheet) -> SheetPlan:
    """The source's sheet; its rows are put in last."""
    widths = {"Række": 10, "Hvad er den": 17, "Hvorfor": 46, "Skjult": 9, "Række på Udgifter": 12}
    columns = [SheetColumn(text.lower().replace(" ", "_"), text, width) for text, width in widths.items()]
    columns += [
        SheetColumn(f"k{column}", column_letters(column), 16, DATE if is_date else GENERAL)
        for column, is_date in _dated(sheet).items()
    ]
    table = _table(SOURCE, "kilde", sheet.last_row, *columns)
    note = "Hver række i kilden, som den stod, med kildens kolonnebogstaver. Kolonner med personer er ikke kopieret."
    last = columns[-1].key
    return SheetPlan(
        SOURCE, "Kilde", (note,), (Filled(table, painted=1, filtered=table.letter(last)),),
        Paper(f"{table.letter(last)}{table.last_row}", repeat=_HEADER), freeze=f"F{FIRST_ROW}", is_locked=False,
    )  # fmt: skip


def _dated(sheet: SourceSheet) -> dict[int, bool]:
    """Of each column whether its numbers are shown as dates: all of them are."""
    kinds: dict[int, set[type]] = {column: set() for column in range(1, sheet.last_column + 1)}
    for row in sheet.rows.values():
        for column, value in row.items():
            kinds[column].add(type(value))
    return {column: dt.date in found and not found & {float, int} for column, found in kinds.items()}


def source_cells(sheet: SourceSheet, account: Account, people: Personal, places: Table[Value, Sequence[int]]) -> Cells:
    """Every row of the source as it stood, without people, and what became of it; `places`: its rows on Udgifter."""
    dated = _dated(sheet)
    cells: Cells = {}
    for place, row in enumerate(account.rows, FIRST_ROW):
        went = places.get(row.number, ())
        cells[place, 1], cells[place, 2] = row.number, row.kind
        if row.why:
            cells[place, 3] = row.why
        if row.number in sheet.hidden:
            cells[place, 4] = "ja"
        if went:
            cells[place, 5] = went[0] if len(went) == 1 else ", ".join(map(str, went))
        for column, content in sheet.rows.get(row.number, {}).items():
            if (value := people.copy(row.number, column, content)) is None:
                continue
            # A date among numbers would be shown as one of them.
            cells[place, 5 + column] = (
                f"{value:%d-%m-%Y}" if isinstance(value, dt.date) and not dated[column] else value
            )
    return cells
