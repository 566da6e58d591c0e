"""A claim as PDF: a page that the receiver can check and pay, and an annex with every voucher behind it.

The page is written the same each time (no clock inside); its font is embedded (Bitstream Vera, which reportlab brings).
"""

import io
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from xl_addin.agreement.wording import day_in_words, filled, kroner
from xl_addin.invoices.claim import Claim, ClaimKind, ClaimLine, Direction, Party
from xl_addin.invoices.danish_text import month_in_words
from xl_addin.invoices.peppol import legal_name

_FONT, _BOLD = "Vera", "VeraBd"
_INK, _RULE, _TINT = colors.HexColor("#1F3044"), colors.HexColor("#9AA8B5"), colors.HexColor("#EEF2F5")
_MARGIN: Final = 18 * mm
_PLAIN: Final = ("FONTNAME", (0, 0), (-1, -1), _FONT)
"""Tables set a font of their own before a cell, also one that is not used: it would not be embedded."""


@cache
def _style(size: float = 9, bold: bool = False, right: bool = False) -> ParagraphStyle:
    return ParagraphStyle(
        f"{size}{bold}{right}", fontName=_BOLD if bold else _FONT, fontSize=size, leading=size * 1.35,
        textColor=_INK, alignment=TA_RIGHT if right else 0, splitLongWords=True,
    )  # fmt: skip


def claim_pdf(claim: Claim) -> bytes:
    """The page and its annex."""
    for name in (_FONT, _BOLD):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    buffer = io.BytesIO()
    document = BaseDocTemplate(
        buffer, pagesize=A4, invariant=1, title=f"{claim.title} {claim.number}", author=legal_name(claim.supplier),
        subject=f"Fælles hjælperordninger, {month_in_words(claim.month)}", lang="da-DK", initialFontName=_FONT,
    )  # fmt: skip
    document.addPageTemplates([_template("side", A4), _template("bilag", landscape(A4))])
    document.build(
        [*_page(claim), NextPageTemplate("bilag"), PageBreak(), *_annex(claim)], canvasmaker=_numbered(claim)
    )
    return buffer.getvalue()


def _template(name: str, size: tuple[float, float]) -> PageTemplate:
    width, height = size
    frame = Frame(_MARGIN, _MARGIN, width - 2 * _MARGIN, height - 2 * _MARGIN, 0, 0, 0, 0)
    return PageTemplate(name, [frame], pagesize=size)


def _numbered(claim: Claim) -> type[Canvas]:
    """A canvas that knows how many pages there are when it writes the foot of each."""

    class NumberedCanvas(Canvas):
        def __init__(self, *arguments: Any, **named: Any) -> None:
            super().__init__(*arguments, **named)
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802
            self._pages.append(dict(self.__dict__))
            self._startPage()  # type: ignore[attr-defined]

        def save(self) -> None:
            for number, page in enumerate(self._pages, 1):
                self.__dict__.update(page)
                self.setFont(_FONT, 7.5)
                self.setFillColor(_INK)
                self.drawString(_MARGIN, 10 * mm, f"{claim.title} {claim.number} · {legal_name(claim.supplier)}")
                width = self._pagesize[0]  # type: ignore[attr-defined]
                self.drawRightString(width - _MARGIN, 10 * mm, f"Side {number} af {len(self._pages)}")
                super().showPage()
            super().save()

    return NumberedCanvas


def _text(text: str, **look: Any) -> Paragraph:
    return Paragraph(escape(text).replace("\n", "<br/>"), _style(**look))


def _page(claim: Claim) -> Iterator[Flowable]:
    yield _text(f"{claim.title} {claim.number}", size=18, bold=True)
    yield Spacer(0, 2 * mm)
    yield _text(f"Fælles hjælperordninger, {month_in_words(claim.month)}", size=11)
    yield Spacer(0, 7 * mm)
    parties = [[_party("Fra", claim.supplier), _party("Til", claim.customer)]]
    yield Table(
        parties,
        [87 * mm, 87 * mm],
        style=[_PLAIN, ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)],
    )
    yield Spacer(0, 6 * mm)
    yield _facts(claim)
    yield Spacer(0, 6 * mm)
    yield _amounts(claim)
    yield Spacer(0, 6 * mm)
    yield from _remarks(claim)


