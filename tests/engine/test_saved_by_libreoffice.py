"""A workbook that LibreOffice has saved computes as it did before."""

from pathlib import Path

from tests.engine import books
from tests.engine.conftest import values
from tests.engine.libreoffice import compute
from xl_addin.engine import calculate


def test_it_computes_the_same(tmp_path: Path) -> None:
    cells = {
        "A1": "løn",
        "A2": "respiration",
        "B1": 1.5,
        "B2": 100,
        "C1": "=DATE(2016,10,25)",
        "D1": "{D1:H2=FHO_FORDEL(B1:B2,A1:A2,C1,,C1)}",
        "I1": '=IF(FHO_OMFATTET(10,"83",5,"ja"),FHO_STARTDATO(C1,,"Midtjylland"),"")',
        "J1": '{J1:J2=IF(A1:A2="løn",INDEX(B1:B2,MATCH(A1:A2,A1:A2,0)),"")}',
    }
    path = books.write(tmp_path / "bog.xlsx", {"Ark1": cells})
    before = calculate(path)
    assert values(before, "D1:H2") == [[1.01, 0.49, 0.0, 0.0, "NØGLE"], [100.0, 0.0, 0.0, 0.0, "RESP"]]
    assert values(before, "I1") == 42696.0
    after = calculate(compute(path, tmp_path))
    assert [values(after, place) for place in ("D1:H2", "I1", "J1:J2")] == [
        values(before, place) for place in ("D1:H2", "I1", "J1:J2")
    ]
