"""Remarks on distinct lines become findings: at the first line, with the number of lines and the sum concerned."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import polars as pl

from mingzhang.accounts.books.remark import Remark, told_by
from mingzhang.accounts.books.reporting import and_more
from mingzhang.accounts.books.table import ROW
from mingzhang.accounts.books.tables import MANY
from mingzhang.accounts.books.voucher_lines import FILE, RawLines
from mingzhang.findings import Finding, finding
from mingzhang.money import yuan_text


def account_remarks(groups: pl.DataFrame) -> Iterator[Remark]:
    """Accounts that nothing maps."""
    unknown = groups.filter(~pl.col("known"))
    financial = pl.col("main").str.contains("^[1-5]")
    expected = "政府会计制度的科目，或在“凭证.对照.科目”里写明对应"
    for code, those in (("B120", unknown.filter(~financial)), ("B121", unknown.filter(financial))):
        yield from told_by(code, those, "account", "科目", expected)


def remark_findings(remarks: Sequence[Remark], groups: pl.DataFrame, raw: RawLines) -> list[Finding]:
    """One finding a remark; of each code as many as a list may show."""
    found: list[Finding] = []
    told: dict[str, int] = defaultdict(int)
    for remark in remarks:
        told[remark.code] += remark.more or 1
        if not remark.more and told[remark.code] <= MANY:
            found.append(_finding(remark, groups, raw))
    for code, count in told.items():
        found += and_more(code, count - MANY, raw.sources[0].place())
    return found


def _finding(remark: Remark, groups: pl.DataFrame, raw: RawLines) -> Finding:
    concerned = groups[remark.at.to_list()]
    file, row = concerned.select(FILE, ROW).row(0)
    lines, fen = int(concerned["lines"].sum()), int(concerned["fen"].sum())
    arithmetic = f"共 {lines} 行，合计 {yuan_text(fen)} 元" if lines > 1 else f"金额 {yuan_text(fen)} 元"
    place = raw.sources[file].place(row, remark.column)
    return finding(remark.code, place, printed=remark.printed, expected=remark.expected, arithmetic=arithmetic)
