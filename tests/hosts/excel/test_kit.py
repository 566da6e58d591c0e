"""The offline kit: which wheels, what else, SBOM and licences."""

import hashlib
import json
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from tests.hosts.excel.small_kit import FOLDER, LOCK, NEEDS, Index, books_in, kit, make_wheel, unpacked_kit
from xl_addin import __version__
from xl_addin.hosts.excel.kit import bill_of_materials, kit_files, setup_fho
from xl_addin.hosts.excel.kit.wheels import gather, locked
from xl_addin.hosts.excel.machine import Problem


def test_exactly_what_is_locked_for_windows_is_fetched_by_its_hashes(tmp_path: Path) -> None:
    assert locked(LOCK, "3.12") == [
        "et-xmlfile==2.0.0 --hash=sha256:aa --hash=sha256:bb", "pywin32==312 --hash=sha256:ee",
        "xlwings==0.37.8 --hash=sha256:ff",
    ]  # fmt: skip
    assert "old==1.0 --hash=sha256:dd" in locked(LOCK, "3.11")
    index, wheels = Index(), tmp_path / "wheels"
    gather(LOCK, make_wheel(tmp_path, "xl_addin_fho", "0.1", *NEEDS), "3.12", wheels, index)
    assert index.asked == locked(LOCK, "3.12")
    assert sorted(one.name.partition("-")[0] for one in wheels.iterdir()) == [
        "et_xmlfile", "pywin32", "xl_addin_fho", "xlwings",
    ]  # fmt: skip


def test_the_projects_own_lock_has_all_that_it_needs_on_windows() -> None:
    names = [one.partition("==")[0] for one in locked(kit_files.locked_versions(), "3.12")]
    assert {"numpy", "openpyxl", "pywin32", "xlwings"} <= set(names)
    assert "appscript" not in names


def test_what_the_lock_lacks_is_named(tmp_path: Path) -> None:
    project = make_wheel(tmp_path, "xl_addin_fho", "0.1", "nowhere>=2", "xlwings>=0.40")
    with pytest.raises(LookupError, match=r"nowhere>=2, xlwings>=0\.40"):
        gather(LOCK, project, "3.12", tmp_path / "wheels", Index())


@pytest.fixture
def books(tmp_path: Path) -> Path:
    return books_in(tmp_path)


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    return unpacked_kit(tmp_path)


def test_the_kit_has_everything_with_its_checksum(unpacked: Path) -> None:
    names = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    assert names == {
        "LAESMIG.txt", "LICENSER.txt", "SBOM.cdx.json", "SHA256SUMS.txt", "install.ps1", "setup_fho.py",
        "wheels/et_xmlfile-2.0.0-py3-none-any.whl", "wheels/pywin32-312-py3-none-any.whl",
        f"wheels/xl_addin_fho-{__version__}-py3-none-any.whl",
        "wheels/xlwings-0.37.8-py3-none-any.whl",
        "workbooks/FHO.xlam", "workbooks/ny-ordning.xlsx", "workbooks/regionsregnskab.xlsx",
    }  # fmt: skip
    for line in (unpacked / "SHA256SUMS.txt").read_text().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((unpacked / name).read_bytes()).hexdigest() == digest
    assert setup_fho.check(unpacked) == len(names) - 1


