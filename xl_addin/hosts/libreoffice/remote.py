"""The second process of a session: runs in LibreOffice's Python, and speaks to a running LibreOffice.

It takes calls as lines of JSON and answers with lines of JSON. A script with functions of its own ends with
``serve(globals())``; each function gets the desktop first.
"""

import contextlib
import json
import shutil
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import uno
from com.sun.star.beans import PropertyValue

from xl_addin.hosts.libreoffice.inside.calc_errors import error_name
from xl_addin.hosts.libreoffice.spelling import BINDER

_PAUSE: Final = 0.1
_TRIES: Final = 1_000

Desktop = Any
Document = Any


def properties(**values: Any) -> tuple[Any, ...]:
    """Options as UNO takes them."""
    return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())


def hello(_desktop: Desktop) -> bool:
    """Answer when LibreOffice does."""
    return True


def load(desktop: Desktop, path: str, **options: Any) -> Document:
    """Open a workbook, with our functions ready before it is read, and bound after."""
    binder = desktop_service(desktop, BINDER)
    if binder is not None:
        binder.execute(())
    document = desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, properties(**options))
    if document is None:
        raise ValueError("LibreOffice cannot open the workbook")
    if binder is not None:
        binder.execute((_named("Environment", (_named("Model", document),)),))
    return document


def _named(name: str, value: Any) -> Any:
    pair = uno.createUnoStruct("com.sun.star.beans.NamedValue")
    pair.Name = name
    pair.Value = value if not isinstance(value, tuple) else uno.Any("[]com.sun.star.beans.NamedValue", value)
    return pair


def desktop_service(desktop: Desktop, name: str) -> Any:
    """A service of the running LibreOffice."""
    context = desktop.context
    return context.ServiceManager.createInstanceWithContext(name, context)


def calculate(desktop: Desktop, path: str) -> dict[str, dict[str, Any]]:
    """Open a workbook, compute every formula anew, and answer the formula cells' values by sheet and address."""
    document = load(desktop, path, Hidden=True)
    try:
        return formula_values(document)
    finally:
        document.close(True)


def sheets(document: Document) -> list[Any]:
    """The sheets of a document."""
    return [document.Sheets.getByIndex(number) for number in range(document.Sheets.Count)]


def formula_values(document: Document) -> dict[str, dict[str, Any]]:
    """The value of each formula cell by sheet and address, computed anew. The document gets a sheet for notes."""
    asked = sheets(document)
    notes = _add_sheet(document)
    document.calculateAll()
    return {sheet.Name: dict(_values_of(sheet, notes)) for sheet in asked}


def _add_sheet(document: Document) -> Any:
    name = "ISLOGICAL"
    while document.Sheets.hasByName(name):
        name += "_"
    document.Sheets.insertNewByName(name, document.Sheets.Count)
    return document.Sheets.getByName(name)


def _values_of(sheet: Any, notes: Any) -> Iterator[tuple[str, Any]]:
    formulas = uno.getConstantByName("com.sun.star.sheet.CellFlags.FORMULA")
    for area in sheet.queryContentCells(formulas).getRangeAddresses():
        cells = sheet.getCellRangeByPosition(area.StartColumn, area.StartRow, area.EndColumn, area.EndRow)
        rows = cells.getDataArray()
        truths = _truths(cells, notes) if any(cell in (0.0, 1.0) for row in rows for cell in row) else None
        for row, line in enumerate(rows):
            for column, value in enumerate(line):
                if value is None:
                    value = error_name(cells.getCellByPosition(column, row).getError())
                elif truths and truths[row][column]:
                    value = bool(value)
                yield f"{letters(area.StartColumn + column)}{area.StartRow + row + 1}", value


def _truths(cells: Any, notes: Any) -> tuple[tuple[float, ...], ...]:
    """Where TRUE and FALSE are, which else are 1 and 0: Calc can tell, for a whole range at once."""
    area = cells.getRangeAddress()
    answers = notes.getCellRangeByPosition(0, 0, area.EndColumn - area.StartColumn, area.EndRow - area.StartRow)
    answers.setArrayFormula(f"=ISLOGICAL({cells.AbsoluteName})")
    truths: tuple[tuple[float, ...], ...] = answers.getDataArray()
    answers.setArrayFormula("")
    return truths


def letters(column: int) -> str:
    """A column's letters from its number, counted from 0."""
    text = ""
    column += 1
    while column:
        column, place = divmod(column - 1, 26)
        text = chr(ord("A") + place) + text
    return text


class _Desktop:
    """LibreOffice's desktop, and the context it was reached through."""

    def __init__(self, context: Any) -> None:
        self.context = context
        self._desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._desktop, name)


def _connect(pipe: str) -> _Desktop:
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    for _ in range(_TRIES):
        try:
            return _Desktop(resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"))
        except Exception:
            time.sleep(_PAUSE)
    raise SystemExit("LibreOffice cannot be reached")


def serve(functions: Mapping[str, Any]) -> None:
    """Answer calls until there are no more, then end LibreOffice and delete the session's folder."""
    pipe, folder = sys.argv[1:]
    desktop = _connect(pipe)
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            called: Callable[..., Any] = functions[asked["function"]]
            answer = {"result": called(desktop, **asked["arguments"])}
        except Exception:
            answer = {"error": traceback.format_exc()}
        with contextlib.suppress(BrokenPipeError):
            print(json.dumps(answer), flush=True)
    _terminate(desktop)
    for _ in range(_TRIES):
        # Whoever started us may be gone; LibreOffice writes its profile until it is.
        shutil.rmtree(folder, ignore_errors=True)
        if not Path(folder).exists():
            break
        time.sleep(_PAUSE)


def _terminate(desktop: Desktop) -> None:
    try:
        components = desktop.getComponents().createEnumeration()
        while components.hasMoreElements():
            components.nextElement().close(True)
        desktop.terminate()
    except Exception:
        # The connection breaks off while LibreOffice ends.
        return


if __name__ == "__main__":
    serve(globals())
