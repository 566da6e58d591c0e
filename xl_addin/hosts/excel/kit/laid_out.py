"""What an MSI lays on a PC, laid out beforehand: a Python of its own with the kit's wheels in it, compiled.

Nothing has to run where it is installed. Can be made on any machine: PyPA's ``installer`` knows how a wheel lies on
Windows.
"""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Final

from installer import install
from installer.destinations import SchemeDictionaryDestination
from installer.sources import WheelFile

from xl_addin.hosts.excel.kit.bill_of_materials import shipped_texts
from xl_addin.hosts.excel.machine import Problem

_SITE: Final = r"Lib\site-packages"


def compiler(version: str) -> str:
    """A Python of a version on this machine, for compiled code is of one version; Problem where there is none."""
    if version == f"{sys.version_info.major}.{sys.version_info.minor}":
        return sys.executable
    found = shutil.which(f"python{version}")
    if found is None:
        raise Problem(
            f"python{version} is missing, which compiles the code of the MSI",
            f"install it: uv python install {version}",
        )
    return found


def lay_out(kit: Path, python: Path, version: str, folder: Path) -> None:
    """Fill ``folder`` from the unpacked kit and an embeddable Python of a version, python.org's zip.

    Problem where that is something else, or the code cannot be compiled.
    """
    home = folder / "python"
    _unpack_python(python, version, home)
    root = str(home)
    site = str(home / _SITE.replace("\\", "/"))
    places = {"purelib": site, "platlib": site, "scripts": str(home / "Scripts"), "data": root, "headers": root}
    # The launcher finds Python from where it lies itself.
    there = SchemeDictionaryDestination(places, r"<launcher_dir>\..\python.exe", "win-amd64")
    for wheel in sorted((kit / "wheels").glob("*.whl")):
        with WheelFile.open(wheel) as source:
            install(source, there, {"INSTALLER": b"fho kit\n"})
    _compile(home, compiler(version))
    shipped = [*(kit / "wheels").iterdir(), *(kit / "workbooks").iterdir()]
    parts = {one.relative_to(kit).as_posix(): one.read_bytes() for one in shipped}
    for name, text in shipped_texts({**parts, f"python/{python.name}": python.read_bytes()}).items():
        (folder / name).write_bytes(text)


def _unpack_python(python: Path, version: str, home: Path) -> None:
    tag = f"python{version.replace('.', '')}"
    try:
        with zipfile.ZipFile(python) as archive:
            if not {"python.exe", "pythonw.exe", f"{tag}.dll", f"{tag}.zip", f"{tag}._pth"} <= set(archive.namelist()):
                raise Problem(f"{python} is no embeddable Python {version}", "take the zip for 64 bit from python.org")
            archive.extractall(home)
    except (OSError, zipfile.BadZipFile) as error:
        raise Problem(f"{python} cannot be read ({error})", "take the zip for 64 bit from python.org") from None
    # With site, which sees to pywin32's folders; still no environment variable and no registry changes what is found.
    (home / f"{tag}._pth").write_text(f"{tag}.zip\n.\n{_SITE}\nimport site\n", encoding="ascii")


def _compile(home: Path, python: str) -> None:
    """Each module's bytecode beside it, which Python takes whatever the module's time: an MSI changes that."""
    command = [python, "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash", "-s", ".", "Lib"]
    if subprocess.run(command, cwd=home, stdin=subprocess.DEVNULL).returncode != 0:
        raise Problem(f"{python} could not compile the code of the MSI", "see what it says above")
