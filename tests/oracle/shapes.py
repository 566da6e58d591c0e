"""Ranges: which arguments are one, and columns side by side."""

Cell = object


def is_grid(cell: Cell) -> bool:
    """Whether an argument is a range."""
    return isinstance(cell, list | tuple)


def shape(grid: Cell) -> tuple[int, int] | None:
    """Rows and columns, or None when the rows differ in length."""
    widths = {len(row) for row in grid}
    return (len(grid), widths.pop()) if len(widths) == 1 else None


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
