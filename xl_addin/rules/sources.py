"""The source (kilde) behind every code and status, and the reason (begrundelse) for a citizen's status."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.data import read_toml
from xl_addin.agreement.parameters import Agreement
from xl_addin.agreement.sections import other_laws
from xl_addin.agreement.vocabulary import FIRST_OTHER_LAW, MUNICIPALITIES, NOTHING, SECTIONS
from xl_addin.rules.postings import CODES
from xl_addin.rules.target_group import (
    JOINT,
    NOT_JOINT,
    NOT_TARGET_GROUP,
    OUTSIDE_REGION,
    STATUSES,
    VOLUNTARY,
)

EXPLAINED: Final = (*CODES, *STATUSES)
"""The codes and statuses whose source can be asked for."""


def _texts() -> dict[str, Any]:
    return read_toml("sources.toml")


def source(explained: NDArray[np.intp]) -> NDArray[np.object_]:
    """The source text of each place in ``EXPLAINED``."""
    texts = _texts()["code"] | _texts()["status"]
    return np.array([texts[name] for name in EXPLAINED], dtype=object)[explained]


def reason(
    status: NDArray[np.intp],
    respiration_hours: NDArray[np.float64],
    section: NDArray[np.intp],
    municipality: NDArray[np.intp],
    agreement: Agreement,
) -> NDArray[np.object_]:
    """One Danish sentence for each citizen: why the status is as it is, with its source."""
    sentences = [
        _sentence(STATUSES[found], hours > 0, place, where, agreement)
        for found, hours, place, where in zip(status, respiration_hours, section, municipality, strict=True)
    ]
    return np.array(sentences, dtype=object)


def _sentence(status: str, has_respiration: bool, section: int, municipality: int, agreement: Agreement) -> str:
    template: str = _texts()["reason"][_reason_for(status, has_respiration, section)]
    return template.format(
        section=_section_name(section),
        municipality="" if municipality == NOTHING else MUNICIPALITIES[municipality],
        agreement=agreement.name,
        source=_in_sentence(agreement.newest.sources["mandatory"]),
    )


def _section_name(section: int) -> str:
    """A section's number; a law that the sources do not name by its title."""
    return SECTIONS[section] if section < FIRST_OTHER_LAW else other_laws()[section - FIRST_OTHER_LAW].title.lower()


def _reason_for(status: str, has_respiration: bool, section: int) -> str:
    plain = {NOT_JOINT: "not same helpers", OUTSIDE_REGION: "outside", JOINT: "joint", VOLUNTARY: "voluntary"}
    if status == NOT_TARGET_GROUP:
        return "no social" if has_respiration else "no respiration"
    return plain.get(status) or ("other law" if section >= FIRST_OTHER_LAW else "unlisted")


def _in_sentence(source_text: str) -> str:
    """A source that begins with the guideline is written small inside a sentence."""
    return source_text.replace("Vejl.", "vejl.", 1) if source_text.startswith("Vejl.") else source_text
