"""The mapping: which column is which field, what is the same in all rows, what foreign words mean."""

import json
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from xl_addin.adopt.fields import Field, Value, fields, meaning, reads
from xl_addin.adopt.header import EXACT, Header, find_header, named_by, read_header
from xl_addin.adopt.source import SourceSheet
from xl_addin.cells.text import fold
from xl_addin.check.phrasing import is_total
from xl_addin.xlsx.tree import column_letters, column_number

_SAMPLED: Final = 400
_LEAST_SCORE: Final = 5.0
_SURE: Final = EXACT - 1
_TRANSLATED: Final = ("art", "betalt_af", "udmaalt_af", "bevilget", "kommune")
"""Fields whose words can be given a meaning."""

_VARYING: Final = frozenset({"beloeb", "debet", "kredit", "bilag", "ordning"})

NEEDED: Final = (("beloeb", "debet", "kredit"), ("art",), ("fra", "periode"), ("kommune", "ordning"), ("betalt_af",))
"""Of each of these groups a posting sheet must have one, as a column or the same in all rows."""


class MappingError(Exception):
    """A mapping that cannot be used; the message says why."""


@dataclass
class Mapping:
    """Field to column, field to what all rows have, and per field the meaning of foreign words (by folded word)."""

    sheet: str
    header: tuple[int, int]
    columns: dict[str, int] = field(default_factory=dict)
    fixed: dict[str, str] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    doubtful: set[str] = field(default_factory=set)
    """The fields of a proposal that a person should look at."""

    def missing(self) -> list[str]:
        """What the mapping still lacks, such as ``fra or periode``."""
        given = self.columns.keys() | self.fixed.keys()
        return [" or ".join(group) for group in NEEDED if not given & set(group)]

    def word(self, name: str, value: Value) -> Value:
        """A cell's content with its meaning in place of a foreign word."""
        return self.words.get(name, {}).get(fold(value), value) if isinstance(value, str) else value


def best_sheet(sheets: list[SourceSheet]) -> SourceSheet | None:
    """The sheet that looks most like postings: the most rows below a header that can be read."""
    found = [(sheet, find_header(sheet)) for sheet in sheets]
    usable = [(sheet, header) for sheet, header in found if header]
    return max(usable, key=lambda pair: pair[0].last_row - pair[1].last)[0] if usable else None


def propose(sheet: SourceSheet) -> Mapping:
    """A mapping from the headers and the contents; ``MappingError`` when no header is found."""
    header = find_header(sheet)
    if header is None:
        raise MappingError(f"{sheet.name}: no row names at least three fields; give the header's rows in a mapping")
    samples = {column: _sample(sheet, header, column) for column in header.texts}
    scores = [
        (score, name, column)
        for name, one in fields().items()
        for column, text in header.texts.items()
        if (score := _score(one, text, samples[column])) >= _LEAST_SCORE
    ]
    mapping = Mapping(sheet.name, (header.first, header.last))
    for score, name, column in sorted(scores, key=lambda one: -one[0]):
        if name in mapping.columns or column in mapping.columns.values():
            continue
        mapping.columns[name] = column
        rivals = [other for other, rival, _ in scores if rival == name and score - other < 1.5]
        if named_by(fields()[name], header.texts[column]) < _SURE or len(rivals) > 1:
            mapping.doubtful.add(name)
    _choose(mapping)
    mapping.columns = {name: mapping.columns[name] for name in fields() if name in mapping.columns}
    for name in _TRANSLATED:
        if name in mapping.columns:
            mapping.words[name] = _meanings(fields()[name], sheet, header, mapping.columns[name])
    return mapping


