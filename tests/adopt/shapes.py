"""The same postings in workbooks of many shapes, made by other programs and by hand."""

import csv
import datetime as dt
import tomllib
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas
import xlsxwriter
from openpyxl import Workbook

from tests.adopt.programs import libreoffice

LEDGER: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "ledger.toml").read_text("utf-8"))["posting"]
TOTAL = sum(Decimal(one["beloeb"]) for one in LEDGER)


def danish(amount: str) -> str:
    """``1.234.567,89``, as a Danish ledger system exports it."""
    return f"{Decimal(amount):,.2f}".translate(str.maketrans(",.", ".,"))


def cells(one: dict[str, Any], keys: str) -> list[Any]:
    """Fields of a posting as cells: amounts as numbers."""
    return [float(one[key]) if key == "beloeb" else one[key] for key in keys.split()]


def plain(path: Path) -> None:
    """openpyxl: Danish headers in the first row, nothing else."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(["Sagsnr.", "Kommune", "Fra", "Til", "Art", "Beløb", "Betalt af", "Tekst"])
    for one in LEDGER:
        sheet.append(cells(one, "ordning kommune fra til art beloeb betalt_af tekst"))
    workbook.save(path)


def merged(path: Path) -> None:
    """XlsxWriter: a title, two merged header rows, totals inside, hidden rows, text for dates and amounts."""
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet("Udgifter 2016")
        workbook.add_worksheet("Noter").write(0, 0, "Ikke posteringer")
        centre = workbook.add_format({"align": "center"})
        sheet.write(0, 0, "Udgifter til fælles hjælperordninger")
        sheet.merge_range(2, 0, 3, 0, "Ordning", centre)
        sheet.merge_range(2, 1, 2, 2, "Periode", centre)
        sheet.write_row(3, 1, ["Fra", "Til"])
        for column, text in enumerate(["Kommune", "Udgiftsart", "Beløb (kr.)", "Betaler", "Bemærkninger"], 3):
            sheet.merge_range(2, column, 3, column, text, centre)
        row, month, since = 4, 3, Decimal(0)
        for one in [*LEDGER, None]:
            if one is None or one["fra"].month != month:
                sheet.write_row(row, 0, ["I alt", None, None, None, None, danish(str(since)), None, None])
                row, since, month = row + 2, Decimal(0), one["fra"].month if one else 0
                sheet.write(row - 1, 0, None)
            if one:
                written = [
                    one["ordning"],
                    f"{one['fra']:%d.%m.%Y}",
                    f"{one['til']:%d-%m-%Y}",
                    one["kommune"] + " Kommune",
                ]
                written += [one["art"].capitalize(), danish(one["beloeb"]), one["betalt_af"].upper(), one["tekst"]]
                sheet.write_row(row, 0, written)
                if one["art"] == "sygefravær":
                    sheet.set_row(row, None, None, {"hidden": True})
                row, since = row + 1, since + Decimal(one["beloeb"])
        sheet.write_row(row, 0, ["Total", None, None, None, None, danish(str(TOTAL)), None, None])


def english(path: Path) -> None:
    """pandas: English headers and words, an index column, timestamps, no blanks but NaN."""
    words = {"løn": "Wages", "vikar": "Agency staff", "sygefravær": "Sick leave", "forsikring": "Insurance"}
    payers = {"regionen": "Region", "kommunen": "Municipality"}
    frame = pandas.DataFrame(
        {
            "Amount (DKK)": [float(one["beloeb"]) for one in LEDGER],
            "Paid by": [payers[one["betalt_af"]] for one in LEDGER],
            "Cost type": [words[one["art"]] for one in LEDGER],
            "Period from": [pandas.Timestamp(one["fra"]) for one in LEDGER],
            "Period to": [pandas.Timestamp(one["til"]) for one in LEDGER],
            "Municipality": [one["kommune"] for one in LEDGER],
            "Case no": [one["ordning"] for one in LEDGER],
            "Description": [one["tekst"] or None for one in LEDGER],
        }
    )
    with pandas.ExcelWriter(path, engine="openpyxl") as writer:
        frame.to_excel(writer, sheet_name="Postings", startrow=3)


def exported(path: Path) -> None:
    """LibreOffice: a ledger system's CSV export with semicolons, opened as text and saved as a workbook."""
    source = path.with_name("eksport.csv")
    with source.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(
            [
                "Bilagsnr.",
                "Posteringstekst",
                "Beløb",
                "Artsnavn",
                "Fra dato",
                "Til dato",
                "Sagsnummer",
                "Betalt af",
                "Betalende kommune",
            ]
        )
        for number, one in enumerate(LEDGER, 4001):
            amount = danish(one["beloeb"])
            amount = (
                amount.removeprefix("-") + "-" if amount.startswith("-") else amount
            )  # as such systems write credits
            days = f"{one['fra']:%Y-%m-%d}", f"{one['til']:%d/%m-%Y}"
            writer.writerow(
                [
                    number,
                    one["tekst"],
                    amount,
                    one["art"].upper(),
                    *days,
                    one["ordning"],
                    one["betalt_af"],
                    one["kommune"],
                ]
            )
    libreoffice(source, path, "Text - txt - csv (StarCalc):59,34,76,1,1/2/2/2/3/2/4/2/5/2/6/2/7/2/8/2/9/2")


