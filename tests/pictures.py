"""Pictures of the workbooks in a real LibreOffice with the functions installed.

    python -m tests.pictures FOLDER [WORKBOOK ...]

Of each sheet: its first printed page, and the window as it opens on a laptop screen. Needs more than the tests do; on
Debian: xvfb, openbox, imagemagick, libreoffice-gtk3, poppler-utils, and fonts-crosextra-carlito (as wide as Calibri).
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from xl_addin.hosts.libreoffice.session import Session, SessionFailed

WORKBOOKS: Final = Path(__file__).parents[1] / "workbooks"
COMMANDS: Final = Path(__file__).parent / "hosts" / "libreoffice" / "commands.py"
SCREEN: Final = (1536, 864)
DISPLAY: Final = ":77"
PIXELS_PER_INCH: Final = 80
SECONDS: Final = 60.0
TRIES: Final = 5
SELECTED: Final = {"Fordeling": "M6"}
"""The cell that is selected, so that its formula is seen; otherwise A1."""
PLAIN_NAME: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


@contextmanager
def screen() -> Iterator[None]:
    """A screen that nobody sees."""
    width, height = SCREEN
    os.environ["DISPLAY"] = DISPLAY
    server = subprocess.Popen(["Xvfb", DISPLAY, "-screen", "0", f"{width}x{height}x24"], stderr=subprocess.DEVNULL)
    time.sleep(2)
    manager = subprocess.Popen(["openbox"], stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait()


def first_page(session: Session, sheet: str, picture: Path) -> None:
    """The first page of a sheet."""
    with tempfile.TemporaryDirectory() as folder:
        printed = Path(folder) / "sheet.pdf"
        session.call("print_sheet", timeout=SECONDS, sheet=sheet, path=str(printed))
        subprocess.run(
            ["pdftoppm", "-png", "-singlefile", "-r", str(PIXELS_PER_INCH), printed, picture.with_suffix("")],
            check=True,
        )
    shrink(picture)


def window(session: Session, sheet: str, picture: Path) -> None:
    """The window, with the sheet as it is first seen."""
    session.call("go_to", sheet=sheet, address=SELECTED.get(sheet, "A1"))
    time.sleep(2)
    subprocess.run(["import", "-window", "root", "-display", DISPLAY, picture], check=True)
    shrink(picture)


def shrink(picture: Path) -> None:
    """Keep as many colours as the sheets have."""
    subprocess.run(["convert", picture, "+dither", "-colors", "128", f"PNG8:{picture}"], check=True)


def take_all(workbook: Path, folder: Path) -> None:
    """Take the pictures of a workbook.

    LibreOffice 7.4 on GTK sometimes waits for ever for the clipboard when another process opens a document in a
    window: then try again.
    """
    for left in reversed(range(TRIES)):
        try:
            take(workbook, folder)
        except SessionFailed:
            if not left:
                raise
        else:
            return


def take(workbook: Path, folder: Path) -> None:
    """Take the pictures of a workbook."""
    with (
        tempfile.TemporaryDirectory() as place,
        Session(script=COMMANDS, language="da", locale="da-DK", hidden=False) as session,
    ):
        copy = shutil.copy(workbook, place)
        session.call("open_workbook", timeout=SECONDS, path=str(copy))
        session.call("fill_screen")
        for sheet in session.call("sheet_names"):
            name = f"{workbook.stem}-{sheet.lower().translate(PLAIN_NAME)}"
            window(session, sheet, folder / f"{name}-skaerm.png")
            first_page(session, sheet, folder / f"{name}.png")


def main() -> None:
    """Take the pictures of the workbooks that are named, or of all."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with screen():
        for workbook in [Path(one) for one in sys.argv[2:]] or sorted(WORKBOOKS.glob("*.xlsx")):
            take_all(workbook, folder)


if __name__ == "__main__":
    main()
