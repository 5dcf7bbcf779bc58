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

    def entry(self) -> Entry:
        return Entry(self.coarse, self.function, self.economic, self.project, "", self.fen)


def postings_frame(postings: Iterable[Posting]) -> "pl.DataFrame":
    """The postings as lines of the ledger, with the columns of `Ledger.trace`."""
    import polars as pl

    rows = [
        {
            "file": "".join([item.where.file, f"〔{item.where.sheet}〕" if item.where.sheet else ""]),
            "row": item.where.row,
            "account": item.account,
            "project": item.project,
            "flow": item.coarse.flow.value,
            "fund": item.coarse.fund.value,
            "source": item.coarse.source.value,
            "function": item.function,
            "kind": item.coarse.kind.value,
            "economic": item.economic,
            "fen": item.fen,
            "origin": item.origin,
            "reason": item.reason,
        }
        for item in postings
    ]
    schema = {name: pl.Int64 if name in {"row", "fen"} else pl.String for name in TRACE_COLUMNS}
    return pl.DataFrame(rows, schema=schema, orient="row") if rows else pl.DataFrame(schema=schema)


TRACE_COLUMNS = (
    "file", "row", "date", "voucher", "line", "account", "memo", "project", "flow", "fund", "source", "function",
    "kind", "economic", "fen", "origin", "reason",
)  # fmt: skip
"""The columns of `Ledger.trace`, in order."""
