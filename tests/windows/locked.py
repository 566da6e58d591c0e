"""Prints the lines of requirements-test.lock for the packages named, as Windows reads it: what pip installs there."""

import re
import sys
from pathlib import Path

from packaging.utils import canonicalize_name

from xl_addin.hosts.excel.kit.wheels import locked

LOCK = Path(__file__).parents[2] / "requirements-test.lock"

if __name__ == "__main__":
    python, *names = sys.argv[1:]
    lines = {canonicalize_name(re.split("==", line)[0]): line for line in locked(LOCK.read_text("utf-8"), python)}
    print("\n".join(lines[canonicalize_name(name)] for name in names))
