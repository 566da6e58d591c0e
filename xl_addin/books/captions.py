"""The words of the workbooks: captions in data files beside their builders, drop-downs from the agreement's data."""

import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any

from xl_addin.agreement.municipalities import municipalities
from xl_addin.agreement.parameters import START_RULES, executive_order, midtjylland
from xl_addin.agreement.vocabulary import COST_TYPES, EMPLOYERS, SECTIONS
from xl_addin.agreement.wording import clauses, danish_order, filled
from xl_addin.books.layout import NUMBER_FORMATS, SheetColumn
from xl_addin.books.validation import entry_of

YES, NO = "ja", "nej"
REGION = "Regionen"
MUNICIPALITY = "Kommunen"
CENTRE = "Respirationscentret"

REGION_CLAIMS, MUNICIPALITY_CLAIMS = "regionen opkræver", "kommunen opkræver"
"""The direction of a claim on Opkrævet."""

OWN_AGREEMENT = "Egen aftale"

CHOSEN = "aftale_valg"
"""The name of the cell with the agreement chosen."""

JOINT = "Fælles ordning"


def read_words(package: str, name: str, **others: object) -> dict[str, Any]:
    """The content of a TOML file that stands in a package, with the agreement's parameters in its texts.

    A ``source`` is left as it is: ``cited`` makes a cell's content of it.

    Parameters: ``others`` are fields that only this file has (see ``agreement.wording.filled``).
    """
    content = tomllib.loads(files(package).joinpath(name).read_text(encoding="utf-8"))
    return {key: _with_parameters(one, others) for key, one in content.items()}


def _with_parameters(content: Any, others: Mapping[str, object]) -> Any:
    match content:
        case str():
            return filled(content, None, **others)
        case list():
            return [_with_parameters(one, others) for one in content]
        case dict():
            return {
                key: one if key == "source" and isinstance(one, str) else _with_parameters(one, others)
                for key, one in content.items()
            }
    return content


def cited(text: str) -> str:
    """A cell's content from a text with clauses: a formula, which says whose they are where another is chosen."""
    own, elsewhere = (filled(text, midtjylland(), **clauses(chosen)) for chosen in (midtjylland(), executive_order()))
    return own if own == elsewhere else f'=IF({CHOSEN}="{midtjylland().name}","{own}","{elsewhere}")'


def columns(entries: Iterable[Mapping[str, Any]], *, typed: bool = False) -> tuple[SheetColumn, ...]:
    """The columns that a data file lists."""
    return tuple(
        SheetColumn(
            entry["key"],
            entry["header"],
            entry["width"],
            NUMBER_FORMATS[entry.get("look", "general")],
            entry.get("help", ""),
            typed,
            entry_of(entry) if typed else None,
            entry.get("wraps", False),
        )
        for entry in entries
    )


def region_municipalities() -> tuple[str, ...]:
    """The agreement's municipalities, Danish order."""
    return tuple(sorted(midtjylland().newest.municipalities, key=danish_order))


LISTS: dict[str, tuple[str, ...]] = {
    "liste_kommuner": region_municipalities(),
    "liste_alle_kommuner": tuple(sorted(municipalities(), key=danish_order)),
    "liste_paragraffer": SECTIONS,
    "liste_arbejdsgivere": EMPLOYERS,
    "liste_arter": COST_TYPES,
    "liste_betalt_af": (REGION, MUNICIPALITY),
    "liste_udmålt_af": (CENTRE, MUNICIPALITY),
    "liste_ja_nej": (YES, NO),
    "liste_beslutninger": ("fortsætter", "ændres", "ophører"),
    "liste_truffet_af": ("Region og kommune", "Regionen alene", "Kommunen alene"),
    "liste_retninger": (REGION_CLAIMS, MUNICIPALITY_CLAIMS),
    "liste_startregler": START_RULES,
    "liste_aftaler": ("Midtjylland", "Bekendtgørelsen", OWN_AGREEMENT),
}
"""The drop-downs by the defined name that they use."""
