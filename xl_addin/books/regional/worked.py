"""Eksempler: a worked example a situation, computed where it stands, its formula ready to copy."""

from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from xl_addin.books import style
from xl_addin.books.captions import read_words
from xl_addin.books.layout import NUMBER_FORMATS
from xl_addin.books.paper import Paper
from xl_addin.books.rendering import Lines, SheetPlan, Shown

EXAMPLES = "Eksempler"

_OWN = "vores læsning"
_FIRST = 6  # the row of the first example


def plan() -> SheetPlan:
    """The sheet's description."""
    words = read_words(__package__, "examples.toml")
    shares = ("Regionen", "Kommunen", "Borgeren", "Ufordelt", "Kode")
    headers = ("Situation", "Hvad der sker", "Formel (skriv = foran)")
    divided = tuple(
        (*_told(one, formula), *(Shown(None, "ud kroner") for _ in range(4)), Shown(None, "ud"), _source(one))
        for one in words["divide"]
        for formula in [f"FHO_FORDEL({one['arguments']})"]
    )
    asked = tuple(
        (
            *_told(one, one["formula"]),
            Shown(f"={one['formula']}", style.style_name("oplyst", NUMBER_FORMATS[one.get("look", "general")]), span=5, lines=one.get("lines", 1)),
            _source(one),
        )
        for one in words["ask"]
    )  # fmt: skip
    mark = "Ravgul kilde: vores læsning, som aftalen og vejledningen ikke afgør. I kan have aftalt andet."

    def spill(sheet: Worksheet) -> None:
        for row, one in enumerate(words["divide"], _FIRST):
            area = f"E{row}:I{row}"
            sheet[f"E{row}"] = ArrayFormula(area, f"=FHO_FORDEL({one['arguments']})")

    return SheetPlan(
        EXAMPLES,
        "Eksempler",
        (words["note"],),
        (
            Lines("En postering fordeles (FHO_FORDEL)", (*headers, *shares, "Kilde"), divided, row=_FIRST - 2),
            Lines("Andre formler", (*headers, "Svar", "", "", "", "", "Kilde"), asked),
            Lines(rows=((Shown(mark, "note", span=9),),)),
        ),
        Paper(f"J{_FIRST + len(divided) + len(asked) + 4}"),
        widths=(2, 28, 36, 42, 12, 12, 12, 12, 13, 38),
        column=2,
        more=spill,
    )


def _told(example: dict[str, str], formula: str) -> tuple[Shown, Shown, Shown]:
    return Shown(example["situation"], "svar"), Shown(example["text"]), Shown(danish_formula(formula), "kilde")


def _source(example: dict[str, str]) -> Shown:
    return Shown(example["source"], "egen" if _OWN in example["source"].lower() else "kilde")


def danish_formula(formula: str) -> str:
    """A formula as Danish Excel writes it: semicolons between arguments, a comma in numbers."""
    parts = formula.split('"')
    parts[::2] = [part.replace(",", ";").replace(".", ",") for part in parts[::2]]
    return '"'.join(parts)
