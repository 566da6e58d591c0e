"""The shipped workbooks for the tests: as they are, and without their saved values."""

import re
import zipfile
from pathlib import Path

WORKBOOKS = Path(__file__).parents[3] / "workbooks"
NAMES = ("regionsregnskab.xlsx", "ny-ordning.xlsx")

_FORMULA_CELL = re.compile(rb"(<c [^>]*?)( t=\"\w+\")?([^>]*>)(<f\b.*?(?:</f>|/>))<v>.*?</v>", re.DOTALL)


def without_values(source: Path, target: Path) -> Path:
    """Copy a workbook without what its formulas gave when it was saved: a comparison must be able to fail."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = _FORMULA_CELL.sub(rb"\1\3\4", content)
            new.writestr(name, content)
    return target
