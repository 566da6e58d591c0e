"""Settling: what the payer collects, what the parties owe each other, and what tells where numbers come from."""

from typing import Annotated, Any

from xl_addin import __version__
from xl_addin.agreement.data import read_toml
from xl_addin.cells.call import cell_function
from xl_addin.cells.grouped import grouped_function
from xl_addin.cells.lookup import look_up
from xl_addin.cells.results import Answer, kroner, plain, truth, word
from xl_addin.cells.spotting import spot
from xl_addin.cells.summing import sum_by_key
from xl_addin.functions import arguments as arg
from xl_addin.rules import (
    invoicing,
    offsetting,
)


@cell_function()
def fho_opkraevning(
    betalt_af: arg.BetaltAf, region: arg.RegionsDel, kommune: arg.KommunensDel
) -> Annotated[Answer, arg.RESULT, kroner("opkrævning")]:
    """Det, som den part, der har betalt, skal opkræve hos den anden part. Kilde: Aftalen, Fakturering; vejl. 7.4.1."""
    return Answer(invoicing.collected(offsetting.paying_party(betalt_af), region, kommune))


@grouped_function(
    listing=("kommuner", "afregnet"),
    group="kommune",
    conflict=(offsetting.names_another, "betalt_af", "kommune"),
)
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
    balance = offsetting.offset(kommune, offsetting.paying_party(betalt_af), region, kommune_andel, afregnet)
    return Answer(
        balance.region_receivable,
        balance.municipality_receivable,
        balance.net,
        balance.payer,
        out_of_domain=balance.is_too_large,
    )


def fho_opslag(
    noegle: arg.Noegle, noegler: arg.Noegler, vaerdier: arg.Vaerdier
) -> Annotated[Any, arg.RESULT, plain("fundet")]:
    """Slår nøgler op i en kolonne og giver værdien ved siden af. Ukendt nøgle: #I/T; dobbelt nøgle: #VÆRDI!."""
    return look_up(noegle, noegler, vaerdier)


def fho_summer(
    noegler: arg.Delsumme, noegle: arg.PosteringNoegle, beloeb: arg.PosteringBeloeb
) -> Annotated[Any, arg.RESULT, plain("sum")]:
    """Summen af beløbene for hver nøgle i listen, i ét gennemløb. Et beløb i fejl giver fejl i sin nøgles sum; en nøgle
    i fejl giver fejl i dem alle. Beløb uden for listen tæller ikke med.
    """
    return sum_by_key(noegler, noegle, beloeb)


def fho_personnummer(felter: arg.Felter) -> Annotated[Any, arg.RESULT, truth("ligner et personnummer")]:
    """SAND for hvert felt, der ligner et CPR-nummer, uanset hvordan det er skrevet. Personnumre hører ikke til i en
    mappe, der deles mellem parterne.
    """
    return spot(felter)


def fho_version() -> Annotated[str, arg.RESULT, plain("version")]:
    """Tilføjelsesprogrammets version og reglernes dato, til revisionssporet."""
    return f"FHO {__version__}, regler pr. {read_toml('revision.toml')['rules_date']:%d-%m-%Y}"
