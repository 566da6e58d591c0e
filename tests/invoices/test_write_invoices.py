"""`fho invoice`: what it writes, and bad input: one clear Danish line, exit status 2, nothing written."""

import csv
import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openpyxl import load_workbook

from tests.invoices.e_invoice_rules import _NAMES, broken
from tests.invoices.small_book import arrangement, posting, write_book
from xl_addin.cli.main import main

OCTOBER = dt.date(2016, 10, 1)
ARRANGEMENTS = [arrangement("A-1", "Viborg"), arrangement("A-2", "Aarhus")]
POSTINGS = [
    posting("1001", "A-1", OCTOBER, 1000.50),
    posting("1002", "A-1", OCTOBER, 300, Art="servicelov"),
    posting("1003", "A-2", OCTOBER, 1000, **{"Betalt af": "Kommunen"}),
    posting("1004", "A-2", OCTOBER, 2000),
    posting("1005", "A-2", dt.date(2016, 9, 1), 10),
]


def sent(number: str, amount: float, **more: Any) -> dict[str, Any]:
    return {
        "Dato": dt.date(2016, 11, 1), "Nummer": number, "Kommune": "Viborg", "Måned": OCTOBER,
        "Retning": "regionen opkræver", "Beløb": amount, **more,
    }  # fmt: skip


def book(desk: Path, *records: dict[str, Any], postings: list[dict[str, Any]] = POSTINGS) -> Path:
    return write_book(desk / "regnskab.xlsx", ARRANGEMENTS, postings, records)


def invoice(workbook: Path, *more: str, whom: tuple[str, ...] = ("--kommune", "Viborg")) -> int:
    out = ("-o", str(workbook.parent / "ud"))
    return main(["invoice", str(workbook), *whom, "--maaned", "2016-10", "--dato", "2016-11-24", *out, *more])


def record(folder: Path) -> list[dict[str, str]]:
    return list(csv.DictReader((folder / "opkraevet.csv").read_text("utf-8-sig").splitlines(), delimiter=";"))


