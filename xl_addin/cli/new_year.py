"""``fho nyt-aar``: the regional workbook of a new year."""

import argparse
import datetime as dt
from pathlib import Path
from typing import Any

from xl_addin.agreement.wording import kroner
from xl_addin.cli.shared import DONE, add_command, check_out, not_written
from xl_addin.files import write_whole
from xl_addin.invoices.year_end import new_year

_ABOUT = """En ny mappe til det nye år: ordninger, der fortsætter, ubetalte opkrævninger og åbne saldi kommer med;
posteringer bliver i den gamle mappe, som ikke ændres. Det, hver kommune er tilbage at afregne, er det samme før og
efter, på øren; ellers skrives intet.
"""
_EXAMPLES = """eksempel:
  fho nyt-aar regnskab-2016.xlsx -o regnskab-2017.xlsx

status: 0 skrevet; 2 intet skrevet, og på én linje hvorfor; 3 fejl i programmet
"""


def add_parser(subparsers: Any) -> None:
    """Add the command to the command line."""
    parser = add_command(subparsers, "nyt-aar", run, about=_ABOUT, examples=_EXAMPLES)
    parser.add_argument("workbook", type=Path, metavar="MAPPE", help="det gamle års regionsregnskab")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="NY", help="den nye mappe (.xlsx)")
    parser.add_argument("--aar", type=int, metavar="ÅÅÅÅ", help="det nye år (året efter den sidste postering)")
    parser.add_argument("--force", action="store_true", help="skriv over en fil, der findes")


def run(arguments: argparse.Namespace) -> int:
    """Write the workbook, and say what it begins with."""
    source, out = arguments.workbook, arguments.out
    try:
        check_out(source, out, arguments.force, source.suffix)
        made = new_year(source, dt.date.today(), arguments.aar)
        write_whole(out, made.file, rights_of=source)
    except OSError as error:
        raise not_written(error, out) from None
    for name, ore in made.balances.items():
        print(f"saldo {name}: {kroner(abs(ore))} kr., {'kommunen' if ore > 0 else 'regionen'} betaler")
    for note in made.notes:
        print(note)
    print(f"{out}: skrevet for {made.year}. Sæt begynd i opkraevning.toml til det næste nummer i serien")
    return DONE
