"""How much: the key, the shares, extra helpers, holidays, budgets and the division of division."""

import datetime as dt
from typing import Annotated, Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement import parameters
from xl_addin.agreement.vocabulary import is_treated
from xl_addin.cells.call import cell_function
from xl_addin.cells.results import Answer, kroner, plain, word
from xl_addin.cells.rows import Rows
from xl_addin.functions import arguments as arg
from xl_addin.rules import (
    budget,
    cost_sharing_key,
    division,
    extra_helper,
    holiday,
    joint_financing,
    money,
    review,
    sources,
)


@cell_function()
def fho_noegle(
    part: arg.Part, dato: arg.NoegleDato = arg.LEFT_OUT, aftale: arg.Aftale = arg.LEFT_OUT
) -> Annotated[Answer, arg.RESULT, plain("nøgle")]:
    """Partens del af de fælles udgifter: {region_part} for regionen og {municipality_part} for kommunen. Kilde:
    Aftalen, Økonomi; vejl. 7.2-7.3.
    """
    return Answer(
        cost_sharing_key.key_of_party(part, dato, aftale),
        out_of_domain=cost_sharing_key.before_agreement(dato, aftale),
    )


@cell_function()
def fho_regionsandel(
    beloeb: arg.FaellesBeloeb, dato: arg.NoegleDato = arg.LEFT_OUT, aftale: arg.Aftale = arg.LEFT_OUT
) -> Annotated[Answer, arg.RESULT, kroner("region")]:
    """Regionens andel af et fælles beløb, afrundet til hele øre; sammen med FHO_KOMMUNEANDEL giver den altid
    beløbet. Kilde: Aftalen, Økonomi; vejl. 7.2-7.3.
    """
    return Answer(
        cost_sharing_key.region_share(beloeb, dato, aftale),
        out_of_domain=cost_sharing_key.before_agreement(dato, aftale),
    )


@cell_function()
def fho_kommuneandel(
    beloeb: arg.FaellesBeloeb, dato: arg.NoegleDato = arg.LEFT_OUT, aftale: arg.Aftale = arg.LEFT_OUT
) -> Annotated[Answer, arg.RESULT, kroner("kommune")]:
    """Kommunens andel af et fælles beløb: resten, når regionens andel er trukket fra. Kilde: Aftalen, Økonomi; vejl.
    7.2-7.3.
    """
    return Answer(
        beloeb - cost_sharing_key.region_share(beloeb, dato, aftale),
        out_of_domain=cost_sharing_key.before_agreement(dato, aftale),
    )


@cell_function()
def fho_ekstrahjaelper(
    timer: arg.Timer, timepris: arg.Timepris, udmaalt_af: arg.UdmaaltAf
) -> Annotated[Answer, arg.RESULT, kroner("region"), kroner("kommune")]:
    """Udgiften til en hjælper ud over den fælles: den part, der har udmålt timerne, betaler det hele. Kilde:
    Aftalen, Principper for fordelingsnøglen; vejl. 7.1.
    """
    cost = money.product_to_ore(timer, timepris, np.ones(len(timer), dtype=np.int64))
    shares = extra_helper.extra_helper_shares(cost, udmaalt_af)
    return Answer(shares.region, shares.municipality, out_of_domain=np.abs(cost) > money.LARGEST_ORE)


@cell_function(needs={"bevilget": False})
def fho_ferie(
    merudgift: arg.Merudgift, bevilget: arg.Bevilget
) -> Annotated[Answer, arg.RESULT, kroner("region"), kroner("kommune"), kroner("borger")]:
    """Merudgift til ferie: aldrig regionen; kommunen, når udgiften kan henføres til serviceloven og er bevilget;
    ellers borgeren (vores læsning). Kilde: Aftalen, Ved forskellige kompetencekrav, ferie og indlæggelse; vejl. 8.1.
    """
    shares = holiday.holiday_shares(merudgift, bevilget)
    return Answer(shares.region, shares.municipality, shares.citizen)


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
    total, shares = budget.budget(timer, timepris, period, aftale)
    impossible = joint_financing.ends_before_it_starts(fra, til, startdato, slutdato)
    too_large = np.abs(total) > money.LARGEST_ORE
    return Answer(total, shares.region, shares.municipality, out_of_domain=impossible | too_large)


def _by_key(rows: Rows) -> NDArray[np.bool_]:
    """Where a posting is shared by the key, which needs its period and the arrangement's start."""
    return rows.is_read("art") & is_treated(rows.columns["art"].values, "key")


def _by_assessor(rows: Rows) -> NDArray[np.bool_]:
    """Where the cost of an extra helper needs to be told who assessed it."""
    return rows.is_read("art") & is_treated(rows.columns["art"].values, "assessor")


_POSTING_NEEDS: Final = {"fra": _by_key, "startdato": _by_key, "udmaalt_af": _by_assessor}


def _last_day(fra: parameters.Dates, til: parameters.Dates) -> parameters.Dates:
    """A posting without a last day is for its first day."""
    return np.where(np.isnat(til), fra, til)


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
    regionsandel: arg.Regionsandel = arg.LEFT_OUT,
) -> Annotated[
    Answer,
    arg.RESULT,
    kroner("region"),
    kroner("kommune"),
    kroner("borger"),
    kroner("ufordelt"),
    word("kode", division.CODES),
]:
    """Fordeler posteringer mellem region, kommune og borger; det, der ikke kan fordeles, er ufordelt. Koden
    forklares af FHO_KILDE. Én formel kan tage et helt ark. Kilde: Aftalen, Økonomi og Principper for
    fordelingsnøglen; vejl. 7-8.
    """
    ledger = division.Postings(
        beloeb, art, fra, _last_day(fra, til), startdato, slutdato, udmaalt_af, bevilget, regionsandel
    )
    divided = division.divide(ledger, aftale)
    return Answer(
        divided.region,
        divided.municipality,
        divided.citizen,
        divided.unallocated,
        divided.code,
        out_of_domain=division.is_impossible(ledger),
    )


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
    regionsandel: arg.Regionsandel = arg.LEFT_OUT,
) -> Annotated[Answer, arg.RESULT, plain("kontrol")]:
    """OK, eller hvad der er galt med posteringen eller er værd at se på. Tager de samme felter som FHO_FORDEL.
    Kilde: aftalen og vejledningen, som FHO_KILDE viser for hver kode.
    """
    ledger = division.Postings(
        money.to_ore(beloeb), art, fra, _last_day(fra, til), startdato, slutdato, udmaalt_af, bevilget, regionsandel
    )
    return Answer(review.review(ledger, money.has_parts_of_ore(beloeb), np.datetime64(dt.date.today(), "D"), aftale))


@cell_function()
def fho_kilde(kode: arg.Kode, aftale: arg.Aftale = arg.LEFT_OUT) -> Annotated[Answer, arg.RESULT, plain("kilde")]:
    """Kilden bag en kode fra FHO_FORDEL eller en status fra FHO_STATUS, i den aftale, der regnes efter. Vores egne
    læsninger er mærket.
    """
    return Answer(sources.source(kode, aftale))