def test_one_municipality(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert invoice(book(desk)) == 0
    out = desk / "ud" / "FHO-00001"
    stem = "FHO-00001_Viborg_2016-10"
    assert sorted(path.name for path in out.iterdir()) == [f"{stem}.pdf", f"{stem}.xml", "journal.csv", "opkraevet.csv"]
    assert record(out) == [
        {
            "Dato": "24-11-2016", "Nummer": "FHO-00001", "Kommune": "Viborg", "Måned": "01-10-2016",
            "Retning": "regionen opkræver", "Beløb": "630,16", "Betalt den": "", "Reference": "REF 1",
        }
    ]  # fmt: skip
    xml = (out / f"{stem}.xml").read_bytes()
    assert broken(xml) == []
    assert etree.fromstring(xml).find(".//cbc:PayableAmount", _NAMES).text == "630.16"
    assert "faktura FHO-00001: Viborg, 630,16 kr." in capsys.readouterr().out


def test_a_posting_without_a_day_belongs_to_no_month(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bare = {name: value for name, value in POSTINGS[1].items() if name not in ("Fra", "Til")}
    assert invoice(book(desk, postings=[*POSTINGS, bare])) == 2
    assert "Udgifter række 11 (Viborg): Fejl: Fra mangler, så posteringen hører ikke" in capsys.readouterr().err
    assert invoice(book(desk, postings=[*POSTINGS, bare]), whom=("--kommune", "Aarhus")) == 0


def test_everybody_with_numbers_in_danish_order(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert invoice(book(desk), whom=("--alle",)) == 0
    rows = record(desk / "ud" / "FHO-00001")
    assert [(row["Nummer"], row["Kommune"], row["Beløb"]) for row in rows] == [
        ("FHO-00001", "Viborg", "630,16"),
        ("FHO-00002", "Aarhus", "660,00"),
    ]
    assert "mangler: Aarhus, september 2016, 3,30 kr." in capsys.readouterr().out


def test_the_municipality_issues_its_own_claim_in_a_series_of_its_own(desk: Path) -> None:
    workbook = book(desk, sent("FHO-00001", 630.16))
    own = desk / "kommune.toml"
    text = (desk / "opkraevning.toml").read_text(encoding="utf-8")
    own.write_text(text.replace("FHO-", "AAR-"), encoding="utf-8")
    assert invoice(workbook, "--udsteder", "kommunen", "--opsaetning", str(own), whom=("--kommune", "Aarhus")) == 0
    (row,) = record(desk / "ud" / "AAR-00001")
    assert (row["Retning"], row["Beløb"]) == ("kommunen opkræver", "670,00")
    xml = (desk / "ud" / "AAR-00001" / "AAR-00001_Aarhus_2016-10.xml").read_bytes()
    assert broken(xml) == []
    supplier = etree.fromstring(xml).find("cac:AccountingSupplierParty//cbc:RegistrationName", _NAMES)
    assert supplier.text == "Aarhus Kommune"


def test_a_corrected_month_claims_the_difference_and_names_what_was_claimed(desk: Path) -> None:
    assert invoice(book(desk, sent("FHO-00001", 600))) == 0
    (row,) = record(desk / "ud" / "FHO-00002")
    assert (row["Nummer"], row["Beløb"]) == ("FHO-00002", "30,16")
    assert invoice(book(desk, sent("FHO-00001", 600), sent("FHO-00002", 31)), "-o", str(desk / "ned")) == 0
    (row,) = record(desk / "ned" / "FHO-00003")
    assert row["Beløb"] == "-0,84"
    assert b"<CreditNote" in (desk / "ned" / "FHO-00003" / "FHO-00003_Viborg_2016-10.xml").read_bytes()


def test_one_municipalitys_bad_posting_does_not_stop_another(desk: Path) -> None:
    workbook = book(desk, postings=[*POSTINGS, posting("1006", "A-2", OCTOBER, 5, Art="ukendt")])
    assert invoice(workbook, whom=("--kommune", "Viborg")) == 0


def _refused(desk: Path, capsys: pytest.CaptureFixture[str], status: int) -> str:
    """The one line that was said; nothing was written."""
    said = capsys.readouterr()
    assert status == 2
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert said.err.startswith("fho invoice: ")
    assert not (desk / "ud").exists()
    return said.err


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ([posting("1", "A-1", OCTOBER, 5, Art="ukendt")], "Udgifter række 11 (Viborg): "),
        ([posting("1", "A-9", OCTOBER, 5)], "Udgifter række 11 (Viborg): Fejl: Ordningen står ikke i ordninger"),
        ([posting("010190-1234", "A-1", OCTOBER, 5)], "Udgifter række 11: bilag eller sagsnr. ligner et CPR-nummer"),
    ],
)
def test_a_posting_that_cannot_be_sent(
    desk: Path, capsys: pytest.CaptureFixture[str], more: list[dict[str, Any]], said: str
) -> None:
    line = _refused(desk, capsys, invoice(book(desk, postings=[*POSTINGS, *more])))
    assert said in line
    assert "010190" not in line


@pytest.mark.parametrize(
    ("records", "said"),
    [
        ([sent("FHO-00001", 1), sent("FHO-00001", 1)], "nummer FHO-00001 er brugt to gange: Opkrævet række 6 og"),
        ([sent("FHO-00002", 1)], "nummer FHO-00001 mangler i nummerserien"),
        ([sent("FHO-1", 1)], "FHO-1 passer ikke i nummerserien"),
        ([sent("FHO-00001", 630.16)], "der er intet at opkræve for Viborg i oktober 2016: opgjort 630,16 kr."),
        ([sent("FHO-00001", 1, Retning="baglæns")], "Opkrævet række 6: Retning skal være regionen opkræver eller"),
        ([sent("FHO-00001", 1, Kommune="Atlantis")], "Opkrævet række 6: Kommune mangler eller kan ikke læses"),
        ([sent("FHO-00001", 1, Dato="i går")], "Opkrævet række 6: Dato mangler eller kan ikke læses"),
        ([sent("", 1)], "Opkrævet række 6: Nummer mangler"),
        ([sent("FHO-00001", 1, Beløb=None)], "Opkrævet række 6: Beløb mangler"),
    ],
)
def test_a_record_that_is_wrong(
    desk: Path, capsys: pytest.CaptureFixture[str], records: list[dict[str, Any]], said: str
) -> None:
    assert said in _refused(desk, capsys, invoice(book(desk, *records)))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--kommune", "Atlantis"], "kender ikke kommunen 'Atlantis'"),
        (["--kommune", "Viborg", "--maaned", "2016-13"], "'2016-13' er ikke en måned"),
        (["--kommune", "Viborg", "--maaned", "oktober"], "'oktober' er ikke en måned"),
        (["--kommune", "Viborg", "--maaned", "2019-01"], "intet at opkræve for Viborg i januar 2019"),
        (["--alle", "--udsteder", "kommunen"], "gælder én kommune"),
        ([], "skriv regnearket, --maaned, -o og enten --kommune eller --alle"),
        (["--kommune", "Viborg", "--opsaetning", "mangler.toml"], "mangler.toml: opsætningen mangler"),
    ],
)
def test_a_question_that_makes_no_sense(
    desk: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert said in _refused(desk, capsys, invoice(book(desk), *arguments, whom=()))


def test_a_workbook_that_is_not_ours(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workbook = book(desk)
    opened = load_workbook(workbook)
    del opened["Opkrævet"]
    opened.save(workbook)
    assert "arket Opkrævet mangler" in _refused(desk, capsys, invoice(workbook))
    del opened["Fordeling"]
    opened.save(workbook)
    assert "er ikke et regionsregnskab" in _refused(desk, capsys, invoice(workbook))
    workbook.write_text("ikke et regneark")
    assert "kan ikke læses som regneark" in _refused(desk, capsys, invoice(workbook))
    workbook.unlink()
    assert "kan ikke læses som regneark" in _refused(desk, capsys, invoice(workbook))


def test_a_receiver_without_ean(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register = desk / "parter.csv"
    text = register.read_text(encoding="utf-8-sig")
    register.write_text(text.replace("29189846;5790000000029", "29189846;"), encoding="utf-8-sig")
    assert "parter.csv: Viborg mangler ean" in _refused(desk, capsys, invoice(book(desk)))


def test_a_file_where_the_folder_should_be(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "ud").write_text("optaget")
    assert invoice(book(desk)) == 2
    assert "er en fil; -o skal være en mappe" in capsys.readouterr().err
    assert (desk / "ud").read_text() == "optaget"


def test_rows_that_were_not_pasted_into_the_record(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workbook = book(desk)
    assert invoice(workbook) == 0
    capsys.readouterr()
    assert invoice(workbook) == 2
    assert "nummer FHO-00001 er skrevet i FHO-00001/opkraevet.csv, men står ikke på Opkrævet" in capsys.readouterr().err
    assert len(list((desk / "ud").iterdir())) == 1


def test_the_workbook_is_not_changed(desk: Path) -> None:
    workbook = book(desk)
    before = workbook.read_bytes()
    assert invoice(workbook) == 0
    assert workbook.read_bytes() == before


def test_templates_are_written_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["invoice", "--skabeloner", str(tmp_path / "ny")]) == 0
    assert len(list((tmp_path / "ny").iterdir())) == 5
    capsys.readouterr()
    assert main(["invoice", "--skabeloner", str(tmp_path / "ny")]) == 2
    assert "findes allerede" in capsys.readouterr().err
