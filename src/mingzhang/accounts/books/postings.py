"""A posting: an amount that a sheet, and not a voucher, brings into the year's accounts, with its place and reason."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from mingzhang.accounts.cube import Coarse, Entry
from mingzhang.findings import Place

if TYPE_CHECKING:
    import polars as pl

_COLUMNS = (
    *("file", "row"),
    *Coarse._fields,
    *("function", "economic", "project", "account"),
    *("fen", "origin", "reason", "counterpart"),
)
OPENING = "年初"
ADJUSTMENT = "调整"


class Posting(NamedTuple):
    """`fen` as the forms count it; `account` the 8xxx account of an opening balance, "" otherwise."""

    where: Place
    coarse: Coarse
    function: str
    economic: str
    project: str
    account: str
    fen: int
    origin: str
    reason: str = ""
    counterpart: str = ""

    def entry(self) -> Entry:
        return Entry(self.coarse, self.function, self.economic, self.project, "", self.fen)


def postings_frame(postings: Iterable[Posting]) -> "pl.DataFrame":
    """The postings as lines of the ledger; columns that they do not have are left out."""
    import polars as pl

    from mingzhang.accounts.books.ledger import TRACE_SCHEMA

    rows = [
        (
            Place(file=item.where.file, sheet=item.where.sheet).text(),
            item.where.row,
            *item.coarse,
            *(item.function, item.economic, item.project, item.account),
            *(item.fen, item.origin, item.reason, item.counterpart),
        )
        for item in postings
    ]
    return pl.DataFrame(rows, schema={name: TRACE_SCHEMA[name] for name in _COLUMNS}, orient="row")
