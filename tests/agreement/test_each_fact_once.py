"""Each fact stands once: with other parameters in the data, the old values are in no text that a user can see."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import xl_addin

PACKAGE = Path(xl_addin.__file__).parent

CHANGED = {
    "region_key": ('"0.67"', '"0.59"'),
    "deadline_days": ("28", "35"),
    "review_days": ("28", "49"),
    "hours_cap": ("24", "20"),
    "valid_from": ("2015-08-31", "2015-09-14"),
}
"""Parameters of the agreement: what stands in its data file, and what the test puts there."""

CHANGED_ELSEWHERE = (
    ("midtjylland.toml", "[agreed]\nvalue = 2016-10-25", "[agreed]\nvalue = 2016-11-08"),
    ("midtjylland.toml", '"Viborg",\n  "Aarhus",', '"Aarhus",'),
    ("sections.toml", 'key = "deadlines"\nsections = ["83"]', 'key = "deadlines"\nsections = ["85"]'),
    ("sections.toml", '"95 stk. 3", "96"]', '"95 stk. 3"]'),
    ("sections.toml", '"not abroad"\nsections = ["95", "95 stk. 2", "95 stk. 3"]', '"not abroad"\nsections = ["97"]'),
)  # fmt: skip
"""What else: the day it was made, a municipality less, who has deadlines before the start, which help is a
grant, which may not be brought along abroad."""

OLD = re.compile(
    r"0,67|67 ?%|67/33|0,33|33 ?%|\b28 dage|\b4 uger|\b4-ugers|\b24\b(?!\. august)|31-08-2015|2015-08-31"
    r"|31\. august 2015|95 og 96|95 eller § 96|giver § 95 ikke ret|under § 95\b"
    r"|§ 83 med regionen|\bde 19 skrives|2016-10-25"
)

DUMP = """
import json
from xl_addin.agreement.data import read_toml
from xl_addin.agreement.wording import filled
from xl_addin.check.finding import kinds
from xl_addin.functions.catalogue import by_name, catalogue
from xl_addin.rules.sources import EXPLAINED

texts = [text for one in catalogue() for text in (one.help, *(argument.help for argument in one.arguments))]
call = {name: function.call for name, function in by_name().items()}
texts += [call["FHO_KILDE"](name) for name in EXPLAINED]
postings = [
    (1000, "indlæggelse", "2016-05-01", "2016-07-30", "2016-01-01"),
    (1000, "løn", "2015-08-01", "2015-08-30", "2015-01-01"),
    (1000, "løn", "2016-03-01", "2016-03-31", "2016-03-11"),
    (1000.005, "løn", "2016-03-01", "2018-03-31", "2018-04-11"),
    ("x", "y", "z", "v", "w", "u", "t", "s", "r", "q"),
]
texts += [call["FHO_KONTROL"](*posting) for posting in postings]
for section in ("83", "97", "ÆL", "BL 90", "118; 97"):
    texts += [call["FHO_BEGRUNDELSE"](24, section, 12, "ja"), call["FHO_BEGRUNDELSE"](0, section, 12, "ja")]
arrangements = [
    ["Sagsnr.", "Kommune", "Paragraf", "Timer respiration", "Timer servicelov", "Samme hjælpere", "Udskrevet",
     "Arbejdsgiver", "Oplært respiration", "Oplært servicelov"],
    ["S1", "Viborg", "83", 20, 4, "ja", "2016-01-01", "region", "2016-05-01", "2016-05-01"],
    ["S2", "Viborg", "96", 20, 30, "ja", "2016-01-01", "region", "", ""],
]
answers = call["FHO_ORDNINGER"](arrangements, None, "2017-01-01")
texts += [cell for row in answers for cell in row if isinstance(cell, str)]
texts += [text for kind in kinds().values() for text in (kind.title, kind.why, kind.source)]
texts += [filled(text) for section in ("note", "look") for text in read_toml("sources.toml")[section].values()]
print(json.dumps(texts))
"""

DUMP_OF_BOOKS = """
import json, re
from openpyxl.worksheet.formula import ArrayFormula
from xl_addin.books import new_arrangement, shipped

texts = []
for workbook in (shipped.empty(), shipped.municipality_book("Aarhus", 50, 20), new_arrangement.build()):
    for sheet in workbook:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            value = cell.value.text if isinstance(cell.value, ArrayFormula) else cell.value
            if isinstance(value, str):
                texts += re.findall('"([^"]*)"', value) if value.startswith("=") else [value]
            elif hasattr(value, "isoformat"):
                texts.append(value.isoformat())
        for rule in sheet.data_validations.dataValidation:
            texts += [text for text in (rule.promptTitle, rule.prompt, rule.error) if text]
print(json.dumps(texts))
"""
"""The texts of the sheets, in cells, in formulas, and beside a cell that is selected. The regional workbook is the
empty one: what is typed in the other is invented data, whose dates and texts are no parameters."""

KNOWINGLY = re.compile(r"^FHO_(STATUS|TIMER)\(24;|^Skriv timer i døgnet, fra 0 til 24\.$")
"""Numbers alike that are no parameters: the hours that an example on Eksempler asks about, the hours of a day."""


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of the package with other parameters."""
    copy = tmp_path_factory.mktemp("changed") / "xl_addin"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("midtjylland.toml", "bekendtgoerelsen.toml"):
        path = copy / "agreement" / name
        data = path.read_text(encoding="utf-8")
        for parameter, (old, new) in CHANGED.items():
            data = data.replace(f"[version.{parameter}]\nvalue = {old}", f"[version.{parameter}]\nvalue = {new}")
        path.write_text(data, encoding="utf-8")
    for name, old, new in CHANGED_ELSEWHERE:
        path = copy / "agreement" / name
        data = path.read_text(encoding="utf-8")
        assert data.count(old) == 1
        path.write_text(data.replace(old, new), encoding="utf-8")
    return copy.parent


def _told(script: str, folder: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, env={"PYTHONPATH": str(folder), "PYTHONUTF8": "1"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: list[str] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def texts(changed: Path) -> list[str]:
    """Every text of the functions and of the checker, where the parameters are others."""
    return _told(DUMP, changed)


@pytest.fixture(scope="module")
def on_sheets(changed: Path) -> list[str]:
    """Every text of the workbooks that are built, where the parameters are others."""
    return _told(DUMP_OF_BOOKS, changed)


def test_no_text_holds_an_old_value(texts: list[str]) -> None:
    assert [text for text in texts if OLD.search(text)] == []


@pytest.mark.parametrize(
    "new", ["0,59", "59/41", "0,41", "5 uger (35 dage)", "7 uger (49 dage)", "20.", "14-09-2015", "giver § 97 ikke ret"]
)
def test_the_new_values_are_told(texts: list[str], new: str) -> None:
    assert any(new in text for text in texts)


def test_no_text_is_longer_than_a_cell_can_show(texts: list[str]) -> None:
    assert [text for text in texts if len(text) > 255] == []


def test_no_sheet_holds_an_old_value(on_sheets: list[str]) -> None:
    assert [text for text in on_sheets if OLD.search(text) and not KNOWINGLY.search(text)] == []


@pytest.mark.parametrize(
    "new",
    [
        "regionen 59 %, kommunen 41 %", "Tom: 59 %", "senest 5 uger (35 dage)", "Efter 7 uger (49 dage)",
        "(højst 20)", "alle 20 timer", "2016-11-08", "(§ 95)", "§ 85 med regionen",
    ],
)  # fmt: skip
def test_the_sheets_tell_the_new_values(on_sheets: list[str], new: str) -> None:
    assert any(new in text for text in on_sheets)
