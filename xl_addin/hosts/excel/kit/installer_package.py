"""The MSI (``fho kit --msi``), for those who distribute software by it: files and registry, and nothing that runs.

Made by ``wixl`` of GNOME's msitools, which Debian and Ubuntu have as a package; needs no Windows.
"""

import shutil
import subprocess
import tempfile
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.sax.saxutils import quoteattr

from xl_addin import __version__
from xl_addin.files import write_whole
from xl_addin.hosts.excel.kit.bill_of_materials import SBOM
from xl_addin.hosts.excel.kit.laid_out import compiler, lay_out
from xl_addin.hosts.excel.machine import Problem
from xl_addin.hosts.excel.packing import filled

WIXL: Final = "wixl"


def check_tools(version: str) -> None:
    """Raise Problem where what makes an MSI for a version of Python is not on this machine."""
    if shutil.which(WIXL) is None:
        raise Problem(f"{WIXL} is missing, which makes the MSI", f"run: apt-get install {WIXL} (Debian, Ubuntu)")
    compiler(version)


def build_msi(kit: Path, python: Path, version: str, target: Path) -> None:
    """Write the MSI of a kit (a zip) with an embeddable Python of a version; Problem where it cannot be made."""
    check_tools(version)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        with zipfile.ZipFile(kit) as archive:
            archive.extractall(folder / "kit")
        laid = folder / "FHO"
        lay_out(folder / "kit" / f"FHO-{__version__}", python, version, laid)
        source, made = folder / "fho.wxs", folder / "fho.msi"
        source.write_text(described(laid), encoding="utf-8")
        done = subprocess.run([WIXL, "--arch", "x64", "--output", made, source], capture_output=True, text=True)
        if done.returncode != 0:
            raise Problem(f"{WIXL} could not make the MSI ({done.stderr.strip()})", "try a newer msitools")
        write_whole(target, made.read_bytes())


def described(laid: Path) -> str:
    """What ``wixl`` is told: every file, a component for each folder. What differs in any file is another product."""
    product = uuid.uuid5(uuid.NAMESPACE_OID, (laid / SBOM).read_text(encoding="utf-8"))
    folders = sorted({path.parent for path in laid.rglob("*") if path.is_file()})
    values = {
        "version": __version__,
        "active": __version__.replace(".", ","),
        "product": str(product).upper(),
        "files": "\n".join(_folder(laid, laid, product)),
        "references": "\n".join(f'<ComponentRef Id="{_id("c", laid, folder)}" />' for folder in folders),
    }
    return filled("kit/fho.wxs.in", values)


def _folder(laid: Path, folder: Path, product: uuid.UUID) -> Iterator[str]:
    inside = sorted(folder.iterdir())
    those = [one for one in inside if one.is_file()]
    name = "FHO" if folder == laid else _id("d", laid, folder)
    yield f'<Directory Id="{name}" Name={quoteattr(folder.name)}>'
    if those:
        guid = uuid.uuid5(product, folder.relative_to(laid).as_posix())
        yield f'<Component Id="{_id("c", laid, folder)}" Guid="{str(guid).upper()}" Win64="yes">'
        for path in those:
            key = ' KeyPath="yes"' if path == those[0] else ""
            yield f'<File Id="{_id("f", laid, path)}" Source={quoteattr(str(path.relative_to(laid.parent)))}{key} />'
        yield "</Component>"
    for one in inside:
        if one.is_dir():
            yield from _folder(laid, one, product)
    yield "</Directory>"


def _id(kind: str, laid: Path, path: Path) -> str:
    return kind + uuid.uuid5(uuid.NAMESPACE_OID, path.relative_to(laid).as_posix()).hex
