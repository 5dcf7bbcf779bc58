"""The lines of a unit's voucher files as they stand there: dates and amounts understood, the rest still text."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import polars as pl

from mingzhang.accounts.books.amounts import AN_AMOUNT, fen_of_texts
from mingzhang.accounts.books.candidates import AUXILIARY
from mingzhang.accounts.books.mapping import FIELDS, REQUIRED, VoucherSettings
from mingzhang.accounts.books.reporting import row_findings
from mingzhang.accounts.books.tables import ROW, TableSource, file_source, find_table, missing_table, read_table
from mingzhang.findings import Finding, Place, finding

TABLE = "凭证"
FILE = "__file__"
"""Number of the source that a line comes from, UInt16."""
_DATE = r"^\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?([ T].*)?$"
_COMPACT = r"^\s*(\d{4})(\d{2})(\d{2})\s*$"


@dataclass
class RawLines:
    """`frame`: FILE, ROW, date (Date), fen (debit − credit, Int64), sound (Boolean), and texts: voucher, line, account,
    memo, the dimensions that the file has, auxiliary columns.
    """

    sources: tuple[TableSource, ...] = ()
    frame: pl.DataFrame | None = None
    findings: list[Finding] = field(default_factory=list)
    settings: VoucherSettings = field(default_factory=VoucherSettings)

    def name(self, column: str) -> str:
        """What the unit's files call a column of ours."""
        return self.settings.column(column)


def voucher_sources(folder: Path, settings: VoucherSettings) -> tuple[TableSource, ...]:
    """The files that hold vouchers: those that the settings name, else the table 凭证."""
    if not settings.files:
        source = find_table(folder, TABLE)
        return (source,) if source is not None else ()
    paths = {path for pattern in settings.files for path in folder.glob(pattern) if path.is_file()}
    return tuple(file_source(path, folder) for path in sorted(paths))


def read_lines(folder: Path, settings: VoucherSettings, year: int) -> RawLines:
    """All voucher lines of the folder with their own problems told; `frame` None where a file cannot be used."""
    sources = voucher_sources(folder, settings)
    raw = RawLines(sources, settings=settings)
    if not sources:
        missing = finding("B101", Place(file="、".join(settings.files))) if settings.files else missing_table(TABLE)
        raw.findings.append(missing)
        return raw
    parts: list[pl.DataFrame] = []
    for number, source in enumerate(sources):
        frame, found = _columns(source, settings)
        raw.findings += found
        if frame is not None:
            numbered = frame.with_columns(pl.lit(number, pl.UInt16).alias(FILE))
            parts.append(_understood(raw, numbered, source, year))
    if len(parts) == len(sources):
        raw.frame = pl.concat(parts, how="diagonal") if len(parts) > 1 else parts[0]
    return raw


def _columns(source: TableSource, settings: VoucherSettings) -> tuple[pl.DataFrame | None, list[Finding]]:
    names = {field: settings.column(field) for field in FIELDS}
    given: Collection[str] = settings.columns
    required = [names[field] for field in FIELDS if field in REQUIRED or FIELDS[field] in given]
    required = list(dict.fromkeys(required + settings.auxiliary_columns()))
    optional = [name for name in dict.fromkeys(names.values()) if name not in required]
    frame, findings = read_table(source, required, optional, closed=False, trim=False)
    if frame is None:
        return None, findings
    present = [field for field in FIELDS if field in REQUIRED or frame[names[field]].null_count() < frame.height]
    auxiliary = [pl.col(name).alias(AUXILIARY + name) for name in settings.auxiliary_columns()]
    return frame.select(ROW, *(pl.col(names[field]).alias(field) for field in present), *auxiliary), findings


def _understood(raw: RawLines, frame: pl.DataFrame, source: TableSource, year: int) -> pl.DataFrame:
    """Dates and amounts read; lines without a usable amount are not sound."""
    dates = _dates(frame["date"])
    debit = fen_of_texts(frame["debit"], binary=source.binary)
    credit = fen_of_texts(frame["credit"], binary=source.binary)
    findings = raw.findings
    findings += _date_findings(frame, dates, source, year, raw.name("date"))
    dates = dates.set(dates.dt.year() != year, None)
    bad_debit, bad_credit = _unreadable(frame["debit"], debit), _unreadable(frame["credit"], credit)
    for name, bad in (("debit", bad_debit), ("credit", bad_credit)):
        rows = frame.lazy().filter(bad).select(ROW, name).collect()
        findings += row_findings("B111", source, rows, column=raw.name(name), printed=name, expected=AN_AMOUNT)
    left, right = debit.fill_null(0), credit.fill_null(0)
    unread = bad_debit | bad_credit
    both = (left != 0) & (right != 0)
    neither = (left == 0) & (right == 0) & ~unread
    sides = pl.concat_str([pl.lit("借方 "), "debit", pl.lit("，贷方 "), "credit"]).alias("sides")
    findings += row_findings(
        "B114", source, frame.filter(both).select(ROW, sides), printed="sides", expected="只有一方有金额"
    )
    empty = frame.filter(neither & debit.is_null() & credit.is_null())
    findings += row_findings("B115", source, empty, expected="借方或贷方有金额")
    findings += row_findings("B123", source, frame.filter(neither & (debit.is_not_null() | credit.is_not_null())))
    return frame.drop("debit", "credit").with_columns(
        date=dates, fen=left - right, sound=~(unread | both | (neither & debit.is_null() & credit.is_null()))
    )


def _unreadable(text: pl.Series, fen: pl.Series) -> pl.Series:
    """Where a text stands that is no amount."""
    if fen.null_count() == text.null_count():
        return pl.repeat(value=False, n=len(text), eager=True)
    return (fen.is_null() & (text.str.strip_chars() != "")).fill_null(value=False)


def _dates(text: pl.Series) -> pl.Series:
    """Dates in the usual ways of writing them, each distinct text read once; null for anything else."""
    distinct = text.unique().drop_nulls()
    if distinct.is_empty():
        return pl.Series([None] * len(text), dtype=pl.Date)
    groups = [distinct.str.extract_groups(pattern).struct.unnest() for pattern in (_DATE, _COMPACT)]
    parts = [
        groups[0].to_series(at).fill_null(groups[1].to_series(at)).cast(pl.Int32, strict=False).fill_null(0)
        for at in range(3)
    ]
    dates = pl.Series([_date(*record) for record in zip(*parts, strict=True)], dtype=pl.Date)
    return text.replace_strict(distinct, dates, default=None, return_dtype=pl.Date)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _date_findings(frame: pl.DataFrame, dates: pl.Series, source: TableSource, year: int, column: str) -> list[Finding]:
    found: list[Finding] = []
    if dates.null_count():
        rows = frame.filter(dates.is_null()).select(ROW, "date")
        expected = f"日期，如 {year}-01-05"
        found += row_findings("B112", source, rows, column=column, printed="date", expected=expected)
    first, last = dates.min(), dates.max()
    if isinstance(first, date) and isinstance(last, date) and (first.year < year or last.year > year):
        rows = frame.filter(dates.dt.year() != year).select(ROW, "date")
        expected = f"{year} 年内的日期"
        found += row_findings("B113", source, rows, column=column, printed="date", expected=expected)
    return found
