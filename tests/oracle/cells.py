"""How one cell is read: FUNCTIONS, "Values in". Every reader gives a value or raises #VALUE! or #NUM!."""

import datetime
import decimal
import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

from tests.oracle.errors import COM_MISSING, NUM, VALUE, CellError
from tests.oracle.municipalities import Municipality, find

LIMIT_OERE = 9 * 10**13
FIRST_DATE, LAST_DATE = datetime.date(1900, 3, 1), datetime.date(9999, 12, 31)
SPACES = " \t\r\n\u00a0\u200b\u200c\u200d\u2060\ufeff"

SHARED_ARTS = {
    "fælles", "løn", "vikar", "sygefravær", "forsikring", "arbejdsmiljø", "administration", "faglighed",
    "indlæggelse", "oplæring", "midlertidigt hold",
}  # fmt: skip
ARTS = SHARED_ARTS | {"respiration", "servicelov", "ekstra", "ferie"}
EMPLOYERS = {"privat", "borger", "nærtstående", "forening"}
REGION_WORDS = {"region", "regionen", "region midtjylland", "respirationscentret", "rcv"}


def text_of(cell: object) -> str:
    """Trimmed, Unicode-normalised and case-blind; anything but text is not text."""
    if not isinstance(cell, str):
        raise CellError(VALUE)
    return unicodedata.normalize("NFC", cell).strip(SPACES).casefold()


def is_blank(cell: object) -> bool:
    """Nothing there: None, "", only spaces, or COM's mark for a left-out argument."""
    if isinstance(cell, str):
        return text_of(cell) == ""
    return cell is None or (type(cell) is int and cell == COM_MISSING)


def is_number(cell: object) -> bool:
    """A number that is neither TRUE/FALSE nor NaN nor infinite."""
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        return False
    return not isinstance(cell, float | Decimal) or Decimal(cell).is_finite()


_GROUPED = re.compile(r"[0-9]{1,3}([. \u00a0])[0-9]{3}(?:\1[0-9]{3})*(,[0-9]+)?")
_PLAIN = re.compile(r"[0-9]+(,[0-9]+)?")
_TWO_READINGS = re.compile(r"[0-9]{1,3}[.,][0-9]{3}")
_CURRENCY = ("kr.", "kr", "dkk")


def danish_number(text: str) -> Fraction:
    """``1.234,50``, ``1 234,50``, ``-5``, ``5-``, ``kr. 5``; nothing that needs a guess."""
    body = text
    before = next((word for word in _CURRENCY if body.startswith(word)), None)
    after = next((word for word in _CURRENCY if body.endswith(word)), None)
    if before and after:
        raise CellError(VALUE)
    if before:
        body = body.removeprefix(before).strip(SPACES)
    if after:
        body = body.removesuffix(after).strip(SPACES)
    body = body.replace("\u2212", "-")
    negative = body.startswith("-") != body.endswith("-")
    if negative:
        body = body.removeprefix("-").removesuffix("-")
    if _TWO_READINGS.fullmatch(body) or not (_PLAIN.fullmatch(body) or _GROUPED.fullmatch(body)):
        raise CellError(VALUE)
    value = Fraction(re.sub("[. \u00a0]", "", body).replace(",", "."))
    return -value if negative else value


def number(cell: object) -> Fraction:
    """A number in a cell as Excel shows it: 15 significant digits, decimal."""
    if isinstance(cell, str):
        return danish_number(text_of(cell))
    if not is_number(cell):
        raise CellError(VALUE)
    fifteen = decimal.Context(prec=15, rounding=decimal.ROUND_HALF_UP, Emax=10**6, Emin=-(10**6))
    return Fraction(fifteen.create_decimal(cell))  # type: ignore[arg-type]


def to_oere(kroner: Fraction) -> int:
    """Whole øre, halves away from zero; past ±9·10^13 øre is out of the domain."""
    oere = half_away(kroner * 100)
    if abs(oere) > LIMIT_OERE:
        raise CellError(NUM)
    return oere


def half_away(value: Fraction) -> int:
    """Round to a whole number, halves away from zero."""
    whole = (abs(value) + Fraction(1, 2)).__floor__()
    return whole if value >= 0 else -whole


def amount(cell: object) -> int:
    """Kroner in a cell, as whole øre."""
    return to_oere(number(cell))


def rate(cell: object) -> Fraction:
    """Kroner an hour, unrounded; the domain is that of an amount."""
    value = number(cell)
    to_oere(value)
    return value


def hours(cell: object) -> Fraction:
    """A number of hours, not below 0."""
    value = number(cell)
    if value < 0:
        raise CellError(NUM)
    return value


def hours_a_day(cell: object) -> Fraction:
    """Hours a day: 0 to 24."""
    value = hours(cell)
    if value > 24:
        raise CellError(NUM)
    return value


