"""Forside: what the workbook is, whether it agrees, and the figures that are asked for first."""

from openpyxl.workbook import Workbook

from xl_addin.books import style
from xl_addin.books.layout import KRONER, PERCENT, WHOLE
from xl_addin.books.regional.control import ALL_FAULTS
from xl_addin.books.regional.figures import put_charts
from xl_addin.books.regional.tables import FIGURES, Tables
from xl_addin.books.words import JOINT

FRONT = "Forside"

_CHARTS = 32  # the row where the charts begin

_SHEETS = (
    ("Ordninger", "Borgerens ordning: kommune, paragraf, timer, datoer. Status, begrundelse og startdato beregnes."),
    ("Udgifter", "Posteringerne: skriv eller indsæt dem her. Ingen formler, så rækker kan flyttes frit."),
    ("Fordeling", "Hver postering delt på region, kommune, borger og ufordelt, med kode og bemærkning."),
    ("Modregning", "Hvad parterne har til gode hos hinanden, kommune for kommune."),
    ("Refusion", "Hvad en hidtidig kommune kan vente refunderet efter en flytning (§§ 95 og 96)."),
    ("Opkrævning", "Én kommunes opkrævning måned for måned, klar til at sende."),
    ("Opkrævningslinjer", "Alle kommuners opkrævningslinjer i én liste."),
    ("Indlæggelser", "Indlæggelser, og den fælles beslutning efter 4 uger: skriv dem her."),
    ("Opfølgning", "Oplæring mod fristerne, midlertidige hold, fælles hold under indlæggelse."),
    ("Kontrol", "Tal, der skal stemme. Fejler ét, viser summerne #I/T."),
    ("Nøgletal", "Tallene bag diagrammerne."),
    ("Aftale", "Parametrene, der regnes med, og deres kilder."),
    ("Eksempler", "Ét regnet eksempel for hver situation, med formler til at kopiere."),
    ("Vejledning", "Sådan bruges mappen, koderne, og hvad der er vores læsning."),
)


