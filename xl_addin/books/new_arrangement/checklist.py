"""Tjekliste: what must be in place when a case is opened, when it was done and by whom."""

from xl_addin.books.new_arrangement.questions import case_shown, form_words
from xl_addin.books.rendering import Lines, Paper, SheetPlan, Shown
from xl_addin.books.validation import Entry

CHECKLIST = "Tjekliste"


def plan() -> SheetPlan:
    """The sheet's description."""
    done = Entry("date", title="Dato", help="Dagen, det var på plads. Tom: mangler.")
    who = Entry("text", title="Hvem", help="Myndighed og funktion, ikke personnavne.")
    rows = tuple(
        (
            Shown(item["text"]),
            Shown(None, "ind dato", entry=done),
            Shown(None, "ind tekst", entry=who),
            Shown('=IF(C{r}="","Mangler","I orden")'),
            Shown(item["source"], "kilde"),
        )
        for item in form_words()["checklist"]
    )
    return SheetPlan(
        CHECKLIST,
        "Tjekliste, når en sag åbnes",
        (
            "Skriv, hvornår det var på plads, og hvem der sagde god for det. Ingen navne og CPR-numre.",
            f"={case_shown()}",
        ),
        (Lines("", ("Hvad", "Dato", "Hvem", "Status", "Kilde"), rows, height=34),),
        Paper(f"F{6 + len(rows)}", tall=1),
        widths=(2, 58, 14, 30, 12, 52),
        column=2,
    )
