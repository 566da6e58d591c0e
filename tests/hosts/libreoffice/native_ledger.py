"""A ledger split twice, beside each other: by native formulas as staff would write them by hand, and by ours.

The native side knows nothing of our package: the rules stand in its formulas, and its look-ups, start dates and
offsetting are its own. The postings and arrangements are those of the regional workbook, read by their headings.

Only what a formula a row can say is here: the postings of arrangements with one section of the list and one
paragraph, and no agreed share (2,829 of 3,392). A move, a pause or new hours give an arrangement several sections,
and a posting across two of them is split by each: no one would write that by hand in a row. One posting more is left
out: wages in an arrangement whose helpers are not the same have no start date, and FHO_FORDEL refuses them.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.formula import ArrayFormula

from tests.hosts.libreoffice.workbook import WORKBOOKS

EPOCH = dt.datetime(1899, 12, 30)
SHARED = (
    "fælles", "løn", "vikar", "sygefravær", "forsikring", "arbejdsmiljø", "administration", "faglighed", "indlæggelse",
    "oplæring", "midlertidigt hold",
)  # fmt: skip
JOINT_SECTIONS = ("83", "83/44", "85", "95", "95 stk. 3", "96")
FIRST_DAY = "DATE(2015,8,31)"

HEADINGS_ROW = 5
ARRANGEMENT = (
    "Sagsnr.", "Kommune", "Paragraf", "Timer respiration", "Timer servicelov", "Samme hjælpere", "Udskrevet",
    "Oplært respiration", "Oplært servicelov", "Gælder til", "Aftalt start", "Respirationshjælp fra",
    "Servicelovshjælp fra",
)  # fmt: skip
POSTING = ("Ordning", "Afregnes med", "Fra", "Til", "Art", "Beløb", "Betalt af", "Udmålt af", "Bevilget")

Row = Sequence[Any]


def _shared(cell: str) -> str:
    return "OR(" + ",".join(f'{cell}="{art}"' for art in SHARED) + ")"


# An arrangement: A id, B municipality, C section, D and E hours, F same helpers, G discharged, H and I trained,
# J last day, K agreed start, L and M first day of each kind of help; O both kinds from, P both trained.
NATIVE_ARRANGEMENT = {
    "O": '=IF(AND(L{r}="",M{r}=""),"",MAX(L{r},M{r}))',
    "P": '=IF(OR(H{r}="",I{r}=""),"",MAX(H{r},I{r}))',
    "Q": '=IF(AND(D{r}>0,E{r}>0,F{r}="ja",OR('
    + ",".join(f'C{{r}}="{one}"' for one in JOINT_SECTIONS)
    + ')),"ja","nej")',
    "R": f'=IF(Q{{r}}="ja",MAX({FIRST_DAY},G{{r}},L{{r}},M{{r}},MIN(IF(P{{r}}="",G{{r}}+28,P{{r}}),G{{r}}+28)),'
    'IF(K{r}="","",K{r}))',
}
OUR_ARRANGEMENT = {
    "T": '=IF(FHO_OMFATTET({D},{C},{E},{F},{B}),FHO_STARTDATO({G},{P},,{O}),IF({K}="","",{K}))',
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
    "U": f'=IF(B{{r}}<>"",B{{r}},INDEX(Ordninger!$B$2:$B${{n}},{_FOUND}))',
}
# What the region collects, and what the municipality collects.
NATIVE_CLAIMS = {
    "V": '=IF(G{r}="Regionen",Q{r},0)',
    "AD": '=IF(G{r}="Kommunen",P{r},0)',
}
OUR_LOOK_UPS = {
    "W": "=FHO_OPSLAG({A},Ordninger!$A$2:$A${n},Ordninger!$T$2:$T${n})",
    "X": "=FHO_OPSLAG({A},Ordninger!$A$2:$A${n},Ordninger!$J$2:$J${n})",
}
OUR_MUNICIPALITY = {
    "AE": '=IF({B}<>"",FHO_KOMMUNE({B}),FHO_OPSLAG({A},Ordninger!$A$2:$A${n},Ordninger!$B$2:$B${n}))',
}
OUR_SPLIT = "=FHO_FORDEL({F},{E},{C},{D},{W},{X},{H},{I})"
# The sheets as they stand, headings and all: the split, the municipality and the claims in one formula.
OUR_WHOLE = "=FHO_REGNSKAB($A$1:$I${last},Ordninger!$A$1:$M${n})"
DIFFERENT = (
    "=IF(AND(P{r}=Y{r},Q{r}=Z{r},R{r}=AA{r},S{r}=AB{r},T{r}=AC{r},K{r}=W{r},U{r}=AE{r},ISNUMBER(Y{r}),"
    "P{r}=AK{r},Q{r}=AL{r},R{r}=AM{r},S{r}=AN{r},T{r}=AO{r},U{r}=AP{r},V{r}=AQ{r},AD{r}=AR{r},ISNUMBER(AK{r})),0,1)"
)


def arrangements() -> list[Row]:
    """The arrangements of the regional workbook that native formulas can say, as the columns above."""
    rows = _table("Ordninger")
    sections = Counter(row["Sagsnr."] for row in rows)
    return [_cells(row, ARRANGEMENT) for row in rows if sections[row["Sagsnr."]] == 1 and _is_simple(row)]


def _is_simple(row: dict[str, Any]) -> bool:
    several = ";" in str(row["Paragraf"])
    return not (several or row["Gælder fra"] or row["Aftalt regionsandel"] or row["Ny kommunes afgørelse"])


def postings() -> list[Row]:
    """The postings of these arrangements, as the columns above."""
    same_helpers = {row[0]: row[5] for row in arrangements()}
    rows = [row for row in _table("Udgifter") if row["Ordning"] in same_helpers]
    return [_cells(row, POSTING) for row in rows if row["Art"] not in SHARED or same_helpers[row["Ordning"]] == "ja"]


def settled() -> list[Row]:
    """The municipalities, and what they have already settled."""
    rows = (row for row in _table("Modregning") if row["Kommune"] != "I alt")
    return [[row["Kommune"], round(row["Betalt til regionen"] - row["Betalt til kommunen"], 2)] for row in rows]


@cache
def _table(sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet of the regional workbook, each cell by its heading."""
    book = openpyxl.load_workbook(WORKBOOKS / "regionsregnskab.xlsx", data_only=True)
    headings, *rows = book[sheet].iter_rows(min_row=HEADINGS_ROW, values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows if row[0] is not None]


