"""Remarks on distinct lines become findings: at the first line, with the number of lines and the sum concerned."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import polars as pl

from mingzhang.accounts.books.derive import Remark
from mingzhang.accounts.books.reporting import and_more
from mingzhang.accounts.books.tables import MANY, ROW
from mingzhang.accounts.books.voucher_lines import FILE, RawLines
from mingzhang.findings import Finding, finding
from mingzhang.money import yuan_text


def account_remarks(groups: pl.DataFrame) -> Iterator[Remark]:
    """Accounts that nothing maps."""
    unknown = groups.filter(~pl.col("known"))
    for (account, main), group in unknown.group_by("account", "main", maintain_order=True):
        code = "B121" if str(main)[:1] in {"1", "2", "3", "4", "5"} else "B120"
        yield Remark(
            code, group["at"], "科目", str(account or "空"), "政府会计制度的科目，或在“凭证.对照.科目”里写明对应"
        )


def remark_findings(remarks: Sequence[Remark], groups: pl.DataFrame, raw: RawLines) -> list[Finding]:
    """One finding a remark; of each code as many as a list may show."""
    found: list[Finding] = []
    told: dict[str, int] = defaultdict(int)
    for remark in remarks:
        told[remark.code] += 1
        if told[remark.code] <= MANY:
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
