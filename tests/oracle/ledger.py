"""FHO_ORDNINGER and FHO_REGNSKAB: RULES 12, day by day and in exact fractions.

Written from the contract and the rules alone. Every question is asked of single days: is this day joint, who pays on
it, where does the citizen live on it. Nothing is summed over intervals.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Any

from tests.oracle import agreements, cells, rules
from tests.oracle.agreements import COUNTS, ESTABLISHED, Agreement
from tests.oracle.errors import NA, NUM, VALUE, CellError, error_of

Date = datetime.date
Cell = object
Row = list[Cell]
Table = list[Row]

ONE = datetime.timedelta(1)
IN_FORCE = Date(2015, 8, 31)
FOREVER = Date.max

EXPLAINS = "not:OK"
"""What stands in place of a Danish text about an error; of a row without one the text is left open."""

ORDNINGER = {
    "sag": ("Sagsnr.", "Case no."),
    "kommune": ("Kommune", "Municipality"),
    "paragraf": ("Paragraf", "Section"),
    "resp": ("Timer respiration", "Respiratory hours"),
    "sel": ("Timer servicelov", "Social services hours"),
    "samme": ("Samme hjælpere", "Same helpers"),
    "udskrevet": ("Udskrevet", "Discharged"),
    "fra": ("Gælder fra", "Valid from"),
    "til": ("Gælder til", "Valid to"),
    "overlap": ("Samtidige timer", "Simultaneous hours"),
    "plejebolig": ("Plejebolig", "Care home"),
    "resp_fra": ("Respirationshjælp fra", "Respiratory help from"),
    "sel_fra": ("Servicelovshjælp fra", "Social services from"),
    "oplaert_resp": ("Oplært respiration", "Trained in respiration"),
    "oplaert_sel": ("Oplært servicelov", "Trained in social services"),
    "arbejdsgiver": ("Arbejdsgiver", "Employer"),
    "aftalt_start": ("Aftalt start", "Agreed start"),
    "aftalt_andel": ("Aftalt regionsandel", "Agreed region share"),
    "afgjort": ("Ny kommunes afgørelse", "New municipality's decision"),
}
POSTERINGER = {
    "ordning": ("Ordning", "Arrangement"),
    "fra": ("Fra", "From"),
    "art": ("Art", "Cost type"),
    "beloeb": ("Beløb", "Amount"),
    "betalt_af": ("Betalt af", "Paid by"),
    "til": ("Til", "To"),
    "afregnes": ("Afregnes med", "Settled with"),
    "udmaalt_af": ("Udmålt af", "Assessed by"),
    "bevilget": ("Bevilget", "Granted"),
    "bilag": ("Bilag", "Voucher"),
}
"""The headings of the contract, each with an English one."""

_NEEDED = {
    "ordninger": ("sag", "kommune", "paragraf", "resp", "sel", "samme", "udskrevet"),
    "posteringer": ("ordning", "fra", "art", "beloeb", "betalt_af"),
}
_KINDS = {
    "kommune": cells.municipality, "paragraf": cells.sections, "resp": cells.hours_a_day, "sel": cells.hours_a_day,
    "samme": cells.yes_no, "udskrevet": cells.date, "fra": cells.date, "til": cells.date,
    "overlap": cells.hours_a_day, "plejebolig": cells.yes_no, "resp_fra": cells.date, "sel_fra": cells.date,
    "oplaert_resp": cells.date, "oplaert_sel": cells.date, "arbejdsgiver": cells.employer,
    "aftalt_start": cells.date, "aftalt_andel": cells.share, "afgjort": cells.date, "art": cells.art,
    "beloeb": cells.amount, "betalt_af": cells.payer, "afregnes": cells.municipality, "udmaalt_af": cells.party,
    "bevilget": cells.yes_no, "bilag": lambda cell: cell,
}  # fmt: skip
_INHERITED = (
    "kommune", "paragraf", "resp", "sel", "samme", "udskrevet", "overlap", "plejebolig", "resp_fra", "sel_fra",
    "oplaert_resp", "oplaert_sel", "arbejdsgiver",
)  # fmt: skip


# Problems: an error cell before all, then #N/A, #VALUE!, #NUM! -------------------------------------------


@dataclass(frozen=True)
class Problem:
    """An error, and whether it stands in a cell as such."""

    code: str
    in_cell: bool = False

    @property
    def rank(self) -> int:
        return 0 if self.in_cell else 1 + (NA, VALUE, NUM).index(self.code)


def worst(problems: Iterable[Problem]) -> Problem | None:
    """The one that decides; of error cells the first."""
    return min(problems, key=lambda one: one.rank, default=None)


def worst_of_case(periods: Iterable[Problem]) -> Problem | None:
    """The one that decides for a case, in whatever order its periods stand: of error cells the first of Excel's."""
    return min(periods, key=lambda one: (one.rank, EXCELS_ORDER.index(one.code)), default=None)


