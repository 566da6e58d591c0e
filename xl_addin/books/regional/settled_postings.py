"""Fordeling: the postings as they stand on Udgifter, beside what one formula settles of them all.

Nobody can break a row out of an array formula, and the names that it reads are not moved by inserting, deleting,
sorting or cutting on Udgifter: row by row, what is settled belongs to the posting in the same place.
"""

from dataclasses import replace

from openpyxl.worksheet.filters import FilterColumn
from openpyxl.worksheet.worksheet import Worksheet

from xl_addin.books import style
from xl_addin.books.layout import SheetTable
from xl_addin.books.paper import Paper
from xl_addin.books.regional.areas import AGREEMENT, EARLIER, FIRST_MONTH, LATER, UNDATED, Areas, Records
from xl_addin.books.rendering import Filled, SheetPlan

_NARROW = {"afregnes": 12, "bevilget": 9, "tekst": 18}
"""Columns that need less room here than where they are typed: what is settled should be seen without scrolling."""

_PRINTED = 80
"""Rows on paper: all 5,000 would be hundreds of pages that nobody asked for."""


def plan(areas: Areas, records: Records) -> SheetPlan:
    """The sheet's description."""
    settled, more, entered = areas.division, areas.sorted_out, areas.postings
    used = len(records.get(entered.sheet, ()))
    # The headings come along, so that a column inserted on Udgifter shows here too.
    copied = f"A{entered.header_row}:{entered.letter('tekst')}{entered.last_row}"
    arrays = ((settled.all, f"FHO_REGNSKAB({entered.whole},{areas.arrangements.whole},{AGREEMENT})"),)

    def colours(sheet: Worksheet) -> None:
        sheet.auto_filter.filterColumn.append(
            FilterColumn(colId=entered.last_column, hiddenButton=True)
        )  # between them
        remark = f"${settled.letter('bemærkning')}{settled.first_row}"
        style.look_here(sheet, settled.own("bemærkning"), f'AND({remark}<>"",{remark}<>"OK")')

    return SheetPlan(
        settled.sheet,
        "Fordeling",
        (
            "Beregnet. Til venstre posteringerne fra Udgifter, til højre hvad der følger af aftalen, række for række.",
            "Koderne forklares på Vejledning. Kun de første rækker udskrives: markér andre, og vælg Udskriv markering.",
        ),
        (
            Filled(
                _shown(entered),
                arrays=((copied, f'IF({entered.whole}="","",{entered.whole})'),),
                filtered=settled.letter("bemærkning"),
            ),
            Filled(settled, arrays=arrays),
            Filled(more, arrays=_sorted_out(areas)),
        ),
        Paper(
            f"{settled.letter('bemærkning')}{entered.header_row + min(max(used, 20), _PRINTED)}",
            wide=3,
            repeat=entered.header_row,
            repeat_columns="A:B",
        ),
        freeze=f"C{entered.first_row}",
        more=colours,
    )


def _shown(entered: SheetTable) -> SheetTable:
    columns = tuple(
        replace(column, typed=False, width=_NARROW.get(column.key, column.width)) for column in entered.columns
    )
    return replace(entered, sheet="Fordeling", prefix="vist", columns=columns, whole="")


def claim_line(municipality: str, month: str) -> str:
    """A formula: what tells the claim lines apart, one text for a municipality and month (or what stands for it)."""
    return f'{municipality}&" "&{month}'


def first_of_month(day: str) -> str:
    """A formula: the first day of a day's month."""
    return f"DATE(YEAR({day}),MONTH({day}),1)"


def shown_month(month: str, months: int) -> str:
    """A formula: a month as it stands on its claim line, where so many months are shown one by one."""
    after = f"DATE(YEAR({FIRST_MONTH}),MONTH({FIRST_MONTH})+{months},1)"
    among = f'IF({month}<{FIRST_MONTH},"{EARLIER}",IF({month}<{after},{month},"{LATER}"))'
    return f"IF(ISNUMBER({month}),{among},{month})"


def _sorted_out(areas: Areas) -> tuple[tuple[str, str], ...]:
    """What the other sheets look postings up by."""
    settled, more, entered = areas.division, areas.sorted_out, areas.postings
    cell, own = entered.name, more.name
    amount, last = cell("beløb"), own("sidste")
    place = f"ROW({own('sidste')})-ROW({more.sheet}!$A${more.header_row})"
    # Text in place of a number is read by the functions, but no sum of the sheets would count it.
    is_text = f'IF(ISTEXT({amount}),IF({amount}="","",{place}),"")'
    return (
        (more.own("sidste"), f'IF({cell("til")}="",IF({cell("fra")}="","",{cell("fra")}),{cell("til")})'),
        # Nothing of the amount here: the months, and what is found by them, are not computed anew when one is changed.
        (
            more.own("måned"),
            f'IF({cell("ordning")}="","",IF({last}="","{UNDATED}",IF(ISNUMBER({last}),{first_of_month(last)},NA())))',
        ),
        (more.own("linjens_måned"), shown_month(own("måned"), areas.months)),
        # A posting that cannot be settled belongs to no line: Kontrol names it, and hides its municipality's lines.
        (more.own("linje"), f'IFERROR({claim_line(settled.name("afregnes"), own("linjens_måned"))},"")'),
        (
            more.own("fejl"),
            f"IF(ISERROR({settled.name('region')}),{place},IF(ISERROR({own('måned')}),{place},{is_text}))",
        ),
        (
            more.own("refusionsplads"),
            f'IFERROR(IF(ISNUMBER({settled.name("refusion")})*({settled.name("refusion")}<>0),{place},""),"")',
        ),
    )