def _party(heading: str, party: Party) -> list[Flowable]:
    lines = [
        legal_name(party),
        party.street,
        f"{party.postcode} {party.city}".strip(),
        f"CVR {party.cvr}",
        f"EAN {party.gln}",
    ]
    lines += [line for line in (party.email, party.phone and f"Tlf. {party.phone}") if line]
    return [_text(heading, size=8, bold=True), _text("\n".join(lines))]


def _facts(claim: Claim) -> Table:
    first, last = claim.period
    asked = (
        ("Dato" if claim.is_credit_note else "Fakturadato", day_in_words(claim.issued)),
        ("Betales senest", "" if claim.is_credit_note else day_in_words(claim.due)),
        ("Deres reference", claim.customer.reference),
        ("Ordrenummer", claim.customer.order),
        ("Kontostreng", claim.customer.account_string),
        ("Periode", f"{month_in_words(claim.month)} ({day_in_words(first)} til {day_in_words(last)})"),
        (
            "Retning",
            "Regionen opkræver kommunen" if claim.direction is Direction.REGION else "Kommunen opkræver regionen",
        ),
    )
    rows = [[_text(label, bold=True), _text(value)] for label, value in asked if value]
    return Table(rows, [40 * mm, 134 * mm], style=_tinted())


def _tinted() -> TableStyle:
    return TableStyle([_PLAIN, ("BACKGROUND", (0, 0), (-1, -1), _TINT), ("VALIGN", (0, 0), (-1, -1), "TOP")])


_Row = tuple[str, str, str]


def _amounts(claim: Claim) -> Table:
    """What is claimed by kind, what was claimed before, and what is left to pay; headings and the total are bold."""
    rows: list[_Row] = [("Hvad der opkræves", "Regninger", "Kroner"), *_kinds(claim), *_earlier(claim)]
    rows.append(("Til gode (godskrives)" if claim.is_credit_note else "At betale", "", kroner(abs(claim.payable))))
    cells = []
    for at, (one, *others) in enumerate(rows):
        bold = at in (0, len(rows) - 1) or not any(others)
        cells.append([_text(one, bold=bold), *(_text(text, bold=bold, right=True) for text in others)])
    return Table(cells, [114 * mm, 24 * mm, 36 * mm], style=_ruled(len(rows)), repeatRows=1)


def _kinds(claim: Claim) -> Iterator[_Row]:
    headed = any(total.before_agreement for total in claim.kinds())
    for before_agreement in (False, True):
        totals = [total for total in claim.kinds() if total.before_agreement is before_agreement]
        if headed and totals:
            yield _group_heading(claim, before_agreement), "", ""
        for total in totals:
            yield str(total.kind), str(total.count), kroner(total.amount)


def _group_heading(claim: Claim, before_agreement: bool) -> str:
    if before_agreement:
        text = "Tilgodehavender til og med {cut_off}, som kan modregnes ({Midtjylland:Ikrafttræden})"
    else:
        text = "Løbende krav ({Midtjylland:Fakturering; vejl. 7.4.1})"
    return filled(text, claim.agreement, cut_off=day_in_words(claim.cut_off))


def _earlier(claim: Claim) -> Iterator[_Row]:
    if claim.earlier:
        yield f"Opgjort for {month_in_words(claim.month)} i alt", str(len(claim.lines)), kroner(claim.owed)
    for sent in claim.earlier:
        yield f"Tidligere opkrævet, nr. {sent.number} af {day_in_words(sent.date)}", "", kroner(-sent.amount)


def _ruled(rows: int) -> TableStyle:
    return TableStyle([
        _PLAIN, ("LINEBELOW", (0, 0), (-1, 0), 0.8, _INK), ("LINEBELOW", (0, 1), (-1, -2), 0.3, _RULE),
        ("LINEABOVE", (0, rows - 1), (-1, rows - 1), 0.8, _INK), ("BACKGROUND", (0, rows - 1), (-1, rows - 1), _TINT),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ])  # fmt: skip


