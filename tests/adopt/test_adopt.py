"""What a mapping can say, what is asked, and what becomes of odd rows."""

import datetime as dt
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.adopt.known import known
from tests.adopt.shapes import plain
from tests.adopt.test_shapes import FIRST, by_header, taken_over
from xl_addin.adopt.account import account
from xl_addin.adopt.ask import confirm
from xl_addin.adopt.mapping import Mapping, propose
from xl_addin.adopt.mapping_file import from_toml, to_toml
from xl_addin.adopt.posting_fields import as_date, as_month, fields
from xl_addin.adopt.source import read_source
from xl_addin.cells.errors import Unreadable
from xl_addin.check import check
from xl_addin.cli.main import main
from xl_addin.engine import WorkbookError, calculate, write_calculated
from xl_addin.invoices.regional_book import read_regional_book
from xl_addin.invoices.year_end import new_year

HEADERS = ["Sag", "Kommune", "Fra", "Til", "Art", "Beløb", "Betalt af", "Tekst"]
GOOD = ["A-1", "Viborg", dt.date(2016, 3, 1), dt.date(2016, 3, 31), "løn", 100.0, "regionen", "ok"]


def book(rows: list[list[Any]], folder: Path, headers: list[str] | None = None) -> Path:
    workbook = Workbook()
    workbook.active.append(headers or HEADERS)
    for row in rows:
        workbook.active.append(row)
    path = folder / "kilde.xlsx"
    workbook.save(path)
    return path


def kinds_of(path: Path) -> list[tuple[str, str]]:
    """What each row below the header is, and why."""
    sheet = read_source(path)[0]
    return [(row.kind, row.why) for row in account(sheet, propose(sheet)).rows[1:]]


def changed(**fields: Any) -> list[Any]:
    """The good row with some fields changed."""
    names = ["sag", "kommune", "fra", "til", "art", "beloeb", "betalt_af", "tekst"]
    return [fields.get(name, value) for name, value in zip(names, GOOD, strict=True)]


ONLY = {"sag": None, "kommune": None, "fra": None, "til": None, "art": None, "betalt_af": None, "tekst": None}


@pytest.mark.parametrize(
    ("row", "kind", "why"),
    [
        (changed(beloeb="12 x"), "postering", "Beløbet kan ikke læses."),
        (changed(beloeb=None), "postering", "Posteringen mangler beløb."),
        (changed(fra=None, til=None, art=None, beloeb=7.0), "postering", ""),
        (changed(tekst="Løn i alt"), "postering", ""),
        (changed(**(ONLY | {"sag": "I alt"})), "sum", "Summen stemmer: alle posteringer over den."),
        (changed(**(ONLY | {"tekst": "Total:", "beloeb": 101.0})), "sum", "Summen stemmer ikke"),
        (changed(**ONLY), "sum", "Summen stemmer: alle posteringer over den."),
        (changed(**(ONLY | {"beloeb": 77.0})), "postering", ""),
        (changed(**(ONLY | {"sag": "April", "beloeb": None})), "tekst", "Rækken har intet beløb"),
        (list(HEADERS), "overskrift", "Overskriften er gentaget."),
        ([" ", None, "  "], "tom", "Rækken er tom."),
    ],
)  # fmt: skip
def test_a_row_is_a_posting_unless_it_plainly_is_not(row: list[Any], kind: str, why: str, tmp_path: Path) -> None:
    found = kinds_of(book([GOOD, row, GOOD], tmp_path))
    assert found[1][0] == kind
    assert found[1][1].startswith(why)
    assert found[0][0] == found[2][0] == "postering"


def test_a_total_that_does_not_agree_is_a_finding(tmp_path: Path) -> None:
    path = book([GOOD, ["I alt", None, None, None, None, 101.0], changed(beloeb=5.0)], tmp_path)
    out, status = taken_over(path, tmp_path, known())
    assert status == 1
    rows = by_header(load_workbook(out, data_only=True)["Fund"])
    assert [(row["Ark"], row["Celle"], row["Kilderække"], row["Fund"]) for row in rows] == [
        ("Kilde", "B8", 3, "En sum i det overtagne ark stemmer ikke")
    ]


