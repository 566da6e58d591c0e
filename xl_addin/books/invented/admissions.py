"""Invented stays in hospital: the stays that the postings tell of, and what was decided of the long ones."""

from datetime import timedelta

from xl_addin.agreement.parameters import midtjylland
from xl_addin.books.invented.ledger import Admission, Posting
from xl_addin.books.words import CONTINUES, NO, TOGETHER, YES


def admissions(found: tuple[Posting, ...]) -> tuple[Admission, ...]:
    """One stay for each posting of help in hospital, and a short one without the team for every third."""
    made: list[Admission] = []
    long = 0
    review = timedelta(days=midtjylland().newest.review_days)
    for place, posting in enumerate(one for one in found if one.art == "indlæggelse"):
        stay = Admission(posting.arrangement, posting.first, posting.last, YES)
        if posting.last and posting.last - posting.first > review:
            long += 1
            stay = _decided(stay, long, review)
        made.append(stay)
        if place % 3 == 0:
            first = posting.first - timedelta(days=200)
            made.append(Admission(posting.arrangement, first, first + timedelta(days=4 + place), NO))
    return tuple(sorted(made, key=lambda stay: (stay.admitted, stay.arrangement)))


def _decided(stay: Admission, number: int, review: timedelta) -> Admission:
    """Most long stays have a joint decision; every fifth has none, every seventh one by the region alone."""
    if number % 5 == 2:
        return stay
    by = "Regionen alene" if number % 7 == 4 else TOGETHER
    return Admission(
        stay.arrangement, stay.admitted, stay.discharged, stay.team_along, stay.admitted + review, CONTINUES, by
    )
