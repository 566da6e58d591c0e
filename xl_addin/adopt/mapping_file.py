"""The small file that a mapping is kept in, and what it remembers from month to month."""

import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from xl_addin.adopt.account import SAID, Account
from xl_addin.adopt.header import Header, find_header, read_header
from xl_addin.adopt.mapping import (
    COST,
    INCOME,
    MONTHS,
    VARYING,
    Mapping,
    MappingError,
    Month,
    best_sheet,
    header_of,
    month_of,
)
from xl_addin.adopt.memory import Memory, quoted
from xl_addin.adopt.posting_fields import fields, keys, label
from xl_addin.adopt.source import SourceSheet
from xl_addin.adopt.units import UNITS
from xl_addin.adopt.unused_columns import unused_columns
from xl_addin.cells.cpr import without_cpr
from xl_addin.cells.text import fold
from xl_addin.xlsx.tree import column_letters, column_number

_ABOUT: Final = """# Tilpasning til fho adopt: hvad kolonnerne i et ark med posteringer er.
# [kolonner]    et felt og dets kolonne, ved overskrift eller bogstav
# [faste]       et felt, der er ens i alle rækker
# [måneder]     kolonner, der hver har en måneds beløb: "F" = "2016-03"
# [ord.…]       hvad et ord i arket betyder; "" lader det stå, som det er
# [rækker]      hvad en række er, der både kan være en sum og en postering: "sum" eller "postering"
#               "uden bilag" og "fremhævet" svarer for alle rækker, der er det
# ikke_brugt    kolonner, der ikke skal bruges; andre_ark: ark, der ikke skal læses
# enhed         hvad beløbene er i: {units}
# akkumuleret   "nej": beløb, der vokser måned for måned, er hver måneds egne
# minus         hvad et beløb med minus er: "indtægt" (det sædvanlige) eller "udgift"
# Felter: {fields}
"""
_REMEMBERED: Final = "\n# ---- Herfra skriver fho adopt selv, hver gang den overtager ----\n"
_PARTS: Final = (
    "ark", "overskrift", "kolonner", "faste", "ord", MONTHS, "rækker", "ikke_brugt", "andre_ark", "enhed",
    "akkumuleret", "arket_siger", "minus", "ordninger", "overtaget",
)  # fmt: skip


def to_toml(mapping: Mapping, sheet: SourceSheet, account: Account | None = None, alone: bool = True) -> str:
    """A mapping as its file. `account` names the rows that are uncertain; `alone`: no other sheet has postings."""
    header = header_of(sheet, mapping)
    lines = [_ABOUT.format(fields=", ".join(one.title for one in fields().values()), units=", ".join(UNITS))]
    lines += [] if alone else [f"ark = {quoted(mapping.sheet)}"]
    lines.append(f"overskrift = [{mapping.header[0]}, {mapping.header[1]}]")
    if mapping.unit:
        lines += [f"enhed = {quoted(mapping.unit)}", f"arket_siger = {quoted(mapping.said or mapping.unit)}"]
    if mapping.accumulated:
        lines.append(f"akkumuleret = {quoted(mapping.accumulated)}")
    if mapping.minus:
        lines.append(f"minus = {quoted(mapping.minus)}")
    if mapping.unused:
        lines.append(f"ikke_brugt = {quoted([_column_name(header, column) for column in sorted(mapping.unused)])}")
    if mapping.unread:
        lines.append(f"andre_ark = {quoted(sorted(mapping.unread))}")
    lines.append("\n[kolonner]")
    for name, column in mapping.columns.items():
        text = without_cpr(header.texts.get(column, ""))
        named = _column_name(header, column)
        note = f"  # {column_letters(column) if named == text else text}" + (
            "  – se efter" if name in mapping.doubtful else ""
        )
        lines.append(f"{quoted(label(name))} = {quoted(named)}{note}")
    for one in unused_columns(sheet, mapping):
        asked = f" – SPØRGSMÅL: kolonnen {one.question}" if one.question else ""
        lines.append(f"# ikke brugt: {one.name}: {one.holds}{asked}")
    if mapping.months:
        lines.append(f"\n[{quoted(MONTHS)}]")
        for column, month in mapping.months.items():
            lines.append(
                f"{quoted(_column_name(header, column))} = {quoted(f'{month[0]:%Y-%m}' if month else 'åååå-mm')}"
            )
    lines.append("\n[faste]")
    lines += [f"{quoted(label(name))} = {quoted(value)}" for name, value in mapping.fixed.items()]
    for name, words in mapping.words.items():
        if words:
            lines += [
                f"\n[ord.{quoted(label(name))}]",
                *(f"{quoted(word)} = {quoted(said)}" for word, said in words.items()),
            ]
    uncertain = account.uncertain if account else []
    if uncertain or mapping.rows:
        lines.append('\n["rækker"]')
        lines += [f"{quoted(mark)} = {quoted(said)}" for mark, said in mapping.rows.items()]
        lines += [f'# {quoted(row.mark)} = "sum"  # række {row.number}: {row.why}' for row in uncertain]
    return "\n".join(lines) + "\n"


