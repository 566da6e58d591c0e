"""The sheets of the new workbook that tell: the overview, the findings, the mapping, the source row by row."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from xl_addin.adopt.account import BLANK, CLASSES, POSTING, Account
from xl_addin.adopt.grid import Grid
from xl_addin.adopt.mapping import Mapping, header_of
from xl_addin.adopt.personal import Personal, without_people
from xl_addin.adopt.posting_fields import Value, fields, label
from xl_addin.adopt.posting_rows import FIRST_ROW, POSTINGS, PostingRows
from xl_addin.adopt.source import SourceSheet
from xl_addin.adopt.unused_columns import Unused
from xl_addin.cells.cpr import without_cpr
from xl_addin.check.finding import ERROR, Finding
from xl_addin.xlsx.tree import column_letters, parse_range

OVERVIEW: Final = "Overblik"
FINDINGS: Final = "Fund"
MAPPING: Final = "Tilpasning"
SOURCE: Final = "Kilde"

_TOLD_WIDTHS: Final = (34, 62, 62, 46)
_LINE_HEIGHT: Final = 15.0

_CLASS_TEXT: Final = {
    "postering": "Posteringer, overtaget", "sum": "Summer i kilden, ikke overtaget", "overskrift": "Overskrifter",
    "tekst": "Tekster uden beløb", "tom": "Tomme rækker", "overtaget før": "Posteringer, som er overtaget før",
}  # fmt: skip


def overview(
    name: str, sheet: SourceSheet, others: Sequence[str], account: Account, taken: tuple[int, Personal]
) -> Grid:
    """What was taken over, and the sums that must agree; `taken`: how many postings, and what was not copied."""
    count, people = taken
    grid = Grid(OVERVIEW, [62, 20, 20, 12, 60])
    grid.put(1, 1, "Overtaget regnskab", "titel")
    grid.put(2, 1, f"Kilde: {name}, arket {without_cpr(sheet.name)}. Kilden er kun læst, ikke ændret.", "note")
    grid.put(3, 1, "Beregnet med", "")
    grid.formula(3, 2, "FHO_VERSION()")
    row = 5
    grid.row(row, ("Kildens rækker", None, None, None, None), "afsnit")
    row += 1
    grid.row(row, ("Hvad rækken er", "Rækker", "Beløb i dem, kr."), "hoved")
    first = row + 1
    for kind in CLASSES:
        row += 1
        grid.put(row, 1, _CLASS_TEXT[kind])
        grid.put(row, 2, float(account.count(kind)), "antal")
        grid.put(row, 3, account.ore(kind) / 100 if kind != BLANK else None, "kroner")
    row += 1
    grid.put(row, 1, "Rækker i alt (skal være kildens sidste række)", "fed")
    grid.formula(row, 2, f"SUM(B{first}:B{row - 1})", "antal")
    grid.put(row, 3, float(sheet.last_row), "antal")
    grid.formula(row, 4, f'IF(B{row}=C{row},"OK","FEJL")', "fed")
    row += 1
    grid.put(row, 1, "Heraf skjulte rækker (de er regnet med)")
    grid.put(row, 2, float(len(sheet.hidden)), "antal")
    row += 2
    grid.row(row, ("Tal, der skal stemme", None, None, None, None), "afsnit")
    row += 1
    grid.row(row, ("Hvad", "Skal være", "Er", "Stemmer"), "hoved")
    unread = sum(one.ore is None for one in account.postings)
    for text, wanted, formula, look in (
        ("Posteringer i kilden = på Posteringer", float(count), "COUNT(post_kilderække)", "antal"),
        ("Beløb, der kan læses", float(count - unread), "COUNT(post_beloeb)", "antal"),
        ("Beløb i kilden = på Posteringer, kr.", account.ore(POSTING) / 100, "ROUND(SUM(post_beloeb),2)", "kroner"),
    ):
        row += 1
        grid.put(row, 1, text)
        grid.put(row, 2, wanted, look)
        grid.formula(row, 3, formula, look)
        grid.formula(row, 4, f'IF(ROUND(B{row}-C{row},2)=0,"OK","FEJL")', "fed")
    row += 1
    grid.put(row, 1, "Beløb = fordelt på region, kommune, borger og ufordelt, kr.")
    grid.formula(row, 2, "ROUND(SUM(post_beloeb),2)", "kroner")
    parts = "+".join(f"SUM(post_{key})" for key in ("region", "kommunens", "borger", "ufordelt"))
    grid.formula(row, 3, f"ROUND({parts},2)", "kroner")
    grid.formula(row, 4, f'IF(ISERROR(C{row}),"FEJL",IF(ROUND(B{row}-C{row},2)=0,"OK","FEJL"))', "fed")
    grid.put(row, 5, "FEJL, så længe en postering ikke kan fordeles: se arket Fund.", "note")
    row += 2
    for heading, lines in (
        ("Ikke læst", [f"Arket {one}" for one in others] or ["Alle ark er læst."]),
        ("Ikke kopieret til Kilde", [
            f"Kolonne {column_letters(column)}: {why}." for column, why in people.left_out.items()
        ] or ["Alle kolonner er kopieret; CPR-numre i dem er skjult."]),
        ("Arkene", [
            "Fund: hvad der er galt, og hvad et menneske bør se på, med række i kilden.",
            "Posteringer: kildens posteringer og deres fordeling. Ordninger: ordningernes datoer, som skal skrives.",
            "Modregning: hvad region og hver kommune har til gode hos hinanden.",
            "Tilpasning: hvilken kolonne der er læst som hvad.",
            "Kilde: hver række, som den stod, og hvad der blev af den.",
        ]),
    ):  # fmt: skip
        grid.row(row, (heading, None, None, None, None), "afsnit")
        for text in lines:
            row += 1
            grid.put(row, 1, text)
        row += 2
    return grid


def findings_sheet(found: Sequence[Finding], taken: PostingRows) -> Grid:
    """The findings, errors first, each with its row in the source."""
    grid = Grid(FINDINGS, [11, 15, 14, 15, *_TOLD_WIDTHS], (FIRST_ROW, 1), FIRST_ROW - 1)
    grid.put(1, 1, "Fund", "titel")
    grid.put(
        2, 1, f"{len(found)} fund. Rettes noget, så ret det i kilden og overtag den igen, eller her i mappen.", "note"
    )
    grid.row(FIRST_ROW - 1, ("Alvor", "Ark", "Celle", "Kilderække", "Fund", "Hvad", "Hvorfor", "Grundlag"), "hoved")
    source_rows = [row["kilderække"] for row in taken.rows]
    for row, one in enumerate(sorted(found, key=lambda one: one.about.weight != ERROR), FIRST_ROW):
        top = parse_range(one.cell)[0]
        here: Value = float(top - FIRST_ROW + 1) if one.sheet == SOURCE and top >= FIRST_ROW else None
        if one.sheet == POSTINGS and 0 <= top - FIRST_ROW < len(source_rows):
            here = source_rows[top - FIRST_ROW]
        grid.row(row, (one.about.weight, one.sheet, one.cell), "tekst")
        grid.put(row, 4, here, "tekst")
        told = one.about.title, one.what, one.about.why, one.about.source
        grid.row(row, told, "tekst", 5)
        lines = max(1 + int(1.1 * len(text) / width) for text, width in zip(told, _TOLD_WIDTHS, strict=True))
        grid.heights[row] = _LINE_HEIGHT * lines
    return grid


def mapping_sheet(name: str, sheet: SourceSheet, mapping: Mapping, unused: Sequence[Unused], today: dt.date) -> Grid:
    """Which column was read as what, and what the others hold."""
    grid = Grid(MAPPING, [20, 14, 40, 40])
    grid.put(1, 1, "Tilpasning", "titel")
    grid.put(
        2,
        1,
        f"{name}, arket {without_cpr(sheet.name)}, overskrift i række {'-'.join(map(str, mapping.header))}, "
        f"den {today:%d-%m-%Y}.",
        "note",
    )
    header = header_of(sheet, mapping)
    row = 4
    grid.row(row, ("Felt", "Kolonne", "Overskrift i kilden", "Ens i alle rækker"), "hoved")
    for key in fields():
        if key in mapping.columns or key in mapping.fixed:
            row += 1
            column = mapping.columns.get(key)
            grid.put(row, 1, label(key))
            grid.put(row, 2, column_letters(column) if column else None)
            grid.put(row, 3, without_people(header.texts.get(column)) if column else None)
            grid.put(row, 4, mapping.fixed.get(key))
    for column, month in mapping.months.items():
        row += 1
        grid.row(row, ("Beløb", column_letters(column), header.texts.get(column), month and f"{month[0]:%m-%Y}"))
    if mapping.unit:
        row += 1
        grid.row(row, ("Enhed", None, None, mapping.unit))
    for one in unused:
        row += 1
        grid.row(row, ("Ikke brugt", column_letters(one.column), without_people(one.heading), one.holds), "note")
    row += 2
    grid.row(row, ("Felt", None, "Ord i kilden", "Læst som"), "hoved")
    for key, words in mapping.words.items():
        for word, meant in words.items():
            row += 1
            grid.row(row, (label(key), None, word, meant or "(som det står)"))
    return grid


def source_sheet(sheet: SourceSheet, account: Account, people: Personal) -> Grid:
    """Every row of the source as it stood, without people, and what became of it."""
    width = sheet.last_column
    grid = Grid(SOURCE, [11, 17, 46, 10, *[16] * width], (FIRST_ROW, 5), FIRST_ROW - 1)
    grid.put(1, 1, "Kilde", "titel")
    grid.put(
        2,
        1,
        "Hver række i kilden, som den stod, med kildens kolonnebogstaver. Kolonner med personer er ikke kopieret.",
        "note",
    )
    grid.row(FIRST_ROW - 1, ("Række", "Hvad er den", "Hvorfor", "Skjult"), "hoved beregnet")
    grid.row(FIRST_ROW - 1, (column_letters(column) for column in range(1, width + 1)), "hoved", 5)
    for place, row in enumerate(account.rows, FIRST_ROW):
        grid.put(place, 1, float(row.number))
        grid.put(place, 2, row.kind)
        grid.put(place, 3, row.why)
        grid.put(place, 4, "ja" if row.number in sheet.hidden else None)
        for column, content in sheet.rows.get(row.number, {}).items():
            value = people.copy(row.number, column, content)
            grid.put(place, 4 + column, value, "dato" if isinstance(value, dt.date) else "")
    return grid
