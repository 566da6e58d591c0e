"""The VBA of the built add-in in pyOpenVBA's interpreter, without Excel, and as strict as Excel is.

What stands in for the real thing, all of it here: the two DLL calls, reading the setting file and writing the
log (the interpreter does no files and no ``Environ``), the members of Excel that the interpreter lacks
(``LACKING``) or is milder about (``STRICTER``), and Excel raising its events: the interpreter lacks
``WithEvents``. Limits of 255 characters (FormulaArray, Evaluate) and ``And`` that asks both sides are its own.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from openpyxl.utils.cell import coordinate_to_tuple
from pyopenvba import ExcelFile
from pyopenvba.apps.excel import Application, ExcelApplication, Range, Workbook
from pyopenvba.apps.excel._protection import enforced
from pyopenvba.interpreter._objects import MemberSpec, VBAObject, method
from pyopenvba.interpreter._values import EMPTY, MISSING, VBAArray, VBADate, VBAErrorValue, error

from tests.hosts.excel import classic
from tests.hosts.excel.classic import PythonFailure
from xl_addin.cells.errors import COM_BASE
from xl_addin.hosts.excel import wrappers
from xl_addin.xlsx.tree import column_letters

ADDIN: Final = Path(__file__).parents[3] / "workbooks" / "FHO.xlam"

HOME: Final = "C:\\Users\\Søren Å\\AppData\\Roaming\\Microsoft\\Excel\\XLSTART"

PYTHON: Final = "C:\\FHO\\Scripts\\pythonw.exe"

SETTINGS: Final = f'"INTERPRETER_WIN","{PYTHON}"\n"UDF MODULES","xl_addin.hosts.excel.udfs"\n'

Python = Callable[[str, tuple[Any, ...]], Any]

_STAND_INS: Final = {
    "FileText": "Public Function FileText() As String\n    FileText = Application.StandInSettings\nEnd Function\n",
    "LogFolder": 'Public Function LogFolder() As String\n    LogFolder = "C:\\FHO"\nEnd Function\n',
    "WriteLine": (
        "Public Sub WriteLine(ByVal name As String, ByVal text As String)\n"
        "    Application.StandInLog name, text\n"
        "End Sub\n"
    ),
    "CopyPath": "Public Function CopyPath() As String\n    CopyPath = Application.StandInCopy\nEnd Function\n",
    "IsThere": (
        "Public Function IsThere(ByVal path As String) As Boolean\n    IsThere = Application.StandInIsThere(path)\n"
        "End Function\n"
    ),
    "RemoveCopy": ("Public Sub RemoveCopy(ByVal path As String)\n    Application.StandInRemove path\nEnd Sub\n"),
}


_DLL_CALLS: Final = (
    'Private Const DLL_NAME As String = "xlwings64.dll"\n'
    "Private Function XLPyDLLActivateAuto(ByRef found As Variant, ByVal x As String, ByVal mode As Long) As Long\n"
    "    XLPyDLLActivateAuto = Application.StandInActivate(x)\n"
    "    found = Application.StandInProblem\n"
    "    If XLPyDLLActivateAuto = 0 Then Set found = Application.StandInServer\n"
    "End Function\n"
    "Private Function LoadLibrary(ByVal path As String) As Long\n"
    "    LoadLibrary = Application.StandInLoad(path)\n"
    "End Function\n"
)


_EVENTS: Final = re.compile(r"Private WithEvents excelEvents As Application")


def shown(result: Any) -> Any:
    """What Excel shows of a function's result: in an array a text of more than 255 characters is #VALUE!."""
    too_long = VBAErrorValue(2015)
    if not isinstance(result, VBAArray | list):
        return result
    rows = result if isinstance(result, list) else result.elements()
    return [
        shown(cell) if isinstance(cell, list) else too_long if isinstance(cell, str) and len(cell) > 255 else cell
        for cell in rows
    ]


