"""A LibreOffice of our own: it answers or fails in time, and nothing of it stays behind."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from xl_addin.hosts.libreoffice import program
from xl_addin.hosts.libreoffice.calculating import calculate
from xl_addin.hosts.libreoffice.session import Session, SessionFailed

SLOW = """
import time
from xl_addin.hosts.libreoffice.remote import hello, serve

def sleep(desktop, seconds):
    time.sleep(seconds)

def fail(desktop):
    raise ValueError("intended")

serve(globals())
"""


def processes_with(text: str) -> list[str]:
    """The command lines that mention a text."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = entry.read_text().replace("\0", " ")
        except OSError:
            continue
        if text in line:
            found.append(line)
    return found


def system_version() -> str:
    asked = [program.find().python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "slow.py"
    path.write_text(SLOW)
    return path


def test_nothing_stays_behind(script: Path) -> None:
    with Session(script=script) as session:
        profile = session.profile
        assert processes_with(str(profile))
    assert not processes_with(str(profile))
    assert not profile.parent.exists()


def test_what_takes_too_long_is_ended(script: Path) -> None:
    session = Session(script=script)
    profile = session.profile
    before = time.monotonic()
    with pytest.raises(SessionFailed, match="within 1 second"):
        session.call("sleep", timeout=1, seconds=300)
    assert time.monotonic() - before < 60
    assert not processes_with(str(profile))
    assert not profile.parent.exists()
    with pytest.raises(SessionFailed, match="ended"):
        session.call("hello")


def test_a_failing_call_says_why_and_the_session_goes_on(script: Path) -> None:
    with Session(script=script) as session:
        with pytest.raises(SessionFailed, match="intended"):
            session.call("fail")
        with pytest.raises(SessionFailed, match="KeyError"):
            session.call("no_such_function")
        assert session.call("hello") is True


def test_a_file_that_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "bog.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook")
    with pytest.raises(SessionFailed):
        calculate(path.read_bytes(), path.suffix, seconds=60)


def test_the_engine_leaves_the_workbook_alone(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active["A1"] = '=FHO_NOEGLE("region")'
    book.active["A2"] = "=1=1"
    book.active["A3"] = "=FHO_REGIONSANDEL(NA())"
    book.active["A4"] = '="a"&"b"'
    path = tmp_path / "bog.xlsx"
    book.save(path)
    before = path.read_bytes()
    assert calculate(path.read_bytes(), path.suffix) == {"Sheet": {"A1": 0.67, "A2": True, "A3": "#N/A", "A4": "ab"}}
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["bog.xlsx"]


def test_no_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program.shutil, "which", lambda _: None)
    monkeypatch.setattr(program, "_USUAL_PLACES", ("/nowhere/program",))
    with pytest.raises(program.NoLibreOffice, match="not installed"):
        program.find()


def test_a_python_without_numpy_is_told_apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bare = tmp_path / "python"
    bare.write_text(f'#!/bin/sh\nexec {program.find().python} -S -I "$@"\n')
    bare.chmod(0o755)
    with pytest.raises(program.NoLibreOffice, match=r"No module named 'numpy'.*python3-numpy"):
        program.require_numpy(program.Program(tmp_path, bare))


def test_another_python_on_the_path_is_not_taken_for_its_own(
    script: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """LibreOffice looks for ``python3`` on the PATH, and takes what surrounds it for its own library."""
    other = tmp_path / "environment" / "bin"
    other.mkdir(parents=True)
    shutil.copy("/usr/bin/python3", other / "python3")
    library = other.parent / "lib" / f"python{system_version()}"
    (library / "lib-dynload").mkdir(parents=True)
    (library / "os.py").touch()  # what tells Python where its library is
    monkeypatch.setenv("PATH", f"{other}:{os.environ['PATH']}")
    monkeypatch.setenv("VIRTUAL_ENV", str(other.parent))
    with Session(script=script) as session:
        assert session.call("hello")


def test_what_libreoffice_said_last_is_told(tmp_path: Path, script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    crashing = tmp_path / "soffice"
    crashing.write_text("#!/bin/sh\necho 'Fatal Python error: bad_alloc' >&2\nexit 1\n")
    crashing.chmod(0o755)
    found = program.Program(tmp_path, program.find().python)
    monkeypatch.setattr(program, "find", lambda: found)
    before = time.monotonic()
    with pytest.raises(SessionFailed, match="ended unexpectedly; it said: Fatal Python error: bad_alloc"):
        Session(script=script, with_functions=False)
    assert time.monotonic() - before < 30


def test_killed_it_leaves_nothing_behind(script: Path, tmp_path: Path) -> None:
    started = (
        "import sys; from pathlib import Path; from xl_addin.hosts.libreoffice.session import Session; "
        "session = Session(script=Path(sys.argv[1])); print(session.folder, flush=True); "
        "session.call('sleep', timeout=60, seconds=2)"
    )
    command = [sys.executable, "-c", started, str(script)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3])
    assert process.stdout
    folder = Path(process.stdout.readline().strip())
    assert folder.exists()
    process.kill()
    process.communicate()
    end = time.monotonic() + 60
    while time.monotonic() < end and (folder.exists() or processes_with(str(folder))):
        time.sleep(0.2)
    assert not folder.exists()
    assert not processes_with(str(folder))
