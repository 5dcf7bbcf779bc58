"""Lines with the same account and dimensions, looked at once: what they mean and what is wrong with them."""

import polars as pl

from mingzhang.accounts.books.candidates import AUXILIARY
from mingzhang.accounts.books.chart import account_meaning
from mingzhang.accounts.books.derive import derive
from mingzhang.accounts.books.digits import narrowed_texts
from mingzhang.accounts.books.mapping import DIMENSIONS, VoucherSettings
from mingzhang.accounts.books.projects import Projects
from mingzhang.accounts.books.remark import Remark
from mingzhang.accounts.books.remarks import account_remarks, remark_findings
from mingzhang.accounts.books.rules import rule_remarks, with_defaults
from mingzhang.accounts.books.table import ROW
from mingzhang.accounts.books.voucher_lines import FILE, RawLines
from mingzhang.accounts.cube import LABELS, Flow
from mingzhang.findings import Finding

FLOWS = {LABELS["flow"][flow]: flow.value for flow in (Flow.INCOME, Flow.EXPENDITURE)}
RAW = "raw:"
"""Prefix of the columns that hold the file's own texts beside what they mean."""


def group_lines(
    raw: RawLines, frame: pl.DataFrame, settings: VoucherSettings, projects: Projects, year: int
) -> tuple[pl.DataFrame, list[Finding]]:
    """The distinct combinations of texts with what they mean, and all findings about them."""
    groups, remarks = distinct_groups(frame, settings, projects, year)
    return groups, remark_findings(remarks, groups, raw)


def distinct_groups(
    frame: pl.DataFrame, settings: VoucherSettings, projects: Projects, year: int
) -> tuple[pl.DataFrame, list[Remark]]:
    """The distinct combinations, and what is odd about some of them."""
    dimensions = [name for name in DIMENSIONS if name in frame.columns]
    auxiliary = [name for name in frame.columns if name.startswith(AUXILIARY)]
    category = ["category"] if "category" in frame.columns else []
    keys = ["account", *dimensions, *auxiliary, *category, "closing"]
    groups = frame.group_by(keys, maintain_order=True).agg(
        pl.col(FILE).first(), pl.col(ROW).first(), pl.col("fen").sum(), pl.len().alias("lines")
    )
    groups = (
        groups.with_row_index("at")
        .with_columns(
            *(pl.col(name).alias(RAW + name) for name in keys if name != "closing"),
            *(_trimmed(name) for name in keys if name != "closing"),
        )
        .with_columns(pl.col("closing").alias(RAW + "closing"))
    )
    if "project" not in groups.columns:
        groups = groups.with_columns(pl.lit(None, pl.String).alias("project"))
    groups = _with_accounts(groups, settings)
    remarks = list(account_remarks(groups))
    derived = derive(groups, settings, projects, year)
    groups = with_defaults(derived.lines)
    remarks += [*derived.remarks, *rule_remarks(groups, year)]
    return groups, remarks


def _trimmed(name: str) -> pl.Expr:
    text = narrowed_texts(pl.col(name).str.strip_chars())
    return pl.when(text != "").then(text).alias(name)


def _with_accounts(groups: pl.DataFrame, settings: VoucherSettings) -> pl.DataFrame:
    """Adds main, known, flow, system, sign (of fen, as the forms count it) and counts; fen gets its sign.

    A column `category` states the flow itself, for lists without accounts, whose amounts have the forms' sign.
    """
    texts = [str(text or "") for text in groups["account"].to_list()]
    meant = {text: account_meaning(text, settings) for text in set(texts)}
    flows = pl.Series("flow", [meant[text].flow for text in texts], dtype=pl.String)
    listed = "category" in groups.columns
    if listed:
        flows = flows.fill_null(groups["category"].replace_strict(FLOWS, default=None, return_dtype=pl.String))
    sign = pl.Series("sign", [-1 if flow == Flow.INCOME and not listed else 1 for flow in flows], dtype=pl.Int64)
    return groups.with_columns(
        flows,
        sign,
        pl.Series("main", [meant[text].main for text in texts], dtype=pl.String),
        pl.Series("known", [meant[text].known or (listed and not text) for text in texts]),
        pl.Series("system", ["预算" if meant[text].budget else "财务" for text in texts]),
        fen=pl.col("fen") * sign,
        counts=flows.is_not_null() & ~groups["closing"],
    )
