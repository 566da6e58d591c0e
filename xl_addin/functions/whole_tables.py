"""Whole tables: arrangements in time, and the settlement of a whole ledger in one formula."""

import datetime as dt
from dataclasses import replace
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.parameters import Agreement
from xl_addin.agreement.vocabulary import MUNICIPALITIES, NOTHING
from xl_addin.cells.results import date, kroner, plain, truth, word
from xl_addin.functions import arguments as arg
from xl_addin.rules import arrangement_in_time as in_time
from xl_addin.rules import employer, joint_hours, sources
from xl_addin.rules.admission import ASSESSMENTS
from xl_addin.rules.division import CODES
from xl_addin.rules.joint_financing import days_between
from xl_addin.rules.target_group import NEEDS_CLARIFICATION, STATUSES, is_other_law
from xl_addin.tables.case_book import CaseBook, case_book
from xl_addin.tables.follow_up_table import follow_up_table
from xl_addin.tables.remarks import period_remarks, posting_remarks, stay_remarks, with_deadline
from xl_addin.tables.settled_ledger import settled_ledger
from xl_addin.tables.stays import Stays, stays_of
from xl_addin.tables.table_call import Records, table_function
from xl_addin.tables.typed_table import TypedTable

_MUNICIPALITY_OR_NONE = (*MUNICIPALITIES, "")
"""``NOTHING`` is the last of these."""


@table_function("bemærkning", "begrundelse")
def fho_ordninger(
    ordninger: arg.Ordninger, aftale: arg.Aftale = arg.LEFT_OUT, pr_dato: arg.PrDato = arg.LEFT_OUT
) -> Annotated[
    Records,
    arg.RESULT,
    word("status", STATUSES),
    date("fælles fra"),
    date("fælles til"),
    plain("timer i døgnet"),
    truth("arbejdsgiver mulig"),
    plain("oplærer"),
    plain("betaler først"),
    plain("bemærkning"),
    plain("begrundelse"),
]:
    """Status, fælles finansiering fra og til, timer, arbejdsgiver, bemærkning og begrundelse for hvert afsnit af
    ordningerne. Første række er overskrifter. Kilde: Aftalen, Målgruppe og Principper for fordelingsnøglen; vejl. 5-8.
    """
    book = case_book(ordninger, aftale)
    now, joint = book.now, book.stretches
    is_shared = joint.is_joint & (joint.first <= joint.last)
    hired = employer.employment(now.sections, now.employer, now.care_home, now.first, aftale)
    nobody = now.employer == NOTHING
    hired = replace(hired, allowed=np.where(is_other_law(now.sections), NEEDS_CLARIFICATION, hired.allowed))
    return Records(
        (
            book.status,
            np.where(is_shared, joint.first, np.datetime64("NaT", "D")),
            np.where(is_shared & (joint.last < in_time.END), joint.last, np.datetime64("NaT", "D")),
            joint_hours.joint_hours(now.respiration_hours, now.social_hours, now.overlap, aftale),
            _blank_where(nobody, hired.allowed),
            _blank_where(nobody, hired.trains),
            _blank_where(nobody, hired.pays),
            period_remarks(book, hired, aftale, pr_dato),
            _reasons(book, aftale),
        ),
        book.troubles,
    )


def _blank_where(nobody: NDArray[np.bool_], values: NDArray[Any]) -> NDArray[np.object_]:
    shown = values.astype(object)
    shown[nobody] = ""
    return shown


def _reasons(book: CaseBook, agreement: Agreement) -> NDArray[np.object_]:
    """The reason for the status of each period that is not in error."""
    now, reasons = book.now, np.full(len(book.status), "", dtype=object)
    good = ~book.table.blank & ~book.troubles.found
    reasons[good] = sources.reason(
        book.status[good], now.respiration_hours[good], now.sections[good], now.municipality[good], agreement
    )
    return reasons


