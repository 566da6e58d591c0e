"""Logs without cell values, whoever writes them.

xlwings Server and the web server log the text of exceptions, which may quote what was in a cell, and who called:
what reaches the log here are our own lines, and of every other line its place and the kinds of its exceptions.
"""

import logging
import sys
from typing import Final

OURS: Final = "fho.server"
_TALKATIVE: Final = ("uvicorn.access", "gunicorn.access")


class QuietFormatter(logging.Formatter):
    """Lines of others than us keep their text only while the server starts and stops."""

    def format(self, record: logging.LogRecord) -> str:
        """One line: time, level, logger, text; for an exception its kind, without its text."""
        head = f"{self.formatTime(record)} {record.levelname} {record.name}"
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        if record.name == OURS or (_is_fixed(record) and not kind):
            return f"{head}: {record.getMessage()}"
        return f"{head}: {record.module}:{record.lineno} {kind}".rstrip()


def _is_fixed(record: logging.LogRecord) -> bool:
    """Whether a line of the web server's tells of the server itself: these carry no request's content."""
    return record.name.startswith(("uvicorn.error", "gunicorn.error")) and record.levelno < logging.ERROR


def install(level: str) -> None:
    """Make every logger of the process write through the quiet formatter."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(QuietFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in list(logging.root.manager.loggerDict):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    for name in _TALKATIVE:
        # An access line carries the address with its query; ours carry the function and the status.
        logging.getLogger(name).disabled = True
    logging.getLogger(OURS).setLevel(min(logging.getLevelName(level), logging.INFO))
    # xlwings Server writes the user's name at every call.
    logging.getLogger("xlwings_server").setLevel(max(logging.getLevelName(level), logging.WARNING))
