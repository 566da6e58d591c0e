"""A kit of wheels with nothing in them, an index that has them, and the kit unpacked."""

import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path

from tests.hosts.excel.vba import ADDIN
from xl_addin import __version__
from xl_addin.hosts.excel.kit import kit_files

FOLDER = f"FHO-{__version__}"

# As the real wheels say it: an expression, classifiers, free text, nothing.
LICENCES = {
    "xl_addin_fho": ["License-Expression: BSD-3-Clause", "License-File: LICENSE"],
    "xlwings": ["License: BSD 3-clause", "License-File: LICENSE.txt", "License-File: LICENSE_PRO.txt"],
    "et_xmlfile": ["License: MIT", "Classifier: License :: OSI Approved :: MIT License"],
}


def make_wheel(folder: Path, name: str, version: str, *needs: str) -> Path:
    """A wheel with nothing in it but what it needs."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
        lines += [f"Requires-Dist: {need}" for need in needs] + LICENCES.get(name, [])
        archive.writestr(zipfile.ZipInfo(f"{name}-{version}.dist-info/METADATA"), "\n".join(lines))
    return path


LOCK = """
# a comment
et-xmlfile==2.0.0 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
appscript==1.5.0 ; sys_platform == 'darwin' \\
    --hash=sha256:cc
old==1.0 ; python_full_version < '3.12' \\
    --hash=sha256:dd
pywin32==312 ; sys_platform == 'win32' \\
    --hash=sha256:ee
xlwings==0.37.8 \\
    --hash=sha256:ff
"""
NEEDS = ("xlwings==0.37.8", "et-xmlfile", 'pywin32>=300 ; sys_platform == "win32"', 'evdev; sys_platform == "linux"')


class Index:
    """A package index that has what is locked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, requirements: Sequence[str], folder: Path) -> None:
        self.asked += requirements
        for one in requirements:
            name, _, version = one.split()[0].partition("==")
            make_wheel(folder, name.replace("-", "_"), version)


def books_in(folder: Path) -> Path:
    """A folder with the add-in and workbooks beside it."""
    made = folder / "books"
    made.mkdir()
    shutil.copy(ADDIN, made)
    for name in ("ny-ordning.xlsx", "regionsregnskab.xlsx"):
        (made / name).write_bytes(name.encode())
    return made


def kit(target: Path, books: Path, installer: Path | None = None) -> list[str]:
    """Build the kit; what it says."""
    return kit_files.build_kit(
        target, "3.12", books, LOCK, Index(), lambda folder: make_wheel(folder, "xl_addin_fho", __version__, *NEEDS),
        installer,
    )  # fmt: skip


def unpacked_kit(folder: Path) -> Path:
    """A kit as it lies on the PC."""
    kit(folder / "kit.zip", books_in(folder))
    with zipfile.ZipFile(folder / "kit.zip") as archive:
        archive.extractall(folder / "pakke æøå")
    return folder / "pakke æøå" / FOLDER
