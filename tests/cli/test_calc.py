"""The command `fho calc`."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula

from xl_addin.cli.main import main


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def book(name: str = "regnskab.xlsx", rows: int = 3, amount: object = 1234567.5) -> Path:
    """A ledger of one municipality: postings, their split, and the settlement."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "Udgifter"
    for row in range(1, rows + 1):
        for column, value in enumerate(["Århus", "fælles", "25-10-2016", amount, "regionen", "31-08-2015"], 1):
            sheet.cell(row, column).value = value
    sheet["G1"] = ArrayFormula(f"G1:K{rows}", f"=FHO_FORDEL(D1:D{rows},B1:B{rows},C1:C{rows},,F1:F{rows})")
    settled = made.create_sheet("Modregning")
    settled["A1"], settled["A2"] = "Aarhus", "Viborg"
    columns = (f"Udgifter!{letter}1:{letter}{rows}" for letter in "AEGH")
    settled["B1"] = ArrayFormula("B1:E2", f"=FHO_MODREGNING(A1:A2,{','.join(columns)})")
    settled["D3"] = "=SUM(D1:D2)"
    path = Path(name)
    made.save(path)
    return path


def test_it_prints_the_settlement_and_writes_a_copy(capsys: pytest.CaptureFixture[str]) -> None:
    source = book()
    before = source.read_bytes()
    assert main(["calc", "regnskab.xlsx"]) == 0
    printed = capsys.readouterr()
    assert printed.out.splitlines() == [
        "Modregning!B1",
        "kommune  regionens tilgodehavende  kommunens tilgodehavende         netto  hvem betaler",
        "Aarhus               1.222.221,81                      0,00  1.222.221,81  Kommunen",
        "Viborg                       0,00                      0,00          0,00",
        "regnskab-beregnet.xlsx: 24 celler beregnet, 0 i fejl",
    ]
    assert printed.err == ""
    assert source.read_bytes() == before
    written = openpyxl.load_workbook("regnskab-beregnet.xlsx", data_only=True)
    assert written["Modregning"]["D3"].value == 1222221.81
    assert openpyxl.load_workbook("regnskab-beregnet.xlsx")["Modregning"]["D3"].value == "=SUM(D1:D2)"


def test_cells_in_error_are_told_together_with_the_reason(capsys: pytest.CaptureFixture[str]) -> None:
    book(rows=5000, amount="1.5")
    assert main(["calc", "regnskab.xlsx"]) == 1
    lines = capsys.readouterr().out.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("regnskab-beregnet.xlsx"))
    assert lines[start] == "regnskab-beregnet.xlsx: 25009 celler beregnet, 25005 i fejl"
    assert len(lines[start:]) < 6
    assert lines[start + 1].startswith("  Udgifter!G1:K5000 (25000 celler): #VALUE!: ")
    assert "beløb" in lines[start + 1]


def test_the_copy_is_not_overwritten_without_force(capsys: pytest.CaptureFixture[str]) -> None:
    book()
    Path("regnskab-beregnet.xlsx").write_bytes(b"gammel")
    assert main(["calc", "regnskab.xlsx"]) == 2
    assert "findes allerede" in capsys.readouterr().err
    assert Path("regnskab-beregnet.xlsx").read_bytes() == b"gammel"
    assert main(["calc", "regnskab.xlsx", "--force"]) == 0
    assert Path("regnskab-beregnet.xlsx").stat().st_size > 1000


def test_the_copy_lies_in_the_current_folder(folder: Path) -> None:
    (folder / "under").mkdir()
    book("under/bog.xlsx")
    assert main(["calc", "under/bog.xlsx"]) == 0
    assert (folder / "bog-beregnet.xlsx").exists()
    assert main(["calc", "under/bog.xlsx", "-o", "under/ud.xlsx"]) == 0
    assert (folder / "under" / "ud.xlsx").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["mangler.xlsx"], "filen findes ikke"),
        (["regnskab.xlsx", "-o", "regnskab.xlsx", "--force"], "mappen selv overskrives aldrig"),
        (["regnskab.xlsx", "-o", "./under/../regnskab.xlsx", "--force"], "mappen selv overskrives aldrig"),
        (["regnskab.xlsx", "-o", "under", "--force"], "er en mappe"),
        (["regnskab.xlsx", "-o", "ud.xlsm"], "skal ende på .xlsx"),
        (["regnskab.xlsx", "-o", "ud.csv"], "skal ende på .xlsx"),
        (["regnskab.xlsx", "-o", "mangler/ud.xlsx"], "findes ikke"),
        (["uden.xlsx"], "ingen formel i den bruger en FHO-funktion"),
        (["cirkel.xlsx"], "Sheet!A1: en cirkelreference"),
        (["ukendt.xlsx"], "Sheet!A1: der er ingen funktion FHO_UKENDT"),
        (["tekst.xlsx"], "ikke en projektmappe"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_leaves_nothing(
    arguments: list[str], message: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book()
    (folder / "under").mkdir()
    for name, formula in [("uden", "=1+1"), ("cirkel", "=FHO_NOEGLE(A1)"), ("ukendt", "=FHO_UKENDT(1)")]:
        made = openpyxl.Workbook()
        assert made.active is not None
        made.active["A1"] = formula
        made.save(f"{name}.xlsx")
    Path("tekst.xlsx").write_text("ikke en projektmappe", "utf-8")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert main(["calc", *arguments]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("fho calc: ")
    assert message in printed.err
    assert printed.err.count("\n") == 1
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_today_can_be_given() -> None:
    made = openpyxl.Workbook()
    assert made.active is not None
    made.active["A1"] = '=FHO_NOEGLE("region",TODAY())'
    made.active["A2"] = "=TODAY()"
    made.save("bog.xlsx")
    assert main(["calc", "bog.xlsx", "--today", "2016-10-25"]) == 0
    sheet = openpyxl.load_workbook("bog-beregnet.xlsx", data_only=True).active
    assert sheet is not None
    assert [sheet["A1"].value, sheet["A2"].value] == [0.67, 42668]


def test_a_bar_is_shown_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    book()
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert main(["calc", "regnskab.xlsx"]) == 0
    shown = capsys.readouterr().err
    assert "\rberegner [" in shown
    assert "100 %" in shown
    assert shown.endswith("\r\033[K")
