"""A posting: an amount that a sheet, and not a voucher, brings into the year's accounts, with its place and reason."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from mingzhang.accounts.cube import Coarse, Entry
from mingzhang.findings import Place

if TYPE_CHECKING:
    import polars as pl

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

    rows = [
        {
            "file": Place(file=item.where.file, sheet=item.where.sheet).text(),
            "row": item.where.row,
            "account": item.account,
            "project": item.project,
            **{name: value.value for name, value in item.coarse._asdict().items()},
            "function": item.function,
            "economic": item.economic,
            "fen": item.fen,
            "origin": item.origin,
            "reason": item.reason,
            "counterpart": item.counterpart,
        }
        for item in postings
    ]
    return pl.DataFrame(rows, infer_schema_length=None)
