"""Building the kit: a zip with wheels for Windows, the add-in, workbooks, scripts, SBOM, licences and checksums."""

import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from xl_addin import __version__
from xl_addin.files import write_whole
from xl_addin.hosts.excel.addin_version import read_addin
from xl_addin.hosts.excel.kit import setup_fho
from xl_addin.hosts.excel.kit.bill_of_materials import shipped_texts
from xl_addin.hosts.excel.kit.wheels import Fetch, gather
from xl_addin.hosts.excel.machine import Problem
from xl_addin.hosts.excel.packing import filled, zipped

CHECKOUT: Final = Path(__file__).parents[4]
WORKBOOKS: Final = ("FHO.xlam", "ny-ordning.xlsx", "regionsregnskab.xlsx")

_NOT_OURS: Final = shutil.ignore_patterns("__pycache__", "*.pyc")


def build_kit(
    target: Path,
    python: str,
    workbooks: Path,
    lock: str,
    fetch: Fetch,
    wheel: Callable[[Path], Path],
    installer: Path | None,
) -> list[str]:
    """Write the kit to ``target``; what is in it, file by file.

    ``lock`` is the lock file's text, ``fetch`` gathers its wheels, ``wheel`` makes the project's own in a folder,
    ``installer`` is the Python installer that IT supplies, or none.
    """
    addin = workbooks / WORKBOOKS[0]
    about = read_addin(addin) if addin.exists() else None
    if about is None:
        raise Problem(f"there is no sound {addin}", "run: fho build")
    if about.version != __version__:
        raise Problem(f"{addin} is version {about.version}, not {__version__}", "run: fho build")
    if installer is not None and not installer.exists():
        raise Problem(f"there is no {installer}", "name the installer of Python with --python-installer")
    with tempfile.TemporaryDirectory() as scratch:
        wheels = Path(scratch) / "wheels"
        wheels.mkdir()
        try:
            gather(lock, wheel(Path(scratch)), python, wheels, fetch)
        except (LookupError, subprocess.CalledProcessError) as error:
            raise Problem(f"the wheels could not be gathered ({error})", "see what pip says above") from None
        parts = {f"wheels/{one.name}": one.read_bytes() for one in wheels.glob("*.whl")}
    parts |= {f"workbooks/{name}": (workbooks / name).read_bytes() for name in WORKBOOKS if (workbooks / name).exists()}
    if installer is not None:
        parts[f"python/{installer.name}"] = installer.read_bytes()
    parts |= shipped_texts(parts)
    parts |= _texts(python, about.xlwings, installer)
    sums = "".join(f"{hashlib.sha256(parts[name]).hexdigest()}  {name}\n" for name in sorted(parts))
    parts[setup_fho.SUMS] = sums.encode()
    write_whole(target, zipped({f"FHO-{__version__}/{name}": parts[name] for name in sorted(parts)}))
    return [*sorted(parts), f"SHA-256 of {setup_fho.SUMS}: {hashlib.sha256(sums.encode()).hexdigest()}"]


def locked_versions() -> str:
    """The checkout's lock file: what its tests ran with."""
    if not (CHECKOUT / "requirements.lock").exists():
        raise Problem("the kit is built from a checkout of the project", "run fho kit there")
    return (CHECKOUT / "requirements.lock").read_text(encoding="utf-8")


def pip_fetch(python: str) -> Fetch:
    """Wheels from PyPI for Windows (64 bit) and a version of CPython, by their hashes."""

    def fetch(requirements: Sequence[str], folder: Path) -> None:
        with tempfile.TemporaryDirectory() as scratch:
            listed = Path(scratch) / "requirements.txt"
            listed.write_text("\n".join(requirements), encoding="utf-8")
            subprocess.run(
                [
                    sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
                    "--no-deps", "--require-hashes", "--only-binary=:all:", "--platform", "win_amd64",
                    "--implementation", "cp", "--python-version", python, "--dest", str(folder), "-r", str(listed),
                ],
                check=True,
            )  # fmt: skip

    return fetch


def own_wheel(scratch: Path) -> Path:
    """The project's own wheel, built from a copy, so that the checkout stays as it is."""
    if not (CHECKOUT / "pyproject.toml").exists():
        raise Problem("the kit is built from a checkout of the project", "run fho kit there")
    source, folder = scratch / "source", scratch / "own"
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(CHECKOUT / name, source)
    for name in ("xl_addin", "workbooks"):
        shutil.copytree(CHECKOUT / name, source / name, ignore=_NOT_OURS)
    subprocess.run(
        [
            # With the locked setuptools of this environment (requirements-build.lock), not the newest of the day.
            sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps",
            "--no-build-isolation", "--wheel-dir", str(folder), str(source),
        ],
        check=True,
    )  # fmt: skip
    return next(folder.glob("*.whl"))


def _texts(python: str, xlwings: str, installer: Path | None) -> dict[str, bytes]:
    """The script, what calls it from PowerShell, and the page of instructions."""
    values = {
        "version": __version__,
        "python": python,
        "tag": python.replace(".", ""),
        "xlwings": xlwings,
        "with_installer": "" if installer is None else f" (installationsprogrammet {installer.name} ligger i python)",
        "installer_line": ""
        if installer is None
        else f"\n   {installer.name} ligger i mappen python; dens SHA-256 står i SHA256SUMS.txt.",
    }

    script, page = (filled(f"kit/{name}.in", values).replace("\n", "\r\n") for name in ("install.ps1", "LAESMIG.txt"))
    return {
        "setup_fho.py": Path(setup_fho.__file__).read_bytes(),
        # Windows PowerShell reads a script without a byte order mark in the code page: plain ASCII is safe.
        "install.ps1": script.encode("ascii"),
        "LAESMIG.txt": page.encode("utf-8-sig"),
    }
