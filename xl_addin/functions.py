"""The cell functions (cellefunktioner): the agreement as functions in a spreadsheet.

Each is a rule of ``rules`` behind its signature. The signature is the only catalogue: names, Danish help,
defaults and how a cell is read come from it, and every host generates from it. Shapes, blanks and errors
are the same for all: see ``cells.call``. Money is in kroner with at most two decimals.
"""

from typing import Annotated, Any, Final

import numpy as np
from numpy.typing import NDArray
from xlwings import func

from xl_addin import __version__
from xl_addin import arguments as arg
from xl_addin.agreement import municipalities, parameters
from xl_addin.agreement.data import read_toml
from xl_addin.agreement.vocabulary import MUNICIPALITIES, NOTHING
from xl_addin.cells.call import cell_function
from xl_addin.cells.dates import LAST_DAY
from xl_addin.cells.grouped import grouped_function
from xl_addin.cells.lookup import look_up
from xl_addin.cells.results import Answer, answer, date, kroner, plain, word
from xl_addin.cells.rows import Rows
from xl_addin.cells.words import KOMMUNE_FIELDS
from xl_addin.rules import (
    admission,
    budget,
    cost_sharing_key,
    employer,
    extra_helper,
    holiday,
    invoicing,
    joint_financing,
    joint_hours,
    money,
    moving,
    offsetting,
    postings,
    review,
    sources,
    target_group,
)

CATEGORY: Final = "Fælles hjælperordninger"
"""Where the function wizard shows the functions."""


# Who and when


@func(category=CATEGORY)
@cell_function()
def fho_status(
    resp_timer: arg.RespTimer,
    paragraf: arg.Paragraf,
    sel_timer: arg.SelTimer,
    samme_hjaelpere: arg.SammeHjaelpere,
    kommune: arg.Kommune = arg.LEFT_OUT,
    aftale: arg.Aftale = arg.LEFT_OUT,
) -> Annotated[Answer, arg.RESULT, word("status", target_group.STATUSES)]:
    """Om borgeren har en fælles hjælperordning: Fælles ordning, Frivillig aftale, Ikke fælles, Ikke målgruppe, Uden
    for regionen eller Kræver afklaring. Kilde: Aftalen, Målgruppe; vejl. 5.1, 5.2 og 8.3.
    """
    return answer(target_group.status(resp_timer, paragraf, sel_timer, samme_hjaelpere, kommune, aftale))


@func(category=CATEGORY)
@cell_function()
def fho_omfattet(
    resp_timer: arg.RespTimer,
    paragraf: arg.Paragraf,
    sel_timer: arg.SelTimer,
    samme_hjaelpere: arg.SammeHjaelpere,
    kommune: arg.Kommune = arg.LEFT_OUT,
    aftale: arg.Aftale = arg.LEFT_OUT,
) -> Annotated[Answer, arg.RESULT, plain("omfattet")]:
    """SAND, når region og kommune har pligt til at indgå aftale om en fælles ordning (status Fælles ordning). Kilde:
    Aftalen, Målgruppe; vejl. 5.1.
    """
    status = target_group.status(resp_timer, paragraf, sel_timer, samme_hjaelpere, kommune, aftale)
    return answer(status == target_group.STATUSES.index(target_group.JOINT))


@func(category=CATEGORY)
@cell_function()
def fho_begrundelse(
    resp_timer: arg.RespTimer,
    paragraf: arg.Paragraf,
    sel_timer: arg.SelTimer,
    samme_hjaelpere: arg.SammeHjaelpere,
    kommune: arg.Kommune = arg.LEFT_OUT,
    aftale: arg.Aftale = arg.LEFT_OUT,
) -> Annotated[Answer, arg.RESULT, plain("begrundelse")]:
    """Begrundelsen for borgerens status i én sætning, med kilde. Kilde: Aftalen, Målgruppe; vejl. 1, 5.1, 5.2 og
    8.3.
    """
    status = target_group.status(resp_timer, paragraf, sel_timer, samme_hjaelpere, kommune, aftale)
    return answer(sources.reason(status, resp_timer, paragraf, kommune, aftale))


