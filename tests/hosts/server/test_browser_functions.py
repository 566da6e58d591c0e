"""The add-in's JavaScript in Chromium: real Office.js, real server, a stand-in only for Excel itself."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.hosts.server.browser import Browser
from tests.hosts.server.network import ANSWERS, Network
from tests.hosts.server.running import Server, uvicorn
from tests.hosts.server.tokens import STRANGER, token
from xl_addin.functions.catalogue import catalogue

RIGHT = {"succeeded": True, "value": [[1.01]], "errorCode": None}
VALUE_ERROR = 7
"""How Office.js tells Excel that a function failed with #VALUE!."""

BANNER = "#trouble"


@pytest.fixture
def network(server: Server) -> Iterator[Network]:
    between = Network(server.port)
    yield between
    between.close()


def test_the_functions_register_under_their_names_and_nobody_outside_is_asked(browser: Browser, server: Server) -> None:
    browser.requested()
    browser.complaints()
    browser.open(server.url)
    names = browser.run("return Object.keys(CustomFunctions._association.mappings)")
    assert set(names) == {function.name for function in catalogue()}
    outside = {url for url in browser.requested() if not url.startswith((server.url, "data:", "chrome"))}
    assert not outside
    assert not browser.complaints()


def test_a_call_goes_to_the_server_and_back(browser: Browser, server: Server) -> None:
    browser.open(server.url)
    assert browser.invoke("FHO_REGIONSANDEL", [[1.5]]) == RIGHT


def test_errors_dates_and_left_out_arguments(browser: Browser, server: Server) -> None:
    browser.open(server.url)
    missing = {"type": "Error", "errorType": "NotAvailable", "basicType": "Error", "basicValue": "#N/A"}
    answer = browser.invoke("FHO_FORDEL", [[100], [missing], ["1.5"]], [["løn"]], [[42430]], None, [[42430]])
    assert answer["succeeded"]
    error = {"type": "Error"}
    assert answer["value"] == [
        [67, 33, 0, 0, "NØGLE"],
        [error | {"errorType": "NotAvailable"}] * 5,
        [error | {"errorType": "Value"}] * 5,
    ]
    date = browser.invoke("FHO_STARTDATO", [[42370]], [[42389]])
    assert date["value"] == [[{"type": "FormattedNumber", "basicValue": 42389, "numberFormat": "dd-mm-yyyy"}]]
    assert browser.invoke("FHO_STARTDATO", date["value"], date["value"])["value"] == date["value"]


def test_a_whole_column(browser: Browser, server: Server) -> None:
    browser.open(server.url)
    answer = browser.invoke("FHO_REGIONSANDEL", [[number] for number in range(20_000)])
    assert answer["value"] == [[67 * number / 100] for number in range(20_000)]


def test_a_thousand_cells_at_once(browser: Browser, server: Server) -> None:
    browser.open(server.url)
    answers = browser.run_async(
        "return await Promise.all(Array.from({length: 1000}, (_, n) => excelHost.invoke('FHO_REGIONSANDEL', [[[n]]])))"
    )
    assert [one["value"] for one in answers] == [[[67 * number / 100]] for number in range(1000)]


def test_a_workbook_that_counts_from_1904_is_refused(browser: Browser, server: Server) -> None:
    browser.open(server.url)
    browser.run("excelHost.workbook.from1904 = true")
    answer = browser.invoke("FHO_STARTDATO", [[42370]])
    assert (answer["succeeded"], answer["errorCode"]) == (False, VALUE_ERROR)
    assert "1904-datosystemet" in answer["value"]
    browser.run("excelHost.workbook.from1904 = false")
    assert browser.invoke("FHO_REGIONSANDEL", [[1.5]]) == RIGHT


@pytest.mark.parametrize("fault", [*ANSWERS, "reset", "hang"])
def test_a_network_that_fails_once_is_tried_again(browser: Browser, network: Network, fault: str) -> None:
    browser.open(network.url)
    browser.run("config.requestTimeout = 1")
    network.faults = [fault]
    assert browser.invoke("FHO_REGIONSANDEL", [[1.5]]) == RIGHT
    assert network.calls == 2
    assert browser.run(f"return document.querySelector('{BANNER}').hidden")


@pytest.mark.parametrize("fault", [*ANSWERS, "reset"])
def test_a_network_that_goes_on_failing_is_an_error_never_a_number(
    browser: Browser, network: Network, fault: str
) -> None:
    browser.open(network.url)
    network.faults = [fault] * 3
    answer = browser.invoke("FHO_REGIONSANDEL", [[1.5]])
    assert (answer["succeeded"], answer["errorCode"]) == (False, VALUE_ERROR)
    assert "Prøv igen" in answer["value"] or "prøv igen" in answer["value"]
    assert network.calls == 3
    assert "prøv igen" in browser.text(BANNER).lower()


def test_a_slow_network_gives_the_right_result(browser: Browser, network: Network) -> None:
    browser.open(network.url)
    network.faults = ["slow"]
    assert browser.invoke("FHO_REGIONSANDEL", [[1.5]]) == RIGHT
    assert network.calls == 1


def test_what_the_server_refuses_is_said_at_the_cell_and_not_tried_again(browser: Browser, network: Network) -> None:
    browser.open(network.url)
    answer = browser.invoke("FHO_REGIONSANDEL", [[1.5]], [[1]], [[1]], [[1]])
    assert (answer["succeeded"], answer["value"]) == (False, "Serveren kan ikke læse kaldet.")
    assert network.calls == 1


@pytest.mark.parametrize(
    ("bearer", "answer"),
    [
        (token(), RIGHT),
        (token(roles=[]), "Du mangler adgang til funktionerne. Kontakt IT."),
        (token(STRANGER), "Log på for at bruge funktionerne, eller kontakt IT."),
    ],
    ids=["with the role", "without it", "forged"],
)
def test_the_users_token_goes_along(browser: Browser, guarded: Server, bearer: str, answer: Any) -> None:
    browser.open(guarded.url)
    browser.run("Office.auth.getAccessToken = async () => arguments[0]", bearer)
    got = browser.invoke("FHO_REGIONSANDEL", [[1.5]])
    assert got == answer or (not got["succeeded"] and got["value"] == answer)


def test_a_server_that_is_down_and_comes_back(browser: Browser, logs: Path) -> None:
    with Server(uvicorn(), logs / "down.log", {"FHO_ANONYMOUS": "yes"}) as first:
        browser.open(first.wait().url)
        assert browser.invoke("FHO_REGIONSANDEL", [[1.5]]) == RIGHT
        first.stop()
        answer = browser.invoke("FHO_REGIONSANDEL", [[1.5]])
        assert (answer["succeeded"], answer["value"]) == (
            False,
            "Serveren svarer ikke. Tjek forbindelsen, og prøv igen.",
        )
        assert "Serveren svarer ikke" in browser.text(BANNER)
    back = Server([*uvicorn()[:-1], str(first.port)], logs / "back.log", {"FHO_ANONYMOUS": "yes"})
    back.port, back.url = first.port, first.url
    with back:
        back.wait()
        browser.click("#retry")
        browser.until("return excelHost.workbook.calculated.length === 1")
        # Excel now recalculates, which calls the function anew.
        assert browser.run("return excelHost.workbook.calculated") == ["Full"]
        assert browser.invoke("FHO_REGIONSANDEL", [[1.5]]) == RIGHT
        assert browser.run(f"return document.querySelector('{BANNER}').hidden")
