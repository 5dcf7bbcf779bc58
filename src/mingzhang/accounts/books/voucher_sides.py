"""The amounts of voucher lines in 分: two sides, or one amount with its direction."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import polars as pl

from mingzhang.accounts.books.amounts import AN_AMOUNT, fen_of_texts
from mingzhang.accounts.books.mapping import SIDES, VoucherSettings
from mingzhang.accounts.books.reporting import row_findings
from mingzhang.accounts.books.table import ROW
from mingzhang.accounts.books.table_sources import TableSource
from mingzhang.findings import Finding

DEBIT, CREDIT = SIDES
_DIRECTION = r"^\s*(借方?|贷方?)[:：\s]*|[\s]*(借方?|贷方?)\s*$"
"""A direction before or behind an amount: 1,234.50 贷."""
UNREAD = "unread:"
"""Prefix of the columns that tell where a text is no amount, or no direction."""


class Fen(NamedTuple):
    """The column names of amounts in a frame of lines."""

    debit: str = "fen:debit"
    credit: str = "fen:credit"


FEN = Fen()


def with_sides(frame: pl.DataFrame, settings: VoucherSettings, *, binary: bool) -> pl.DataFrame:
    """Adds both sides (Int64, null where nothing stands) and, for each column of amounts, where it cannot be read."""
    if settings.signed:
        return _signed(frame, settings, binary=binary)
    columns: list[pl.Series] = []
    for side, name in zip(SIDES, FEN, strict=True):
        fen = fen_of_texts(frame[side], binary=binary)
        columns += [fen.alias(name), _unread(frame[side], fen).alias(UNREAD + side)]
    return frame.with_columns(columns)


def _signed(frame: pl.DataFrame, settings: VoucherSettings, *, binary: bool) -> pl.DataFrame:
    amounts = frame["amount"]
    bare = amounts.str.replace_all(_DIRECTION, "")
    fen = fen_of_texts(bare, binary=binary)
    said = amounts.str.extract(r"(借|贷)")
    if "direction" in frame.columns:
        beside, given = said, frame["direction"].str.strip_chars().fill_null("")
        said = beside.zip_with(given == "", given)
    meant = directions(settings)
    side = said.replace_strict(meant, default=None, return_dtype=pl.String)
    some = fen.fill_null(0) != 0
    return frame.with_columns(
        pl.Series(FEN.debit, fen.set((side != DEBIT).fill_null(value=True), None)),
        pl.Series(FEN.credit, fen.set((side != CREDIT).fill_null(value=True), None)),
        pl.Series("fen:amount", fen),
        _unread(amounts, fen).alias(UNREAD + "amount"),
        (side.is_null() & some).alias(UNREAD + "direction"),
    )


@cache
def _usual() -> dict[str, str]:
    from mingzhang.accounts.books.dimensions import synonyms

    return {word: side for side, words in synonyms()["direction"].items() for word in words}


def directions(settings: VoucherSettings) -> dict[str, str]:
    """A text that tells a direction → debit or credit, the unit's own words (which stand for a usual one) included."""
    usual = _usual()
    return usual | {word: usual[ours] for word, ours in settings.values.get("方向", {}).items() if ours in usual}


def _unread(text: pl.Series, fen: pl.Series) -> pl.Series:
    """Where a text stands that is no amount."""
    if fen.null_count() == text.null_count():
        return pl.repeat(value=False, n=len(text), eager=True)
    return (fen.is_null() & (text.str.strip_chars() != "")).fill_null(value=False)


def unread_columns(frame: pl.DataFrame) -> list[str]:
    return [name for name in frame.columns if name.startswith(UNREAD)]


def amount_findings(frame: pl.DataFrame, source: TableSource, settings: VoucherSettings) -> Iterator[Finding]:
    """What is wrong with the amounts of lines."""
    for flag in unread_columns(frame):
        name = flag.removeprefix(UNREAD)
        bad = frame.filter(flag)
        if bad.is_empty():
            continue
        column = settings.column(name)
        if name != "direction":
            yield from row_findings("B111", source, bad, column=column, printed=name, expected=AN_AMOUNT)
        else:
            printed = "direction" if "direction" in frame.columns else "amount"
            yield from row_findings("B303", source, bad, column=column, printed=printed, expected="借或贷")
    unread = pl.any_horizontal(unread_columns(frame))
    debit, credit = pl.col(FEN.debit), pl.col(FEN.credit)
    left, right = debit.fill_null(0) != 0, credit.fill_null(0) != 0
    if not settings.signed:
        sides = pl.concat_str([pl.lit("借方 "), DEBIT, pl.lit("，贷方 "), CREDIT]).alias("sides")
        both = frame.filter(left & right).select(ROW, sides)
        yield from row_findings("B114", source, both, printed="sides", expected="只有一方有金额")
    nothing = frame.filter(debit.is_null() & credit.is_null() & ~unread)
    yield from row_findings("B115", source, nothing, expected=f"{_needed(settings)}有金额")
    zero = frame.filter(~left & ~right & (debit.is_not_null() | credit.is_not_null()) & ~unread)
    yield from row_findings("B123", source, zero)


def _needed(settings: VoucherSettings) -> str:
    return settings.column("amount") if settings.signed else "借方或贷方"


def balance() -> pl.Expr:
    """Debit − credit."""
    return (pl.col(FEN.debit).fill_null(0) - pl.col(FEN.credit).fill_null(0)).alias("fen")


def sound(frame: pl.DataFrame) -> pl.Expr:
    """Whether a line's amounts can be used."""
    debit, credit = pl.col(FEN.debit), pl.col(FEN.credit)
    both = (debit.fill_null(0) != 0) & (credit.fill_null(0) != 0)
    nothing = debit.is_null() & credit.is_null()
    return (~(pl.any_horizontal(unread_columns(frame)) | both | nothing)).alias("sound")
