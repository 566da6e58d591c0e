"""An .xlsx or .xlsm file as it lies on the disk: its parts, and what in them matters to a calculation."""

from __future__ import annotations

import posixpath
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from functools import cache, cached_property
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

from xl_addin.collecting import uncollected
from xl_addin.refusal import Refusal
from xl_addin.xlsx import bounds
from xl_addin.xlsx.markup import ATTRIBUTES, check_xml, joined_texts, masked, text_of, unescape
from xl_addin.xlsx.sheet import Sheet, read_sheet
from xl_addin.xlsx.tree import parse_range


class WorkbookError(Refusal):
    """A workbook that cannot be computed: one line that says why, with the cell where there is one."""


@dataclass(frozen=True)
class Table:
    """A table (list object) and where it lies."""

    name: str
    sheet: int
    top: int
    left: int
    bottom: int
    right: int
    headers: int
    totals: int
    columns: tuple[str, ...]


@dataclass(frozen=True)
class DefinedName:
    """A defined name: its formula, and the number of the sheet it belongs to (None: the whole workbook)."""

    name: str
    formula: str
    sheet: int | None


@dataclass
class Package:
    """A workbook's bytes, part by part, and its sheets, names and tables."""

    path: Path
    entries: list[tuple[zipfile.ZipInfo, bytes]]
    sheets: list[Sheet] = field(default_factory=list)
    names: list[DefinedName] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    """The targets of the external links: `[1]` in a formula is the first."""
    stale: bool = False
    """Whether the workbook asks to be computed when opened: its saved values are not to be trusted."""
    file: bytes = field(default=b"", repr=False)
    """The whole file as it was read, once; empty for a workbook that was never a file."""

    @cached_property
    def parts(self) -> dict[str, bytes]:
        """The parts' bytes by their names."""
        return {info.filename.lstrip("/"): data for info, data in self.entries}

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """id -> (last word of the type, target) of a part's relations; inner targets are full part names."""
        folder, name = posixpath.split(part)
        where = posixpath.join(folder, "_rels", f"{name}.rels")
        if where not in self.parts:
            return {}
        found = {}
        for element in xml_of(where, self.parts[where]):
            target = element.get("Target", "")
            if element.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[element.get("Id", "")] = (element.get("Type", "").rsplit("/", 1)[-1], target)
        return found


def open_package(path: Path) -> Package:
    """Read a workbook; `WorkbookError` says what is wrong with one that cannot be computed."""
    return read_package(path, read_file(path))


def read_package(path: Path, file: bytes) -> Package:
    """Read a workbook from its file's bytes; see `open_package`. Nothing is read from `path`."""
    try:
        package = Package(path, _read_zip(path, file), file=file)
        if any(name.endswith("xl/workbook.bin") for name in package.parts):
            raise WorkbookError(f"{path.name}: en .xlsb-mappe: gem den som .xlsx eller .xlsm")
        with uncollected():
            _read_workbook(package)
    except bounds.TooLarge as error:
        raise WorkbookError(f"{path.name}: for stor ({error})") from None
    except _DAMAGE as error:
        raise WorkbookError(f"{path.name}: mappen er beskadiget ({error})") from error
    return package


_DAMAGE = (
    *(zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, zlib.error, struct.error),
    *(ElementTree.ParseError, ValueError, LookupError),
)
"""What a package raises that cannot be unpacked, or whose parts cannot be read."""


def read_file(path: Path) -> bytes:
    """A file's bytes, read once; `WorkbookError` says why it cannot be read."""
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise WorkbookError(f"{path}: kan ikke læses (ingen almindelig fil)")
        bounds.within(path.stat().st_size, bounds.FILE, "byte")
        return path.read_bytes()
    except FileNotFoundError:
        raise WorkbookError(f"{path}: filen findes ikke") from None
    except bounds.TooLarge as error:
        raise WorkbookError(f"{path.name}: for stor ({error})") from None
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise WorkbookError(f"{path}: kan ikke læses ({getattr(error, 'strerror', None) or error})") from None


def _read_zip(path: Path, file: bytes) -> list[tuple[zipfile.ZipInfo, bytes]]:
    magic = file[:8]
    if not magic:
        raise WorkbookError(f"{path.name}: filen er tom")
    if magic == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise WorkbookError(
            f"{path.name}: beskyttet med en adgangskode, eller en gammel .xls-fil: fjern adgangskoden, eller gem den "
            "som .xlsx"
        )
    if not magic.startswith(b"PK"):
        raise WorkbookError(f"{path.name}: ikke en projektmappe (.xlsx eller .xlsm)")
    with zipfile.ZipFile(BytesIO(file)) as archive:
        infos = archive.infolist()
        bounds.within(sum(info.file_size for info in infos), bounds.UNPACKED, "byte udpakket")
        bounds.within(len(infos), bounds.PARTS, "dele")
        if len({info.filename for info in infos}) < len(infos):
            raise ValueError("en del står der to gange")
        if any(info.flag_bits & 1 for info in infos):
            raise WorkbookError(f"{path.name}: beskyttet med en adgangskode")
        if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in infos):
            raise ValueError("en del er pakket på en måde, som Excel ikke læser")
        return [(info, archive.read(info)) for info in infos]


