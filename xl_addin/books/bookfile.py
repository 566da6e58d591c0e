"""A workbook as its parts: written the same on every build, and compared part by part."""

import zipfile
from datetime import datetime
from io import BytesIO
from xml.etree.ElementTree import ParseError, canonicalize

from openpyxl.workbook import Workbook
from openpyxl.workbook.properties import CalcProperties

_STAMP = datetime(2016, 10, 25, 12, 0, 0)
_ZIP_DATE = (2016, 10, 25, 12, 0, 0)
_ENGINE = 191029  # the calculation engine of Excel 2019 and 365: an older one would recalculate on opening

Parts = dict[str, bytes]


def new_workbook(title: str) -> Workbook:
    """An empty workbook, without sheets, that keeps its computed values when a program opens it."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.title = title
    workbook.properties.creator = "xl_addin"
    workbook.properties.created = _STAMP
    workbook.calculation = CalcProperties(calcId=_ENGINE, fullCalcOnLoad=False)
    return workbook


def written(workbook: Workbook) -> bytes:
    """The workbook's file, the same bytes each time: openpyxl would put in the time of day."""
    buffer = BytesIO()
    workbook.save(buffer)
    found = parts(buffer.getvalue())
    now = f"{workbook.properties.modified:%Y-%m-%dT%H:%M:%SZ}".encode()
    found["docProps/core.xml"] = found["docProps/core.xml"].replace(now, f"{_STAMP:%Y-%m-%dT%H:%M:%SZ}".encode())
    return packed(found)


def packed(found: Parts) -> bytes:
    """Parts as a file, each with the same date."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in found.items():
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()


def parts(file: bytes) -> Parts:
    """The parts of a file, by name, in their order."""
    with zipfile.ZipFile(BytesIO(file)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def differing(one: bytes, other: bytes) -> list[str]:
    """The parts that two files do not have alike; how the XML is spelled or compressed does not count."""
    left, right = parts(one), parts(other)
    names = [*left, *(name for name in right if name not in left)]
    return [name for name in names if not _alike(left.get(name), right.get(name))]


def _alike(left: bytes | None, right: bytes | None) -> bool:
    if left is None or right is None or left == right:
        return left == right
    try:
        return canonicalize(left) == canonicalize(right)
    except ParseError:
        return False