def _cells(row: dict[str, Any], headings: Sequence[str]) -> Row:
    return [_number(row[heading]) for heading in headings]


def _number(cell: Any) -> Any:
    return (cell - EPOCH).days if isinstance(cell, dt.datetime) else cell


def start(sheet_rows: Sequence[Row], title: str, book: openpyxl.Workbook, headings: Sequence[str] = ()) -> Any:
    """A sheet with its headings (or its title) above these rows."""
    sheet = book.create_sheet(title)
    sheet.append(list(headings) or [title])
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
    """Both sides of the regional ledger, as far as formulas reach; how many postings there are."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    ordered, posted, shares = arrangements(), postings(), settled()
    sheet = start(ordered, "Ordninger", book, ARRANGEMENT)
    per_row(sheet, NATIVE_ARRANGEMENT, len(ordered), 0)
    for column, formula in OUR_ARRANGEMENT.items():
        whole(sheet, column, formula, len(ordered), 0)
    sheet = start(posted, "Udgifter", book, POSTING)
    for formulas in (NATIVE_LOOK_UPS, NATIVE_SPLIT, NATIVE_MUNICIPALITY, NATIVE_CLAIMS, {"AG": DIFFERENT}):
        per_row(sheet, formulas, len(posted), len(ordered))
    for column, formula in (OUR_LOOK_UPS | OUR_MUNICIPALITY).items():
        whole(sheet, column, formula, len(posted), len(ordered))
    whole(sheet, "Y:AC", OUR_SPLIT, len(posted), len(ordered))
    whole(sheet, "AK:AU", OUR_WHOLE.replace("{last}", str(len(posted) + 1)), len(posted), len(ordered))
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