EXCELS_ORDER = (
    "#NULL!",
    "#DIV/0!",
    "#VALUE!",
    "#REF!",
    "#NAME?",
    "#NUM!",
    "#N/A",
    "#GETTING_DATA",
    "#SPILL!",
    "#CALC!",
)


# Tables ------------------------------------------------------------------------------------------------


def case_number(cell: Cell) -> str:
    """A case number: text, or the digits of a number."""
    if cells.is_number(cell):
        return f"{float(cell):.15g}"  # type: ignore[arg-type]
    return cells.text_of(cell)


def _plain(heading: Cell) -> str:
    return cells.text_of(heading).rstrip(".?:") if isinstance(heading, str) else ""


def read(table: Table, which: str) -> tuple[list[dict[str, Cell]], Problem | None]:
    """The records by field, and what is wrong with the headings."""
    known = ORDNINGER if which == "ordninger" else POSTERINGER
    place: dict[str, list[int]] = {key: [] for key in known}
    for number, heading in enumerate(table[0]):
        for key, names in known.items():
            if _plain(heading) in [_plain(name) for name in names]:
                place[key].append(number)
    missing = [Problem(NA) for key in _NEEDED[which] if not place[key]]
    twice = [Problem(VALUE) for numbers in place.values() if len(numbers) > 1]
    records = [{key: row[numbers[0]] if numbers else None for key, numbers in place.items()} for row in table[1:]]
    return records, worst([*missing, *twice])


@dataclass
class Record:
    """One record read: values by field (None: blank), and what is wrong with them."""

    values: dict[str, Any] = field(default_factory=dict)
    blank: bool = False
    problems: list[Problem] = field(default_factory=list)


def _read_cell(key: str, cell: Cell) -> Any:
    """A cell's value, None for a blank, or the Problem it is."""
    if code := error_of(cell):
        return Problem(code, in_cell=True)
    if cells.is_blank(cell):
        return None
    try:
        return case_number(cell) if key in ("sag", "ordning") else _KINDS[key](cell)  # type: ignore[operator]
    except CellError as problem:
        return Problem(problem.code)


def _record(raw: dict[str, Cell]) -> Record:
    values = {key: _read_cell(key, cell) for key, cell in raw.items()}
    return Record(values, blank=all(value is None for value in values.values()))


# Arrangements in time ----------------------------------------------------------------------------------


@dataclass
class Period:
    """A period (afsnit) of a case, blanks filled in from the one before."""

    record: Record
    first: Date | None
    last: Date | None
    own_last: Date | None
    values: dict[str, Any]
    status: str = ""
    start: Date | None = None
    share: Fraction | None = None
    is_joint: bool = False
    problems: list[Problem] = field(default_factory=list)

    def is_joint_on(self, day: Date) -> bool:
        return bool(
            self.is_joint
            and self.start
            and max(self.start, self.first or self.start) <= day
            and (self.last is None or day <= self.last)
        )

    @property
    def stretch(self) -> tuple[Date, Date] | None:
        """First and last joint day by the rule, also where the last is before the first."""
        if not self.is_joint or self.start is None:
            return None
        return max(self.start, self.first or self.start), self.last or FOREVER


