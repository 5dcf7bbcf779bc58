"""What holds voucher by voucher: each accounting system balances, numbers stand once, closing vouchers stand apart."""

from dataclasses import dataclass, field

import polars as pl

from mingzhang.accounts.books.chart import CASH, account_meaning
from mingzhang.accounts.books.mapping import VoucherSettings
from mingzhang.accounts.books.reporting import and_more
from mingzhang.accounts.books.table import ROW
from mingzhang.accounts.books.tables import MANY
from mingzhang.accounts.books.voucher_lines import FILE, RawLines
from mingzhang.accounts.books.voucher_repeats import doubled_vouchers, named, repeated_lines, repeated_vouchers, told
from mingzhang.findings import Finding, finding
from mingzhang.money import yuan_text

OTHER, NOMINAL, CARRIED, MONEY, NONE = range(5)
"""Classes of accounts: financial accounting; 6xxx and 7xxx; 8xxx but 8001; 8001 资金结存; no account at all."""


@dataclass
class Vouched:
    """`closing`: for each line, whether its voucher closes the year; `closed`: a row for each closing voucher."""

    closing: pl.Series
    closed: pl.DataFrame
    findings: list[Finding] = field(default_factory=list)


def account_class(text: str, settings: VoucherSettings) -> int:
    meaning = account_meaning(text, settings)
    if not meaning.budget:
        return OTHER if meaning.main else NONE
    if meaning.main[0] != "8":
        return NOMINAL
    return MONEY if meaning.main == CASH else CARRIED


def vouch(raw: RawLines, settings: VoucherSettings) -> Vouched:
    """All findings about whole vouchers, and which of them are closing vouchers."""
    assert raw.frame is not None
    lines = raw.frame.select(
        FILE, ROW, "date", "voucher", "fen", "sound", _classes(raw.frame["account"], settings).alias("class"),
        _runs(raw.frame).alias("run").set_sorted(),
    )  # fmt: skip
    runs = _numbered(_run_sums(lines), settings)
    if runs["number"].equals(runs["run"].cast(pl.UInt32)):
        lines = lines.with_columns(pl.col("run").alias("number"))
    else:
        lines = lines.with_columns(runs["number"].gather(lines["run"]).alias("number"))
    vouchers = _whole(runs)
    repeated = repeated_vouchers(runs, vouchers)
    twice, doubled = doubled_vouchers(raw, lines, runs.filter(pl.col("number").is_in(repeated["number"].implode())))
    repeated = repeated.filter(~pl.col("number").is_in(twice.implode()))
    vouched = _closing(raw, lines, vouchers)
    vouched.findings = [
        *_numberless(raw, lines),
        *_unbalanced(raw, vouchers, lines),
        *doubled,
        *told("B118", raw, repeated, expected="一个号只用于一张凭证"),
        *repeated_lines(raw, lines["number"], repeated),
        *vouched.findings,
    ]
    return vouched


def _classes(accounts: pl.Series, settings: VoucherSettings) -> pl.Series:
    distinct = accounts.unique().drop_nulls()
    if distinct.is_empty():
        return pl.Series([NONE] * len(accounts), dtype=pl.UInt8)
    classes = pl.Series([account_class(text, settings) for text in distinct.to_list()], dtype=pl.UInt8)
    return accounts.replace_strict(distinct, classes, default=NONE, return_dtype=pl.UInt8)


def _runs(frame: pl.DataFrame) -> pl.Series:
    """Numbers the stretches of neighbouring lines of a file with the same date and voucher number, from 0."""
    new = pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift()) for name in ("date", "voucher", FILE))
    return frame.select(new.cast(pl.UInt32).cum_sum() - pl.lit(1, pl.UInt32)).to_series()


def _run_sums(lines: pl.DataFrame) -> pl.DataFrame:
    budget = pl.when(pl.col("class") != OTHER).then("fen").otherwise(0)
    return lines.group_by("run", maintain_order=True).agg(
        pl.col(FILE).first(),
        pl.col(ROW).first(),
        pl.col("date").first(),
        pl.col("voucher").first().str.strip_chars(),
        (pl.col("sound") & (pl.col("class") != NONE)).all(),
        budget.sum().alias("budget"),
        pl.col("fen").sum().alias("total"),
    )


def _numbered(runs: pl.DataFrame, settings: VoucherSettings) -> pl.DataFrame:
    """Adds `number`: the same for all runs of one voucher."""
    date = pl.col("date")
    scope = {"日": date, "月": date.dt.truncate("1mo"), "年": date.dt.truncate("1y")}[settings.numbering]
    keys = runs.select("voucher", scope=scope)
    if keys.is_unique().all():
        return runs.with_columns(pl.col("run").cast(pl.UInt32).alias("number"))
    whole = keys.select(
        pl.col("voucher").rank("dense").cast(pl.Int64) * 100_000 + pl.col("scope").to_physical()
    ).to_series()
    return runs.with_columns(whole.rank("dense").cast(pl.UInt32).alias("number"))


def _whole(runs: pl.DataFrame) -> pl.DataFrame:
    if runs["number"].equals(runs["run"].cast(pl.UInt32)):
        return runs.with_columns(last=pl.col("date"), even=pl.lit(value=False))
    return runs.group_by("number", maintain_order=True).agg(
        pl.col(FILE, ROW, "voucher").first(),
        pl.col("date").min(),
        pl.col("date").max().alias("last"),
        pl.col("sound").all(),
        pl.col("budget", "total").sum(),
        ((pl.col("budget") == 0) & (pl.col("total") == 0) & (pl.len() > 1)).all().alias("even"),
    )


def _numberless(raw: RawLines, lines: pl.DataFrame) -> list[Finding]:
    blank = pl.col("voucher").is_null() | (pl.col("voucher").str.strip_chars() == "")
    bad = lines.lazy().filter(blank).select(FILE, ROW, "date", pl.lit("").alias("voucher")).collect()
    return told("B116", raw, bad, expected="每行都有凭证号")


def _unbalanced(raw: RawLines, vouchers: pl.DataFrame, lines: pl.DataFrame) -> list[Finding]:
    """Vouchers with a line that has no usable date or amount are left to the findings about that line."""
    financial = (pl.col("total") - pl.col("budget")).alias("financial")
    uneven = vouchers.filter(
        ((pl.col("budget") != 0) | (financial != 0)) & pl.col("sound") & pl.col("date").is_not_null()
    )
    if uneven.is_empty():
        return []
    dateless = lines.lazy().filter(pl.col("date").is_null()).select(pl.col("voucher").str.strip_chars()).unique()
    numberless = lines.lazy().filter(pl.col("voucher").is_null()).select("date").unique()
    uneven = (
        uneven.lazy()
        .filter(pl.col("voucher").is_not_null())
        .join(dateless, on="voucher", how="anti", maintain_order="left")
        .join(numberless, on="date", how="anti", maintain_order="left")
        .collect()
    )
    shown = uneven.with_columns(financial).head(MANY)
    found = [
        finding(
            "B117",
            raw.sources[record[FILE]].place(record[ROW]),
            printed=named(record),
            expected="预算会计、财务会计各自借贷相等",
            arithmetic="；".join(
                f"{system}借方−贷方＝{yuan_text(record[key])} 元"
                for system, key in (("预算会计", "budget"), ("财务会计", "financial"))
                if record[key]
            ),
        )
        for record in shown.to_dicts()
    ]
    return found + and_more("B117", uneven.height - shown.height, raw.sources[0].place())


def _closing(raw: RawLines, lines: pl.DataFrame, vouchers: pl.DataFrame) -> Vouched:
    """Vouchers of 6xxx or 7xxx against 8xxx other than 8001."""
    carried = lines.filter(pl.col("class") == CARRIED)["number"].unique()
    inside = lines.filter(pl.col("number").is_in(carried.implode())) if len(carried) else lines.clear()
    classes = inside.group_by("number", maintain_order=True).agg(
        pl.col(FILE, ROW, "date", "voucher").first(),
        (pl.col("class") == NOMINAL).any().alias("nominal"),
        (pl.col("class") == MONEY).any().alias("money"),
        pl.len().alias("lines"),
        pl.col("fen").filter(pl.col("fen") > 0).sum(),
    )
    mixed = classes.filter(pl.col("nominal") & pl.col("money"))
    closed = classes.filter(pl.col("nominal") & ~pl.col("money"))
    apart = classes.filter("nominal")["number"]  # a mixed voucher is told once, not line by line
    closing = (
        lines["number"].is_in(apart.implode()).fill_null(False)
        if len(apart)
        else pl.repeat(False, lines.height, eager=True)
    )
    files = pl.Series([source.file for source in raw.sources], dtype=pl.String)
    listed = closed.select(
        files.gather(closed[FILE]).alias("file"), pl.col(ROW).alias("row"), "date", "voucher", "lines", "fen"
    )
    return Vouched(closing, listed, told("B122", raw, mixed, expected="收支一张凭证，年末结转另一张凭证"))
