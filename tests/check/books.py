"""A small clean workbook of a region's own making, to plant faults in."""

import datetime as dt
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

TODAY = dt.date(2017, 1, 15)

_ARRANGEMENTS = [
    ["Sag", "Kommune", "Paragraf", "Resp", "SEL", "Overlap", "Samme", "Udskrevet", "Oplært", "Arbejdsgiver"],
    ["A-1", "Viborg", "96", 24, 12, 12, "ja", dt.date(2015, 10, 1), dt.date(2015, 10, 20), "borger"],
    ["A-2", "Skive", "83", 16, 8, 0, "ja", dt.date(2016, 2, 1), dt.date(2016, 2, 11), "region"],
    ["A-3", "Randers", "85", 24, 10, 10, "ja", dt.date(2014, 5, 1), dt.date(2014, 7, 1), "kommune"],
    ["A-4", "Odder", "95", 24, 6, 6, "ja", dt.date(2015, 9, 1), dt.date(2015, 9, 20), "forening"],
    ["A-5", "Lemvig", "97", 24, 6, 6, "ja", dt.date(2016, 1, 1), dt.date(2016, 1, 20), "kommune"],
]
_POSTINGS = [
    ["Bilag", "Sag", "Kommune", "Fra", "Til", "Art", "Beløb", "Betalt af", "Udmålt af", "Bevilget", "Tekst"],
    [
        1,
        "A-1",
        "Viborg",
        dt.date(2016, 3, 1),
        dt.date(2016, 3, 31),
        "løn",
        100_000.5,
        "Kommunen",
        None,
        None,
        "Løn marts",
    ],
    [2, "A-2", "Skive", dt.date(2016, 3, 1), dt.date(2016, 3, 31), "løn", 80_000, "Regionen", None, None, "Løn marts"],
    [
        3,
        "A-2",
        "Skive",
        dt.date(2016, 2, 2),
        dt.date(2016, 2, 9),
        "respiration",
        9_000,
        "Regionen",
        None,
        None,
        "Før start",
    ],
    [
        4,
        "A-3",
        "Randers",
        dt.date(2016, 4, 1),
        dt.date(2016, 4, 20),
        "indlæggelse",
        30_000,
        "Kommunen",
        None,
        None,
        None,
    ],
    [5, "A-3", "Randers", dt.date(2016, 5, 1), None, "ekstra", 5_000, "Kommunen", "Kommunen", None, None],
    [6, "A-1", "Viborg", dt.date(2016, 7, 1), dt.date(2016, 7, 14), "ferie", 4_000, "Kommunen", None, "ja", "Ferie"],
    [7, "A-4", "Odder", dt.date(2016, 3, 1), dt.date(2016, 3, 31), "vikar", 12_000, "Kommunen", None, None, None],
    [8, "A-1", "Viborg", dt.date(2016, 3, 1), dt.date(2016, 3, 31), "løn", -500, "Kommunen", None, None, "Kreditnota"],
]
_ADMISSIONS = [
    ["Sag", "Indlagt", "Udskrevet", "Vurderes", "Beslutning"],
    ["A-1", dt.date(2016, 1, 1), dt.date(2016, 1, 15), "=FHO_VURDERING(B2,C2)", None],
    ["A-2", dt.date(2016, 3, 1), dt.date(2016, 5, 1), "=FHO_VURDERING(B3,C3)", "Fortsætter"],
]
LAST_ARRANGEMENT = len(_ARRANGEMENTS)
LAST_POSTING = len(_POSTINGS)


def clean() -> Workbook:
    """The workbook; nothing in it is worth a finding."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Ordninger"
    for values in _ARRANGEMENTS:
        sheet.append(values)
    for column, text in enumerate(("Status", "Start", "Timer", "Mulig", "Oplærer", "Betaler"), 11):
        sheet.cell(1, column, text)
    for row in range(2, LAST_ARRANGEMENT + 1):
        sheet.cell(row, 11, f"=FHO_STATUS(D{row},C{row},E{row},G{row},B{row})")
        sheet.cell(row, 12, f'=IF(K{row}="Fælles ordning",FHO_STARTDATO(H{row},I{row}),"")')
        sheet.cell(row, 13, f"=FHO_TIMER(D{row},E{row},F{row})")
        sheet.cell(row, 14).value = ArrayFormula(f"N{row}:P{row}", f"=FHO_ARBEJDSGIVER(C{row},J{row})")
    sheet = workbook.create_sheet("Posteringer")
    for values in _POSTINGS:
        sheet.append(values)
    headers = ("Start", "Region", "Kommune", "Borger", "Ufordelt", "Kode", "Kontrol", "Opkræves", "Netto")
    for column, text in enumerate(headers, 12):
        sheet.cell(1, column, text)
    last, known = LAST_POSTING, f"Ordninger!$A$2:$A${LAST_ARRANGEMENT}"
    fields = f"G2:G{last},F2:F{last},D2:D{last},E2:E{last},L2:L{last},,I2:I{last},J2:J{last}"
    for area, formula in (
        (f"L2:L{last}", f"FHO_OPSLAG(B2:B{last},{known},{known.replace('A', 'L')})"),
        (f"M2:Q{last}", f"FHO_FORDEL({fields})"),
        (f"R2:R{last}", f"FHO_KONTROL({fields})"),
    ):
        sheet[area.partition(":")[0]] = ArrayFormula(area, f"={formula}")
    for row in range(2, last + 1):
        sheet.cell(row, 19, f"=FHO_OPKRAEVNING(H{row},M{row},N{row})")
        sheet.cell(row, 20, f"=G{row}-P{row}")
    sheet.cell(last + 1, 1, "I alt")
    sheet.cell(last + 1, 7, f"=SUM(G2:G{last})")
    sheet = workbook.create_sheet("Modregning")
    sheet.append(["Kommune", "Afregnet", "Regionen", "Kommunen", "Netto", "Betaler", None, "Posteret"])
    for row, name in enumerate(("Viborg", "Skive", "Randers", "Odder"), 2):
        sheet.cell(row, 1, name)
        sheet.cell(row, 8, f"=SUMIFS(Posteringer!$G$2:$G${last},Posteringer!$C$2:$C${last},A{row})")
    sheet.cell(2, 2, -1000)  # the region has paid some of what it owes
    owed = ",".join(f"Posteringer!{letter}2:{letter}{last}" for letter in "CHMN")
    sheet["C2"] = ArrayFormula("C2:F6", f"=FHO_MODREGNING(A2:A6,{owed},B2:B6)")
    sheet = workbook.create_sheet("Indlæggelser")
    for values in _ADMISSIONS:
        sheet.append(values)
    return workbook


def saved(workbook: Workbook, folder: Path) -> Path:
    """The workbook's file, without computed values."""
    path = folder / "regnskab.xlsx"
    workbook.save(path)
    return path


def put(workbook: Workbook, cells: dict[str, Any]) -> None:
    """Type over cells, such as ``Posteringer!G5``; what begins with ``text:`` is text, never a formula."""
    for place, value in cells.items():
        sheet, _, address = place.partition("!")
        cell = workbook[sheet][address]
        if isinstance(value, str) and value.startswith("text:"):
            cell.value = value.removeprefix("text:")
            cell.data_type = "s"
        else:
            cell.value = None if value == "" else value
