"""What a command needs before it can begin: its own parser, and nothing that only others need."""

import re
import subprocess
import sys

import pytest

from xl_addin.cli.main import COMMANDS, main

ENGLISH = {"install", "uninstall", "doctor", "kit", "serve", "build"}
"""The commands of developers and operations."""


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_is_found_by_its_name(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(f"{'usage' if command in ENGLISH else 'brug'}: fho {command} ")


@pytest.mark.parametrize("command", ["", *sorted(COMMANDS.keys() - ENGLISH)])
@pytest.mark.parametrize(
    "wrong",
    ["--help", "--ukendt", "--today", "--today 31-12-2016", "--aar to", "--engine x", "--kun-nye --igen", "--force=1"],
)
def test_finance_staff_read_no_english_of_the_parser(
    command: str, wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([*([command] if command else []), *wrong.split(), *([] if command == "explain" else ["a", "b", "c"])])
    shown = "".join(capsys.readouterr())
    assert shown.startswith("brug: fho")
    assert not re.search(
        r"\b(usage|options|arguments?|error|invalid|choose|expected|required|show this|exit|must|the)\b", shown
    )


def test_help_names_every_command_and_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    shown = capsys.readouterr().out
    assert re.findall(r"^    (\S+)(?:  |$)", shown, re.MULTILINE) == list(COMMANDS)


def imported(*arguments: str) -> set[str]:
    code = "import sys; from xl_addin.cli.main import main; main(sys.argv[1:]); print('', *sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, encoding="utf-8", check=True)
    return set(done.stdout.splitlines())


def test_one_row_is_explained_without_the_whole_tables() -> None:
    found = imported("explain", "FHO_FORDEL", "310000", "løn", "01-03-2016", "31-03-2016", "11-03-2016")
    assert "xl_addin.functions.how_much" in found
    assert found.isdisjoint(
        {"xl_addin.functions.whole_tables", "xl_addin.tables.case_book", "xl_addin.tables.settled_ledger"}
    )
    assert found.isdisjoint({"xl_addin.cli.install", "zipfile", "importlib.resources"})


def test_computing_a_workbook_loads_nothing_that_builds_one() -> None:
    found = imported("calc", "ingen-mappe.xlsx")
    assert "xl_addin.engine.compute" in found
    assert found.isdisjoint({"openpyxl", "xl_addin.books.regional"})
