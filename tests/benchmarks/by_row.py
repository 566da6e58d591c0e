"""FHO_FORDEL as one would write it without NumPy: a loop over the rows, ``Decimal`` for money.

The honest opponents of the benchmark: they read and validate the same nine arguments and give the same rows.
``fordel_in_order`` follows the contract's order of errors row by row, as one writes it first. ``fordel`` is written to
be fast: the rows that are as they should be take a short way, only the others look for which of their problems
decides, and each distinct text is read once. The one short cut of both: a region's own agreement is read but not
validated (it is one range, not a column).
"""

import datetime
import re
import unicodedata
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

CENT = Decimal("0.01")
LIMIT = Decimal(900_000_000_000)
# Versions of an agreement, oldest first: the first day and the region's key.
SHIPPED = [(datetime.date(2015, 8, 31).toordinal(), Decimal("0.67"))]
FIRST_SERIAL, LAST_SERIAL = 61, 2958465
SERIAL_TO_ORDINAL = datetime.date(1899, 12, 30).toordinal()
ERRORS = frozenset(
    {
        "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA",
        "#SPILL!", "#CONNECT!", "#BLOCKED!", "#UNKNOWN!", "#FIELD!", "#CALC!",
    }
)  # fmt: skip
SHARED = frozenset(
    {
        "fælles", "løn", "vikar", "sygefravær", "forsikring", "arbejdsmiljø", "administration", "faglighed",
        "indlæggelse",
    }
)  # fmt: skip
# COM hands over an error cell as an integer.
COM_ERRORS = {
    -2146828288 + code: text
    for code, text in (
        (2000, "#NULL!"), (2007, "#DIV/0!"), (2015, "#VALUE!"), (2023, "#REF!"), (2029, "#NAME?"),
        (2036, "#NUM!"), (2042, "#N/A"), (2043, "#GETTING_DATA"),
    )
}  # fmt: skip
ARTS = SHARED | {"respiration", "servicelov", "ekstra", "ferie"}
REGION = frozenset({"region", "regionen", "region midtjylland", "respirationscentret", "rcv"})
MUNICIPALITY = frozenset({"kommune", "kommunen"})
NUMBER = re.compile(
    r"-?([0-9]+|[0-9]{1,3}(\.[0-9]{3})+(?=,)|[0-9]{1,3}(\.[0-9]{3}){2,}|[0-9]{1,3}([ \xa0][0-9]{3})+)(,[0-9]+)?"
)
BLANK_ROW = ["", "", "", "", ""]


class ProblemError(Exception):
    """The error that the row shows."""


def _unreadable() -> ProblemError:
    return ProblemError("#VALUE!")


def _out_of_domain() -> ProblemError:
    return ProblemError("#NUM!")


def read_amount(cell: object) -> Decimal:
    if type(cell) is float or (type(cell) is int and cell not in COM_ERRORS):
        try:
            value = Decimal(f"{cell:.15g}").quantize(CENT, ROUND_HALF_UP)
        except InvalidOperation:
            raise (_unreadable() if cell != cell else _out_of_domain()) from None
    elif isinstance(cell, str):
        value = _amount_text(cell)
    else:
        raise _unreadable()
    if not -LIMIT <= value <= LIMIT:
        raise _out_of_domain()
    return value


def word_of(text: str) -> str:
    """Trimmed, normalised and case-blind."""
    return unicodedata.normalize("NFC", text).strip(" \t\n\xa0\u200b\ufeff").casefold()


@lru_cache(maxsize=4096)
def _amount_text(text: str) -> Decimal:
    body = word_of(text).replace("\u2212", "-")
    for currency in ("kr.", "kr", "dkk"):
        body = body.removesuffix(currency).removeprefix(currency).strip()
    if body.endswith("-"):
        body = "-" + body[:-1]
    if not NUMBER.fullmatch(body):
        raise _unreadable()
    return Decimal(re.sub("[. \xa0]", "", body).replace(",", ".")).quantize(CENT, ROUND_HALF_UP)


def read_date(cell: object) -> int:
    """The day as an ordinal."""
    if type(cell) is float or (type(cell) is int and cell not in COM_ERRORS):
        if not FIRST_SERIAL <= cell < LAST_SERIAL + 1:
            raise _unreadable() if cell != cell else _out_of_domain()
        return int(cell) + SERIAL_TO_ORDINAL
    if isinstance(cell, datetime.date):
        return cell.toordinal()
    if isinstance(cell, str):
        return _date_text(cell)
    raise _unreadable()


