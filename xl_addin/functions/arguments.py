"""The arguments of the cell functions: the Danish help that a user sees, and what a cell may hold.

Each is an ``Annotated`` type: the type that the rule gets, xlwings' options with the help text, and the
kind of cell. xlwings hands cells over untouched (``raw``): cleaning them is ours, in ``cells``.
"""

from typing import Annotated, Any, Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement import parameters
from xl_addin.agreement.section_lists import SectionLists
from xl_addin.agreement.wording import filled
from xl_addin.cells import kinds
from xl_addin.cells.rows import AGREEMENT
from xl_addin.rules.money import Ore as OreArray
from xl_addin.tables.table_call import ON_DAY, TableKind
from xl_addin.tables.typed_table import TypedTable


def doc(text: str) -> dict[str, str]:
    """What xlwings reads from an annotation: the help text, and that it shall not convert the cells."""
    return {"convert": "raw", "doc": filled(text)}


RESULT: Final[dict[str, Any]] = {"convert": None}
"""What xlwings reads from a return annotation: its ordinary way of writing values and rows."""

LEFT_OUT: Final[Any] = None
"""The default of an optional argument: the same as a blank cell."""

_Dates = NDArray[np.datetime64]
_Floats = NDArray[np.float64]
_Indices = NDArray[np.intp]
_Flags = NDArray[np.bool_]

Aftale = Annotated[
    parameters.Agreement,
    doc(
        "Aftalen: Midtjylland (når feltet er tomt), Bekendtgørelsen, eller et område i to kolonner med "
        "regionens egen aftale."
    ),
    AGREEMENT,
]

# Who and when
RespTimer = Annotated[
    _Floats, doc("Timer i døgnet med hjælp til respirationsbehandling, som lægen har ordineret."), kinds.HOURS_A_DAY
]
SelTimer = Annotated[
    _Floats, doc("Timer i døgnet med hjælp efter serviceloven, som kommunen har udmålt."), kinds.HOURS_A_DAY
]
Overlap = Annotated[
    _Floats, doc("Timer i døgnet, hvor begge slags hjælp gives på én gang. Tomt: ingen."), kinds.HOURS_A_DAY
]
Paragraf = Annotated[
    SectionLists,
    doc("Servicelovens paragraf, fx 83, § 85, 95 stk. 3, 96 eller 83/44 for børn. Flere skilles ad: 83; 85."),
    kinds.SECTIONS,
]
SammeHjaelpere = Annotated[
    _Flags, doc("Kan de samme hjælpere helt eller delvist give begge slags hjælp? Ja eller nej."), kinds.YES_NO
]
Kommune = Annotated[_Indices, doc("Kommunens navn eller kode, fx Aarhus eller 0751."), kinds.MUNICIPALITY]
Arbejdsgiver = Annotated[
    _Indices,
    doc("Hvem der ansætter hjælperne: region, kommune, borger, nærtstående, forening eller privat."),
    kinds.EMPLOYER,
]
Plejebolig = Annotated[_Flags, doc("Bor borgeren i plejebolig (SEL § 93)? Ja eller nej; tomt er nej."), kinds.YES_NO]
Udskrevet = Annotated[
    _Dates,
    doc("Dagen, hvor borgeren udskrives med respiratorisk overvågning. Skal udfyldes under Midtjylland."),
    kinds.DATE,
]
Oplaert = Annotated[
    _Dates,
    doc(
        "Dagen, hvor holdet er oplært i begge slags hjælp. Under Bekendtgørelsen: dagen, hvor ordningen "
        "er etableret; skal da udfyldes."
    ),
    kinds.DATE,
]
BeggeFra = Annotated[
    _Dates,
    doc("Første dag, hvor borgeren får begge slags hjælp; starten er aldrig før. Tomt: ikke senere end reglen."),
    kinds.DATE,
]
Indlagt = Annotated[_Dates, doc("Dagen, hvor borgeren blev indlagt."), kinds.DATE]
UdskrevetIgen = Annotated[_Dates, doc("Dagen, hvor borgeren blev udskrevet. Tomt: stadig indlagt."), kinds.DATE]
Dato = Annotated[_Dates, doc("Den dag, der spørges om."), kinds.DATE]
NoegleDato = Annotated[_Dates, doc("Den dag, nøglen skal gælde for. Tomt: den nyeste nøgle."), kinds.DATE]
RegionDato = Annotated[
    _Dates, doc("Den dag, regionen skal gælde for. Tomt: dagen, hvor kommunetabellen er dateret."), kinds.DATE
]
Flyttedato = Annotated[_Dates, doc("Dagen, hvor borgeren flytter."), kinds.DATE]
FraKommune = Annotated[_Indices, doc("Kommunen, som borgeren flytter fra (navn eller kode)."), kinds.MUNICIPALITY]
TilKommune = Annotated[_Indices, doc("Kommunen, som borgeren flytter til (navn eller kode)."), kinds.MUNICIPALITY]
Afgoerelsesdato = Annotated[
    _Dates,
    doc("Dagen, hvor den nye kommune har truffet afgørelse ({grants}). Tomt: ikke afgjort."),
    kinds.DATE,
]
Felt = Annotated[_Indices, doc("Hvad der skal vises: navn (når feltet er tomt), kode eller region."), kinds.FIELD]

