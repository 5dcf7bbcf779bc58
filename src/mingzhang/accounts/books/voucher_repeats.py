"""Vouchers and lines of vouchers that stand twice, and how findings tell of a voucher."""

import polars as pl

from mingzhang.accounts.books.reporting import and_more
from mingzhang.accounts.books.table import ROW
from mingzhang.accounts.books.tables import MANY
from mingzhang.accounts.books.voucher_lines import FILE, RawLines
from mingzhang.findings import Finding, finding


def named(voucher: dict[str, object]) -> str:
    return f"{voucher['date'] or ''} {voucher['voucher'] or ''} 号凭证".strip()


def told(code: str, raw: RawLines, bad: pl.DataFrame, **said: str) -> list[Finding]:
    """One finding a voucher, at its first line."""
    found = [
        finding(
            code,
            raw.sources[record[FILE]].place(record[ROW], raw.name("line" if code == "B119" else "voucher")),
            printed=named(record) if record["voucher"] else f"{record['date'] or ''} 没有凭证号".strip(),
            **said,
        )
        for record in bad.head(MANY).to_dicts()
    ]
    return found + and_more(code, bad.height - len(found), raw.sources[0].place())


def repeated_vouchers(runs: pl.DataFrame, vouchers: pl.DataFrame) -> pl.DataFrame:
    """Vouchers whose number has several dates, or that are several vouchers which each balance."""
    if vouchers.height == runs.height:
        return vouchers.clear()
    return vouchers.filter(((pl.col("date") != pl.col("last")) | pl.col("even")) & pl.col("voucher").is_not_null())


def doubled_vouchers(raw: RawLines, lines: pl.DataFrame, runs: pl.DataFrame) -> tuple[pl.Series, list[Finding]]:
    """Vouchers that stand in two files or sheets, alike line by line: their numbers, and a finding a pair of files."""
    assert raw.frame is not None
    runs = runs.filter(pl.col(FILE).n_unique().over("number") > 1)
    if runs.is_empty():
        return runs["number"], []
    line = pl.concat_str(raw.frame["account"].fill_null(""), pl.col("fen").cast(pl.String), separator="=")
    said = (
        lines.select("run", line.alias("said"))
        .join(runs.select("run"), on="run", how="semi")
        .group_by("run")
        .agg(pl.col("said").sort().str.join("\n"))
    )
    alike = ["number", "date", "said"]
    runs = runs.join(said, on="run", maintain_order="left").filter(pl.col(FILE).n_unique().over(alike) > 1)
    runs = runs.with_columns(pl.col(FILE).first().over(alike).alias("first")).filter(pl.col(FILE) != pl.col("first"))
    pairs = runs.group_by("first", FILE, maintain_order=True).agg(pl.col(ROW, "date", "voucher").first(), pl.len())
    found = [
        finding(
            "B310",
            raw.sources[pair[FILE]].place(pair[ROW]),
            printed=f"与 {raw.sources[pair['first']].place().text()} 相同的 {pair['len']} 张，如 {named(pair)}",
        )
        for pair in pairs.to_dicts()
    ]
    return runs["number"], found


def repeated_lines(raw: RawLines, numbers: pl.Series, repeated: pl.DataFrame) -> list[Finding]:
    """Line numbers that stand twice in a voucher; vouchers that stand twice themselves are left out."""
    frame = raw.frame
    if frame is None or "line" not in frame.columns:
        return []
    text = pl.col("line").str.strip_chars()
    lines = frame.select(text, number=numbers, as_number=text.cast(pl.Int64, strict=False))
    grown = (pl.col("as_number") > pl.col("as_number").shift()) | (pl.col("number") > pl.col("number").shift())
    if lines.select(grown.slice(1).all(ignore_nulls=False)).item():
        return []
    again = pl.col("line").is_not_null() & ~pl.struct("number", "line").is_first_distinct()
    if repeated.height:
        again &= ~pl.col("number").is_in(repeated["number"].implode())
    bad = frame.filter(lines.select(again).to_series()).select(FILE, ROW, "date", "voucher")
    return told("B119", raw, bad, expected="一张凭证里每行的分录号各不相同")
