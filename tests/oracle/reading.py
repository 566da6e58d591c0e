"""One row of cells read: which problem decides when there are several."""

from collections.abc import Callable

from tests.oracle import agreements, cells
from tests.oracle.errors import NA, PRECEDENCE, CellError, error_of
from tests.oracle.surface import Argument

Cell = object


def read_row(
    arguments: tuple[Argument, ...], row: list[Cell], needs: Callable[..., set[str]] | None
) -> dict[str, Cell]:
    """Read every given cell: an error cell decides first, then missing, then unreadable, then domain."""
    for cell in row:
        for one in agreements.cells_of(cell):
            if problem := error_of(one):
                raise CellError(problem)
    values: dict[str, Cell] = {}
    problems = set()
    for argument, cell in zip(arguments, row, strict=True):
        if argument.kind == "agreement":
            reader: Callable[[Cell], Cell] = agreements.read
        else:
            reader = getattr(cells, argument.kind)
        if argument.kind != "agreement" and cells.is_blank(cell):
            values[argument.name] = None
            if argument.needed:
                problems.add(NA)
            continue
        try:
            values[argument.name] = reader(cell)
        except CellError as problem:
            problems.add(problem.code)
    if needs and any(values.get(name, "unread") is None for name in needs(values)):
        problems.add(NA)
    for code in PRECEDENCE:
        if code in problems:
            raise CellError(code)
    return values
