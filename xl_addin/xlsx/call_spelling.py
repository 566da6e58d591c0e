"""How calls of our functions stand in a file that we write, so that the program that opens it binds them at once.

Excel keeps a call of an add-in's function as ``[1]!FHO_X(…)`` beside a link to the add-in: for one in XLSTART the
link names the file alone and is portable. It keeps a call of a server's function as ``_xldudf_FHO_X(…)``. A plain
``FHO_X(…)`` is an undefined name to it until the formula is entered anew. Our readers take them all (see ``names``).
"""

import re
import zipfile
from enum import StrEnum
from io import BytesIO
from typing import Final

ADDIN_FILE: Final = "FHO.xlam"
"""The add-in's file, as links name it."""

_FORMULA: Final = re.compile(rb"<(f|formula|formula[12]|definedName)\b[^>]*>[^<]*</\1>")
# Texts in quotes, and sheets' names, are passed over; a call that is already spelled is no plain one.
_PLAIN: Final = re.compile(rb"\"[^\"]*\"|&quot;.*?&quot;|'[^']*'|(?<![\w.!\]])(FHO_[A-Z0-9_]+)\(")

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_STARTUP: Final = "http://schemas.microsoft.com/office/2006/relationships/xlExternalLinkPath/xlStartup"
_LINK_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"
_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LINKS: Final = re.compile(rb"(<externalReference\b)")
_AFTER_SHEETS: Final = re.compile(rb"</sheets>(?:\s*<functionGroups\b.*?</functionGroups>)?", re.DOTALL)

Parts = dict[str, bytes]


class Spelling(StrEnum):
    """How calls are spelled: for nobody in particular, for the add-in, for functions from a server."""

    PLAIN = "plain"
    ADDIN = "addin"
    WEB = "web"


def spelled(workbook: bytes, spelling: Spelling) -> bytes:
    """A workbook's file whose plain calls are spelled so; everything else stays as it is.

    The package is one as openpyxl or Excel writes it: ``xl/workbook.xml``, no prefix before the format's elements.
    """
    with zipfile.ZipFile(BytesIO(workbook)) as archive:
        entries = {entry.filename: entry for entry in archive.infolist()}
        before = {name: archive.read(entry) for name, entry in entries.items()}
    after = _rewritten(before, spelling)
    if after == before:
        return workbook
    buffer, model = BytesIO(), next(iter(entries.values()))
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in after.items():
            entry = zipfile.ZipInfo(name, entries.get(name, model).date_time)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, model.external_attr
            archive.writestr(entry, content)
    return buffer.getvalue()


def _rewritten(parts: Parts, spelling: Spelling) -> Parts:
    if spelling is Spelling.PLAIN:
        return parts
    number = len(_LINKS.findall(parts["xl/workbook.xml"])) + 1
    before = b"_xldudf_" if spelling is Spelling.WEB else b"[%d]!" % number
    called: set[str] = set()

    def call(found: re.Match[bytes]) -> bytes:
        if found[1] is None:
            return found[0]
        called.add(found[1].decode())
        return before + found[0]

    after = {
        name: _FORMULA.sub(lambda formula: _PLAIN.sub(call, formula[0]), content)
        if name.startswith("xl/") and name.endswith(".xml")
        else content
        for name, content in parts.items()
    }
    return _linked(after, number, sorted(called)) if called and spelling is Spelling.ADDIN else after


def _linked(parts: Parts, number: int, functions: list[str]) -> Parts:
    """The parts with a link to the add-in in XLSTART, which Excel finds wherever that is."""
    while f"xl/externalLinks/externalLink{number}.xml" in parts:
        number += 1
    part, key = f"externalLinks/externalLink{number}.xml", f"rIdFho{number}"
    names = "".join(f'<definedName name="{function}"/>' for function in functions)
    link = (
        f'{_XML}<externalLink xmlns="{_MAIN}"><externalBook xmlns:r="{_OFFICE}" r:id="rId1">'
        f"<definedNames>{names}</definedNames></externalBook></externalLink>"
    )
    target = (
        f'{_XML}<Relationships xmlns="{_PACKAGE}">'
        f'<Relationship Id="rId1" Type="{_STARTUP}" Target="{ADDIN_FILE}" TargetMode="External"/></Relationships>'
    )
    reference = f'<externalReference xmlns:r="{_OFFICE}" r:id="{key}"/>'.encode()
    relation = f'<Relationship Id="{key}" Type="{_OFFICE}/externalLink" Target="{part}"/>'.encode()
    kind = f'<Override PartName="/xl/{part}" ContentType="{_LINK_TYPE}"/>'.encode()
    book = parts["xl/workbook.xml"]
    if b"</externalReferences>" in book:
        book = book.replace(b"</externalReferences>", reference + b"</externalReferences>")
    else:
        whole = b"<externalReferences>" + reference + b"</externalReferences>"
        book = _AFTER_SHEETS.sub(lambda sheets: sheets[0] + whole, book, count=1)
    return parts | {
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": _before_end(parts["xl/_rels/workbook.xml.rels"], b"</Relationships>", relation),
        "[Content_Types].xml": _before_end(parts["[Content_Types].xml"], b"</Types>", kind),
        f"xl/{part}": link.encode(),
        f"xl/externalLinks/_rels/externalLink{number}.xml.rels": target.encode(),
    }


def _before_end(content: bytes, end: bytes, added: bytes) -> bytes:
    if content.count(end) != 1:
        raise ValueError(f"the part does not end with {end.decode()}")
    return content.replace(end, added + end)