def _column_name(header: Header, column: int) -> str:
    """A column by its heading where no other has it, so that it is found when columns have moved; else its letter."""
    text = header.texts.get(column, "")
    alike = sum(fold(one) == fold(text) for one in header.texts.values())
    return text if alike == 1 and without_cpr(text) == text and text[:1] != "=" else column_letters(column)


def read_toml(path: Path) -> dict[str, Any]:
    """A mapping file's content; ``MappingError`` when it is none."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise MappingError(f"{path}: kan ikke læses ({error.strerror})") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MappingError(f"{path.name}: {error}") from None


def from_toml(path: Path, sheets: list[SourceSheet]) -> Mapping:
    """The mapping in a file, fitted to a workbook; ``MappingError`` when it does not fit."""
    content = read_toml(path)
    unknown = content.keys() - set(_PARTS)
    if unknown:
        raise MappingError(f"{path.name}: {', '.join(sorted(unknown))} kendes ikke; se fho adopt --propose")
    name = content.get("ark")
    sheet = next((one for one in sheets if one.name == name), None) if name else best_sheet(sheets)
    if sheet is None and len(sheets) == 1 and not name and "overskrift" in content:
        sheet = sheets[0]
    if sheet is None:
        raise MappingError(f"{path.name}: der er intet ark »{name}«" if name else "intet ark ligner posteringer")
    columns = {_key(path, "kolonner", key): where for key, where in _table(path, content, "kolonner").items()}
    header = _header_rows(path, content, sheet, [*columns.values(), *_table(path, content, MONTHS)])
    mapping = Mapping(sheet.name, (header.first, header.last))
    mapping.columns = {key: _column(path, label(key), where, header) for key, where in columns.items()}
    mapping.fixed = {_key(path, "faste", key): str(value) for key, value in _table(path, content, "faste").items()}
    for key, words in _table(path, content, "ord").items():
        mapping.words[_key(path, "ord", key)] = {fold(word): str(meant) for word, meant in words.items() if meant}
    for where, month in _table(path, content, MONTHS).items():
        mapping.months[_column(path, MONTHS, where, header)] = _month(path, where, month)
    mapping.unused = {_column(path, "ikke_brugt", where, header) for where in content.get("ikke_brugt", [])}
    mapping.unread = set(content.get("andre_ark", []))
    mapping.unit, mapping.said, mapping.minus = (content.get(key) for key in ("enhed", "arket_siger", "minus"))
    mapping.accumulated = content.get("akkumuleret")
    mapping.rows = {fold(mark): str(said) for mark, said in _table(path, content, "rækker").items()}
    _sensible(path, mapping)
    return mapping


def _table(path: Path, content: dict[str, Any], part: str) -> dict[str, Any]:
    given = content.get(part, {})
    if not isinstance(given, dict):
        raise MappingError(f"{path.name}: [{part}] skal være en tabel")
    return given


def _key(path: Path, part: str, written: str) -> str:
    key = keys().get(fold(written))
    if key is None:
        raise MappingError(f"{path.name}: [{part}] {written}: der er intet felt, der hedder det")
    return key


def _sensible(path: Path, mapping: Mapping) -> None:
    def refuse(wrong: Iterable[str], why: str) -> None:
        named = ", ".join(sorted(map(label, wrong)))
        if named:
            raise MappingError(f"{path.name}: {named} {why}")

    refuse(mapping.fixed.keys() & VARYING, "kan ikke være ens i alle rækker")
    refuse(mapping.fixed.keys() & mapping.columns.keys(), "står både i [kolonner] og i [faste]")
    twice = [
        column for column, count in Counter(mapping.columns.values()).items() if count > 1 and column in mapping.money
    ]
    if twice:
        raise MappingError(f"{path.name}: kolonne {column_letters(twice[0])} er valgt til to felter")
    if mapping.unit not in (None, *UNITS):
        raise MappingError(f"{path.name}: enhed skal være en af {', '.join(UNITS)}")
    if mapping.accumulated not in (None, "nej"):
        raise MappingError(f'{path.name}: akkumuleret kan kun være "nej": ellers træk hver måneds egne beløb ud')
    if mapping.minus not in (None, COST, INCOME):
        raise MappingError(f"{path.name}: minus skal være {INCOME} eller {COST}")
    if not set(mapping.rows.values()) <= set(SAID):
        raise MappingError(f"{path.name}: [rækker] kan kun sige {' eller '.join(SAID)}")


def _header_rows(path: Path, content: dict[str, Any], sheet: SourceSheet, columns: list[Any]) -> Header:
    rows = content.get("overskrift")
    found = find_header(sheet)
    if rows is None:
        if found is None:
            raise MappingError(
                f"{path.name}: overskrift = [første, sidste] mangler: arket {sheet.name} har ingen, der kendes"
            )
        return found
    whole = isinstance(rows, list) and len(rows) == 2 and all(isinstance(row, int) and row >= 0 for row in rows)
    if not whole or rows[0] > rows[1]:
        raise MappingError(f"{path.name}: overskrift skal være [første, sidste], numrene på overskriftens rækker")
    there = read_header(sheet, rows[0], rows[1])

    def has(header: Header) -> bool:
        texts = {fold(text) for text in header.texts.values()}
        return all(fold(str(one)) in texts or _is_letter(str(one)) for one in columns)

    # Next month's export may begin some rows further down.
    return found if found and not has(there) and has(found) else there


def _is_letter(text: str) -> bool:
    return text.isascii() and text.isalpha() and len(text) <= 3 and text.isupper()


def _column(path: Path, key: str, where: Any, header: Header) -> int:
    """A column by its letter, or by its header where just one has it."""
    text = str(where)
    named = [column for column, one in header.texts.items() if fold(one) == fold(text)]
    if len(named) == 1:
        return named[0]
    if text.isascii() and text.isalpha() and len(text) <= 3:
        return column_number(text)
    raise MappingError(
        f"{path.name}: {key} = »{text}« er hverken et kolonnebogstav eller overskriften på netop én kolonne; "
        f"arket har {', '.join(f'»{without_cpr(one)}«' for one in header.texts.values())}"
    )


def _month(path: Path, where: str, written: Any) -> Month:
    if month := month_of(str(written)):
        return month
    raise MappingError(f"{path.name}: [{MONTHS}] {where} = »{written}«: skriv måneden som åååå-mm, fx 2016-10")


def remembered(path: Path) -> Memory:
    """What a mapping file remembers."""
    content = read_toml(path)
    try:
        return Memory.read(_table(path, content, "ordninger"), _table(path, content, "overtaget"))
    except (ValueError, TypeError, KeyError, AttributeError):
        raise MappingError(f"{path.name}: det, fho adopt selv har skrevet nederst, er ødelagt") from None


def with_memory(text: str, memory: Memory) -> str:
    """A mapping file's text with what it is to remember: what a person wrote in it stays as it stands."""
    return text.partition(_REMEMBERED)[0].rstrip("\n") + "\n" + _REMEMBERED + memory.to_toml()


def skeleton(sheets: list[SourceSheet]) -> tuple[str, str]:
    """The headings of the sheet that no header is found in, and a mapping for a person to fill in."""
    sheet = max(sheets, key=lambda one: one.last_row)
    texts = {
        number: sum(isinstance(value, str) for value in row.values()) for number, row in list(sheet.rows.items())[:60]
    }
    row = max(texts, key=lambda number: texts[number], default=1)
    header = read_header(sheet, row, row)
    headings = {column_letters(column): without_cpr(text) for column, text in header.texts.items()}
    lines = to_toml(Mapping(sheet.name, (row, row)), sheet).splitlines()
    place = lines.index("[kolonner]") + 1
    lines[place:place] = [f'# {quoted(one.title)} = "…"  # {one.asks}' for one in fields().values()]
    return ", ".join(f"{letters} »{text}«" for letters, text in headings.items()) or "ingen", "\n".join(lines) + "\n"
