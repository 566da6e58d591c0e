"""What the tests ask of a running LibreOffice. Runs in LibreOffice's Python, see ``remote``."""

import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import uno

from xl_addin.hosts.libreoffice.inside.calc_errors import error_name
from xl_addin.hosts.libreoffice.remote import (
    Desktop,
    Document,
    calculate,
    desktop_service,
    formula_values,
    hello,
    letters,
    properties,
    serve,
    sheets,
)

XLSX = "Calc MS Excel 2007 XML"
_SECONDS = 20.0

_OPEN: dict[str, Document] = {}
"""The document that is worked on."""

__all__ = ["calculate", "hello"]


def _document() -> Document:
    return _OPEN["document"]


def _sheet(name: str | None = None) -> Any:
    return _document().Sheets.getByName(name) if name else _document().Sheets.getByIndex(0)


def _range(address: str, sheet: str | None = None) -> Any:
    return _sheet(sheet).getCellRangeByName(address)


def _wait(is_done: Any) -> bool:
    """LibreOffice binds formulas when it has nothing else to do: give it the time."""
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end:
        if is_done():
            return True
        time.sleep(0.02)
    return False


def _is_bound(document: Document) -> bool:
    formulas = uno.getConstantByName("com.sun.star.sheet.CellFlags.FORMULA")
    for sheet in sheets(document):
        for area in sheet.queryContentCells(formulas):
            if any("DK.XLADDIN" in formula for line in area.getFormulaArray() for formula in line):
                return False
    return True


def new(desktop: Desktop, hidden: bool = False) -> None:
    """Start with an empty spreadsheet."""
    _show(desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, properties(Hidden=hidden)))


def open_workbook(desktop: Desktop, path: str, hidden: bool = False) -> dict[str, Any]:
    """Open a workbook as a user does; nothing is asked of our own services."""
    document = _load(desktop, path, hidden)
    _wait(lambda: _is_bound(document))
    return state(desktop)


def _load(desktop: Desktop, path: str, hidden: bool = False) -> Document:
    as_set = uno.getConstantByName("com.sun.star.document.UpdateDocMode.ACCORDING_TO_CONFIG")
    options = properties(Hidden=hidden, UpdateDocMode=as_set)
    document = desktop.loadComponentFromURL(f"file://{path}", "_blank", 0, options)
    _show(document)
    return document


def _show(document: Document) -> None:
    close(None)
    _OPEN["document"] = document


def close(_desktop: Desktop) -> None:
    """Close the document."""
    if "document" in _OPEN:
        _OPEN.pop("document").close(True)


def save(_desktop: Desktop, path: str, kind: str = XLSX) -> None:
    """Save under another name, as a user does."""
    _document().storeAsURL(f"file://{path}", properties(FilterName=kind))


def state(_desktop: Desktop) -> dict[str, Any]:
    """Whether the document counts as changed, and what can be undone."""
    undo = _document().getUndoManager()
    return {
        "modified": _document().isModified(),
        "undo": list(undo.getAllUndoActionTitles()),
        "redo": list(undo.getAllRedoActionTitles()),
    }


def do(desktop: Desktop, command: str, **options: Any) -> None:
    """A command of the menus and keys."""
    _Keyboard(desktop).do(command, **options)


def type_in(desktop: Desktop, cells: dict[str, str]) -> None:
    """Type into cells, in the language of the user interface."""
    keyboard = _Keyboard(desktop)
    for address, text in cells.items():
        keyboard.type_in(address, text)
    _wait(lambda: _is_bound(_document()))


def put(_desktop: Desktop, cells: dict[str, Any], sheet: str | None = None) -> None:
    """Put values and formulas (in English, with semicolons) into cells."""
    for address, content in cells.items():
        cell = _range(address, sheet).getCellByPosition(0, 0)
        if isinstance(content, str):
            cell.setFormula(content)
        elif content is not None:
            cell.setValue(float(content))


