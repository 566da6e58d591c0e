"""A session of Excel, without Excel: ``python -m tests.windows.session FHO.CONF DLL`` on Windows.

Reads the settings as VBA does, loads the DLL, starts the server and calls it late-bound. A line of JSON in is a call,
``[function, arguments]``; a line out says what came back, or the failure, and how long it took. Its end is Excel's.
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from tests.hosts.excel.classic import PythonFailure
from tests.windows.com import RealServer
from xl_addin.hosts.excel import settings


def main(file: str, dll: str) -> None:
    os.environ["PYTHONPATH"] = os.environ.get("FHO_CODE", "")  # the server's code is the installed one, unless said
    values = settings.read(Path(file), "mbcs")
    server = RealServer(values[settings.INTERPRETER], dll)
    for line in sys.stdin:
        function, arguments = json.loads(line)
        before = time.perf_counter()
        said: dict[str, Any]
        try:
            said = {"answer": server.CallUDF(values[settings.MODULE], function, arguments)}
        except PythonFailure as failure:
            said = {"failure": str(failure)}
        print(json.dumps({**said, "seconds": time.perf_counter() - before}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