def _remarks(claim: Claim) -> Iterator[Flowable]:
    if not claim.is_credit_note:
        supplier = claim.supplier
        yield _text("Betaling", bold=True)
        yield _text(
            f"Reg.nr. {supplier.bank_branch}, kontonr. {supplier.bank_account}. "
            f"Skriv {claim.number} ved betalingen. Betales senest {day_in_words(claim.due)}."
        )
        yield Spacer(0, 3 * mm)
    yield _text("Moms", bold=True)
    yield _text(claim.vat_text)
    yield Spacer(0, 3 * mm)
    yield _text("Grundlag", bold=True)
    basis = (
        "Den part, der er ansættende myndighed, betaler og opkræver derefter den anden parts andel "
        "({Midtjylland:Fakturering; vejl. 7.4.1}). Bilaget viser hver regning. "
        "Beløbene er netto, uden momsrefusion og sygedagpenge."
    )
    yield _text(filled(basis, claim.agreement))
    if claim.opposite:
        yield Spacer(0, 3 * mm)
        yield _text("Modsat retning", bold=True)
        yield _text(_netted(claim))


def _netted(claim: Claim) -> str:
    """What the other party is to collect for the month, and the two netted, for information."""
    collects = "kommunen at opkræve regionen" if claim.direction is Direction.REGION else "regionen at opkræve kommunen"
    net = claim.owed - claim.opposite
    who = "modtageren betaler" if net >= 0 else "afsenderen betaler"
    return (
        f"For samme måned har {collects} {kroner(claim.opposite)} kr. Det opkræves for sig og er ikke trukket fra her. "
        f"Nettet af de to retninger er {kroner(abs(net))} kr., som {who}."
    )


_HEADINGS: Final = ("Bilag", "Sagsnr.", "Periode", "Art", "Regning, kr.", "Dage", "Andel", "Opkræves, kr.", "Kode")
_WIDTHS: Final = (26, 32, 46, 30, 30, 22, 20, 30, 24)
_RIGHT: Final = (4, 6, 7)
_LONGEST: Final = 100


def _annex(claim: Claim) -> Iterator[Flowable]:
    yield _text(f"Bilag til {claim.title.lower()} {claim.number}", size=14, bold=True)
    yield Spacer(0, 2 * mm)
    yield _text(
        f"{legal_name(claim.customer)}, {month_in_words(claim.month)}. Regninger, hvis periode slutter i måneden."
    )
    yield Spacer(0, 4 * mm)
    rows = [_row(_HEADINGS, bold=True), *(_row(_cells(line)) for line in claim.lines)]
    rows.append(
        _row(
            ("I alt", "", "", "", kroner(sum(one.amount for one in claim.lines)), "", "", kroner(claim.owed), ""),
            bold=True,
        )
    )
    yield Table(rows, [width * mm for width in _WIDTHS], style=_ruled(len(rows)), repeatRows=1)
    yield Spacer(0, 5 * mm)
    yield _text("Koderne", bold=True)
    for code, words in claim.sources:
        yield _text(f"{code}: {words}", size=8)
    if any(line.before_agreement for line in claim.lines):
        yield _text(f"*: {_group_heading(claim, True)}.", size=8)


def _row(texts: Sequence[str], bold: bool = False) -> list[Flowable]:
    return [_text(_short(text), size=8, bold=bold, right=column in _RIGHT) for column, text in enumerate(texts)]


def _short(text: str) -> str:
    """Text that a row can hold: a cell may hold whole pages."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"


def _cells(line: ClaimLine) -> tuple[str, ...]:
    days = f"{line.joint_days} af {line.days}" if line.kind is ClaimKind.KEY else str(line.days)
    return (
        line.voucher, line.case, f"{day_in_words(line.first_day)} til {day_in_words(line.last_day)}",
        line.cost_type, kroner(line.amount),
        days, _percent(line), kroner(line.share), line.code + ("*" if line.before_agreement else ""),
    )  # fmt: skip


def _percent(line: ClaimLine) -> str:
    """The share in per cent of the bill, for the eye; the amounts decide."""
    return f"{100 * line.share / line.amount:.2f} %".replace(".", ",") if line.amount else ""
