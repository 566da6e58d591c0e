"""The cell functions in LibreOffice Calc: an extension generated from the catalogue.

**Why two kinds of function.** A Calc add-in is what the function wizard shows, but it loses what this project
may not lose: an empty single cell arrives as 0, and one error cell in a range stops the whole formula. A Basic
function in VBA mode gets the ranges themselves: empty cells, errors and all. So a function is registered as an
add-in, for the wizard and for typing, and a formula that calls it is then *bound* to a Basic function of the same
name, by exchanging one token of the formula. The formula reads ``FHO_FORDEL(…)`` on screen and in saved files,
.xlsx too. Both kinds hand over to the same Python. The add-in never guesses: an argument that could be an empty
cell makes an error until the formula is bound.

**What runs where.** ``extension``, ``program`` and ``engine`` run in the Python of the command line; ``inside``
runs in LibreOffice's Python, which is the system's on Linux and LibreOffice's own elsewhere. The extension brings
this package along (it is pure Python). NumPy has to be LibreOffice's Python's own, since it is compiled for one
Python: ``fho install libreoffice`` looks for it first and says how to get it. xlwings is not needed there: its
decorator does nothing outside Excel, so ``inside`` puts an empty one in its place.

**The types** of the add-in are a text file of interface definitions (IDL), which LibreOffice reads as it reads
compiled ones: nothing has to be compiled, neither here nor at the user's.
"""