@func(category=CATEGORY)
@cell_function()
def fho_arbejdsgiver(
    paragraf: arg.Paragraf, arbejdsgiver: arg.Arbejdsgiver
) -> Annotated[Answer, arg.RESULT, plain("tilladt"), plain("oplærer"), plain("betaler først")]:
    """Om arbejdsgiveren er tilladt, hvem der oplærer i den anden parts opgaver, og hvem der betaler først. Kilde:
    Aftalen, Ansvars- og opgavefordeling og Fakturering; vejl. 4 og 7.4.
    """
    found = employer.employment(paragraf, arbejdsgiver)
    return answer(found.allowed, found.trains, found.pays, not_available=target_group.is_other_law(paragraf))


def _from_discharge(rows: Rows) -> NDArray[np.bool_]:
    """Where the start date is counted from the discharge, which must then be given."""
    discharged, trained = rows.columns["udskrevet"].values, rows.columns["oplaert"].values
    return rows.knows_agreement & joint_financing.starts_at_training(discharged, trained, rows.agreement)


def _from_establishment(rows: Rows) -> NDArray[np.bool_]:
    """Where the start date is the day of establishment, which must then be given."""
    return rows.knows_agreement & ~_from_discharge(rows)


@func(category=CATEGORY)
@cell_function(needs={"udskrevet": _from_discharge, "oplaert": _from_establishment})
def fho_startdato(
    udskrevet: arg.Udskrevet, oplaert: arg.Oplaert = arg.LEFT_OUT, aftale: arg.Aftale = arg.LEFT_OUT
) -> Annotated[Answer, arg.RESULT, date("startdato")]:
    """Første dag i fælles finansiering: når holdet er oplært, senest 28 dage efter udskrivelsen, aldrig før
    31-08-2015. Under Bekendtgørelsen: dagen i oplaert. Kilde: Aftalen, Principper for fordelingsnøglen; vejl.
    7.2-7.3.
    """
    start = joint_financing.start_date(udskrevet, oplaert, aftale)
    return answer(start, out_of_domain=start > LAST_DAY)


@func(category=CATEGORY)
@cell_function()
def fho_timer(
    resp_timer: arg.RespTimer, sel_timer: arg.SelTimer, overlap: arg.Overlap = arg.LEFT_OUT
) -> Annotated[Answer, arg.RESULT, plain("timer")]:
    """Ordningens timer i døgnet: begge slags hjælp uden overlap, højst 24. Kilde: Aftalen, Principper for
    fordelingsnøglen; vejl. 7.1.
    """
    return answer(
        joint_hours.joint_hours(resp_timer, sel_timer, overlap),
        out_of_domain=joint_hours.impossible_overlap(resp_timer, sel_timer, overlap),
    )


@func(category=CATEGORY)
@cell_function()
def fho_dage(
    fra: arg.Fra,
    til: arg.Til,
    startdato: arg.Startdato,
    slutdato: arg.Slutdato = arg.LEFT_OUT,
    aftale: arg.Aftale = arg.LEFT_OUT,
) -> Annotated[Answer, arg.RESULT, plain("dage")]:
    """Antal dage af perioden i fælles finansiering; begge ender tæller med. 0 før aftalen. Kilde: Aftalen,
    Principper for fordelingsnøglen og Ikrafttræden.
    """
    return answer(
        joint_financing.joint_period(fra, til, startdato, slutdato, aftale).days,
        out_of_domain=joint_financing.ends_before_it_starts(fra, til, startdato, slutdato),
    )


@func(category=CATEGORY)
@cell_function()
def fho_vurdering(
    indlagt: arg.Indlagt, udskrevet: arg.UdskrevetIgen = arg.LEFT_OUT, aftale: arg.Aftale = arg.LEFT_OUT
) -> Annotated[Answer, arg.RESULT, date("vurdering")]:
    """Dagen, hvor region og kommune sammen skal vurdere, om ordningen fortsætter under en lang indlæggelse (efter 4
    uger). Tom, hvis udskrevet inden. Kilde: Aftalen, Ved forskellige kompetencekrav, ferie og indlæggelse.
    """
    due = admission.review_date(indlagt, udskrevet, aftale)
    return answer(due, out_of_domain=(udskrevet < indlagt) | (due > LAST_DAY))


