"""``fho``: the command line."""

import gc
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Final, NamedTuple

from xl_addin import __version__
from xl_addin.cli.readable import READABLE
from xl_addin.cli.shared import FAULT, CommandParser, refuse
from xl_addin.collecting import uncollected


class Command(NamedTuple):
    """A command: its module, what it does, and the optional extra of the package that it needs."""

    module: str
    does: str
    extra: str = ""


COMMANDS: Final = {
    "calc": Command("calc", "beregn en projektmappe uden et regnearksprogram"),
    "check": Command("check", "se en projektmappe igennem: fejl, og hvad der bør ses efter"),
    "adopt": Command("adopt", "overtag et ark med posteringer i en ny mappe"),
    "invoice": Command("write_invoices", "skriv en måneds opkrævninger: PDF, e-faktura, kassekladde", "invoice"),
    "nyt-aar": Command("new_year", "lav regionsregnskabet til et nyt år", "invoice"),
    "functions": Command("functions", "vis funktionerne med deres hjælp"),
    "explain": Command("explain", "regn en funktion ud for én række, med regnestykke og kilde"),
    "install": Command("install", "installér funktionerne i Excel eller LibreOffice"),
    "uninstall": Command("install", "fjern dem igen"),
    "doctor": Command("doctor", "find ud af, hvorfor funktionerne ikke svarer i Excel"),
    "kit": Command("kit", "pak alt, som IT skal bruge for at installere uden internet", "build"),
    "serve": Command("serve", "giv funktionerne til Excel 365, Mac og web fra denne pc"),
    "build": Command("build", "byg projektmapperne og Excel-tilføjelsen, eller se efter, om de er, som de bygges"),
}
"""Only the module of the command that is asked for is imported."""

_BROKEN_PIPE: Final = 141
_INTERRUPTED: Final = 130
"""What a shell gives for a program that the signal ended."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 when all is well, 1 with findings, 2 when it could not be done, 3 for a fault of ours."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=READABLE)  # a code page without the character is no reason to stop
    given = sys.argv[1:] if arguments is None else list(arguments)
    command = " ".join(["fho", *given[:1]]) if given and not given[0].startswith("-") else "fho"
    try:
        try:
            return _run(given)
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()
    except BrokenPipeError:  # the reader of our output (``fho functions | head``) has seen enough
        _drop_output()
        return _BROKEN_PIPE
    except KeyboardInterrupt:
        return _say(f"\n{command}: stoppet", _INTERRUPTED)
    except Exception as fault:
        _drop_output()
        if os.environ.get("FHO_TRACEBACK"):
            sys.excepthook(type(fault), fault, fault.__traceback__)
        return _say(f"{command}: {_described(fault)}", FAULT)


def _run(arguments: list[str]) -> int:
    parser = CommandParser(prog="fho", description="Fælles hjælperordninger uden Excel, og i Excel.")
    parser.add_argument("--version", action="version", version=__version__, help="vis udgaven")
    subparsers = parser.add_subparsers(metavar="KOMMANDO", required=True)
    name = next((one for one in arguments if not one.startswith("-")), "")
    asked = COMMANDS.get(name)
    if asked is None:
        for one, command in COMMANDS.items():
            subparsers.add_parser(one, help=command.does)
    else:
        try:
            with uncollected():  # what is imported stays
                import_module(f"xl_addin.cli.{asked.module}").add_parser(subparsers)
                if not gc.get_freeze_count():  # once a process: what is frozen is never collected
                    gc.freeze()
        except ModuleNotFoundError as missing:
            if not asked.extra:
                raise
            install = f"i en kopi af projektet: python -m pip install '.[{asked.extra}]'"
            return refuse(name, f"{missing.name} mangler; {install}")
    parsed = parser.parse_args(arguments)
    return int(parsed.run(parsed))


def _described(fault: Exception) -> str:
    """A fault in one line, without its own message when that may hold what stands in a cell."""
    if isinstance(fault, OSError):
        where = f"{fault.filename}: " if fault.filename else ""
        return f"{where}{fault.strerror or type(fault).__name__}"
    if isinstance(fault, MemoryError):
        return "der er ikke hukommelse nok"
    step = fault.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    where = f"{Path(step.tb_frame.f_code.co_filename).name}, linje {step.tb_lineno}" if step else "ukendt sted"
    return f"en fejl i programmet, ikke i filen: {type(fault).__name__} i {where} (FHO_TRACEBACK=1 viser mere)"


def _say(line: str, status: int) -> int:
    with suppress(OSError, ValueError):  # nobody may be there to read it
        print(line, file=sys.stderr, flush=True)
    return status


def _drop_output() -> None:
    """Throw away what could not be written, which Python would try once more when it ends."""
    with suppress(OSError, ValueError, AttributeError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)


if __name__ == "__main__":
    raise SystemExit(main())
