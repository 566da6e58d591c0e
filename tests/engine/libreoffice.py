"""Workbooks computed by LibreOffice with Danish settings, to compare with."""

import shutil
import subprocess
from pathlib import Path

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale"><value>da-DK</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Syntax">
<prop oor:name="StringConversion"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode"><value>0</value></prop></item>
</oor:items>
"""


def compute(workbook: Path, folder: Path) -> Path:
    """The workbook as LibreOffice computes and saves it: text becomes numbers by the Danish locale."""
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice is needed to prove the engine's functions (apt-get install libreoffice-calc)"
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
    out = folder / "computed"
    command = [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(out), str(workbook)], check=True, capture_output=True, timeout=180)
    return out / workbook.name
