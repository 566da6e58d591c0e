"""Tjekliste: what must be in place when a case is opened, when it was done and by whom."""

from xl_addin.books import style
from xl_addin.books.captions import cited
from xl_addin.books.layout import Entry
from xl_addin.books.new_arrangement.questions import case_line, form_words
from xl_addin.books.paper import Paper
from xl_addin.books.rendering import Lines, SheetPlan, Shown

CHECKLIST = "Tjekliste"


def plan(*, empty: bool) -> SheetPlan:
    """The sheet's description; ``empty`` without the example's answers."""
    done = Entry("date", title="Dato", help="Dagen, det var på plads. Tom: mangler.")
    who = Entry("text", title="Hvem", help="Myndighed og funktion, ikke personnavne.")
    rows = tuple(
        (
            Shown(item["text"]),
            Shown(None if empty else item.get("done"), "ind dato", entry=done),
            Shown(None if empty else item.get("who"), "ind tekst", entry=who),
            Shown('=IF(C{r}="","Mangler","I orden")', "oplyst"),
            Shown(cited(item["source"]), "kilde"),
        )
        for item in form_words()["checklist"]
    )
    return SheetPlan(
        CHECKLIST,
        "Tjekliste, når en sag åbnes",
        (
            "Skriv, hvornår det var på plads, og hvem der sagde god for det. Ingen navne og CPR-numre.",
            f"={case_line()}",
        ),
        (Lines("", ("Hvad", "Dato", "Hvem", "Status", "Kilde"), rows, height=28),),
        Paper(f"F{5 + len(rows)}", tall=1),
        widths=(2, 62, 14, 30, 14, 64),
        column=2,
        more=lambda sheet: style.good_or_bad(sheet, f"E6:E{5 + len(rows)}", "I orden", ""),
    )