def test_findings_name_the_row_of_the_source(tmp_path: Path) -> None:
    rows = [GOOD, [None], changed(art="kaffe", kommune="Atlantis", fra="31-02-2016", tekst="=1+1")]
    path = book(rows, tmp_path)
    workbook = load_workbook(path)
    workbook.active["H4"].data_type = "s"
    workbook.save(path)
    out, status = taken_over(path, tmp_path, known())
    assert status == 1
    found = {row["Fund"]: (row["Ark"], row["Kilderække"]) for row in by_header(load_workbook(out)["Fund"])}
    assert found["Posteringen kan ikke afregnes"] == ("Udgifter", 4)
    assert found["Tekst, der kan køre som en formel"][1] == 4
    assert load_workbook(out)["Udgifter"]["K7"].data_type == "s"


ARRANGED = {
    "Paragraf": "96", "Timer respiration": 20, "Timer servicelov": 20, "Samtidige timer": 10, "Samme hjælpere": "ja",
    "Udskrevet": dt.date(2015, 7, 1), "Oplært respiration": dt.date(2015, 7, 15),
    "Oplært servicelov": dt.date(2015, 7, 15),
}  # fmt: skip


def fill_in(workbook: Path, out: Path) -> None:
    """What a person writes about each arrangement."""
    book = load_workbook(workbook)  # our own workbook: nothing in it is lost by openpyxl
    sheet = book["Ordninger"]
    columns = {str(cell.value): cell.column for cell in sheet[FIRST - 1]}
    for row in range(FIRST, sheet.max_row + 1):
        for heading, value in ARRANGED.items() if sheet.cell(row, 1).value else ():
            sheet.cell(row, columns[heading], value)
    book.save(out)


def test_the_new_workbook_computes_and_is_found_clean_when_its_arrangements_are_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "plain.xlsx"
    plain(path)
    out, status = taken_over(path, tmp_path)
    assert status == 1
    missing = by_header(load_workbook(out, data_only=True)["Fund"])
    cells = [(row["Ark"], row["Celle"], row["Kilderække"]) for row in missing]
    assert cells == [("Udgifter", "F6:F11", "2-7"), ("Ordninger", "A6:A8", None)]
    filled, computed = tmp_path / "udfyldt.xlsx", tmp_path / "beregnet.xlsx"
    fill_in(out, filled)
    write_calculated(calculate(filled), computed)
    assert check(computed, dt.date(2017, 1, 15)) == []
    first = by_header(load_workbook(computed, data_only=True)["Fordeling"])[0]
    assert (first["Regionens andel"], first["Kommunens andel"], first["Kode"]) == (67000.34, 33000.16, "NØGLE")
    settled = {
        row["Kommune"]: row["Netto at afregne"]
        for row in by_header(load_workbook(computed, data_only=True)["Modregning"])
    }
    # What the region paid of Viborg's share (løn of March and May), less 67 % of the 1.234,50 that Viborg paid.
    assert settled["Viborg"] == pytest.approx(33000.16 + 32670.0 - 827.12, abs=1e-9)


def test_claims_and_a_new_year_are_made_from_it(tmp_path: Path) -> None:
    """It is a regional workbook: what is claimed is written in it, and what is not paid goes on into the next year."""
    path = tmp_path / "plain.xlsx"
    plain(path)
    out, status = taken_over(path, tmp_path, known())
    assert status == 0
    assert {one.municipality for one in read_regional_book(out, dt.date(2017, 1, 15)).postings} == {
        "Viborg", "Aarhus", "Ringkøbing-Skjern",
    }  # fmt: skip
    made = new_year(out, dt.date(2017, 1, 15))
    assert made.balances["Viborg"] == 6484304
    next_year = tmp_path / "2017.xlsx"
    next_year.write_bytes(made.file)
    assert check(next_year, dt.date(2017, 1, 15)) == []


def test_the_saved_values_are_those_of_the_formulas(tmp_path: Path) -> None:
    path = tmp_path / "plain.xlsx"
    plain(path)
    out, _ = taken_over(path, tmp_path, known())
    again = tmp_path / "igen.xlsx"
    write_calculated(calculate(out), again)
    for name in ("Overblik", "Ordninger", "Fordeling", "Modregning"):
        one, other = (load_workbook(file, data_only=True)[name] for file in (out, again))
        assert list(one.iter_rows(values_only=True)) == list(other.iter_rows(values_only=True))


# The mapping file


MINIMAL = '[kolonner]\nbeloeb = "F"\nart = "E"\nfra = "C"\nordning = "A"\nkommune = "B"\nbetalt_af = "G"\n'


