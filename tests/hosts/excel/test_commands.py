"""The commands for Excel on a machine that is no Windows: one clear line, exit status 2, nothing written."""

import argparse
import sys
from pathlib import Path
from typing import Any

import pytest

from xl_addin.cli import doctor, kit
from xl_addin.cli.install import excel_options
from xl_addin.cli.main import main
from xl_addin.cli.shared import CommandParser
from xl_addin.hosts.excel.installing import run_install, run_uninstall


def parsed(arguments: list[str]) -> argparse.Namespace:
    parser = CommandParser()
    subparsers = parser.add_subparsers()
    for command in (doctor, kit):
        command.add_parser(subparsers)
    install = subparsers.add_parser("install")
    excel_options(install)
    install.set_defaults(run=run_install)
    return parser.parse_args(arguments)


@pytest.mark.parametrize("command", ["doctor", "install"])
def test_only_windows_has_excel(command: str, capsys: Any) -> None:
    arguments = parsed([command])
    assert arguments.run(arguments) == 2
    assert "this is not Windows" in capsys.readouterr().err


def test_uninstalling_needs_windows_too(capsys: Any) -> None:
    assert run_uninstall() == 2
    assert "fho uninstall excel: this is not Windows" in capsys.readouterr().err


@pytest.mark.parametrize("version", ["3.10", "2.7", "4.0", "latest", "3.12.1"])
def test_a_kit_is_for_a_python_that_the_functions_run_on(version: str, tmp_path: Path, capsys: Any) -> None:
    arguments = parsed(["kit", str(tmp_path / "kit.zip"), "--python-version", version])
    assert arguments.run(arguments) == 2
    assert version in capsys.readouterr().err


def test_a_kit_is_not_written_over_without_force(tmp_path: Path, capsys: Any) -> None:
    target = tmp_path / "kit.zip"
    target.write_bytes(b"mine")
    arguments = parsed(["kit", str(target)])
    assert arguments.run(arguments) == 2
    assert "--force" in capsys.readouterr().err
    assert target.read_bytes() == b"mine"


def test_a_missing_installer_is_told_before_anything_is_fetched(tmp_path: Path, capsys: Any) -> None:
    arguments = parsed(["kit", str(tmp_path / "kit.zip"), "--python-installer", str(tmp_path / "none.exe")])
    assert arguments.run(arguments) == 2
    assert "none.exe" in capsys.readouterr().err


def test_the_extra_that_is_needed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setitem(sys.modules, "packaging.requirements", None)
    for module in ("cli.kit", "hosts.excel.kit.kit_files", "hosts.excel.kit.wheels"):
        monkeypatch.delitem(sys.modules, f"xl_addin.{module}", raising=False)
    assert main(["kit", str(tmp_path / "kit.zip")]) == 2
    assert "'.[build]'" in capsys.readouterr().err
