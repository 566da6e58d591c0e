"""Vejledning: how the workbook is used, what the codes mean, and which readings are our own."""

from openpyxl.workbook import Workbook

from xl_addin.agreement.data import read_toml
from xl_addin.books import style
from xl_addin.books.regional.tables import Tables

GUIDE = "Vejledning"

_HEIGHT = 15.0
_LINE = 118  # characters that fit on one line of the wide column


def build(workbook: Workbook, tables: Tables) -> None:
    """Add the sheet."""
    sheet = workbook.create_sheet(GUIDE)
    sheet.sheet_view.showGridLines = False
    for letter, width in zip("ABC", (3, 24, 118), strict=True):
        sheet.column_dimensions[letter].width = width
    style.title(sheet, "Vejledning", "Kort om, hvordan mappen bruges, og hvor reglerne står.", 2)
    row = 4
    for heading, lines in _chapters(tables):
        style.section(sheet, row, heading, 2, 3)
        for term, text in lines:
            row += 1
            _line(sheet.cell(row, 2, term), sheet.cell(row, 3, text))
            sheet.row_dimensions[row].height = _HEIGHT * (1 + len(text) // _LINE) + 3
        row += 2
    sources = read_toml("sources.toml")
    for heading, kind in (("Koderne på Fordeling", "code"), ("Status på Ordninger", "status")):
        style.section(sheet, row, heading, 2, 3)
        for word, text in sources[kind].items():
            row += 1
            _line(sheet.cell(row, 2, word), sheet.cell(row, 3, f"=FHO_KILDE(B{row})"))
            sheet.row_dimensions[row].height = _HEIGHT * (1 + len(text) // _LINE) + 3
        row += 2
    style.page(sheet, f"A1:C{row - 2}", landscape=True)
    style.lock(sheet)


def _line(term: object, text: object) -> None:
    for cell, font in ((term, style.BOLD), (text, style.BODY)):
        cell.font = font  # type: ignore[attr-defined]
        cell.alignment = style.WRAP  # type: ignore[attr-defined]


def _chapters(tables: Tables) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    capacity, last = tables.postings.rows, tables.postings.last_row
    return (
        ("Sådan bruges mappen", (
            ("1. Ordninger", "Skriv én række for hver borger (to, hvis borgeren får hjælp efter to paragraffer: vores læsning). Status, begrundelse og start kommer af sig selv til højre."),
            ("2. Udgifter", "Skriv, indsæt eller kopiér posteringerne ind under overskriften. Rækker kan indsættes, slettes og sorteres, for arket har ingen formler."),
            ("3. Fordeling", "Se, hvordan hver postering er delt. Ravgule rækker har en bemærkning; de er også ravgule på Udgifter."),
            ("4. Kontrol", "Alle linjer skal vise OK. Ved FEJL står der, hvad du skal gøre; summerne viser #I/T, til fejlen er rettet."),
            ("5. Modregning", "Skriv i Allerede afregnet, hvad der er betalt på mellemværendet. Netto er det, der mangler."),
        )),
        ("Hvis noget ikke går", (
            ("Flere posteringer", f"Der er plads til {capacity} posteringer, til og med række {last} på Udgifter. En postering længere nede regnes ikke med; så fejler Kontrol, og summerne viser #I/T."),
            ("Indsæt og slet rækker", "På Udgifter frit. På Ordninger og Fordeling nægter Excel (du kan ikke ændre en del af en matrix): skriv nye ordninger i den første tomme række, og tøm en række i stedet for at slette den."),
            ("#NAVN?", "Tilføjelsesprogrammet er ikke indlæst. De sidst beregnede tal bliver stående, så længe mappen ikke beregnes igen."),
            ("#I/T", "Der mangler noget: på en postering en oplysning, i en sum fordi en kontrol fejler."),
            ("#VÆRDI!", "Noget kan ikke læses eller findes ikke: en art, en paragraf, en kommune, en dato skrevet som tekst."),
        )),
        ("Særlige situationer", (
            ("Flytning i regionen", "Udfyld Flyttet, Ny kommune og for §§ 95 og 96 Ny kommunes afgørelse på Ordninger. Hver postering afregnes med den kommune, der betaler på periodens første dag: for §§ 95 og 96 den hidtidige, til den nye har truffet afgørelse (vejl. 8.3). En periode, der går hen over skiftet, deles i to posteringer."),
            ("Betalende kommune", "Kan stå tom på Udgifter: så bruges reglen om flytning. Er den udfyldt, gælder den, og en afvigelse fra reglen vises på Fordeling."),
            ("Før start", "En fælles udgift før start er ufordelt: hverken aftalen eller vejledningen siger, hvordan den deles. Postér den om som respiration eller servicelov."),
            ("Periode over start", "Ligger nogle af dagene før start, deles beløbet efter kalenderdage; den del, der ligger uden for, er ufordelt (vores læsning)."),
            ("Frivillig aftale", "Nøglen gælder ikke af sig selv (vejl. 5.2 og 7.3). Har parterne aftalt det, skrives den aftalte startdato på Ordninger."),
            ("Ferie", "Kun merudgiften posteres som ferie. Er en del bevilget, er det to posteringer: en bevilget og en ikke bevilget."),
            ("Lang indlæggelse", "Nøglen gælder også under indlæggelse. Efter 4 uger vurderer region og kommune sammen, om ordningen skal fortsætte (Aftalen, Ved forskellige kompetencekrav, ferie og indlæggelse)."),
        )),
        ("Vores læsning", (
            ("Øre", "Regionens andel rundes til hele øre, halve væk fra nul; kommunen får resten, så de to altid giver beløbet."),
            ("Dage", "Perioder tælles i kalenderdage med begge ender; ordningens sidste dag er med."),
            ("Oplært før udskrivelsen", "Fælles finansiering begynder på udskrivelsesdagen. En senere udskrivelse begynder den ikke forfra."),
            ("Modregning", "Per kommune og som et løbende mellemværende, på afholdte udgifter, aldrig på budget."),
            ("Flytning, andre paragraffer", "Uden for §§ 95 og 96 betaler den nye kommune fra flyttedagen; retssikkerhedsloven kan føre til andet."),
        )),
    )  # fmt: skip