@func(category=CATEGORY)
@cell_function()
def fho_flytning(
    dato: arg.Dato,
    flyttedato: arg.Flyttedato,
    fra_kommune: arg.FraKommune,
    til_kommune: arg.TilKommune,
    paragraf: arg.Paragraf,
    afgoerelsesdato: arg.Afgoerelsesdato = arg.LEFT_OUT,
) -> Annotated[Answer, arg.RESULT, word("kommune", MUNICIPALITIES)]:
    """Kommunen, der betaler på en dag, når borgeren flytter. §§ 95 og 96: den hidtidige kommune, til den nye har
    afgjort; ellers den nye fra flyttedagen (vores læsning). Kilde: Vejl. 8.3.
    """
    former_pays = moving.former_municipality_pays(dato, flyttedato, paragraf, afgoerelsesdato)
    return answer(np.where(former_pays, fra_kommune, til_kommune), not_available=target_group.is_other_law(paragraf))


@func(category=CATEGORY)
@cell_function()
def fho_kommune(
    kommune: arg.Kommune, felt: arg.Felt = arg.LEFT_OUT, dato: arg.RegionDato = arg.LEFT_OUT
) -> Annotated[Answer, arg.RESULT, plain("kommune")]:
    """Kommunens navn, kode eller region ud fra navn eller kode. Kilde: kommunetabellen; regionen følger datoen."""
    table = list(municipalities.municipalities().values())
    day = np.where(np.isnat(dato), municipalities.table_date(), dato)
    field = [KOMMUNE_FIELDS[0 if one == NOTHING else one] for one in felt]
    texts = [
        {"navn": one.name, "kode": one.code, "region": municipalities.region_on(one, on_day)}[shown]
        for one, shown, on_day in zip([table[place] for place in kommune], field, day, strict=True)
    ]
    too_early = (np.array(field) == "region") & (day < municipalities.first_day())
    return answer(np.array(texts, dtype=object), out_of_domain=too_early)


# How much


@func(category=CATEGORY)
@cell_function()
def fho_noegle(
    part: arg.Part, dato: arg.NoegleDato = arg.LEFT_OUT, aftale: arg.Aftale = arg.LEFT_OUT
) -> Annotated[Answer, arg.RESULT, plain("nøgle")]:
    """Partens del af de fælles udgifter: 0,67 for regionen og 0,33 for kommunen. Kilde: Aftalen, Økonomi; vejl.
    7.2-7.3.
    """
    return answer(
        cost_sharing_key.key_of_party(part, dato, aftale),
        out_of_domain=cost_sharing_key.before_agreement(dato, aftale),
    )


@func(category=CATEGORY)
@cell_function()
def fho_regionsandel(
    beloeb: arg.FaellesBeloeb, dato: arg.NoegleDato = arg.LEFT_OUT, aftale: arg.Aftale = arg.LEFT_OUT
) -> Annotated[Answer, arg.RESULT, kroner("region")]:
    """Regionens andel af et fælles beløb, afrundet til hele øre; sammen med FHO_KOMMUNEANDEL giver den altid
    beløbet. Kilde: Aftalen, Økonomi; vejl. 7.2-7.3.
    """
    return answer(
        cost_sharing_key.region_share(beloeb, dato, aftale),
        out_of_domain=cost_sharing_key.before_agreement(dato, aftale),
    )


@func(category=CATEGORY)
@cell_function()
def fho_kommuneandel(
    beloeb: arg.FaellesBeloeb, dato: arg.NoegleDato = arg.LEFT_OUT, aftale: arg.Aftale = arg.LEFT_OUT
) -> Annotated[Answer, arg.RESULT, kroner("kommune")]:
    """Kommunens andel af et fælles beløb: resten, når regionens andel er trukket fra. Kilde: Aftalen, Økonomi; vejl.
    7.2-7.3.
    """
    return answer(
        beloeb - cost_sharing_key.region_share(beloeb, dato, aftale),
        out_of_domain=cost_sharing_key.before_agreement(dato, aftale),
    )


