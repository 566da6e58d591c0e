"""A posting sheet of any shape taken over: nothing lost, nothing changed, the original the same byte for byte."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.adopt.known import known
from tests.adopt.shapes import LEDGER, SHAPES, TOTAL, many
from xl_addin.agreement.vocabulary import MUNICIPALITIES, PARTIES
from xl_addin.cells import words
from xl_addin.cells.text import fold
from xl_addin.cli.main import main

FIRST = 6  # the first row below the headers of every sheet of the new workbook


def taken_over(source: Path, folder: Path, extra: str = "") -> tuple[Path, int]:
    """The new workbook by the proposed mapping as it stands, and the exit status."""
    before = source.read_bytes()
    mapping, out = folder / "tilpasning.toml", folder / "ny.xlsx"
    assert main(["adopt", str(source), "--propose", str(mapping)]) == 0
    mapping.write_text(mapping.read_text("utf-8") + extra, "utf-8")
    status = main(["adopt", str(source), "--mapping", str(mapping), "-o", str(out), "--today", "2017-01-15"])
    assert source.read_bytes() == before
    return out, status


def by_header(sheet: Worksheet) -> list[dict[str, object]]:
    """The rows of a sheet by its headers, down to the last that anything stands in."""
    rows = sheet.iter_rows(min_row=FIRST - 1, values_only=True)
    headers = [str(one) for one in next(rows)]
    found = [dict(zip(headers, row, strict=True)) for row in rows]
    while found and not any(value not in (None, "") for value in found[-1].values()):
        found.pop()
    return found


def day(value: object) -> dt.date:
    assert isinstance(value, dt.datetime)
    return value.date()


def plainly(row: dict[str, object]) -> tuple[object, ...]:
    """A posting of the new workbook, by what it means."""
    return (
        row["Ordning"], MUNICIPALITIES[words.municipality(row["Afregnes med"])], day(row["Fra"]), day(row["Til"]),
        fold(str(row["Art"])), Decimal(str(row["Beløb"])), PARTIES[words.party(row["Betalt af"])],
    )  # fmt: skip


EXPECTED = [
    (
        one["ordning"], MUNICIPALITIES[words.municipality(one["kommune"])], one["fra"], one["til"],
        one["art"], Decimal(one["beloeb"]), PARTIES[words.party(one["betalt_af"])],
    )
    for one in LEDGER
]  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_every_posting_is_taken_over_and_every_row_accounted_for(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / f"{name}.xlsx"
    SHAPES[name](source)
    out, status = taken_over(source, tmp_path, known())
    assert status == 0, capsys.readouterr().err
    new = load_workbook(out, data_only=True)
    postings = by_header(new["Udgifter"])
    assert [plainly(row) for row in postings] == EXPECTED
    assert sum(Decimal(str(row["Beløb"])) for row in postings) == TOTAL
    for row, settled in zip(postings, by_header(new["Fordeling"]), strict=True):
        parts = [
            Decimal(str(settled[one])) for one in ("Regionens andel", "Kommunens andel", "Borgerens andel", "Ufordelt")
        ]
        assert sum(parts) == Decimal(str(row["Beløb"])) == Decimal(str(settled["Beløb"]))
        assert (settled["Kode"], settled["Bemærkning"]) == ("NØGLE", "OK")
    _accounts(source, new["Kilde"], len(postings))
    for line in ("Posteringer, der kan læses = på Udgifter", AMOUNTS, DIVIDED):
        assert overview(new)[line][0] == overview(new)[line][1]
        assert overview(new)[line][2] == "OK"


AMOUNTS = "Beløb i kilden = på Udgifter, kr."
DIVIDED = "Beløb = fordelt på region, kommune, borger og ufordelt, kr."


def overview(book: Workbook) -> dict[object, tuple[object, ...]]:
    """The lines of the overview: what should be, what is, whether they agree."""
    return {row[1]: row[2:5] for row in book["Overblik"].iter_rows(values_only=True) if row and row[1]}


def _accounts(source: Path, sheet: Worksheet, count: int) -> None:
    """Each row of the source stands in Kilde as it stood, once, and says what became of it."""
    old = load_workbook(source, data_only=True)
    original = next(one for one in old.worksheets if one.max_row > 3)
    rows = by_header(sheet)
    assert [row["Række"] for row in rows] == list(range(1, original.max_row + 1))
    places = [row["Række på Udgifter"] for row in rows if row["Hvad er den"] == "postering"]
    assert places == list(range(FIRST, FIRST + count))
    for row in rows:
        there = [value for value in list(row.values())[5:] if value is not None]
        here = [one.value for one in original[row["Række"]] if one.value not in (None, "")]
        assert [_plain(value) for value in there] == [_plain(value) for value in here]
        if row["Hvad er den"] != "postering":
            assert row["Hvorfor"]


def _plain(value: object) -> object:
    if isinstance(value, dt.datetime):
        return value.date()
    return float(value) if isinstance(value, int) else value


def test_totals_inside_the_data_are_left_out_and_agree(tmp_path: Path) -> None:
    source = tmp_path / "merged.xlsx"
    SHAPES["merged"](source)
    out, _ = taken_over(source, tmp_path)
    rows = by_header(load_workbook(out, data_only=True)["Kilde"])
    sums = [(row["Hvad er den"], row["Hvorfor"]) for row in rows if row["A"] in ("I alt", "Total")]
    assert [kind for kind, _ in sums] == ["sum"] * 4
    assert all(str(why).startswith("Summen stemmer") for _, why in sums)
    assert [row["Skjult"] for row in rows if row["E"] == "Sygefravær"] == ["ja"]


MANY = """
[kolonner]
ordning = "Arrangement"
kommune = "Municipality"
fra = "From"
til = "To"
art = "Category"
beloeb = "Amount"
betalt_af = "Payer"
""" + known(("A-1", "A-2", "A-3"))


def test_fifty_thousand_rows(tmp_path: Path) -> None:
    source, mapping, out = tmp_path / "many.xlsx", tmp_path / "many.toml", tmp_path / "ny.xlsx"
    many(source)
    mapping.write_text(MANY, "utf-8")
    before = source.read_bytes()
    assert main(["adopt", str(source), "--mapping", str(mapping), "-o", str(out)]) == 1
    assert source.read_bytes() == before
    book = load_workbook(out, data_only=True, read_only=True)
    # 8,334 times the postings of three months are more than any arrangement costs, and nothing else is wrong.
    kinds = [row[4] for row in book["Fund"].iter_rows(min_row=FIRST, values_only=True)]
    assert kinds == ["Beløbene er mange gange det, en ordning koster"] * 3
    wanted = float(TOTAL * 8334 + 6 * 8334 * 8333 // 2)
    assert overview(book)["Posteringer, der kan læses = på Udgifter"] == (50_004, 50_004, "OK")
    assert overview(book)[AMOUNTS] == overview(book)[DIVIDED] == (wanted, wanted, "OK")
    assert overview(book)["Rækker i alt (skal være kildens sidste række)"] == (50_005, 50_005, "OK")
