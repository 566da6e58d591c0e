"""``fho explain`` and ``fho functions``, as someone at a shell uses them."""

import pytest

from xl_addin.cli.main import main
from xl_addin.functions.catalogue import catalogue


def test_explain_shows_the_result_and_its_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "fho_fordel", "310000", "fælles", "01-03-2016", "31-03-2016", "11-03-2016"]) == 0
    shown = capsys.readouterr().out
    assert "region: 140.700,00" in shown
    assert "kode: DELVIS" in shown
    assert "Kilde: Aftalen, Principper for fordelingsnøglen" in shown


@pytest.mark.parametrize(
    ("call", "result"),
    [
        (["FHO_STARTDATO", "01-01-2016"], "startdato: 29-01-2016"),
        (["FHO_OMFATTET", "24", "§ 96", "12", "ja"], "omfattet: SAND"),
        (["FHO_REGIONSANDEL", "-1.234,50"], "region: -827,12"),
        (["FHO_VERSION"], "version: FHO "),
    ],
)
def test_results_are_shown_the_danish_way(call: list[str], result: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", *call]) == 0
    assert result in capsys.readouterr().out


def test_an_error_is_exit_status_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "FHO_FORDEL", "abc", "løn", ""]) == 1
    shown = capsys.readouterr().out
    assert "region: #N/A" in shown
    assert "startdato mangler" in shown


@pytest.mark.parametrize("call", [["FHO_ATLANTIS"], ["FHO_NOEGLE"], ["FHO_VERSION", "1"]])
def test_what_cannot_be_called_is_exit_status_2(call: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", *call]) == 2
    assert capsys.readouterr().err.startswith("fho explain: ")


def test_functions_lists_every_function_and_shows_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["functions"]) == 0
    listed = capsys.readouterr().out
    assert all(function.syntax in listed for function in catalogue())
    assert main(["functions", "fho_ferie"]) == 0
    assert "Resultat: region, kommune, borger" in capsys.readouterr().out
    assert main(["functions", "FHO_ATLANTIS"]) == 2
