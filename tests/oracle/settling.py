"""FHO_MODREGNING: two groups of arguments, each taken whole (A Ikrafttræden)."""

from fractions import Fraction

from tests.oracle import cells
from tests.oracle.errors import NA, NUM, VALUE, CellError, error_of
from tests.oracle.reading import read_row
from tests.oracle.shapes import columns_of
from tests.oracle.surface import SURFACE

Cell = object
ROW = 4


def modregning(kommuner: Cell, kommune: Cell, betalt_af: Cell, region: Cell, andel: Cell, afregnet: Cell) -> Cell:
    """One row per municipality: both receivables, net, and who pays."""
    settled = columns_of([kommuner, afregnet])
    postings = columns_of([kommune, betalt_af, region, andel])
    if settled is None or postings is None:
        return VALUE
    one_for_many = len(settled) > 1 and not isinstance(afregnet, list | tuple)
    if one_for_many and not cells.is_blank(afregnet) and not error_of(afregnet):
        return VALUE
    listed = [_municipality(name) for name, _ in settled]
    owed = {name: [0, 0] for name in listed if name}
    broken: dict[str, str] = {}
    for posting in postings:
        if all(cells.is_blank(cell) for cell in posting):
            continue
        name = _municipality(posting[0])
        if name not in owed:
            return [[error_of(posting[0]) or NA] * ROW for _ in settled]
        try:
            payer, of_region, of_municipality = _posting(posting)
        except CellError as problem:
            broken.setdefault(name, problem.code)
            continue
        if payer not in ("region", "kommune", name):  # RULES 7: another municipality than the posting's
            broken.setdefault(name, VALUE)
            continue
        if payer == "region":
            owed[name][0] += of_municipality
        else:
            owed[name][1] += of_region
    return [_row(cell, paid, name, listed, owed, broken) for (cell, paid), name in zip(settled, listed, strict=True)]


def _municipality(cell: Cell) -> str | None:
    try:
        return None if error_of(cell) or cells.is_blank(cell) else cells.municipality(cell).name
    except CellError:
        return None


def _posting(posting: list[Cell]) -> tuple[str, int, int]:
    values = read_row(SURFACE["fho_modregning"].arguments[1:5], posting, None)
    return values["betalt_af"], values["region"], values["kommune_andel"]  # type: ignore[return-value]


def _row(
    cell: Cell, paid: Cell, name: str | None, listed: list[str | None], owed: dict[str, list[int]],
    broken: dict[str, str],
) -> list[Cell]:  # fmt: skip
    if cells.is_blank(cell):
        return [error_of(paid) or ("" if cells.is_blank(paid) else NA)] * ROW
    problem = error_of(cell) or error_of(paid)
    if problem is None and (name is None or listed.count(name) > 1):
        problem = VALUE
    try:
        settled = 0 if problem or cells.is_blank(paid) else cells.amount(paid)
    except CellError as unreadable:
        return [unreadable.code] * ROW
    problem = problem or broken.get(name or "")
    if problem:
        return [problem] * ROW
    to_region, to_municipality = owed[name or ""]
    net = to_region - to_municipality - settled
    if max(abs(to_region), abs(to_municipality), abs(net)) > cells.LIMIT_OERE:
        return [NUM] * ROW
    payer = "Kommunen" if net > 0 else "Regionen" if net < 0 else ""
    return [*(float(Fraction(oere, 100)) for oere in (to_region, to_municipality, net)), payer]
