"""The closing balances that follow from the law against the 8xxx accounts as the books moved them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from mingzhang.accounts.books.postings import Posting
from mingzhang.accounts.cube import FISCAL, LABELS, Entry, Flow, Fund
from mingzhang.findings import Finding, Place, finding
from mingzhang.money import yuan_text

if TYPE_CHECKING:
    import polars as pl

FISCAL_ACCOUNTS = ("8101", "8102")
OTHER_ACCOUNTS = ("8201", "8202", "8301", "8401", "8501", "8701")
NO_CLOSING = "账册里没有年末结转凭证，年末结转和结余由年初、收入和支出推算，未与 8 类科目核对"
AGREED = "年末结转和结余与 8 类科目的发生额核对一致"
_SIGN = {Flow.INCOME: 1, Flow.EXPENDITURE: -1}


class Movement(NamedTuple):
    """What a balance account moved in a year, credit − debit in 分; dimensions "" where the voucher does not tell."""

    main: str
    closing: bool
    fund: str
    function: str
    fen: int


def movements_of(frame: "pl.DataFrame") -> list[Movement]:
    """The movements of balance accounts, 8001 left out."""
    wanted, funds = {*FISCAL_ACCOUNTS, *OTHER_ACCOUNTS}, set(Fund)
    if frame.is_empty():
        return []
    columns = [frame[name].to_list() for name in ("main", "closing", "fund", "function", "fen")]
    return [
        Movement(main, bool(closing), fund if fund in funds else "", function if _is_code(function) else "", fen)
        for main, closing, fund, function, fen in zip(*columns, strict=True)
        if main in wanted
    ]


def reconcile(
    entries: Sequence[Entry], adjustments: Sequence[Posting], movements: Sequence[Movement], where: Place
) -> tuple[str, list[Finding]]:
    """What the summary tells, and where they disagree. `entries` are those of the vouchers alone."""
    if not any(movement.closing for movement in movements):
        return NO_CLOSING, []
    found = _fiscal(entries, adjustments, [item for item in movements if item.main in FISCAL_ACCOUNTS], where)
    found += _other(entries, [item for item in movements if item.main in OTHER_ACCOUNTS and item.closing], where)
    return "" if found else AGREED, found


def _fiscal(
    entries: Sequence[Entry], adjustments: Sequence[Posting], movements: Sequence[Movement], where: Place
) -> list[Finding]:
    """8101 and 8102 move by income − expenditure and the adjustments of the opening, as finely as the lines tell."""
    by_function = all(item.fund and item.function for item in movements)
    by_fund = all(item.fund for item in movements)

    def part(fund: str, function: str) -> tuple[str, str]:
        return fund if by_fund else "", function if by_function else ""

    law = _sums((part(entry.coarse.fund, entry.function), _signed(entry)) for entry in entries if _is_fiscal(entry))
    change = _sums(
        (part(item.coarse.fund, item.function), item.fen) for item in adjustments if item.coarse.fund in FISCAL
    )
    moved = _sums((part(item.fund, item.function), item.fen) for item in movements)
    found: list[Finding] = []
    for key in sorted(law.keys() | change.keys() | moved.keys()):
        if law[key] + change[key] == moved[key]:
            continue
        fund, function = key
        arithmetic = (
            f"收入－支出 {yuan_text(law[key])}＋年初调整 {yuan_text(change[key])}"
            f"＝{yuan_text(law[key] + change[key])} 元，8101、8102 贷方－借方 {yuan_text(moved[key])} 元，"
            f"相差 {yuan_text(moved[key] - law[key] - change[key])} 元"
        )
        label = LABELS["fund"][fund] if fund else "财政拨款"
        place = Place(file=where.file, sheet=where.sheet, block=label, line=function)
        found.append(finding("B256", place, arithmetic=arithmetic))
    return found


def _other(entries: Sequence[Entry], closing: Sequence[Movement], where: Place) -> list[Finding]:
    """Closing vouchers bring all that came in and went out of non-fiscal money to the balance accounts."""
    law = sum(_signed(entry) for entry in entries if entry.coarse.fund is Fund.OTHER)
    moved = sum(item.fen for item in closing)
    if law == moved:
        return []
    arithmetic = (
        f"收入－支出＝{yuan_text(law)} 元，年末结转凭证中 {'、'.join(OTHER_ACCOUNTS)} "
        f"贷方－借方 {yuan_text(moved)} 元，"
        f"相差 {yuan_text(moved - law)} 元"
    )
    place = Place(file=where.file, sheet=where.sheet, block=LABELS["fund"][Fund.OTHER])
    return [finding("B256", place, arithmetic=arithmetic)]


def _is_code(text: str | None) -> bool:
    return text is not None and text.isdigit()


def _is_fiscal(entry: Entry) -> bool:
    return entry.coarse.fund in FISCAL


def _signed(entry: Entry) -> int:
    return _SIGN.get(entry.coarse.flow, 0) * entry.fen


def _sums(items: Iterable[tuple[tuple[str, str], int]]) -> dict[tuple[str, str], int]:
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for key, fen in items:
        sums[key] += fen
    return sums