# How much
Part = Annotated[_Indices, doc("Region eller kommune."), kinds.PARTY]
FaellesBeloeb = Annotated[OreArray, doc("Fælles beløb i kroner. En kreditnota er negativ."), kinds.AMOUNT]
Timer = Annotated[_Floats, doc("Timer i alt."), kinds.HOURS]
TimerIDoegnet = Annotated[_Floats, doc("Timer i døgnet."), kinds.HOURS_A_DAY]
Timepris = Annotated[_Floats, doc("Kroner i timen."), kinds.RATE]
UdmaaltAf = Annotated[
    _Indices,
    doc("Hvem der har udmålt timerne til den ekstra hjælper: region (respirationscentret) eller kommune."),
    kinds.PARTY,
]
Merudgift = Annotated[OreArray, doc("Kun det, som ferien koster ekstra, i kroner."), kinds.AMOUNT]
Bevilget = Annotated[
    _Flags,
    doc("Ja, kun hvis merudgiften kan henføres til serviceloven og er bevilget af kommunen. Tomt er nej."),
    kinds.YES_NO,
]
Fra = Annotated[_Dates, doc("Periodens første dag."), kinds.DATE]
Til = Annotated[_Dates, doc("Periodens sidste dag; den tæller med."), kinds.DATE]
Startdato = Annotated[_Dates, doc("Ordningens første dag i fælles finansiering (FHO_STARTDATO)."), kinds.DATE]
Slutdato = Annotated[_Dates, doc("Ordningens sidste dag; den tæller med. Tomt: ordningen fortsætter."), kinds.DATE]
Beloeb = Annotated[OreArray, doc("Posteringens beløb i kroner. En kreditnota er negativ."), kinds.AMOUNT]
BeloebSomVist = Annotated[_Floats, doc("Posteringens beløb i kroner. En kreditnota er negativ."), kinds.AMOUNT_AS_SHOWN]
Art = Annotated[
    _Indices,
    doc(
        "Udgiftens art: fælles, løn, vikar, sygefravær, forsikring, arbejdsmiljø, administration "
        "(arbejdsgiveropgaver), faglighed, indlæggelse, oplæring, midlertidigt hold, respiration, servicelov, "
        "ekstra eller ferie."
    ),
    kinds.COST_TYPE,
]
PosteringFra = Annotated[_Dates, doc("Periodens første dag. Skal udfyldes for fælles udgifter."), kinds.DATE]
PosteringTil = Annotated[_Dates, doc("Periodens sidste dag; den tæller med. Tomt: samme dag som fra."), kinds.DATE]
PosteringStart = Annotated[
    _Dates, doc("Ordningens første dag i fælles finansiering. Skal udfyldes for fælles udgifter."), kinds.DATE
]
PosteringUdmaalt = Annotated[
    _Indices, doc("Kun for ekstra: hvem der har udmålt timerne, region eller kommune."), kinds.PARTY
]
PosteringBevilget = Annotated[
    _Flags,
    doc("Kun for ferie: ja, hvis merudgiften kan henføres til serviceloven og er bevilget af kommunen. Tomt er nej."),
    kinds.YES_NO,
]
Regionsandel = Annotated[
    _Floats,
    doc(
        "Kun for en frivillig ordning: regionens andel, som parterne har aftalt (0,6 eller 60 %). Tomt: aftalens nøgle."
    ),
    kinds.SHARE,
]
Kode = Annotated[_Indices, doc("En kode fra FHO_FORDEL eller en status fra FHO_STATUS."), kinds.EXPLAINED]