def test_the_sbom_is_valid_and_has_each_wheel_and_workbook(unpacked: Path) -> None:
    text = (unpacked / "SBOM.cdx.json").read_text(encoding="utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    bom = json.loads(text)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps({**bom, "components": [{}]})) is not None
    found = {one["bom-ref"]: one for one in bom["components"]}
    shipped = [*(unpacked / "wheels").iterdir(), *(unpacked / "workbooks").iterdir()]
    assert {ref: one["hashes"] for ref, one in found.items()} == {
        path.relative_to(unpacked).as_posix(): [
            {"alg": "SHA-256", "content": hashlib.sha256(path.read_bytes()).hexdigest()}
        ]
        for path in shipped
    }
    said = {
        (one["name"], one["version"], json.dumps(one.get("licenses")).partition(": {")[2].strip("{}]"))
        for one in found.values()
    }
    assert said == {
        ("et_xmlfile", "2.0.0", '"name": "MIT License"'),
        ("pywin32", "312", ""),
        ("xl_addin_fho", __version__, '"id": "BSD-3-Clause"'),
        ("xlwings", "0.37.8", '"name": "BSD 3-clause"'),
        *((one.name, __version__, '"id": "BSD-3-Clause"') for one in (unpacked / "workbooks").iterdir()),
    }
    assert found["wheels/et_xmlfile-2.0.0-py3-none-any.whl"]["purl"] == "pkg:pypi/et-xmlfile@2.0.0"


def test_the_page_of_licences_has_every_wheel(unpacked: Path) -> None:
    page = (unpacked / "LICENSER.txt").read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    assert page.split("\n\n")[2:] == [
        "et_xmlfile 2.0.0\n    licens: MIT License",
        "pywin32 312\n    licens: ikke oplyst",
        f"xl_addin_fho {__version__}\n    licens: BSD-3-Clause\n    tekst i hjulet: LICENSE",
        "xlwings 0.37.8\n    licens: BSD 3-clause\n    tekst i hjulet: LICENSE.txt, LICENSE_PRO.txt",
        "workbooks/FHO.xlam, workbooks/ny-ordning.xlsx, workbooks/regionsregnskab.xlsx\n    licens: BSD-3-Clause\n",
    ]


def test_our_own_licence_is_the_one_of_the_project() -> None:
    assert f'license = "{bill_of_materials.OWN_LICENCE}"' in (kit_files.CHECKOUT / "pyproject.toml").read_text(
        encoding="utf-8"
    )


def test_the_kit_is_built_the_same_every_time_and_says_its_checksum(tmp_path: Path, books: Path) -> None:
    said = kit(tmp_path / "one.zip", books)
    kit(tmp_path / "two.zip", books)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        sums = archive.read(f"{FOLDER}/SHA256SUMS.txt")
    assert said[-1].endswith(hashlib.sha256(sums).hexdigest())


def test_the_python_that_it_supplies_goes_along(tmp_path: Path, books: Path) -> None:
    installer = tmp_path / "python-3.12.10-amd64.exe"
    installer.write_bytes(b"MZ")
    assert f"python/{installer.name}" in kit(tmp_path / "kit.zip", books, installer)
    with zipfile.ZipFile(tmp_path / "kit.zip") as archive:
        assert installer.name in archive.read(f"{FOLDER}/LAESMIG.txt").decode("utf-8-sig")
    with pytest.raises(Problem, match="--python-installer"):
        kit(tmp_path / "kit.zip", books, tmp_path / "none.exe")


def test_the_page_and_the_script_are_readable_on_windows(unpacked: Path) -> None:
    page = (unpacked / "LAESMIG.txt").read_bytes().decode("utf-8-sig")
    assert "{{" not in page
    assert "Python 3.12 (64 bit)" in page
    assert f"FHO {__version__}" in page
    script = (unpacked / "install.ps1").read_bytes().decode("ascii")
    assert "was not run where it was made" in script
    # A PowerShell that found no Python would end with 0.
    assert script.count("exit 2") == 2
    # It only calls Python.
    assert [line.split()[1] for line in script.splitlines() if line.lstrip().startswith("&")] == ["py", "$Python"]


def test_the_page_says_what_the_script_can_do_and_what_the_page_for_it_says_lies_where(unpacked: Path) -> None:
    page = (unpacked / "LAESMIG.txt").read_bytes().decode("utf-8-sig")
    table = Path(kit_files.__file__).parents[1].joinpath("README.md").read_text(encoding="utf-8")
    places = re.findall(r"^\| `(%[^`]+)` \|", table, re.MULTILINE)
    assert len(places) > 5
    assert [one for one in places if one not in page] == []
    assert [one for one in setup_fho.ACTIONS if not re.search(rf"setup_fho\.py {one}\b(?!-)", page)] == []
    named = {path.name for path in unpacked.iterdir() if path.is_file()} - {"LAESMIG.txt"}
    assert [one for one in named if one not in page] == []


def test_an_add_in_that_is_missing_damaged_or_old_is_refused(tmp_path: Path, books: Path) -> None:
    (books / "FHO.xlam").write_bytes(b"PK")
    with pytest.raises(Problem, match="run: fho build"):
        kit(tmp_path / "kit.zip", books)
    with zipfile.ZipFile(books / "FHO.xlam", "w") as archive:
        archive.writestr(
            "docProps/core.xml", "<dc:title>FHO.xlam 0.0.1</dc:title><dc:description>xlwings 0.37.8</dc:description>"
        )
    with pytest.raises(Problem, match=r"is version 0\.0\.1"):
        kit(tmp_path / "kit.zip", books)
    assert not (tmp_path / "kit.zip").exists()


def test_wheels_that_cannot_be_had_leave_no_kit(tmp_path: Path, books: Path) -> None:
    with pytest.raises(Problem, match="could not be gathered"):
        kit_files.build_kit(
            tmp_path / "kit.zip", "3.12", books, LOCK, Index(),
            lambda folder: make_wheel(folder, "xl_addin_fho", __version__, "nowhere"), None,
        )  # fmt: skip
    assert not (tmp_path / "kit.zip").exists()


def test_pip_is_asked_for_windows_the_chosen_python_and_the_locked_hashes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[list[str]] = []
    listed: list[str] = []

    def pip(command: list[str], check: bool) -> None:
        commands.append(command)
        listed.append(Path(command[-1]).read_text())

    monkeypatch.setattr(subprocess, "run", pip)
    kit_files.pip_fetch("3.13")(["xlwings==0.37.8 --hash=sha256:ff", "numpy==2 --hash=sha256:aa"], tmp_path)
    text = " ".join(commands[0])
    assert "--platform win_amd64 --implementation cp --python-version 3.13" in text
    assert "--no-deps --require-hashes --only-binary=:all:" in text
    assert listed == ["xlwings==0.37.8 --hash=sha256:ff\nnumpy==2 --hash=sha256:aa"]


def test_our_own_wheel_is_built_from_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checkout, scratch = tmp_path / "checkout", tmp_path / "scratch"
    for name in ("xl_addin/__init__.py", "workbooks/FHO.xlam", "pyproject.toml", "README.md", "LICENSE"):
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).write_text(name)
    scratch.mkdir()

    def pip(command: list[str], check: bool) -> None:
        assert command[-1] == str(scratch / "source")
        assert (scratch / "source" / "workbooks" / "FHO.xlam").exists()
        make_wheel(scratch / "own", "xl_addin_fho", __version__)

    monkeypatch.setattr(subprocess, "run", pip)
    monkeypatch.setattr(kit_files, "CHECKOUT", checkout)
    assert kit_files.own_wheel(scratch).name.startswith("xl_addin_fho")
    monkeypatch.setattr(kit_files, "CHECKOUT", tmp_path)
    with pytest.raises(Problem, match="checkout"):
        kit_files.own_wheel(scratch)
