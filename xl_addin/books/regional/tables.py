"""The tables of the regional workbook: which columns stand where, and what they are called in formulas."""

from dataclasses import dataclass

from xl_addin.books.layout import DATE, GENERAL, HOURS, KRONER, TEXT, WHOLE, Block, Column

ARRANGEMENTS = "Ordninger"
POSTINGS = "Udgifter"
DIVISION = "Fordeling"
SETTLEMENT = "Modregning"
CONTROL = "Kontrol"

_CASE = Column("sag", "Sagsnr.", 14, TEXT, "Ordningens sagsnummer. Aldrig et CPR-nummer.", typed=True)

_ARRANGEMENT_INPUT = (
    _CASE,
    Column("kommune", "Kommune", 18, TEXT, "Borgerens kommune, da ordningen begyndte.", typed=True),
    Column("paragraf", "Paragraf", 10, TEXT, "Servicelovens paragraf, for eksempel 96, 95 stk. 3 eller 83/44.", typed=True),
    Column("resp", "Timer i døgnet: respiration", 12, HOURS, "Timer til respirationsbehandling, som lægen har ordineret.", typed=True),
    Column("sel", "Timer i døgnet: servicelov", 12, HOURS, "Timer efter serviceloven, udmålt for sig.", typed=True),
    Column("overlap", "Heraf samtidige timer", 12, HOURS, "Timer, hvor samme hjælper giver begge slags hjælp. Tom = ingen.", typed=True),
    Column("samme", "Samme hjælpere?", 11, TEXT, "ja, hvis de samme hjælpere helt eller delvist kan give begge slags hjælp.", typed=True),
    Column("udskrevet", "Udskrevet", 12, DATE, "Dagen for udskrivelse med respiratorisk overvågning.", typed=True),
    Column("oplært_resp", "Oplært i respiration", 12, DATE, "Dagen, holdet var oplært i respirationsbehandlingen.", typed=True),
    Column("oplært_sel", "Oplært i hjælp efter SEL", 12, DATE, "Dagen, holdet var oplært i hjælpen efter serviceloven.", typed=True),
    Column("ophørt", "Ophørt", 12, DATE, "Ordningens sidste dag. Tom = fortsætter.", typed=True),
    Column("arbejdsgiver", "Arbejdsgiver", 13, TEXT, "Hvem der har ansat hjælperne.", typed=True),
    Column("aftalt_start", "Aftalt start (ikke-obligatorisk)", 14, DATE,
           "Kun når status ikke er Fælles ordning, og parterne har aftalt en startdato.", typed=True),
    Column("flyttet", "Flyttet", 12, DATE, "Dagen, borgeren flyttede til en anden kommune i regionen.", typed=True),
    Column("ny_kommune", "Ny kommune", 18, TEXT, "Kommunen, borgeren flyttede til.", typed=True),
    Column("afgjort", "Ny kommunes afgørelse", 13, DATE,
           "§§ 95 og 96: dagen, den nye kommune traf afgørelse. Indtil da betaler den hidtidige.", typed=True),
    Column("note", "Bemærkning", 50, TEXT, "Fri tekst. Ingen personoplysninger.", typed=True),
)  # fmt: skip

_ARRANGEMENT_COMPUTED = (
    Column("status", "Status", 17, help="FHO_STATUS"),
    Column("oplært", "Oplært i begge", 12, DATE, "Den seneste af de to oplæringsdatoer."),
    Column("start", "Fælles finansiering fra", 13, DATE, "Kun ved Fælles ordning eller aftalt start."),
    Column("timer", "Timer i døgnet i alt", 11, HOURS, "FHO_TIMER: højst 24."),
    Column("tilladt", "Arbejdsgiver mulig?", 12, help="FHO_ARBEJDSGIVER"),
    Column("oplærer", "Oplærer i den anden parts opgaver", 20, help="FHO_ARBEJDSGIVER"),
    Column("betaler", "Betaler først", 13, help="FHO_ARBEJDSGIVER"),
    Column("begrundelse", "Begrundelse og kilde", 100, help="FHO_BEGRUNDELSE"),
    Column("antal", "Rækker med sagsnr.", 10, WHOLE, "Skal være 1: et sagsnummer må kun stå i én række."),
)

_POSTING_INPUT = (
    Column("bilag", "Bilag", 10, GENERAL, "Bilagsnummer i økonomisystemet.", typed=True),
    Column("ordning", "Ordning", 14, TEXT, "Sagsnummeret fra arket Ordninger.", typed=True),
    Column("kommune", "Betalende kommune", 18, TEXT,
           "Kommunen, der afregnes med. Tom = kommunen ifølge ordningen og reglen om flytning.", typed=True),
    Column("fra", "Fra", 12, DATE, "Periodens første dag.", typed=True),
    Column("til", "Til", 12, DATE, "Periodens sidste dag. Tom = kun den ene dag.", typed=True),
    Column("art", "Art", 15, TEXT, "Udgiftens art: vælg på listen.", typed=True),
    Column("beløb", "Beløb", 15, KRONER, "Kroner. Kreditnota med minus.", typed=True),
    Column("betalt_af", "Betalt af", 12, TEXT, "Den part, der har betalt regningen.", typed=True),
    Column("udmålt_af", "Udmålt af", 19, TEXT, "Kun ved ekstra: den part, der har udmålt timerne.", typed=True),
    Column("bevilget", "Bevilget", 10, TEXT, "Kun ved ferie: har kommunen bevilget merudgiften?", typed=True),
    Column("tekst", "Tekst", 48, TEXT, "Fri tekst. Ingen personoplysninger.", typed=True),
)  # fmt: skip

