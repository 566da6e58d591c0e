"""The e-invoice: valid by schema and rules, adding up to the øre; and wrong on purpose, refused."""

import base64
import copy
from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree

from tests.invoices.claims import claim
from tests.invoices.e_invoice_rules import _NAMES, broken, rules
from xl_addin.invoices.claim import Direction, Party
from xl_addin.invoices.peppol import legal_name, peppol_xml


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


def _twice(path: str) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        found = document.find(path, _NAMES)
        found.addnext(copy.deepcopy(found))

    return change


def _both(*changes: Callable[[Any], None]) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        for one in changes:
            one(document)

    return change


def _unmarked(path: str) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        del document.find(path, _NAMES).attrib["schemeID"]

    return change


_TOTAL, _SELLER, _BUYER = "cac:LegalMonetaryTotal", "cac:AccountingSupplierParty/", "cac:AccountingCustomerParty/"
WRONG: dict[str, Callable[[Any], None]] = {
    "BR-CO-10": _set(f"{_TOTAL}/cbc:LineExtensionAmount", "1.00"),
    "BR-CO-15": _set(f"{_TOTAL}/cbc:TaxInclusiveAmount", "1.00"),
    "BR-CO-16": _set(f"{_TOTAL}/cbc:PayableAmount", "1.00"),
    "BR-O-10": _both(_drop(".//cbc:TaxExemptionReasonCode"), _drop(".//cbc:TaxExemptionReason")),
    "BR-CL-04": _set("cbc:DocumentCurrencyCode", "KRO"),
    "PEPPOL-COMMON-R040": _set(f"{_BUYER}/cbc:EndpointID", "5790000000013"),
    "PEPPOL-COMMON-R042": _set(f"{_SELLER}/cbc:CompanyID", "88146328"),
    "PEPPOL-EN16931-F001": _set("cbc:IssueDate", "2016-11-24Z"),
    "PEPPOL-EN16931-P0100": _set("cbc:InvoiceTypeCode", "381"),
    "PEPPOL-EN16931-R001": _set("cbc:ProfileID", "urn:fdc:peppol.eu:2017:poacc:billing:1:1.0"),
    "PEPPOL-EN16931-R002": _twice("cbc:Note"),
    "PEPPOL-EN16931-R003": _both(_drop("cbc:BuyerReference"), _drop("cac:OrderReference")),
    "PEPPOL-EN16931-R004": _set("cbc:CustomizationID", "urn:cen.eu:en16931:2017"),
    "PEPPOL-EN16931-R008": _set(f"{_BUYER}/cbc:StreetName", ""),
    "PEPPOL-EN16931-R010": _drop(f"{_BUYER}/cbc:EndpointID"),
    "PEPPOL-EN16931-R020": _drop(f"{_SELLER}/cbc:EndpointID"),
    "PEPPOL-EN16931-R051": _set("cbc:DocumentCurrencyCode", "EUR"),
    "PEPPOL-EN16931-R053": _drop("cac:TaxTotal/cac:TaxSubtotal"),
    "PEPPOL-EN16931-R054": _both(_twice("cac:TaxTotal"), _drop("cac:TaxTotal/cac:TaxSubtotal")),
    "PEPPOL-EN16931-R110": _set("cac:InvoicePeriod/cbc:StartDate", "2016-10-02"),
    "PEPPOL-EN16931-R111": _set("cac:InvoicePeriod/cbc:EndDate", "2016-10-30"),
    "PEPPOL-EN16931-R120": _set("cac:InvoiceLine/cac:Price/cbc:PriceAmount", "1.00"),
    "DK-R-002": _drop(f"{_SELLER}/cbc:CompanyID"),
    "DK-R-005": _set("cac:PaymentMeans/cbc:PaymentMeansCode", "30"),
    "DK-R-006": _drop(".//cac:FinancialInstitutionBranch"),
    "DK-R-013": _unmarked(f"{_SELLER}/cac:PartyIdentification/cbc:ID"),
    "DK-R-014": _unmarked(f"{_SELLER}/cbc:CompanyID"),
}
WRONG_CREDIT: dict[str, Callable[[Any], None]] = {
    "PEPPOL-EN16931-P0101": _set("cbc:CreditNoteTypeCode", "380"),
    "DK-R-016": _set(f"{_TOTAL}/cbc:PayableAmount", "-12.34"),
}


@pytest.mark.parametrize("rule", [*WRONG, *WRONG_CREDIT])
def test_a_document_wrong_on_purpose_is_refused(rule: str) -> None:
    made = claim(3) if rule in WRONG else claim(3, (claim(3).owed + 12_34,))
    document = etree.fromstring(peppol_xml(made))
    (WRONG | WRONG_CREDIT)[rule](document)
    assert rule in broken(etree.tostring(document))


def test_every_rule_that_is_written_anew_has_been_broken() -> None:
    assert {one["id"] for one in rules()} <= {*WRONG, *WRONG_CREDIT}


@pytest.mark.parametrize("change", [_drop("cbc:IssueDate"), _set("cbc:IssueDate", "24-11-2016"), _twice("cbc:ID")])
def test_what_the_schema_refuses(change: Callable[[Any], None]) -> None:
    document = etree.fromstring(peppol_xml(claim(3)))
    change(document)
    assert any(found.startswith("schema") for found in broken(etree.tostring(document)))


def test_a_sum_off_by_an_oere_is_refused() -> None:
    made = claim(30)
    right = f"{made.payable // 100}.{made.payable % 100:02}"
    wrong = f"{(made.payable + 1) // 100}.{(made.payable + 1) % 100:02}"
    xml = peppol_xml(made)
    total = f'<cbc:LineExtensionAmount currencyID="DKK">{right}<'.encode()
    assert total in xml
    found = broken(xml.replace(total, total.replace(right.encode(), wrong.encode())))
    assert {"BR-CO-10"} <= set(found)


@pytest.mark.parametrize(
    ("name", "code", "written"),
    [
        ("Viborg", "0791", "Viborg Kommune"),
        ("Region Midtjylland", "", "Region Midtjylland"),
        ("Region Midtjylland", "1082", "Region Midtjylland"),
    ],
)
def test_only_a_municipality_is_called_one(name: str, code: str, written: str) -> None:
    assert legal_name(Party(name, code)) == written
