"""What the form asks, and what follows from the answers: every cell has a name, and formulas use the names."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from xl_addin.books.layout import DATE, GENERAL, HOURS, KRONER, TEXT, Column
from xl_addin.books.words import JOINT, UNCLEAR

FORM = "Skema"


@dataclass(frozen=True)
class Question:
    """An input cell: how it looks and what it asks, its drop-down or limits, and the example's answer."""

    column: Column
    example: Any = None
    choices: str = ""
    limits: tuple[float, float] | None = None


@dataclass(frozen=True)
class Consequence:
    """A computed cell: its name, its label, its formula, and where the rule stands."""

    key: str
    label: str
    formula: str
    source: str
    number_format: str = GENERAL
    lines: int = 1


@dataclass(frozen=True)
class Part:
    """A part of the form: questions to the left, what follows from them to the right."""

    heading: str
    questions: tuple[Question, ...]
    consequences: tuple[Consequence, ...]


def name(key: str) -> str:
    """The defined name of a cell of the form."""
    return f"ny_{key}"


def names(keys: str) -> str:
    """Several cells as the arguments of a function."""
    return ",".join(name(key) for key in keys.split())


def given(keys: str, formula: str, otherwise: str = '""') -> str:
    """A formula that is blank until the cells it needs are filled in."""
    blanks = ",".join(f'{name(key)}=""' for key in keys.split())
    return f"IF(OR({blanks}),{otherwise},{formula})"


def _ask(key: str, label: str, number_format: str, help_: str) -> Column:
    return Column(key, label, 0, number_format, help_, typed=True)


def _employer(place: int) -> str:
    call = f"INDEX(FHO_ARBEJDSGIVER({names('paragraf arbejdsgiver')}),1,{place})"
    found = f'IF({call},"ja","nej")' if place == 1 else call
    return given("status paragraf arbejdsgiver", f'IF({name("status")}="{UNCLEAR}","",{found})')


_WHO = "resp paragraf sel samme kommune"
_TARGET = "Aftalen, Målgruppe; vejl. 5.1, 5.2 og 8.3"
_START = "Aftalen, Principper for fordelingsnøglen"
_WORK = "Aftalen, Ansvars- og opgavefordeling; vejl. 4"