@dataclass
class Case:
    """A case: its periods in order."""

    periods: list[Period]

    def in_force(self, day: Date) -> int:
        """The period of a day: before the first the first, in a gap the one before it."""
        begun = [number for number, one in enumerate(self.periods) if one.first is None or one.first <= day]
        return begun[-1] if begun else 0

    def residence(self, day: Date) -> str:
        return str(self.periods[self.in_force(day)].values["kommune"].name)

    def payer(self, day: Date) -> str:
        """RULES 9 and 12."""
        here = self.in_force(day)
        moves = [number for number in range(1, here + 1) if self._moves(number)]
        if not moves:
            return self.residence(day)
        move = moves[-1]
        before, now = self.periods[move - 1], self.periods[move]
        decision = self._decision(move)
        first = before.values["paragraf"][0]
        if COUNTS.get(first, first) not in {"95", "96"} or (decision is not None and day >= decision):
            return str(now.values["kommune"].name)
        assert now.first
        return self.payer(now.first - ONE)

    def _moves(self, number: int) -> bool:
        return bool(self.periods[number].values["kommune"] != self.periods[number - 1].values["kommune"])

    def _decision(self, move: int) -> Date | None:
        """The first one noted from the move's own period to the next move."""
        for number in range(move, len(self.periods)):
            if number > move and self._moves(number):
                return None
            if self.periods[number].values["afgjort"]:
                found: Date = self.periods[number].values["afgjort"]
                return found
        return None

    @property
    def ever_moves(self) -> bool:
        return any(self._moves(number) for number in range(1, len(self.periods)))

    def key_on(self, day: Date, aftale: Agreement) -> Fraction | None:
        """The region's part of a cost of this day; None where the day is not joint."""
        for one in self.periods:
            if one.is_joint_on(day):
                return one.share if one.share is not None else rules.key_on(aftale, day)
        return None

    def why_not(self, first: Date, last: Date) -> str:
        """The code of a cost under the key that has no joint day."""
        if last < IN_FORCE:
            return "FØR-AFTALE"
        planned = [one.stretch for one in self.periods if one.stretch]
        if not planned:
            return "IKKE-FÆLLES"
        real = [one for one in planned if one[0] <= one[1]]
        if last < min(one[0] for one in real or planned):
            return "FØR-START"
        if not real or first > max(one[1] for one in real):
            return "EFTER-SLUT"
        return "PAUSE"


def _cases(records: list[Record], aftale: Agreement) -> tuple[dict[str, Case], list[Period | None]]:
    """The cases by number, and each record's period (None: it belongs to no case)."""
    of_record: list[Period | None] = [None] * len(records)
    numbered: dict[str, list[int]] = {}
    for number, one in enumerate(records):
        if not one.blank and isinstance(one.values["sag"], str):
            numbered.setdefault(one.values["sag"], []).append(number)
    cases = {}
    for key, numbers in numbered.items():
        ordered = sorted(numbers, key=lambda number: _first_for_order(records[number]))
        periods = _periods([records[number] for number in ordered])
        for number, period in zip(ordered, periods, strict=True):
            of_record[number] = period
            _judge(period, aftale)
        _judge_overlaps(periods)
        cases[key] = Case(periods)
    return cases, of_record


def _first_for_order(record: Record) -> tuple[int, Date]:
    first = record.values["fra"]
    if first is None:
        return 0, Date.min
    return (2, Date.max) if isinstance(first, Problem) else (1, first)


def _periods(records: list[Record]) -> list[Period]:
    found: list[Period] = []
    for record in records:
        values = dict(record.values)
        if found:
            for key in _INHERITED:
                if values[key] is None:
                    values[key] = found[-1].values[key]
        first, last = (None if isinstance(values[key], Problem) else values[key] for key in ("fra", "til"))
        found.append(Period(record, first, last, last, values))
    for one, following in pairwise(found):
        if one.last is None and following.first is not None:
            one.last = following.first - ONE
    return found


def _judge(period: Period, aftale: Agreement) -> None:
    """What is wrong with the period by itself, and its status and start."""
    value, problems = period.values, period.problems
    problems += [one for one in value.values() if isinstance(one, Problem)]
    problems += [Problem(NA) for key in ("kommune", "paragraf", "resp", "sel", "samme") if value[key] is None]
    is_readable = not problems
    if period.first and period.own_last and period.own_last < period.first:
        problems.append(Problem(NUM))
    if not is_readable:
        return
    if value["overlap"] is not None and value["overlap"] > min(value["resp"], value["sel"]):
        problems.append(Problem(NUM))
    period.status = rules.status(
        value["resp"], value["paragraf"], value["sel"], value["samme"], value["kommune"], aftale
    )
    _set_start(period, aftale)


