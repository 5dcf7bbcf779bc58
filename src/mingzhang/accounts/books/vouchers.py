"""A unit's vouchers of a year, read, checked and told apart by the dimensions of the cube."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

import polars as pl

from mingzhang.accounts.books.balance import vouch
from mingzhang.accounts.books.candidates import COUNTERPART, with_counterparts
from mingzhang.accounts.books.dimensions import UNUSABLE
from mingzhang.accounts.books.groups import RAW, group_lines
from mingzhang.accounts.books.mapping import DIMENSIONS, VoucherSettings
from mingzhang.accounts.books.projects import NO_PROJECTS, Projects
from mingzhang.accounts.books.table import ROW
from mingzhang.accounts.books.table_sources import TableSource
from mingzhang.accounts.books.voucher_lines import FILE, read_lines
from mingzhang.accounts.cube import Coarse, Entry, domain, entry_of
from mingzhang.findings import Finding, Severity, finding

CUBE = ("flow", "fund", "source", "kind", "function", "economic", "project")
LINE_COLUMNS = (
    "file", "row", "date", "voucher", "line", "account", "memo", "project", "counterpart", "system", "flow", "fund",
    "source", "kind", "function", "economic", "fen", "closing", "main", "origin",
)  # fmt: skip
"""The columns of normalised lines; `main` is the account's 4 digits, `fen` signed as the forms count it."""


@dataclass
class Vouchers:
    """What a unit's vouchers come to. Where there are errors among the findings the rest must not be used.

    `groups`: a row for each distinct combination of texts, with the dimensions, `fen`, `closing` and `counts`.
    """

    findings: list[Finding] = field(default_factory=list)
    groups: pl.DataFrame | None = None
    closed: pl.DataFrame | None = None
    """Closing vouchers, left out of the sums: file, row, date, voucher, lines, fen."""
    kept: bool = False
    """Whether they come from lines that were checked and kept before."""
    load: Callable[[], pl.DataFrame] = pl.DataFrame
    """Gives the normalised lines when they are asked for."""
    sums: pl.DataFrame | None = None
    moved: pl.DataFrame | None = None
    """What `counted` and `carried` make of the groups, where that is known already."""

    @property
    def errors(self) -> list[Finding]:
        return [item for item in self.findings if item.severity is Severity.ERROR]

    def entries(self, unit: str = "") -> list[Entry]:
        """The entries of the cube in 分, closing vouchers left out; none while there are errors."""
        return [] if self.errors else self.readable(unit)

    def readable(self, unit: str = "") -> list[Entry]:
        """The entries as far as they can be read: what the domain does not hold is left out."""
        if self.groups is None:
            return []
        sums = self.sums if self.sums is not None else counted(self.groups)
        return [
            entry_of((coarse, function, economic, project, unit, fen))
            for flow, fund, source, kind, function, economic, project, fen in sums.rows()
            if (coarse := _known().get((flow, fund, source, kind))) and function != UNUSABLE != economic
        ]

    def movements(self) -> pl.DataFrame:
        """What 8xxx accounts moved: account, main, closing, the dimensions where told, fen (credit − debit)."""
        if self.groups is None:
            return pl.DataFrame()
        return self.moved if self.moved is not None else carried(self.groups)

    @cached_property
    def lines(self) -> pl.DataFrame:
        """Every line with LINE_COLUMNS; `flow` null outside income and expenditure, fen being debit − credit there."""
        return self.load()


@cache
def _known() -> Mapping[tuple[str, ...], Coarse]:
    """The combinations of the domain by their words."""
    return {tuple(atom): atom for atom in domain()}


def read_vouchers(folder: Path, settings: VoucherSettings, year: int, projects: Projects = NO_PROJECTS) -> Vouchers:
    """The vouchers of a books folder, with every problem of them told."""
    raw = read_lines(folder, settings, year)
    vouchers = Vouchers(raw.findings)
    if raw.frame is None:
        return vouchers
    if raw.frame.is_empty():
        vouchers.findings.append(finding("B124", raw.sources[0].place()))
        return vouchers
    vouched = vouch(raw, settings)
    vouchers.findings += vouched.findings
    vouchers.closed = vouched.closed
    frame = raw.frame.with_columns(vouched.closing.alias("closing"))
    groups, found = group_lines(raw, frame, settings, projects, year)
    vouchers.groups = groups
    vouchers.findings += found
    vouchers.load = lambda: normalised(with_counterparts(frame, settings), groups, raw.sources, "凭证")
    return vouchers


def counted(groups: pl.DataFrame, keys: Sequence[str] = ()) -> pl.DataFrame:
    """The sums of what counts, in 分 by `keys` and CUBE, in their order; "" for what is not told."""
    by = [*keys, *CUBE]
    counting = groups.lazy().filter(pl.col("counts"))
    return counting.group_by(by).agg(pl.col("fen").sum()).sort(by).fill_null("").collect()


def carried(groups: pl.DataFrame, keys: Sequence[str] = ()) -> pl.DataFrame:
    """What 8xxx accounts moved, credit − debit in 分, by `keys` and where told by the dimensions."""
    by = [*keys, "account", "main", "closing", *DIMENSIONS]
    moving = groups.lazy().filter(pl.col("main").str.starts_with("8"))
    return moving.group_by(by).agg(-pl.col("fen").sum()).sort(by).collect()


GROUP = ("account", "main", "closing", *CUBE)
"""What lines are summed by where only their sums are asked for."""


def groups_of_lines(lines: pl.DataFrame | pl.LazyFrame, keys: Sequence[str] = GROUP) -> pl.DataFrame:
    """The groups of normalised lines: `keys`, `fen`, `lines` and `counts`; texts may be dictionaries."""
    texts = [name for name in GROUP if name != "closing"]
    return (
        lines.lazy()
        .select(*keys, "fen")
        .group_by(keys, maintain_order=True)
        .agg(pl.col("fen").sum(), pl.len().alias("lines"))
        .with_columns(pl.col(texts).cast(pl.String))
        .with_columns(counts=pl.col("flow").is_not_null() & ~pl.col("closing"))
        .collect()
    )


def normalised(raw: pl.DataFrame, groups: pl.DataFrame, sources: tuple[TableSource, ...], origin: str) -> pl.DataFrame:
    """The lines with what their groups mean, in LINE_COLUMNS."""
    keys = [name.removeprefix(RAW) for name in groups.columns if name.startswith(RAW)]
    meanings = (*CUBE, "account")
    meant = groups.select(
        "main", "sign", "system",
        *(pl.col(name).alias("is:" + name) for name in meanings),
        *(pl.col(RAW + name).alias(name) for name in keys),
    )  # fmt: skip
    joined = raw.join(meant, on=keys, how="left", nulls_equal=True, maintain_order="left")
    files = pl.Series([source.place().text() for source in sources], dtype=pl.String)
    texts = ("voucher", "line", "memo", COUNTERPART)
    absent = [pl.lit(None, pl.String).alias(name) for name in texts if name not in raw.columns]
    return joined.select(
        pl.lit(origin).alias("origin"),
        pl.col(FILE).replace_strict(list(range(len(files))), files, return_dtype=pl.String).alias("file"),
        pl.col(ROW).alias("row"),
        *(pl.col("is:" + name).alias(name) for name in meanings),
        pl.col("fen") * pl.col("sign"),
        *(pl.col(name) for name in ("date", *texts) if name in raw.columns),
        *absent,
        "system", "closing", "main",
    ).select(LINE_COLUMNS)  # fmt: skip