@func(category=CATEGORY)
@cell_function()
def fho_ekstrahjaelper(
    timer: arg.Timer, timepris: arg.Timepris, udmaalt_af: arg.UdmaaltAf
) -> Annotated[Answer, arg.RESULT, kroner("region"), kroner("kommune")]:
    """Udgiften til en hjælper ud over den fælles: den part, der har udmålt timerne, betaler det hele. Kilde:
    Aftalen, Principper for fordelingsnøglen; vejl. 7.1.
    """
    cost = money.product_to_ore(timer, timepris, np.ones(len(timer), dtype=np.int64))
    return answer(*extra_helper.split(cost, udmaalt_af), out_of_domain=np.abs(cost) > money.LARGEST_ORE)


@func(category=CATEGORY)
@cell_function(needs={"bevilget": False})
def fho_ferie(
    merudgift: arg.Merudgift, bevilget: arg.Bevilget
) -> Annotated[Answer, arg.RESULT, kroner("region"), kroner("kommune"), kroner("borger")]:
    """Merudgift til ferie: aldrig regionen; kommunen, når den har bevilget udgiften efter serviceloven; ellers
    borgeren (vores læsning). Kilde: Aftalen, Ved forskellige kompetencekrav, ferie og indlæggelse; vejl. 8.1.
    """
    return answer(np.zeros_like(merudgift), *holiday.split(merudgift, bevilget))


@func(category=CATEGORY)
@cell_function()
def fho_budget(
    timer: arg.TimerIDoegnet,
    timepris: arg.Timepris,
    fra: arg.Fra,
    til: arg.Til,
    startdato: arg.Startdato,
    slutdato: arg.Slutdato = arg.LEFT_OUT,
    aftale: arg.Aftale = arg.LEFT_OUT,
) -> Annotated[Answer, arg.RESULT, kroner("i alt"), kroner("region"), kroner("kommune")]:
    """Budget for periodens fælles dage: timer i døgnet gange timepris gange dage, fordelt efter nøglen. Kilde:
    Aftalen, Økonomi og Principper for fordelingsnøglen.
    """
    period = joint_financing.joint_period(fra, til, startdato, slutdato, aftale)
    total, region = budget.budget(timer, timepris, period, aftale)
    impossible = joint_financing.ends_before_it_starts(fra, til, startdato, slutdato)
    return answer(total, region, total - region, out_of_domain=impossible | (np.abs(total) > money.LARGEST_ORE))


def _by_key(rows: Rows) -> NDArray[np.bool_]:
    """Where a posting is shared by the key, which needs its period and the arrangement's start."""
    return rows.is_read("art") & postings.is_treated(rows.columns["art"].values, "key")


def _by_assessor(rows: Rows) -> NDArray[np.bool_]:
    """Where the cost of an extra helper needs to be told who assessed it."""
    return rows.is_read("art") & postings.is_treated(rows.columns["art"].values, "assessor")


_POSTING_NEEDS: Final = {"fra": _by_key, "startdato": _by_key, "udmaalt_af": _by_assessor}


def _last_day(fra: parameters.Dates, til: parameters.Dates) -> parameters.Dates:
    """A posting without a last day is for its first day."""
    return np.where(np.isnat(til), fra, til)


@func(category=CATEGORY)
@cell_function(needs=_POSTING_NEEDS)
def fho_fordel(
    beloeb: arg.Beloeb,
    art: arg.Art,
    fra: arg.PosteringFra,
    til: arg.PosteringTil = arg.LEFT_OUT,
    startdato: arg.PosteringStart = arg.LEFT_OUT,
    slutdato: arg.Slutdato = arg.LEFT_OUT,
    udmaalt_af: arg.PosteringUdmaalt = arg.LEFT_OUT,
    bevilget: arg.PosteringBevilget = arg.LEFT_OUT,
    aftale: arg.Aftale = arg.LEFT_OUT,
) -> Annotated[
    Answer,
    arg.RESULT,
    kroner("region"),
    kroner("kommune"),
    kroner("borger"),
    kroner("ufordelt"),
    word("kode", postings.CODES),
]:
    """Fordeler posteringer mellem region, kommune og borger; det, der ikke kan fordeles, er ufordelt. Koden
    forklares af FHO_KILDE. Én formel kan tage et helt ark. Kilde: Aftalen, Økonomi og Principper for
    fordelingsnøglen; vejl. 7-8.
    """
    ledger = postings.Postings(beloeb, art, fra, _last_day(fra, til), startdato, slutdato, udmaalt_af, bevilget)
    divided = postings.divide(ledger, aftale)
    return answer(
        divided.region,
        divided.municipality,
        divided.citizen,
        divided.unallocated,
        divided.code,
        out_of_domain=postings.is_impossible(ledger),
    )


