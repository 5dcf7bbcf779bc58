"""The lines of a unit's voucher files as they stand there: dates and amounts understood, the rest still text."""

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

import polars as pl

from mingzhang.accounts.books.candidates import AUXILIARY
from mingzhang.accounts.books.grids import sheet_names
from mingzhang.accounts.books.mapping import DATE_PARTS, FIELDS, JOIN, SIDES, SIGNED, VoucherSettings
from mingzhang.accounts.books.table import ROW, Table, chosen
from mingzhang.accounts.books.table_sources import TableSource, file_source, find_table, missing_table
from mingzhang.accounts.books.tables import open_table
from mingzhang.accounts.books.titles import titles_of
from mingzhang.accounts.books.totals import Entries, total_findings
from mingzhang.accounts.books.voucher_dates import PART, date_findings, dates_of, made_dates, title_findings
from mingzhang.accounts.books.voucher_rows import VOUCHER_PART, first_lines_carried, told_apart
from mingzhang.accounts.books.voucher_sides import FEN, UNREAD, amount_findings, balance, sound, with_sides
from mingzhang.findings import Finding, Place, finding

TABLE = "凭证"
FILE = "__file__"
"""Number of the source that a line comes from, UInt16."""


@dataclass
class RawLines:
    """`frame`: FILE, ROW, date (Date), fen (debit − credit, Int64), sound (Boolean), and texts: voucher, line, account,
    memo, the dimensions that the file has, auxiliary columns.
    """

    sources: tuple[TableSource, ...] = ()
    frame: pl.DataFrame | None = None
    findings: list[Finding] = field(default_factory=list)
    settings: VoucherSettings = field(default_factory=VoucherSettings)
    apart: int = 0
    """Rows that are totals, repeated headers or notes: no entries."""

    def name(self, column: str) -> str:
        """What the unit's files call a column of ours."""
        return self.settings.column(column)


def voucher_sources(folder: Path, settings: VoucherSettings) -> tuple[TableSource, ...]:
    """The files and sheets that hold vouchers: those that the settings name, else the table 凭证."""
    if not settings.files:
        source = find_table(folder, TABLE)
        return (source,) if source is not None else ()
    paths = {path for pattern in settings.files for path in folder.glob(pattern) if path.is_file()}
    return tuple(source for path in sorted(paths) for source in _sheets(path, folder, settings.sheets))


def _sheets(path: Path, folder: Path, patterns: tuple[str, ...]) -> tuple[TableSource, ...]:
    names = sheet_names(path)
    if not names:  # one table, or a file that whoever reads it tells of
        return (file_source(path, folder),)
    mine = [name for name in names if not patterns or any(fnmatchcase(name, pattern) for pattern in patterns)]
    return tuple(file_source(path, folder, name) for name in mine)


def read_lines(folder: Path, settings: VoucherSettings, year: int) -> RawLines:
    """All voucher lines of the folder with their own problems told; `frame` None where a file cannot be used."""
    sources = voucher_sources(folder, settings)
    raw = RawLines(sources, settings=settings)
    if not sources:
        missing = finding("B101", Place(file="、".join(settings.files))) if settings.files else missing_table(TABLE)
        raw.findings.append(missing)
        return raw
    tables, whole = _tables(raw)
    parts: list[pl.DataFrame] = []
    for number, table in tables:
        part = _part(raw, table, year, parts)
        parts.append(part.with_columns(pl.lit(number, pl.UInt16).alias(FILE)))
    if whole and parts:
        frame = pl.concat(parts, how="diagonal") if len(parts) > 1 else parts[0]
        raw.frame = frame.drop(FEN)
    return raw


def _tables(raw: RawLines) -> tuple[list[tuple[int, Table]], bool]:
    """The tables of the sources by number, and whether none is missing.

    A sheet without the columns is passed over, and told, where others of its workbook have them.
    """
    required, optional = columns_of_files(raw.settings)
    read = [open_table(source, required, optional, closed=False) for source in raw.sources]
    opened = [(source.path, table) for source, (table, _) in zip(raw.sources, read, strict=True) if table is not None]
    sound = {path for path, _ in opened}
    filled = {path for path, table in opened if not table.frame.is_empty()}
    tables: list[tuple[int, Table]] = []
    whole = True
    for number, (source, (table, found)) in enumerate(zip(raw.sources, read, strict=True)):
        spare = source.path in sound and not raw.settings.sheets
        if table is not None:
            tables.append((number, table))
            if source.path in filled:  # a month without vouchers among others that have some is told by none
                raw.findings += [item for item in found if item.code.code != "B108"]
                continue
        elif spare and all(item.code.code == "B107" for item in found):
            continue  # an empty sheet
        elif spare and all(item.code.code == "B105" for item in found):
            lacking = "、".join(item.expected.removeprefix("有") for item in found)
            raw.findings.append(finding("B308", source.place(), printed=f"没有{lacking}"))
            continue
        else:
            whole = False
        raw.findings += found
    return tables, whole


