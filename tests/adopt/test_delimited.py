"""A text file that is no table is refused in one line."""

from pathlib import Path

import pytest

from xl_addin.adopt.delimited import read_delimited
from xl_addin.xlsx.package import WorkbookError


@pytest.mark.parametrize("place", [0, 300])
def test_a_value_longer_than_any_cell_is_refused_wherever_it_stands(place: int) -> None:
    lines = ["Ordning;Fra;Art;Beløb"] * (place + 1)
    lines[place] += ";" + "x" * 200_000
    with pytest.raises(WorkbookError, match=r"udtræk\.csv: filen kan ikke læses som en tabel"):
        read_delimited(Path("udtræk.csv"), "\n".join(lines).encode())