@func(category=CATEGORY)
@cell_function(needs=_POSTING_NEEDS, explains=True)
def fho_kontrol(
    beloeb: arg.BeloebSomVist,
    art: arg.Art,
    fra: arg.PosteringFra,
    til: arg.PosteringTil = arg.LEFT_OUT,
    startdato: arg.PosteringStart = arg.LEFT_OUT,
    slutdato: arg.Slutdato = arg.LEFT_OUT,
    udmaalt_af: arg.PosteringUdmaalt = arg.LEFT_OUT,
    bevilget: arg.PosteringBevilget = arg.LEFT_OUT,
    aftale: arg.Aftale = arg.LEFT_OUT,
) -> Annotated[Answer, arg.RESULT, plain("kontrol")]:
    """OK, eller hvad der er galt med posteringen eller er værd at se på. Tager de samme felter som FHO_FORDEL.
    Kilde: aftalen og vejledningen, som FHO_KILDE viser for hver kode.
    """
    ledger = postings.Postings(
        money.to_ore(beloeb), art, fra, _last_day(fra, til), startdato, slutdato, udmaalt_af, bevilget
    )
    return answer(review.review(ledger, money.has_parts_of_ore(beloeb), aftale))


@func(category=CATEGORY)
@cell_function()
def fho_kilde(kode: arg.Kode) -> Annotated[Answer, arg.RESULT, plain("kilde")]:
    """Kilden bag en kode fra FHO_FORDEL eller en status fra FHO_STATUS. Vores egne læsninger er mærket."""
    return answer(sources.source(kode))


# Settling


@func(category=CATEGORY)
@cell_function()
def fho_opkraevning(
    betalt_af: arg.BetaltAf, region: arg.RegionsDel, kommune: arg.KommunensDel
) -> Annotated[Answer, arg.RESULT, kroner("opkrævning")]:
    """Det, som den part, der har betalt, skal opkræve hos den anden part. Kilde: Aftalen, Fakturering; vejl. 7.4.1."""
    return answer(invoicing.collected(betalt_af, region, kommune))


@func(category=CATEGORY)
@grouped_function(listing=("kommuner", "afregnet"), group="kommune")
def fho_modregning(
    kommuner: arg.Kommuner,
    kommune: arg.PosteringKommune,
    betalt_af: arg.BetaltAf,
    region: arg.RegionsDel,
    kommune_andel: arg.KommunensDel,
    afregnet: arg.Afregnet = arg.LEFT_OUT,
) -> Annotated[
    Answer,
    arg.RESULT,
    kroner("regionens tilgodehavende"),
    kroner("kommunens tilgodehavende"),
    kroner("netto"),
    word("betaler", offsetting.PAYERS),
]:
    """Modregning for hver kommune i listen: regionens og kommunens tilgodehavende, netto (positivt: kommunen
    betaler), og hvem der betaler. En postering uden for listen giver fejl i alle rækker. Kilde: Aftalen,
    Ikrafttræden.
    """
    balance = offsetting.offset(kommune, betalt_af, region, kommune_andel, afregnet)
    return answer(
        balance.region_receivable,
        balance.municipality_receivable,
        balance.net,
        balance.payer,
        out_of_domain=balance.is_too_large,
    )


@func(category=CATEGORY)
def fho_opslag(
    noegle: arg.Noegle, noegler: arg.Noegler, vaerdier: arg.Vaerdier
) -> Annotated[Any, arg.RESULT, plain("fundet")]:
    """Slår nøgler op i en kolonne og giver værdien ved siden af. Ukendt nøgle: #I/T; dobbelt nøgle: #VÆRDI!."""
    return look_up(noegle, noegler, vaerdier)


@func(category=CATEGORY)
def fho_version() -> Annotated[str, arg.RESULT, plain("version")]:
    """Tilføjelsesprogrammets version og reglernes dato, til revisionssporet."""
    return f"FHO {__version__}, regler pr. {read_toml('revision.toml')['rules_date']:%d-%m-%Y}"
