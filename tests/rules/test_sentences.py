"""Texts that a cell can show, whatever is said."""

import numpy as np
import pytest

from xl_addin.rules.sentences import LONGEST_TEXT, Said, fitted


@pytest.mark.parametrize(
    ("sentences", "text"),
    [
        ([], ""),
        (["", "a."], "a."),
        (["a." * 127, "b"], "a." * 127 + "…"),
        (["a" * 260, "b"], "a" * 254 + "…"),
        (["a" * 100, "b" * 100, "c" * 100], "a" * 100 + " " + "b" * 100 + " (+ 1 mere)"),
        (["a" * 100, "b" * 200, "c" * 100], "a" * 100 + " (+ 2 mere)"),
        (["a" * 300], "a" * 254 + "…"),
        (["a" * 255], "a" * 255),
    ],
)
def test_as_many_sentences_as_a_cell_can_show(sentences: list[str], text: str) -> None:
    assert fitted(sentences) == text
    assert len(text) <= LONGEST_TEXT


def test_what_stands_at_the_end_counts() -> None:
    assert fitted(["a" * 255], end=".") == "a" * 254 + "…"
    assert fitted(["a", "b"], "; ", end=".") == "a; b."


def test_notes_are_put_together_by_row_in_their_order() -> None:
    notes = [(np.array([True, False, True]), "A."), (np.array([False, False, True]), "B.")]
    said = Said()
    said.note(notes)
    assert said.shown(3).tolist() == ["A.", "OK", "A. B."]
