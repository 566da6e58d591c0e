"""``fho install libreoffice`` and ``fho uninstall libreoffice``, in a place of the test's own."""

import subprocess
import sys
from pathlib import Path

import pytest

from xl_addin.cli.main import main
from xl_addin.hosts.libreoffice import extension_install as installing
from xl_addin.hosts.libreoffice import program
from xl_addin.hosts.libreoffice.spelling import EXTENSION


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """LibreOffice reads where its profile and the extensions of all users are from the environment."""
    (tmp_path / "shared").mkdir()
    monkeypatch.setenv("UserInstallation", (tmp_path / "profile").as_uri())
    monkeypatch.setenv("UNO_SHARED_PACKAGES", (tmp_path / "shared").as_uri())
    return tmp_path


def installed() -> bool:
    shared = ["--shared"] if installing._is_for_all_users() else []
    listed = subprocess.run([program.find().unopkg, "list", *shared], capture_output=True, text=True, check=True)
    return EXTENSION in listed.stdout


def test_install_and_uninstall(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert not installed()
    assert main(["uninstall", "libreoffice"]) == 0
    assert "not installed" in capsys.readouterr().out
    assert main(["install", "libreoffice"]) == 0
    assert "Installed the cell functions" in capsys.readouterr().out
    assert installed()
    assert main(["install", "libreoffice"]) == 0  # over an older one
    assert installed()
    assert main(["uninstall", "libreoffice"]) == 0
    assert "Removed the cell functions" in capsys.readouterr().out
    assert not installed()
    assert elsewhere.joinpath("shared").exists()


def test_without_numpy_nothing_is_installed(
    elsewhere: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: program.Program) -> None:
        raise program.NoLibreOffice("LibreOffice's Python cannot run the functions")

    monkeypatch.setattr(installing, "require_numpy", refuse)
    assert main(["install", "libreoffice"]) == 2
    assert capsys.readouterr().err == "fho install libreoffice: LibreOffice's Python cannot run the functions\n"
    assert not installed()


def test_a_refusal_is_one_line(
    elsewhere: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installing.extension, "build", lambda target: target.write_bytes(b"no extension"))
    assert main(["install", "libreoffice"]) == 2
    error = capsys.readouterr().err
    assert error.startswith("fho install libreoffice: ")
    assert error.count("\n") == 1


def test_a_program_that_is_not_known() -> None:
    command = [sys.executable, "-m", "xl_addin.cli.main", "install", "lotus"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2
    assert "lotus" in done.stderr
