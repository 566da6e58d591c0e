"""Aftaleark: the arrangement on one page, for both parties to sign; blank until there is something to agree."""

from xl_addin.agreement.wording import filled
from xl_addin.books import style
from xl_addin.books.new_arrangement.questions import CAN_BE_AGREED, SHARED, agreed, case_line, case_shown, kept, name
from xl_addin.books.new_arrangement.year_budget import PARTIES, year
from xl_addin.books.paper import Paper
from xl_addin.books.regional.areas import AGREEMENT
from xl_addin.books.rendering import Lines, SheetPlan, Shown, lines_needed

SIGNING = "Aftaleark"

_SHARED_KEY = f'FHO_NOEGLE("region",{name("start")},{SHARED})'
_CAP = filled("(højst {hours_cap})")
_HOURS = (
    f'{name("resp")}&" timer respirationsbehandling + "&{name("sel")}&" timer efter serviceloven − "'
    f'&IF({name("overlap")}="","0",{name("overlap")})&" samtidige = "&{name("timer")}&" timer i døgnet {_CAP}"'
)


def _groups() -> tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]:
    """Headings with lines: a label, a formula, a look."""
    return (
        ("Parterne", (
            ("Region", kept("region_navn"), "oplyst"),
            ("Kommune", f'FHO_KOMMUNE({name("kommune")})&" Kommune"', "oplyst"),
            ("Sagsnummer", case_shown(), "oplyst"),
        )),
        ("Hjælpen", (
            ("Paragraf i serviceloven", f'{name("paragraf")}&IF({name("paragraf_2")}="",""," og "&{name("paragraf_2")})', "oplyst"),
            ("Grundlag", f'{name("status")}&". "&FHO_KILDE({name("status")},{AGREEMENT})', "linje"),
            ("Timer", _HOURS, "linje"),
            ("Bolig", f'IF({name("plejebolig")}="ja","Plejebolig","Egen bolig")', "oplyst"),
        )),
        ("Opstart, varighed og opsigelse", (
            ("Udskrevet", kept("udskrevet"), "oplyst dato"),
            ("Fælles finansiering fra", kept("start"), "oplyst dato"),
            ("Gælder til", f'IF({name("gælder_til")}="","indtil videre",{name("gælder_til")})', "oplyst dato"),
            ("Opsigelsesvarsel", f'IF({name("varsel")}="","ikke aftalt",{name("varsel")}&IF({name("varsel")}=1," måned"," måneder"))', "oplyst"),
        )),
        ("Arbejdsgiver og betaling", (
            ("Arbejdsgiver", kept("arbejdsgiver"), "oplyst"),
            ("Oplærer i den anden parts opgaver", kept("oplærer"), "oplyst"),
            ("Betaler først og opkræver derefter den anden parts andel", kept("betaler"), "oplyst"),
            ("Regionens andel af fælles udgifter", _SHARED_KEY, "oplyst procent"),
            ("Kommunens andel af fælles udgifter", _SHARED_KEY.replace("region", "kommune"), "oplyst procent"),
        )),
    )  # fmt: skip


def _budget() -> Lines:
    """What is shared apart from what is not, so that a percentage never stands beside a sum that it is not of."""
    rows = tuple(
        (Shown(text), *(Shown(f"={agreed(f'{year(key, party)}_budget')}", "linje kroner") for party in PARTIES))
        for text, key in (
            ("Fælles udgifter, efter andelene ovenfor", "fælles"),
            ("Ekstra hjælper: den, der har udmålt", "ekstra"),
            ("Merudgift ved ferie: aldrig regionen", "ferie"),
            ("I alt", "året"),
        )
    )
    headers = ("Budget for de første 12 måneder, kroner", "I alt", "Regionen", "Kommunen", "Borgeren")
    return Lines("", headers, rows, height=18)


def plan() -> SheetPlan:
    """The sheet's description."""
    parts = [
        Lines(heading, (), tuple((Shown(label), Shown(f"={agreed(formula)}", look, span=4, lines=2 if look == "linje" else 1)) for label, formula, look in lines), height=18)
        for heading, lines in _groups()
    ]  # fmt: skip
    together = "Varer en indlæggelse længere end fristen i aftalen, vurderer region og kommune i fællesskab, om ordningen bør fortsætte."
    terms = tuple(
        (Shown(f"={agreed(f'{chr(34)}{text}{chr(34)}')}", "tekst", span=5, lines=lines_needed(text, 116)),)
        for text in (
            "Fælles udgifter deles efter andelene ovenfor, fra datoen ovenfor. Indtil da betaler hver part sit.",
            "Der afregnes på afholdte udgifter; budgettet er kun til planlægning.",
            together,
        )
    )
    signs = (
        (Shown(f"={agreed(kept('region_navn'))}", "fed"), Shown(look="tekst", span=2), Shown(f'={agreed("FHO_KOMMUNE(" + name("kommune") + ")&" + chr(34) + " Kommune" + chr(34))}', "fed", span=2)),
        *(
            (Shown(text, "felt"), Shown(look="tekst", span=2), Shown(text, "felt", span=2))
            for text in ("Dato og underskrift", "Navn og stilling")
        ),
    )  # fmt: skip
    last = 4 + sum(len(part.rows) + 2 for part in parts) + 18
    beside = f'=IF({CAN_BE_AGREED}="ja","Klar til udskrift og underskrift.","Siden er tom, til der kan indgås en aftale: "&{CAN_BE_AGREED})'
    return SheetPlan(
        SIGNING,
        "Aftale om fælles hjælperordning",
        (f"={agreed(case_line())}",),
        (
            Lines(rows=((Shown(beside, "fed", deep=3),),), column=8, row=1, height=15, gap=0),
            *parts,
            _budget(),
            Lines("Parterne er enige om", (), terms),
            Lines(rows=signs, height=46),
            Lines(rows=((Shown('="Beregnet med "&FHO_VERSION()', "note", span=5),),)),
        ),
        Paper(f"F{last}", landscape=False, tall=1),
        widths=(2, 44, 18, 18, 18, 18, 3, 44),
        column=2,
        more=lambda sheet: style.look_here(sheet, "H1", f'{CAN_BE_AGREED}<>"ja"'),
    )
