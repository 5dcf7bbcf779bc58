"""Rows of an export that are no entries but sums of them: found by their words, and compared with what they cover."""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import accumulate
from typing import Any

import polars as pl

from mingzhang.accounts.books.reporting import and_more
from mingzhang.accounts.books.table import ROW
from mingzhang.accounts.books.table_sources import TableSource
from mingzhang.accounts.books.tables import MANY
from mingzhang.findings import Finding, finding
from mingzhang.money import yuan_text

_OF = re.compile(r"^(第?\d+页|(20\d{2}年)?第?\d{1,2}(月份?|期)|20\d{2}年度?)")
_ENDS = ("合计", "小计", "总计")
_CODE = re.compile(r"[\[［(（【]?\s*(\d{4}[\d.]*)")


@dataclass(frozen=True, slots=True)
class TotalKind:
    covers: tuple[str, ...]
    """What such a row may be the sum of; nothing for a balance."""
    exact: bool


@dataclass(frozen=True, slots=True)
class Total:
    """One such row; amounts in 分, None where it prints none. `gross`: a sum that does not tell its side."""

    row: int
    label: str
    account: str = ""
    debit: int | None = None
    credit: int | None = None
    gross: int | None = None

    @property
    def silent(self) -> bool:
        return self.debit is None and self.credit is None and self.gross is None

    def equals(self, debit: int, credit: int) -> bool:
        if self.gross is not None:
            return self.gross in {debit, credit, debit + credit, abs(debit - credit)}
        return self.debit in {None, debit} and self.credit in {None, credit}


@cache
def _given() -> Mapping[str, Any]:
    return tomllib.loads((resources.files(__package__) / "totals.toml").read_text("utf-8"))


@cache
def _kinds() -> dict[str, TotalKind]:
    kinds = _given()["kind"]
    return {word: TotalKind(tuple(kind["covers"]), kind["exact"]) for kind in kinds for word in kind["words"]}


def voiding(heading: str) -> Sequence[str]:
    """What stands in a cell of a column where the row's voucher does not count."""
    given = _given()
    asks = any(part in heading for part in given["void_headings"])
    return (*given["voided"], *(given["void_marks"] if asks else ()))


def is_total(text: str | None) -> bool:
    """Whether a cell says that its row is a sum or a balance."""
    return _word(text) in _kinds()


def ends_as_total(text: str | None) -> bool:
    """Whether a cell ends like a sum: 事业支出小计. Only where a row has neither voucher nor account."""
    return _word(text).endswith(_ENDS)


def _word(text: str | None) -> str:
    """The word of a cell: blanks, a colon, and a month or page that it is of, taken away."""
    bare = "".join((text or "").split()).rstrip("：:")
    return _OF.sub("", bare, count=1)


def _kind(label: str) -> TotalKind:
    word = _word(label)
    return _kinds().get(word) or _kinds()[next(end for end in _ENDS if word.endswith(end))]


@dataclass
class Entries:
    """The entries of one sheet, in the order of the file, as totals cover them."""

    frame: pl.DataFrame
    """ROW, date, account, debit, credit (Int64 in 分, no nulls)."""
    earlier: Sequence[pl.DataFrame] = ()
    """Those of the sheets before."""
    rows: list[int] = field(init=False)
    sums: tuple[list[int], list[int]] = field(init=False)
    """Running sums, from 0."""

    def __post_init__(self) -> None:
        self.rows = self.frame[ROW].to_list()
        debit, credit = ([0, *accumulate(self.frame[side].to_list())] for side in ("debit", "credit"))
        self.sums = debit, credit

    def between(self, first: int, last: int) -> tuple[int, int]:
        """Both sides of the entries below row `first` and above row `last`."""
        start, end = bisect_left(self.rows, first), bisect_left(self.rows, last)
        return self.sums[0][end] - self.sums[0][start], self.sums[1][end] - self.sums[1][start]

    def of(self, scope: str, total: Total) -> tuple[int, int]:
        """Both sides of the entries of a day, a month, the sheet or all sheets until a row, of its account only."""
        mine = self.frame.filter(pl.col(ROW) < total.row)
        whole = pl.concat([*self.earlier, mine], how="diagonal") if scope in {"all", "month"} else mine
        if total.account:
            whole = whole.filter(pl.col("account").str.strip_chars(" \t[［(（【").str.starts_with(total.account))
        if scope in {"day", "month"}:
            last = mine["date"].drop_nulls().tail(1).to_list()
            if not last:
                return 0, 0
            date = pl.col("date")
            step = "1d" if scope == "day" else "1mo"
            whole = whole.filter(date.dt.truncate(step) == pl.lit(last[0]).dt.truncate(step))
        return int(whole["debit"].sum()), int(whole["credit"].sum())


def account_of(text: str | None) -> str:
    """The account that a total is of, "" where it is of all."""
    match = _CODE.match((text or "").strip())
    return match[1] if match else ""


def total_findings(source: TableSource, totals: Sequence[Total], entries: Entries) -> list[Finding]:
    """A finding for every total that is not the sum of what it covers."""
    found: dict[str, list[Finding]] = {"B301": [], "B302": []}
    before, named = 0, dict[str, int]()
    for total in totals:
        kind = _kind(total.label)
        if kind.covers and not total.silent:
            scopes = _scopes(total, kind, entries, before, named.get(total.label, 0))
            first = next(scopes)
            if not total.equals(*first) and not any(total.equals(*sums) for sums in scopes):
                told = found["B301" if kind.exact else "B302"]
                told.append(_finding(source, total, first, exact=kind.exact))
        if "block" in kind.covers:  # a page that ends inside a voucher parts nothing
            before = total.row
        named[total.label] = total.row
    return [
        item
        for code, told in found.items()
        for item in (*told[:MANY], *and_more(code, len(told) - MANY, source.place()))
    ]


def _scopes(total: Total, kind: TotalKind, entries: Entries, before: int, same: int) -> Iterator[tuple[int, int]]:
    for scope in kind.covers:
        if scope in {"block", "same"}:
            if not total.account:
                yield entries.between(before if scope == "block" else same, total.row)
        else:
            yield entries.of(scope, total)


def _finding(source: TableSource, total: Total, sums: tuple[int, int], *, exact: bool) -> Finding:
    sides = {"借方": (total.debit, sums[0]), "贷方": (total.credit, sums[1]), "合计": (total.gross, sums[0])}
    arithmetic = "；".join(
        f"{side}：此行 {yuan_text(printed)}，明细 {yuan_text(own)}，相差 {yuan_text(printed - own)} 元"
        for side, (printed, own) in sides.items()
        if printed is not None and printed != own
    )
    code = "B301" if exact else "B302"
    return finding(code, source.place(total.row), printed=total.label.strip(), arithmetic=arithmetic)
