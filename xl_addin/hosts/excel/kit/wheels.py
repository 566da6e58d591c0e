"""The wheels for Windows that the add-in needs, gathered on any machine.

pip asks this machine, not Windows, whether a dependency is needed ("only on Windows"), so the wheels are
read afterwards as Windows would read them, and what is missing is fetched by name.
"""

import zipfile
from collections.abc import Callable, Iterator, Sequence
from email.parser import HeaderParser
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name, parse_wheel_filename
from packaging.version import Version

Fetch = Callable[[Sequence[str], Path], None]
"""Puts the wheels of requirements, and of what they need, into a folder."""

_ROUNDS: Final = 5


def gather(project: Path, pins: Sequence[str], python: str, folder: Path, fetch: Fetch) -> None:
    """Fill ``folder`` with the wheels for the project's wheel and the pinned requirements."""
    fetch([str(project), *pins], folder)
    for _ in range(_ROUNDS):
        missing = sorted(missing_requirements(folder, python))
        if not missing:
            return
        fetch([*missing, *pins], folder)
    raise LookupError(f"these wheels cannot be had for Windows: {', '.join(missing)}")


def missing_requirements(folder: Path, python: str) -> set[str]:
    """What the wheels of a folder need on Windows with a version of Python, and is not there."""
    there = dict(map(_name_and_version, folder.glob("*.whl")))
    return {
        str(Requirement(f"{one.name}{one.specifier}"))
        for wheel in folder.glob("*.whl")
        for one in _needed(wheel, python)
        if not _is_satisfied(one, there)
    }


def _needed(wheel: Path, python: str) -> Iterator[Requirement]:
    windows = {
        "sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64",
        "python_version": python, "python_full_version": f"{python}.0", "implementation_name": "cpython",
        "platform_python_implementation": "CPython", "extra": "",
    }  # fmt: skip
    with zipfile.ZipFile(wheel) as archive:
        file = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = HeaderParser().parsestr(archive.read(file).decode("utf-8"))
    for line in metadata.get_all("Requires-Dist", []):
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate(windows):
            yield requirement


def _is_satisfied(requirement: Requirement, there: dict[NormalizedName, Version]) -> bool:
    version = there.get(canonicalize_name(requirement.name))
    return version is not None and requirement.specifier.contains(version, prereleases=True)


def _name_and_version(wheel: Path) -> tuple[NormalizedName, Version]:
    name, version, _, _ = parse_wheel_filename(wheel.name)
    return name, version
