"""A claim as Peppol BIS Billing 3.0 (UBL 2.1), invoice or credit note, as NemHandel takes it.

What stands here is what the claim says; no amount is computed anew. VAT category O: sharing costs between two
authorities is not a supply **[ours]**. A line is a voucher's share; what was claimed before for the month is taken back
on lines of its own, so that the lines add up to the difference.

References: Peppol BIS Billing 3.0 (customisation and profile below), EN 16931, and the Danish rules DK-R-002 to -016.
"""

import base64
import datetime as dt
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

from xl_addin.agreement.wording import day_in_words, kroner
from xl_addin.invoices.claim import Claim, ClaimLine, Party, SentClaim
from xl_addin.invoices.danish_text import month_in_words, plain_kroner
from xl_addin.invoices.parties import REGION

CUSTOMISATION: Final = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILE: Final = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"

_UBL: Final = "urn:oasis:names:specification:ubl:schema:xsd:"
_CAC, _CBC = f"{_UBL}CommonAggregateComponents-2", f"{_UBL}CommonBasicComponents-2"
_GLN, _CVR = "0088", "0184"
_BANK_TRANSFER: Final = "42"
_OUTSIDE_VAT: Final = "O"
_ONE: Final = "C62"  # a unit that is just one of something


def peppol_xml(claim: Claim, annex: bytes = b"", annex_name: str = "") -> bytes:
    """The claim's XML, with the printed page and its annex (a PDF) inside."""
    kind = "CreditNote" if claim.is_credit_note else "Invoice"
    for prefix, uri in (("", f"{_UBL}{kind}-2"), ("cac", _CAC), ("cbc", _CBC)):
        ET.register_namespace(prefix, uri)
    root = ET.Element(f"{{{_UBL}{kind}-2}}{kind}")
    _head(root, claim, kind)
    _references(root, claim, annex, annex_name)
    for role, party in (("AccountingSupplierParty", claim.supplier), ("AccountingCustomerParty", claim.customer)):
        _party(_group(root, role), party)
    _payment(root, claim)
    _totals(root, claim)
    for number, line in enumerate(_signed_lines(claim), 1):
        _line(root, kind, number, *line)
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return document + b"\n"


def _group(parent: ET.Element, name: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{_CAC}}}{name}")


def _put(parent: ET.Element, element: str, text: str, **attributes: str) -> None:
    """A basic element; none where there is nothing to say: Peppol forbids empty ones (R008)."""
    if text:
        ET.SubElement(parent, f"{{{_CBC}}}{element}", attributes).text = text


def _money(parent: ET.Element, name: str, ore: int) -> None:
    _put(parent, name, plain_kroner(ore, "."), currencyID="DKK")


def _head(root: ET.Element, claim: Claim, kind: str) -> None:
    _put(root, "CustomizationID", CUSTOMISATION)
    _put(root, "ProfileID", PROFILE)
    _put(root, "ID", claim.number)
    _put(root, "IssueDate", claim.issued.isoformat())
    if claim.is_credit_note:
        _put(root, "CreditNoteTypeCode", "381")
    else:
        _put(root, "DueDate", claim.due.isoformat())
        _put(root, "InvoiceTypeCode", "380")
    _put(root, "Note", _note(claim))
    _put(root, "DocumentCurrencyCode", "DKK")
    _put(root, "AccountingCost", claim.customer.account_string)
    _put(root, "BuyerReference", claim.customer.reference)
    _period(root, *claim.period)
    if claim.customer.order:
        _put(_group(root, "OrderReference"), "ID", claim.customer.order)


def _note(claim: Claim) -> str:
    text = f"Fælles hjælperordninger, {month_in_words(claim.month)}: opgjort til {kroner(claim.owed)} kr."
    if claim.earlier:
        text += f" Tidligere opkrævet {kroner(claim.before)} kr.; forskellen opkræves eller godskrives nu."
    return text


def _period(parent: ET.Element, first: dt.date, last: dt.date) -> None:
    period = _group(parent, "InvoicePeriod")
    _put(period, "StartDate", first.isoformat())
    _put(period, "EndDate", last.isoformat())


def _references(root: ET.Element, claim: Claim, annex: bytes, annex_name: str) -> None:
    for sent in claim.earlier:
        reference = _group(_group(root, "BillingReference"), "InvoiceDocumentReference")
        _put(reference, "ID", sent.number)
        _put(reference, "IssueDate", sent.date.isoformat())
    if annex:
        reference = _group(root, "AdditionalDocumentReference")
        _put(reference, "ID", "Bilag")
        _put(reference, "DocumentDescription", "Opkrævningen med bilag: hver regning, dens dage og dens andel")
        _put(
            _group(reference, "Attachment"), "EmbeddedDocumentBinaryObject", base64.b64encode(annex).decode("ascii"),
            mimeCode="application/pdf", filename=annex_name,
        )  # fmt: skip


