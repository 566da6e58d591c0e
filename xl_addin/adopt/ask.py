"""Asking a person about a proposed mapping, on a terminal."""

from collections.abc import Callable

from xl_addin.adopt.account import SAID, account
from xl_addin.adopt.mapping import NEEDED, Mapping, foreign_words, header_of, month_of
from xl_addin.adopt.posting_fields import fields, label, reads
from xl_addin.adopt.source import SourceSheet
from xl_addin.adopt.unused_columns import unused_columns
from xl_addin.agreement.wording import counted
from xl_addin.cells.cpr import without_cpr
from xl_addin.cells.text import fold
from xl_addin.xlsx.tree import column_letters, column_number

Ask = Callable[[str], str]
Say = Callable[[str], None]

_HOW = """For hvert felt: Enter tager kolonnen i klammen; et bogstav vælger en anden; - betyder ingen;
=tekst betyder, at alle rækker har den tekst, fx =regionen."""


def confirm(mapping: Mapping, sheet: SourceSheet, ask: Ask, say: Say) -> Mapping:
    """The mapping as a person wants it. `ask` shows a question and gives the answer, `say` shows a line."""
    header = header_of(sheet, mapping)
    below = sheet.last_row - header.last
    say(f"{without_cpr(sheet.name)}: overskrift i række {mapping.header[0]}, {counted(below, 'række')} under den.")
    for column, text in header.texts.items():
        sample = next(iter(sheet.below(header.last, column)), "")
        say(f"  {column_letters(column):>2}  {without_cpr(text[:40]):<40} {without_cpr(str(sample))[:30]}")
    say(_HOW)
    for name in fields():
        _field(mapping, name, header.texts, ask, say)
    while mapping.missing():
        say(f"Mangler stadig: {', '.join(mapping.missing())}")
        for group in NEEDED:
            if " eller ".join(map(label, group)) in mapping.missing():
                _field(mapping, group[0], header.texts, ask, say)
    for name in mapping.words:
        if name in mapping.columns:
            _words(mapping, name, sheet, ask, say)
    for one in unused_columns(sheet, mapping):
        asked = f"Kolonne {one.name} {one.question}. Skal den ikke bruges?"
        if one.question and _choice(ask, say, asked, ("ja", "nej")) == "ja":
            mapping.unused.add(one.column)
    for column, month in mapping.months.items():
        while month is None:
            month = month_of(ask(f"Kolonne {header.name(column)} er en måneds beløb; hvilken (åååå-mm)? "))
        mapping.months[column] = month
    _rows(mapping, sheet, ask, say)
    return mapping


def _rows(mapping: Mapping, sheet: SourceSheet, ask: Ask, say: Say) -> None:
    """The uncertain rows, the first first: what one is decides what others are."""
    while uncertain := account(sheet, mapping).uncertain:
        row = uncertain[0]
        shown = ", ".join(without_cpr(str(value)) for value in sheet.rows[row.number].values())
        mapping.rows[row.mark] = _choice(ask, say, f"Række {row.number}: {shown}. {row.why} Hvad er den?", SAID)


def _choice(ask: Ask, say: Say, question: str, answers: tuple[str, ...]) -> str:
    while (answer := fold(ask(f"{question} ({' eller '.join(answers)}): "))) not in answers:
        say(f"Svar {' eller '.join(answers)}.")
    return answer


def _field(mapping: Mapping, name: str, texts: dict[int, str], ask: Ask, say: Say) -> None:
    one = fields()[name]
    while True:
        column = mapping.columns.get(name)
        fixed = mapping.fixed.get(name)
        now = (
            f"{column_letters(column)} {without_cpr(texts.get(column, ''))}"
            if column
            else f"={fixed}"
            if fixed
            else "-"
        )
        answer = ask(f"{one.title} ({one.asks}) [{now}]: ").strip()
        if not answer:
            return
        mapping.columns.pop(name, None)
        mapping.fixed.pop(name, None)
        if answer == "-":
            return
        if answer.startswith("="):
            mapping.fixed[name] = answer[1:].strip()
            return
        if answer.isascii() and answer.isalpha() and len(answer) <= 3:
            mapping.columns[name] = column_number(answer)
            return
        say("Skriv en kolonnes bogstav, -, eller = og en tekst.")


def _words(mapping: Mapping, name: str, sheet: SourceSheet, ask: Ask, say: Say) -> None:
    for word, count in foreign_words(fields()[name], sheet, header_of(sheet, mapping), mapping.columns[name]):
        while True:
            proposed = mapping.words[name].get(fold(word), "")
            answer = ask(
                f"{label(name)}: »{word}« (i {counted(count, 'række')}) betyder [{proposed or 'som det står'}]: "
            ).strip()
            meant = answer or proposed
            if not meant or reads(fields()[name], meant):
                mapping.words[name][fold(word)] = meant
                break
            say(f"»{meant}« kan ikke læses som {label(name)}.")
