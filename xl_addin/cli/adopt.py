"""``fho adopt``: take over a region's own posting sheet."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from pathlib import Path
from typing import Any

from xl_addin.adopt import ALL, ONLY_NEW, REFUSE, Adopted, adopt, other_sheets
from xl_addin.adopt.account import CLASSES, POSTING, SEEN, TOTAL, account
from xl_addin.adopt.ask import confirm
from xl_addin.adopt.mapping import Mapping, MappingError, best_sheet, propose
from xl_addin.adopt.mapping_file import from_toml, remembered, skeleton, to_toml, with_memory
from xl_addin.adopt.memory import Memory
from xl_addin.adopt.new_book import Typed, typed_in
from xl_addin.adopt.source import SourceSheet, read_source
from xl_addin.agreement.wording import kroner
from xl_addin.books.regional.areas import ARRANGEMENTS, CLAIMED
from xl_addin.cells.cpr import without_cpr
from xl_addin.cli.shared import FINDINGS, add_command, add_today, check_out, not_written, refuse
from xl_addin.collecting import uncollected
from xl_addin.files import write_whole
from xl_addin.refusal import Refusal

_ABOUT = """Overtag et ark med posteringer, som regionen eller kommunen selv fører, eller et udtræk af økonomisystemet
(SAP/KMD Opus, Prisme, Navision Stat …): overskrifter i enhver rækkefølge, på dansk, engelsk eller tysk.

Den foreslår, hvad hver kolonne er, og spørger, eller den tager en lille fil, der siger det (en tilpasning). Den skriver
en NY mappe med posteringerne, hvad FHO-funktionerne får dem til, afregningen, regnskab for hver række og kolonne i
kilden og fundene fra fho check. Kilden bliver kun læst. Er noget uvist, overtager den ikke.
"""
_EXAMPLES = """eksempler:
  fho adopt udgifter.xlsx                                     spørger, og skriver udgifter-fho.xlsx i denne mappe
  fho adopt udgifter.csv --propose udgifter.toml              skriver et forslag til en tilpasning, til at se efter
  fho adopt udgifter.csv --mapping udgifter.toml              overtager uden at spørge
  fho adopt november.csv --mapping udgifter.toml              næste måned: ordningerne huskes, intet overtages to gange

status: 0 overtaget, intet fundet; 1 overtaget, med fund; 2 ikke overtaget
"""


def add_parser(subparsers: Any) -> None:
    """Add the command to the command line."""
    parser = add_command(subparsers, "adopt", run, about=_ABOUT, examples=_EXAMPLES)
    parser.add_argument(
        "workbook", type=Path, metavar="KILDE", help="regnearket (.xlsx, .xlsm, .xls) eller tekstfilen (.csv, .txt)"
    )
    parser.add_argument("--sheet", metavar="ARK", help="arket med posteringer (ellers det, der ligner mest)")
    parser.add_argument("--mapping", type=Path, metavar="FIL.toml", help="tilpasningen; den husker fra måned til måned")
    parser.add_argument("--propose", type=Path, metavar="FIL.toml", help="skriv forslaget til en tilpasning, og stop")
    parser.add_argument(
        "-o", "--out", type=Path, metavar="NY", help="den nye mappe (ellers KILDE-fho.xlsx i denne mappe)"
    )
    parser.add_argument("--force", action="store_true", help="skriv over en fil, der findes")
    again = parser.add_mutually_exclusive_group()
    again.add_argument("--kun-nye", action="store_true", help="tag kun de posteringer, der ikke er overtaget før")
    again.add_argument("--igen", action="store_true", help="tag alle posteringer, også dem, der er overtaget før")
    add_today(parser, "dagen, frister regnes fra (i dag)")


def run(arguments: argparse.Namespace) -> int:
    """Take over; exit status 1 with findings, 2 when nothing was taken over."""
    source: Path = arguments.workbook
    out: Path = arguments.propose or arguments.out or Path(f"{without_cpr(source.stem)}-fho.xlsx".replace("•", "x"))
    try:
        check_out(source, out, arguments.force, ".toml" if arguments.propose else ".xlsx")
        return _propose(arguments, out) if arguments.propose else _take_over(arguments, out)
    except MappingError as error:
        why, *asked = str(error).split("\n")  # what is asked, a line each
        status = refuse("adopt", why)
        for one in asked:
            print(f"  {' '.join(one.split())}", file=sys.stderr)
        return status
    except OSError as error:
        raise not_written(error, out) from None
    except (EOFError, KeyboardInterrupt):
        print(file=sys.stderr)
        raise Refusal("stoppet; intet er skrevet") from None


def _propose(arguments: argparse.Namespace, out: Path) -> int:
    sheets = read_source(arguments.workbook)
    sheet, mapping = _proposal(arguments, sheets, out)
    rows = None if mapping.missing() else account(sheet, mapping)
    alone = not other_sheets(sheets, mapping)
    write_whole(out, to_toml(mapping, sheet, rows, alone).encode(), rights_of=arguments.workbook)
    lacking = f"; mangler: {', '.join(mapping.missing())}" if mapping.missing() else ""
    print(f"{out}: skrevet; se den efter{lacking}")
    return 0


@uncollected()  # a million cells and no cycles among them: looking for some takes a third of the time
def _take_over(arguments: argparse.Namespace, out: Path) -> int:
    sheets = read_source(arguments.workbook)
    if arguments.mapping:
        mapping, memory = from_toml(arguments.mapping, sheets), remembered(arguments.mapping)
    else:
        mapping, memory = _asked(arguments, sheets, out), Memory()
    typed = _take_along(memory, arguments.mapping, out)
    if mapping.missing():
        raise MappingError(f"{mapping.sheet}: tilpasningen mangler {', '.join(mapping.missing())}")
    before = ONLY_NEW if arguments.kun_nye else ALL if arguments.igen else REFUSE
    into = _name_from(arguments.mapping, out)
    today = arguments.today or dt.date.today()
    adopted = adopt(arguments.workbook.name, sheets, mapping, today, memory, into, before, typed)
    write_whole(out, adopted.file, rights_of=arguments.workbook)
    if arguments.mapping:
        kept = arguments.mapping.read_text("utf-8-sig")
        write_whole(arguments.mapping, with_memory(kept, memory).encode(), rights_of=arguments.mapping)
    _tell(adopted, mapping.sheet, out)
    return FINDINGS if adopted.found else 0


def _take_along(memory: Memory, mapping: Path | None, out: Path) -> Typed:
    """What a person has typed in the last workbook, or in the one that is written over; its claims only from there."""
    last = mapping.parent / memory.last if mapping and memory.last else out
    if not last.is_file():
        if memory.last:
            print(f"{last}: er der ikke, så ordningernes oplysninger er dem, tilpasningen husker", file=sys.stderr)
        last = out
    typed = typed_in(last) if last.is_file() else Typed()
    memory.learn(typed.records.get(ARRANGEMENTS, ()))
    claims = typed_in(out).records.get(CLAIMED, []) if out.is_file() else []
    return Typed({**typed.records, CLAIMED: claims}, typed.terms)


def _name_from(mapping: Path | None, out: Path) -> str:
    """The new workbook's name as the mapping remembers it: from its own folder."""
    return os.path.relpath(out, mapping.parent).replace(os.sep, "/") if mapping else ""


