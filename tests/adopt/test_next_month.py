"""The next month: arrangements are remembered, moved columns are found, no posting is booked twice."""

import datetime as dt
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.adopt.exports import PLAIN, POSTINGS, Rows, plain, text
from tests.adopt.test_adopt import fill_in
from tests.adopt.test_exports import sum_in
from tests.adopt.test_shapes import by_header
from xl_addin.cli.main import main

OCTOBER, NOVEMBER = plain()[:4], plain()[4:]


def taken(folder: Path, name: str, rows: Rows, *more: str, headings: list[str] = PLAIN) -> int:
    """The exit status of taking over an export by the mapping in the folder."""
    text(headings, rows)(folder / f"{name}.csv")
    mapping, out = folder / "m.toml", folder / f"{name}-fho.xlsx"
    if not mapping.exists():
        assert main(["adopt", str(folder / f"{name}.csv"), "--propose", str(mapping)]) == 0
    command = ["adopt", str(folder / f"{name}.csv"), "--mapping", str(mapping), "-o", str(out), "--today", "2017-01-15"]
    return main([*command, *more])


def test_what_was_typed_in_the_last_workbook_is_there_in_the_next(tmp_path: Path) -> None:
    assert taken(tmp_path, "okt", OCTOBER) == 1
    fill_in(tmp_path / "okt-fho.xlsx", tmp_path / "okt-fho.xlsx")
    # A new column in front, and rows above the heading: the columns have moved.
    headings, rows = ["Løbenummer", *PLAIN], [["1", *row] for row in NOVEMBER]
    text(headings, rows, above=[["Udtræk for november"], []])(tmp_path / "nov.csv")
    out = tmp_path / "nov-fho.xlsx"
    assert main(["adopt", str(tmp_path / "nov.csv"), "--mapping", str(tmp_path / "m.toml"), "-o", str(out)]) == 0
    arrangements = by_header(load_workbook(out)["Ordninger"])
    assert [row["Udskrevet"] for row in arrangements] == [dt.datetime(2015, 7, 1)]
    (tmp_path / "nov-fho.xlsx").unlink()
    (tmp_path / "okt-fho.xlsx").unlink()
    # The mapping itself remembers too.
    assert taken(tmp_path, "nov2", [["9", *NOVEMBER[0][1:]]]) == 0


def test_all_that_was_typed_stays_when_the_workbook_is_written_over(tmp_path: Path) -> None:
    """The periods of an arrangement, the claims that were sent, an admission, a region's own agreement."""
    assert taken(tmp_path, "okt", OCTOBER) == 1
    path = tmp_path / "okt-fho.xlsx"
    fill_in(path, path)
    book = load_workbook(path)
    book["Ordninger"]["A8"], book["Ordninger"]["B8"] = "XG-1-00001", dt.date(2016, 10, 15)
    book["Ordninger"]["G8"] = 12
    for column, value in enumerate(
        (dt.date(2016, 11, 1), "2016-1", "Viborg", dt.date(2016, 10, 1), "regionen opkræver", 99.26), 1
    ):
        book["Opkrævet"].cell(6, column, value)
    book["Indlæggelser"]["A6"], book["Indlæggelser"]["B6"] = "XG-2-00001", dt.date(2016, 10, 3)
    book["Aftale"]["C5"], book["Aftale"]["C15"] = "Egen aftale", 0.6
    book.save(path)
    for _ in range(2):
        assert taken(tmp_path, "okt", OCTOBER, "--force") == 0
        new = load_workbook(path, data_only=True)
        periods = [(row["Sagsnr."], row["Gælder fra"], row["Timer servicelov"]) for row in by_header(new["Ordninger"])]
        assert periods == [
            ("XG-1-00001", None, 20), ("XG-1-00001", dt.datetime(2016, 10, 15), 12), ("XG-2-00001", None, 20),
        ]  # fmt: skip
        assert [(row["Nummer"], row["Beløb"]) for row in by_header(new["Opkrævet"])] == [("2016-1", 99.26)]
        assert [row["Ordning"] for row in by_header(new["Indlæggelser"])] == ["XG-2-00001"]
        assert (new["Aftale"]["C5"].value, new["Aftale"]["C15"].value) == ("Egen aftale", 0.6)
        assert by_header(new["Fordeling"])[0]["Regionens andel"] == 60.15
    # The next month's workbook has the arrangements, not the claims that were sent from another.
    assert taken(tmp_path, "nov", NOVEMBER) == 0
    assert by_header(load_workbook(tmp_path / "nov-fho.xlsx")["Opkrævet"]) == []


