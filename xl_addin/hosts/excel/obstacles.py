"""Why FHO functions show ``#NAME?`` or ``#VALUE!`` on a PC, and how to mend it, in plain words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from xl_addin.hosts.excel import interpreter as python
from xl_addin.hosts.excel import settings
from xl_addin.hosts.excel.addin_version import read_addin
from xl_addin.hosts.excel.machine import Machine, Places, Problem

_EXCEL: Final = r"Software\Microsoft\Office\16.0\Excel"
_POLICY: Final = r"Software\Policies\Microsoft\Office\16.0\Excel"
_COMMON_POLICY: Final = r"Software\Policies\Microsoft\Office\16.0\Common"
_APPLOCKER: Final = r"HKLM\SOFTWARE\Policies\Microsoft\Windows\SrpV2"
_ATTACK_SURFACE: Final = r"SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
# Microsoft's rule "Block all Office applications from creating child processes".
_NO_CHILD_PROCESSES: Final = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"


@dataclass(frozen=True)
class Obstacle:
    """What was looked at: all well, or what is wrong and how to mend it."""

    well: bool
    text: str
    mend: str = ""


def examine(machine: Machine, expected_version: str) -> list[Obstacle]:
    """Everything that usually stands between a cell and Python. Changes nothing.

    Raises Problem where this is no Windows.
    """
    places = Places.of(machine)
    looks: tuple[Callable[[Machine, Places], Iterator[Obstacle]], ...] = (
        lambda machine, places: _addin(places, expected_version), _copies, _switched_off, _macros, _settings, _log,
    )  # fmt: skip
    return [finding for look in looks for finding in look(machine, places)]


def _addin(places: Places, expected_version: str) -> Iterator[Obstacle]:
    install = "run: fho install excel"
    if not places.addin.exists():
        yield Obstacle(False, f"{places.addin} is missing: cells show #NAME?", install)
        return
    about = read_addin(places.addin)
    if about is None:
        yield Obstacle(False, f"{places.addin} is damaged: cells show #NAME?", install)
        return
    if about.version != expected_version:
        yield Obstacle(False, f"FHO.xlam is version {about.version}, the functions are {expected_version}", install)
    else:
        yield Obstacle(True, f"FHO.xlam {about.version} lies in {places.addin.parent}")
    # Windows marks a downloaded file in a stream beside it, and Excel then blocks its macros.
    if places.addin.with_name(f"{places.addin.name}:Zone.Identifier").exists():
        yield Obstacle(
            False,
            f"{places.addin} is marked as coming from the internet: Excel blocks its macros, cells show #NAME?",
            "right-click the file, Properties, Unblock; or delete it and " + install,
        )
    if str(places.addin).startswith(("\\\\", "//")):
        yield Obstacle(
            False,
            f"XLSTART lies on the network ({places.addin.parent}): Excel trusts it only where a policy says so",
            "IT: trust this location with a policy (Trusted Locations, network locations allowed)",
        )


def _copies(machine: Machine, places: Places) -> Iterator[Obstacle]:
    added = places.addin.parents[2] / "AddIns" / places.addin.name
    if added.exists():
        yield Obstacle(
            False,
            f"a second FHO.xlam lies in {added.parent}: Excel opens only one of them, perhaps the old one",
            "remove it under File, Options, Add-ins, and delete the file",
        )
    for name, value in machine.registry(rf"HKCU\{_EXCEL}\Options").items():
        if name.upper().startswith("OPEN") and "fho.xlam" in str(value).lower():
            yield Obstacle(
                False,
                f"Excel is told to open another FHO.xlam: {value}",
                "remove it under File, Options, Add-ins: the one in XLSTART opens by itself",
            )


def _switched_off(machine: Machine, places: Places) -> Iterator[Obstacle]:
    for value in machine.registry(rf"HKCU\{_EXCEL}\Resiliency\DisabledItems").values():
        if isinstance(value, bytes) and "fho.xlam" in value.decode("utf-16-le", "ignore").lower():
            yield Obstacle(
                False,
                "Excel has switched FHO.xlam off after a crash: cells show #NAME?",
                "File, Options, Add-ins, Manage: Disabled Items, Go, enable FHO.xlam; then restart Excel",
            )


def _macros(machine: Machine, places: Places) -> Iterator[Obstacle]:
    def value(key: str, name: str, root: str = "HKCU") -> object:
        return {one.lower(): held for one, held in machine.registry(rf"{root}\{key}").items()}.get(name.lower())

    ask_it = "IT: see the page for IT about signing FHO.xlam and about trusted locations"
    for root in (_POLICY, _EXCEL):
        if value(rf"{root}\Security\Trusted Locations", "AllLocationsDisabled") == 1:
            yield Obstacle(False, "trusted locations are switched off: an unsigned FHO.xlam cannot run", ask_it)
        if value(rf"{root}\Security", "DisableAllAddins") == 1:
            yield Obstacle(False, "all add-ins are switched off: cells show #NAME?", ask_it)
        if value(rf"{root}\Security", "RequireAddinSig") == 1:
            yield Obstacle(False, "add-ins must be signed by a trusted publisher", ask_it)
    if value(rf"{_COMMON_POLICY}\Security\Trusted Locations", "Allow User Locations") == 0:
        yield Obstacle(False, "only trusted locations named in a policy count: XLSTART is not one by itself", ask_it)
    if str(value(_ATTACK_SURFACE, _NO_CHILD_PROCESSES, "HKLM")) == "1":
        yield Obstacle(
            False,
            "a Defender rule keeps Excel from starting other programs: the COM server cannot be activated",
            "IT: exclude the folder of the interpreter from the rule, see the page for IT",
        )


def _settings(machine: Machine, places: Places) -> Iterator[Obstacle]:
    install = "run: fho install excel"
    values = settings.read(places.settings, machine.code_page)
    if not values.get(settings.INTERPRETER):
        yield Obstacle(False, f"{places.settings} names no interpreter: cells show #VALUE!", install)
        return
    if values.get(settings.MODULE) != python.MODULE:
        yield Obstacle(False, f"{places.settings} names the module {values.get(settings.MODULE)}", install)
    template = values.get(settings.TEMPLATE, "")
    if not template or not Path(template).exists():
        yield Obstacle(False, "the template behind Ny ordning is missing", install)
    interpreter = Path(values[settings.INTERPRETER])
    about = read_addin(places.addin) if places.addin.exists() else None
    try:
        python.check_path(machine, interpreter)
        if about is not None:
            python.check_dll(interpreter, about.xlwings)
        said = python.ask(machine, interpreter)
    except Problem as problem:
        yield Obstacle(False, f"could not activate the COM server: {problem.reason}", problem.mend)
        return
    yield Obstacle(True, f"Python {said.python} at {interpreter} imports the functions and computes")
    if about is not None and said.xl_addin != about.version:
        yield Obstacle(False, f"Python has xl_addin {said.xl_addin}, FHO.xlam is {about.version}", install)
    yield from _program_rules(machine, interpreter)
    if "onedrive" in str(interpreter).lower():
        yield Obstacle(
            False,
            f"{interpreter} lies in OneDrive, which may take its files off this PC: starting fails now and then",
            "install Python in a folder outside OneDrive, and run: fho install excel",
        )


def _program_rules(machine: Machine, interpreter: Path) -> Iterator[Obstacle]:
    """AppLocker that is enforced: its default rules allow programs and DLLs below Program Files and Windows only."""
    enforced = [
        kind for kind in ("Exe", "Dll") if machine.registry(rf"{_APPLOCKER}\{kind}").get("EnforcementMode") == 1
    ]
    allowed = [machine.variables.get(name, "") for name in ("ProgramFiles", "ProgramFiles(x86)", "SystemRoot")]
    lies_in = str(interpreter).lower()
    if enforced and not any(folder and lies_in.startswith(folder.lower()) for folder in allowed):
        yield Obstacle(
            False,
            f"AppLocker is enforced ({', '.join(enforced)}), and {interpreter} does not lie below Program Files: "
            "unless a rule of your own allows it, it is blocked",
            "IT: install Python and FHO below Program Files (setup_fho.py install-for-all), or allow the folder",
        )


def _log(machine: Machine, places: Places) -> Iterator[Obstacle]:
    if not places.log.exists():
        return
    lines = places.log.read_bytes().decode(machine.code_page, "replace").splitlines()
    if lines:
        yield Obstacle(True, f"last in {places.log}: {lines[-1]}")
