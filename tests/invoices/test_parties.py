"""The register of parties: what is shipped, and what is refused with one line that says where."""

import csv
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from stdnum.dk import cvr

from xl_addin.agreement.municipalities import municipalities
from xl_addin.agreement.parameters import midtjylland
from xl_addin.invoices.claim import ClaimError
from xl_addin.invoices.parties import COLUMNS, Register

SHIPPED = Path(str(files("xl_addin.invoices"))) / "skabeloner" / "parter.csv"
FILLED = {
    "navn": "Viborg", "kode": "0791", "cvr": "29189846", "ean": "5790000000012", "adresse": "Gade 1",
    "postnr": "8800", "by": "Viborg", "reference": "REF", "reg.nr.": "1234", "kontonr.": "12345678",
}  # fmt: skip


def register(folder: Path, *rows: dict[str, str]) -> Register:
    path = folder / "parter.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(COLUMNS), delimiter=";", restval="")
        writer.writeheader()
        writer.writerows(rows)
    return Register(path)


def test_what_is_shipped_is_the_agreements_municipalities_with_sourced_cvr_numbers_and_nothing_else() -> None:
    rows = list(csv.DictReader(SHIPPED.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    region, *others = rows
    assert region["navn"] == "Region Midtjylland"
    assert {row["navn"] for row in others} == midtjylland().newest.municipalities
    for row in rows:
        given = {heading for heading, value in row.items() if value}
        assert given <= {"navn", "kode", "cvr", "kilde til cvr"}
        assert ("cvr" in given) == ("kilde til cvr" in given)
    for row in others:
        assert row["kode"] == municipalities()[row["navn"]].code
        assert cvr.is_valid(row["cvr"])
    Register(SHIPPED)


def test_a_filled_in_party(tmp_path: Path) -> None:
    found = register(tmp_path, FILLED)
    assert found.customer("Viborg").reference == "REF"
    assert found.supplier("Viborg").bank_account == "12345678"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"ean": "5790000000013"}, "linje 2 (Viborg): 5790000000013 er ikke et EAN-nummer"),
        ({"ean": "12345670"}, "er ikke et EAN-nummer"),
        ({"cvr": "29189847"}, "29189847 er ikke et CVR-nummer"),
        ({"reg.nr.": "12"}, "reg.nr. skal være fire cifre"),
        ({"kontonr.": "12-34"}, "kontonr. skal være højst ti cifre"),
        ({"reference": "010190-1234"}, "ligner et CPR-nummer"),
    ],
)
def test_a_number_that_cannot_be_one_is_refused(tmp_path: Path, change: dict[str, str], said: str) -> None:
    with pytest.raises(ClaimError) as refused:
        register(tmp_path, FILLED | change)
    assert said in str(refused.value)
    assert "010190" not in str(refused.value)


@pytest.mark.parametrize(
    ("blank", "ask", "said"),
    [
        ("ean", Register.customer, "Viborg mangler ean"),
        ("cvr", Register.customer, "Viborg mangler cvr"),
        ("by", Register.customer, "Viborg mangler by"),
        ("reference", Register.customer, "Viborg mangler reference eller ordrenummer"),
        ("kontonr.", Register.supplier, "Viborg mangler kontonr."),
    ],
)
def test_what_is_missing_is_named(
    tmp_path: Path, blank: str, ask: Callable[[Register, str], object], said: str
) -> None:
    with pytest.raises(ClaimError, match=said):
        ask(register(tmp_path, FILLED | {blank: ""}), "Viborg")


def test_a_party_twice_or_not_at_all(tmp_path: Path) -> None:
    with pytest.raises(ClaimError, match=r"linje 3 .*står to gange"):
        register(tmp_path, FILLED, FILLED)
    with pytest.raises(ClaimError, match="Aarhus står ikke i registret"):
        register(tmp_path, FILLED).customer("Aarhus")


def test_a_file_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "parter.csv").write_text("navn;cvr\nViborg;29189846\n", encoding="utf-8")
    with pytest.raises(ClaimError, match="kolonnen kode mangler"):
        Register(tmp_path / "parter.csv")
    with pytest.raises(ClaimError, match="kan ikke læses"):
        Register(tmp_path / "mangler.csv")
    (tmp_path / "parter.csv").write_bytes("navn;kød".encode("latin-1"))
    with pytest.raises(ClaimError, match="CSV UTF-8"):
        Register(tmp_path / "parter.csv")
