"""How VBA starts the server, said once for the tests on Windows; test_calls.py holds it against the VBA itself."""

import os

FIRST = "FHO_FIRST"
"""The variable with another beginning, as older code had it: a benchmark compares the two."""


def server_command(interpreter: str) -> str:
    """As ServerCommand in FhoSettings makes it."""
    first = os.environ.get(FIRST, "import sys;sys.modules['pandas']=sys.modules['matplotlib']=None;")
    return f'"{interpreter}" -B -P -c "{first}import xlwings;xlwings.serve(\'$(CLSID)\')"'