def _set_start(period: Period, aftale: Agreement) -> None:
    value = period.values
    agreed = value["aftalt_start"], value["aftalt_andel"]
    if period.status == "Fælles ordning" and value["aftalt_andel"] is not None:
        period.problems.append(Problem(VALUE))
    if period.status in ("Frivillig aftale", "Uden for regionen") and None not in agreed:
        period.is_joint, period.share, period.start = True, agreed[1], max(agreed[0], IN_FORCE)
        return
    section_taken_in = period.status == "Frivillig aftale" and all(
        rules.taken_in(one, aftale) or COUNTS.get(one, one) in aftale.newest.mandatory for one in value["paragraf"]
    )
    if period.status != "Fælles ordning" and not section_taken_in:
        return
    period.is_joint = True
    trained = [value["oplaert_resp"], value["oplaert_sel"]]
    both = [one for one in (value["resp_fra"], value["sel_fra"]) if one]
    team = None if None in trained else max(trained)
    established = rules._start_rule(value["udskrevet"], team, aftale) == ESTABLISHED
    if (team if established else value["udskrevet"]) is None:
        period.problems.append(Problem(NA))
        return
    try:
        period.start = rules.startdato(value["udskrevet"], team, aftale, max(both, default=None))
    except CellError as problem:
        period.problems.append(Problem(problem.code))


def _judge_overlaps(periods: list[Period]) -> None:
    dated = [
        one for one in periods if not any(isinstance(one.record.values[key], Problem) for key in ("fra", "til"))
    ]  # fmt: skip
    for number, one in enumerate(dated):
        for other in dated[number + 1 :]:
            begins = other.first or Date.min
            ends = one.own_last or (FOREVER if other.first is None else _implied(dated, number))
            if begins <= ends or one.first == other.first:
                one.problems.append(Problem(VALUE))
                other.problems.append(Problem(VALUE))


def _implied(dated: list[Period], number: int) -> Date:
    """The day before the next one that says when it begins."""
    following = [one.first for one in dated[number + 1 :] if one.first]
    return following[0] - ONE if following else FOREVER


# The two functions -------------------------------------------------------------------------------------


def ordninger(table: Table, aftale: Cell = None) -> list[Row]:
    """FHO_ORDNINGER without its two texts: seven columns, and what the remark must be."""
    raw, heading = read(table, "ordninger")
    agreed, problem = _agreement(aftale)
    wrong = worst([one for one in (heading, problem) if one])
    if wrong:
        return [[wrong.code] * 7 + [EXPLAINS] if any(not cells.is_blank(one) for one in row) else [""] * 8
                for row in table[1:]]  # fmt: skip
    assert agreed
    records = [_record(one) for one in raw]
    _, periods = _cases(records, agreed)
    return [_arrangement(record, period, agreed) for record, period in zip(records, periods, strict=True)]


def _arrangement(record: Record, period: Period | None, aftale: Agreement) -> Row:
    if record.blank:
        return [""] * 8
    if period is None:
        own = [one for one in record.values.values() if isinstance(one, Problem)]
        missing = [NA for key in ("sag", "kommune", "paragraf", "resp", "sel", "samme") if record.values[key] is None]
        found = worst([*own, *map(Problem, missing)])
    else:
        found = worst(period.problems)
    if found:
        return [found.code] * 7 + [EXPLAINS]
    assert period
    value, stretch = period.values, period.stretch
    shared = stretch if stretch and stretch[0] <= stretch[1] else None
    employer: list[object] = ["", "", ""]
    if value["arbejdsgiver"]:
        if rules.law_of(value["paragraf"][0]):
            employer = ["Kræver afklaring", "", ""]
        else:
            employer = rules.arbejdsgiver(value["paragraf"], value["arbejdsgiver"], value["plejebolig"], aftale)
    hours = rules.timer(value["resp"], value["sel"], value["overlap"])
    until = "" if not shared or shared[1] == FOREVER else shared[1]
    return [period.status, shared[0] if shared else "", until, float(hours), *employer, ""]


def regnskab(posteringer: Table, table: Table, aftale: Cell = None) -> list[Row]:
    """FHO_REGNSKAB: ten columns, and what the remark must be (empty: left open)."""
    raw, heading = read(posteringer, "posteringer")
    raw_periods, other_heading = read(table, "ordninger")
    agreed, problem = _agreement(aftale)
    wrong = worst([one for one in (heading, other_heading, problem) if one])
    if wrong:
        return [[wrong.code] * 10 + [EXPLAINS] if any(not cells.is_blank(one) for one in row) else [""] * 11
                for row in posteringer[1:]]  # fmt: skip
    assert agreed
    cases, _ = _cases([_record(one) for one in raw_periods], agreed)
    rows = []
    for record in map(_record, raw):
        if record.blank:
            rows.append([""] * 11)
            continue
        found = _posting(record, cases, agreed)
        rows.append([found.code] * 10 + [EXPLAINS] if isinstance(found, Problem) else [*found, ""])
    return rows