class Excel:
    """An Excel in memory with the add-in in it. Loading it takes a while, so tests start it anew."""

    def __init__(self) -> None:
        for owner, members in LACKING.items():
            for member in members:
                owner.vba_add_member(member)
        self.app = ExcelApplication()
        self.app.application.stand_in = self  # type: ignore[attr-defined]
        for member, strict in STRICTER.items():
            Range._vba_members[member.lower()] = strict
        # The interpreter's window is never to be seen.
        Application._vba_members["visible"] = MemberSpec("Visible", "property", lambda excel: excel.stand_in.is_seen)
        for name, source in sources().items():
            self.app.add_module(_with_stand_ins(name, source), name=name)
        self.app.add_module(_EVENTS.sub("Private excelEvents As Object", wrappers.events()), name="Events")

    def start(self, python: Python) -> "Excel":
        """As after a start: the add-in and one empty workbook."""
        self.python = python
        self.app.application.workbooks_.books.clear()
        self.addin = self.app.add_workbook()
        self.addin.name, self.addin.path = "FHO.xlam", HOME
        self.book = self.app.add_workbook()
        self.log: list[tuple[str, str]] = []
        self.settings = SETTINGS
        self.module = self.problem = ""
        self.files = {PYTHON}
        self.is_seen = True
        self.copy_path, self.saved = Path("FHO-kontrol-1.xlsx"), b""
        self.libraries = {"C:\\FHO\\xlwings64.dll"}
        self.loads: list[str] = []
        self.started: list[str] = []
        self.caller: object = EMPTY
        self.help: dict[str, dict[str, Any]] = {}
        self.refuses_help = False
        self.facts: dict[int, dict[str, Any]] = {}
        self.uncalculated: set[tuple[int, int]] = set()
        self.asked: list[str] = []
        for module in self.app.interpreter.modules.values():
            # A module's own variables begin anew with Excel.
            module._initialised = False
        return self

    def activate(self, command: str) -> int:
        """xlwings' DLL starts the server, or says why not."""
        self.started.append(command)
        return 1 if self.problem else 0

    def load(self, path: str) -> int:
        """Windows loads a DLL that there is."""
        self.loads.append(path)
        return int(path in self.libraries)

    def of(self, book: Workbook) -> dict[str, Any]:
        """What is said of a workbook that the interpreter does not keep itself."""
        return self.facts.setdefault(id(book), {"date1904": False, "links": [], "changed": [], "isaddin": False})

    def open(self, book: Workbook) -> None:
        """What Excel raises when a workbook is opened."""
        self.run("excelEvents_WorkbookOpen", book)
        self.run("excelEvents_WorkbookActivate", book)

    def make(self, book: Workbook) -> None:
        """What Excel raises when a workbook is made, from a template too: it is not opened."""
        self.run("excelEvents_NewWorkbook", book)
        self.run("excelEvents_WorkbookActivate", book)

    def run(self, macro: str, *arguments: object) -> Any:
        return self.app.run(macro, *arguments)

    def range(self, address: str, sheet: int = 1) -> Any:
        """A range as the macros get it."""
        return self.app.sheet(sheet, workbook=self.book).sheet.vba_get("Range", [address])

    def fill(self, first: str, rows: list[list[Any]], sheet: int = 1) -> None:
        """Put values into cells."""
        row, column = coordinate_to_tuple(first)
        for down, cells in enumerate(rows):
            for right, value in enumerate(cells):
                target = f"{column_letters(column + right)}{row + down}"
                if value is None:
                    # The interpreter, unlike Excel, leaves rows out of a range's values that hold nothing at all.
                    self.range(target, sheet).vba_set("NumberFormat", "General")
                else:
                    if isinstance(value, str):
                        # Else it would be read as if it were typed.
                        self.range(target, sheet).vba_set("NumberFormat", "@")
                    self.range(target, sheet).vba_set("Value", to_vba(value))


def sources() -> dict[str, str]:
    """The standard modules of the built add-in, by name."""
    with ExcelFile(ADDIN) as file:
        return {one.name: one.source for one in file.vba_project().modules if one.name.startswith("Fho")}


class Server(VBAObject):
    """The COM server as VBA holds it."""

    def __init__(self, excel: "Excel") -> None:
        self.excel = excel

    @method
    def CallUDF(self, script: Any, name: Any, values: Any) -> Any:  # noqa: N802
        self.excel.module = script
        try:
            return to_vba(self.excel.python(name, from_vba(values)))
        except PythonFailure as failure:
            raise error(-2147467259, str(failure)) from None


def _with_stand_ins(name: str, source: str) -> str:
    if name == "FhoPython":
        declares = re.compile(r"#If Win64 Then.*?Alias \"LoadLibraryA\"[^\n]*\n", re.DOTALL)
        source, replaced = declares.subn("", source)
        assert replaced == 1
        variables, procedures = source.split("' Parentheses hand", 1)
        return f"{variables}{_DLL_CALLS}' Parentheses hand{procedures}"
    for procedure, stand_in in _STAND_INS.items():
        source = re.sub(
            rf"Public (Function|Sub) {procedure}\(.*?End \1\r\n", lambda _, text=stand_in: text, source, flags=re.DOTALL
        )
    return source


def from_vba(value: Any) -> Any:
    """A variant as pywin32 hands it to Python."""
    if value is EMPTY:
        return None
    if value is MISSING:
        return classic.MISSING
    if isinstance(value, VBAErrorValue):
        return COM_BASE + value.number
    if isinstance(value, VBADate):
        return value.to_datetime()
    if isinstance(value, VBAObject):
        raise AssertionError("a range went over to Python: it would be read cell by cell")
    if isinstance(value, VBAArray):
        if value.dimensions == 1:
            return tuple(map(from_vba, value.elements()))
        (top, bottom), (left, right) = value.bounds
        return tuple(
            tuple(from_vba(value.get([row, column])) for column in range(left, right + 1))
            for row in range(top, bottom + 1)
        )
    return value


