"""The arithmetic behind one result, in Danish: how a posting was divided, and which rule decided a start."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, Final

import numpy as np

from xl_addin.agreement.parameters import Agreement, Dates
from xl_addin.agreement.vocabulary import is_treated
from xl_addin.agreement.wording import day_in_words, days_in_words, days_of, filled, kroner, per_cent
from xl_addin.cells.call import reading_of
from xl_addin.cells.shapes import UnevenShapes
from xl_addin.rules import joint_financing
from xl_addin.rules.cost_sharing_key import key_times_days
from xl_addin.rules.money import half_up, to_ore

Values = dict[str, Any]


def of_row(function: str, call: Callable[..., Any], cells: Sequence[Any]) -> list[str]:
    """The steps from the cells of one row to its result; nothing for a function that needs none, or a row in error."""
    steps, reading = _OF_ROW.get(function), reading_of(call)
    try:
        values = reading.values(*cells) if steps and reading else None
    except UnevenShapes:
        values = None
    return steps(values) if steps and values else []


def division(
    first: np.datetime64, last: np.datetime64, joint_days: int, amount: int, key: Fraction, region: int
) -> list[str]:
    """A cost under the key: its days, and what they make of the amount."""
    days = int(joint_financing.days_between(np.array([first]), np.array([last]))[0])
    joint = half_up(Fraction(amount * joint_days, days))
    period = (
        f"{day_in_words(first)} til {day_in_words(last)}: {days_of(days)}, heraf {joint_days} i fælles finansiering."
    )
    if not joint_days:
        return [period]
    steps = [
        f"{joint_days} af {days_of(days)} × {kroner(amount)} = {kroner(joint)}",
        f"regionen {per_cent(key)} = {kroner(region)}",
        f"kommunen resten = {kroner(joint - region)}",
    ]
    if joint != amount:
        steps.append(f"ufordelt {kroner(amount - joint)}")
    return [period, "; ".join(steps) + "."]


def _of_posting(value: Values) -> list[str]:
    """How FHO_FORDEL came to its shares."""
    if not is_treated(value["art"], "key")[0]:
        return []
    first: Dates = value["fra"]
    til: Dates = value["til"]
    last = np.where(np.isnat(til), first, til)
    agreement: Agreement = value["aftale"]
    if joint_financing.ends_before_it_starts(first, last, value["startdato"], value["slutdato"])[0]:
        return []
    period = joint_financing.joint_period(first, last, value["startdato"], value["slutdato"], agreement)
    joint_days = int(period.days[0])
    amount = int((value["beloeb"] if value["beloeb"].dtype == np.int64 else to_ore(value["beloeb"]))[0])
    numerator, denominator = key_times_days(period, value["regionsandel"], agreement)
    key = Fraction(int(numerator[0]), denominator * max(joint_days, 1))
    joint = half_up(Fraction(amount * joint_days, int(joint_financing.days_between(first, last)[0])))
    return division(first[0], last[0], joint_days, amount, key, half_up(key * joint))


def _of_start(value: Values) -> list[str]:
    """Which rule decided the start of joint financing."""
    agreement: Agreement = value["aftale"]
    discharged, trained, both = (value[name][0] for name in ("udskrevet", "oplaert", "begge_fra"))
    if joint_financing.starts_at_training(value["udskrevet"], value["oplaert"], agreement)[0]:
        days = int(agreement.per_version("deadline_days", value["udskrevet"])[0])
        steps, start = _by_training(discharged, trained, days)
    else:
        steps, start = [f"Etableret {day_in_words(trained)}: etableringen afgør (vejl. 7.3)."], trained
    if start < agreement.first_day:
        start = agreement.first_day
        steps.append(
            f"Aldrig før {day_in_words(start)}: den dag afgør ({agreement.versions[0].sources['valid_from']})."
        )
    if both > start:
        told = "Begge slags hjælp først fra {both}: det afgør ({Midtjylland:Målgruppe; vejl. 1})."
        steps.append(filled(told, agreement, both=day_in_words(both)))
    return steps


def _by_training(discharged: np.datetime64, trained: np.datetime64, days: int) -> tuple[list[str], np.datetime64]:
    """The start by training or deadline, and which of them it was."""
    deadline = discharged + np.timedelta64(days, "D")
    latest = f"Udskrevet {day_in_words(discharged)} + {days_in_words(days)} = senest {day_in_words(deadline)}."
    if np.isnat(trained):
        return [latest, "Holdet er ikke oplært: fristen afgør."], deadline
    told = f"Oplært {day_in_words(trained)}"
    if trained < discharged:
        return [latest, f"{told}, før udskrivelsen: udskrivelsen afgør (vores læsning)."], discharged
    if trained <= deadline:
        return [latest, f"{told}, inden fristen: oplæringen afgør."], trained
    return [latest, f"{told}, efter fristen: fristen afgør."], deadline


_OF_ROW: Final[dict[str, Callable[[Values], list[str]]]] = {
    "FHO_FORDEL": _of_posting,
    "FHO_KONTROL": _of_posting,
    "FHO_STARTDATO": _of_start,
}
"""The functions whose results are explained step by step."""
