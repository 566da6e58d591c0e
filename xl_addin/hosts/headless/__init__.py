"""Workbooks computed without a spreadsheet program: Excel's functions by IronCalc, ours by Python around it."""

from .compute import CalledFunction, Result, calculate
from .package import WorkbookError
from .write import write_calculated

__all__ = ["CalledFunction", "Result", "WorkbookError", "calculate", "write_calculated"]
