"""The lines of a unit's year: its vouchers, or the balance list that stands in their place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mingzhang.accounts.books.ledger import LinesLedger
from mingzhang.accounts.books.model import Ledger
from mingzhang.accounts.books.postings import Posting, postings_frame
from mingzhang.accounts.books.projects import Projects
from mingzhang.accounts.books.reconcile import Movement, movements_of
from mingzhang.accounts.books.unit_file import UnitFile
from mingzhang.accounts.books.vouchers import Vouchers, read_vouchers
from mingzhang.accounts.cube import Entry
from mingzhang.findings import Finding, Place, has_errors

VOUCHERS = "凭证"


@dataclass(frozen=True)
class Lines:
    """What the lines come to."""

    entries: Sequence[Entry]
    movements: Sequence[Movement]
    ledger: Callable[[Sequence[Posting]], Ledger]
    """Makes the ledger of the lines and of what the sheets add to them."""
    where: Place
    """How findings name the lines as a whole."""
    findings: Sequence[Finding]
    notices: tuple[str, ...] = ()
    vouched: bool = True
    """Whether closing vouchers can be expected among the lines."""

    @property
    def sound(self) -> bool:
        return not has_errors(self.findings)


def read_lines(folder: Path, unit: UnitFile, projects: Projects) -> Lines:
    """The lines of a books folder and everything that is wrong with them."""
    vouchers = read_vouchers(folder, unit.vouchers, unit.year, projects)
    sound = not has_errors(vouchers.findings)
    return Lines(
        entries=vouchers.entries() if sound else (),
        movements=movements_of(vouchers.movements()) if sound else (),
        ledger=lambda postings: _ledger(vouchers, postings),
        where=_where(vouchers),
        findings=vouchers.findings,
        notices=_left_out(vouchers),
    )


def _ledger(vouchers: Vouchers, postings: Sequence[Posting]) -> Ledger:
    import polars as pl

    more = [postings_frame(postings)] if postings else []
    return LinesLedger(lambda: vouchers.lines.with_columns(pl.lit(VOUCHERS).alias("origin")), more)


def _where(vouchers: Vouchers) -> Place:
    return Place(file="、".join(source.place().text() for source in vouchers.sources))


def _left_out(vouchers: Vouchers) -> tuple[str, ...]:
    """What the summary tells of closing vouchers."""
    if vouchers.closed is None or vouchers.closed.is_empty():
        return ()
    names = "、".join(
        f"{date} {number}" for date, number in vouchers.closed.select("date", "voucher").head(5).iter_rows()
    )
    more = " 等" if vouchers.closed.height > 5 else ""
    return (f"年末结转凭证 {vouchers.closed.height} 张（{names}{more}）不计入收支",)