def put_rows(_desktop: Desktop, address: str, rows: list[list[Any]], sheet: str | None = None) -> None:
    """Put rows of numbers, texts and formulas at once."""
    place = _range(address, sheet)
    if any(isinstance(cell, str) and cell.startswith("=") for row in rows for cell in row):
        place.setFormulaArray(tuple(tuple(str(cell) for cell in row) for row in rows))
    else:
        place.setDataArray(tuple(tuple(row) for row in rows))


def put_array(_desktop: Desktop, address: str, formula: str, sheet: str | None = None) -> None:
    """Put an array formula."""
    _range(address, sheet).setArrayFormula(formula)
    _wait(lambda: _is_bound(_document()))


def put_arrays_and_type(desktop: Desktop, arrays: dict[str, str]) -> None:
    """Put array formulas as a macro does, and type a number right after each, before LibreOffice is idle."""
    keyboard = _Keyboard(desktop)
    for place, formula in arrays.items():
        _range(place).setArrayFormula(formula)
        keyboard.do("EnterString", StringName="1")


def settle(_desktop: Desktop) -> bool:
    """Wait until every formula is bound."""
    return _wait(lambda: _is_bound(_document()))


def recalculate(_desktop: Desktop) -> None:
    """Compute every formula anew."""
    _document().calculateAll()


def time_recalculation(_desktop: Desktop) -> float:
    """LibreOffice's processor time to compute every formula anew."""
    return _processor_time(_document().calculateAll)


def time_change(_desktop: Desktop, address: str, sheet: str) -> float:
    """LibreOffice's processor time for a number that changes, until everything that follows from it is computed."""
    cell = _range(address, sheet).getCellByPosition(0, 0)

    def change() -> None:
        cell.setValue(cell.Value + 1)
        _document().calculate()

    return _processor_time(change)


def time_opening(desktop: Desktop, path: str) -> float:
    """LibreOffice's processor time for opening a workbook, until it has nothing more to do."""
    close(desktop)
    toolkit = desktop_service(desktop, "com.sun.star.awt.Toolkit")

    def opening() -> None:
        _load(desktop, path)
        toolkit.processEventsToIdle()

    return _processor_time(opening)


def time_saving(_desktop: Desktop, path: str, kind: str = XLSX) -> float:
    """LibreOffice's processor time for saving the workbook."""
    return _processor_time(lambda: save(_desktop, path, kind))


def _processor_time(work: Callable[[], Any]) -> float:
    """The processor time of the LibreOffice that we speak to, all its threads: others' work does not count."""
    clock = (~_process() << 3) | _ALL_THREADS
    before = time.clock_gettime(clock)
    work()
    return time.clock_gettime(clock) - before


_ALL_THREADS = 2
"""Of Linux's numbers for the clocks of a process, see ``clock_getcpuclockid``."""


def _process() -> int:
    """LibreOffice's process: the one with our pipe on its command line that is the program itself."""
    pipe = f"name={sys.argv[1]};".encode()
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if line.read_bytes().partition(b"\0")[0].endswith(b"soffice.bin") and pipe in line.read_bytes():
                return int(line.parent.name)
    raise LookupError("LibreOffice has ended")


def cells(_desktop: Desktop, address: str, sheet: str | None = None) -> list[list[Any]]:
    """The values of a range; errors by name."""
    return _values(_range(address, sheet))


def _values(area: Any) -> list[list[Any]]:
    return [
        [
            error_name(area.getCellByPosition(column, row).getError()) if cell is None else cell
            for column, cell in enumerate(line)
        ]
        for row, line in enumerate(area.getDataArray())
    ]


def shown(_desktop: Desktop, address: str, sheet: str | None = None) -> list[str]:
    """What the cells of a range show."""
    area = _range(address, sheet)
    rows, columns = area.Rows.Count, area.Columns.Count
    return [area.getCellByPosition(column, row).String for row in range(rows) for column in range(columns)]


def formulas(_desktop: Desktop, address: str, sheet: str | None = None) -> list[str]:
    """The formulas of a range."""
    return [formula for line in _range(address, sheet).getFormulaArray() for formula in line]


_FIRST_ARGUMENT = 20
"""The column where arguments start; results stand to the left of it."""


