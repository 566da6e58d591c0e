"""The sheets of the new workbook that are computed: the postings, their arrangements, the settlement."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from openpyxl import load_workbook

from xl_addin.adopt.account import Account, amount_of, in_kroner_or_text
from xl_addin.adopt.grid import Grid, area
from xl_addin.adopt.mapping import Mapping
from xl_addin.adopt.personal import Personal
from xl_addin.adopt.posting_fields import Value, as_amount, as_date, as_month, fields, reads
from xl_addin.adopt.source import SourceSheet
from xl_addin.agreement.vocabulary import MUNICIPALITIES
from xl_addin.books.captions import region_municipalities
from xl_addin.cells import words
from xl_addin.cells.errors import OutOfDomain, Unreadable
from xl_addin.cells.text import fold
from xl_addin.xlsx.package import WorkbookError
from xl_addin.xlsx.tree import column_letters

POSTINGS: Final = "Posteringer"
ARRANGEMENTS: Final = "Ordninger"
SETTLEMENT: Final = "Modregning"
_TOTAL_ROW: Final = 4  # above the header: nothing is below the postings
HEADER_ROW: Final = 5
FIRST_ROW: Final = HEADER_ROW + 1

ARRANGEMENT_HEADINGS: Final = ("Ordning", "Kommune", "Fælles finansiering fra", "Ophørt")

# key, header, width, look
_COLUMNS: Final = (
    ("kilderække", "Kilderække", 14, "antal"),
    ("bilag", "Bilag", 12, ""),
    ("ordning", "Ordning", 14, ""),
    ("kommune", "Kommune", 18, ""),
    ("fra", "Fra", 12, "dato"),
    ("til", "Til", 12, "dato"),
    ("art", "Art", 15, ""),
    ("beloeb", "Beløb", 15, "kroner"),
    ("betalt_af", "Betalt af", 12, ""),
    ("udmaalt_af", "Udmålt af", 14, ""),
    ("bevilget", "Bevilget", 10, ""),
    ("tekst", "Tekst", 34, ""),
    ("startdato", "Fælles finansiering fra", 16, "ud dato"),
    ("slutdato", "Ophørt", 12, "ud dato"),
    ("region", "Regionens andel", 15, "ud kroner"),
    ("kommunens", "Kommunens andel", 15, "ud kroner"),
    ("borger", "Borgerens andel", 14, "ud kroner"),
    ("ufordelt", "Ufordelt", 14, "ud kroner"),
    ("kode", "Kode", 12, "ud"),
    ("kontrol", "Kontrol", 60, "ud"),
    ("afregnes", "Afregnes med", 18, "ud"),
    ("opkræves", "Opkræves hos den anden part", 16, "ud kroner"),
)
KEYS: Final = [key for key, *_ in _COLUMNS]


@dataclass(frozen=True)
class PostingRows:
    """The postings as they go into the new workbook, each with the number of its row in the source."""

    rows: list[dict[str, Value]]
    by_arrangement: bool
    """Whether the dates of an arrangement are looked up by its number."""


def read_postings(sheet: SourceSheet, mapping: Mapping, account: Account, people: Personal) -> PostingRows:
    """Every posting of the account: what can be read as a value of its field, the rest as it stands."""
    rows = []
    for row in account.postings:
        cells = sheet.rows[row.number]
        found: dict[str, Value] = {"kilderække": row.number, **mapping.fixed}
        for name, column in mapping.columns.items():
            found[name] = mapping.word(name, people.copy(row.number, column, cells.get(column)))
        if mapping.months:
            rows += [
                _tidy({**found, "fra": month[0], "til": month[1], "beloeb": in_kroner_or_text(cells[column], mapping)})
                for column, month in mapping.months.items() if month and column in cells
            ]  # fmt: skip
            continue
        found["beloeb"] = amount_of(cells, mapping)
        rows.append(_tidy(found))
    return PostingRows(
        rows, "ordning" in mapping.columns and not {"startdato"} & (mapping.columns.keys() | mapping.fixed.keys())
    )


def _tidy(row: dict[str, Value]) -> dict[str, Value]:
    month, year, booked = row.pop("periode", None), row.pop("aar", None), row.pop("bogfoert", None)
    if month is not None and row.get("fra") is None:
        try:
            row["fra"], row["til"] = as_month(month, year)
        except (Unreadable, OutOfDomain):
            row["fra"] = month
    elif row.get("fra") is None and row.get("til") is None:
        row["fra"] = booked
    for name in ("fra", "til", "startdato", "slutdato"):
        row[name] = _or_as_it_stands(as_date, row.get(name))
    row["beloeb"] = _or_as_it_stands(as_amount, row.get("beloeb"))
    return row


def _or_as_it_stands(read: Any, value: Value) -> Value:
    try:
        return None if value is None else read(value)
    except (Unreadable, OutOfDomain):
        return value


def build(postings: PostingRows, known: dict[str, dict[str, Any]]) -> tuple[list[Grid], dict[str, str]]:
    """The computed sheets, and the names of their columns; `known` is what is remembered of each arrangement."""
    count = max(1, len(postings.rows))
    last = HEADER_ROW + count
    names = {f"post_{key}": area(POSTINGS, FIRST_ROW, place, last) for place, key in enumerate(KEYS, 1)}
    grids = [_postings(postings, last)]
    if postings.by_arrangement:
        grids.append(_arrangements(postings, names, known))
    grids.append(_settlement(postings, names, last))
    _formulas(grids[0], postings, last)
    return grids, names


def _own(key: str, last: int) -> str:
    letter = column_letters(KEYS.index(key) + 1)
    return f"{letter}{FIRST_ROW}:{letter}{last}"


def _postings(postings: PostingRows, last: int) -> Grid:
    grid = Grid(POSTINGS, [width for _, _, width, _ in _COLUMNS], (FIRST_ROW, 4), HEADER_ROW, pages_wide=2)
    grid.put(1, 1, "Posteringer", "titel")
    grid.put(
        2, 1, "Én række pr. postering i kilden, i samme rækkefølge. Hvide felter er kildens, grå beregnes.", "note"
    )
    grid.heights[HEADER_ROW] = 48
    typed = () if postings.by_arrangement else ("startdato", "slutdato")
    looks = {}
    for column, (key, header, _, look) in enumerate(_COLUMNS, 1):
        grid.put(
            HEADER_ROW, column, header, "hoved beregnet" if look.startswith("ud") and key not in typed else "hoved"
        )
        looks[key] = column, look.replace("ud", "ind") if key in typed else look
    for row, posting in enumerate(postings.rows, FIRST_ROW):
        for key, (column, look) in looks.items():
            value = None if postings.by_arrangement and key in ("startdato", "slutdato") else posting.get(key)
            # A number or a date that could not be read keeps no number's look.
            grid.put(row, column, value, "" if isinstance(value, str) and look in ("dato", "kroner") else look)
    grid.put(_TOTAL_ROW, 1, "I alt", "fed")
    for key in ("beloeb", "region", "kommunens", "borger", "ufordelt", "opkræves"):
        grid.formula(_TOTAL_ROW, KEYS.index(key) + 1, f"ROUND(SUM({_own(key, last)}),2)", "sum")
    return grid


def _formulas(grid: Grid, postings: PostingRows, last: int) -> None:
    def put(first: str, text: str, to: str = "") -> None:
        grid.array(FIRST_ROW, KEYS.index(first) + 1, last, KEYS.index(to or first) + 1, text)

    def own(*keys: str) -> str:
        return ",".join(_own(key, last) for key in keys)

    if postings.by_arrangement:
        for key in ("startdato", "slutdato"):
            put(key, f"FHO_OPSLAG({own('ordning')},ord_sag,ord_{key})")
    divided = own("beloeb", "art", "fra", "til", "startdato", "slutdato", "udmaalt_af", "bevilget")
    put("region", f"FHO_FORDEL({divided})", "kode")
    put("kontrol", f"FHO_KONTROL({divided})")
    has_municipality = any(row.get("kommune") is not None for row in postings.rows)
    if has_municipality or not postings.by_arrangement:
        put("afregnes", f"FHO_KOMMUNE({own('kommune')})")
    else:
        put("afregnes", f"FHO_OPSLAG({own('ordning')},ord_sag,ord_kommune)")
    put("opkræves", f"FHO_OPKRAEVNING({own('betalt_af', 'region', 'kommunens')})")


def _arrangements(postings: PostingRows, names: dict[str, str], known: dict[str, dict[str, Any]]) -> Grid:
    """One row an arrangement, for a person to write its dates."""
    grid = Grid(ARRANGEMENTS, [18, 22, 16, 14, 14], (FIRST_ROW, 2), HEADER_ROW)
    grid.put(1, 1, "Ordninger", "titel")
    grid.put(
        2,
        1,
        "Skriv for hver ordning, fra hvilken dag den er fælles finansieret (FHO_STARTDATO), og hvornår den ophørte.",
        "note",
    )
    grid.row(HEADER_ROW, ARRANGEMENT_HEADINGS, "hoved")
    grid.put(HEADER_ROW, 5, "Posteringer", "hoved beregnet")
    grid.heights[HEADER_ROW] = 34
    seen: dict[Any, tuple[Value, Value]] = {}
    for row in postings.rows:
        key = row.get("ordning")
        if key is not None and str(key).strip():
            folded = fold(key) if isinstance(key, str) else key
            seen.setdefault(folded, (key, row.get("kommune")))
    last = HEADER_ROW + max(1, len(seen))
    for column, key in enumerate(("sag", "kommune", "startdato", "slutdato"), 1):
        names[f"ord_{key}"] = area(ARRANGEMENTS, FIRST_ROW, column, last)
    for number, (case, municipality) in enumerate(seen.values(), FIRST_ROW):
        about = known.get(fold(str(case)), {})
        place, start, end = (about.get(heading) for heading in ARRANGEMENT_HEADINGS[1:])
        grid.put(number, 1, case, "ind")
        grid.put(number, 2, municipality or place, "ind" if municipality is None else "")
        grid.put(number, 3, start, "ind dato")
        grid.put(number, 4, end, "ind dato")
        grid.formula(number, 5, f"COUNTIF(post_ordning,A{number})", "antal")
    return grid


def _typed(cell: object) -> Value:
    if isinstance(cell, dt.datetime):
        return cell.date()
    return cell if isinstance(cell, str | float | dt.date) else None if cell is None else str(cell)


def typed_arrangements(workbook: Path) -> tuple[Sequence[str], list[list[Value]]]:
    """The headings and rows of the arrangements in a workbook that was taken over before; only that sheet is read."""
    try:
        book = load_workbook(workbook, read_only=True)
        sheet = book[ARRANGEMENTS] if ARRANGEMENTS in book.sheetnames else None
        rows = sheet.iter_rows(HEADER_ROW + 1, max_col=len(ARRANGEMENT_HEADINGS), values_only=True) if sheet else ()
        table = [[_typed(one) for one in row] for row in rows]
        book.close()
    except Exception as error:  # a damaged file makes openpyxl raise nearly anything
        raise WorkbookError(f"{workbook}: ordningernes oplysninger kan ikke læses ({error})") from error
    return ARRANGEMENT_HEADINGS, table


def _settlement(postings: PostingRows, names: dict[str, str], last: int) -> Grid:
    grid = Grid(SETTLEMENT, [24, 18, 20, 20, 20, 14], (FIRST_ROW, 2), HEADER_ROW)
    grid.put(1, 1, "Modregning", "titel")
    grid.put(
        2,
        1,
        "Netto med plus: kommunen betaler regionen (Aftalen, Ikrafttræden og Fakturering).",
        "note",
    )
    grid.row(HEADER_ROW, ("Kommune", "Allerede afregnet"), "hoved")
    grid.row(
        HEADER_ROW,
        ("Regionens tilgodehavende", "Kommunens tilgodehavende", "Netto at afregne", "Hvem betaler"),
        "hoved beregnet",
        3,
    )
    grid.heights[HEADER_ROW] = 34
    listed = list(region_municipalities())
    present = {
        MUNICIPALITIES[words.municipality(name)]
        for row in postings.rows
        if _is_municipality(name := row.get("kommune"))
    }
    listed += sorted(present - set(listed))
    bottom = HEADER_ROW + len(listed) + 5
    for row in range(FIRST_ROW, bottom + 1):
        place = row - FIRST_ROW
        grid.put(row, 1, listed[place] if place < len(listed) else None, "ind")
        grid.put(row, 2, None, "ind kroner")
        for column, look in ((3, "ud kroner"), (4, "ud kroner"), (5, "ud kroner"), (6, "ud")):
            grid.put(row, column, None, look)
    owed = ",".join(f"post_{key}" for key in ("afregnes", "betalt_af", "region", "kommunens"))
    grid.array(FIRST_ROW, 3, bottom, 6, f"FHO_MODREGNING(A{FIRST_ROW}:A{bottom},{owed},B{FIRST_ROW}:B{bottom})")
    grid.put(bottom + 1, 1, "I alt", "fed")
    for column in range(2, 6):
        letter = column_letters(column)
        grid.formula(bottom + 1, column, f"ROUND(SUM({letter}{FIRST_ROW}:{letter}{bottom}),2)", "sum")
    names["mod_netto"] = area(SETTLEMENT, FIRST_ROW, 5, bottom)
    return grid


def _is_municipality(value: Value) -> bool:
    return value is not None and reads(fields()["kommune"], value)
