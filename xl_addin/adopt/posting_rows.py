"""The postings as they go into the new workbook, out of the rows of the source that are postings."""

from xl_addin.adopt.account import Account, amount_of, in_kroner_or_text
from xl_addin.adopt.mapping import Mapping
from xl_addin.adopt.personal import Personal
from xl_addin.adopt.posting_fields import Value, as_amount, as_date, as_month, tried
from xl_addin.adopt.source import SourceSheet

SOURCE_ROW = "kilderække"
"""Where a posting holds the number of its row in the source."""

Posting = dict[str, Value]
"""A posting by the keys of its fields."""


def read_postings(sheet: SourceSheet, mapping: Mapping, account: Account, people: Personal) -> list[Posting]:
    """Every posting of the account: what can be read as a value of its field, the rest as it stands."""
    postings = []
    for row in account.postings:
        cells = sheet.rows[row.number]
        found: Posting = {SOURCE_ROW: row.number, **mapping.fixed}
        for name, column in mapping.columns.items():
            found[name] = mapping.word(name, people.copy(row.number, column, cells.get(column)))
        if not mapping.months:
            postings.append(_tidy({**found, "beloeb": amount_of(cells, mapping)}))
            continue
        for column, month in mapping.months.items():
            if month and column in cells:
                amount = in_kroner_or_text(cells[column], mapping)
                postings.append(_tidy({**found, "fra": month[0], "til": month[1], "beloeb": amount}))
    return postings


def _tidy(posting: Posting) -> Posting:
    month, year, booked = (posting.pop(name, None) for name in ("periode", "aar", "bogfoert"))
    if month is not None and posting.get("fra") is None:
        found = tried(lambda value: as_month(value, year), month)
        posting["fra"], posting["til"] = found or (month, posting.get("til"))
    elif posting.get("fra") is None and posting.get("til") is None:
        posting["fra"] = booked
    for name in ("fra", "til"):
        posting[name] = tried(as_date, posting.get(name), posting.get(name))
    posting["beloeb"] = tried(as_amount, posting.get("beloeb"), posting.get("beloeb"))
    return posting
