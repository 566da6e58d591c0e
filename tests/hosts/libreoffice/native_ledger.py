"""A ledger split twice, beside each other: by native formulas as staff would write them by hand, and by ours.

The native side knows nothing of our package: the rules stand in its formulas, and its look-ups, start dates and
offsetting are its own. The postings and arrangements are those of the regional workbook.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.formula import ArrayFormula

from tests.hosts.libreoffice.workbook import WORKBOOKS

EPOCH = dt.datetime(1899, 12, 30)
SHARED = (
    "fælles", "løn", "vikar", "sygefravær", "forsikring", "arbejdsmiljø", "administration", "faglighed", "indlæggelse",
)  # fmt: skip
JOINT_SECTIONS = ("83", "83/44", "85", "95", "95 stk. 3", "96")
FIRST_DAY = "DATE(2015,8,31)"

Row = Sequence[Any]


def _shared(cell: str) -> str:
    return "OR(" + ",".join(f'{cell}="{art}"' for art in SHARED) + ")"


# An arrangement: A id, B municipality, C section, D and E hours, F same helpers, G discharged, H and I trained,
# J ended, K agreed start, L moved, M new municipality, N decided.
NATIVE_ARRANGEMENT = {
    "P": '=IF(OR(H{r}="",I{r}=""),"",MAX(H{r},I{r}))',
    "Q": '=IF(AND(D{r}>0,E{r}>0,F{r}="ja",OR('
    + ",".join(f'C{{r}}="{one}"' for one in JOINT_SECTIONS)
    + ')),"ja","nej")',
    "R": f'=IF(Q{{r}}="ja",MAX({FIRST_DAY},G{{r}},MIN(IF(P{{r}}="",G{{r}}+28,P{{r}}),G{{r}}+28)),IF(K{{r}}="","",K{{r}}))',  # noqa: E501
}
OUR_ARRANGEMENT = {
    "T": '=IF(FHO_OMFATTET({D},{C},{E},{F},{B}),FHO_STARTDATO({G},{P}),IF({K}="","",{K}))',
}

# A posting: A arrangement, B municipality, C from, D to, E art, F amount, G paid by, H assessed by, I granted.
_FOUND = "MATCH(A{r},Ordninger!$A$2:$A${n},0)"
NATIVE_LOOK_UPS = {
    "K": f"=INDEX(Ordninger!$R$2:$R${{n}},{_FOUND})",
    "L": f'=IF(INDEX(Ordninger!$J$2:$J${{n}},{_FOUND})="","",INDEX(Ordninger!$J$2:$J${{n}},{_FOUND}))',
}
NATIVE_SPLIT = {
    "M": '=IF(D{r}="",C{r},D{r})',
    "N": f'=IF(K{{r}}="",0,MAX(0,MIN(M{{r}},IF(L{{r}}="",M{{r}},L{{r}}))-MAX(C{{r}},K{{r}},{FIRST_DAY})+1))',
    "O": f"=IF({_shared('E{r}')},ROUND(F{{r}}*N{{r}}/(M{{r}}-C{{r}}+1),2),0)",
    "P": f"=IF({_shared('E{r}')},ROUND(O{{r}}*0.67,2),"
    'IF(OR(E{r}="respiration",AND(E{r}="ekstra",H{r}="Respirationscentret")),F{r},0))',
    "Q": f"=IF({_shared('E{r}')},ROUND(O{{r}}-P{{r}},2),"
    'IF(OR(E{r}="servicelov",AND(E{r}="ekstra",H{r}="Kommunen"),AND(E{r}="ferie",I{r}="ja")),F{r},0))',
    "R": '=IF(AND(E{r}="ferie",I{r}<>"ja"),F{r},0)',
    "S": f"=IF({_shared('E{r}')},ROUND(F{{r}}-O{{r}},2),0)",
    "T": f"=IF({_shared('E{r}')},"
    f'IF(N{{r}}=M{{r}}-C{{r}}+1,"NØGLE",IF(N{{r}}>0,"DELVIS",IF(M{{r}}<{FIRST_DAY},"FØR-AFTALE",'
    'IF(M{r}<K{r},"FØR-START","EFTER-SLUT")))),IF(E{r}="respiration","RESP",IF(E{r}="servicelov","SEL",'
    'IF(E{r}="ekstra",IF(H{r}="Kommunen","EKSTRA-K","EKSTRA-R"),IF(I{r}="ja","FERIE-K","FERIE-B")))))',
}
NATIVE_MUNICIPALITY = {
    "U": '=IF(B{r}<>"",B{r},IF(OR(INDEX(Ordninger!$L$2:$L${n},' + _FOUND + ")=0,C{r}<INDEX(Ordninger!$L$2:$L${n},"
    + _FOUND + ")),INDEX(Ordninger!$B$2:$B${n}," + _FOUND + "),IF(AND(OR(LEFT(INDEX(Ordninger!$C$2:$C${n}," + _FOUND
    + '),2)="95",INDEX(Ordninger!$C$2:$C${n},' + _FOUND + ')="96"),OR(INDEX(Ordninger!$N$2:$N${n},' + _FOUND
    + ")=0,C{r}<INDEX(Ordninger!$N$2:$N${n}," + _FOUND + "))),INDEX(Ordninger!$B$2:$B${n}," + _FOUND
    + "),INDEX(Ordninger!$M$2:$M${n}," + _FOUND + "))))",
}  # fmt: skip
OUR_LOOK_UPS = {
    "W": "=FHO_OPSLAG({A},Ordninger!$A$2:$A${n},Ordninger!$T$2:$T${n})",
    "X": "=FHO_OPSLAG({A},Ordninger!$A$2:$A${n},Ordninger!$J$2:$J${n})",
}
OUR_MUNICIPALITY = {
    "AD": "=FHO_OPSLAG({A},Ordninger!$A$2:$A${n},Ordninger!$L$2:$L${n})",
    "AE": '=IF({B}<>"",FHO_KOMMUNE({B}),IF({AD}="",FHO_OPSLAG({A},Ordninger!$A$2:$A${n},Ordninger!$B$2:$B${n}),'
    "FHO_FLYTNING({C},{AD},FHO_OPSLAG({A},Ordninger!$A$2:$A${n},Ordninger!$B$2:$B${n}),"
    "FHO_OPSLAG({A},Ordninger!$A$2:$A${n},Ordninger!$M$2:$M${n}),"
    "FHO_OPSLAG({A},Ordninger!$A$2:$A${n},Ordninger!$C$2:$C${n}),"
    "FHO_OPSLAG({A},Ordninger!$A$2:$A${n},Ordninger!$N$2:$N${n}))))",
}
OUR_SPLIT = "=FHO_FORDEL({F},{E},{C},{D},{W},{X},{H},{I})"
DIFFERENT = "=IF(AND(P{r}=Y{r},Q{r}=Z{r},R{r}=AA{r},S{r}=AB{r},T{r}=AC{r},K{r}=W{r},U{r}=AE{r},ISNUMBER(Y{r})),0,1)"


def arrangements() -> list[Row]:
    """The arrangements of the regional workbook, as the columns above."""
    columns = (0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 12, 13, 14, 15)
    return [[_number(row[one]) for one in columns] for row in _rows("Ordninger")]


def postings() -> list[Row]:
    """The postings of the regional workbook, as the columns above."""
    return [[_number(cell) for cell in row[1:10]] for row in _rows("Udgifter")]


def settled() -> list[Row]:
    """The municipalities, and what they have already settled."""
    return [row[:2] for row in _rows("Modregning") if row[0] and row[0] != "I alt"]


def _rows(sheet: str) -> Iterator[tuple[Any, ...]]:
    book = openpyxl.load_workbook(WORKBOOKS / "regionsregnskab.xlsx", data_only=True)
    return (row for row in book[sheet].iter_rows(min_row=6, values_only=True) if row[0] is not None)


def _number(cell: Any) -> Any:
    return (cell - EPOCH).days if isinstance(cell, dt.datetime) else cell


def start(sheet_rows: Sequence[Row], title: str, book: openpyxl.Workbook) -> Any:
    """A sheet with a heading and these rows."""
    sheet = book.create_sheet(title)
    sheet.append([title])
    for row in sheet_rows:
        sheet.append(list(row))
    return sheet


def per_row(sheet: Any, formulas: dict[str, str], count: int, arrangement_count: int) -> None:
    """A formula a row in each of these columns."""
    for row in range(2, count + 2):
        for column, formula in formulas.items():
            sheet[f"{column}{row}"] = formula.replace("{r}", str(row)).replace("{n}", str(arrangement_count + 1))


def whole(sheet: Any, target: str, formula: str, count: int, arrangement_count: int) -> None:
    """One formula for whole columns: ``{A}`` is the column A."""
    first, _, last = target.partition(":")
    for column in {part.partition("}")[0] for part in formula.split("{")[1:]} - {"n"}:
        formula = formula.replace(f"{{{column}}}", f"{column}2:{column}{count + 1}")
    area = f"{first}2:{last or first}{count + 1}"
    sheet[f"{first}2"] = ArrayFormula(area, formula.replace("{n}", str(arrangement_count + 1)))


def build(path: Path) -> int:
    """Both sides of the whole regional ledger; how many postings there are."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    ordered, posted, shares = arrangements(), postings(), settled()
    sheet = start(ordered, "Ordninger", book)
    per_row(sheet, NATIVE_ARRANGEMENT, len(ordered), 0)
    for column, formula in OUR_ARRANGEMENT.items():
        whole(sheet, column, formula, len(ordered), 0)
    sheet = start(posted, "Udgifter", book)
    for formulas in (NATIVE_LOOK_UPS, NATIVE_SPLIT, NATIVE_MUNICIPALITY, {"AG": DIFFERENT}):
        per_row(sheet, formulas, len(posted), len(ordered))
    for column, formula in (OUR_LOOK_UPS | OUR_MUNICIPALITY).items():
        whole(sheet, column, formula, len(posted), len(ordered))
    whole(sheet, "Y:AC", OUR_SPLIT, len(posted), len(ordered))
    _settle(start(shares, "Modregning", book), len(shares), len(posted) + 1)
    sheet["AI1"] = f"=SUM(AG2:AG{len(posted) + 1})"
    sheet["AI2"] = f"=SUM(Modregning!N2:N{len(shares) + 1})"
    book.save(path)
    return len(posted)


def _settle(sheet: Any, count: int, last: int) -> None:
    native = {
        "D": '=ROUND(SUMIFS(Udgifter!$Q$2:$Q${n},Udgifter!$U$2:$U${n},A{r},Udgifter!$G$2:$G${n},"Regionen"),2)',
        "E": '=ROUND(SUMIFS(Udgifter!$P$2:$P${n},Udgifter!$U$2:$U${n},A{r},Udgifter!$G$2:$G${n},"Kommunen"),2)',
        "F": "=ROUND(D{r}-E{r}-B{r},2)",
        "G": '=IF(F{r}>0,"Kommunen",IF(F{r}<0,"Regionen",""))',
        "N": "=IF(AND(D{r}=I{r},E{r}=J{r},F{r}=K{r},G{r}=L{r},ISNUMBER(I{r})),0,1)",
    }
    per_row(sheet, native, count, last - 1)
    ours = (
        "=FHO_MODREGNING({A},Udgifter!$AE$2:$AE${n},Udgifter!$G$2:$G${n},Udgifter!$Y$2:$Y${n},Udgifter!$Z$2:$Z${n},{B})"
    )
    whole(sheet, "I:L", ours, count, last - 1)