def _sample(sheet: SourceSheet, header: Header, column: int) -> list[Value]:
    values = [row[column] for number, row in sheet.rows.items() if number > header.last and column in row]
    return values[:: max(1, len(values) // _SAMPLED)]


def _score(one: Field, text: str, sample: list[Value]) -> float:
    """How well a column fits a field: its header first, then whether its cells can be read."""
    score = named_by(one, text)
    if not score or not sample:
        return score / 2
    readable = sum(reads(one, value) or meaning(one, value) is not None for value in sample) / len(sample)
    if one.read == "text":
        return score
    if one.read == "word":  # foreign words are to be expected, amounts and dates are not
        return score - 8 * sum(not isinstance(value, str) for value in sample) / len(sample)
    return score + 2 * readable - 6 * (readable < 0.5)


def _choose(mapping: Mapping) -> None:
    """One way to give the amount and one for the period, the plainer first."""
    if "beloeb" in mapping.columns:
        mapping.columns.pop("debet", None)
        mapping.columns.pop("kredit", None)
    if "fra" in mapping.columns and "til" in mapping.columns:
        mapping.columns.pop("periode", None)
    elif "periode" in mapping.columns and "fra" in mapping.columns:
        mapping.columns.pop("fra")  # a posting date beside the month that the posting is for
    mapping.doubtful &= mapping.columns.keys()


def _meanings(one: Field, sheet: SourceSheet, header: Header, column: int) -> dict[str, str]:
    """The foreign words of a column with the meaning that is known, empty where none is."""
    found: dict[str, str] = {}
    for value, _ in foreign_words(one, sheet, header, column):
        found[fold(value)] = meaning(one, value) or ""
    return found


def foreign_words(one: Field, sheet: SourceSheet, header: Header, column: int) -> list[tuple[str, int]]:
    """The words of a column that cannot be read as they stand, and how often each is there."""
    headers = {fold(header.texts.get(column, "")), *fold(header.texts.get(column, "")).split()[-1:]}
    written = (row.get(column) for number, row in sheet.rows.items() if number > header.last)
    counted = Counter(" ".join(value.split()) for value in written if isinstance(value, str))
    return [
        (word, count) for word, count in counted.most_common()
        if word and fold(word) not in headers and not is_total([word]) and not reads(one, word)
    ]  # fmt: skip


def header_of(sheet: SourceSheet, mapping: Mapping) -> Header:
    """The header that a mapping names."""
    return read_header(sheet, *mapping.header)


_ABOUT = """# Mapping for fho adopt: which column of a posting sheet is which field.
# [kolonner]  a field and its column, by letter or by header
# [faste]     a field that is the same in all rows
# [ord.…]     what a word of the sheet means; "" leaves it as it stands, and fho check then tells of it
# Fields: {fields}
"""


def to_toml(mapping: Mapping, sheet: SourceSheet) -> str:
    """A mapping as the small file that it is kept in."""
    header = header_of(sheet, mapping)
    lines = [_ABOUT.format(fields=", ".join(fields()))]
    lines += [f"ark = {_quoted(mapping.sheet)}", f"overskrift = [{mapping.header[0]}, {mapping.header[1]}]"]
    lines.append("\n[kolonner]")
    for name, column in mapping.columns.items():
        note = f"  # {header.texts.get(column, '')}" + ("  – look at this one" if name in mapping.doubtful else "")
        lines.append(f"{name} = {_quoted(column_letters(column))}{note}")
    lines.append("\n[faste]")
    lines += [f"{name} = {_quoted(value)}" for name, value in mapping.fixed.items()]
    for name, words in mapping.words.items():
        if words:
            lines += [f"\n[ord.{name}]", *(f"{_quoted(word)} = {_quoted(meant)}" for word, meant in words.items())]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A TOML string: JSON's escapes are TOML's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def read_toml(path: Path) -> dict[str, Any]:
    """A mapping file's content; ``MappingError`` when it is none."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise MappingError(f"{path}: cannot be read ({error.strerror})") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MappingError(f"{path.name}: {error}") from None


def from_toml(path: Path, sheets: list[SourceSheet]) -> Mapping:
    """The mapping in a file, fitted to a workbook; ``MappingError`` when it does not fit."""
    content = read_toml(path)
    unknown = content.keys() - {"ark", "overskrift", "kolonner", "faste", "ord"}
    if unknown:
        raise MappingError(f"{path.name}: {', '.join(sorted(unknown))}: not known; see fho adopt --propose")
    name = content.get("ark")
    sheet = next((one for one in sheets if one.name == name), None) if name else best_sheet(sheets)
    if sheet is None:
        raise MappingError(f"{path.name}: there is no sheet {name!r}" if name else "no sheet looks like postings")
    header = _header_rows(path, content, sheet)
    mapping = Mapping(sheet.name, (header.first, header.last))
    for part in ("kolonner", "faste", "ord"):
        _known_fields(path, part, content.get(part, {}))
    for key, where in content.get("kolonner", {}).items():
        mapping.columns[key] = _column(path, key, where, header)
    mapping.fixed = {key: str(value) for key, value in content.get("faste", {}).items()}
    varying = mapping.fixed.keys() & _VARYING
    if varying:
        raise MappingError(f"{path.name}: {', '.join(sorted(varying))} cannot be the same in all rows")
    both = mapping.fixed.keys() & mapping.columns.keys()
    if both:
        raise MappingError(f"{path.name}: {', '.join(sorted(both))} stands both in [kolonner] and in [faste]")
    for key, words in content.get("ord", {}).items():
        mapping.words[key] = {fold(word): str(meant) for word, meant in words.items() if meant}
    return mapping


def _header_rows(path: Path, content: dict[str, Any], sheet: SourceSheet) -> Header:
    rows = content.get("overskrift")
    if rows is None:
        found = find_header(sheet)
        if found is None:
            raise MappingError(f"{path.name}: overskrift = [first, last] is needed: no header is found in {sheet.name}")
        return found
    whole = isinstance(rows, list) and len(rows) == 2 and all(isinstance(row, int) and row >= 0 for row in rows)
    if not whole or rows[0] > rows[1]:
        raise MappingError(f"{path.name}: overskrift must be [first, last], the numbers of the header's rows")
    return read_header(sheet, rows[0], rows[1])


def _known_fields(path: Path, part: str, given: Any) -> None:
    if not isinstance(given, dict):
        raise MappingError(f"{path.name}: [{part}] must be a table")
    unknown = given.keys() - fields().keys()
    if unknown:
        raise MappingError(f"{path.name}: [{part}] {', '.join(sorted(unknown))}: no such field")


def _column(path: Path, key: str, where: Any, header: Header) -> int:
    """A column by its letter, or by its header where just one has it."""
    text = str(where)
    named = [column for column, one in header.texts.items() if fold(one) == fold(text)]
    if len(named) == 1:
        return named[0]
    if text.isascii() and text.isalpha() and len(text) <= 3:
        return column_number(text)
    raise MappingError(f"{path.name}: {key} = {text!r}: neither a column's letter nor the header of just one column")
