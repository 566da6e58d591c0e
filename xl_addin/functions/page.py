"""The page ``README.md`` beside this file: every function with its Danish help, made from the signatures."""

from collections.abc import Iterator
from typing import Final

from xl_addin.functions.catalogue import Argument, CellFunction, sections

_HEAD: Final = """# Funktionerne

Alle funktioner i dansk Excel. Felter i [klammer] kan udelades. Siden er lavet af koden (`fho functions --page`); den
samme hjælp står i Excels funktionsguide (*fx*) og på enhver anden vært.

* **Et felt er en celle eller en kolonne.** Med kolonner giver én formel en række for hver række.
* **Fejl er Excels egne, i den række det gælder:** `#I/T` noget nødvendigt mangler, `#VÆRDI!` noget kan ikke læses eller
  er ukendt, `#NUM!` noget ligger uden for det mulige. `FHO_KONTROL` og kolonnen *bemærkning* siger på dansk, hvad der
  er galt.
* **Datoer, tal og navne** læses, som danskere skriver dem (`25/10-2016`, `1.234,50-`, `Århus Kommune`, `§ 95, stk. 3`).
  Det, der kan læses på to måder (`1.234`, `1,234`, `1.5`), er en fejl og aldrig et gæt.
* **Hvor kommer tallet fra?** `FHO_KILDE` viser kilden bag en kode eller status; `fho explain` viser mellemregningerne.
  Det, som hverken aftalen eller vejledningen afgør, er mærket *vores læsning*.
"""


def page() -> str:
    """The page in Markdown."""
    return "\n".join([_HEAD, *(line for title, functions in sections() for line in _section(title, functions))]) + "\n"


def _section(title: str, functions: tuple[CellFunction, ...]) -> Iterator[str]:
    yield f"## {title}\n"
    for one in functions:
        yield f"### {one.name}\n\n`={one.syntax}`\n\n{one.help}\n"
        if one.arguments:
            yield "| felt | |\n| --- | --- |"
            yield from map(_row, one.arguments)
            yield ""
        if len(one.columns) > 1:
            yield f"Giver {len(one.columns)} kolonner: {', '.join(one.columns)}.\n"


def _row(argument: Argument) -> str:
    return f"| `{argument.name}`{' (kan udelades)' if argument.optional else ''} | {argument.help} |"
