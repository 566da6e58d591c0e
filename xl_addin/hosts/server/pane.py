"""What the task pane asks for, and the addresses for operations: health and metrics."""

import asyncio
import os
from base64 import b64decode
from dataclasses import dataclass
from typing import Any, Final

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse
from xlwings_server import dependencies
from xlwings_server.config import settings
from xlwings_server.templates import templates

from xl_addin import __version__
from xl_addin.functions.catalogue import by_name
from xl_addin.hosts.server import template
from xl_addin.hosts.server.environment import organisation
from xl_addin.hosts.server.examination import examined
from xl_addin.hosts.server.metrics import CONTENT_TYPE, Meter
from xl_addin.hosts.server.pane_examples import Example, examples
from xl_addin.hosts.server.requests import MALFORMED, HttpRefusal, RequestRefused, read_json

METER: Final = Meter()

router = APIRouter(prefix=f"{settings.app_path}/fho")

SIGNED_IN: Final = Depends(dependencies.get_user)
"""Whoever asks has signed in and has the role, where the server is set up so."""


@dataclass(frozen=True)
class Page:
    """What our page templates show of the add-in."""

    examples: tuple[Example, ...]
    organisation: str
    support_url: str
    version: str


# Office takes four numbers, the first at least 1.
templates.env.globals["fho"] = Page(
    examples(), organisation(), os.environ.get("FHO_SUPPORT_URL", ""), f"1.{__version__}"
)


@router.post("/check", dependencies=[SIGNED_IN])
async def check_workbook(request: Request) -> Response:
    """The findings in the workbook that the task pane sends: those of ``fho check``."""
    return await _answered(request, {})


@router.post("/explain", dependencies=[SIGNED_IN])
async def explain_cell(request: Request) -> Response:
    """The rule and the source behind a cell of the workbook that the task pane sends."""
    return await _answered(request, {"cell": [str, int, int]})


@router.get("/template", dependencies=[SIGNED_IN])
async def new_arrangement() -> Response:
    """The sheets for a new arrangement, as a workbook."""
    workbook = await asyncio.to_thread(template.new_arrangement)
    return Response(workbook, media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


@router.get("/health")
async def health() -> Response:
    """Whether this worker computes: a share of 1.50 kr., rounded as the agreement is applied."""
    share = by_name()["FHO_REGIONSANDEL"].call(1.5)
    status, code = ("ok", 200) if share == 1.01 else ("wrong", 503)
    return JSONResponse({"status": status}, code)


@router.get("/metrics")
async def metrics() -> Response:
    """Counts and times for Prometheus; the proxy keeps it inside the organisation's operations."""
    return Response(METER.text(), media_type=CONTENT_TYPE)


async def _answered(request: Request, expected: dict[str, list[type]]) -> Response:
    """The answer to a request that holds a workbook's file; nothing of it is kept, logged or written anywhere."""
    body = await request.body()
    try:
        workbook, task = await asyncio.to_thread(_read, body, expected)
        return JSONResponse(await examined(workbook, task))
    except RequestRefused as refused:
        return _refusal(refused.refusal)


def _read(body: bytes, expected: dict[str, list[type]]) -> tuple[bytes, dict[str, Any]]:
    """The workbook's bytes, and what else the task is made of."""
    sent = read_json(body)
    if not isinstance(sent, dict) or not isinstance(sent.get("workbook"), str):
        raise RequestRefused(MALFORMED)
    task: dict[str, Any] = {"name": "projektmappen"}
    for name, types in expected.items():
        given = sent.get(name)
        if not isinstance(given, list) or [type(one) for one in given] != types:
            raise RequestRefused(MALFORMED)
        task[name] = given
    try:
        return b64decode(sent["workbook"], validate=True), task
    except ValueError:
        raise RequestRefused(MALFORMED) from None


def _refusal(refusal: HttpRefusal) -> Response:
    return JSONResponse({"detail": refusal.text}, refusal.status)
