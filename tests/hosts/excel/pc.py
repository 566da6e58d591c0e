"""A Windows PC in a folder: home, registry, commands. What the real one is asked, this one answers."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xl_addin import __version__
from xl_addin.hosts.excel.machine import Machine, Outcome, Places

ANSWER = {"python": "3.12.7", "xlwings": "0.37.8", "xl_addin": __version__, "answer": 1.01}


@dataclass
class Pc:
    """A user's PC below ``root``; ``home`` is the user's folder."""

    root: Path
    home: Path
    roaming: Path
    excel_runs: bool = False
    said: str = "FHO" + json.dumps(ANSWER)
    registry: dict[str, dict[str, object]] = field(default_factory=dict)
    commands: list[list[str]] = field(default_factory=list)

    @classmethod
    def of(cls, root: Path, user: str = "Søren Ågård", roaming: str = "AppData/Roaming") -> "Pc":
        """A PC with Excel's folders, the user's other files, and Python with xlwings' DLLs."""
        home = root / "Users" / user
        pc = cls(root, home, home / roaming)
        for folder in (pc.python.parent, pc.roaming / "Microsoft" / "Excel", home / "AppData" / "Local"):
            folder.mkdir(parents=True, exist_ok=True)
        for file in (pc.python, pc.quiet_python):
            file.touch()
        for bits in (64, 32):
            (pc.python.parent.parent / f"xlwings{bits}-0.37.8.dll").touch()
        return pc

    @property
    def python(self) -> Path:
        return self.home / "AppData" / "Local" / "FHO" / "python" / "Scripts" / "python.exe"

    @property
    def quiet_python(self) -> Path:
        return self.python.with_name("pythonw.exe")

    @property
    def machine(self) -> Machine:
        variables = {
            "USERPROFILE": str(self.home),
            "APPDATA": str(self.roaming),
            "LOCALAPPDATA": str(self.home / "AppData" / "Local"),
        }
        return Machine(True, variables, "cp1252", self.run, lambda key: self.registry.get(key, {}))

    @property
    def places(self) -> Places:
        return Places.of(self.machine)

    def run(self, command: Sequence[str]) -> Outcome:
        self.commands.append(list(command))
        if command[0] == "tasklist":
            process = "EXCEL.EXE   4711 Console   1   120.000 K" if self.excel_runs else "INFO: No tasks are running"
            return Outcome(0, process)
        return Outcome(0, self.said)

    def files(self) -> dict[str, bytes]:
        """Every file with its content: what there is to lose."""
        return {
            str(path.relative_to(self.root)): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file()
        }
