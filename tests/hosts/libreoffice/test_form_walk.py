"""A caseworker fills in the form for one citizen after the other in LibreOffice, and reads what follows."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.books.test_new_arrangement import CITIZENS, serial
from tests.hosts.libreoffice.workbook import WORKBOOKS
from xl_addin.books.new_arrangement.questions import name
from xl_addin.cells.errors import ERRORS
from xl_addin.hosts.libreoffice.session import Session

FORM = "ny-ordning.xlsx"
NAMES = openpyxl.load_workbook(WORKBOOKS / FORM).defined_names


def cell_of(key: str) -> str:
    """Where a question's answer, or what follows, stands on the form."""
    return str(NAMES[name(key)].attr_text).partition("!")[2].replace("$", "")


def typed(answer: Any) -> Any:
    """An answer as it is put into a cell; nothing clears it."""
    if isinstance(answer, date):
        return serial(answer)
    return "" if answer is None else answer


def read(office: Session, key: str) -> Any:
    return office.call("cells", address=cell_of(key), sheet="Skema")[0][0]


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(WORKBOOKS / FORM, tmp_path_factory.mktemp("form") / FORM))


OTHER_SECTIONS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    (
        {"paragraf": section, "arbejdsgiver": employer, "resp": 16, "sel": 5, "overlap": None},
        {"status": status, "betaler": payer, "timer": 21},
    )
    for section, employer, status, payer in (
        ("83/44", "kommune", "Fælles ordning", "Kommunen"),
        ("85", "region", "Fælles ordning", "Regionen"),
        ("95", "borger", "Fælles ordning", "Kommunen"),
        ("95 stk. 3", "nærtstående", "Fælles ordning", "Kommunen"),
        ("42", "region", "Frivillig aftale", ""),  # lost earnings: no authority employs, so none pays first
        ("84 stk. 1", "kommune", "Frivillig aftale", "Kommunen"),
        ("97", "kommune", "Frivillig aftale", "Kommunen"),
    )
]


@pytest.mark.parametrize(("answers", "expected"), [*CITIZENS, *OTHER_SECTIONS])
def test_what_follows_stands_on_the_sheet(
    answers: dict[str, Any], expected: dict[str, Any], office: Session, form: Path
) -> None:
    office.call("open_workbook", path=str(form))
    office.call("put", cells={cell_of(key): typed(answer) for key, answer in answers.items()}, sheet="Skema")
    assert {key: read(office, key) for key in expected} == expected
    found = office.call("values", timeout=120)
    wrong = {
        (sheet, address): value
        for sheet, cells in found.items()
        for address, value in cells.items()
        if isinstance(value, str) and value in ERRORS
    }
    assert not wrong
