"""Ranges: which arguments are one, and columns side by side."""

Cell = object


def single(cell: Cell) -> Cell:
    """A range of one cell is that cell."""
    if isinstance(cell, list | tuple) and len(cell) == 1:
        row = cell[0]
        if isinstance(row, list | tuple) and len(row) == 1:
            return row[0]
    return cell


def is_grid(cell: Cell) -> bool:
    """Whether an argument is a range."""
    return isinstance(cell, list | tuple)


def shape(grid: Cell) -> tuple[int, int] | None:
    """Rows and columns, or None when the rows differ in length."""
    widths = {len(row) for row in grid}
    return (len(grid), widths.pop()) if len(widths) == 1 and 0 not in widths else None


def columns_of(given: list[Cell]) -> list[list[Cell]] | None:
    """Columns of one length beside single cells, as rows; None when they do not fit together."""
    grids = [cell for cell in given if is_grid(cell)]
    shapes = {shape(grid) for grid in grids} or {(1, 1)}
    if len(shapes) != 1:
        return None
    found = shapes.pop()
    if found is None or found[1] != 1:
        return None
    return [[cell[r][0] if is_grid(cell) else cell for cell in given] for r in range(found[0])]