def _agreement(cell: Cell) -> tuple[Agreement | None, Problem | None]:
    for one in agreements.cells_of(cell):
        if code := error_of(one):
            return None, Problem(code, in_cell=True)
    try:
        return agreements.read(cell), None
    except CellError as problem:
        return None, Problem(problem.code)


def _posting(record: Record, cases: dict[str, Case], aftale: Agreement) -> Row | Problem:
    value = record.values
    case = cases.get(value["ordning"]) if isinstance(value["ordning"], str) else None
    problems = [one for one in value.values() if isinstance(one, Problem)]
    needed = ["ordning", "art", "beloeb", "betalt_af"]
    by_key = value["art"] in cells.SHARED_ARTS if isinstance(value["art"], str) else False
    case_problems = [one for period in case.periods for one in period.problems] if case else []
    if by_key or (case and not case_problems and case.ever_moves):
        needed.append("fra")
    if value["art"] == "ekstra":
        needed.append("udmaalt_af")
    problems += [Problem(NA) for key in needed if value[key] is None]
    if isinstance(value["ordning"], str) and case is None:
        problems.append(Problem(NA))
    first, last = value["fra"], value["til"]
    if isinstance(first, Date) and isinstance(last, Date) and last < first:
        problems.append(Problem(NUM))
    own = worst(problems)
    by_period = [worst(period.problems) for period in case.periods] if case else []
    in_case = worst_of_case([one for one in by_period if one])
    found = worst([one for one in (own, in_case) if one])
    if found:
        return found
    assert case
    return _settled(value, case, by_key, aftale)


def _settled(value: dict[str, Any], case: Case, by_key: bool, aftale: Agreement) -> Row | Problem:
    first, last = value["fra"], value["til"] or value["fra"]
    days = [first + n * ONE for n in range((last - first).days + 1)] if first else []
    joint = [day for day in days if case.key_on(day, aftale) is not None]
    region, kommune, borger, ufordelt, code = _divided(value, case, days, joint, by_key, aftale)
    payers = {case.payer(day) for day in days} or {case.payer(IN_FORCE)}
    if len(payers) > 1:
        return Problem(VALUE)
    by_rule = payers.pop()
    entered = value["afregnes"].name if value["afregnes"] else by_rule
    if value["betalt_af"] not in ("region", "kommune", entered):
        return Problem(VALUE)
    refund, lives = 0, ""
    if entered == by_rule and days:
        base = joint if by_key else days
        away = [day for day in base if case.residence(day) != by_rule]
        refund = cells.half_away(kommune * Fraction(len(away), len(base))) if base else 0
        homes = {case.residence(day) for day in away}
        if refund and len(homes) > 1:
            return Problem(VALUE)
        lives = homes.pop() if refund else ""
    by_region = value["betalt_af"] == "region"
    money = [region, kommune, borger, ufordelt]
    return [
        *(float(Fraction(one, 100)) for one in money), code, entered,
        float(Fraction(kommune if by_region else 0, 100)), float(Fraction(0 if by_region else region, 100)),
        float(Fraction(refund, 100)), lives,
    ]  # fmt: skip


def _divided(
    value: dict[str, Any], case: Case, days: list[Date], joint: list[Date], by_key: bool, aftale: Agreement
) -> tuple[int, int, int, int, str]:
    amount: int = value["beloeb"]
    if not by_key:
        row = rules.fordel(
            amount, value["art"], None, None, None, None, value["udmaalt_af"], value["bevilget"], aftale, None
        )
        region, kommune, borger, ufordelt = (int(one * 100) for one in row[:4])  # type: ignore[operator]
        return region, kommune, borger, ufordelt, str(row[4])
    if not joint:
        return 0, 0, 0, amount, case.why_not(days[0], days[-1])
    shared = cells.half_away(Fraction(amount * len(joint), len(days)))
    keys = [key for day in joint if (key := case.key_on(day, aftale)) is not None]
    region = cells.half_away(shared * sum(keys, Fraction(0)) / len(keys))
    return region, shared - region, 0, amount - shared, "NØGLE" if len(joint) == len(days) else "DELVIS"
