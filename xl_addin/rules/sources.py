"""The source (kilde) behind every code and status, and the reason (begrundelse) for a citizen's status."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from xl_addin.agreement.data import read_toml
from xl_addin.agreement.parameters import Agreement
from xl_addin.agreement.section_lists import SectionLists, unpacked
from xl_addin.agreement.sections import other_sections
from xl_addin.agreement.vocabulary import COUNTS_AS, MUNICIPALITIES, NOTHING, SECTIONS
from xl_addin.agreement.wording import day_in_words, filled
from xl_addin.rules.division import CODES
from xl_addin.rules.sentences import fitted
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


def source(explained: NDArray[np.intp], agreement: Agreement) -> NDArray[np.object_]:
    """The source text of each code or status, with the parameters and the clauses of an agreement.

    Parameters: ``explained``, indices in ``EXPLAINED``.

    Returns: a Danish text for each.

    >>> from xl_addin.agreement.parameters import midtjylland
    >>> source(np.array([EXPLAINED.index("EKSTRA-R")]), midtjylland())[0].split(".")[0]
    'Ekstra hjælper udmålt af respirationscentret: regionen betaler'
    """
    return np.array([source_of(name, agreement) for name in EXPLAINED], dtype=object)[explained]


def source_of(name: str, agreement: Agreement | None = None) -> str:
    """The source text of one code or status; see ``source``.

    Parameters: ``name``, one of ``EXPLAINED``.

    Returns: a Danish text.

    >>> source_of("RESP")
    'Respirationsbehandling: regionen har finansieringsansvaret. Kilde: Aftalen, Økonomi; vejl. 7.1.'
    """
    texts: dict[str, str] = _texts()["code"] | _texts()["status"]
    return filled(texts[name], agreement)


def reason(
    status: NDArray[np.intp],
    respiration_hours: NDArray[np.float64],
    sections: SectionLists,
    municipality: NDArray[np.intp],
    agreement: Agreement,
) -> NDArray[np.object_]:
    """One Danish sentence for each citizen: why the status is as it is, with its source.

    Parameters: ``status``, an index in ``STATUSES``; hours a day; ``sections`` as ``section_lists`` packs them;
    ``municipality``, an index in ``vocabulary.MUNICIPALITIES`` or ``NOTHING``; all of one length.

    Returns: a text for each, none longer than a cell can show.

    >>> from xl_addin.agreement.parameters import midtjylland
    >>> from xl_addin.agreement.section_lists import packed
    >>> sections = np.array([packed([SECTIONS.index("97")])])
    >>> found, nowhere = np.array([STATUSES.index(VOLUNTARY)]), np.array([NOTHING])
    >>> reason(found, np.array([24.0]), sections, nowhere, midtjylland())[0].split(",")[0]
    'Hjælp efter SEL § 97 kan indgå i en fælles ordning'
    """
    sentences = [
        _sentence(STATUSES[found], hours > 0, unpacked(int(listed)), where, agreement)
        for found, hours, listed, where in zip(status, respiration_hours, sections, municipality, strict=True)
    ]
    return np.array(sentences, dtype=object)


def _sentence(
    status: str, has_respiration: bool, keys: tuple[str, ...], municipality: int, agreement: Agreement
) -> str:
    others = [key for key in keys if key in other_sections() and key not in agreement.newest.taken_in]
    why = _reason_for(status, has_respiration, others, keys, agreement)
    template: str = _texts()["reason"][why]
    sentence = filled(
        template,
        agreement,
        section=_in_words(others or _deciding(keys, status, agreement)),
        follows=_followed(others),
        municipality="" if municipality == NOTHING else MUNICIPALITIES[municipality],
        name=agreement.name,
        source=_in_sentence(agreement.newest.sources["mandatory"]),
    )
    return fitted([sentence])


def _deciding(keys: tuple[str, ...], status: str, agreement: Agreement) -> list[str]:
    """The sections that a status rests on: of several the strongest."""
    if status != JOINT:
        return list(keys)
    return [key for key in keys if COUNTS_AS[SECTIONS.index(key)] in agreement.newest.mandatory]


def _in_words(keys: list[str]) -> str:
    """Sections in a sentence: ``SEL § 83 og § 85``, ``barnets lov § 90``."""
    words = [other_sections()[key].in_words if key in other_sections() else f"§ {key}" for key in keys]
    text = " og ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
    return text if keys[0] in other_sections() else f"SEL {text}"


def _followed(others: list[str]) -> str:
    """From when the last named later law holds, and the old section that its help follows, in a sentence."""
    one = other_sections()[others[-1]] if others else None
    if one is None or not one.follows:
        return ""
    return f" (fra {day_in_words(one.law.valid_from)}), som følger efter SEL § {one.follows},"


def _reason_for(
    status: str, has_respiration: bool, others: list[str], keys: tuple[str, ...], agreement: Agreement
) -> str:
    plain = {NOT_JOINT: "not same helpers", OUTSIDE_REGION: "outside", JOINT: "joint"}
    if status == NOT_TARGET_GROUP:
        return "no social" if has_respiration else "no respiration"
    if status == VOLUNTARY:
        return "taken in" if set(keys) <= agreement.newest.taken_in else "voluntary"
    return plain.get(status) or ("other law" if others else "unlisted")


def _in_sentence(source_text: str) -> str:
    """A source that begins with the guideline is written small inside a sentence."""
    return source_text.replace("Vejl.", "vejl.", 1) if source_text.startswith("Vejl.") else source_text
