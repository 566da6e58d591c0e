"""An agreement's parameters in Danish sentences: a text says ``{deadline}``, not *4 uger*; a fact stands once."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np

from xl_addin.agreement.parameters import Agreement, Version, midtjylland, shipped
from xl_addin.agreement.sections import sections, special_rules

_WEEK: Final = 7


def filled(text: str, agreement: Agreement | None = None, **others: object) -> str:
    """A text with the agreement's newest parameters in it; Midtjylland's where no agreement is given.

    Fields: ``{key}`` 67/33, ``{region_key}`` and ``{municipality_key}`` in per cent, ``{region_part}`` and
    ``{municipality_part}`` as decimals, ``{deadline}``, ``{review}``, ``{hours_cap}``, ``{first_day}``,
    ``{grants}`` (§§ 95 og 96), ``{home_help}`` (§ 83), ``{not_abroad}`` (§ 95); ``{Midtjylland:…}`` for a clause of
    that agreement (see ``Clauses``); and what ``others`` names.

    >>> filled("Fordeles {key} fra {first_day}, senest {deadline} efter udskrivelsen.")
    'Fordeles 67/33 fra 31-08-2015, senest 4 uger (28 dage) efter udskrivelsen.'
    """
    if "{" not in text:
        return text
    chosen = midtjylland() if agreement is None else agreement
    first_day = day_in_words(chosen.first_day)
    fields = _fields(chosen.newest) | _SECTIONS | clauses(chosen) | {"first_day": first_day} | others
    return text.format_map(fields)


@dataclass(frozen=True)
class Clauses:
    """The clauses (bestemmelser) of one agreement, as they are cited where another may be chosen.

    A text names the agreement that a clause belongs to, and after a semicolon the guideline, where that says the same.
    Under another agreement the guideline stands alone; where there is none, it is said whose clause it is [ours].

    >>> from xl_addin.agreement.parameters import executive_order
    >>> filled("Kilde: {Midtjylland:Økonomi; vejl. 7.1}.")
    'Kilde: Aftalen, Økonomi; vejl. 7.1.'
    >>> filled("Kilde: {Midtjylland:Økonomi; vejl. 7.1} ({Midtjylland:note 1}).", executive_order())
    'Kilde: vejl. 7.1 (aftalen for Midtjylland, note 1).'
    """

    of: str
    is_chosen: bool

    def __format__(self, cited: str) -> str:
        """The clause as it stands in a text."""
        clause, _, guideline = cited.partition("; ")
        return f"Aftalen, {cited}" if self.is_chosen else guideline or f"aftalen for {self.of}, {clause}"


def clauses(chosen: Agreement) -> dict[str, object]:
    """The fields of a text for the clauses of each agreement that comes with the add-in."""
    return {one.name: Clauses(one.name, one.name == chosen.name) for one in shipped()}


def _fields(version: Version) -> dict[str, str]:
    region, municipality = version.region_key, version.municipality_key
    return {
        "key": f"{_figure(100 * region)}/{_figure(100 * municipality)}",
        "region_key": per_cent(region),
        "municipality_key": per_cent(municipality),
        "region_part": _figure(region),
        "municipality_part": _figure(municipality),
        "deadline": days_in_words(version.deadline_days),
        "review": days_in_words(version.review_days),
        "hours_cap": str(version.hours_cap),
    }


def sections_in_words(keys: Iterable[str]) -> str:
    """Sections as a sentence names them, by number.

    >>> sections_in_words(["96", "95", "95 stk. 3"])
    '§§ 95 og 96'
    """
    *others, last = (str(number) for number in sorted({sections()[key].number for key in keys}))
    return f"§§ {', '.join(others)} og {last}" if others else f"§ {last}"


_SECTIONS: Final[dict[str, object]] = {
    field: sections_in_words(special_rules()[rule].sections)
    for field, rule in {"grants": "grant", "home_help": "deadlines", "not_abroad": "not abroad"}.items()
}


def _figure(number: Fraction) -> str:
    return f"{float(number):.6g}".replace(".", ",")


def per_cent(part: Fraction) -> str:
    """A part of a whole in per cent.

    >>> per_cent(Fraction("0.675"))
    '67,5 %'
    """
    return f"{_figure(100 * part)} %"


def figures(number: float, decimals: int = 2) -> str:
    """A number with a full stop between thousands and a comma before the decimals.

    >>> figures(-1234567.5), figures(1234.5, 0)
    ('-1.234.567,50', '1.234')
    """
    return f"{number:,.{decimals}f}".translate(_DANISH_SIGNS)


def kroner(ore: int) -> str:
    """Whole øre as kroner.

    >>> kroner(123456789)
    '1.234.567,89'
    """
    return figures(ore / 100)


def days_in_words(days: int) -> str:
    """A number of days as it is written in a sentence, in weeks too where they are whole.

    >>> days_in_words(42), days_in_words(30), days_in_words(1)
    ('6 uger (42 dage)', '30 dage', '1 dag')
    """
    weeks, rest = divmod(days, _WEEK)
    return f"{weeks} uger ({days_of(days)})" if weeks > 1 and not rest else days_of(days)


def days_of(days: int) -> str:
    """A number of days in words: ``1 dag``, ``2 dage``."""
    return "1 dag" if days == 1 else f"{days} dage"


def counted(count: int, of: str) -> str:
    """So many of something, by its name in the singular.

    >>> counted(1, "postering"), counted(2, "postering"), counted(1200, "celle")
    ('1 postering', '2 posteringer', '1200 celler')
    """
    several = f"{of}r" if of.endswith("e") else f"{of}er"
    return f"{count} {of if count == 1 else several}"


def day_in_words(day: np.datetime64 | dt.date) -> str:
    """A day as Danes write it.

    >>> day_in_words(np.datetime64("2015-08-31"))
    '31-08-2015'
    """
    return f"{day.astype(object) if isinstance(day, np.datetime64) else day:%d-%m-%Y}"


def danish_order(name: str) -> tuple[str, str]:
    """The key that sorts names as Danes do: æ, ø, å last, and aa as å.

    >>> sorted(["Aarhus", "Ærø", "Zoo", "Odense"], key=danish_order)
    ['Odense', 'Zoo', 'Ærø', 'Aarhus']
    """
    return name.casefold().replace("aa", "å").translate(_AFTER_Z), name


_DANISH_SIGNS: Final = str.maketrans(",.", ".,")

_AFTER_Z: Final = str.maketrans("æøå", "{|}")
