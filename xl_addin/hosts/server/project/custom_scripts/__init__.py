"""No scripts: the task pane asks our own addresses (see ``routers.custom``)."""
