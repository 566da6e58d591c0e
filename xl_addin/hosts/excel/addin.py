"""FHO.xlam, built from xlwings' own add-in template: no Excel needed, the same bytes every time.

Needs the extra ``build`` (pyOpenVBA, which writes the VBA project).
"""

import io
import re
import tempfile
import zipfile
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

import xlwings

from xl_addin import __version__
from xl_addin.hosts.excel import wrappers
from xl_addin.hosts.excel.packing import filled, zipped

FILE_NAME: Final = "FHO.xlam"
PROJECT: Final = "FHO"
SHEET: Final = "FHO"

_TEMPLATE: Final = "quickstart_addin_ribbon.xlam"
_VBA_PART: Final = "xl/vbaProject.bin"
_DLL_VERSION: Final = re.compile(r'"xlwings64-([0-9.]+)\.dll"')


def addin_bytes() -> bytes:
    """The add-in as a file's bytes, the same every time."""
    template = Path(xlwings.__file__).with_name(_TEMPLATE)
    parts = _parts(template.read_bytes())
    version = dll_version(template)
    parts[_VBA_PART] = _renamed(parts[_VBA_PART])
    parts |= _own_parts(parts, version)
    # pyOpenVBA works on files.
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / FILE_NAME
        draft.write_bytes(_package(parts))
        _write_modules(draft, version)
        return _package(_parts(draft.read_bytes()))


def dll_version(addin: Path) -> str:
    """The version of xlwings whose DLL an add-in loads: Python must have the same."""
    from pyopenvba import ExcelFile

    with ExcelFile(addin) as file:
        for module in file.vba_project().modules:
            found = _DLL_VERSION.search(module.source)
            if found:
                return found[1]
    raise ValueError(f"{addin} loads no DLL of xlwings")


def _write_modules(draft: Path, version: str) -> None:
    """Put our modules in place of the template's."""
    from pyopenvba import ExcelFile

    with ExcelFile(draft) as file:
        # Nothing here uses forms.
        file.remove_reference("MSForms")
        project = file.vba_project()
        for name in ("xlwings", "Dictionary", "RibbonMyAddin"):
            project.delete_module(name)
        for name in wrappers.MODULES:
            project.add_module(name, _windows_text(wrappers.module(name, version)))
        file.set_module(wrappers.EVENTS, file.get_module(wrappers.EVENTS) + _windows_text(wrappers.events()))
        file.save()


def _windows_text(source: str) -> str:
    """The text with Windows' line ends; a sign that the code page lacks is an error."""
    source.encode(wrappers.CODE_PAGE)
    return source.replace("\n", "\r\n")


def _renamed(vba: bytes) -> bytes:
    """The VBA project under our name: two add-ins with one name get in each other's way."""
    from pyopenvba.cfb import CFB
    from pyopenvba.vba import compress, decompress

    container = CFB.from_bytes(vba)
    text = container.get_stream("PROJECT").decode(wrappers.CODE_PAGE)
    old = re.search(r'^Name="(.*)"', text, re.MULTILINE)
    if old is None:
        raise ValueError("the template's VBA project has no name")
    text = text.rstrip().replace(old[0], f'Name="{PROJECT}"') + "\r\n"
    container.write_stream("PROJECT", text.encode(wrappers.CODE_PAGE))
    container.write_stream_in_storage(
        "VBA", "dir", compress(_swapped(decompress(container.get_stream_in_storage("VBA", "dir")), old[1]))
    )
    return bytes(container.to_bytes())


def _swapped(directory: bytes, old: str) -> bytes:
    """The directory stream with its record PROJECTNAME (id 4, length, name) replaced."""

    def record(name: str) -> bytes:
        return b"\x04\x00" + len(name).to_bytes(4, "little") + name.encode(wrappers.CODE_PAGE)

    if directory.count(record(old)) != 1:
        raise ValueError("the template's VBA project names itself in another way")
    return directory.replace(record(old), record(PROJECT))


def _own_parts(parts: dict[str, bytes], version: str) -> dict[str, bytes]:
    """The parts of the package that are ours."""
    workbook = parts["xl/workbook.xml"].decode()
    workbook = workbook.replace("_myaddin.conf", SHEET)
    # The folder in which the template was saved.
    workbook = re.sub(r"<mc:AlternateContent.*?</mc:AlternateContent>", "", workbook)
    workbook = workbook.replace("<definedNames />", "").replace('<calcPr fullCalcOnLoad="1" />', "")
    core = parts["docProps/core.xml"].decode()
    core = core.replace("<dc:title />", f"<dc:title>FHO.xlam {escape(__version__)}</dc:title>")
    core = core.replace("<dc:description />", f"<dc:description>xlwings {escape(version)}</dc:description>")
    core = re.sub(r"(<dc:creator>|<cp:lastModifiedBy>)[^<]*", r"\1xl_addin", core)
    lines = (f"FHO.xlam {__version__}", f"xlwings {version}", "Fælles hjælperordninger: funktioner i Excels celler")
    return {
        "xl/workbook.xml": workbook.encode(),
        "docProps/core.xml": core.encode(),
        "customUI/customUI.xml": filled("ribbon.xml", {}).encode(),
        "xl/worksheets/sheet1.xml": _sheet(lines).encode(),
        "xl/sharedStrings.xml": (
            b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="0" uniqueCount="0"/>'
        ),
    }


def _sheet(lines: tuple[str, ...]) -> str:
    """The add-in's hidden sheet: what it is. The code name ties it to its module in the VBA project."""
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>{escape(line)}</t></is></c></row>'
        for row, line in enumerate(lines, 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<sheetPr codeName="Sheet2"/><sheetData>{rows}</sheetData></worksheet>'
    )


def _parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _package(parts: dict[str, bytes]) -> bytes:
    """A zip of the parts in a fixed order, [Content_Types].xml first as Office writes it."""
    return zipped({name: parts[name] for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name))})
