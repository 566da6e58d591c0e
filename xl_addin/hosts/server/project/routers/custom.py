"""Our own addresses beside xlwings Server's."""

from xl_addin.hosts.server.pane import router

__all__ = ["router"]