@lru_cache(maxsize=4096)
def _date_text(text: str) -> int:
    for form in ("%d-%m-%Y", "%d.%m.%Y", "%d/%m-%Y", "%Y-%m-%d"):
        try:
            return datetime.datetime.strptime(word_of(text), form).toordinal()
        except ValueError:
            continue
    raise _unreadable()


@lru_cache(maxsize=None, typed=True)
def read_art(cell: object) -> str:
    word = word_of(cell) if isinstance(cell, str) else ""
    if word not in ARTS:
        raise _unreadable()
    return word


@lru_cache(maxsize=None, typed=True)
def read_party(cell: object) -> str:
    word = word_of(cell) if isinstance(cell, str) else ""
    if word in REGION:
        return "region"
    if word in MUNICIPALITY:
        return "kommune"
    raise _unreadable()


@lru_cache(maxsize=None, typed=True)
def read_yes_no(cell: object) -> bool:
    if isinstance(cell, bool):
        return cell
    if cell in (0, 1):
        return cell == 1
    word = word_of(cell) if isinstance(cell, str) else ""
    if word in ("ja", "j", "x"):
        return True
    if word in ("nej", "n"):
        return False
    raise _unreadable()


READERS: tuple[Callable[[Any], Any], ...] = (
    read_amount, read_art, read_date, read_date, read_date, read_date, read_party, read_yes_no,
)  # fmt: skip


def is_blank(cell: object) -> bool:
    return cell is None or cell == ""


Versions = list[tuple[int, Decimal]]


def read_agreement(cell: object) -> Versions:
    """A shipped agreement, or a region's own range (its first days and keys)."""
    if isinstance(cell, list):
        versions: Versions = []
        first = SHIPPED[0][0]
        for name, value in cell:
            if word_of(name) == "gyldig_fra":
                first = read_date(value)
            elif word_of(name) == "nøgle_region":
                versions.append((first, Decimal(f"{value:.15g}")))
        return versions
    if is_blank(cell) or (isinstance(cell, str) and word_of(cell) in {"midtjylland", "bekendtgørelsen"}):
        return SHIPPED
    raise _unreadable()


def key_of(versions: Versions, first: int, last: int) -> Decimal:
    """The region's key, weighted by the days of each version."""
    if len(versions) == 1:
        return versions[0][1]
    weighted = Decimal(0)
    for number, (begins, key) in enumerate(versions):
        stops = versions[number + 1][0] - 1 if number + 1 < len(versions) else last
        weighted += key * max(0, min(last, stops) - max(first, begins) + 1)
    return weighted / (last - first + 1)


def divide_row(
    versions: Versions, amount: Any, art: Any, fra: Any, til: Any, start: Any, end: Any, party: Any, granted: Any
) -> list[Any]:
    """One row read and divided into region, kommune, borger, ufordelt, kode. Raises where anything is not right."""
    kroner = read_amount(amount)
    kind = read_art(art)
    first = None if fra is None or fra == "" else read_date(fra)
    last = first if til is None or til == "" else read_date(til)
    begins = None if start is None or start == "" else read_date(start)
    ends = None if end is None or end == "" else read_date(end)
    assessed = None if party is None or party == "" else read_party(party)
    yes = granted is not None and granted != "" and read_yes_no(granted)
    return divide(versions, kroner, kind, first, last, begins, ends, assessed, yes)


def divide(
    versions: Versions,
    kroner: Decimal,
    kind: str,
    first: int | None,
    last: int | None,
    begins: int | None,
    ends: int | None,
    assessed: str | None,
    yes: bool,
) -> list[Any]:
    """The values of one row, read, to its result."""
    if first is not None and last is not None and last < first:
        raise _out_of_domain()
    if begins is not None and ends is not None and ends < begins:
        raise _out_of_domain()
    if kind == "respiration":
        return [float(kroner), 0.0, 0.0, 0.0, "RESP"]
    if kind == "servicelov":
        return [0.0, float(kroner), 0.0, 0.0, "SEL"]
    if kind == "ekstra":
        if assessed == "region":
            return [float(kroner), 0.0, 0.0, 0.0, "EKSTRA-R"]
        if assessed is None:
            raise ProblemError("#N/A")
        return [0.0, float(kroner), 0.0, 0.0, "EKSTRA-K"]
    if kind == "ferie":
        if yes:
            return [0.0, float(kroner), 0.0, 0.0, "FERIE-K"]
        return [0.0, 0.0, float(kroner), 0.0, "FERIE-B"]
    if first is None or last is None or begins is None:
        raise ProblemError("#N/A")
    days = last - first + 1
    joint_first = max(first, begins, versions[0][0])
    joint_last = last if ends is None or last < ends else ends
    joint_days = joint_last - joint_first + 1
    if joint_days <= 0:
        code = "FØR-AFTALE" if last < versions[0][0] else "FØR-START" if last < begins else "EFTER-SLUT"
        return [0.0, 0.0, 0.0, float(kroner), code]
    key = key_of(versions, joint_first, joint_last)
    if joint_days == days:
        region = (kroner * key).quantize(CENT, ROUND_HALF_UP)
        return [float(region), float(kroner - region), 0.0, 0.0, "NØGLE"]
    joint = (kroner * joint_days / days).quantize(CENT, ROUND_HALF_UP)
    region = (joint * key).quantize(CENT, ROUND_HALF_UP)
    return [float(region), float(joint - region), 0.0, float(kroner - joint), "DELVIS"]


