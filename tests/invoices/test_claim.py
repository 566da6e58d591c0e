"""Totals by construction: whatever the lines are, the page, the e-invoice, the journal and the record say the same."""

import csv
import io
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.invoices.claims import CODES, claim, line
from tests.invoices.e_invoice_rules import _NAMES, broken
from xl_addin.invoices.claim import CLAIMABLE, Claim
from xl_addin.invoices.claiming import record_rows
from xl_addin.invoices.journal import journal_lines
from xl_addin.invoices.peppol import peppol_xml
from xl_addin.rules import division

AMOUNTS = st.integers(-9 * 10**11, 9 * 10**11).filter(bool)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """Claims of any lines, some of what they claim claimed before."""
    shares = draw(st.lists(st.tuples(AMOUNTS, st.sampled_from(CODES), st.booleans()), min_size=1, max_size=9))
    lines = [
        replace(line(at), amount=share, share=share, code=code, before_agreement=before)
        for at, (share, code, before) in enumerate(shares)
    ]
    made = replace(claim(0, tuple(draw(st.lists(AMOUNTS, max_size=3)))), lines=tuple(lines))
    return made if made.payable else replace(made, earlier=())


@settings(max_examples=40, deadline=None)
@given(claims())
def test_everything_says_the_same_amount(made: Claim) -> None:
    assert sum(total.amount for total in made.kinds()) == made.owed
    if not made.payable:
        return
    assert sum(one.ore for one in journal_lines(made)) == 0
    document = etree.fromstring(peppol_xml(made))
    payable = int(document.find(".//cbc:PayableAmount", _NAMES).text.replace(".", ""))
    assert payable == abs(made.payable)
    lines = [one.text for one in document.findall("*/cbc:LineExtensionAmount", _NAMES)]
    assert sum(int(one.replace(".", "")) for one in lines) == 2 * payable
    (row,) = csv.DictReader(io.StringIO(record_rows([made]).decode("utf-8-sig")), delimiter=";")
    assert int(row["Beløb"].replace(",", "")) == made.payable
    assert broken(peppol_xml(made)) == []


def test_every_code_that_can_be_claimed_has_a_kind() -> None:
    unclaimed = {"FERIE-B", "FØR-AFTALE", "FØR-START", "EFTER-SLUT", "PAUSE", "IKKE-FÆLLES"}
    assert set(CLAIMABLE) | unclaimed == set(division.CODES)
    assert not set(CLAIMABLE) & unclaimed
