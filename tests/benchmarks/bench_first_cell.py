"""The first cell on a Windows PC: what the server costs from its start to the first answer, under Wine.

    tests/windows/setup && python -m tests.benchmarks.bench_first_cell [CHECKOUT ...]

Beside each other in one run, in turn: the code of this checkout and of others, such as an older commit in a worktree.
Each is started as its own VBA does: since then without pandas, which this Python has and the kit's has not.
Processor time of ``pythonw`` (the least of the rounds), and the seconds on the clock from the question to the answer,
which on a busy machine say little.
"""

import os
import sys
from pathlib import Path

from tests.hosts.excel.vba import ADDIN
from tests.windows import desk
from tests.windows.python import BASE, TESTS
from tests.windows.starting import FIRST
from xl_addin.hosts.excel import settings
from xl_addin.hosts.excel.addin_version import read_addin
from xl_addin.hosts.excel.interpreter import MODULE

ROUNDS = 3
QUIET = TESTS.replace("python.exe", "pythonw.exe")
TICKS = os.sysconf("SC_CLK_TCK")
# What VBA asks once after a start, then the cell: older code has no fho_ready.
CALLS = (("fho_ready", "fho_regionsandel"), ("fho_regionsandel", 1.5, None, None))
OLDER, OLDER_MODULE = (("fho_version",), CALLS[1]), "xl_addin.functions"


def processor(command: str) -> float:
    """Seconds of processor time of the programs with a command."""
    fields = [Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split() for one in desk.processes(command)]
    return sum(int(one[11]) + int(one[12]) for one in fields) / TICKS


def first_cell(code: Path, conf: Path, dll: str) -> tuple[float, float]:
    """Processor seconds and seconds on the clock until the first cell has its answer."""
    asked, module = (CALLS, MODULE) if (code / "xl_addin/hosts/excel/udfs.py").exists() else (OLDER, OLDER_MODULE)
    conf.write_bytes(settings.changed(conf, "cp1252", {settings.INTERPRETER: QUIET, settings.MODULE: module}))
    os.environ.pop(FIRST, None)
    if "'pandas'" not in (code / "xl_addin/hosts/excel/vba/FhoSettings.bas").read_text(encoding="cp1252"):
        os.environ[FIRST] = "import sys;"
    with desk.Session(dll, settings=conf, code=code) as excel:
        said = [excel.call(*call) for call in asked]
        assert said[-1]["answer"] == 1.01, said
        spent = processor(QUIET) + processor(BASE.replace("python.exe", "pythonw.exe"))
    return spent, sum(one["seconds"] for one in said)


def main(others: list[str]) -> int:
    """Measure and print."""
    about = read_addin(ADDIN)
    assert about is not None
    conf = desk.HOME / "fho-bench.conf"
    checkouts = [desk.CHECKOUT, *(Path(one).resolve() for one in others)]
    for one in checkouts:
        # As pip leaves it: the server itself writes no compiled code.
        compiled = desk.tests_python("-m", "compileall", "-q", desk.windows(one / "xl_addin"))
        assert compiled.status == 0, compiled.text
    found: dict[Path, list[tuple[float, float]]] = {one: [] for one in checkouts}
    for _ in range(ROUNDS):
        for one in checkouts:
            found[one].append(first_cell(one, conf, f"xlwings64-{about.xlwings}.dll"))
    conf.unlink()
    for one, measured in found.items():
        spent, clock = (min(each) for each in zip(*measured, strict=True))
        print(f"{one}: {spent:.2f} s of processor time, {clock:.2f} s on the clock")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
