"""Who and when: the citizen's status, employer, start, hours, admissions, moves and municipality."""

from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement import municipalities
from xl_addin.agreement.vocabulary import MUNICIPALITIES, NOTHING
from xl_addin.cells.call import cell_function
from xl_addin.cells.dates import LAST_DAY
from xl_addin.cells.results import Answer, date, plain, truth, word
from xl_addin.cells.rows import Rows
from xl_addin.cells.words import KOMMUNE_FIELDS
from xl_addin.functions import arguments as arg
from xl_addin.rules import (
    admission,
    employer,
    joint_financing,
    joint_hours,
    moving,
    sources,
    target_group,
)


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
    return Answer(target_group.status(resp_timer, paragraf, sel_timer, samme_hjaelpere, kommune, aftale))


@cell_function()
def fho_omfattet(
    resp_timer: arg.RespTimer,
    paragraf: arg.Paragraf,
    sel_timer: arg.SelTimer,
    samme_hjaelpere: arg.SammeHjaelpere,
    kommune: arg.Kommune = arg.LEFT_OUT,
    aftale: arg.Aftale = arg.LEFT_OUT,
) -> Annotated[Answer, arg.RESULT, truth("omfattet")]:
    """SAND, når region og kommune har pligt til at indgå aftale om en fælles ordning (status Fælles ordning). Kilde:
    Aftalen, Målgruppe; vejl. 5.1.
    """
    status = target_group.status(resp_timer, paragraf, sel_timer, samme_hjaelpere, kommune, aftale)
    return Answer(status == target_group.STATUSES.index(target_group.JOINT))


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
    return Answer(sources.reason(status, resp_timer, paragraf, kommune, aftale))


@cell_function()
def fho_arbejdsgiver(
    paragraf: arg.Paragraf,
    arbejdsgiver: arg.Arbejdsgiver,
    plejebolig: arg.Plejebolig = arg.LEFT_OUT,
    aftale: arg.Aftale = arg.LEFT_OUT,
) -> Annotated[Answer, arg.RESULT, truth("tilladt"), plain("oplærer"), plain("betaler først")]:
    """Om arbejdsgiveren er tilladt (eller skal afklares), hvem der oplærer i den anden parts opgaver, og hvem der
    betaler først efter aftalen. Kilde: Aftalen, Ansvars- og opgavefordeling og Fakturering; vejl. 4 og 7.4.
    """
    no_day = np.full(len(paragraf), np.datetime64("NaT", "D"))
    found = employer.employment(paragraf, arbejdsgiver, plejebolig, no_day, aftale)
    return Answer(found.allowed, found.trains, found.pays, not_available=target_group.is_other_law(paragraf))


def _from_discharge(rows: Rows) -> NDArray[np.bool_]:
    """Where the start date is counted from the discharge, which must then be given."""
    discharged, trained = rows.columns["udskrevet"].values, rows.columns["oplaert"].values
    return rows.knows_agreement & joint_financing.starts_at_training(discharged, trained, rows.agreement)


def _from_establishment(rows: Rows) -> NDArray[np.bool_]:
    """Where the start date is the day of establishment, which must then be given."""
    return rows.knows_agreement & ~_from_discharge(rows)


@cell_function(needs={"udskrevet": _from_discharge, "oplaert": _from_establishment})
def fho_startdato(
    udskrevet: arg.Udskrevet,
    oplaert: arg.Oplaert = arg.LEFT_OUT,
    aftale: arg.Aftale = arg.LEFT_OUT,
    begge_fra: arg.BeggeFra = arg.LEFT_OUT,
) -> Annotated[Answer, arg.RESULT, date("startdato")]:
    """Første dag i fælles finansiering: når holdet er oplært, senest {deadline} efter udskrivelsen, aldrig før
    {first_day}. Under Bekendtgørelsen: dagen i oplaert. Kilde: Aftalen, Principper for fordelingsnøglen; vejl.
    7.2-7.3.
    """
    start = joint_financing.start_date(udskrevet, oplaert, begge_fra, aftale)
    return Answer(start, out_of_domain=start > LAST_DAY)


@cell_function()
def fho_timer(
    resp_timer: arg.RespTimer, sel_timer: arg.SelTimer, overlap: arg.Overlap = arg.LEFT_OUT
) -> Annotated[Answer, arg.RESULT, plain("timer")]:
    """Ordningens timer i døgnet: begge slags hjælp uden overlap, højst {hours_cap}. Kilde: Aftalen, Principper for
    fordelingsnøglen; vejl. 7.1.
    """
    return Answer(
        joint_hours.joint_hours(resp_timer, sel_timer, overlap),
        out_of_domain=joint_hours.impossible_overlap(resp_timer, sel_timer, overlap),
    )


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
    return Answer(
        joint_financing.joint_period(fra, til, startdato, slutdato, aftale).days,
        out_of_domain=joint_financing.ends_before_it_starts(fra, til, startdato, slutdato),
    )


@cell_function()
def fho_vurdering(
    indlagt: arg.Indlagt, udskrevet: arg.UdskrevetIgen = arg.LEFT_OUT, aftale: arg.Aftale = arg.LEFT_OUT
) -> Annotated[Answer, arg.RESULT, date("vurdering")]:
    """Dagen, fra hvilken region og kommune i fællesskab vurderer, om ordningen bør fortsætte under en indlæggelse
    (mere end {review}). Tom, hvis udskrevet inden. Kilde: Aftalen, Ved forskellige kompetencekrav, ferie og
    indlæggelse.
    """
    due = admission.review_date(indlagt, udskrevet, aftale)
    return Answer(due, out_of_domain=(udskrevet < indlagt) | (due > LAST_DAY))


@cell_function()
def fho_flytning(
    dato: arg.Dato,
    flyttedato: arg.Flyttedato,
    fra_kommune: arg.FraKommune,
    til_kommune: arg.TilKommune,
    paragraf: arg.Paragraf,
    afgoerelsesdato: arg.Afgoerelsesdato = arg.LEFT_OUT,
) -> Annotated[Answer, arg.RESULT, word("kommune", MUNICIPALITIES)]:
    """Kommunen, der betaler på en dag, når borgeren flytter. {grants}: den hidtidige kommune, til den nye har
    afgjort; ellers den nye fra flyttedagen (vores læsning). Kilde: Vejl. 8.3.
    """
    former_pays = moving.former_municipality_pays(dato, flyttedato, paragraf, afgoerelsesdato)
    return Answer(np.where(former_pays, fra_kommune, til_kommune), not_available=target_group.is_other_law(paragraf))


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
        for one, shown, on_day in zip([table[index] for index in kommune], field, day, strict=True)
    ]
    too_early = (np.array(field) == "region") & (day < municipalities.first_day())
    return Answer(np.array(texts, dtype=object), out_of_domain=too_early)
