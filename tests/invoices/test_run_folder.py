"""The files of a run: all or none, also when the program is killed in the middle; no number twice."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from xl_addin.invoices.claim import ClaimError
from xl_addin.invoices.run_folder import ROWS, used_numbers, write_run

FILES = {"FHO-00001.pdf": b"%PDF", ROWS: "\ufeffDato;Nummer\r\n24-11-2016;FHO-00001\r\n".encode()}


def test_a_run_is_written(tmp_path: Path) -> None:
    out = write_run(tmp_path / "ny", "FHO-00001", FILES)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == FILES
    assert list(used_numbers(tmp_path / "ny")) == [("FHO-00001", f"FHO-00001/{ROWS}")]
    assert [path.name for path in (tmp_path / "ny").iterdir()] == ["FHO-00001"]


def test_the_same_first_number_again_is_refused_and_the_first_run_stays(tmp_path: Path) -> None:
    out = write_run(tmp_path, "FHO-00001", FILES)
    with pytest.raises(ClaimError, match="findes allerede"):
        write_run(tmp_path, "FHO-00001", {"andet.pdf": b""})
    assert sorted(path.name for path in out.iterdir()) == sorted(FILES)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ClaimError, match="kan ikke skrives"):
        write_run(tmp_path / "ny", "FHO-00001", {**FILES, "findes/ikke.pdf": b""})
    assert not (tmp_path / "ny").exists()
    with pytest.raises(ClaimError, match="CPR"):
        write_run(tmp_path / "ny", "FHO-00001", {"010190-1234.pdf": b""})
    assert not (tmp_path / "ny").exists()


def test_a_kill_in_the_middle_leaves_no_run_and_no_number(tmp_path: Path) -> None:
    code = (
        "import sys, time, pathlib, xl_addin.invoices.run_folder as run\n"
        "real = run.write_whole\n"
        "def slow(*a, **k):\n"
        "    real(*a, **k); print('written', flush=True); time.sleep(60)\n"
        "run.write_whole = slow\n"
        "run.write_run(pathlib.Path(sys.argv[1]), 'FHO-00001', {'a.pdf': b'a', run.ROWS: b'Nummer'})\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"written\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    (draft,) = tmp_path.iterdir()
    assert draft.name.startswith(".fho-kladde-")
    assert list(used_numbers(tmp_path)) == []
    os.utime(draft, (time.time() - 7200,) * 2)
    write_run(tmp_path, "FHO-00001", FILES)
    assert [path.name for path in tmp_path.iterdir()] == ["FHO-00001"]


def test_rows_that_were_changed_beyond_reading_are_said(tmp_path: Path) -> None:
    write_run(tmp_path, "FHO-00001", {ROWS: b"noget andet"})
    with pytest.raises(ClaimError, match="den skal være, som den blev skrevet"):
        list(used_numbers(tmp_path))
