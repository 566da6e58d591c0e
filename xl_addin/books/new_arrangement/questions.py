"""What the form asks, and what follows from the answers, as ``form.toml`` lists it."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from xl_addin.agreement.wording import filled
from xl_addin.books import style
from xl_addin.books.captions import cited, read_words
from xl_addin.books.layout import NUMBER_FORMATS, Entry
from xl_addin.books.regional.areas import AGREEMENT
from xl_addin.books.rendering import Shown, lines_needed
from xl_addin.books.validation import entry_of, looks_like_cpr

FORM = "Skema"

SOURCE_WIDTH = 44
"""The width of the column with the sources."""

ROW, TEXT_LINE = 19, 15
"""The height of a row, and of a line of text."""

SHARED = "ny_aftale"
"""The name of the range with the agreement that shares are taken from: the chosen one, or a share agreed for this case."""

ROW_FOR_CASE = "ny_række"
"""The name of the form as the row of Ordninger, with its headings."""

ANSWERS = "ny_svar"
"""The name of what FHO_ORDNINGER makes of the form."""

CAN_BE_AGREED = "ny_kan_aftales"
"""The name of the cell that says ``ja`` where there is something to sign."""


@dataclass(frozen=True)
class Question:
    """An input cell: its key, its label, how it looks, the example's answer, and what may be typed."""

    key: str
    label: str
    look: str
    example: Any
    entry: Entry


@dataclass(frozen=True)
class Consequence:
    """A computed cell: its label, its formula, how it looks, where the rule stands, how many lines it takes."""

    key: str
    label: str
    look: str
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


def form_words() -> dict[str, Any]:
    """The content of ``form.toml``, with the check on CPR numbers in its formula."""
    return read_words(__package__, "form.toml", cpr=looks_like_cpr(name("sag")))


def given(needs: str, formula: str, otherwise: str = "") -> str:
    """A formula that shows something else until the answers it needs are there."""
    if not needs:
        return formula
    blanks = ",".join(f'{name(key)}=""' for key in needs.split())
    return f'IF(OR({blanks}),"{otherwise}",{formula})'


def kept(key: str) -> str:
    """A formula: an answer, a blank one as a blank."""
    return f'IF({name(key)}="","",{name(key)})'


def case_shown() -> str:
    """A formula: the case number, unless it was refused."""
    return f'IF(LEFT({name("sagstjek")},3)="Kan",{name("sag")},"")'


def case_line() -> str:
    """A formula: the line below a sheet's title, with the case."""
    return f'IF(LEFT({name("sagstjek")},3)="Kan","Sag "&{name("sag")},"")'


def agreed(formula: str) -> str:
    """A formula that shows nothing until there is something to sign."""
    return f'IF({CAN_BE_AGREED}="ja",{formula},"")'


@cache
def parts() -> tuple[Part, ...]:
    """The parts of the form, top to bottom."""
    return tuple(
        Part(
            entry["heading"],
            tuple(_question(question) for question in entry.get("question", ())),
            tuple(_consequence(consequence) for consequence in entry.get("consequence", ())),
        )
        for entry in form_words()["part"]
    )


@cache
def sources() -> tuple[tuple[str, str], ...]:
    """The sources at the foot of the form: a term, and the formula that gives its text."""
    entries = form_words()["source"]
    return tuple((entry["term"], given(entry["needs"], f"FHO_KILDE({entry['code']},{AGREEMENT})")) for entry in entries)


def questions() -> tuple[Question, ...]:
    """All questions, top to bottom."""
    return tuple(question for part in parts() for question in part.questions)


def _question(entry: dict[str, Any]) -> Question:
    rule = replace(entry_of(entry) or Entry("text"), title=entry["label"], help=entry["help"])
    return Question(entry["key"], entry["label"], entry["look"], entry.get("example"), rule)


def _consequence(entry: dict[str, Any]) -> Consequence:
    formula = given(entry.get("needs", ""), entry["formula"], entry.get("otherwise", ""))
    return Consequence(entry["key"], entry["label"], entry["look"], formula, entry["source"], entry.get("lines", 1))


def shown_answer(question: Question, *, empty: bool) -> Shown:
    """The cell of a question."""
    look = style.style_name("ind", NUMBER_FORMATS[question.look])
    return Shown(None if empty else question.example, look, name(question.key), entry=question.entry)


def shown_consequence(consequence: Consequence) -> tuple[Shown, Shown, Shown]:
    """The label, the cell and the source of what follows; long texts go on beside the questions below."""
    look = style.style_name("oplyst" if consequence.lines == 1 else "linje", NUMBER_FORMATS[consequence.look])
    lines = max(consequence.lines, lines_needed(filled(consequence.source), SOURCE_WIDTH, small=True))
    deep = -(-lines * TEXT_LINE // ROW)
    return (
        Shown(consequence.label, deep=deep),
        Shown(f"={consequence.formula}", look, name(consequence.key), deep=deep),
        Shown(cited(consequence.source), "kilde", deep=deep),
    )
