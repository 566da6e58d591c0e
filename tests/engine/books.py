"""Small workbooks written by hand, so that every byte in them is the test's own."""

import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

Cell = float | str | bool | None
"""A number, a text, TRUE or FALSE, a formula (`=…`), an array formula (`{A1:B2=…}`), an error (`#N/A`), or raw XML."""


def write(
    path: Path,
    sheets: Mapping[str, Mapping[str, Cell]],
    *,
    names: Mapping[str, str] | None = None,
    tables: Sequence[tuple[str, str, Sequence[str]]] = (),
    link: str | None = None,
    workbook: str = "",
    extra: Mapping[str, bytes] | None = None,
) -> Path:
    """Write a workbook. `tables` (name, range, columns) lie on the first sheet; `link` is an external link's target."""
    parts = {"[Content_Types].xml": _content_types(len(sheets), bool(tables), link is not None)}
    parts["_rels/.rels"] = _relations([("rId1", "officeDocument", "xl/workbook.xml", False)])
    relations = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml", False) for n in range(1, len(sheets) + 1)]
    if link is not None:
        relations.append(("rIdL", "externalLink", "externalLinks/externalLink1.xml", False))
        parts["xl/externalLinks/externalLink1.xml"] = (
            f'<externalLink xmlns="{MAIN}" xmlns:r="{OFFICE}"><externalBook r:id="rId1"/></externalLink>'
        )
        parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = _relations(
            [("rId1", "xlExternalLinkPath/xlStartup", link, True)]
        )
    parts["xl/workbook.xml"] = _workbook(list(sheets), names or {}, link is not None, workbook)
    parts["xl/_rels/workbook.xml.rels"] = _relations(relations)
    for n, cells in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{n}.xml"] = sheet_xml(cells)
    for n, (name, area, columns) in enumerate(tables, 1):
        listed = "".join(f'<tableColumn id="{i}" name={quoteattr(c)}/>' for i, c in enumerate(columns, 1))
        parts[f"xl/tables/table{n}.xml"] = (
            f'<table xmlns="{MAIN}" id="{n}" name="{name}" displayName="{name}" ref="{area}">'
            f'<tableColumns count="{len(columns)}">{listed}</tableColumns></table>'
        )
    if tables:
        parts["xl/worksheets/_rels/sheet1.xml.rels"] = _relations(
            [(f"rId{n}", "table", f"../tables/table{n}.xml", False) for n in range(1, len(tables) + 1)]
        )
    write_parts(path, {name: text.encode() for name, text in parts.items()} | dict(extra or {}))
    return path


def write_parts(path: Path, parts: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2016, 10, 25, 0, 0, 0)), data)


def read_parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sheet_xml(cells: Mapping[str, Cell]) -> str:
    rows: dict[int, list[str]] = {}
    for place, value in sorted(cells.items(), key=lambda item: _position(item[0])):
        rows.setdefault(_position(place)[0], []).append(_cell(place, value))
    data = "".join(f'<row r="{row}">{"".join(written)}</row>' for row, written in rows.items())
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData></worksheet>'
    )


def _position(place: str) -> tuple[int, int, str]:
    letters = place.rstrip("0123456789")
    return int(place[len(letters) :]), len(letters), letters


def _cell(place: str, value: Cell) -> str:
    match value:
        case bool():
            return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
        case float() | int():
            return f'<c r="{place}"><v>{value!r}</v></c>'
        case None:
            return f'<c r="{place}" s="1"/>'
    if value.startswith("<c "):
        return value
    if array := re.fullmatch(r"\{([A-Z0-9:]+)=(.*)\}", value, re.DOTALL):
        return f'<c r="{place}"><f t="array" ref="{array[1]}">{escape(array[2])}</f></c>'
    if value.startswith("="):
        return f'<c r="{place}"><f>{escape(value[1:])}</f></c>'
    if re.fullmatch(r"#[A-Z0-9/]+[!?]?", value):
        return f'<c r="{place}" t="e"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def _workbook(sheets: list[str], names: Mapping[str, str], link: bool, more: str) -> str:
    listed = "".join(f'<sheet name={quoteattr(s)} sheetId="{n}" r:id="rId{n}"/>' for n, s in enumerate(sheets, 1))
    outside = '<externalReferences><externalReference r:id="rIdL"/></externalReferences>' if link else ""
    defined = "".join(f'<definedName name="{name}">{escape(text)}</definedName>' for name, text in names.items())
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{more}<sheets>{listed}</sheets>{outside}'
        f"{f'<definedNames>{defined}</definedNames>' if defined else ''}</workbook>"
    )


def _relations(relations: Sequence[tuple[str, str, str, bool]]) -> str:
    mode = {True: ' TargetMode="External"', False: ""}
    listed = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target={quoteattr(target)}{mode[outside]}/>'
        for key, kind, target, outside in relations
    )
    return f'<Relationships xmlns="{PACKAGE}">{listed}</Relationships>'


def _content_types(sheets: int, tables: bool, link: bool) -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = [("/xl/workbook.xml", "sheet.main")]
    parts += [(f"/xl/worksheets/sheet{n}.xml", "worksheet") for n in range(1, sheets + 1)]
    parts += [("/xl/tables/table1.xml", "table")] if tables else []
    parts += [("/xl/externalLinks/externalLink1.xml", "externalLink")] if link else []
    listed = "".join(f'<Override PartName="{name}" ContentType="{kind}.{what}+xml"/>' for name, what in parts)
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )
