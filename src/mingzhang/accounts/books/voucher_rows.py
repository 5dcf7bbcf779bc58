"""Which rows of an export are entries, and which are totals, repeated headers or notes; what stands in first lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from mingzhang.accounts.books.header import plain_name, plain_row
from mingzhang.accounts.books.mapping import FIELDS, SIGNED, VoucherSettings
from mingzhang.accounts.books.reporting import row_findings
from mingzhang.accounts.books.table import ROW, Table
from mingzhang.accounts.books.totals import Total, account_of, ends_as_total, is_total, voiding
from mingzhang.accounts.books.voucher_dates import PART
from mingzhang.accounts.books.voucher_sides import FEN
from mingzhang.findings import Finding, finding

VOUCHER_PART = "voucher:"
"""Prefix of the columns that make a voucher number together."""
_NOTE = re.compile(
    r"(单位|部门|账套|主管|会计|审核|复核|记账|制单|制表|出纳|经办|打印|导出|日期|期间|时间|备注|说明|共\d+页|第\d+页|第.{1,4}页|页)"
)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of an export told apart."""

    entries: pl.DataFrame
    totals: Sequence[Total] = ()
    others: int = 0
    """Repeated headers and notes."""
    findings: Sequence[Finding] = ()


def told_apart(table: Table, frame: pl.DataFrame, dates: pl.Series, settings: VoucherSettings) -> Rows:
    """`frame` has the fields of every row, with amounts."""
    void = voided_rows(table, settings)
    if void.is_empty():
        return _sorted_out(table, frame, dates, settings)
    counts = ~frame[ROW].is_in(void.implode())
    rows = _sorted_out(table, frame.filter(counts), dates.filter(counts), settings)
    told = finding("B309", table.source.place(void[0]), printed=f"共 {len(void)} 行")
    return replace(rows, others=rows.others + len(void), findings=(*rows.findings, told))


def voided_rows(table: Table, settings: VoucherSettings) -> pl.Series:
    """The rows of which a cell says that their voucher does not count: a cell of a column that tells nothing else."""
    fields = {**FIELDS, **SIGNED} if settings.signed else FIELDS
    used = {name for field in fields for name in settings.columns_of(field)} | set(settings.auxiliary_columns())
    names = [(f"column_{at}", name) for at, name in enumerate(table.header.names) if name and name not in used]
    void = [pl.col(cell).is_in(list(voiding(name))) for cell, name in names]
    return (table.frame.filter(pl.any_horizontal(void)) if void else table.frame.clear())[ROW]


def _sorted_out(table: Table, frame: pl.DataFrame, dates: pl.Series, settings: VoucherSettings) -> Rows:
    """Only rows that lack something are looked at more closely."""
    names = frozenset(name for row in table.header.head for name in row if name)
    doubtful = frame.filter(doubtful_rows(frame, dates, names))
    if doubtful.is_empty():
        return Rows(frame)
    cells = table.frame.join(doubtful.select(ROW), on=ROW, how="semi", maintain_order="left")
    totals: list[Total] = []
    passed: list[int] = []
    strange: list[int] = []
    for row, texts in zip(doubtful.iter_rows(named=True), cells.drop(ROW).iter_rows(), strict=True):
        label = _label(row, texts)
        if label is not None:
            totals.append(_total(row, label))
        elif plain_row(texts) in table.header.head or _repeats_header(row, settings):
            passed.append(row[ROW])
        elif not _says_something(row):
            note = any(_NOTE.search(text) for text in texts if text)
            (passed if note else strange).append(row[ROW])
    if not (totals or passed or strange):
        return Rows(frame)
    apart = [*(total.row for total in totals), *passed, *strange]
    odd = cells.filter(pl.col(ROW).is_in(strange)).select(
        ROW, pl.concat_str(pl.exclude(ROW), separator=" ", ignore_nulls=True).alias("printed")
    )
    found = row_findings("B307", table.source, odd, printed="printed", expected="一笔分录，或合计、累计等行")
    return Rows(frame.filter(~pl.col(ROW).is_in(apart)), totals, len(passed), found)


def _blank(name: str) -> pl.Expr:
    return pl.col(name).is_null() | (pl.col(name).str.strip_chars() == "")


