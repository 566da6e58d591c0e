"""The e-invoice: valid by schema and rules, adding up to the øre; and wrong on purpose, refused."""

import base64
from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree

from tests.invoices.claims import claim
from tests.invoices.e_invoice_rules import _NAMES, broken
from xl_addin.invoices.claim import Direction
from xl_addin.invoices.peppol import peppol_xml


@pytest.mark.parametrize("lines", [1, 30, 300])
@pytest.mark.parametrize("direction", list(Direction))
def test_an_invoice_keeps_every_rule_and_adds_up(lines: int, direction: Direction) -> None:
    made = claim(lines, direction=direction)
    xml = peppol_xml(made, b"%PDF-1.4", "FHO-00009.pdf")
    assert broken(xml) == []
    document = etree.fromstring(xml)
    amounts = [one.text.replace(".", "") for one in document.findall("*/cbc:LineExtensionAmount", _NAMES)]
    assert len(amounts) == lines + 1  # the total has one of the same name
    assert sum(map(int, amounts)) == 2 * made.payable
    payable = document.find(".//cbc:PayableAmount", _NAMES).text
    assert int(payable.replace(".", "")) == made.payable == sum(one.share for one in made.lines)
    embedded = document.find(".//cbc:EmbeddedDocumentBinaryObject", _NAMES)
    assert base64.b64decode(embedded.text) == b"%PDF-1.4"


@pytest.mark.parametrize("before", [(10_00,), (99, 1), (-5_00, 20_00)])
def test_a_correction_upwards_is_an_invoice_of_the_difference(before: tuple[int, ...]) -> None:
    made = claim(5, before)
    xml = peppol_xml(made)
    assert broken(xml) == []
    document = etree.fromstring(xml)
    assert etree.QName(document).localname == "Invoice"
    assert document.find(".//cbc:PayableAmount", _NAMES).text.replace(".", "") == str(made.owed - sum(before))
    earlier = [one.text for one in document.findall("cac:BillingReference/*/cbc:ID", _NAMES)]
    assert earlier == [sent.number for sent in made.earlier]


def test_a_correction_downwards_is_a_credit_note() -> None:
    made = claim(5, (claim(5).owed + 12_34,))
    xml = peppol_xml(made)
    assert broken(xml) == []
    document = etree.fromstring(xml)
    assert etree.QName(document).localname == "CreditNote"
    assert document.find(".//cbc:PayableAmount", _NAMES).text == "12.34"


def _set(path: str, text: str) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        document.find(path, _NAMES).text = text

    return change


def _drop(path: str) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        found = document.find(path, _NAMES)
        found.getparent().remove(found)

    return change


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("PEPPOL-COMMON-R040", _set(".//cac:AccountingCustomerParty//cbc:EndpointID", "5790000000013")),
        ("PEPPOL-COMMON-R042", _set(".//cac:AccountingSupplierParty//cbc:CompanyID", "88146328")),
        ("BR-CO-10", _set(".//cac:LegalMonetaryTotal/cbc:LineExtensionAmount", "1.00")),
        ("BR-CO-16", _set(".//cac:LegalMonetaryTotal/cbc:PayableAmount", "1.00")),
        ("PEPPOL-EN16931-R120", _set("cac:InvoiceLine/cac:Price/cbc:PriceAmount", "1.00")),
        ("BR-O-10", _drop(".//cbc:TaxExemptionReasonCode")),
        ("BR-CO-15", _set(".//cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount", "1.00")),
        ("PEPPOL-EN16931-R010", _drop(".//cac:AccountingCustomerParty//cbc:EndpointID")),
        ("DK-R-006", _drop(".//cac:FinancialInstitutionBranch")),
        ("DK-R-002", _drop(".//cac:AccountingSupplierParty//cbc:CompanyID")),
        ("PEPPOL-EN16931-R111", _set("cac:InvoicePeriod/cbc:EndDate", "2016-10-30")),
        ("PEPPOL-EN16931-R004", _set("cbc:CustomizationID", "urn:cen.eu:en16931:2017")),
        ("BR-CL-04", _set("cbc:DocumentCurrencyCode", "KRO")),
        ("schema", _drop("cbc:IssueDate")),
        ("schema", _set("cbc:IssueDate", "24-11-2016")),
    ],
)
def test_a_document_wrong_on_purpose_is_refused(rule: str, change: Callable[[Any], None]) -> None:
    document = etree.fromstring(peppol_xml(claim(3)))
    change(document)
    if rule == "BR-O-10":
        _drop(".//cbc:TaxExemptionReason")(document)
    assert any(found.startswith(rule) for found in broken(etree.tostring(document)))


def test_a_sum_off_by_an_oere_is_refused() -> None:
    made = claim(30)
    right = f"{made.payable // 100}.{made.payable % 100:02}"
    wrong = f"{(made.payable + 1) // 100}.{(made.payable + 1) % 100:02}"
    xml = peppol_xml(made)
    total = f'<cbc:LineExtensionAmount currencyID="DKK">{right}<'.encode()
    assert total in xml
    found = broken(xml.replace(total, total.replace(right.encode(), wrong.encode())))
    assert {"BR-CO-10"} <= set(found)
