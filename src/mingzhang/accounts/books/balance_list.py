"""A balance list (余额表) in place of vouchers: the year's amounts by the same dimensions, a row each."""

from pathlib import Path

import polars as pl

from mingzhang.accounts.books.amounts import parse_amounts
from mingzhang.accounts.books.candidates import COUNTERPART, with_counterparts
from mingzhang.accounts.books.groups import FLOWS, group_lines
from mingzhang.accounts.books.mapping import DIMENSIONS, VoucherSettings
from mingzhang.accounts.books.projects import NO_PROJECTS, Projects
from mingzhang.accounts.books.reporting import row_findings
from mingzhang.accounts.books.table import ROW
from mingzhang.accounts.books.table_sources import TableSource, find_table, missing_table
from mingzhang.accounts.books.tables import read_table
from mingzhang.accounts.books.voucher_lines import FILE, RawLines
from mingzhang.accounts.books.vouchers import Vouchers, normalised
from mingzhang.findings import Finding, finding

TABLE = "余额表"
CATEGORY = "类别"
AMOUNT = "金额"


def read_balance_list(folder: Path, settings: VoucherSettings, year: int, projects: Projects = NO_PROJECTS) -> Vouchers:
    """The balance list of a books folder as the same normalised lines as vouchers; amounts as the forms count them."""
    source = find_table(folder, TABLE)
    if source is None:
        return Vouchers([missing_table(TABLE)])
    names = {field: settings.column(field) for field in (*DIMENSIONS, "account", COUNTERPART)}
    optional = [*names.values(), CATEGORY, *settings.auxiliary_columns()]
    table, findings = read_table(source, [AMOUNT], list(dict.fromkeys(optional)))
    if table is None:
        return Vouchers(findings)
    if table.is_empty():
        return Vouchers([*findings, finding("B124", source.place())])
    frame, found = _lines(table, names, source, settings)
    raw = RawLines((source,), frame)
    groups, remarks = group_lines(raw, frame, settings, projects, year)
    outside = groups.filter(pl.col("flow").is_null() & pl.col("known")).select(ROW, "account")
    left_out = row_findings("B125", source, outside, column=names["account"], printed="account")
    stated = pl.col("category").replace_strict(FLOWS, default=None, return_dtype=pl.String)
    against = groups.filter(stated != pl.col("flow")).select(
        ROW, said=pl.concat_str("account", "category", separator="，")
    )
    left_out += row_findings("B136", source, against, column=CATEGORY, printed="said", expected="与科目一致")
    return Vouchers(
        [*findings, *found, *remarks, *left_out],
        groups,
        load=lambda: normalised(with_counterparts(frame, settings), groups, raw.sources, TABLE),
    )


def _lines(
    table: pl.DataFrame, names: dict[str, str], source: TableSource, settings: VoucherSettings
) -> tuple[pl.DataFrame, list[Finding]]:
    """The list in the shape of voucher lines, without date and voucher."""
    fen, findings = parse_amounts(table, AMOUNT, source)
    empty = table.filter(pl.col(AMOUNT).is_null()).select(ROW)
    findings += row_findings("B111", source, empty, column=AMOUNT, expected="以元为单位的数字")
    stated = pl.col(CATEGORY)
    strange = table.filter(stated.is_not_null() & ~stated.is_in(list(FLOWS))).select(ROW, CATEGORY)
    findings += row_findings("B130", source, strange, column=CATEGORY, printed=CATEGORY, expected="、".join(FLOWS))
    neither = table.filter(stated.is_null() & pl.col(names["account"]).is_null()).select(ROW)
    findings += row_findings("B126", source, neither, expected="有科目，或类别为收入或支出")
    frame = table.select(
        ROW,
        pl.lit(0, pl.UInt16).alias(FILE),
        pl.lit(None, pl.Date).alias("date"),
        *(pl.col(name).alias(field) for field, name in names.items()),
        *(pl.col(name).alias("aux:" + name) for name in settings.auxiliary_columns()),
        stated.alias("category"),
        pl.lit(value=False).alias("closing"),
        fen=fen.fill_null(0),
    )
    return frame, findings
