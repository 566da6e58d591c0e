"""The comments of a workbook: Excel's notes, and its threaded comments."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

from xl_addin.xlsx.package import Package, xml_of

_ELEMENTS = ("comment", "threadedComment")


def comments(package: Package) -> Iterator[tuple[int, str, str]]:
    """The number of a sheet, a cell's address, and the text of its comment; a damaged part holds none."""
    for number, sheet in enumerate(package.sheets):
        for kind, target in package.relations(sheet.part).values():
            if kind in ("comments", "threadedComment") and target in package.parts:
                yield from ((number, cell, text) for cell, text in _texts(target, package.parts[target]))


def _texts(part: str, data: bytes) -> Iterator[tuple[str, str]]:
    try:
        root = xml_of(part, data)
    except (ElementTree.ParseError, ValueError):
        return
    for element in root.iter():
        if element.tag.rpartition("}")[2] in _ELEMENTS:
            yield element.get("ref", ""), "".join(element.itertext())
