"""The contract's table of functions: names, arguments in order, what each argument is, how many columns."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Argument:
    """One argument: ``kind`` says how a cell is read; ``bracketed`` if the contract writes it in brackets."""

    name: str
    kind: str
    bracketed: bool = False
    needed: bool = True


@dataclass(frozen=True)
class Function:
    """One cell function: its arguments and the number of columns of a result row."""

    columns: int
    arguments: tuple[Argument, ...]

    @property
    def takes_rectangles(self) -> bool:
        """One result per row: then any rectangle goes, element by element."""
        return self.columns == 1


def _function(columns: int, text: str) -> Function:
    """Read ``name:kind`` words; ``[name:kind]`` is optional, ``name:kind?`` may be blank all the same."""
    arguments = []
    for word in text.split():
        bracketed = word.startswith("[")
        name, kind = word.strip("[]").split(":")
        blank_allowed = kind.endswith("?")
        arguments.append(Argument(name, kind.rstrip("?"), bracketed, not bracketed and not blank_allowed))
    return Function(columns, tuple(arguments))


# These take their arguments whole, not row by row.
WHOLE = {"fho_modregning", "fho_opslag", "fho_personnummer", "fho_summer", "fho_version"}

_WHO = (
    "resp_timer:hours_a_day paragraf:sections sel_timer:hours_a_day samme_hjaelpere:yes_no"
    " [kommune:municipality] [aftale:agreement]"
)
_POSTING = (
    "beloeb:amount art:art fra:date? [til:date] [startdato:date] [slutdato:date] [udmaalt_af:party]"
    " [bevilget:yes_no] [aftale:agreement] [regionsandel:share]"
)

SURFACE: dict[str, Function] = {
    "fho_status": _function(1, _WHO),
    "fho_omfattet": _function(1, _WHO),
    "fho_begrundelse": _function(1, _WHO),
    "fho_arbejdsgiver": _function(3, "paragraf:sections arbejdsgiver:employer [plejebolig:yes_no] [aftale:agreement]"),
    "fho_startdato": _function(1, "udskrevet:date? [oplaert:date] [aftale:agreement] [begge_fra:date]"),
    "fho_timer": _function(1, "resp_timer:hours_a_day sel_timer:hours_a_day [overlap:hours_a_day]"),
    "fho_dage": _function(1, "fra:date til:date startdato:date [slutdato:date] [aftale:agreement]"),
    "fho_vurdering": _function(1, "indlagt:date [udskrevet:date] [aftale:agreement]"),
    "fho_flytning": _function(
        1,
        "dato:date flyttedato:date fra_kommune:municipality til_kommune:municipality paragraf:sections"
        " [afgoerelsesdato:date]",
    ),
    "fho_kommune": _function(1, "kommune:municipality [felt:field] [dato:date]"),
    "fho_noegle": _function(1, "part:party [dato:date] [aftale:agreement]"),
    "fho_regionsandel": _function(1, "beloeb:amount [dato:date] [aftale:agreement]"),
    "fho_kommuneandel": _function(1, "beloeb:amount [dato:date] [aftale:agreement]"),
    "fho_ekstrahjaelper": _function(2, "timer:hours timepris:rate udmaalt_af:party"),
    "fho_ferie": _function(3, "merudgift:amount bevilget:yes_no?"),
    "fho_budget": _function(
        3,
        "timer:hours_a_day timepris:rate fra:date til:date startdato:date [slutdato:date] [aftale:agreement]",
    ),
    "fho_fordel": _function(5, _POSTING),
    "fho_kontrol": _function(1, _POSTING),
    "fho_kilde": _function(1, "kode:code [aftale:agreement]"),
    "fho_opkraevning": _function(1, "betalt_af:payer region:amount kommune:amount"),
    "fho_modregning": _function(
        4,
        "kommuner:municipality kommune:municipality betalt_af:payer region:amount kommune_andel:amount"
        " [afregnet:amount]",
    ),
    "fho_opslag": _function(1, "noegle:key noegler:key vaerdier:key"),
    "fho_summer": _function(1, "noegler:key noegle:key beloeb:key"),
    "fho_personnummer": _function(1, "felter:key"),
    "fho_version": _function(1, ""),
}