@table_function("bemærkning")
def fho_regnskab(
    posteringer: arg.Posteringer, ordninger: arg.Ordninger, aftale: arg.Aftale = arg.LEFT_OUT
) -> Annotated[
    Records,
    arg.RESULT,
    kroner("region"),
    kroner("kommune"),
    kroner("borger"),
    kroner("ufordelt"),
    word("kode", CODES),
    word("afregnes med", _MUNICIPALITY_OR_NONE),
    kroner("regionen opkræver"),
    kroner("kommunen opkræver"),
    kroner("forventet refusion"),
    word("refunderes af", _MUNICIPALITY_OR_NONE),
    plain("bemærkning"),
]:
    """Afregner et helt regnskab: deling, kommune, opkrævning, forventet refusion og bemærkning for hver postering.
    Begge områder har overskrifter i første række. Kilde: Aftalen, Økonomi og Fakturering; vejl. 7-8.
    """
    book = case_book(ordninger, aftale, posteringer.values("ordning"))
    found = settled_ledger(posteringer, book, aftale)
    done, divided = found.settlement, found.settlement.divided
    columns = (
        divided.region,
        divided.municipality,
        divided.citizen,
        divided.unallocated,
        divided.code,
        done.settled_with,
        done.region_collects,
        done.municipality_collects,
        done.refund,
        done.refunded_by,
        posting_remarks(posteringer, book, found, np.datetime64(dt.date.today(), "D"), aftale),
    )
    return Records(tuple(map(found.spread, columns)), found.troubles)


@table_function("bemærkning")
def fho_indlaeggelser(
    indlaeggelser: arg.Indlaeggelser,
    ordninger: arg.Ordninger,
    aftale: arg.Aftale = arg.LEFT_OUT,
    pr_dato: arg.PrDato = arg.LEFT_OUT,
    posteringer: arg.PosteringernesDage = arg.LEFT_OUT,
) -> Annotated[
    Records,
    arg.RESULT,
    word("kommune", _MUNICIPALITY_OR_NONE),
    plain("dage"),
    date("vurderes senest"),
    plain("status"),
    plain("bemærkning"),
]:
    """Kommune, dage, frist for den fælles vurdering, status og bemærkning for hver indlæggelse. Første række er
    overskrifter. Kilde: Aftalen, Ved forskellige kompetencekrav, ferie og indlæggelse.
    """
    case = indlaeggelser.values("ordning")
    book = case_book(ordninger, aftale, case, *_cases_of(posteringer))
    stays = stays_of(indlaeggelser, book, aftale, pr_dato)
    columns = (
        book.now.municipality[stays.period] if len(book.status) else np.full(len(case), NOTHING),
        _days_in_hospital(stays),
        stays.due,
        with_deadline(ASSESSMENTS, stays.assessment, stays.due),
        stay_remarks(stays, case, book, posteringer, aftale),
    )
    return Records(columns, stays.troubles)


def _cases_of(postings: TypedTable | None) -> list[NDArray[np.intp]]:
    return [] if postings is None else [postings.values("ordning")]


def _days_in_hospital(stays: Stays) -> NDArray[np.object_]:
    """Days of each stay, both ends included; empty while it goes on."""
    days = days_between(stays.admitted, stays.discharged).astype(object)
    days[np.isnat(stays.discharged)] = ""
    return days


@table_function("bemærkning")
def fho_opfoelgning(
    ordninger: arg.OrdningerMedOpfoelgning,
    indlaeggelser: arg.IndlaeggelserHvisNogen = arg.LEFT_OUT,
    posteringer: arg.PosteringerHvisNogen = arg.LEFT_OUT,
    aftale: arg.Aftale = arg.LEFT_OUT,
    pr_dato: arg.PrDato = arg.LEFT_OUT,
) -> Annotated[
    Records,
    arg.RESULT,
    plain("sag"),
    word("kommune", _MUNICIPALITY_OR_NONE),
    plain("år"),
    date("udskrevet"),
    plain("behov vurderet"),
    plain("oplæring begyndt"),
    date("oplært i begge"),
    plain("dage til oplært"),
    date("frist for oplæring"),
    plain("oplæring"),
    plain("midlertidige hold"),
    plain("udskiftninger"),
    kroner("udgift til midlertidigt hold"),
    kroner("udgift til oplæring"),
    plain("indlæggelser"),
    plain("heraf med fælles hold"),
    plain("vurderinger, der mangler"),
    plain("bemærkning"),
]:
    """Opfølgning for hvert afsnit: opstart og oplæring mod aftalens frister, midlertidige hold og fælles hold under
    indlæggelse. Første række er overskrifter. Kilde: Aftalen, Opfølgning og Principper for fordelingsnøglen.
    """
    stay_cases = [] if indlaeggelser is None else [indlaeggelser.values("ordning")]
    book = case_book(ordninger, aftale, *stay_cases, *_cases_of(posteringer))
    stays = None if indlaeggelser is None else stays_of(indlaeggelser, book, aftale, pr_dato)
    return follow_up_table(book, stays, posteringer, aftale, pr_dato)
