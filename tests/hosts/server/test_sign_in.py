"""Sign-in with Entra ID and roles, by xlwings Server's own code, with keys and tokens made here."""

import time

import pytest

from tests.hosts.server.running import CALL, Server, body
from tests.hosts.server.tokens import CLIENT, NAME, STRANGER, forged, token


def ask(server: Server, authorization: str | None) -> tuple[int, str]:
    headers = {} if authorization is None else {"Authorization": authorization, "Auth-Provider": "entraid"}
    return server.post(CALL, body("fho_regionsandel", [[1.5]]), headers)


def test_the_right_token_with_the_role(guarded: Server) -> None:
    assert ask(guarded, f"Bearer {token()}") == (200, '{"result":[[1.01]]}')


def test_the_log_names_nobody(guarded: Server) -> None:
    ask(guarded, f"Bearer {token()}")
    ask(guarded, f"Bearer {token(roles=[])}")
    assert NAME not in guarded.log.read_text()
    assert "opdigtet@" not in guarded.log.read_text()


REFUSED = {
    "no token": (None, 401),
    "an empty token": ("", 401),
    "not a bearer": ("Basic dXNlcjpwYXNz", 401),
    "no token after bearer": ("Bearer", 401),
    "garbage": ("Bearer abc.def.ghi", 401),
    "office could not get one": ("Error 13001: The user is not signed in", 401),
    "signed by a stranger": (f"Bearer {token(STRANGER)}", 401),
    "signed with the public key": (f"Bearer {forged('HS256')}", 401),
    "not signed": (f"Bearer {forged('none')}", 401),
    "for another application": (f"Bearer {token(aud='another')}", 401),
    "from another organisation": (f"Bearer {token(iss='https://login.microsoftonline.com/another/v2.0')}", 401),
    "run out": (f"Bearer {token(exp=int(time.time()) - 600)}", 401),
    "of another version": (f"Bearer {token(ver='3.0')}", 401),
    "without roles": (f"Bearer {token(roles=[])}", 403),
    "with another role": (f"Bearer {token(roles=['FHO.Revisor'])}", 403),
}


@pytest.mark.parametrize(("authorization", "status"), REFUSED.values(), ids=REFUSED.keys())
def test_refused(guarded: Server, authorization: str | None, status: int) -> None:
    answered, text = ask(guarded, authorization)
    assert answered == status, text
    assert "1.01" not in text
    assert "Traceback" not in text


@pytest.mark.parametrize("path", ["/fho/check", "/fho/explain"])
def test_the_task_pane_asks_with_a_token_too(guarded: Server, path: str) -> None:
    assert guarded.post(path, b"{}")[0] == 401
    assert guarded.post(path, b"{}", {"Authorization": f"Bearer {token(STRANGER)}"})[0] == 401


@pytest.mark.parametrize(
    "path", ["/", "/fho/health", "/manifest.xml", "/taskpane.html", "/xlwings/custom-functions-meta"]
)
def test_what_excel_fetches_before_it_knows_the_user_is_open(guarded: Server, path: str) -> None:
    assert guarded.get(path)[0] == 200


def test_the_manifest_asks_entra_id(guarded: Server) -> None:
    assert f"<Id>{CLIENT}</Id>" in guarded.get("/manifest.xml")[1]
