"""The page ``agreement/README.md`` for auditors: every parameter and reading with its source, made from the data."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, Final

import numpy as np

from xl_addin.agreement.data import read_toml
from xl_addin.agreement.employers import CLARIFY, pairing_history
from xl_addin.agreement.parameters import Agreement, shipped
from xl_addin.agreement.sections import least_hours, other_laws, other_sections, sections, special_rules, taken_over
from xl_addin.agreement.vocabulary import MUNICIPALITIES, SECTIONS
from xl_addin.agreement.wording import day_in_words, filled, per_cent

_HEAD: Final = """# Hvor kommer tallene fra?

Alt, som aftalen og loven bestemmer, står som data i denne mappe, med dato og kilde, og ingen andre steder i koden
eller teksterne. Siden er lavet af de data (`fho functions --page agreement`), der sidst er holdt op mod kilderne
{checked}. *Aftalen* er den første herunder; *vejl.* er vejledning nr. 10338 af 24. august 2015; *vores læsning* er det,
som ingen af dem afgør: det vises også for brugeren, så I kan bestemme noget andet.

Fra celle til kilde: `FHO_KILDE(kode)` i projektmappen, eller `fho explain` med de samme felter, som viser
mellemregningerne. Reglerne selv står i [`rules/`](../rules), en fil for hver bestemmelse, hver med citat, eksempel og
tests.
"""

_NAMES: Final = {
    "region_key": "Regionens del af fælles udgifter",
    "start_rule": "Regel for, hvornår fælles finansiering begynder",
    "deadline_days": "Frist efter udskrivelsen (dage)",
    "review_days": "Fælles vurdering under en lang indlæggelse (dage)",
    "hours_cap": "Højst timer i døgnet",
    "payer": "Hvem der betaler først",
    "mandatory": "Paragraffer med pligt til en aftale",
    "voluntary": "Paragraffer, hvor en aftale er frivillig",
    "taken_in": "Paragraffer, som aftalen tager med derudover",
    "municipalities": "Kommuner",
}
"""What the parameters are called."""

_ORDER: Final = (*SECTIONS, *MUNICIPALITIES)


def sources_page() -> str:
    """The page in Markdown."""
    head = _HEAD.format(checked=day_in_words(read_toml("revision.toml")["rules_date"]))
    about = (_sections(), _about_sections(), _employers(), _cost_types(), _regions(), _texts())
    return "\n".join((head, *map(_agreement, shipped()), *about))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _block(title: str, head: tuple[str, ...], rows: Iterable[Iterable[str]]) -> str:
    return "\n".join([f"## {title}\n", _line(head), _line("---" for _ in head), *map(_line, rows), ""])


def _agreement(agreement: Agreement) -> str:
    rows = [
        (_NAMES[name], _shown(getattr(version, name)), day_in_words(version.valid_from), version.sources[name])
        for version in agreement.versions
        for name in _NAMES
    ]
    if not np.isnat(agreement.agreed):
        cut_off, since = day_in_words(agreement.agreed), day_in_words(agreement.first_day)
        rows.append(("Skæringsdag: tilgodehavender til og med den modregnes", cut_off, since, agreement.agreed_source))
    return _block(f"{agreement.name}: {agreement.title}", ("bestemmelse", "værdi", "gælder fra", "kilde"), rows)


def _shown(value: Any) -> str:
    match value:
        case frozenset():
            return ", ".join(sorted(value, key=_ORDER.index)) or "ingen"
        case Fraction():
            return per_cent(value)
    return str(value or "siges ikke")


def _sections() -> str:
    rows = ((f"§ {one.key}", one.title, one.source) for one in sections().values())
    return _block("Paragraffer", ("paragraf", "hjælp", "kilde"), rows)


def _about_sections() -> str:
    """What the sections ask for: those that are no help, later laws, and the hours that a grant needs."""
    rows = [
        (f"§ {one['number']}", _sentence(one["text"]), one["source"]) for one in read_toml("sections.toml")["not_help"]
    ]
    rows += [(_listed(one.sections), one.text, one.source) for one in special_rules().values()]
    rows += [
        (one.key, f"{_sentence(one.title)}, fra {day_in_words(one.valid_from)}: kræver afklaring.", one.source)
        for one in other_laws().values()
    ]
    rows += [
        (f"{one.law.key} § {one.number}", f"Følger efter SEL § {one.follows}: kræver afklaring.", one.law.source)
        for one in other_sections().values()
        if one.number and one.follows
    ]
    rows += [(_listed(sorted(one.sections)), _dated(one.text, one.valid_from), one.source) for one in taken_over()]
    rows += [
        (
            f"§ {one.section}",
            f"{one.text.format(hours=one.hours_a_week)} Fra {day_in_words(one.valid_from)}.",
            one.source,
        )
        for one in least_hours()
    ]
    return _block("Særligt om paragrafferne", ("paragraf", "hvad der siges", "kilde"), rows)


def _listed(keys: Iterable[str]) -> str:
    return ", ".join(f"§ {key}" for key in keys)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _dated(text: str, day: np.datetime64) -> str:
    return text.format_map({"from": day_in_words(day), "section": "…"})


def _employers() -> str:
    rows = (
        (
            f"§ {section}", employer, "kræver afklaring" if one.answer == CLARIFY else "ja",
            "ja" if one.care_home else "nej", one.trains, one.pays, day_in_words(one.valid_from), one.source,
        )
        for (section, employer), history in pairing_history().items()
        for one in history
    )  # fmt: skip
    head = ("paragraf", "arbejdsgiver", "mulig", "også i plejebolig", "oplærer", "betaler først", "fra", "kilde")
    return _block("Hvem kan være arbejdsgiver", head, rows)


def _cost_types() -> str:
    how = {
        "key": "efter nøglen på de fælles dage",
        "region": "regionen",
        "municipality": "kommunen",
        "assessor": "den part, der har udmålt behovet",
        "holiday": "kommunen, hvor den er bevilget",
    }
    rows = (
        (", ".join(one["names"]), how[one["treatment"]], one["source"])
        for one in read_toml("cost_types.toml")["cost_type"]
    )
    return _block("Udgiftens art", ("art", "betales", "kilde"), rows)


def _regions() -> str:
    data = read_toml("regions.toml")
    rows = [
        (f"{', '.join(one['from'])} bliver til {one['to']}", day_in_words(one["valid_from"]), one["source"])
        for one in data["change"]
    ]
    rows.insert(0, ("Regionerne findes", day_in_words(data["first_day"]), data["first_day_source"]))
    rows.insert(
        1,
        ("De 98 kommuners koder og regioner (`kommuner.csv`)", day_in_words(data["table_date"]), data["table_source"]),
    )
    return _block("Kommuner og regioner", ("hvad", "fra eller pr.", "kilde"), rows)


def _texts() -> str:
    texts = read_toml("sources.toml")
    return "\n".join(
        [
            _block("Koder fra FHO_FORDEL og FHO_REGNSKAB", ("kode", "betydning og kilde"), _filled(texts["code"])),
            _block("Status fra FHO_STATUS", ("status", "betydning og kilde"), _filled(texts["status"])),
        ]
    )


def _filled(texts: dict[str, str]) -> Iterable[tuple[str, str]]:
    return ((name, filled(text)) for name, text in texts.items())