def summed(path: Path) -> None:
    """LibreOffice: formulas for the month's sums and for the total, computed and saved by it; months as periods."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "2016"
    sheet.append(["Borger", "Kommune", "Måned", "Kategori", "Debet", "Kredit", "Afholdt af"])
    first, row, months = 2, 2, []
    for month, name in ((3, "marts 2016"), (4, "april 2016"), (5, "maj 2016")):
        for one in [one for one in LEDGER if one["fra"].month == month]:
            amount = float(one["beloeb"])
            sides = [amount, None] if amount > 0 else [None, -amount]
            sheet.append([one["ordning"], one["kommune"], name, one["art"], *sides, one["betalt_af"]])
            row += 1
        sheet.append([f"Sum {name}", None, None, None, f"=SUM(E{first}:E{row - 1})", f"=SUM(F{first}:F{row - 1})"])
        months.append(row)
        row += 1
        first = row
    sheet.append(["Total", None, None, None, *("=" + "+".join(f"{side}{one}" for one in months) for side in "EF")])
    plain_file = path.with_name("uberegnet.xlsx")
    workbook.save(plain_file)
    libreoffice(plain_file, path)


def by_hand(path: Path) -> None:
    """XML by hand: inline strings, no styles, no cell addresses, ISO dates, the columns in reverse."""
    headers = ["Tekst", "Betalt af", "Beløb", "Type", "Til og med", "Fra og med", "Kommune", "Sag"]
    rows = ["".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in headers)]
    for one in LEDGER:
        texts = [_xml(one["tekst"]), one["betalt_af"]]
        row = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
        row += f"<c><v>{one['beloeb']}</v></c>"
        row += f'<c t="inlineStr"><is><r><t>{one["art"][:2]}</t></r><r><t>{one["art"][2:]}</t></r></is></c>'
        row += f'<c t="d"><v>{one["til"]}</v></c><c t="d"><v>{one["fra"]}T00:00:00</v></c>'
        row += "".join(f'<c t="inlineStr"><is><t>{one[key]}</t></is></c>' for key in ("kommune", "ordning"))
        rows.append(row)
    sheet = "".join(f"<row>{row}</row>" for row in rows)
    _package(path, f"<sheetData>{sheet}</sheetData>")


def shared(path: Path) -> None:
    """XML by hand: shared strings, a wrong dimension, gaps, prefixed elements, the header far down."""
    strings: list[str] = []

    def string(text: str) -> str:
        strings.append(text)
        return f"<x:v>{len(strings) - 1}</x:v>"

    rows = []
    top = 12
    letters = {
        "bilag": "C",
        "ordning": "D",
        "kommune": "F",
        "fra": "G",
        "til": "H",
        "art": "J",
        "beloeb": "L",
        "betalt_af": "M",
    }
    headers = [
        "Bilag nr.",
        "Sagsnr",
        "Hjemkommune",
        "Startperiode",
        "Slutperiode",
        "Udgiftsart",
        "Beløb i kr",
        "Udlagt af",
    ]
    line = "".join(
        f'<x:c r="{at}{top}" t="s">{string(text)}</x:c>' for at, text in zip(letters.values(), headers, strict=True)
    )
    rows.append(f'<x:row r="{top}">{line}</x:row>')
    for row, one in enumerate(LEDGER, top + 3):
        line = f'<x:c r="C{row}"><x:v>{row}</x:v></x:c>'
        for key in ("ordning", "kommune", "fra", "til", "art", "beloeb", "betalt_af"):
            at = f"{letters[key]}{row}"
            if key in ("fra", "til"):
                line += f'<x:c r="{at}"><x:v>{(one[key] - dt.date(1899, 12, 30)).days}</x:v></x:c>'
            elif key == "beloeb":
                line += f'<x:c r="{at}"><x:v>{one[key]}</x:v></x:c>'
            else:
                line += f'<x:c r="{at}" t="s">{string(one[key])}</x:c>'
        rows.append(f'<x:row r="{row}">{line}</x:row>')
    sheet = f'<x:dimension ref="A1:A1"/><x:sheetData>{"".join(rows)}</x:sheetData>'
    _package(path, sheet, prefix="x", strings=strings)


def many(path: Path, copies: int = 8334) -> None:
    """XlsxWriter: over 50,000 rows, English headers."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Ledger")
        date = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, ["Arrangement", "Municipality", "From", "To", "Category", "Amount", "Payer"])
        row = 0
        for copy in range(copies):
            for one in LEDGER:
                row += 1
                sheet.write_row(row, 0, [one["ordning"], one["kommune"]])
                sheet.write_datetime(row, 2, one["fra"], date)
                sheet.write_datetime(row, 3, one["til"], date)
                # Kroner on top, so that no posting is another's double.
                sheet.write_row(row, 4, [one["art"], float(one["beloeb"]) + copy, one["betalt_af"]])