def to_vba(value: Any) -> Any:
    """What pywin32 makes of Python's answer: lists become arrays, datetimes dates."""
    if value is None:
        return EMPTY
    if isinstance(value, dt.date):
        return VBADate.from_datetime(value.replace(tzinfo=None) if isinstance(value, dt.datetime) else value)
    if isinstance(value, list | tuple):
        if value and isinstance(value[0], list | tuple):
            table = VBAArray([(0, len(value) - 1), (0, len(value[0]) - 1)])
            for row, cells in enumerate(value):
                for column, cell in enumerate(cells):
                    table.set([row, column], to_vba(cell))
            return table
        return VBAArray([(0, len(value) - 1)], items=[to_vba(cell) for cell in value])
    return value


def _fact(name: str) -> Callable[[Any], Any]:
    return lambda book: book.application.stand_in.of(book)[name]


def _remember_help(application: Any, name: Any, help_text: Any, category: Any, arguments: Any = MISSING) -> None:
    if application.stand_in.refuses_help:
        raise error(1004)
    helps = [] if arguments is MISSING else list(from_vba(arguments))
    application.stand_in.help[name] = {"help": help_text, "category": category, "arguments": helps}


def _links(book: Any, kind: Any = MISSING) -> Any:
    return to_vba(_fact("links")(book)) if _fact("links")(book) else EMPTY


def _change_link(book: Any, old: Any, new: Any, kind: Any = MISSING) -> None:
    if any(enforced(sheet) for sheet in book.sheets_):
        raise error(1004, "ChangeLink failed on a protected sheet")
    _fact("changed")(book).append((old, new))


def _save_copy(book: Any, path: str) -> None:
    """The copy is what the test says that Excel would write."""
    Path(path).write_bytes(book.application.stand_in.saved)


def _special_cells(cells: Range, kind: Any = MISSING, which: Any = MISSING) -> Any:
    if enforced(cells.sheet):
        raise error(1004, "SpecialCells is refused on a protected sheet")
    return _MILD["specialcells"].getter(cells, kind, which)


def _value2(cells: Range) -> Any:
    """What a cell holds; a cell that is not yet calculated is empty."""
    value = _MILD["value2"].getter(cells)
    stand_in = cells.sheet.book.application.stand_in
    if not stand_in.uncalculated:
        return value
    top, left = cells.first.top, cells.first.left
    if not isinstance(value, VBAArray):
        return EMPTY if (top, left) in stand_in.uncalculated else value
    (first, last), (start, end) = value.bounds
    for row in range(first, last + 1):
        for column in range(start, end + 1):
            if (top + row - first, left + column - start) in stand_in.uncalculated:
                value.set([row, column], EMPTY)
    return value


def _formulas(cells: Range) -> Any:
    cells.sheet.book.application.stand_in.asked.append(cells.first.address(absolute=False))
    return _MILD["formula"].getter(cells)


_MILD: Final = dict(Range._vba_members)

STRICTER: Final = {
    "SpecialCells": replace(_MILD["specialcells"], getter=_special_cells),
    "Value2": replace(_MILD["value2"], getter=_value2),
    "Formula": replace(_MILD["formula"], getter=_formulas),
}

_HELP: Final = ("Macro", "Description", "Category", "ArgumentDescriptions")

LACKING: Final[dict[type[VBAObject], tuple[MemberSpec, ...]]] = {
    Application: (
        MemberSpec("Caller", "property", lambda excel: excel.stand_in.caller),
        MemberSpec("MacroOptions", "method", _remember_help, parameters=_HELP),
        MemberSpec("Cursor", "property", lambda excel: EMPTY, setter=lambda excel, value: None),
        MemberSpec("StandInActivate", "method", lambda excel, x: excel.stand_in.activate(x), parameters=("x",)),
        MemberSpec("StandInServer", "property", lambda excel: Server(excel.stand_in)),
        MemberSpec("StandInProblem", "property", lambda excel: excel.stand_in.problem),
        MemberSpec("StandInLoad", "method", lambda excel, path: excel.stand_in.load(path), parameters=("path",)),
        MemberSpec(
            "StandInLog", "method", lambda excel, name, text: excel.stand_in.log.append((name, text)),
            parameters=("name", "text"),
        ),
        MemberSpec(
            "StandInIsThere", "method", lambda excel, path: path in excel.stand_in.files, parameters=("path",)
        ),
        MemberSpec("StandInCopy", "property", lambda excel: str(excel.stand_in.copy_path)),
        MemberSpec(
            "StandInRemove", "method", lambda excel, path: Path(path).unlink(missing_ok=True), parameters=("path",)
        ),
        MemberSpec("StandInSettings", "property", lambda excel: excel.stand_in.settings),
    ),
    Workbook: (
        MemberSpec("Date1904", "property", _fact("date1904")),
        MemberSpec("IsAddin", "property", _fact("isaddin")),
        MemberSpec("LinkSources", "method", _links, parameters=("Type",)),
        MemberSpec("SaveCopyAs", "method", _save_copy, parameters=("Filename",)),
        MemberSpec("ChangeLink", "method", _change_link, parameters=("Name", "NewName", "Type")),
    ),
}  # fmt: skip
