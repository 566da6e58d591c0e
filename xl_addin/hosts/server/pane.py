"""What the task pane asks for, and the addresses for operations: health and metrics."""

from typing import Final

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from xlwings_server.config import settings

from xl_addin.catalogue import by_name
from xl_addin.hosts.server.metrics import CONTENT_TYPE, Meter

METER: Final = Meter()

router = APIRouter(prefix=f"{settings.app_path}/fho")


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