def columns_of_files(settings: VoucherSettings) -> tuple[list[str], list[str]]:
    """The columns of the files that must be there, and those that may be."""
    fields = {**FIELDS, **SIGNED} if settings.signed else FIELDS
    named = {key for key, name in fields.items() if name in settings.columns}
    required = [name for key in fields if key in named | set(settings.needed) for name in settings.columns_of(key)]
    required = list(dict.fromkeys(required + settings.auxiliary_columns()))
    others = [name for key in _fields(settings) for name in settings.columns_of(key)]
    return required, [name for name in dict.fromkeys(others) if name not in required]


def _fields(settings: VoucherSettings) -> list[str]:
    """Our fields that the files can have."""
    if not settings.signed:
        return list(FIELDS)
    signed = [key for key, name in SIGNED.items() if name in settings.columns]
    return [key for key in FIELDS if key not in SIDES] + signed


def texts_of(table: Table, settings: VoucherSettings) -> pl.DataFrame:
    """The rows of a table with our fields as texts; those that make a date or a number together by their parts."""
    frame = chosen(table, *columns_of_files(settings), trim=False)
    columns: list[pl.Expr] = [pl.col(ROW)]
    for key in _fields(settings):
        names = settings.columns_of(key)
        if key == "date" and settings.date_parts:
            parts = {key: name for key, name in DATE_PARTS.items() if name in settings.date_parts}
            columns += [pl.col(settings.date_parts[name]).alias(PART + part) for part, name in parts.items()]
        elif key == "voucher" and len(names) > 1:
            columns += [pl.col(name).alias(f"{VOUCHER_PART}{at}") for at, name in enumerate(names)]
        elif len(names) > 1:
            columns.append(pl.concat_str(names, separator=" ", ignore_nulls=True).alias(key))
        elif key in settings.needed or frame[names[0]].null_count() < frame.height:
            columns.append(pl.col(names[0]).alias(key))
    columns += [pl.col(name).alias(AUXILIARY + name) for name in settings.auxiliary_columns()]
    return frame.select(columns)


def _part(raw: RawLines, table: Table, year: int, earlier: list[pl.DataFrame]) -> pl.DataFrame:
    """The entries of a table, dates and amounts read; lines without a usable amount are not sound."""
    settings, source = raw.settings, table.source
    titles = titles_of(table.header.above, source.sheet, source.path.stem)
    raw.findings += title_findings(source, titles, settings, year)
    frame = with_sides(texts_of(table, settings), settings, binary=source.binary)
    made = bool(settings.date_parts)
    day = PART + ("day" if "日" in settings.date_parts else "month_day")
    dates = frame[day].replace("", None) if made else dates_of(frame["date"])
    rows = told_apart(table, frame, dates, settings)
    lines = first_lines_carried(rows.entries, settings)
    raw.findings += rows.findings
    raw.apart += len(rows.totals) + rows.others
    if made:
        given = made_dates(lines, settings, titles, year)
        printed, dates = given["text"], given["date"]
    else:
        printed = lines["date"]
        dates = dates if lines is frame else dates_of(printed)
    lines = _numbered(lines).with_columns(dates.alias("date"))
    raw.findings += date_findings(lines, printed, source, settings, year)
    raw.findings += amount_findings(lines, source, settings)
    if rows.totals:
        raw.findings += total_findings(
            source, rows.totals, Entries(_covered(lines), [_covered(part) for part in earlier])
        )
    return whole_lines(lines, year)


def whole_lines(lines: pl.DataFrame, year: int) -> pl.DataFrame:
    """The lines with debit − credit and whether it can be used, without the texts that these were read from; dates of
    another year are none.
    """
    dates = lines["date"]
    lines = lines.with_columns(balance(), sound(lines), date=dates.set(dates.dt.year() != year, None))
    spare = [name for name in lines.columns if name.startswith((PART, VOUCHER_PART, UNREAD)) or name in _RAW]
    return lines.drop(spare)


_RAW = frozenset({*SIDES, *SIGNED, "fen:amount"})
"""Texts of amounts, which nobody needs any more."""


def _covered(lines: pl.DataFrame) -> pl.DataFrame:
    """What totals look at."""
    sides = (pl.col(name).fill_null(0).alias(side) for side, name in zip(SIDES, FEN, strict=True))
    return lines.select(ROW, "date", "account", *sides)


def _numbered(lines: pl.DataFrame) -> pl.DataFrame:
    """Voucher numbers made of word and number, 记-12; none where the last part is missing."""
    parts = [name for name in lines.columns if name.startswith(VOUCHER_PART)]
    if not parts:
        return lines
    texts = [pl.col(name).str.strip_chars() for name in parts]
    given = [pl.when(text != "").then(text) for text in texts]
    whole = pl.when(given[-1].is_not_null()).then(pl.concat_str(given, separator=JOIN, ignore_nulls=True))
    return lines.with_columns(whole.alias("voucher"))
