"""The printed claim: what it says, that its font is inside, and that it is the same each time."""

import io
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader

from tests.invoices.claims import claim
from xl_addin.agreement.wording import kroner
from xl_addin.cells.own_agreement import read_agreement
from xl_addin.invoices.claim import Claim, Direction
from xl_addin.invoices.payable_pdf import claim_pdf


def pages(made: Claim) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(claim_pdf(made))).pages]


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(("lines", "count"), [(1, 2), (30, 3), (300, 13)])
def test_the_page_can_be_paid_and_the_annex_shows_every_voucher(lines: int, count: int) -> None:
    made = claim(lines)
    first, *annex = pages(made)
    for said in (
        "Faktura FHO-00009", "24-11-2016", "24-12-2016", "CVR 88146328", "CVR 29189846", "EAN 5790000000029",
        "EAN 5790000000012", "PERSREF 123", "2016-77", "5.32.32.1", "oktober 2016", "Reg.nr. 1234", "0012345678",
        "Uden moms", kroner(made.payable), *map(kroner, (total.amount for total in made.kinds())),
    ):  # fmt: skip
        assert said in first
    text = "\n".join(annex)
    for line in made.lines:
        assert line.voucher in text
        assert kroner(line.share) in text
    assert kroner(made.owed) in text
    assert all(f"{code}: {words}" in squeezed(text) for code, words in made.sources)
    assert len(annex) + 1 == count
    assert f"Side 1 af {count}" in first


def test_under_an_agreement_of_their_own_no_clause_of_midtjyllands_is_cited_as_theirs() -> None:
    own = read_agreement([["navn", "Nordjylland"], ["gyldig_fra", "01-01-2016"], ["nøgle_region", 0.6]])
    text = squeezed("\n".join(pages(replace(claim(30), agreement=own))))
    assert "efter fordelingsnøglen (60/40)" in text
    assert "(vejl. 7.4.1)" in text
    assert "Aftalen," not in text


def test_the_shares_in_the_annex_add_up_to_what_is_to_be_paid() -> None:
    made = claim(30)
    text = "\n".join(pages(made)[1:])
    rows = re.findall(r"^\d{7}\n.*?\n (-?[\d.]+,\d\d)\n(?:NØGLE|DELVIS|SEL|EKSTRA-K|FERIE-K)\*?$", text, re.S | re.M)
    assert len(rows) == 30
    assert sum(int(row.replace(".", "").replace(",", "")) for row in rows) == made.payable


def test_a_correction_says_what_was_claimed_before() -> None:
    made = claim(3, (10_00, 5_00))
    first = pages(made)[0]
    assert "Tidligere opkrævet, nr. FHO-00001 af 07-11-2016" in first
    assert "-10,00" in first
    assert kroner(made.owed - 15_00) in first


def test_a_credit_note_asks_for_no_payment() -> None:
    first = pages(claim(3, (claim(3).owed + 12_34,)))[0]
    assert "Kreditnota FHO-00009" in first
    assert "Til gode" in first
    assert "12,34" in first
    assert "Reg.nr." not in first


def test_receivables_from_before_the_agreement_are_told_apart() -> None:
    assert "Tilgodehavender til og med 25-10-2016" in pages(claim(30))[0]
    assert "Tilgodehavender" not in pages(claim(3))[0]


def test_both_directions_are_shown() -> None:
    assert "har kommunen at opkræve regionen 1.234,56" in pages(claim(3))[0].replace("\n", " ")
    other = pages(claim(3, direction=Direction.MUNICIPALITY))[0].replace("\n", " ")
    assert "har regionen at opkræve kommunen 1.234,56" in other


def test_every_font_is_embedded_and_the_file_is_the_same_each_time() -> None:
    file = claim_pdf(claim(30))
    assert file == claim_pdf(claim(30))
    for page in PdfReader(io.BytesIO(file)).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            assert "/FontFile2" in font.get_object()["/FontDescriptor"]
