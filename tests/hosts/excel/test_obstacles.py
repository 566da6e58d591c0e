"""Each usual cause on a simulated PC, found and named with its cure."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hosts.excel.pc import Pc
from tests.hosts.excel.vba import ADDIN
from xl_addin import __version__
from xl_addin.hosts.excel.installing import install
from xl_addin.hosts.excel.machine import Machine, Problem
from xl_addin.hosts.excel.obstacles import examine

OFFICE = r"HKCU\Software\Microsoft\Office\16.0\Excel"
POLICY = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel"
COMMON = r"HKCU\Software\Policies\Microsoft\Office\16.0\Common"
ASR = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"


@pytest.fixture
def pc(tmp_path: Path) -> Pc:
    """A PC where all is well."""
    source = tmp_path / "kit"
    source.mkdir()
    shutil.copy(ADDIN, source)
    (source / "ny-ordning.xlsx").write_bytes(b"a template")
    pc = Pc.of(tmp_path / "C")
    install(pc.machine, source, pc.python)
    return pc


def wrong(pc: Pc) -> list[str]:
    """What the doctor finds wrong, each with its cure."""
    findings = [one for one in examine(pc.machine, __version__) if not one.well]
    assert all(one.mend for one in findings)
    return [f"{one.text} -> {one.mend}" for one in findings]


def test_nothing_is_wrong_after_an_installation(pc: Pc) -> None:
    before = pc.files()
    assert wrong(pc) == []
    assert pc.files() == before


def in_registry(key: str, name: str, value: object) -> Callable[[Pc], None]:
    return lambda pc: pc.registry.setdefault(key, {}).update({name: value})


def write(place: str, content: bytes) -> Callable[[Pc], None]:
    return lambda pc: getattr(pc.places, place).write_bytes(content) and None


def mark_as_downloaded(pc: Pc) -> None:
    pc.places.addin.with_name("FHO.xlam:Zone.Identifier").write_bytes(b"[ZoneTransfer]\r\nZoneId=3\r\n")


def second_copy(pc: Pc) -> None:
    folder = pc.roaming / "Microsoft" / "AddIns"
    folder.mkdir()
    shutil.copy(ADDIN, folder)


CAUSES: dict[str, tuple[Callable[[Pc], object], str, str]] = {
    "no add-in": (lambda pc: pc.places.addin.unlink(), "is missing: cells show #NAME?", "fho install excel"),
    "damaged": (write("addin", b"PK"), "is damaged", "fho install excel"),
    "downloaded": (mark_as_downloaded, "coming from the internet", "Unblock"),
    "second copy": (second_copy, "a second FHO.xlam", "Add-ins"),
    "other add-in": (
        in_registry(rf"{OFFICE}\Options", "OPEN1", r'/R "H:\FHO.xlam"'), "told to open another FHO.xlam", "Add-ins",
    ),
    "switched off": (
        in_registry(rf"{OFFICE}\Resiliency\DisabledItems", "1", "x\0C:\\XLSTART\\fho.xlam".encode("utf-16-le")),
        "switched FHO.xlam off", "Disabled Items",
    ),
    "no trusted locations": (
        in_registry(rf"{POLICY}\Security\Trusted Locations", "alllocationsdisabled", 1), "trusted locations", "IT: ",
    ),
    "by the user": (
        in_registry(rf"{OFFICE}\Security\Trusted Locations", "AllLocationsDisabled", 1), "trusted locations", "IT: ",
    ),
    "no add-ins": (in_registry(rf"{POLICY}\Security", "disablealladdins", 1), "all add-ins are switched off", "IT: "),
    "signed only": (in_registry(rf"{POLICY}\Security", "requireaddinsig", 1), "must be signed", "sign"),
    "policy locations": (
        in_registry(rf"{COMMON}\Security\Trusted Locations", "allow user locations", 0), "named in a policy", "IT: ",
    ),
    "no child processes": (
        in_registry(ASR, "D4F940AB-401B-4EFC-AADC-AD5F3C50688A", "1"), "keeps Excel from starting", "exclude",
    ),
    "AppLocker": (
        in_registry(r"HKLM\SOFTWARE\Policies\Microsoft\Windows\SrpV2\Exe", "EnforcementMode", 1),
        "AppLocker is enforced", "install-for-all",
    ),
    "App Control": (
        lambda pc: setattr(pc, "said", "[WinError 4551] An Application Control policy has blocked this file"),
        "block", "install-for-all",
    ),
    "no settings": (lambda pc: pc.places.settings.unlink(), "names no interpreter", "fho install excel"),
    "other module": (
        write("settings", b'"INTERPRETER_WIN","C:\\p.exe"\r\n"UDF MODULES","other"'), "names the module other", "fho",
    ),
    "no template": (lambda pc: pc.places.template.unlink(), "template", "fho install excel"),
    "python removed": (lambda pc: pc.quiet_python.unlink(), "COM server: there is no", "--python"),
    "xlwings updated": (
        lambda pc: (pc.python.parent.parent / "xlwings64-0.37.8.dll").unlink(), "xlwings64-0.37.8.dll not found",
        "pip install xlwings==0.37.8",
    ),
    "no pywin32": (
        lambda pc: setattr(pc, "said", "ModuleNotFoundError: No module named 'pythoncom'"),
        "could not activate the COM server", "pip install pywin32",
    ),
    "other functions": (
        lambda pc: setattr(pc, "said", pc.said.replace(__version__, "0.0.1")), "Python has xl_addin 0.0.1", "fho",
    ),
}  # fmt: skip


@pytest.mark.parametrize("cause", CAUSES)
def test_a_usual_cause_is_named_with_its_cure(pc: Pc, cause: str) -> None:
    make, text, mend = CAUSES[cause]
    make(pc)
    assert any(text in found.split(" -> ")[0] and mend in found.split(" -> ")[1] for found in wrong(pc)), wrong(pc)


def test_applocker_lets_programs_below_program_files_run(pc: Pc) -> None:
    key = r"HKLM\SOFTWARE\Policies\Microsoft\Windows\SrpV2\Exe"
    in_registry(key, "EnforcementMode", 1)(pc)
    machine = pc.machine
    below = Machine(True, {**machine.variables, "ProgramFiles": str(pc.root)}, "cp1252", machine.run, machine.registry)
    assert [one for one in examine(below, __version__) if not one.well] == []
    in_registry(key, "EnforcementMode", 0)(pc)
    assert wrong(pc) == []


def test_an_older_add_in(pc: Pc) -> None:
    assert any(f"is version {__version__}, the functions are 9.9" in one.text for one in examine(pc.machine, "9.9"))


def test_the_add_in_on_the_network(tmp_path: Path) -> None:
    pc = Pc.of(tmp_path)
    machine = pc.machine
    network = Machine(True, {**machine.variables, "APPDATA": f"/{pc.roaming}"}, "cp1252", machine.run, machine.registry)
    shutil.copytree(ADDIN.parent, pc.places.addin.parent)
    assert any("lies on the network" in one.text for one in examine(network, __version__))


def test_python_in_onedrive(tmp_path: Path) -> None:
    source = tmp_path / "kit"
    source.mkdir()
    shutil.copy(ADDIN, source)
    pc = Pc.of(tmp_path / "OneDrive - Region")
    install(pc.machine, source, pc.python)
    assert any("lies in OneDrive" in one for one in wrong(pc))


def test_the_last_line_of_the_log_is_shown(pc: Pc) -> None:
    pc.places.log.write_bytes(b"first\r\n2026-01-01\tfho_dage\terror 5\r\n")
    assert any("fho_dage\terror 5" in one.text for one in examine(pc.machine, __version__))


def test_elsewhere_than_on_windows_it_says_so() -> None:
    with pytest.raises(Problem, match="this is not Windows"):
        examine(Machine.here(), __version__)
