"""A LibreOffice of our own for a while: hidden, with a profile and extensions that nobody else sees.

LibreOffice is asked through a second process, which runs in LibreOffice's Python, since only that can speak to
it. The two processes end with the session, whatever happens; a call that takes too long ends it too. Should this
process be killed, the second one notices, ends LibreOffice, and deletes what the session kept on the disk.
"""

import contextlib
import json
import os
import queue
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self
from xml.sax.saxutils import escape

from xl_addin.hosts.libreoffice import extension, program

_OF_A_PYTHON: Final = ("PYTHON", "VIRTUAL_ENV", "CONDA", "UV_", "PYENV_")
_SYSTEM_PATH: Final = "/usr/local/bin:/usr/bin:/bin"

START_SECONDS: Final = 120.0
_CLOSE_SECONDS: Final = 15.0
_LOOK_SECONDS: Final = 0.5

_SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{}</oor:items>
"""
_SETTING: Final = (
    '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>\n'
)


class SessionFailed(Exception):
    """LibreOffice did not start, did not answer in time, or could not do what it was asked."""


class Session:
    """A running LibreOffice, until it is closed."""

    def __init__(
        self,
        *,
        language: str = "en-US",
        locale: str = "en-US",
        script: Path | None = None,
        with_functions: bool = True,
        hidden: bool = True,
    ) -> None:
        """Start it.

        Parameters: ``language`` of the user interface and ``locale`` of numbers and dates; ``script``, a Python
        file whose functions can be called (see ``remote``); ``with_functions``, whether the extension is there;
        ``hidden``, whether it works without a screen.
        """
        self._program = program.find()
        self._folder = Path(tempfile.mkdtemp(prefix="fho-libreoffice-"))
        self._script = script or Path(__file__).with_name("remote.py")
        self._processes: list[subprocess.Popen[str]] = []
        self._answers: queue.Queue[str] = queue.Queue()
        self._said = self._folder / "said.txt"
        try:
            self._write_settings(language, locale)
            if with_functions:
                self._install()
            self._start(hidden)
        except BaseException:
            self.close()
            raise

    @property
    def folder(self) -> Path:
        """A folder that is deleted with the session."""
        return self._folder

    @property
    def profile(self) -> Path:
        """The user's folder of this LibreOffice."""
        return self._folder / "profile"

    def _write_settings(self, language: str, locale: str) -> None:
        user = self.profile / "user"
        user.mkdir(parents=True)
        settings = (
            ("Office.Linguistic/General", "UILocale", escape(language)),
            ("Setup/L10N", "ooSetupSystemLocale", escape(locale)),
            ("Office.Common/Misc", "FirstRun", "false"),
        )
        written = _SETTINGS.format("".join(_SETTING.format(*setting) for setting in settings))
        (user / "registrymodifications.xcu").write_text(written, encoding="utf-8")

    def _places(self) -> list[str]:
        # As root, extensions can only be installed for all users: give this session such a place of its own.
        shared = (self._folder / "shared").as_uri()
        return [f"-env:UserInstallation={self.profile.as_uri()}", f"-env:UNO_SHARED_PACKAGES={shared}"]

    def _install(self) -> None:
        package = self._folder / "fho.oxt"
        self.build_extension(package)
        (self._folder / "shared").mkdir()
        done = subprocess.run(
            [self._program.unopkg, "add", "--shared", *self._places(), str(package)],
            capture_output=True,
            text=True,
            timeout=START_SECONDS,
            env=self._environment(),
        )
        if done.returncode:
            raise SessionFailed(f"LibreOffice did not take the extension: {done.stderr.strip()}")

    def build_extension(self, package: Path) -> None:
        """Write the extension that goes into it."""
        extension.build(package)

    def _start(self, hidden: bool) -> None:
        pipe = f"fho-{os.getpid()}-{self._folder.name.rpartition('-')[2]}"
        self._spawn(
            [
                str(self._program.soffice),
                *["--headless"] * hidden, "--norestore", "--nologo", "--nodefault", "--nolockcheck",
                *self._places(),
                f"--accept=pipe,name={pipe};urp;",
            ],
            subprocess.DEVNULL,
            {},
        )  # fmt: skip
        paths = {"PYTHONPATH": str(Path(__file__).parents[3])}
        client = self._spawn(
            [str(self._program.python), str(self._script), pipe, str(self._folder)], subprocess.PIPE, paths
        )
        assert client.stdout is not None
        threading.Thread(target=self._listen, args=(client.stdout,), daemon=True).start()
        self.call("hello", timeout=START_SECONDS)

    def _spawn(self, command: list[str], pipes: int, variables: dict[str, str]) -> subprocess.Popen[str]:
        with self._said.open("ab") as said:
            process = subprocess.Popen(
                command,
                stdin=pipes,
                stdout=pipes,
                stderr=said,
                text=True,
                encoding="utf-8",
                env=self._environment() | variables,
                start_new_session=True,
            )
        self._processes.append(process)
        return process

    def _environment(self) -> dict[str, str]:
        """The environment without any other Python, which LibreOffice would take for its own and crash."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(_OF_A_PYTHON)}
        temporary = self._folder / "tmp"
        temporary.mkdir(exist_ok=True)
        kept |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary))
        if os.name != "nt":
            kept["PATH"] = _SYSTEM_PATH
        return kept

    def _listen(self, lines: IO[str]) -> None:
        for line in lines:
            self._answers.put(line)
        self._answers.put("")

    def call(self, function: str, /, timeout: float = 60.0, **arguments: Any) -> Any:
        """Call a function of the script; raises ``SessionFailed``."""
        if not self._processes:
            raise SessionFailed("LibreOffice has ended")
        client = self._processes[-1]
        assert client.stdin is not None
        try:
            client.stdin.write(json.dumps({"function": function, "arguments": arguments}) + "\n")
            client.stdin.flush()
            answer = self._answer(timeout)
        except (queue.Empty, OSError) as silent:
            self._end(0)
            raise SessionFailed(f"LibreOffice did not answer within {timeout:.0f} seconds") from silent
        if not answer:
            said = self._last_words()
            self.close()
            raise SessionFailed(f"LibreOffice ended unexpectedly{said}")
        result = json.loads(answer)
        if "error" in result:
            raise SessionFailed(result["error"])
        return result["result"]

    def _answer(self, timeout: float) -> str:
        """The next answer; empty when LibreOffice has ended, which the second process would not know for long."""
        end = time.monotonic() + timeout
        while True:
            try:
                return self._answers.get(timeout=min(_LOOK_SECONDS, max(end - time.monotonic(), 0)))
            except queue.Empty:
                if self._processes[0].poll() is not None:
                    return ""
                if time.monotonic() >= end:
                    raise

    def _last_words(self) -> str:
        """The last line that LibreOffice said on its way."""
        lines = self._said.read_text(encoding="utf-8", errors="replace").split("\n")
        said = next((line.strip() for line in reversed(lines) if line.strip() and "javaldx" not in line), "")
        return f"; it said: {said}" if said else ""

    def close(self) -> None:
        """End LibreOffice and delete its profile."""
        if len(self._processes) > 1 and self._processes[-1].poll() is None:
            with contextlib.suppress(OSError):
                client = self._processes[-1]
                assert client.stdin is not None
                client.stdin.close()  # asks the client to end LibreOffice, and itself
        self._end(_CLOSE_SECONDS)

    def _end(self, seconds: float) -> None:
        for process in self._processes:
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                _end(process)
        self._processes.clear()
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Self:
        """Use it in a ``with`` statement."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()


def _end(process: subprocess.Popen[str]) -> None:
    """End a process and what it has started: soffice is a script that starts the program itself."""
    if os.name == "nt":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True)
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