def compute(desktop: Desktop, calls: list[dict[str, Any]]) -> list[list[list[Any]]]:
    """Type each call as a formula, below one another on a sheet, and answer the results as rows.

    A call is ``{"function", "arguments", "rows", "columns"}``: the size of its result, nothing for a single cell. An
    argument is text as it is typed, or rows of cells, which are put beside the formula.
    """
    new(desktop)
    sheet = _sheet()
    grid = _Grid()
    laid = []
    top = 0
    for call in calls:
        arguments = grid.place(call["arguments"], top)
        rows, columns = call["rows"] or 1, call["columns"] or 1
        place = sheet.getCellRangeByPosition(0, top, columns - 1, top + rows - 1)
        laid.append((f"={call['function']}({';'.join(arguments)})", place, call["rows"] is None, f"A{top + 1}"))
        top = max(top + rows, grid.height)
    grid.fill(sheet)
    # Array formulas are not reported like typed ones are, so that every error so far is looked at: they go first, and
    # are waited for, since a change that is reported before LibreOffice is idle again would be looked at alone.
    for formula, place, is_single, _ in laid:
        if not is_single:
            place.setArrayFormula(formula)
    _wait(lambda: _is_bound(_document()))
    typed = _Keyboard(desktop)
    for formula, _, is_single, address in laid:
        if is_single:
            typed.type_in(address, formula)
    _wait(lambda: _is_bound(_document()))
    return [_values(place) for _, place, _, _ in laid]


