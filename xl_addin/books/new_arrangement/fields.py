"""What the form asks, and what follows from the answers, as ``form.toml`` lists it."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from xl_addin.books.data import read_words
from xl_addin.books.layout import LOOKS, Column
from xl_addin.books.validation import looks_like_cpr

FORM = "Skema"


@dataclass(frozen=True)
class Question:
    """An input cell: how it looks and what it asks, the example's answer, its drop-down or its limits."""

    column: Column
    example: Any
    choices: str
    limits: tuple[float, float] | None


@dataclass(frozen=True)
class Consequence:
    """A computed cell: its label, its formula, how it looks, where the rule stands, how many lines it takes."""

    column: Column
    formula: str
    source: str
    lines: int


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


def given(needs: str, formula: str, otherwise: str = "") -> str:
    """A formula that shows something else until the answers it needs are there."""
    if not needs:
        return formula
    blanks = ",".join(f'{name(key)}=""' for key in needs.split())
    return f'IF(OR({blanks}),"{otherwise}",{formula})'


def case_shown() -> str:
    """A formula: the case number, unless it was refused."""
    return f'IF(LEFT({name("sagstjek")},3)="Kan",{name("sag")},"")'


@cache
def parts() -> tuple[Part, ...]:
    """The parts of the form, top to bottom."""
    return tuple(
        Part(
            entry["heading"],
            tuple(_question(question) for question in entry["question"]),
            tuple(_consequence(consequence) for consequence in entry["consequence"]),
        )
        for entry in read_words(__package__, "form.toml")["part"]
    )


@cache
def sources() -> tuple[tuple[str, str], ...]:
    """The sources at the foot of the form: a term, and the formula that gives its text."""
    entries = read_words(__package__, "form.toml")["source"]
    return tuple((entry["term"], given(entry["needs"], f"FHO_KILDE({entry['code']})")) for entry in entries)


def _question(entry: dict[str, Any]) -> Question:
    limits = tuple(entry["limits"]) if "limits" in entry else None
    column = Column(entry["key"], entry["label"], 0, LOOKS[entry["look"]], entry["help"], typed=True)
    return Question(column, entry.get("example"), entry.get("choices", ""), limits)


def _consequence(entry: dict[str, Any]) -> Consequence:
    written = entry["formula"].replace("{cpr}", looks_like_cpr(name("sag")))
    formula = given(entry.get("needs", ""), written, entry.get("otherwise", ""))
    column = Column(entry["key"], entry["label"], 0, LOOKS[entry["look"]])
    return Consequence(column, formula, entry["source"], entry.get("lines", 1))
