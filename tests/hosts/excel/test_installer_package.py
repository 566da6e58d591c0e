"""The MSI: what it lays, that it runs nothing, and what it is not made of. Installed under Wine in tests/windows."""

import base64
import hashlib
import io
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from xl_addin import __version__
from xl_addin.hosts.excel.kit import installer_package
from xl_addin.hosts.excel.kit.installer_package import build_msi
from xl_addin.hosts.excel.machine import Problem

VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
TAG = f"python{VERSION.replace('.', '')}"
EMBEDDED = {"python.exe": "MZ", "pythonw.exe": "MZ", f"{TAG}.dll": "MZ", f"{TAG}.zip": "PK", f"{TAG}._pth": "."}
WHEEL = {
    "fho/__init__.py": "answer = 1",
    "fho/x & y.txt": "æ",
    "tool-1.data/data/share/fho/FHO.xlam": "PK",
    "tool-1.data/data/xlwings64.dll": "MZ",
    "tool-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: tool\nVersion: 1\n",
    "tool-1.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    "tool-1.dist-info/entry_points.txt": "[console_scripts]\nfho = fho:main\n",
}
LAID = {
    "SBOM.cdx.json", "LICENSER.txt", *(f"python/{name}" for name in EMBEDDED), "python/Scripts/fho.exe",
    "python/share/fho/FHO.xlam", "python/xlwings64.dll", "python/Lib/site-packages/fho/__init__.py",
    f"python/Lib/site-packages/fho/__pycache__/__init__.{sys.implementation.cache_tag}.pyc",
    "python/Lib/site-packages/fho/x & y.txt",
    *(f"python/Lib/site-packages/tool-1.dist-info/{name}" for name in (
        "METADATA", "WHEEL", "entry_points.txt", "RECORD", "INSTALLER",
    )),
}  # fmt: skip


def zipped(target: Path, parts: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target


def wheel(**changed: str) -> bytes:
    parts = WHEEL | changed
    record = "".join(
        f'"{name}",sha256={base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")},\n'
        for name, text in parts.items()
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in {**parts, "tool-1.dist-info/RECORD": f"{record}tool-1.dist-info/RECORD,,\n"}.items():
            archive.writestr(name, text)
    return held.getvalue()


def built(folder: Path, **changed: str) -> Path:
    kit = zipped(folder / "fho.zip", {
        f"FHO-{__version__}/wheels/tool-1-py3-none-any.whl": wheel(**changed),
        f"FHO-{__version__}/workbooks/FHO.xlam": "PK",
    })  # fmt: skip
    build_msi(kit, zipped(folder / "python-embed.zip", dict(EMBEDDED)), VERSION, folder / "fho.msi")
    return folder / "fho.msi"


@pytest.fixture(scope="module")
def msi(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("msi"))


def table(msi: Path, name: str) -> list[list[str]]:
    done = subprocess.run(["msiinfo", "export", msi, name], capture_output=True, text=True, check=True)
    return [line.split("\t") for line in done.stdout.splitlines()[3:]]


def unpacked(msi: Path, folder: Path) -> Path:
    subprocess.run(["msiextract", "-C", folder, msi], capture_output=True, check=True)
    return folder / "FHO"


def test_it_lays_a_whole_python_with_all_that_is_in_the_wheels_below_program_files(msi: Path, tmp_path: Path) -> None:
    laid = unpacked(msi, tmp_path)
    assert {one.relative_to(laid).as_posix() for one in laid.rglob("*") if one.is_file()} == LAID
    assert {row[0]: row[1] for row in table(msi, "Directory")}["FHO"] == "ProgramFiles64Folder"
    # Components of 64 bit: else Windows lays them below Program Files (x86).
    assert {int(row[3]) & 256 for row in table(msi, "Component")} == {256}


def test_python_finds_it_all_and_nothing_else(msi: Path, tmp_path: Path) -> None:
    """As the page of Python's embeddable package has it: with this file, no variable and no registry is asked."""
    home = unpacked(msi, tmp_path) / "python"
    assert (home / f"{TAG}._pth").read_text().split("\n") == [
        f"{TAG}.zip",
        ".",
        r"Lib\site-packages",
        "import site",
        "",
    ]
    # The launcher starts the Python beside it, wherever the two lie.
    assert b"#!<launcher_dir>\\..\\python.exe\n" in (home / "Scripts" / "fho.exe").read_bytes()


def test_its_bytecode_is_taken_whatever_the_time_of_the_module(msi: Path, tmp_path: Path) -> None:
    [compiled] = unpacked(msi, tmp_path).rglob("*.pyc")
    assert compiled.read_bytes()[4:8] == b"\x01\0\0\0"  # PEP 552: by hash, unchecked
    assert str(Path(sys.prefix)).encode() not in compiled.read_bytes()


def test_nothing_runs_when_it_is_installed(msi: Path) -> None:
    names = subprocess.run(["msiinfo", "tables", msi], capture_output=True, text=True, check=True).stdout.split()
    assert "CustomAction" not in names or table(msi, "CustomAction") == []
    assert "LaunchCondition" not in names or all("PYTHON" not in row[0] for row in table(msi, "LaunchCondition"))


def test_windows_installs_the_add_in_for_each_user_who_logs_on(msi: Path) -> None:
    key = r"SOFTWARE\Microsoft\Active Setup\Installed Components\FHO"
    assert {tuple(row[1:5]) for row in table(msi, "Registry")} == {
        ("2", key, "StubPath", r'"[FHO]python\pythonw.exe" -m xl_addin.cli.main install excel'),
        ("2", key, "Version", __version__.replace(".", ",")),
    }


def test_another_kit_is_another_product_and_all_are_versions_of_one(msi: Path, tmp_path: Path) -> None:
    other = built(tmp_path, **{"fho/__init__.py": "answer = 2"})
    one, two = (dict(table(path, "Property")) for path in (msi, other))
    assert one["ProductCode"] != two["ProductCode"]
    assert one["UpgradeCode"] == two["UpgradeCode"]
    assert one["ALLUSERS"] == "1"


def test_without_the_tools_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Problem, match=r"python3\.99 is missing"):
        build_msi(tmp_path / "kit.zip", tmp_path / "python.zip", "3.99", tmp_path / "fho.msi")
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(Problem, match="apt-get install wixl"):
        build_msi(tmp_path / "kit.zip", tmp_path / "python.zip", VERSION, tmp_path / "fho.msi")


@pytest.mark.parametrize("missing", EMBEDDED)
def test_another_python_than_the_embeddable_one_is_refused(tmp_path: Path, missing: str) -> None:
    python = zipped(tmp_path / "python.zip", {name: content for name, content in EMBEDDED.items() if name != missing})
    with pytest.raises(Problem, match=r"no embeddable Python .* python\.org"):
        build_msi(zipped(tmp_path / "kit.zip", {}), python, VERSION, tmp_path / "fho.msi")
    python.write_bytes(b"MZ")
    with pytest.raises(Problem, match="cannot be read"):
        build_msi(tmp_path / "kit.zip", python, VERSION, tmp_path / "fho.msi")


def test_code_that_does_not_compile_makes_no_msi(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="could not compile"):
        built(tmp_path, **{"fho/__init__.py": "answer ="})
    assert not (tmp_path / "fho.msi").exists()


def test_what_the_tool_refuses_is_said_and_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installer_package, "described", lambda laid: "<Wix")
    with pytest.raises(Problem, match="could not make the MSI"):
        built(tmp_path)
    assert not (tmp_path / "fho.msi").exists()
