"""Files written whole or not at all."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from xl_addin.files import draft_of, write_whole


def test_the_old_file_stays_when_writing_fails(tmp_path: Path) -> None:
    out = tmp_path / "bog.xlsx"
    out.write_bytes(b"gammel")
    with pytest.raises(TypeError), draft_of(out) as file:
        file.writelines([b"halv", "ingen bytes"])  # type: ignore[list-item]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"bog.xlsx": b"gammel"}


def test_a_full_disk_is_named_with_the_file(tmp_path: Path) -> None:
    out = tmp_path / "bog.xlsx"
    out.write_bytes(b"gammel")
    code = (
        "import sys; from pathlib import Path; from xl_addin.files import write_whole\n"
        "try: write_whole(Path(sys.argv[1]), bytes(10_000))\n"
        "except OSError as error: print(error.filename, error.strerror)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(out)],
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
    )
    assert done.stdout == f"{out} File too large\n"
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"bog.xlsx": b"gammel"}


def test_no_link_is_followed(tmp_path: Path) -> None:
    other = tmp_path / "andens.txt"
    other.write_bytes(b"andens")
    out = tmp_path / "bog.xlsx"
    out.symlink_to(other)
    write_whole(out, b"ny")
    assert other.read_bytes() == b"andens"
    assert not out.is_symlink()
    assert out.read_bytes() == b"ny"


@pytest.mark.parametrize("rights", [0o600, 0o640, 0o644, 0o664])
def test_a_copy_has_the_rights_of_its_source(tmp_path: Path, rights: int) -> None:
    source, out = tmp_path / "kilde.xlsx", tmp_path / "kopi.xlsx"
    source.write_bytes(b"")
    source.chmod(rights)
    write_whole(out, b"kopi", rights_of=source)
    assert out.stat().st_mode & 0o777 == rights


def test_a_new_file_has_the_rights_that_new_files_have(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "ny.txt", b"ny")
    finally:
        os.umask(before)
    assert (tmp_path / "ny.txt").stat().st_mode & 0o777 == 0o640


def test_nobody_else_reads_the_draft_of_a_secret(tmp_path: Path) -> None:
    source = tmp_path / "kilde.xlsx"
    source.write_bytes(b"")
    source.chmod(0o640)
    with draft_of(tmp_path / "kopi.xlsx", rights_of=source):
        drafts = [path.stat().st_mode & 0o777 for path in tmp_path.iterdir() if path.name.startswith(".fho-")]
    assert drafts == [0o600]


def test_an_old_draft_of_a_program_that_was_stopped_goes_and_nothing_else(tmp_path: Path) -> None:
    """As a `kill -9` leaves it; what is new may still be written, and what only looks like one is somebody's."""
    name, two_days = ".fho-{}.tmp", 2 * 24 * 60 * 60
    kept = {name.format("0" * 15), name.format("A" * 16), "." + name.format("1" * 16), name.format("1" * 16) + ".xlsx"}
    for one in (*kept, name.format("2" * 16), name.format("3" * 16), "mit.xlsx"):
        (tmp_path / one).write_bytes(b"halv")
    (tmp_path / name.format("4" * 16)).mkdir()
    (tmp_path / name.format("5" * 16)).symlink_to(tmp_path / "mit.xlsx")
    for one in tmp_path.iterdir():
        if one.name != name.format("3" * 16):
            aged = one.lstat().st_mtime - two_days
            os.utime(one, (aged, aged), follow_symlinks=False)
    write_whole(tmp_path / "bog.xlsx", b"ny")
    left = {one.name for one in tmp_path.iterdir()}
    assert left == kept | {name.format(digit * 16) for digit in "345"} | {"mit.xlsx", "bog.xlsx"}
    assert (tmp_path / "mit.xlsx").read_bytes() == b"halv"


def test_what_cannot_be_removed_or_looked_through_stops_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = tmp_path / (".fho-" + "0" * 16 + ".tmp")
    draft.write_bytes(b"halv")
    os.utime(draft, (0, 0))

    remove = os.unlink

    def refuse(path: str | Path, **_: object) -> None:
        if Path(path) in (draft, tmp_path):
            raise PermissionError(13, "Permission denied")
        remove(path)

    with monkeypatch.context() as patched:
        patched.setattr(os, "unlink", refuse)
        write_whole(tmp_path / "bog.xlsx", b"ny")
    with monkeypatch.context() as patched:
        patched.setattr(os, "scandir", refuse)
        write_whole(tmp_path / "bog.xlsx", b"nyere")
    assert draft.exists()
    assert (tmp_path / "bog.xlsx").read_bytes() == b"nyere"