def adopted_with(mapping: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    source, file = folder / "kilde.xlsx", folder / "m.toml"
    book([GOOD], folder)
    file.write_text(mapping, "utf-8")
    status = main(["adopt", str(source), "--mapping", str(file), "-o", str(folder / "ny.xlsx")])
    return status, capsys.readouterr().err


@pytest.mark.parametrize(
    ("mapping", "says"),
    [
        ("[kolonner", "m.toml"),
        (MINIMAL.replace('"F"', '"Pris"'), "hverken et kolonnebogstav eller overskriften på netop én kolonne"),
        (MINIMAL.replace('art = "E"\n', ""), "mangler Art"),
        (MINIMAL.replace('fra = "C"\n', ""), "mangler Fra eller Periode"),
        (MINIMAL.replace('ordning = "A"\n', ""), "mangler Ordning"),
        (MINIMAL + "pris = 5\n", "intet felt, der hedder det"),
        (MINIMAL + "[faste]\nart = 'løn'\n", "står både i"),
        (MINIMAL + "[faste]\nbilag = '1'\n", "kan ikke være ens i alle rækker"),
        ("ark = 'Andet'\n" + MINIMAL, "der er intet ark »Andet«"),
        ("overskrift = 'øverst'\n" + MINIMAL, "skal være [første, sidste]"),
        ("hvad = 1\n" + MINIMAL, "hvad kendes ikke"),
        ("overskrift = [2, 2]\n" + MINIMAL, "ingen række under overskriften er en postering"),
    ],
)  # fmt: skip
def test_a_mapping_that_cannot_be_used(
    mapping: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, error = adopted_with(mapping, tmp_path, capsys)
    assert status == 2
    assert says in error
    assert not (tmp_path / "ny.xlsx").exists()


def test_a_mapping_by_header_and_what_is_the_same_in_all_rows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mapping = '[kolonner]\nbeloeb = "Beløb"\nfra = "C"\nkommune = "kommune"\n[faste]\nart = "vikar"\n'
    mapping += 'betalt_af = "kommunen"\nordning = "A-1"\n'
    status, error = adopted_with(mapping + known(("A-1",)), tmp_path, capsys)
    assert (status, error) == (0, "")
    book = load_workbook(tmp_path / "ny.xlsx", data_only=True)
    row, settled = by_header(book["Udgifter"])[0], by_header(book["Fordeling"])[0]
    assert (row["Art"], row["Betalt af"], settled["Regionens andel"]) == ("vikar", "kommunen", 67.0)


def test_a_proposal_written_and_read_again_is_the_same(tmp_path: Path) -> None:
    sheets = read_source(book([changed(art='Lønninger "fast"')], tmp_path))
    proposal = propose(sheets[0])
    assert proposal.words["art"] == {'lønninger "fast"': "løn"}
    file = tmp_path / "m.toml"
    file.write_text(to_toml(proposal, sheets[0]), "utf-8")
    again = from_toml(file, sheets)
    assert (again.columns, again.header, again.words["art"]) == (
        proposal.columns,
        proposal.header,
        proposal.words["art"],
    )


# Asking


def asked(path: Path, **given: str) -> tuple[Mapping, list[str]]:
    """The mapping after the proposal is answered: some fields and words with an answer, the others with Enter."""
    sheet = read_source(path)[0]
    said: list[str] = []

    def ask(question: str) -> str:
        said.append(question)
        return next(
            (
                answer
                for name, answer in given.items()
                if question.startswith(name.replace("__", ": »").replace("_", " "))
            ),
            "",
        )

    return confirm(propose(sheet), sheet, ask, said.append), said


def test_enter_takes_the_proposal(tmp_path: Path) -> None:
    mapping, said = asked(book([GOOD], tmp_path))
    assert mapping.columns == {
        "beloeb": 6, "art": 5, "fra": 3, "til": 4, "ordning": 1, "kommune": 2, "betalt_af": 7, "tekst": 8,
    }  # fmt: skip
    assert len([one for one in said if one.endswith("]: ")]) == len(fields())


def test_answers_change_the_proposal(tmp_path: Path) -> None:
    mapping, said = asked(
        book([changed(art="Kaffe")], tmp_path),
        Til="-",
        Betalt_af="=kommunen",
        Tekst="A",
        Ordning="H",
        Art__Kaffe="fælles",
    )
    assert "til" not in mapping.columns
    assert mapping.fixed == {"betalt_af": "kommunen"}
    assert (mapping.columns["tekst"], mapping.columns["ordning"]) == (1, 8)
    assert mapping.words["art"] == {"kaffe": "fælles"}
    assert any("Kaffe" in one and "(i 1 række)" in one for one in said)


def test_without_a_terminal_nothing_is_guessed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = book([GOOD], tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    assert main(["adopt", str(path)]) == 2
    assert "--propose" in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["kilde.xlsx"]


def test_on_a_terminal_it_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book([GOOD], tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: "=A-1" if question.startswith("Ordning") else "")
    assert main(["adopt", str(path)]) == 1
    assert by_header(load_workbook(tmp_path / "kilde-fho.xlsx")["Udgifter"])[0]["Ordning"] == "A-1"
    assert (tmp_path / "kilde-fho.xlsx").exists()


# What cannot be taken over


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.ods", b"PK\x03\x04nothing", "gem den som .xlsx"),
        ("a.html", b"<table>", "gem den som .xlsx"),
        ("a.csv", b"\0\1\2", "hverken et regneark eller tekst"),
        ("a.csv", b"\xef\xbb\xbf\xff", "beskadiget"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "kan ikke læses som .xls"),
        ("a.xlsx", b"", "er tom"),
        ("a.xlsx", b"PK\x03\x04nothing", "beskadiget"),
        ("a.xlsx", None, "kan ikke læses"),
    ],
)  # fmt: skip
def test_files_that_are_no_workbook(
    name: str, content: bytes | None, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    out = tmp_path / "ny.xlsx"
    assert main(["adopt", str(tmp_path / name), "--propose", str(tmp_path / "m.toml")]) == 2
    assert says in capsys.readouterr().err
    assert not out.exists()
    assert not (tmp_path / "m.toml").exists()


def test_a_formula_without_a_value_is_not_taken_for_blank(tmp_path: Path) -> None:
    path = book([changed(beloeb="=1+1")], tmp_path)
    with pytest.raises(WorkbookError, match="F2: en formel uden gemt værdi"):
        read_source(path)


def test_dates_of_the_1904_system_are_not_taken_for_others(tmp_path: Path) -> None:
    path = book([GOOD], tmp_path)
    workbook = load_workbook(path)
    workbook.epoch = CALENDAR_MAC_1904
    workbook.save(path)
    with pytest.raises(WorkbookError, match="1904-datosystemet"):
        read_source(path)


def test_a_file_that_exists_is_not_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, mapping = book([GOOD], tmp_path), tmp_path / "m.toml"
    mapping.write_text(MINIMAL + known(("A-1",)), "utf-8")
    for out, says in ((path, "overskrives aldrig"), (mapping, "skal ende på .xlsx")):
        assert main(["adopt", str(path), "--mapping", str(mapping), "-o", str(out), "--force"]) == 2
        assert says in capsys.readouterr().err
    out = tmp_path / "ny.xlsx"
    assert [
        main(["adopt", str(path), "--mapping", str(mapping), "-o", str(out), *more]) for more in ([], [], ["--force"])
    ] == [0, 2, 0]
    assert main(["adopt", str(path), "--mapping", str(mapping), "-o", str(tmp_path / "mappe" / "ny.xlsx")]) == 2


# Reading


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("marts 2016", (2016, 3)), ("Mar-2016", (2016, 3)), ("2016-03", (2016, 3)), ("201603", (2016, 3)),
        (201603.0, (2016, 3)),
        ("03-2016", (2016, 3)), ("3/2016", (2016, 3)), ("2016 December", (2016, 12)), (dt.date(2016, 2, 17), (2016, 2)),
        ("17-02-2016", (2016, 2)), ("02.2016", (2016, 2)), ("2016M10", (2016, 10)), ("010.2016", (2016, 10)),
        ("Okt 16", (2016, 10)), ("20161001", (2016, 10)), (20161001.0, (2016, 10)), ("2016010", (2016, 10)),
    ],
)  # fmt: skip
def test_months(written: Any, month: tuple[int, int]) -> None:
    first, last = as_month(written)
    assert (first.year, first.month, first.day) == (*month, 1)
    assert (last + dt.timedelta(days=1)).day == 1
    assert last > first
    assert last.month == month[1]


@pytest.mark.parametrize("written", ["13-2016", "013.2016", "2016M13", "maj", 13.0, "2016", True])
def test_what_is_no_month(written: Any) -> None:
    with pytest.raises(Unreadable):
        as_month(written)


@pytest.mark.parametrize(
    ("written", "day"),
    [(20160301.0, dt.date(2016, 3, 1)), ("20160301", dt.date(2016, 3, 1)), (42430.0, dt.date(2016, 3, 1))],
)
def test_days(written: Any, day: dt.date) -> None:
    assert as_date(written) == day


@pytest.mark.parametrize("written", [20161301.0, "20160231", "3/1/2016", 12.0, None])
def test_what_is_no_day(written: Any) -> None:
    with pytest.raises(Unreadable):
        as_date(written)
