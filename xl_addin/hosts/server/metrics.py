"""Metrics for Prometheus: how many, how long, with what status. Nothing about who asked, or what a cell held."""

import os
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from xl_addin import __version__

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


class Meter:
    """Counts answers. ``what`` is a cell function's name, one of our addresses, or ``page``: never free text."""

    def __init__(self) -> None:
        """Start at nothing."""
        registry = CollectorRegistry()
        labels = ("what", "status")
        self._answers = Counter("fho_answers", "Answers given", labels, registry=registry)
        self._seconds = Histogram(
            "fho_answer_seconds", "Time to an answer", ("what",), buckets=_SECONDS, registry=registry
        )
        self._registry = registry

    def count(self, what: str, status: int, seconds: float) -> None:
        """One more answer; status 0 stands for a connection that was cut before it."""
        self._answers.labels(what, str(status)).inc()
        self._seconds.labels(what).observe(seconds)

    def text(self) -> bytes:
        """All metrics; with several workers the sum over them, where PROMETHEUS_MULTIPROC_DIR is set."""
        registry = self._registry
        if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        version = f'# TYPE fho_version gauge\nfho_version{{version="{__version__}"}} 1\n'
        return generate_latest(registry) + version.encode()
