"""An export as it lies there: its columns with what stands in them, whatever they are called."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import polars as pl

from mingzhang.accounts.books.files import table_files
from mingzhang.accounts.books.grids import sheet_names
from mingzhang.accounts.books.mapping import VoucherSettings
from mingzhang.accounts.books.strays import table_names
from mingzhang.accounts.books.table import ROW, Table
from mingzhang.accounts.books.table_sources import WORKBOOK, TableSource
from mingzhang.accounts.books.tables import load_table
from mingzhang.accounts.books.totals import is_total
from mingzhang.accounts.books.voucher_lines import voucher_sources
from mingzhang.accounts.proposing import headings
from mingzhang.findings import Finding

SAMPLE = 50_000
"""Rows of a table that are looked at."""


@dataclass(frozen=True)
class Column:
    """A column of the export, blanks null."""

    name: str
    texts: pl.Series

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Each text with the rows that have it, in the order of the file."""
        return Counter(self.texts.drop_nulls().to_list())

    @property
    def filled(self) -> int:
        return len(self.texts) - self.texts.null_count()

    def share(self, fits: Callable[[str], bool]) -> float:
        """The part of the filled rows whose text fits."""
        return sum(count for text, count in self.counts.items() if fits(text)) / self.filled if self.filled else 0.0


@dataclass(frozen=True)
class Export:
    """All tables of an export as one, without sums and repeated headers."""

    sources: tuple[TableSource, ...]
    columns: Mapping[str, Column]
    rows: int
    findings: Sequence[Finding] = field(default=())
    """What keeps a file from being read."""


def is_voucher_table(names: Iterable[str]) -> bool:
    """Whether headings are those of vouchers: an account, amounts, and a number or a date."""
    known = headings.known([name for name in names if name])
    return (
        "account" in known
        and ({"debit", "credit"} <= known or "amount" in known)
        and bool(known & {"voucher", "date", "day"})
    )


def unnamed_exports(folder: Path) -> dict[tuple[str, ...], list[Path]]:
    """The files of a books folder that look like vouchers and that no table of the books is, by their headings."""
    found: dict[tuple[str, ...], list[Path]] = {}
    for path in table_files(folder):
        if path.parent == folder and path.stem in {*table_names(), Path(WORKBOOK).stem}:
            continue
        for source in _sources(path, folder):
            table, _ = load_table(source, headings.wanted())
            if table is not None and is_voucher_table(table.header.names):
                alike = tuple(dict.fromkeys(name for name in table.header.names if name))
                found.setdefault(alike, []).append(path)
                break
    return found


def _sources(path: Path, folder: Path) -> list[TableSource]:
    file = path.relative_to(folder).as_posix()
    return [TableSource(path, file, sheet) for sheet in sheet_names(path) or ("",)]


def read_export(folder: Path, settings: VoucherSettings) -> Export:
    """The files that the settings name, or the table 凭证, as they lie there."""
    sources = voucher_sources(folder, settings)
    declared = {name for columns in settings.columns.values() for name in columns} | set(settings.date_parts.values())
    wanted = headings.wanted() | declared
    tables: list[Table] = []
    findings: list[Finding] = []
    for source in sources:
        table, found = load_table(source, wanted)
        if table is None:
            findings += found
        elif is_voucher_table(table.header.names) or declared & set(table.header.names):
            tables.append(table)
    if not tables and len(sources) == 1:  # headings that nobody knows: what stands below may tell
        tables = [table for source in sources if (table := load_table(source, wanted)[0]) is not None]
    frames = [_entries(table) for table in tables]
    frame = pl.concat(frames, how="diagonal") if frames else pl.DataFrame()
    columns = {name: Column(name, frame[name]) for name in frame.columns}
    return Export(tuple(table.source for table in tables), columns, frame.height, findings)


def _entries(table: Table) -> pl.DataFrame:
    """The rows under their headings, sums, repeated headers and notes left out."""
    names = table.header.names
    first = {name: names.index(name) for name in names if name}
    frame = table.frame.head(SAMPLE).drop(ROW)
    texts = [pl.col(f"column_{at}").str.strip_chars().alias(name) for name, at in first.items()]
    frame = frame.select(texts).with_columns(pl.when(pl.all() != "").then(pl.all()))
    words = {text for name in frame.columns for text in frame[name].unique().drop_nulls() if is_total(text)}
    total = pl.any_horizontal(pl.all().is_in(list(words)).fill_null(value=False)) if words else pl.lit(value=False)
    again = pl.any_horizontal((pl.col(name) == name).fill_null(value=False) for name in frame.columns)
    least = min(4, max(1, frame.width // 2))
    written = pl.sum_horizontal(pl.all().is_not_null().cast(pl.UInt32)) >= least
    return frame.filter(~total & ~again & written)