def _xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _package(path: Path, sheet: str, prefix: str = "", strings: list[str] | None = None) -> None:
    """The smallest package around a sheet."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packages = "http://schemas.openxmlformats.org/package/2006"
    spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    mark = f"{prefix}:" if prefix else ""
    namespace = f'xmlns{":" + prefix if prefix else ""}="{main}"'

    def relations(**targets: str) -> str:
        lines = (
            f'<Relationship Id="{kind}" Type="{office}/{kind}" Target="{target}"/>' for kind, target in targets.items()
        )
        return f'<Relationships xmlns="{packages}/relationships">{"".join(lines)}</Relationships>'

    kinds = {"bog/bog.xml": "sheet.main", "bog/ark.xml": "worksheet"} | (
        {"bog/ord.xml": "sharedStrings"} if strings else {}
    )
    overrides = "".join(
        f'<Override PartName="/{part}" ContentType="{spreadsheet}.{kind}+xml"/>' for part, kind in kinds.items()
    )
    sheets = '<sheets><sheet name="Ark &amp; bilag" sheetId="1" r:id="worksheet"/></sheets>'
    more = {"sharedStrings": "ord.xml"} if strings else {}
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{packages}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>',
        "_rels/.rels": relations(officeDocument="bog/bog.xml"),
        "bog/bog.xml": f'<workbook xmlns="{main}" xmlns:r="{office}">{sheets}</workbook>',
        "bog/_rels/bog.xml.rels": relations(worksheet="ark.xml", **more),
        "bog/ark.xml": f"<{mark}worksheet {namespace}>{sheet}</{mark}worksheet>",
    }
    if strings:
        words = "".join(f"<si><t>{_xml(one)}</t></si>" for one in strings)
        parts["bog/ord.xml"] = f'<sst xmlns="{main}">{words}</sst>'
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{content}')


SHAPES: dict[str, Callable[[Path], None]] = {
    one.__name__: one for one in (plain, merged, english, exported, summed, by_hand, shared)
}