def problem_of(row: tuple[Any, ...]) -> str:
    """Which of a row's problems decides: an error cell, something missing, unreadable, out of its domain."""
    for cell in row:
        if isinstance(cell, str) and cell in ERRORS:
            return cell
        if type(cell) is int and cell in COM_ERRORS:
            return COM_ERRORS[cell]
        if isinstance(cell, dict) and cell.get("type") == "Error":
            return str(cell.get("basicValue"))
    found = set()
    if is_blank(row[0]) or is_blank(row[1]):
        found.add("#N/A")
    for cell, read in zip(row, READERS, strict=True):
        if not is_blank(cell):
            try:
                read(cell)
            except ProblemError as problem:
                found.add(problem.args[0])
            except TypeError:  # a cell that cannot be kept in a cache
                found.add("#VALUE!")
    if ("#N/A" not in found and "#VALUE!" not in found) or not is_blank(row[1]):
        word = row[1].strip().casefold() if isinstance(row[1], str) else ""
        if (word in SHARED and (is_blank(row[2]) or is_blank(row[4]))) or (word == "ekstra" and is_blank(row[6])):
            found.add("#N/A")
    return next((code for code in ("#N/A", "#VALUE!") if code in found), "#NUM!")


def fordel(*columns: list[list[Any]], aftale: object = None) -> list[list[Any]]:
    """Eight columns of cells and the agreement, which is taken whole, to rows of five."""
    versions = read_agreement(aftale)
    result = []
    for row in zip(*([cell for (cell,) in column] for column in columns), strict=True):
        try:
            result.append(divide_row(versions, *row))
        except (ProblemError, TypeError):
            if all(cell is None or cell == "" for cell in row):
                result.append(BLANK_ROW)
            else:
                result.append([problem_of(row)] * 5)
    return result


def fordel_in_order(*columns: list[list[Any]], aftale: object = None) -> list[list[Any]]:
    """The same, row by row in the contract's order: blank, error cell, missing, unreadable, out of domain, divided."""
    versions = read_agreement(aftale)
    return [
        row_in_order(versions, row) for row in zip(*([cell for (cell,) in column] for column in columns), strict=True)
    ]


def row_in_order(versions: Versions, row: tuple[Any, ...]) -> list[Any]:
    """One row: its result, or its error in every column."""
    if all(is_blank(cell) for cell in row):
        return BLANK_ROW
    for cell in row:
        if (error := error_of(cell)) is not None:
            return [error] * 5
    values: list[Any] = []
    problems = set()
    for cell, read in zip(row, READERS, strict=True):
        try:
            values.append(None if is_blank(cell) else read(cell))
        except ProblemError as problem:
            values.append(None)
            problems.add(problem.args[0])
        except TypeError:  # a cell that cannot be kept in a cache
            values.append(None)
            problems.add("#VALUE!")
    kroner, kind, first, last, begins, ends, assessed, yes = values
    if is_blank(row[0]) or is_blank(row[1]):
        return ["#N/A"] * 5
    if kind in SHARED and (is_blank(row[2]) or is_blank(row[4])):
        return ["#N/A"] * 5
    if kind == "ekstra" and is_blank(row[6]):
        return ["#N/A"] * 5
    if problems:
        return ["#VALUE!" if "#VALUE!" in problems else "#NUM!"] * 5
    try:
        return divide(versions, kroner, kind, first, first if last is None else last, begins, ends, assessed, bool(yes))
    except ProblemError as problem:
        return [problem.args[0]] * 5


def error_of(cell: object) -> str | None:
    """The error that a cell is, in any host's form."""
    if isinstance(cell, str):
        return cell if cell in ERRORS else None
    if type(cell) is int:
        return COM_ERRORS.get(cell)
    return str(cell.get("basicValue")) if isinstance(cell, dict) and cell.get("type") == "Error" else None
