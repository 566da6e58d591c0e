"""xlwings' own classic code (its COM server, ``xlfunc`` and ``call_udf``) on any machine.

Only pywin32 is stood in for: modules with what xlwings asks of them while it is imported and called. What
goes in and comes out is what pywin32 makes of VBA's variants: error cells are integers, blanks None.
"""

import ctypes
import datetime as dt
import importlib
import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import xlwings
from xlwings.main import Engine

MISSING = -2147352572
"""How an argument that was left out arrives over COM."""


class PythonFailure(Exception):
    """What a failure in Python is to VBA: a run-time error with a traceback in its description."""


class _Anything(ModuleType):
    """A module that has every name; none of them is called here."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


def _stubs() -> dict[str, ModuleType]:
    names = [
        "pythoncom",
        "pywintypes",
        "win32api",
        "win32con",
        "win32event",
        "win32gui",
        "win32process",
        "win32timezone",
        "win32com",
        "win32com.client",
        "win32com.server",
        "win32com.server.dispatcher",
        "win32com.server.policy",
        "win32com.server.util",
    ]
    stubs: dict[str, ModuleType] = {name: _Anything(name) for name in names}
    pythoncom, util = stubs["pythoncom"], stubs["win32com.server.util"]
    pythoncom.CoInitialize = lambda: None  # type: ignore[attr-defined]
    pythoncom.IID_IDispatch = "IDispatch"  # type: ignore[attr-defined]
    pythoncom.TypeIIDs = {"IDispatch": type("PyIDispatch", (), {})}  # type: ignore[attr-defined]
    pythoncom.__file__ = None
    stubs["pywintypes"].TimeType = dt.datetime  # type: ignore[attr-defined]
    stubs["win32timezone"].TimeZoneInfo = type(  # type: ignore[attr-defined]
        "TimeZoneInfo", (), {"utc": staticmethod(lambda: dt.UTC)}
    )

    def unwrap(value: object) -> object:
        raise TypeError("not an object that this server gave out")

    util.unwrap = unwrap  # type: ignore[attr-defined]
    for name in names:
        parent, _, child = name.rpartition(".")
        if parent:
            setattr(stubs[parent], child, stubs[name])
    return stubs


@contextmanager
def classic_xlwings() -> Iterator[Any]:
    """The object that VBA calls: xlwings' COM server, with our functions decorated by its real ``xlfunc``."""
    before = dict(sys.modules)
    decorator = xlwings.func
    ours = [name for name in before if name == "xl_addin" or name.startswith("xl_addin.")]
    engine = None
    try:
        sys.modules.update(_stubs())
        with _windows_libraries():
            windows = importlib.import_module("xlwings._xlwindows")
        engine = Engine(impl=windows.engine)
        xlwings.engines.add(engine)
        server = importlib.import_module("xlwings.com_server")
        xlwings.func = importlib.import_module("xlwings.udfs").xlfunc
        for name in ours:
            del sys.modules[name]
        yield server.XLPython()
    finally:
        xlwings.func = decorator
        if engine is not None:
            xlwings.engines.engines.remove(engine)
            del xlwings.engines.engines_by_name[engine.name]
        for name in set(sys.modules) - set(before):
            if name.split(".")[0] in ("xlwings", "xl_addin") or name in _stubs():
                del sys.modules[name]
        sys.modules.update(before)


@contextmanager
def _windows_libraries() -> Iterator[None]:
    """What ctypes has on Windows only, and the DLL of pywin32."""
    loader = ctypes.PyDLL
    ctypes.PyDLL = ctypes.windll = ctypes.oledll = _Library()  # type: ignore[attr-defined,assignment,misc]
    try:
        yield
    finally:
        ctypes.PyDLL = loader  # type: ignore[misc]
        del ctypes.windll, ctypes.oledll  # type: ignore[attr-defined]


class _Library:
    """A DLL of Windows in which every function does nothing."""

    def __getattr__(self, name: str) -> Any:
        return type(self)()

    def __call__(self, *arguments: object) -> Any:
        return type(self)()