def doubtful_rows(frame: pl.DataFrame, dates: pl.Series, names: frozenset[str] = frozenset()) -> pl.Series:
    """Rows without a date, a number or an account, or with two amounts, or whose account is the word of a total or one
    of the `names` that stand above.
    """
    accounts = frame["account"].unique().drop_nulls().to_list()
    words = [text for text in accounts if is_total(text) or plain_name(text) in names]
    numbers = [name for name in frame.columns if name == "voucher" or name.startswith(VOUCHER_PART)]
    lacks = pl.any_horizontal(*(_blank(name) for name in numbers[-1:]), _blank("account"))
    two = (pl.col(FEN.debit).fill_null(0) != 0) & (pl.col(FEN.credit).fill_null(0) != 0)
    doubtful = lacks | two | dates.is_null()
    return frame.select((doubtful | pl.col("account").is_in(words)) if words else doubtful).to_series()


def _label(row: dict[str, object], texts: Sequence[str | None]) -> str | None:
    """The word of a total; None for an entry, which has a number and an account even where its memo is 合计."""
    coded = bool(account_of(_text(row["account"])))
    numbered = any(_text(row[name]) for name in row if name == "voucher" or name.startswith(VOUCHER_PART))
    if coded and numbered and not is_total(_text(row.get("voucher"))):
        return None
    found = next((text for text in texts if is_total(text)), None)
    if found is None and not coded:
        found = next((text for text in texts if ends_as_total(text)), None)
    return found


def _text(value: object) -> str:
    return str(value or "").strip()


def _total(row: dict[str, object], label: str) -> Total:
    gross = row.get("fen:amount")
    return Total(
        row=_whole(row[ROW]) or 0,
        label=label,
        account=account_of(_text(row["account"])),
        debit=_whole(row[FEN.debit]),
        credit=_whole(row[FEN.credit]),
        gross=_whole(gross) if row[FEN.debit] is None and row[FEN.credit] is None else None,
    )


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _repeats_header(row: dict[str, object], settings: VoucherSettings) -> bool:
    """A header that a program prints again on every page."""
    return plain_name(_text(row["account"])) == plain_name(settings.column("account")) and _text(row["account"]) != ""


def _says_something(row: dict[str, object]) -> bool:
    """Whether a row has an account or an amount, readable or not; a note in the place of an amount is none."""
    amounts = (_text(row[name]) for name in ("debit", "credit", "amount") if name in row)
    return bool(account_of(_text(row["account"]))) or any(text and not _NOTE.match(text) for text in amounts)


def first_lines_carried(frame: pl.DataFrame, settings: VoucherSettings) -> pl.DataFrame:
    """What stands in the first line of a voucher only, set to its other lines: no further than the next that speaks.

    A number is not carried to a line whose own date is another.
    """
    if not settings.first_line_only:
        return frame
    names = {FIELDS[field]: field for field in ("date", "voucher", "memo")}
    carried: dict[str, pl.Expr] = {}
    for label in settings.first_line_only:
        field = names[label]
        prefix = {"date": PART, "voucher": VOUCHER_PART}.get(field, "\0")
        for name in frame.columns:
            if name == field or name.startswith(prefix):
                text = pl.col(name).str.strip_chars()
                carried[name] = pl.when(text != "").then(pl.col(name)).forward_fill().alias(name)
    filled = frame.with_columns(**carried)
    dates = [name for name in carried if name == "date" or name.startswith(PART)]
    if not dates:
        return filled
    moved = pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift()) for name in dates)
    numbers = [name for name in carried if name == "voucher" or name.startswith(VOUCHER_PART)]
    blank = frame.select(pl.all_horizontal(_blank(name) for name in numbers)).to_series() if numbers else None
    if blank is None or not numbers:
        return filled
    block = filled.select(moved.fill_null(value=True).cum_sum().alias("block"), blank.alias("blank"))
    fresh = block.select(pl.col("blank").cum_prod().over("block").cast(pl.Boolean)).to_series()  # none since the date
    return filled.with_columns(pl.when(~fresh).then(pl.col(name)).alias(name) for name in numbers)
