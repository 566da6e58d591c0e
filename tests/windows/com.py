"""xlwings' real DLL, a real ``pythonw`` and real COM: Excel's part, with variants laid by hand as VBA lays them."""

import ctypes as c
import datetime as dt
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import xlwings

from tests.hosts.excel.classic import MISSING, PythonFailure
from tests.windows.starting import server_command
from xl_addin.cells.errors import COM_NUMBERS

PYTHON: Final = os.environ.get("FHO_PYTHONW", r"C:\t\Scripts\pythonw.exe")
DLL: Final = f"xlwings64-{xlwings.__version__}.dll"

_EMPTY, _SHORT, _LONG, _DOUBLE, _DATE, _TEXT, _OBJECT, _ERROR, _BOOL, _VARIANT, _LONGER = (
    0, 2, 3, 5, 7, 8, 9, 10, 11, 12, 20,
)  # fmt: skip
_ARRAY: Final = 0x2000
_FIRST_DAY: Final = dt.datetime(1899, 12, 30)


class _Held(c.Union):
    _fields_ = [
        ("i4", c.c_int), ("r8", c.c_double), ("flag", c.c_short), ("pointer", c.c_void_p), ("both", c.c_void_p * 2),
        ("i8", c.c_longlong),
    ]  # fmt: skip


class Variant(c.Structure):
    _fields_ = [("kind", c.c_ushort), ("_1", c.c_ushort), ("_2", c.c_ushort), ("_3", c.c_ushort), ("held", _Held)]


class _Bound(c.Structure):
    _fields_ = [("count", c.c_ulong), ("first", c.c_long)]


class _Parameters(c.Structure):
    _fields_ = [("values", c.POINTER(Variant)), ("names", c.c_void_p), ("count", c.c_uint), ("named", c.c_uint)]


class _Exception(c.Structure):
    _fields_ = [
        ("code", c.c_ushort), ("_1", c.c_ushort), ("source", c.c_void_p), ("description", c.c_void_p),
        ("help", c.c_void_p), ("context", c.c_ulong), ("_2", c.c_void_p), ("deferred", c.c_void_p), ("scode", c.c_int),
    ]  # fmt: skip


_ole, _automation = c.OleDLL("ole32"), c.WinDLL("oleaut32")  # type: ignore[attr-defined]
_automation.SysAllocStringLen.restype = _automation.SafeArrayCreate.restype = c.c_void_p
_automation.SysAllocStringLen.argtypes = [c.c_wchar_p, c.c_uint]
_automation.SafeArrayCreate.argtypes = [c.c_ushort, c.c_uint, c.c_void_p]
_automation.SafeArrayPutElement.argtypes = _automation.SafeArrayGetElement.argtypes = [c.c_void_p] * 3
_automation.SafeArrayGetDim.argtypes = _automation.SysStringLen.argtypes = [c.c_void_p]
_automation.SafeArrayGetLBound.argtypes = _automation.SafeArrayGetUBound.argtypes = [c.c_void_p, c.c_uint, c.c_void_p]


def _text(pointer: int | None) -> str:
    return c.wstring_at(pointer, _automation.SysStringLen(pointer)) if pointer else ""


def laid(value: Any) -> Variant:
    """A value as VBA holds it: a range's values are a table counted from 1."""
    variant = Variant()
    held = variant.held
    match value:
        case None:
            variant.kind = _EMPTY
        case bool():
            variant.kind, held.flag = _BOOL, -1 if value else 0
        case int():
            variant.kind, held.i4 = (_ERROR if value in COM_NUMBERS or value == MISSING else _LONG), value
        case float():
            variant.kind, held.r8 = _DOUBLE, value
        case str():
            units = len(value.encode("utf-16-le", "surrogatepass")) // 2
            variant.kind, held.pointer = _TEXT, _automation.SysAllocStringLen(value, units)
        case dt.datetime():
            variant.kind, held.r8 = _DATE, (value.replace(tzinfo=None) - _FIRST_DAY) / dt.timedelta(1)
        case [[*_], *_]:
            variant.kind, held.pointer = _ARRAY | _VARIANT, _array(value, (len(value), len(value[0])), 1)
        case [*_]:
            variant.kind, held.pointer = _ARRAY | _VARIANT, _array([value], (len(value),), 1)
        case _:
            raise AssertionError(f"VBA holds no {type(value).__name__}")
    return variant


def _arguments(values: Sequence[Any]) -> Variant:
    """What VBA's Array(…) makes of the arguments: one row counted from 0."""
    variant = Variant()
    variant.kind, variant.held.pointer = _ARRAY | _VARIANT, _array([values], (len(values),), 0)
    return variant


