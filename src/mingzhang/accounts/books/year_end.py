"""The entries of the year's end that follow from a unit's lines, and whether its accounts agree with them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mingzhang.accounts.books.balances import close
from mingzhang.accounts.books.closing_rules import closing_rules
from mingzhang.accounts.books.kinds import UnitKind
from mingzhang.accounts.books.lines import Lines
from mingzhang.accounts.books.opening import Opening
from mingzhang.accounts.books.postings import Posting
from mingzhang.accounts.books.reconcile import reconcile
from mingzhang.accounts.cube import DERIVED, LABELS, Coarse, Entry, Fund, may_be_negative
from mingzhang.codes import accounts
from mingzhang.findings import Finding, Place, finding
from mingzhang.money import yuan_text


class YearEnd(NamedTuple):
    entries: tuple[Entry, ...]
    findings: list[Finding]
    notices: list[str]


def foreign_accounts(kind: UnitKind, lines: Lines) -> list[Finding]:
    """Accounts that a unit of this type does not use."""
    foreign = sorted(lines.accounts & set(closing_rules().types[kind].foreign))
    names = "、".join(f"{account} {accounts()[account].name}" for account in foreign)
    return [finding("B257", lines.where, printed=f"{kind}单位有 {names}")] if foreign else []


def year_end(kind: UnitKind, lines: Lines, opening: Opening, adjusted: Sequence[Posting], *, trusted: bool) -> YearEnd:
    """Closing entries of sound lines; nothing is judged where the balances cannot be `trusted`."""
    ends = [posting.entry() for posting in adjusted if posting.coarse.flow in DERIVED]
    booked = [*lines.entries, *(item.entry() for item in adjusted if item.coarse.flow not in DERIVED)]
    entries = [*(posting.entry() for posting in opening.postings), *booked]
    closing = close(entries, kind, lines.where, opening.reserves_fen)
    if not trusted:
        return YearEnd(closing.entries, [], [])
    found, notices = [*_negative(booked, lines.where), *closing.findings], list[str]()
    if not closing_rules().confirmed and any(entry.coarse.fund is Fund.OTHER for entry in closing.entries):
        notices.append(f"非财政拨款年末余额的去向依据{closing_rules().basis}")
    if ends:
        sent = (Entry(item.coarse, "", "", "", "", item.fen) for item in [*closing.entries, *ends])
        found += _negative(sent, lines.where)
    if lines.vouched:
        notice, told = reconcile(lines.entries, opening.adjustments, lines.movements, lines.where)
        found += told
        notices += [notice] if notice else []
    return YearEnd(closing.entries, found, notices)


def _negative(entries: Iterable[Entry], where: Place) -> list[Finding]:
    """Income and expenditure of a year that come to less than nothing, item by item and economic code by code."""
    sums: dict[tuple[Coarse, str, str], int] = defaultdict(int)
    for entry in entries:
        sums[entry.coarse, entry.function, entry.economic] += entry.fen
    found: list[Finding] = []
    for (coarse, function, economic), fen in sorted(sums.items()):
        if fen < 0 and not may_be_negative(coarse):
            labels = [LABELS[name][value] for name, value in coarse._asdict().items() if LABELS[name][value]]
            place = Place(
                file=where.file, sheet=where.sheet, block=" ".join(labels), line=f"{function} {economic}".strip()
            )
            found.append(finding("B255", place, arithmetic=f"全年合计 {yuan_text(fen)} 元"))
    return found
