"""Files are the same on every build, and a changed part is found."""

import pytest
from openpyxl.workbook import Workbook

from tests.books.conftest import ROOM, small_ledger
from xl_addin.books import new_arrangement, regional
from xl_addin.books.bookfile import differing, packed, parts, written


@pytest.fixture
def file() -> bytes:
    return written(new_arrangement.build())


def test_two_builds_give_the_same_bytes(file: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    assert written(new_arrangement.build()) == file
    assert written(regional.build(small_ledger(), ROOM)) == written(regional.build(small_ledger(), ROOM))


def test_a_changed_part_is_named(file: bytes) -> None:
    workbook: Workbook = new_arrangement.build()
    workbook["Skema"]["C7"].value = "Skive"
    assert differing(file, written(workbook)) == ["xl/worksheets/sheet1.xml"]


def test_a_missing_and_an_added_part_are_named(file: bytes) -> None:
    found = parts(file)
    other = {name: content for name, content in found.items() if name != "xl/styles.xml"} | {"xl/extra.bin": b"x"}
    assert differing(file, packed(other)) == ["xl/styles.xml", "xl/extra.bin"]


def test_how_the_xml_is_spelled_does_not_count(file: bytes) -> None:
    found = parts(file)
    found["xl/workbook.xml"] = found["xl/workbook.xml"].replace(b" />", b"/>")
    assert differing(file, packed(found)) == []


def test_a_part_that_is_no_xml_is_compared_by_its_bytes(file: bytes) -> None:
    one, other = parts(file) | {"xl/picture.bin": b"\x00"}, parts(file) | {"xl/picture.bin": b"\x01"}
    assert differing(packed(one), packed(other)) == ["xl/picture.bin"]
