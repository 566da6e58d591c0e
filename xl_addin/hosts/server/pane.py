"""What the task pane asks for, and the addresses for operations: health and metrics."""

import asyncio
import os
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
from xl_addin.hosts.server.checking import check
from xl_addin.hosts.server.environment import organisation
from xl_addin.hosts.server.examples import Example, examples
from xl_addin.hosts.server.explaining import explain
from xl_addin.hosts.server.metrics import CONTENT_TYPE, Meter
from xl_addin.hosts.server.requests import MALFORMED, Refusal, Refused, read_json
from xl_addin.hosts.server.workbook import read_workbook

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
    """The findings in the workbook that the task pane sends."""
    return await _answered(request, lambda sent: check(read_workbook(sent)))


@router.post("/explain", dependencies=[SIGNED_IN])
async def explain_cell(request: Request) -> Response:
    """The rule and the source behind a cell of the workbook that the task pane sends."""

    def explained(sent: Any) -> dict[str, Any]:
        workbook, cell = read_workbook(sent), sent.get("cell")
        if not isinstance(cell, list) or [type(one) for one in cell] != [str, int, int]:
            raise Refused(MALFORMED)
        return explain(workbook, *cell)

    return await _answered(request, explained)


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


async def _answered(request: Request, answer: Any) -> Response:
    """The answer to a body of JSON, computed beside the loop that serves the others."""
    body = await request.body()
    try:
        return JSONResponse(await asyncio.to_thread(lambda: answer(read_json(body))))
    except Refused as refused:
        return _refusal(refused.refusal)


def _refusal(refusal: Refusal) -> Response:
    return JSONResponse({"detail": refusal.text}, refusal.status)
