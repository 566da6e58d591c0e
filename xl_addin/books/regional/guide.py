"""Vejledning: how the workbook is used, what the codes mean, and which readings are our own."""

from xl_addin.agreement.data import read_toml
from xl_addin.agreement.wording import figures
from xl_addin.books.captions import read_words
from xl_addin.books.paper import Paper
from xl_addin.books.regional.areas import AGREEMENT, Areas
from xl_addin.books.rendering import Lines, SheetPlan, Shown

GUIDE = "Vejledning"

_LINE = 105  # characters that fit on one line of the wide column


def plan(areas: Areas) -> SheetPlan:
    """The sheet's description."""
    room = {"capacity": figures(areas.postings.rows, 0), "last": areas.postings.last_row}

    def said(term: str, text: str) -> str:
        return areas.side.instead("guide", term, text).format(**room)

    chapters = [
        Lines(
            chapter["heading"],
            (),
            tuple((Shown(term, "fed"), Shown(said(term, text), "tekst")) for term, text in chapter["lines"]),
        )
        for chapter in read_words(__package__, "guide.toml", **room)["chapter"]
    ]
    sources = read_toml("sources.toml")
    for heading, kind in (("Koderne på Fordeling", "code"), ("Status på Ordninger", "status")):
        rows = tuple(
            (Shown(word, "fed"), Shown(f"=FHO_KILDE(B{{r}},{AGREEMENT})", "tekst", lines=1 + len(str(text)) // _LINE))
            for word, text in sources[kind].items()
        )
        chapters.append(Lines(heading, (), rows))
    last = 4 + sum(len(chapter.rows) + 2 for chapter in chapters)
    return SheetPlan(
        GUIDE,
        "Vejledning",
        ("Kort om, hvordan mappen bruges, og hvor reglerne står.",),
        tuple(chapters),
        Paper(f"C{last}", landscape=False),
        widths=(3, 24, 100),
        column=2,
    )
