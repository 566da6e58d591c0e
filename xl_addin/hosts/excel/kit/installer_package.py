"""The kit as an MSI (``fho kit --msi``), for those who distribute software by it: the kit's files, and its own script.

Made by ``wixl`` of GNOME's msitools, which Debian and Ubuntu have as a package; needs no Windows.
"""

import shutil
import subprocess
import tempfile
import uuid
import zipfile
from collections.abc import Iterator
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Final
from xml.sax.saxutils import quoteattr

from xl_addin import __version__
from xl_addin.files import write_whole
from xl_addin.hosts.excel.machine import Problem

WIXL: Final = "wixl"


def check_tool() -> None:
    """Raise Problem where the tool that makes an MSI is not on this machine."""
    if shutil.which(WIXL) is None:
        raise Problem(f"{WIXL} is missing, which makes the MSI", f"run: apt-get install {WIXL} (Debian, Ubuntu)")


def build_msi(kit: Path, target: Path, python: str) -> None:
    """Write the MSI of a kit (a zip) for PCs with a version of Python; Problem where it cannot be made."""
    check_tool()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        with zipfile.ZipFile(kit) as archive:
            archive.extractall(folder)
        source, made = folder / "fho.wxs", folder / "fho.msi"
        source.write_text(described(folder / f"FHO-{__version__}", python), encoding="utf-8")
        done = subprocess.run([WIXL, "--arch", "x64", "--output", made, source], capture_output=True, text=True)
        if done.returncode != 0:
            raise Problem(f"{WIXL} could not make the MSI ({done.stderr.strip()})", "try a newer msitools")
        write_whole(target, made.read_bytes())


def described(kit: Path, python: str) -> str:
    """What ``wixl`` is told: every file of the unpacked kit, and what is run with them."""
    paths = sorted((path for path in kit.rglob("*") if path.is_file()), key=lambda path: (path.parent, path.name))
    sums = kit.joinpath("SHA256SUMS.txt").read_text(encoding="utf-8")
    text = files("xl_addin.hosts.excel.kit").joinpath("fho.wxs.in").read_text(encoding="utf-8")
    values = {
        "version": __version__,
        "python": python,
        "product": str(uuid.uuid5(uuid.NAMESPACE_OID, sums)).upper(),
        "files": "\n".join(_laid(kit, paths)),
        "references": "\n".join(f'      <ComponentRef Id="c{number}" />' for number in range(len(paths))),
    }
    for mark, value in values.items():
        text = text.replace("{{" + mark + "}}", value)
    return text


def _laid(kit: Path, paths: list[Path]) -> Iterator[str]:
    numbers = {path: number for number, path in enumerate(paths)}
    for place, (folder, those) in enumerate(groupby(paths, key=lambda path: path.parent)):
        if folder != kit:
            yield f'<Directory Id="d{place}" Name={quoteattr(folder.name)}>'
        for path in those:
            number, source = numbers[path], quoteattr(str(path.relative_to(kit.parent)))
            file = f'<File Id="f{number}" Source={source} KeyPath="yes" />'
            yield f'<Component Id="c{number}" Guid="*" Win64="yes">{file}</Component>'
        if folder != kit:
            yield "</Directory>"
