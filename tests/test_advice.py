"""What the product tells people to run."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
TEXTS = {".py", ".md", ".toml", ".in", ".txt", ".html", ".js", ".bas", ".cls", ".xml", ".yaml", ".ps1", ""}


def texts() -> dict[str, str]:
    places = [*ROOT.glob("*.md"), *(ROOT / "xl_addin").rglob("*"), *(ROOT / "workbooks").rglob("*.md")]
    files = [path for path in places if path.is_file() and path.suffix in TEXTS and "__pycache__" not in path.parts]
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in files}


def test_nobody_is_told_to_install_a_name_that_anyone_could_take() -> None:
    """The project is on no index: whoever registered its name there would run their code on our users' machines."""
    name = re.compile(r"xl[-_.]addin[-_.]fho", re.IGNORECASE)
    found = texts()
    assert "xl_addin/cli/serve.py" in found
    told = {
        place: line
        for place, text in found.items()
        for line in text.splitlines()
        if name.search(line) and re.search(r"\b(install|add|download|requires?|kræver)\b|\[\w+\]", line)
    }
    assert told == {}


def test_every_extra_that_is_advised_is_installed_from_a_copy_of_the_project() -> None:
    advised = {
        place: asked
        for place, text in texts().items()
        if (asked := re.findall(r"pip install[^\n]*?(\S*)\[(?:build|invoice|server|dev|\{asked\.extra\})\]", text))
    }
    assert {"xl_addin/cli/serve.py", "xl_addin/cli/main.py", "xl_addin/invoices/README.md"} <= advised.keys()
    assert {one for asked in advised.values() for one in asked} <= {".", "'.", '".'}
