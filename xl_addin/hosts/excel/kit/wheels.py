"""The wheels for Windows that the add-in needs, gathered on any machine: exactly the versions of the lock file.

pip asks this machine, not Windows, whether a dependency is needed ("only on Windows"), so the lock file is read as
Windows would read it. What is shipped is what was tested, hash by hash.
"""

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path
from typing import IO, Final

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name, parse_wheel_filename
from packaging.version import Version

Fetch = Callable[[Sequence[str], Path], None]
"""Puts the wheels of locked requirements (``name==version --hash=…``), and nothing else, into a folder."""

_LOCKED: Final = re.compile(r"^(\S+==[^\s;]+)(?: ; (.*?))?((?: --hash=\S+)+)$", re.MULTILINE)


def locked(lock: str, python: str) -> list[str]:
    """The lines of a lock file that hold on Windows with a version of Python, each with its hashes."""
    lines = _LOCKED.findall(re.sub(r"\s*\\\n\s*", " ", lock))
    return [
        f"{requirement}{hashes}"
        for requirement, marker, hashes in lines
        if not marker or _holds(f"x ; {marker}", python)
    ]


def gather(lock: str, project: Path, python: str, folder: Path, fetch: Fetch) -> None:
    """Fill ``folder`` with the project's wheel and the locked ones; LookupError names what the lock lacks."""
    fetch(locked(lock, python), folder)
    folder.joinpath(project.name).write_bytes(project.read_bytes())
    missing = missing_requirements(folder, python)
    if missing:
        raise LookupError(f"the lock file lacks what is needed on Windows: {', '.join(sorted(missing))}")


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
    for line in metadata(wheel).get_all("Requires-Dist", []):
        if _holds(line, python):
            yield Requirement(line)


def metadata(wheel: Path | IO[bytes]) -> Message:
    """What a wheel says of itself."""
    with zipfile.ZipFile(wheel) as archive:
        file = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return HeaderParser().parsestr(archive.read(file).decode("utf-8"))


def _holds(requirement: str, python: str) -> bool:
    windows = {
        "sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64",
        "python_version": python, "python_full_version": f"{python}.0", "implementation_name": "cpython",
        "platform_python_implementation": "CPython", "extra": "",
    }  # fmt: skip
    marker = Requirement(requirement).marker
    return marker is None or marker.evaluate(windows)


def _is_satisfied(requirement: Requirement, there: dict[NormalizedName, Version]) -> bool:
    version = there.get(canonicalize_name(requirement.name))
    return version is not None and requirement.specifier.contains(version, prereleases=True)


def _name_and_version(wheel: Path) -> tuple[NormalizedName, Version]:
    name, version, _, _ = parse_wheel_filename(wheel.name)
    return name, version
