"""Workbooks computed without a spreadsheet program: ours and Excel's plain formulas by Python, the rest by IronCalc.

Supported: the functions and forms of `proved.toml`; our functions in their four spellings, nested with each other and
with Excel's in any way; array formulas over a fixed range (Ctrl+Shift+Enter), arrays inside SUMPRODUCT, array
constants; spilling formulas only at the size that they were saved with; shared formulas; defined names for fixed
ranges and constants; references to tables; implicit intersection. Whatever else a workbook holds is refused with its
cell named: the rest of Excel's functions, references known only while computing (OFFSET, INDIRECT, INDEX():INDEX()
but for constant places), several sheets or other workbooks in one reference, unions and intersections, data tables,
circles, the 1904 dates.

`calculate` reads and computes, `write_calculated` writes the copy.

* ``compute.py``, ``order.py``                  the calculation, and its order
* ``step.py``                                   its steps: what all have
* ``cell_step.py``, ``array_step.py``, ``call_step.py``  a formula in a cell, an array, a call of one of our functions
* ``workspace.py``                              what the steps work with
* ``lower.py``, ``rewrites.py``, ``templates.py``  formulas made ready for IronCalc (``ironcalc.py``)
* ``elementwise.py``, ``excel_functions.py``     plain formulas, which are computed here
* ``plain_values.py``, ``indexed.py``            the values that leave no doubt; ranges to look things up in
* ``cell_store.py``, ``coercion.py``             the cells' values; text as numbers, the Danish way
* ``proved.py``, ``proved.toml``                 what IronCalc is trusted with, and what is computed here
"""

from xl_addin.engine.compute import Result, calculate, write_calculated
from xl_addin.engine.workspace import CalledFunction
from xl_addin.xlsx.package import WorkbookError

__all__ = ["CalledFunction", "Result", "WorkbookError", "calculate", "write_calculated"]
