"""Collected by tests/windows/run alone: they need Wine and the Python that tests/windows/setup makes."""

import os

collect_ignore_glob = [] if os.environ.get("FHO_WINDOWS") else ["test_*.py"]
