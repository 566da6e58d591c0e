"""What is wrong with a row, in Danish words that help."""

from typing import Any

import pytest

from tests.calling import functions
from xl_addin.cells.problems import in_danish
from xl_addin.functions.catalogue import catalogue

HEADINGS = ["Sagsnr.", "Kommune", "Paragraf", "Timer respiration", "Timer servicelov", "Samme hjælpere", "Udskrevet"]


def remark(section: Any) -> str:
    """What FHO_ORDNINGER says of a period with a section."""
    table = [HEADINGS, ["S1", "Viborg", section, 24, 6, "ja", "2016-01-01"]]
    text: str = functions.fho_ordninger(table)[0][-2]
    return text


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ("192", "skriv ja ved plejebolig"),
        (192.0, "skriv ja ved plejebolig"),
        ("83; § 93", "§ 93 siger, hvem der ikke har frit valg"),
        ("§ 91", "frie valg"),
        (100, "merudgifter"),
        ("84", "84 stk. 1"),
        ("27", "er ikke en paragraf, som aftalen eller vejledningen nævner"),
        (10**5000, "er ikke en paragraf, som aftalen eller vejledningen nævner"),
        ("otte", "er ikke en paragraf, som aftalen eller vejledningen nævner"),
    ],
    ids=lambda value: str(value)[:12] if not isinstance(value, int) else "number",
)
def test_a_section_that_is_no_help_is_refused_with_what_to_write_instead(section: Any, said: str) -> None:
    assert said in remark(section)


def test_a_section_is_refused_by_the_name_of_its_column() -> None:
    assert remark("192").startswith("Fejl: Paragraf: § 192 er plejeboligen, ikke hjælpen")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("x", "løn", "2016-03-01"), "Fejl: beløb kan ikke læses som et tal (skriv fx 1.234,50); startdato mangler."),
        ((1e12, "løn", "2016-03-01", "", "2016-01-01"), "Fejl: beløb er et for stort beløb."),
        ((1, "løn", "#REF!", "", "2016-01-01"), "Fejl: fra er en celle med fejlen #REF!."),
        ((1, "løn", 42430, "", 42370, "", "", "", "Atlantis"), "aftale er hverken Midtjylland, Bekendtgørelsen eller"),
        ((1, "løn", 42430, "", 42370, "", "", "", "#N/A"), "Fejl: aftale har en celle med fejlen #N/A."),
        ((1, "løn", 42430, "", 42370, "", "", "", "", "60"), "regionsandel skal være et tal fra 0 til 1"),
        ((1, "ekstra", 42430), "Fejl: udmålt af mangler."),
    ],
)
def test_everything_that_is_wrong_is_told_by_the_argument_s_name(arguments: tuple[Any, ...], said: str) -> None:
    assert said in functions.fho_kontrol(*arguments)


def test_what_is_wrong_with_everything_still_fits_into_a_cell() -> None:
    text = functions.fho_kontrol(*["x"] * 10)
    assert len(text) <= 255
    assert text.startswith("Fejl: beløb kan ikke læses")
    assert text.endswith("mere).")


def test_no_text_shows_a_name_that_only_formulas_have() -> None:
    """`beloeb` and `udmaalt_af` are for VBA's sake; a person reads beløb and udmålt af."""
    names = {argument.name for function in catalogue() for argument in function.arguments}
    shown = {name: in_danish(name) for name in names}
    assert {name: text for name, text in shown.items() if name.replace("_", " ") != text} == {
        "afgoerelsesdato": "afgørelsesdato",
        "beloeb": "beløb",
        "indlaeggelser": "indlæggelser",
        "noegle": "nøgle",
        "noegler": "nøgler",
        "oplaert": "oplært",
        "samme_hjaelpere": "samme hjælpere",
        "udmaalt_af": "udmålt af",
        "vaerdier": "værdier",
    }
    assert not [text for text in shown.values() if "_" in text]
