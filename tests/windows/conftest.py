"""These tests drive Wine, beside all others: tests/windows/run starts them, and says where Windows lies."""

import os

collect_ignore_glob = [] if "FHO_WINDOWS" in os.environ else ["test_*.py"]
