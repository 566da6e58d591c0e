"""Asking a person about a proposed mapping, on a terminal."""

from collections.abc import Callable

from xl_addin.adopt.fields import fields, reads
from xl_addin.adopt.mapping import NEEDED, Mapping, foreign_words, header_of
from xl_addin.adopt.source import SourceSheet
from xl_addin.cells.text import fold
from xl_addin.xlsx.tree import column_letters, column_number

Ask = Callable[[str], str]
Say = Callable[[str], None]

_HOW = """For each field: Enter takes the column in brackets; a letter names another; - means none;
=text means that all rows have this text, such as =regionen."""


def confirm(mapping: Mapping, sheet: SourceSheet, ask: Ask, say: Say) -> Mapping:
    """The mapping as a person wants it. `ask` shows a question and gives the answer, `say` shows a line."""
    header = header_of(sheet, mapping)
    say(f"{sheet.name}: header in row {mapping.header[0]}, {sheet.last_row - header.last} rows below it.")
    for column, text in header.texts.items():
        sample = next((row[column] for number, row in sheet.rows.items() if number > header.last and column in row), "")
        say(f"  {column_letters(column):>2}  {text[:40]:<40} {str(sample)[:30]}")
    say(_HOW)
    for name in fields():
        _field(mapping, name, header.texts, ask, say)
    while mapping.missing():
        say(f"Still needed: {', '.join(mapping.missing())}")
        for group in NEEDED:
            if " or ".join(group) in mapping.missing():
                _field(mapping, group[0], header.texts, ask, say)
    for name in mapping.words:
        if name in mapping.columns:
            _words(mapping, name, sheet, ask, say)
    return mapping


def _field(mapping: Mapping, name: str, texts: dict[int, str], ask: Ask, say: Say) -> None:
    one = fields()[name]
    while True:
        column = mapping.columns.get(name)
        now = (
            f"{column_letters(column)} {texts.get(column, '')}"
            if column
            else f"={mapping.fixed.get(name, '')}".strip("=") or "-"
        )
        answer = ask(f"{name} ({one.help}) [{now}]: ").strip()
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
        say("Write a column's letter, -, or = and a text.")


def _words(mapping: Mapping, name: str, sheet: SourceSheet, ask: Ask, say: Say) -> None:
    for word, count in foreign_words(fields()[name], sheet, header_of(sheet, mapping), mapping.columns[name]):
        while True:
            proposed = mapping.words[name].get(fold(word), "")
            answer = ask(f"{name}: »{word}« ({count} rows) means [{proposed or 'as it stands'}]: ").strip()
            meant = answer or proposed
            if not meant or reads(fields()[name], meant):
                mapping.words[name][fold(word)] = meant
                break
            say(f"»{meant}« cannot be read as {name}.")