# Settling
BetaltAf = Annotated[_Indices, doc("Hvem der har betalt: region eller kommune, eller kommunens navn."), kinds.PAYER]
RegionsDel = Annotated[OreArray, doc("Regionens del af udgiften i kroner."), kinds.AMOUNT]
KommunensDel = Annotated[OreArray, doc("Kommunens del af udgiften i kroner."), kinds.AMOUNT]
Kommuner = Annotated[
    _Indices, doc("Listen over kommuner, der skal afregnes med; en række for hver."), kinds.MUNICIPALITY
]
PosteringKommune = Annotated[_Indices, doc("Posteringernes kommuner."), kinds.MUNICIPALITY]
Afregnet = Annotated[
    OreArray,
    doc("Det, som kommunen allerede har betalt på mellemværendet, ud for hver kommune i listen. Tomt: 0."),
    kinds.AMOUNT,
]

# Looking up: cells go through as they stand.
Noegle = Annotated[Any, doc("Det, der skal slås op, fx posteringens ordning. Tomt giver tomt.")]
Noegler = Annotated[Any, doc("Kolonnen, der slås op i, fx ordningernes numre. Hver må kun stå der én gang.")]
Felter = Annotated[Any, doc("Et felt eller et område med sagsnumre eller tekster.")]
Vaerdier = Annotated[Any, doc("Kolonnen ved siden af med det, der skal findes, fx ordningernes startdato.")]
Delsumme = Annotated[Any, doc("Listen over det, der skal have en sum hver, fx kommune og måned. Tomt giver tomt.")]
PosteringNoegle = Annotated[Any, doc("Posteringernes nøgler, skrevet på samme måde som i listen.")]
PosteringBeloeb = Annotated[Any, doc("Beløbene ud for dem, i kroner. Tomt tæller som 0.")]

# Whole tables: ranges whose first row holds headings.
Ordninger = Annotated[
    TypedTable,
    doc(
        "Ordningerne, en række for hvert afsnit. Første række er overskrifter: Sagsnr., Kommune, Paragraf, Timer "
        "respiration, Timer servicelov, Samme hjælpere, Udskrevet og flere."
    ),
    TableKind("ordninger"),
]
Posteringer = Annotated[
    TypedTable,
    doc(
        "Posteringerne, en række for hver. Første række er overskrifter: Ordning, Fra, Art, Beløb, Betalt af og "
        "eventuelt Til, Afregnes med, Udmålt af, Bevilget, Bilag."
    ),
    TableKind("posteringer"),
]
PrDato = Annotated[
    np.datetime64, doc("Dagen, som frister holdes op imod. Tomt: ingen frist siges at være overskredet."), ON_DAY
]
Indlaeggelser = Annotated[
    TypedTable,
    doc(
        "Indlæggelserne, en række for hver. Første række er overskrifter: Ordning, Indlagt og eventuelt Udskrevet, "
        "Fælles hold med, Vurderet, Beslutning, Truffet af."
    ),
    TableKind("indlaeggelser"),
]
IndlaeggelserHvisNogen = Annotated[
    TypedTable | None,
    doc("Indlæggelserne som i FHO_INDLAEGGELSER. Tomt: de tælles ikke."),
    TableKind("indlaeggelser", optional=True),
]
PosteringerHvisNogen = Annotated[
    TypedTable | None,
    doc("Posteringerne som i FHO_REGNSKAB. Tomt: de ses der bort fra."),
    TableKind("posteringer", optional=True),
]
PosteringernesDage = Annotated[
    TypedTable | None,
    doc("Posteringerne som i FHO_REGNSKAB; kun Ordning, Fra, Til og Art læses. Tomt: de ses der bort fra."),
    TableKind("posteringer", optional=True, fields=("ordning", "fra", "til", "art")),
]
OrdningerMedOpfoelgning = Annotated[
    TypedTable,
    doc(
        "Ordningerne som i FHO_ORDNINGER, og desuden Behov vurderet, Hjælp før indlæggelsen, Oplæring begyndt, "
        "Midlertidige hold og Udskiftninger."
    ),
    TableKind("ordninger+opfoelgning"),
]