PARTS = (
    Part(
        "1. Borgeren og hjælpen",
        (
            Question(_ask("sag", "Sagsnummer", TEXT, "Sagens nummer, for eksempel RM-2016-101. Aldrig et CPR-nummer."), "RM-2016-101"),
            Question(_ask("kommune", "Kommune", TEXT, "Borgerens kommune."), "Viborg", "liste_alle_kommuner"),
            Question(_ask("paragraf", "Paragraf i serviceloven", TEXT, "Den paragraf, hjælpen er bevilget efter. Får borgeren hjælp efter to, udfyldes et skema for hver."), "96", "liste_paragraffer"),
            Question(_ask("resp", "Timer i døgnet: respirationsbehandling", HOURS, "Som lægen har ordineret, overvågning medregnet. Uden ekstra hjælper."), 24, limits=(0, 24)),
            Question(_ask("sel", "Timer i døgnet: servicelov", HOURS, "Udmålt for sig, uanset behovet for respirationsbehandling. Uden ekstra hjælper."), 12, limits=(0, 24)),
            Question(_ask("overlap", "Heraf samtidige timer", HOURS, "Timer i døgnet, hvor samme hjælper giver begge slags hjælp. Tom betyder ingen."), 12, limits=(0, 24)),
            Question(_ask("samme", "Kan de samme hjælpere give hjælpen?", TEXT, "ja, hvis de samme hjælpere helt eller delvist kan give begge slags hjælp."), "ja", "liste_ja_nej"),
        ),
        (
            Consequence("status", "Status", given(_WHO, f"FHO_STATUS({names(_WHO)})", '"Udfyld felterne til venstre"'), _TARGET),
            Consequence("begrundelse", "Begrundelse", given(_WHO, f"FHO_BEGRUNDELSE({names(_WHO)})"), _TARGET, lines=3),
            Consequence("timer", "Timer i døgnet i alt", given("resp sel", f"FHO_TIMER({names('resp sel overlap')})"), "Aftalen, Principper for fordelingsnøglen; vejl. 7.1 (højst 24)", HOURS),
        ),
    ),
    Part(
        "2. Opstart",
        (
            Question(_ask("udskrevet", "Udskrevet", DATE, "Dagen for udskrivelse med respiratorisk overvågning."), date(2016, 3, 14)),
            Question(_ask("oplært_resp", "Oplært i respirationsbehandling", DATE, "Dagen, hjælperholdet var oplært i respirationsbehandlingen."), date(2016, 3, 29)),
            Question(_ask("oplært_sel", "Oplært i hjælp efter serviceloven", DATE, "Dagen, hjælperholdet var oplært i hjælpen efter serviceloven."), date(2016, 4, 4)),
            Question(_ask("aftalt_start", "Aftalt start (kun frivillig aftale)", DATE, "Kun når status ikke er Fælles ordning, og parterne har aftalt en startdato.")),
        ),
        (
            Consequence("oplært", "Oplært i begge", given("oplært_resp oplært_sel", f"MAX({names('oplært_resp oplært_sel')})"), "Den seneste af de to datoer", DATE),
            Consequence("frist", "Senest fælles finansiering", given("udskrevet", f"FHO_STARTDATO({name('udskrevet')})"), f"{_START} (4 uger efter udskrivelsen)", DATE),
            Consequence(
                "start", "Fælles finansiering fra",
                f'IF({name("status")}="{JOINT}",{given("udskrevet", "FHO_STARTDATO(" + names("udskrevet oplært") + ")")},'
                f'{given("aftalt_start", name("aftalt_start"))})',
                f"{_START}; for en frivillig aftale: den aftalte dato", DATE,
            ),
            Consequence(
                "før_start", "Indtil da",
                given("start", '"Hver part betaler sit: regionen respirationsbehandling, kommunen hjælp efter serviceloven."'),
                "Aftalen, Økonomi; vejl. 7.1", lines=2,
            ),
        ),
    ),
    Part(
        "3. Arbejdsgiver og betaling",
        (
            Question(_ask("arbejdsgiver", "Arbejdsgiver", TEXT, "Hvem der ansætter hjælperne."), "forening", "liste_arbejdsgivere"),
            Question(_ask("timepris", "Forventet timepris, kroner", KRONER, "Løn, pension, arbejdsgiveropgaver, vikarer og forsikring, per time."), 195.50, limits=(0, 10_000)),
        ),
        (
            Consequence("tilladt", "Kan være arbejdsgiver", _employer(1), _WORK),
            Consequence("oplærer", "Oplærer i den anden parts opgaver", _employer(2), _WORK),
            Consequence("betaler", "Betaler først og opkræver derefter", _employer(3), "Aftalen, Fakturering; vejl. 7.4.1"),
        ),
    ),
    Part(
        "4. Ekstra hjælper ud over den fælles",
        (
            Question(_ask("ekstra_timer", "Timer om året", HOURS, "Timer, hvor der er brug for mere end én hjælper ad gangen."), 104, limits=(0, 8784)),
            Question(_ask("ekstra_pris", "Timepris, kroner", KRONER, "Timepris for den ekstra hjælper."), 195.50, limits=(0, 10_000)),
            Question(_ask("udmålt_af", "Udmålt af", TEXT, "Den part, der har vurderet behovet, betaler det hele."), "Kommunen", "liste_udmålt_af"),
        ),
        (
            Consequence("ekstra_region", "Regionen betaler", given("ekstra_timer ekstra_pris udmålt_af", f"INDEX(FHO_EKSTRAHJAELPER({names('ekstra_timer ekstra_pris udmålt_af')}),1,1)"), "Aftalen, Principper for fordelingsnøglen; vejl. 7.1", KRONER),
            Consequence("ekstra_kommune", "Kommunen betaler", given("ekstra_timer ekstra_pris udmålt_af", f"INDEX(FHO_EKSTRAHJAELPER({names('ekstra_timer ekstra_pris udmålt_af')}),1,2)"), "Aftalen, Principper for fordelingsnøglen; vejl. 7.1", KRONER),
        ),
    ),
    Part(
        "5. Ferie",
        (
            Question(_ask("ferie", "Merudgift ved ferie om året, kroner", KRONER, "Kun det, ferien koster ekstra. Almindelig løn under ferie er en fælles udgift (vores læsning)."), 12_500, limits=(0, 1e7)),
            Question(_ask("bevilget", "Bevilget af kommunen?", TEXT, "ja, hvis merudgiften kan henføres til serviceloven og er bevilget af kommunen."), "ja", "liste_ja_nej"),
        ),
        (
            Consequence("ferie_kommune", "Kommunen betaler", given("ferie", f"INDEX(FHO_FERIE({names('ferie bevilget')}),1,2)"), "Aftalen, Ved forskellige kompetencekrav, ferie og indlæggelse; vejl. 8.1", KRONER),
            Consequence("ferie_borger", "Borgeren betaler", given("ferie", f"INDEX(FHO_FERIE({names('ferie bevilget')}),1,3)"), "Vores læsning: resten er borgerens. Regionen dækker aldrig merudgifter ved ferie", KRONER),
        ),
    ),
)  # fmt: skip