_DAY_FIRST = re.compile(r"([0-9]{1,2})(?:-([0-9]{1,2})-|\.([0-9]{1,2})\.|/([0-9]{1,2})-)([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def date(cell: object) -> datetime.date:
    """An Excel serial number, a date, or one of the four written forms; a time of day is dropped."""
    if isinstance(cell, datetime.datetime):
        day = cell.date()
    elif isinstance(cell, datetime.date):
        day = cell
    elif is_number(cell):
        serial = int(Decimal(cell).to_integral_value(decimal.ROUND_FLOOR))  # type: ignore[arg-type]
        if not 61 <= serial <= 2958465:
            raise CellError(NUM)
        day = datetime.date(1899, 12, 30) + datetime.timedelta(serial)
    else:
        day = _written_date(text_of(cell))
    if not FIRST_DATE <= day <= LAST_DATE:
        raise CellError(NUM)
    return day


def _written_date(text: str) -> datetime.date:
    if match := _DAY_FIRST.fullmatch(text):
        d, m1, m2, m3, y = match.groups()
        parts = (y, m1 or m2 or m3, d)
    elif match := _YEAR_FIRST.fullmatch(text):
        parts = match.groups()
    else:
        raise CellError(VALUE)
    try:
        return datetime.date(*(int(part) for part in parts))
    except ValueError:
        raise CellError(VALUE) from None


def yes_no(cell: object) -> bool:
    """TRUE/FALSE, 1/0, ja/nej, j/n, x."""
    if isinstance(cell, bool):
        return cell
    if is_number(cell) and cell in (0, 1):
        return cell == 1
    if isinstance(cell, str):
        word = text_of(cell)
        if word in {"ja", "j", "x"}:
            return True
        if word in {"nej", "n"}:
            return False
    raise CellError(VALUE)


def municipality(cell: object) -> Municipality:
    """By name, alias or code."""
    if isinstance(cell, str):
        found = find(text_of(cell))
    elif is_number(cell) and cell == int(cell) and 0 <= cell <= 9999:  # type: ignore[call-overload, operator]
        found = find(f"{int(cell):04d}")  # type: ignore[call-overload]
    else:
        found = None
    if found is None:
        raise CellError(VALUE)
    return found


def party(cell: object) -> str:
    """``region`` or ``kommune``; a municipality's name means the municipality."""
    word = text_of(cell)
    if word in REGION_WORDS:
        return "region"
    if word in {"kommune", "kommunen"} or (not word[:1].isdigit() and find(word)):
        return "kommune"
    raise CellError(VALUE)


def employer(cell: object) -> str:
    """A party, or ``privat``, ``borger``, ``nærtstående``, ``forening``."""
    word = text_of(cell)
    return word if word in EMPLOYERS else party(cell)


def art(cell: object) -> str:
    """The kind of a posting."""
    return {"arbejdsgiveropgaver": "administration"}.get(found := _one_of(cell, ARTS | {"arbejdsgiveropgaver"}), found)


def field(cell: object) -> str:
    """What FHO_KOMMUNE is asked for."""
    return _one_of(cell, {"navn", "kode", "region"})


def code(cell: object) -> str:
    """A code or a status: FHO_KILDE knows which there are."""
    return text_of(cell)


def _one_of(cell: object, words: set[str]) -> str:
    word = text_of(cell)
    if word not in words:
        raise CellError(VALUE)
    return word


_SECTIONS = {
    ("83", ""): "83", ("83", "1"): "83", ("85", ""): "85", ("95", ""): "95", ("95", "1"): "95",
    ("95", "2"): "95 stk. 2", ("95", "3"): "95 stk. 3", ("96", ""): "96", ("44", ""): "83/44",
    ("42", ""): "42", ("84", "1"): "84 stk. 1", ("97", ""): "97", ("118", ""): "118",
}  # fmt: skip
_SECTION = re.compile(r"(?:sel )?(?:§{1,2} ?)?([0-9]+)(?:,? ?stk\. ?([0-9])|,([0-9]))?")
_CHILD = re.compile(r"(?:sel )?(?:§ ?)?83(?:/|,? jf\. )(?:§ ?)?44")
_OTHER_LAW = re.compile(r"(æl|bl|sul)(?: ?§? ?([0-9]+))?")
OTHER_LAWS = ("ÆL", "BL", "SUL")


def section(cell: object) -> str:
    """A section as people write it; ``ÆL 10`` for laws that the sources do not name."""
    if is_number(cell):
        value = number(cell)
        text = str(value.numerator) if value.denominator == 1 else f"{float(value):.15g}".replace(".", ",")
    else:
        text = text_of(cell).replace("\u00a0", " ")
    if match := _OTHER_LAW.fullmatch(text):
        if match[1] == "sul" and match[2] != "138":
            raise CellError(VALUE)
        return match[1].upper() + (f" {match[2]}" if match[2] else "")
    if _CHILD.fullmatch(text):
        return "83/44"
    match = _SECTION.fullmatch(text)
    known = match and _SECTIONS.get((match[1], match[2] or match[3] or ""))
    if not known:
        raise CellError(VALUE)
    return known


def sections(cell: object) -> tuple[str, ...]:
    """One section or several with semicolons between, in the order they are named."""
    if not isinstance(cell, str):
        return (section(cell),)
    named = [one for one in cell.split(";") if one.strip(SPACES)]
    if not named:
        raise CellError(VALUE)
    return tuple(section(one) for one in named)


def share(cell: object) -> Fraction:
    """A part of a whole: 0.6, ``0,6`` or ``60 %``."""
    if isinstance(cell, str) and text_of(cell).endswith("%"):
        part = danish_number(text_of(cell).removesuffix("%").strip(SPACES)) / 100
    else:
        part = number(cell)
    if not 0 <= part <= 1:
        raise CellError(VALUE)
    return part


def payer(cell: object) -> str:
    """``region``, ``kommune``, or the municipality that is called by its name."""
    word = text_of(cell)
    found = party(cell)
    named = find(word) if found == "kommune" and word not in {"kommune", "kommunen"} else None
    return named.name if named else found
