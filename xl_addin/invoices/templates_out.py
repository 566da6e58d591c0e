"""The files that users fill in: set-up, register of parties, descriptions of a journal."""

from importlib.resources import files
from pathlib import Path

from xl_addin.files import write_whole
from xl_addin.invoices.claim import ClaimError

_FOLDER = files(__package__).joinpath("skabeloner")


def write_templates(folder: Path) -> list[Path]:
    """Write them into a folder; `ClaimError`, and none written, when one is there already."""
    made = {folder / one.name: one.read_bytes() for one in sorted(_FOLDER.iterdir(), key=lambda one: one.name)}
    for path in made:
        if path.exists():
            raise ClaimError(f"{path}: findes allerede")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, content in made.items():
            write_whole(path, content)
    except OSError as error:
        raise ClaimError(f"{error.filename or folder}: kan ikke skrives ({error.strerror})") from None
    return list(made)