class _Grid:
    """Arguments in cells, all put on the sheet at once."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], Any] = {}
        self.height = 0

    def place(self, arguments: list[Any], top: int) -> list[str]:
        """The arguments as they stand in the formula; those in cells are given a place."""
        texts, left = [], _FIRST_ARGUMENT
        for argument in arguments:
            if isinstance(argument, str):
                texts.append(argument)
                continue
            height, width = len(argument), len(argument[0])
            first, last = f"{letters(left)}{top + 1}", f"{letters(left + width - 1)}{top + height}"
            texts.append(first if first == last else f"{first}:{last}")
            self._cells |= {
                (top + row, left + column): cell
                for row, line in enumerate(argument)
                for column, cell in enumerate(line)
            }
            left += width
            self.height = max(self.height, top + height)
        return texts

    def fill(self, sheet: Any) -> None:
        """Put them on the sheet."""
        if not self._cells:
            return
        right = max(column for _, column in self._cells)
        block = sheet.getCellRangeByPosition(_FIRST_ARGUMENT, 0, right, self.height - 1)
        plain = {place: cell for place, cell in self._cells.items() if not isinstance(cell, dict)}
        block.setDataArray(
            tuple(
                tuple(plain.get((row, column), "") for column in range(_FIRST_ARGUMENT, right + 1))
                for row in range(self.height)
            )
        )
        for (row, column), cell in self._cells.items():
            if isinstance(cell, dict):
                sheet.getCellByPosition(column, row).setFormula(cell["formula"])


class _Keyboard:
    """Types into cells, in the language of the user interface."""

    def __init__(self, desktop: Desktop) -> None:
        self._dispatcher = desktop_service(desktop, "com.sun.star.frame.DispatchHelper")
        self._frame = _document().CurrentController.Frame

    def do(self, command: str, **options: Any) -> None:
        """A command of the menus and keys."""
        self._dispatcher.executeDispatch(self._frame, f".uno:{command}", "", 0, properties(**options))

    def type_in(self, address: str, text: str) -> None:
        """Type a text into a cell."""
        self.do("GoToCell", ToPoint=address)
        self.do("EnterString", StringName=text)


def wizard(desktop: Desktop) -> dict[str, Any]:
    """What the function wizard shows of our functions."""
    found = {}
    for one in desktop_service(desktop, "com.sun.star.sheet.FunctionDescriptions").getElementNames():
        if one.startswith("FHO_"):
            described = desktop_service(desktop, "com.sun.star.sheet.FunctionDescriptions").getByName(one)
            fields = {field.Name: field.Value for field in described}
            arguments = [(argument.Name, argument.Description) for argument in fields["Arguments"] or ()]
            found[one] = {"help": fields["Description"], "arguments": arguments}
    return found


def copy_down(_desktop: Desktop, source: str, target: str) -> None:
    """Copy a cell, as copying and pasting does."""
    _sheet().copyRange(_range(target).getCellByPosition(0, 0).CellAddress, _range(source).RangeAddress)


def go_to(desktop: Desktop, sheet: str, address: str) -> None:
    """Select cells on a sheet."""
    _document().CurrentController.setActiveSheet(_sheet(sheet))
    do(desktop, "GoToCell", ToPoint=address)


def print_sheet(_desktop: Desktop, sheet: str, path: str) -> None:
    """Print a sheet into a PDF file, as it would come out on paper."""
    chosen = _document().createInstance("com.sun.star.sheet.SheetCellRanges")
    used = _sheet(sheet).createCursor()
    used.gotoEndOfUsedArea(True)
    for area in _sheet(sheet).getPrintAreas() or (used.RangeAddress,):
        chosen.addRangeAddress(area, False)
    data = uno.Any("[]com.sun.star.beans.PropertyValue", properties(Selection=chosen))
    _document().storeToURL(f"file://{path}", properties(FilterName="calc_pdf_Export", FilterData=data))


def fill_screen(desktop: Desktop) -> None:
    """Make the window as large as the screen, with the cells as wide as they get."""
    window = _document().CurrentController.Frame.ContainerWindow
    window.setVisible(True)
    window.IsMaximized = True
    do(desktop, "Sidebar", Sidebar=False)


def sheet_names(_desktop: Desktop) -> list[str]:
    """The sheets that a user sees."""
    return [sheet.Name for sheet in sheets(_document()) if sheet.IsVisible]


def sort(_desktop: Desktop, sheet: str, address: str, column: int, descending: bool = False) -> None:
    """Sort rows by a column, counted from 0."""
    field = uno.createUnoStruct("com.sun.star.table.TableSortField")
    field.Field, field.IsAscending = column, not descending
    fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
    options = properties(SortFields=fields, ContainsHeader=False)
    # A plain call would hand the list over without its type.
    uno.invoke(_range(address, sheet), "sort", (uno.Any("[]com.sun.star.beans.PropertyValue", options),))


def filter_rows(_desktop: Desktop, sheet: str, address: str, column: int, text: str) -> None:
    """Show only the rows with a text in a column, counted from 0; the headings are the first row."""
    field = uno.createUnoStruct("com.sun.star.sheet.TableFilterField")
    field.Field, field.StringValue = column, text
    field.Operator = uno.Enum("com.sun.star.sheet.FilterOperator", "EQUAL")
    area = _range(address, sheet)
    wanted = area.createFilterDescriptor(True)
    wanted.ContainsHeader = True
    wanted.setFilterFields((field,))
    area.filter(wanted)


def overwrite_without_asking(desktop: Desktop) -> None:
    """Paste over what stands in cells as one does who answers yes: nobody is there to be asked."""
    provider = desktop_service(desktop, "com.sun.star.configuration.ConfigurationProvider")
    place = uno.Any("[]any", properties(nodepath="/org.openoffice.Office.Calc/Input"))
    update = "com.sun.star.configuration.ConfigurationUpdateAccess"
    access = uno.invoke(provider, "createInstanceWithArguments", (update, place))
    access.setPropertyValue("ReplaceCellsWarning", False)
    access.commitChanges()


def use_1904_dates(_desktop: Desktop) -> None:
    """Count the document's days as Excel's 1904 date system does."""
    day = uno.createUnoStruct("com.sun.star.util.Date")
    day.Day, day.Month, day.Year = 1, 1, 1904
    _document().setPropertyValue("NullDate", day)


def infobar(_desktop: Desktop, name: str = "FHO") -> bool:
    """Whether the document has a message for the user."""
    return bool(_document().CurrentController.hasInfobar(name))


def values(_desktop: Desktop) -> dict[str, dict[str, Any]]:
    """The value of each formula cell, computed anew."""
    return formula_values(_document())


if __name__ == "__main__":
    serve(globals())
