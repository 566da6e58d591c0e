"""The Danish words of the drop-downs, taken from the agreement's data files."""

from xl_addin.agreement.municipalities import municipalities
from xl_addin.agreement.parameters import midtjylland
from xl_addin.agreement.vocabulary import ARTS, EMPLOYERS, SECTIONS
from xl_addin.agreement.wording import danish_order

YES = "ja"
NO = "nej"
REGION = "Regionen"
MUNICIPALITY = "Kommunen"
CENTRE = "Respirationscentret"

TOGETHER = "Region og kommune"
"""Who takes the decision on a long admission (A Ved forskellige kompetencekrav, ferie og indlæggelse)."""
CONTINUES = "fortsætter"

JOINT = "Fælles ordning"
UNCLEAR = "Kræver afklaring"


def region_municipalities() -> tuple[str, ...]:
    """The agreement's municipalities, Danish order (å last)."""
    return tuple(sorted(midtjylland().newest.municipalities, key=danish_order))


def all_municipalities() -> tuple[str, ...]:
    """All municipalities of the country, Danish order."""
    return tuple(sorted(municipalities(), key=danish_order))


LISTS: dict[str, tuple[str, ...]] = {
    "liste_kommuner": region_municipalities(),
    "liste_alle_kommuner": all_municipalities(),
    "liste_paragraffer": SECTIONS,
    "liste_arbejdsgivere": EMPLOYERS,
    "liste_arter": ARTS,
    "liste_betalt_af": (REGION, MUNICIPALITY),
    "liste_udmålt_af": (CENTRE, MUNICIPALITY),
    "liste_ja_nej": (YES, NO),
    "liste_beslutninger": (CONTINUES, "ændres", "ophører"),
    "liste_truffet_af": (TOGETHER, "Regionen alene", "Kommunen alene"),
}
"""The lists by the defined name that the drop-downs use."""