def test_the_same_export_is_not_taken_over_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert taken(tmp_path, "okt", OCTOBER) == 1
    before = (tmp_path / "m.toml").read_bytes()
    assert taken(tmp_path, "igen", OCTOBER) == 2
    assert "4 af 4 posteringer er overtaget før" in capsys.readouterr().err
    assert taken(tmp_path, "igen", [*OCTOBER, *NOVEMBER]) == 2
    assert not (tmp_path / "igen-fho.xlsx").exists()
    assert (tmp_path / "m.toml").read_bytes() == before
    # Into the same workbook it may go: that one is replaced.
    assert taken(tmp_path, "okt", OCTOBER, "--force") == 1
    assert taken(tmp_path, "igen", OCTOBER, "--kun-nye") == 2
    assert taken(tmp_path, "begge", [*OCTOBER, *NOVEMBER], "--kun-nye") == 1
    assert float(sum_in(tmp_path / "begge-fho.xlsx")) == 1000.10
    assert "4  overtaget før 331,50" in capsys.readouterr().out
    assert taken(tmp_path, "alle", [*OCTOBER, *NOVEMBER], "--igen") == 1
    assert float(sum_in(tmp_path / "alle-fho.xlsx")) == 1331.60


def test_two_postings_alike_are_two(tmp_path: Path) -> None:
    twice = [OCTOBER[0], OCTOBER[1], OCTOBER[0]]
    assert taken(tmp_path, "okt", twice[:2]) == 1
    assert taken(tmp_path, "nov", twice, "--kun-nye") == 1
    assert float(sum_in(tmp_path / "nov-fho.xlsx")) == 100.25


def test_the_mapping_says_nothing_of_the_postings_and_keeps_what_a_person_wrote(tmp_path: Path) -> None:
    taken(tmp_path, "okt", OCTOBER)
    mapping = tmp_path / "m.toml"
    mapping.write_text("# Regnskabskontoret\n" + mapping.read_text("utf-8"), "utf-8")
    taken(tmp_path, "nov", NOVEMBER)
    kept = mapping.read_text("utf-8")
    assert kept.startswith("# Regnskabskontoret\n")
    assert kept.count("[overtaget]") == 1
    values = {
        cell
        for row in POSTINGS
        for cell in row
        if cell not in ("løn", "vikar", "regionen", "kommunen", "Viborg", "Aarhus")
    }
    # The key and the marks made with it are random letters and digits, in which anything can stand by chance.
    random = re.compile(r'^"nøgle" = "[0-9a-f]{32}"$|^  "([A-Za-z0-9+/]{8})+",$', re.M)
    assert len(random.findall(kept)) == 3
    assert not [one for one in values - {"XG-1-00001", "XG-2-00001"} if one in random.sub("", kept)]


def test_a_spoiled_memory_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    taken(tmp_path, "okt", OCTOBER)
    mapping = tmp_path / "m.toml"
    mapping.write_text(mapping.read_text("utf-8").replace('nøgle" = "', 'nøgle" = "x'), "utf-8")
    assert taken(tmp_path, "nov", NOVEMBER) == 2
    assert "er ødelagt" in capsys.readouterr().err


def test_headings_that_nobody_knows_are_listed_and_a_mapping_to_fill_in_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text(["Q1", "Q2", "Q3", "Q4", "Q5"], [[row[6], row[5], row[3], row[1], row[7]] for row in plain()])(
        tmp_path / "u.csv"
    )
    assert main(["adopt", "u.csv"]) == 2
    assert "A »Q1«, B »Q2«, C »Q3«, D »Q4«, E »Q5«" in capsys.readouterr().err
    skeleton = Path("u-fho.toml")
    columns = '"Beløb" = "Q1"\n"Art" = "Q2"\n"Fra" = "Q3"\n"Ordning" = "Q4"\n"Betalt af" = "Q5"\n'
    skeleton.write_text(skeleton.read_text("utf-8").replace("\n[kolonner]\n", f"\n[kolonner]\n{columns}"), "utf-8")
    assert main(["adopt", "u.csv", "--mapping", "u-fho.toml"]) == 1
    assert float(sum_in(Path("u-fho.xlsx"))) == 1331.60
