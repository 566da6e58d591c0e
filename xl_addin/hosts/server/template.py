"""The sheets for a new arrangement, as Excel with functions from a server reads them."""

from functools import cache
from typing import Final

from xl_addin.books.shipped import SHIPPED, computed
from xl_addin.xlsx.call_spelling import Spelling, spelled

NAME: Final = "ny-ordning.xlsx"


@cache
def new_arrangement() -> bytes:
    """The template's file, its calls spelled as Excel saves those of a server's functions."""
    return spelled(computed(SHIPPED[NAME]()), Spelling.WEB)