_READ = tuple(
    Column(column.key, column.header, column.width, column.number_format, column.help)
    for column in _POSTING_INPUT
    if column.key != "tekst"
)

_DIVISION = (
    Column("række", "Række på Udgifter", 10, WHOLE, "Hver række hører til rækken med samme nummer på Udgifter."),
    *_READ,
    Column("region", "Regionens andel", 15, KRONER, "FHO_FORDEL"),
    Column("kommunens", "Kommunens andel", 15, KRONER, "FHO_FORDEL"),
    Column("borger", "Borgerens andel", 13, KRONER, "FHO_FORDEL"),
    Column("ufordelt", "Ufordelt", 14, KRONER, "FHO_FORDEL: skal posteres som respiration eller servicelov."),
    Column("kode", "Kode", 12, help="FHO_FORDEL: forklaringen giver FHO_KILDE."),
    Column("afregnes", "Afregnes med", 18, help="Betalende kommune, eller kommunen ifølge ordningen."),
    Column("opkræves", "Opkræves hos den anden part", 15, KRONER, "FHO_OPKRAEVNING"),
    Column("kontrol", "Kontrol", 60, help="FHO_KONTROL"),
    Column("kommunekontrol", "Kommune", 42, help="Passer den betalende kommune med reglen om flytning?"),
    Column("start", "Fælles finansiering fra", 13, DATE, "Slået op på Ordninger."),
    Column("slut", "Ophørt", 12, DATE, "Slået op på Ordninger."),
    Column("fundet", "Ordningen findes", 10, WHOLE, "Skal være 1: så mange rækker på Ordninger har sagsnummeret."),
    Column("hjemkommune", "Ordningens kommune", 18, help="Slået op på Ordninger."),
    Column("paragraf", "Paragraf", 10, help="Slået op på Ordninger."),
    Column("flyttet", "Flyttet", 12, DATE, "Slået op på Ordninger."),
    Column("ny_kommune", "Ny kommune", 18, help="Slået op på Ordninger."),
    Column("afgjort", "Ny kommunes afgørelse", 13, DATE, "Slået op på Ordninger."),
    Column("efter_reglen", "Kommune efter reglen", 18, help="FHO_FLYTNING på periodens første dag."),
)

_SETTLEMENT_INPUT = (
    Column("kommune", "Kommune", 22, TEXT, "Hver kommune, der afregnes med.", typed=True),
    Column("afregnet", "Allerede afregnet", 16, KRONER, "Hvad kommunen har betalt på mellemværendet. Minus, hvis den har fået.", typed=True),
)  # fmt: skip

_SETTLEMENT_COMPUTED = (
    Column("region", "Regionens tilgodehavende", 18, KRONER, "Hvad regionen har betalt af kommunens andel."),
    Column("kommunens", "Kommunens tilgodehavende", 18, KRONER, "Hvad kommunen har betalt af regionens andel."),
    Column("netto", "Netto at afregne", 18, KRONER, "Plus: kommunen betaler. Minus: regionen betaler."),
    Column("betaler", "Hvem betaler", 13),
    Column("antal", "Posteringer", 12, WHOLE, "Antal posteringer, der afregnes med kommunen."),
    Column("udgift", "Udgifter i alt", 18, KRONER, "Posteringernes beløb."),
    Column("ufordelt", "Heraf ufordelt", 15, KRONER, "Skal posteres som respiration eller servicelov."),
    Column("afvigelse", "Afvigelse", 12, KRONER, "Tilgodehavender mod posteringernes opkrævning: skal være 0."),
)


@dataclass(frozen=True)
class Tables:
    """All tables of the workbook for a number of postings and of arrangements."""

    postings: Block
    division: Block
    arrangements: Block
    status: Block
    settlement: Block
    balance: Block


def tables(postings: int = 5000, arrangements: int = 300, municipalities: int = 25) -> Tables:
    """The tables for a capacity."""
    entered = Block(ARRANGEMENTS, "ord", 5, arrangements, _ARRANGEMENT_INPUT)
    settled = Block(SETTLEMENT, "mod", 5, municipalities, _SETTLEMENT_INPUT)
    return Tables(
        postings=Block(POSTINGS, "udg", 5, postings, _POSTING_INPUT),
        division=Block(DIVISION, "post", 5, postings, _DIVISION),
        arrangements=entered,
        # An empty column between, so that sorting the input leaves the array formulas out.
        status=Block(ARRANGEMENTS, "ord", 5, arrangements, _ARRANGEMENT_COMPUTED, len(_ARRANGEMENT_INPUT) + 2),
        settlement=settled,
        balance=Block(SETTLEMENT, "mod", 5, municipalities, _SETTLEMENT_COMPUTED, len(_SETTLEMENT_INPUT) + 1),
    )
