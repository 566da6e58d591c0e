"""The one list of headings: every wording means one field, however it is written."""

import tomllib
from pathlib import Path

import pytest

import xl_addin.tables
from xl_addin.tables.headings import field_named, plain, recognise, table_fields

TABLES = sorted(tomllib.loads((Path(xl_addin.tables.__path__[0]) / "headings.toml").read_text(encoding="utf-8")))
READ = ["posteringer", "ordninger", "ordninger+opfoelgning", "indlaeggelser"]
"""The tables that the functions read."""


@pytest.mark.parametrize("table", [*TABLES, "ordninger+opfoelgning"])
def test_no_wording_means_two_fields(table: str) -> None:
    fields = table_fields(table)
    sure = [plain(heading) for one in fields for heading in one.headings]
    every = [plain(wording) for one in fields for wording in one.wordings]
    assert len(set(sure)) == len(sure)
    assert len(set(every)) == len(every)


@pytest.mark.parametrize("table", TABLES)
def test_every_field_is_named_by_its_own_title_and_in_both_languages(table: str) -> None:
    for one in table_fields(table):
        assert one.foreign or field_named(table, one.title) == one
        assert len(one.headings) > 1
        assert one.asks


@pytest.mark.parametrize(
    "written",
    ["Timer respiration", "TIMER RESPIRATION", " Timer  respiration: ", "Timer\nrespiration", "Timer\u00a0respiration",
     "Timer i døgnet: respiration", "Timer i døgnet (respiration)", "Respiratory hours"],
)  # fmt: skip
def test_a_heading_is_known_however_it_is_written(written: str) -> None:
    found = field_named("ordninger", written)
    assert found is not None
    assert found.key == "resp"


@pytest.mark.parametrize("foreign", ["Bogføringsdato", "Dato", "Konto", "Tekst", "", None, 7.0, True, "#REF!"])
def test_what_only_probably_names_a_field_is_left_alone(foreign: object) -> None:
    assert field_named("posteringer", foreign) is None


def test_what_is_missing_and_what_stands_twice_is_told() -> None:
    found = recognise("posteringer", ["Beløb", "Til", "Ordning", "Beløb (kr.)", "Dato", "Art"])
    assert [one.key for one in found.missing] == ["fra", "betalt_af"]
    assert [one.key for one in found.twice] == ["beloeb"]
    assert found.column == {"til": 1, "ordning": 2, "art": 5}


def test_a_heading_that_is_needed_is_told_as_such() -> None:
    needed = {table: [one.title for one in table_fields(table) if one.needed] for table in READ}
    assert needed["posteringer"] == ["Ordning", "Fra", "Art", "Beløb", "Betalt af"]
    assert needed["ordninger"] == needed["ordninger+opfoelgning"] == [
        "Sagsnr.", "Kommune", "Paragraf", "Timer respiration", "Timer servicelov", "Samme hjælpere", "Udskrevet",
    ]  # fmt: skip


def written(table: str) -> list[str]:
    """A table's fields as ``headings.txt`` shows them."""
    lines = []
    for one in table_fields(table):
        role = ", needed" if one.needed else ", adopt" if one.foreign else ""
        lines.append(f"{table}.{one.key}: {one.title} ({one.kind}{role}), {one.asks}")
        lines.append(f"    {'; '.join(one.headings)} | {'; '.join(one.likely)}".rstrip())
    return lines


def test_every_heading_that_a_workbook_in_use_may_have_is_still_known() -> None:
    """A contract as ``contract.txt`` is: a heading is added there, and never taken away."""
    known = Path(__file__).with_name("headings.txt").read_text(encoding="utf-8").splitlines()
    assert [line for table in TABLES for line in written(table)] == [
        line for line in known if line[:1] not in ("", "#")
    ]
