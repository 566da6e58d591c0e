"""A folder with everything that `fho invoice` needs, filled in."""

import csv
from pathlib import Path

import pytest

from tests.invoices.claims import REGION
from xl_addin.invoices.parties import COLUMNS
from xl_addin.invoices.templates_out import write_templates


def fill_in(register: Path) -> None:
    """Give every party of a register what it lacks; none of it exists."""
    rows = list(csv.DictReader(register.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    made_up = {field: getattr(REGION, field) for field in COLUMNS.values()} | {"reference": "REF 1"}
    for row in rows:
        row.update({heading: row[heading] or made_up[field] for heading, field in COLUMNS.items() if heading != "kode"})
    with register.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """The folder: set-up, register and descriptions of a journal."""
    write_templates(tmp_path)
    fill_in(tmp_path / "parter.csv")
    return tmp_path
