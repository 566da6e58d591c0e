"""What the MSI is made of, made of the Python that is here: python.org's embeddable zip cannot be had from a registry.

It lies as python.org's does: programs, DLLs and extension modules beside each other, the standard library in a zip,
``python312._pth``. Less what Wine 8 lacks, as in tests/windows/setup.
"""

import io
import sys
import zipfile
from pathlib import Path

from tests.windows import python

TAG = "python312"
NOT_THERE = ("test/", "idlelib/", "tkinter/", "turtledemo/", "site-packages/", "ensurepip/", "venv/", "lib2to3/")
NOT_IN_WINE = ("_wmi", "_tkinter", "tcl", "tk")


def embeddable(target: Path) -> Path:
    """Write the zip."""
    source, library = python.ROOT / "download" / "python", io.BytesIO()
    with zipfile.ZipFile(library, "w") as inner:
        for path in sorted((source / "Lib").rglob("*.py")):
            name = path.relative_to(source / "Lib").as_posix()
            if not name.startswith(NOT_THERE):
                inner.write(path, name)
        inner.write(python.DRIVE / "Program Files" / "Python312" / "Lib" / "sitecustomize.py", "sitecustomize.py")
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted([*source.glob("*.exe"), *source.glob("*.dll"), *(source / "DLLs").iterdir()]):
            if path.suffix in {".exe", ".dll", ".pyd"} and not path.name.startswith(NOT_IN_WINE):
                archive.write(path, path.name)
        archive.writestr(f"{TAG}.zip", library.getvalue())
        archive.writestr(f"{TAG}._pth", f"{TAG}.zip\n.\n\n# Uncomment to run site.main() automatically\n#import site\n")
    return target


def compiling(folder: Path) -> Path:
    """A ``python3.12`` in a folder: that of Windows."""
    script = folder / "python3.12"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{python.__file__}" --base "$@"\n')
    script.chmod(0o755)
    return script