def _array(rows: Sequence[Sequence[Any]], size: tuple[int, ...], first: int) -> int:
    bounds = (_Bound * len(size))(*(_Bound(count, first) for count in size))
    array = _automation.SafeArrayCreate(_VARIANT, len(size), bounds)
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            place = (c.c_long * 2)(*([row + first, column + first] if len(size) == 2 else [column + first, 0]))
            variant = laid(cell)
            assert _automation.SafeArrayPutElement(array, place, c.byref(variant)) == 0
    return int(array)


def read(variant: Variant) -> Any:
    """What came back, as VBA sees it."""
    held = variant.held
    if variant.kind & _ARRAY:
        return _rows(held.pointer)
    match variant.kind:
        case 0:
            return None
        case 11:
            return bool(held.flag)
        case 3:
            return held.i4
        case 2:
            return held.flag
        case 20:
            return held.i8
        case 5:
            return held.r8
        case 8:
            return _text(held.pointer)
        case 7:
            return (_FIRST_DAY + dt.timedelta(held.r8)).replace(tzinfo=dt.UTC)
    raise AssertionError(f"a variant of kind {variant.kind}")


def _rows(array: int) -> list[Any]:
    sides = []
    for side in range(1, _automation.SafeArrayGetDim(array) + 1):
        low, high = c.c_long(), c.c_long()
        _automation.SafeArrayGetLBound(array, side, c.byref(low))
        _automation.SafeArrayGetUBound(array, side, c.byref(high))
        sides.append(range(low.value, high.value + 1))

    def cell(*place: int) -> Any:
        found = Variant()
        assert _automation.SafeArrayGetElement(array, (c.c_long * 2)(*place), c.byref(found)) == 0
        return read(found)

    if len(sides) == 1:
        return [cell(column) for column in sides[0]]
    return [[cell(row, column) for column in sides[1]] for row in sides[0]]


def _loaded(folder: Path, dll: str) -> Any:
    """The DLL as LoadDll and Declare in FhoPython have it: a path in the code page, beside Python or one folder up."""
    load = c.WinDLL("kernel32").LoadLibraryA  # type: ignore[attr-defined]
    load.restype, load.argtypes = c.c_void_p, [c.c_char_p]
    assert any(load(str(place / dll).encode("mbcs")) for place in (folder, folder.parent))
    return c.WinDLL(dll, winmode=0)  # type: ignore[attr-defined]


class RealServer:
    """The server as VBA reaches it: started by the DLL, called late-bound."""

    def __init__(self, interpreter: str = PYTHON, dll: str = DLL) -> None:
        _ole.CoInitializeEx(None, 2)
        self._activate = _loaded(Path(interpreter).parent, dll).XLPyDLLActivateAuto
        self._command = server_command(interpreter).encode("mbcs")

    def CallUDF(self, module: str, name: str, values: Sequence[Any]) -> Any:  # noqa: N802
        started = Variant()
        status = self._activate(c.byref(started), self._command, 1)
        if status != 0 or started.kind != _OBJECT:
            raise PythonFailure(_text(started.held.pointer))
        try:
            return self._invoke(started.held.pointer, module, name, values)
        finally:
            _automation.VariantClear(c.byref(started))

    def _invoke(self, this: int, module: str, name: str, values: Sequence[Any]) -> Any:
        table = c.cast(c.cast(this, c.POINTER(c.c_void_p))[0], c.POINTER(c.c_void_p))
        pointer = c.c_void_p
        names = c.WINFUNCTYPE(c.c_int, pointer, pointer, pointer, c.c_uint, c.c_ulong, pointer)(table[5])  # type: ignore[attr-defined]
        invoke = c.WINFUNCTYPE(  # type: ignore[attr-defined]
            c.c_int, pointer, c.c_long, pointer, c.c_ulong, c.c_ushort, pointer, pointer, pointer, pointer
        )(table[6])
        nobody, danish, number = (c.c_byte * 16)(), 0x406, c.c_long()
        wanted = c.c_wchar_p("CallUDF")
        assert names(this, nobody, c.byref(wanted), 1, danish, c.byref(number)) == 0
        # Arguments stand in reverse.
        handed = (Variant * 3)(_arguments(values), laid(name), laid(module))
        parameters, answer, problem, bad = _Parameters(handed, None, 3, 0), Variant(), _Exception(), c.c_uint()
        status = invoke(
            this, number.value, nobody, danish, 3, c.byref(parameters), c.byref(answer), c.byref(problem), c.byref(bad)
        )
        if status:
            raise PythonFailure(_text(problem.description))
        return read(answer)
