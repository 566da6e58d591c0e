"""The journal: balanced, with Danish figures, as the description says; the shipped descriptions are read."""

import csv
import io
from importlib.resources import files
from pathlib import Path

import pytest

from tests.invoices.claims import claim
from xl_addin.invoices.claim import Claim, ClaimError
from xl_addin.invoices.journal import journal_csv, journal_lines, read_description

TEMPLATES = Path(str(files("xl_addin.invoices"))) / "skabeloner"
EXAMPLES = sorted(path.name for path in TEMPLATES.glob("journal-*.toml"))


def rows(name: str, claims: list[Claim]) -> list[list[str]]:
    description = read_description(TEMPLATES / name)
    text = journal_csv(claims, description).decode(description.file["kodning"])
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def ore(text: str) -> int:
    return int(text.replace(",", "")) if text else 0


@pytest.mark.parametrize("made", [claim(30), claim(3, (10_00,)), claim(3, (claim(3).owed + 1,))])
def test_the_lines_of_a_claim_balance_and_the_debtor_owes_what_it_says(made: Claim) -> None:
    lines = list(journal_lines(made))
    assert sum(line.ore for line in lines) == 0
    assert [line.ore for line in lines if line.role == "debitor"] == [made.payable]


def test_opus() -> None:
    made = claim(30, (10_00,))
    headings, *found = rows("journal-opus.toml", [made])
    assert headings == ["Artskonto", "PSP-element", "Beløb", "Tekst", "Reference", "Bogføringsdato"]
    assert sum(ore(row[2]) for row in found) == 0
    assert ore(found[0][2]) == made.payable
    assert found[0][3:] == ["Faktura FHO-00009, Viborg, oktober 2016", "FHO-00009", "24.11.2016"]
    assert {row[0] for row in found} == {"90500000", "79000000"}


def test_prisme_and_navision_stat() -> None:
    made = claim(30)
    headings, *found = rows("journal-prisme.toml", [made, claim(3)])
    debit, credit = headings.index("Debet"), headings.index("Kredit")
    assert sum(ore(row[debit]) for row in found) == sum(ore(row[credit]) for row in found) > 0
    found = rows("journal-navision-stat.toml", [made])
    assert sum(ore(row[5]) for row in found) == 0
    assert found[0][:2] == ["24-11-16", "FHO-00009"]


def test_three_descriptions_are_shipped() -> None:
    assert EXAMPLES == ["journal-navision-stat.toml", "journal-opus.toml", "journal-prisme.toml"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('felt = "konto"', 'felt = "kunto"', "kender ikke feltet kunto; felterne er linje, dato"),
        ('debitor = "90500000"\n', "", "konti. debitor mangler"),
        ("[konti]", "[konto]", "kender ikke konto"),
        ("decimaltegn", "decimal", "kender ikke decimal i .fil."),
        ('kodning = "utf-8-sig"', 'kodning = "klingon"', "kan ikke bruges"),
        ('skilletegn = ";"', 'skilletegn = ";;"', "kan ikke bruges"),
        ('decimaltegn = ","', 'decimaltegn = "x"', "komma eller punktum"),
        ('"XG-0000000000-00001"', '"010190-1234"', "ligner et CPR-nummer"),
        ("[fil]", "[fil", "kan ikke læses"),
    ],
)
def test_what_is_wrong_in_a_description_is_said_in_one_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = (TEMPLATES / "journal-opus.toml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "journal.toml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ClaimError, match=said) as refused:
        read_description(path)
    assert "\n" not in str(refused.value)
