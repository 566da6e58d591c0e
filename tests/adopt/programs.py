"""Other programs that make workbooks."""

import shutil
import subprocess
from pathlib import Path


def libreoffice(source: Path, out: Path, infilter: str = "") -> None:
    """A file opened by LibreOffice and saved as a workbook."""
    converted(source, out, "xlsx:Calc MS Excel 2007 XML", infilter)


def converted(source: Path, out: Path, to: str, infilter: str = "") -> None:
    """A file opened by LibreOffice and saved in another format, with a profile of its own."""
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice is needed to make workbooks as users do (apt-get install libreoffice-calc)"
    folder = out.parent / "konverteret"
    command = [soffice, f"-env:UserInstallation={(out.parent / 'profil').as_uri()}", "--headless"]
    command += [f"--infilter={infilter}"] if infilter else []
    command += ["--convert-to", to, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    shutil.move(folder / f"{source.stem}.{to.partition(':')[0]}", out)