def _read_workbook(package: Package) -> None:
    parts = package.parts
    start = next((target for kind, target in package.relations("").values() if kind == "officeDocument"), "")
    book = xml_of(start, parts[start]) if start in parts else None
    if book is None or book.tag.rpartition("}")[2] != "workbook":
        raise WorkbookError(f"{package.path.name}: ikke en projektmappe (.xlsx eller .xlsm)")
    for properties in book.iterfind("{*}workbookPr"):
        if properties.get("date1904") in ("1", "true"):
            raise WorkbookError(
                f"{package.path.name}: bruger 1904-datosystemet: slå det fra i Excel "
                "(Filer > Indstillinger > Avanceret), og se datoerne efter"
            )
    for properties in book.iterfind("{*}calcPr"):
        package.stale = properties.get("fullCalcOnLoad") in ("1", "true")
    relations = package.relations(start)
    shared = next((target for kind, target in relations.values() if kind == "sharedStrings"), None)
    strings = [] if shared is None else _strings(shared, parts[shared])
    cells = bounds.CELLS
    numbers: dict[int, int] = {}  # position among all sheets (as localSheetId counts) -> position among ours
    for position, element in enumerate(book.iterfind("{*}sheets/{*}sheet")):
        kind, target = relations[_id(element)]
        if kind == "worksheet":
            numbers[position] = len(package.sheets)
            sheet = read_sheet(element.get("name", ""), target, parts[target], strings, cells)
            cells -= len(sheet.spans)
            package.sheets.append(sheet)
            _read_tables(package, target)
    for element in book.iterfind("{*}definedNames/{*}definedName"):
        local = element.get("localSheetId")
        package.names.append(
            DefinedName(
                element.get("name", ""),
                "".join(element.itertext()),
                None if local is None else numbers.get(int(local), -1),
            )
        )
    for element in book.iterfind("{*}externalReferences/{*}externalReference"):
        _, target = relations[_id(element)]
        outside = package.relations(target).values()
        package.links.append(next((where for _, where in outside), ""))


def _read_tables(package: Package, sheet_part: str) -> None:
    for kind, target in package.relations(sheet_part).values():
        if kind != "table":
            continue
        table = xml_of(target, package.parts[target])
        top, left, bottom, right = parse_range(table.get("ref", ""))
        package.tables.append(
            Table(
                table.get("displayName") or table.get("name") or "",
                len(package.sheets) - 1,
                top,
                left,
                bottom,
                right,
                int(table.get("headerRowCount", "1")),
                int(table.get("totalsRowCount", "0")),
                tuple(
                    column.get("name", "").replace("_x000a_", "\n")
                    for column in table.iterfind("{*}tableColumns/{*}tableColumn")
                ),
            )
        )


def xml_of(part: str, data: bytes) -> ElementTree.Element:
    """A part that is small, as a tree; ValueError or ParseError when it is not in order."""
    bounds.within(len(data), bounds.TREE, f"byte i {part}")
    check_xml(part, data)
    return ElementTree.fromstring(data)


def _id(element: ElementTree.Element) -> str:
    """The attribute `r:id`, in either dialect of the format."""
    for key, value in element.attrib.items():
        if key.endswith("}id"):
            return value
    raise ValueError("en henvisning uden id")


def _strings(part: str, data: bytes) -> list[str]:
    """The texts that cells share, by their number."""
    check_xml(part, data)
    hidden = masked(data)
    root = re.search(rb"<(?:([\w.-]+:))?sst[\s/>]", hidden)
    prefix = (root[1] or b"").decode() if root else ""
    found = []
    for item in _item(prefix).finditer(hidden):
        if item[1] is not None:
            found.append(unescape(text_of(data[slice(*item.span(1))])))
        else:
            found.append(joined_texts(prefix, data, hidden, *item.span(2)))
        bounds.within(len(found), bounds.CELLS, "fælles tekster")
    return found


@cache
def _item(prefix: str) -> re.Pattern[bytes]:
    """A shared text: a simple one, or what is inside one of several pieces."""
    p, any_attributes = re.escape(prefix), ATTRIBUTES.decode()
    item = (
        rf"<{p}si>\s*<{p}t{any_attributes}>([^<]*)</{p}t>\s*</{p}si>"
        rf"|<{p}si(?=[\s/>]){any_attributes}\s*(?:/>|>(.*?)</{p}si\s*>)"
    )
    return re.compile(item.encode(), re.DOTALL)
