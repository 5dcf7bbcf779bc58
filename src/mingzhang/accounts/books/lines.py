"""The lines of a unit's year: its vouchers, or the balance list that stands in their place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mingzhang.accounts.books import balance_list
from mingzhang.accounts.books.approved_lines import find_approved
from mingzhang.accounts.books.grids import sheet_names
from mingzhang.accounts.books.ledger import LinesLedger
from mingzhang.accounts.books.model import Ledger
from mingzhang.accounts.books.postings import Posting
from mingzhang.accounts.books.projects import Projects
from mingzhang.accounts.books.reconcile import Movement, movements_of
from mingzhang.accounts.books.table_sources import TableSource, find_table
from mingzhang.accounts.books.unit_file import UnitFile
from mingzhang.accounts.books.validated import load_vouchers, write_validated
from mingzhang.accounts.books.vouchers import Vouchers
from mingzhang.accounts.cube import Entry
from mingzhang.findings import Finding, Place, finding, has_errors

if TYPE_CHECKING:
    from mingzhang.accounts.approved.approved import Approved

OF_BALANCE = frozenset({"B117"})
"""Errors that leave every line with its amount and its place in the cube."""
SHOWN = 5
"""Closing vouchers that a notice names."""


@dataclass(frozen=True)
class Lines:
    """What the lines come to."""

    entries: Sequence[Entry]
    movements: Sequence[Movement]
    accounts: frozenset[str]
    """The accounts of 4 digits that income and expenditure stand under."""
    ledger: Callable[[Sequence[Posting]], Ledger]
    """Makes the ledger of the lines and of what the sheets add to them."""
    where: Place
    """How findings name the lines as a whole."""
    findings: Sequence[Finding]
    sound: bool
    complete: bool
    """Whether every amount could be read, though vouchers may not balance."""
    notices: tuple[str, ...]
    vouched: bool
    """Whether closing vouchers can be expected among the lines."""
    approved: "Approved | None" = None
    """The approved workbook of the folder."""
    alone: bool = False
    """Whether it stands in place of lines, with the year's beginning and end."""


def read_lines(
    folder: Path,
    unit: UnitFile,
    projects: Projects,
    sources: tuple[TableSource, ...],
    validated: Path | None = None,
    vouchers: Vouchers | None = None,
) -> Lines:
    """The lines of a books folder, its vouchers in `sources`, and everything wrong with them. Checked lines are kept in
    `validated`; `vouchers` are those of the folder where they were read before.
    """
    listed = find_table(folder, balance_list.TABLE)
    if listed is not None and listed.sheet and sheet_names(listed.path) is None:
        listed = None  # a damaged workbook is told by whoever reads it; what sheets it has nobody knows
    approved, told = find_approved(folder, unit)
    if approved is not None and listed is None and not sources:
        return _of_approved(approved)
    lines = _of_files(folder, unit, projects, validated, listed, sources, vouchers)
    more = [*told, *(approved.findings if approved is not None else ())]
    sound = lines.sound and not has_errors(more)
    return replace(lines, findings=[*lines.findings, *more], sound=sound, approved=approved)


def _of_approved(approved: "Approved") -> Lines:
    """The workbook alone, its cells for lines."""
    sound = not has_errors(approved.findings)
    facets = approved.actual.facets
    return Lines(
        entries=facets[0].entries if facets else (),
        movements=(),
        accounts=frozenset(),
        ledger=lambda _: LinesLedger(approved.lines),
        where=approved.where,
        findings=approved.findings,
        sound=sound,
        complete=sound,
        notices=approved.notices,
        vouched=False,
        approved=approved,
        alone=True,
    )


def _of_files(
    folder: Path,
    unit: UnitFile,
    projects: Projects,
    validated: Path | None,
    listed: TableSource | None,
    sources: tuple[TableSource, ...],
    vouchers: Vouchers | None,
) -> Lines:
    if listed is not None and not sources:
        read = balance_list.read_balance_list(folder, unit.vouchers, unit.year, projects)
        return _lines(read, (listed,), ("收支取自余额表，没有凭证",), vouched=False)
    read = vouchers or load_vouchers(folder, unit.vouchers, unit.year, projects, validated)
    if validated is not None and not read.kept and not read.errors and read.groups is not None:
        write_validated(read, validated, folder=folder, settings=unit.vouchers, year=unit.year, projects=projects)
    if listed is not None:
        read.findings.append(finding("B265", listed.place(), printed="、".join(item.file for item in sources)))
    return _lines(read, sources, _left_out(read), vouched=True)


def _lines(read: Vouchers, sources: Sequence[TableSource], notices: tuple[str, ...], *, vouched: bool) -> Lines:
    sound = not read.errors
    return Lines(
        entries=read.readable(),
        movements=movements_of(read.movements()) if sound else (),
        accounts=_accounts(read) if sound else frozenset(),
        ledger=lambda postings: LinesLedger(lambda: read.lines, postings),
        where=Place(file="、".join(source.place().text() for source in sources)),
        findings=read.findings,
        sound=sound,
        complete=all(item.code.code in OF_BALANCE for item in read.errors),
        notices=notices,
        vouched=vouched,
    )


def _accounts(read: Vouchers) -> frozenset[str]:
    if read.groups is None:
        return frozenset()
    counting = zip(read.groups["main"].to_list(), read.groups["counts"].to_list(), strict=True)
    return frozenset(main for main, counts in counting if counts and main)


def _left_out(read: Vouchers) -> tuple[str, ...]:
    """What the summary tells of closing vouchers."""
    if read.closed is None or read.closed.is_empty():
        return ()
    shown = read.closed.select("date", "voucher").head(SHOWN).iter_rows()
    names = "、".join(f"{date} {number}" for date, number in shown)
    more = " 等" if read.closed.height > SHOWN else ""
    return (f"年末结转凭证 {read.closed.height} 张（{names}{more}）不计入收支",)
