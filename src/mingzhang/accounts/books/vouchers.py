"""A unit's vouchers of a year, read, checked and told apart by the dimensions of the cube."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import polars as pl

from mingzhang.accounts.books.balance import vouch
from mingzhang.accounts.books.candidates import AUXILIARY
from mingzhang.accounts.books.chart import account_meaning
from mingzhang.accounts.books.derive import derive
from mingzhang.accounts.books.mapping import DIMENSIONS, VoucherSettings
from mingzhang.accounts.books.projects import NO_PROJECTS, Projects
from mingzhang.accounts.books.remarks import account_remarks, remark_findings
from mingzhang.accounts.books.rules import rule_remarks, with_defaults
from mingzhang.accounts.books.tables import ROW, TableSource
from mingzhang.accounts.books.voucher_lines import FILE, RawLines, read_lines
from mingzhang.accounts.cube import Coarse, Entry, Flow, Fund, Kind, Source
from mingzhang.findings import Finding, Severity, finding

RAW = "raw:"
"""Prefix of the columns that hold the file's own texts beside what they mean."""
CUBE = ("flow", "fund", "source", "kind", "function", "economic", "project")
LINE_COLUMNS = (
    "file", "row", "date", "voucher", "line", "account", "memo", "project", "system", "flow", "fund", "source", "kind",
    "function", "economic", "fen", "closing",
)  # fmt: skip


@dataclass
class Vouchers:
    """What a unit's vouchers come to. Where there are errors among the findings the rest must not be used.

    `groups`: a row for each distinct combination of texts, with the dimensions, `fen`, `closing` and `counts`.
    """

    findings: list[Finding] = field(default_factory=list)
    groups: pl.DataFrame | None = None
    closed: pl.DataFrame | None = None
    """Closing vouchers, left out of the sums: file, row, date, voucher, lines, fen."""
    sources: tuple[TableSource, ...] = ()
    raw: pl.DataFrame | None = None

    @property
    def errors(self) -> list[Finding]:
        return [item for item in self.findings if item.severity is Severity.ERROR]

    def entries(self, unit: str = "") -> list[Entry]:
        """The entries of the cube in 分, closing vouchers left out."""
        if self.groups is None:
            return []
        counted = self.groups.filter(pl.col("counts"))
        sums = counted.group_by(CUBE).agg(pl.col("fen").sum()).sort(CUBE)
        return [
            Entry(Coarse(Flow(flow), Fund(fund), Source(source), Kind(kind)), function, economic, project, unit, fen)
            for flow, fund, source, kind, function, economic, project, fen in sums.fill_null("").iter_rows()
        ]

    def movements(self) -> pl.DataFrame:
        """What 8xxx accounts moved: account, main, closing, the dimensions where told, fen (credit − debit)."""
        if self.groups is None:
            return pl.DataFrame()
        keys = ["account", "main", "closing", *DIMENSIONS]
        carried = self.groups.filter(pl.col("main").str.starts_with("8"))
        return carried.group_by(keys).agg(-pl.col("fen").sum()).sort(keys)

    @cached_property
    def lines(self) -> pl.DataFrame:
        """Every line with LINE_COLUMNS; `flow` null outside income and expenditure, fen being debit − credit there."""
        if self.raw is None or self.groups is None:
            return pl.DataFrame()
        keys = [name.removeprefix(RAW) for name in self.groups.columns if name.startswith(RAW)]
        meant = self.groups.drop("fen").rename({name: "is:" + name for name in (*CUBE, "account")})
        meant = meant.rename({RAW + name: name for name in keys})
        joined = self.raw.join(meant, on=keys, how="left", nulls_equal=True, maintain_order="left")
        files = pl.Series([source.place().text() for source in self.sources], dtype=pl.String)
        optional = [pl.lit(None, pl.String).alias(name) for name in ("line", "memo") if name not in joined.columns]
        return joined.with_columns(
            *optional,
            pl.col(FILE).replace_strict(list(range(len(files))), files, return_dtype=pl.String).alias("file"),
            pl.col(ROW).alias("row"),
            *(pl.col("is:" + name).alias(name) for name in (*CUBE, "account")),
            (pl.col("fen") * pl.col("sign")).alias("fen"),
        ).select(LINE_COLUMNS)


def read_vouchers(folder: Path, settings: VoucherSettings, year: int, projects: Projects = NO_PROJECTS) -> Vouchers:
    """The vouchers of a books folder, with every problem of them told."""
    raw = read_lines(folder, settings, year)
    vouchers = Vouchers(raw.findings, sources=raw.sources)
    if raw.frame is None:
        return vouchers
    if raw.frame.is_empty():
        vouchers.findings.append(finding("B124", raw.sources[0].place()))
        return vouchers
    vouched = vouch(raw, settings)
    vouchers.findings += vouched.findings
    vouchers.closed = vouched.closed
    frame = raw.frame.with_columns(vouched.closing.alias("closing"))
    vouchers.raw = frame
    vouchers.groups, found = _grouped(raw, frame, settings, projects, year)
    vouchers.findings += found
    return vouchers


def _grouped(
    raw: RawLines, frame: pl.DataFrame, settings: VoucherSettings, projects: Projects, year: int
) -> tuple[pl.DataFrame, list[Finding]]:
    """The distinct combinations of texts with what they mean, and all findings about them."""
    dimensions = [name for name in DIMENSIONS if name in frame.columns]
    auxiliary = [name for name in frame.columns if name.startswith(AUXILIARY)]
    keys = ["account", *dimensions, *auxiliary, "closing"]
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
    return groups, remark_findings(remarks, groups, raw)


def _trimmed(name: str) -> pl.Expr:
    text = pl.col(name).str.strip_chars()
    return pl.when(text != "").then(text).alias(name)


def _with_accounts(groups: pl.DataFrame, settings: VoucherSettings) -> pl.DataFrame:
    """Adds main, known, flow, system, sign (of fen, as the forms count it) and counts; fen gets its sign."""
    texts = [str(text or "") for text in groups["account"].to_list()]
    meant = {text: account_meaning(text, settings) for text in set(texts)}
    flows = pl.Series("flow", [meant[text].flow for text in texts], dtype=pl.String)
    sign = pl.Series("sign", [-1 if flow == Flow.INCOME else 1 for flow in flows], dtype=pl.Int64)
    return groups.with_columns(
        flows,
        sign,
        pl.Series("main", [meant[text].main for text in texts], dtype=pl.String),
        pl.Series("known", [meant[text].known for text in texts]),
        pl.Series("system", ["预算" if meant[text].budget else "财务" for text in texts]),
        fen=pl.col("fen") * sign,
        counts=flows.is_not_null() & ~groups["closing"],
    )