def _tell(adopted: Adopted, sheet: str, out: Path) -> None:
    """The account of rows and columns, and where the findings are."""
    rows = adopted.account
    for kind in CLASSES:
        if kind != SEEN or rows.count(kind):
            amount = kroner(rows.ore(kind)) if kind in (POSTING, TOTAL, SEEN) else ""
            print(f"{rows.count(kind):>8}  {kind:<12} {amount}".rstrip())
    print(f"{len(rows.rows):>8}  rækker i {without_cpr(sheet)}, alle gjort rede for")
    for one in adopted.unused:
        left = adopted.people.left_out.get(one.column)
        print(f"Ikke brugt: {one.name}: {one.holds}" + (f"; ikke kopieret ({left})" if left else ""))
    print(f"{out}: skrevet, {len(adopted.found)} fund (arket Fund)")


def _proposal(arguments: argparse.Namespace, sheets: list[SourceSheet], out: Path) -> tuple[SourceSheet, Mapping]:
    named = [one for one in sheets if one.name == arguments.sheet] if arguments.sheet else [best_sheet(sheets)]
    if not named:
        there = ", ".join(f"»{one.name}«" for one in sheets)
        raise MappingError(f"{arguments.workbook.name}: der er intet ark »{arguments.sheet}«; der er {there}")
    sheet = named[0]
    try:
        if sheet is not None:
            return sheet, propose(sheet)
    except MappingError:
        pass
    headings, text = skeleton(sheets)
    file = out.with_suffix(".toml")
    told = f"{arguments.workbook.name}: intet ark ligner posteringer. Overskrifter, der blev fundet: {headings}."
    if file.exists():
        raise MappingError(f"{told} Giv en tilpasning med --mapping")
    write_whole(file, text.encode(), rights_of=arguments.workbook)
    raise MappingError(f"{told} {file} er skrevet: udfyld den, og giv den med --mapping")


def _asked(arguments: argparse.Namespace, sheets: list[SourceSheet], out: Path) -> Mapping:
    """The proposal with a person's answers."""
    sheet, mapping = _proposal(arguments, sheets, out)
    if not sys.stdin.isatty():
        raise MappingError(
            "der er ingen at spørge: skriv et forslag med --propose FIL.toml, se det efter, og giv det med --mapping"
        )
    return confirm(mapping, sheet, input, print)