def _party(role: ET.Element, party: Party) -> None:
    element = _group(role, "Party")
    _put(element, "EndpointID", party.gln, schemeID=_GLN)
    _put(_group(element, "PartyIdentification"), "ID", party.gln, schemeID=_GLN)
    _put(_group(element, "PartyName"), "Name", legal_name(party))
    address = _group(element, "PostalAddress")
    _put(address, "StreetName", party.street)
    _put(address, "CityName", party.city)
    _put(address, "PostalZone", party.postcode)
    _put(_group(address, "Country"), "IdentificationCode", "DK")
    entity = _group(element, "PartyLegalEntity")
    _put(entity, "RegistrationName", legal_name(party))
    _put(entity, "CompanyID", f"DK{party.cvr}", schemeID=_CVR)
    if party.email or party.phone:
        contact = _group(element, "Contact")
        _put(contact, "Telephone", party.phone)
        _put(contact, "ElectronicMail", party.email)


def legal_name(party: Party) -> str:
    """A municipality's name with the word for what it is; a region's has it, also where its code is filled in."""
    return f"{party.name} Kommune" if party.code and not party.name.startswith(f"{REGION} ") else party.name


def _payment(root: ET.Element, claim: Claim) -> None:
    if claim.is_credit_note:
        _put(_group(root, "PaymentTerms"), "Note", "Beløbet godskrives.")
        return
    means = _group(root, "PaymentMeans")
    _put(means, "PaymentMeansCode", _BANK_TRANSFER, name="Bankoverførsel")
    _put(means, "PaymentID", claim.number)
    account = _group(means, "PayeeFinancialAccount")
    _put(account, "ID", claim.supplier.bank_account)
    _put(_group(account, "FinancialInstitutionBranch"), "ID", claim.supplier.bank_branch)
    _put(_group(root, "PaymentTerms"), "Note", f"Betales senest {day_in_words(claim.due)}.")


def _totals(root: ET.Element, claim: Claim) -> None:
    total = abs(claim.payable)
    tax = _group(root, "TaxTotal")
    _money(tax, "TaxAmount", 0)
    part = _group(tax, "TaxSubtotal")
    _money(part, "TaxableAmount", total)
    _money(part, "TaxAmount", 0)
    category = _tax_category(part, "TaxCategory")
    _put(category, "TaxExemptionReasonCode", "VATEX-EU-O")
    _put(category, "TaxExemptionReason", claim.vat_text)
    _vat(category)
    money = _group(root, "LegalMonetaryTotal")
    for name in ("LineExtensionAmount", "TaxExclusiveAmount", "TaxInclusiveAmount", "PayableAmount"):
        _money(money, name, total)


def _tax_category(parent: ET.Element, name: str) -> ET.Element:
    category = _group(parent, name)
    _put(category, "ID", _OUTSIDE_VAT)
    return category


def _vat(category: ET.Element) -> None:
    _put(_group(category, "TaxScheme"), "ID", "VAT")


def _signed_lines(claim: Claim) -> Iterator[tuple[ClaimLine | SentClaim, int]]:
    """The lines with the amounts that they have on the document: a credit note turns every sign."""
    sign = -1 if claim.is_credit_note else 1
    yield from ((line, sign * line.share) for line in claim.lines)
    yield from ((sent, -sign * sent.amount) for sent in claim.earlier)


def _line(root: ET.Element, kind: str, number: int, about: ClaimLine | SentClaim, ore: int) -> None:
    """A line; a negative amount is a negative quantity, since a price cannot be negative (BR-27)."""
    line = _group(root, f"{kind}Line")
    _put(line, "ID", str(number))
    _put(
        line,
        "CreditedQuantity" if kind == "CreditNote" else "InvoicedQuantity",
        "-1" if ore < 0 else "1",
        unitCode=_ONE,
    )
    _money(line, "LineExtensionAmount", ore)
    name, description = _words(about)
    if isinstance(about, ClaimLine):
        _period(line, about.first_day, about.last_day)
    item = _group(line, "Item")
    _put(item, "Description", description)
    _put(item, "Name", name)
    _vat(_tax_category(item, "ClassifiedTaxCategory"))
    _money(_group(line, "Price"), "PriceAmount", abs(ore))


def _words(about: ClaimLine | SentClaim) -> tuple[str, str]:
    """A line's name and description."""
    if isinstance(about, SentClaim):
        return "Tidligere opkrævet", f"Nummer {about.number} af {day_in_words(about.date)}"
    what = f"Bilag {about.voucher}, " if about.voucher else ""
    return str(about.kind), f"{what}sag {about.case}, {about.cost_type}, {kroner(about.amount)} kr., kode {about.code}"