def build(workbook: Workbook, tables: Tables, invented: bool) -> None:
    """Add the sheet."""
    post, balance, status = tables.division, tables.balance, tables.status
    sheet = workbook.create_sheet(FRONT)
    for letter, width in zip("ABCDEF", (3, 46, 26, 4, 20, 86), strict=True):
        sheet.column_dimensions[letter].width = width
    style.title(
        sheet,
        "Regionsregnskab for fælles hjælperordninger",
        "Region Midtjylland og de 19 kommuner" + (" · september 2015 til december 2016" if invented else ""),
        2,
    )
    note = "Skriv ordningerne på Ordninger og regningerne på Udgifter. Skriv aldrig CPR-numre eller navne."
    if invented:
        note = "ALLE DATA ER OPFUNDNE: ingen borger, ordning eller regning i denne mappe findes."
    sheet.cell(3, 2, note).font = style.BOLD

    style.section(sheet, 5, "Status", 2, 3)
    sheet.cell(6, 2, "Kontrollerne").font = style.BODY
    state = sheet.cell(6, 3)
    state.value = f'=IF({ALL_FAULTS}=0,"Alt stemmer","Fejl: se Kontrol")'
    state.font = style.BOLD
    style.good_or_bad(sheet, "C6", "Alt stemmer", "Fejl: se Kontrol")
    sheet.cell(7, 2, "Beregnet med").font = style.BODY
    sheet.cell(7, 3, "=FHO_VERSION()").font = style.SMALL

    def gated(formula: str) -> str:
        return f"=IF({ALL_FAULTS}=0,{formula},NA())"

    def kroner(name: str) -> str:
        """A sum of kroner to the øre: binary fractions leave dust behind."""
        return gated(f"ROUND(SUM({name}),2)")

    groups: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
        ("Ordninger", (
            ("Ordninger i alt", f'=COUNTIF({tables.status.name("antal")},">0")', WHOLE),
            ("Heraf fælles ordninger (nøglen gælder)", f'=COUNTIF({status.name("status")},"{JOINT}")', WHOLE),
            ("Posteringer", gated(f"COUNT({post.name('beløb')})"), WHOLE),
        )),
        ("Udgifter, kroner", (
            ("Udgifter i alt", kroner(post.name('beløb')), KRONER),
            ("Regionens andel", kroner(post.name('region')), KRONER),
            ("Kommunernes andel", kroner(post.name('kommunens')), KRONER),
            ("Borgernes andel", kroner(post.name('borger')), KRONER),
            ("Ufordelt, skal posteres om", kroner(post.name('ufordelt')), KRONER),
            ("Ufordelt, del af udgifterne", gated(f"IF(SUM({post.name('beløb')})=0,0,SUM({post.name('ufordelt')})/SUM({post.name('beløb')}))"), PERCENT),
        )),
        ("Mellemværende, kroner", (
            ("Regionens tilgodehavende hos kommunerne", kroner(balance.name('region')), KRONER),
            ("Kommunernes tilgodehavende hos regionen", kroner(balance.name('kommunens')), KRONER),
            ("Allerede afregnet", kroner(tables.settlement.name('afregnet')), KRONER),
            ("Netto at afregne (plus: kommunerne betaler)", kroner(balance.name('netto')), KRONER),
            ("Forventet refusion mellem kommuner efter flytning", kroner(tables.refunds.name('beløb')), KRONER),
        )),
    )  # fmt: skip
    row = 9
    for heading, lines in groups:
        style.section(sheet, row, heading, 2, 3)
        for text, formula, number_format in lines:
            row += 1
            sheet.cell(row, 2, text).font = style.BODY
            cell = sheet.cell(row, 3)
            cell.value, cell.font, cell.number_format = formula, style.BOLD, number_format
            for column in (2, 3):
                sheet.cell(row, column).border = style.COMPUTED_BORDER
        row += 2

    style.section(sheet, 5, "Arkene", 5, 6)
    for line, (name, text) in enumerate(_SHEETS, 6):
        link = sheet.cell(line, 5, name)
        link.hyperlink = f"#{name}!A1"
        link.font = style.LINK
        cell = sheet.cell(line, 6, text)
        cell.font = style.BODY
    style.section(sheet, 21, "Farver", 5, 6)
    key = sheet.cell(22, 5, "Indtastes")
    key.fill, key.border, key.font = style.INPUT_FILL, style.INPUT_BORDER, style.BODY
    sheet.cell(22, 6, "Gult felt med ramme: her skriver du.").font = style.BODY
    key = sheet.cell(23, 5, "Beregnes")
    key.fill, key.border, key.font = style.COMPUTED_FILL, style.COMPUTED_BORDER, style.BODY
    sheet.cell(
        23, 6, "Gråt felt: beregnes af tilføjelsesprogrammet og er låst, hvor det kan lade sig gøre."
    ).font = style.BODY
    key = sheet.cell(24, 5, "Se efter")
    key.fill, key.font = style.LOOK_FILL, style.BODY
    sheet.cell(
        24, 6, "Ravgul række: en bemærkning, som et menneske bør se på. Den er ikke nødvendigvis en fejl."
    ).font = style.BODY

    style.section(sheet, 26, "Grundlag", 5, 6)
    for line, text in enumerate(
        (
            "Samarbejdsaftale mellem Region Midtjylland og de 19 midtjyske kommuner, 25. oktober 2016",
            "Vejledning nr. 10338 af 24. august 2015 om fælles hjælperordninger",
            "Bekendtgørelse nr. 987 af 24. august 2015",
        ),
        27,
    ):
        sheet.cell(line, 5, text).font = style.BODY
    for line in range(3, _CHARTS - 1):
        sheet.row_dimensions[line].height = 20
        for cells in sheet.iter_rows(line, line, 2, 6):
            for cell in cells:
                cell.alignment = style.MIDDLE
    style.section(sheet, _CHARTS - 1, "Diagrammer", 2, 6)
    style.page(sheet, f"A1:F{_CHARTS + 44}", landscape=False)
    sheet.page_setup.fitToHeight = 1
    style.lock(sheet)


def add_charts(workbook: Workbook, tables: Tables) -> None:
    """Put the charts on the sheet, once the sheet with their numbers is there."""
    put_charts(workbook[FRONT], workbook[FIGURES], _CHARTS, tables.months)
