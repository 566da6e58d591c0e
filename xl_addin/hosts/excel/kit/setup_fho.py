"""Installs FHO from the folder in which this file lies. No internet.

    python setup_fho.py install              for the user who runs it, without an administrator: check the kit, make a
                                             Python environment of its own, install the add-in
    python setup_fho.py install-for-all      as administrator, below Program Files: the Python environment for all
                                             users; each of them then runs "fho install excel" from there
    python setup_fho.py uninstall            take the user's add-in and environment out again
    python setup_fho.py uninstall-for-all    as administrator: take the environment for all users out again

Nothing but Python's standard library is used, so that the file can be read and checked by itself. What stands there
is put aside first and comes back when anything fails: an installation in use is not touched.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

SUMS = "SHA256SUMS.txt"
OLDEST_PYTHON = (3, 11)

# The kit's own code takes the add-in out: the installed Python may be what is broken.
_TAKE_OUT = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from xl_addin.hosts.excel.installing import run_uninstall; sys.exit(run_uninstall())"
)

# pip as Python itself carries it, run from its wheel: to install pip first takes as long as all that follows.
_PIP = (
    "import ensurepip, pathlib, runpy, sys; carried = pathlib.Path(ensurepip.__file__).with_name('_bundled'); "
    "sys.path.insert(0, str(next(carried.glob('pip-*.whl')))); runpy.run_module('pip', run_name='__main__')"
)

# A folder without this file is no environment: it goes first when one is given up.
_MARK = "pyvenv.cfg"

Run = Callable[[Sequence[str]], int]


class KitRefused(Exception):
    """Why the kit is not installed."""


def check(kit: Path) -> int:
    """Compare every file of the kit with its checksum; how many there are. KitRefused where one differs or is new."""
    listed: dict[str, str] = {}
    for line in (kit / SUMS).read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        listed[name] = digest
    found = {path.relative_to(kit).as_posix(): path for path in kit.rglob("*") if path.is_file() and path.name != SUMS}
    for name in sorted(listed.keys() | found.keys()):
        if name not in found:
            raise KitRefused(f"{name} is missing from the kit")
        if listed.get(name) != hashlib.sha256(found[name].read_bytes()).hexdigest():
            raise KitRefused(f"{name} is not the file that the kit was made with")
    return len(found)


def environment(variables: Mapping[str, str], for_all: bool = False) -> Path:
    """The folder of the Python environment: below the user's own data on this PC, or below Program Files."""
    return Path(variables["ProgramFiles" if for_all else "LOCALAPPDATA"]) / "FHO" / "python"


def python_of(folder: Path) -> str:
    """The interpreter of an environment."""
    return str(folder / "Scripts" / "python.exe")


def install(kit: Path, variables: Mapping[str, str], run: Run) -> None:
    """Check the kit, make the environment, install the wheels into it and the add-in into Excel."""
    folder = environment(variables)
    with _replaced(kit, folder, run):
        _do(
            run,
            [python_of(folder), "-m", "xl_addin.cli.main", "install", "excel", "--source", str(kit / "workbooks")],
            "the add-in could not be installed",
        )


def install_for_all(kit: Path, variables: Mapping[str, str], run: Run) -> None:
    """Check the kit and make the environment below Program Files, where rules for programs usually allow it."""
    own = variables.get("USERPROFILE")
    if own and Path(sys.base_prefix).is_relative_to(own):
        raise KitRefused(f"{sys.base_prefix} is one user's own Python: install Python for all users, and run it")
    folder = environment(variables, for_all=True)
    with _replaced(kit, folder, run):
        print(f'each user (or a logon script) now runs: "{folder / "Scripts" / "fho.exe"}" install excel')


def uninstall(kit: Path, variables: Mapping[str, str], run: Run) -> None:
    """Take the add-in out of Excel, then the environment."""
    folder = environment(variables)
    if not folder.exists():
        raise KitRefused(f"nothing is installed in {folder}")
    check(kit)
    wheel = next((kit / "wheels").glob("xl_addin_fho-*.whl"))
    with _put_aside(folder):
        _do(run, [sys.executable, "-I", "-c", _TAKE_OUT, str(wheel)], "the add-in could not be taken out")
    _tidy(folder)


def uninstall_for_all(kit: Path, variables: Mapping[str, str], run: Run) -> None:
    """Take the environment for all users out again."""
    folder = environment(variables, for_all=True)
    if not folder.exists():
        raise KitRefused(f"nothing is installed in {folder}")
    with _put_aside(folder):
        print("each user's own part is taken out with: fho uninstall excel (before this), or by hand: see LAESMIG.txt")
    _tidy(folder)


def _tidy(folder: Path) -> None:
    if folder.parent.exists() and not any(folder.parent.iterdir()):
        folder.parent.rmdir()
    print(f"{folder}: removed")


@contextmanager
def _put_aside(folder: Path) -> Iterator[None]:
    """The folder under another name meanwhile; gone when all went well, else back in its place.

    Windows renames no folder from which a program runs: then nothing was touched.
    """
    aside = folder.with_name(f"{folder.name}-forrige")
    if (aside / _MARK).exists():
        # An interrupted run left the last installation that was whole; what stands in its place is half made.
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            os.rename(aside, folder)
    else:
        shutil.rmtree(aside, ignore_errors=True)
    if folder.exists():
        try:
            os.rename(folder, aside)
        except OSError as error:
            raise KitRefused(f"{folder} is in use ({error.strerror}): close Excel, and run again") from None
    try:
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        if aside.exists():
            os.rename(aside, folder)
        raise
    (aside / _MARK).unlink(missing_ok=True)
    shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def _replaced(kit: Path, folder: Path, run: Run) -> Iterator[None]:
    """The environment made anew from the kit; as it was when that, or what is done with it, fails."""
    if sys.version_info < OLDEST_PYTHON:
        raise KitRefused(f"Python {'.'.join(map(str, OLDEST_PYTHON))} or newer is needed")
    print(f"{check(kit)} files checked")
    with _put_aside(folder):
        _do(
            run,
            [sys.executable, "-I", "-m", "venv", "--without-pip", str(folder)],
            "the Python environment could not be made",
        )
        # Files by name, and none of this machine's own settings for pip: nothing else can come in.
        _do(
            run,
            [
                *(python_of(folder), "-I", "-c", _PIP, "--isolated", "install", "--disable-pip-version-check"),
                *("--no-index", "--no-deps", *sorted(map(str, (kit / "wheels").glob("*.whl")))),
            ],
            "the wheels could not be installed: they are for one version of Python, see LAESMIG.txt",
        )
        yield


def _do(run: Run, command: Sequence[str], failure: str) -> None:
    if run(command) != 0:
        raise KitRefused(failure)


ACTIONS = {
    "install": install,
    "install-for-all": install_for_all,
    "uninstall": uninstall,
    "uninstall-for-all": uninstall_for_all,
}


def main(arguments: Sequence[str], variables: Mapping[str, str] = os.environ, run: Run = subprocess.call) -> int:
    """Do what is asked; 0 when it is done, 2 when not."""
    asked = ACTIONS.get(arguments[0] if len(arguments) == 1 else "")
    if asked is None:
        print(__doc__)
        return 2
    try:
        asked(Path(__file__).resolve().parent, variables, run)
    except (KitRefused, OSError) as refused:
        print(f"FHO: {refused}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
