"""The dates of voucher lines: one column, or year, period, month and day put together."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

import polars as pl

from mingzhang.accounts.books.mapping import DATE_PARTS, SIDES, VoucherSettings
from mingzhang.accounts.books.reporting import row_findings
from mingzhang.accounts.books.table import ROW
from mingzhang.accounts.books.table_sources import TableSource
from mingzhang.accounts.books.titles import Titles, money_of_heading
from mingzhang.findings import Finding, finding

PART = "part:"
"""Prefix of the columns that make a date together."""
_DATE = r"^\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?([ T].*)?$"
_COMPACT = r"^\s*(\d{4})(\d{2})(\d{2})\s*$"
_PERIOD = re.compile(r"(?:(20\d{2})\s*[-./年]?\s*(?:第\s*)?)?(\d{1,2})\s*(?:月份?|期)?")
_NUMBER = re.compile(r"(\d{1,4})\s*[年月日号]?")
_MONTH_DAY = re.compile(r"(\d{1,2})(?:\s*[-/月]\s*(\d{1,2})\s*[日号]?|\.(\d{2}))")
"""01-05, 1/5, 1月5日, 01.05; not 1.5 or 1.1, of which a number does not tell whether the day is 1 or 10."""
_SHORT = re.compile(r"20\d{2}\.\d")


def dates_of(text: pl.Series) -> pl.Series:
    """Dates in the usual ways of writing them, each distinct text read once; null for anything else."""
    distinct = text.unique().drop_nulls()
    if distinct.is_empty():
        return pl.Series([None] * len(text), dtype=pl.Date)
    plain = distinct.str.normalize("NFKC") if not _ascii(distinct) else distinct
    groups = [plain.str.extract_groups(pattern).struct.unnest() for pattern in (_DATE, _COMPACT)]
    parts = [
        groups[0].to_series(at).fill_null(groups[1].to_series(at)).cast(pl.Int32, strict=False).fill_null(0)
        for at in range(3)
    ]
    dates = pl.Series([_date(*record) for record in zip(*parts, strict=True)], dtype=pl.Date)
    return text.replace_strict(distinct, dates, default=None, return_dtype=pl.Date)


def _ascii(texts: pl.Series) -> bool:
    return bool((texts.str.len_bytes() == texts.str.len_chars()).all())


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def made_dates(frame: pl.DataFrame, settings: VoucherSettings, titles: Titles, year: int) -> pl.DataFrame:
    """The dates (`date`) that the parts of each line make, and the parts as one text (`text`), for findings.

    What the columns do not say follows from the titles, the name of the sheet or of the file, and the unit's year.
    """
    keys = [PART + key for key, name in DATE_PARTS.items() if name in settings.date_parts]
    distinct = frame.select(keys).unique(maintain_order=True)
    tenths = _tenths(distinct[PART + "period"]) if PART + "period" in keys else None
    made = [_made(dict(zip(keys, record, strict=True)), titles, year, tenths) for record in distinct.iter_rows()]
    joined = pl.concat_str([pl.col(key).fill_null("空") for key in keys], separator=" ").alias("text")
    meant = distinct.with_columns(joined, pl.Series("date", made, dtype=pl.Date))
    return frame.select(keys).join(meant, on=keys, how="left", nulls_equal=True, maintain_order="left")


def _tenths(periods: pl.Series) -> int | None:
    """What month 2023.1 means, which a number makes of 2023.10: 10 beside 2023.01, 1 beside 2023.2 or 2023.10."""
    texts = {_narrow(text) for text in periods.drop_nulls().to_list()}
    if any(re.fullmatch(r"20\d{2}\.0\d", text) for text in texts):
        return 10
    others = {text for text in texts if not text.endswith(".1")}
    return 1 if any(_SHORT.fullmatch(text) or text.endswith(".10") for text in others) else None


def _narrow(text: str | None) -> str:
    return unicodedata.normalize("NFKC", text or "").strip()


def _made(parts: dict[str, str | None], titles: Titles, year: int, tenths: int | None) -> date | None:
    given = {key.removeprefix(PART): _narrow(text) for key, text in parts.items()}
    of_year, month = _whole(given.get("year", "")), _whole(given.get("month", ""))
    period = _PERIOD.fullmatch(given.get("period", ""))
    if period:
        of_year = of_year or int(period[1] or 0)
        month = month or int(period[2])
        if period[1] and _SHORT.fullmatch(given["period"]) and period[2] == "1":
            month = tenths or (titles.month if titles.month in {1, 10} else None)
    if given.get("period") and not period:
        return None
    if not month and not {"period", "month", "month_day"} & given.keys():
        month = titles.month
    day = _whole(given.get("day", ""))
    if "month_day" in given:
        month, day = month_and_day(given["month_day"]) or (None, None)
    if not of_year:
        of_year = next(iter(titles.years)) if len(titles.years) == 1 else year
    return _date(of_year, month, day) if month and day else None


def month_and_day(text: str) -> tuple[int, int] | None:
    """Month and day of one text."""
    match = _MONTH_DAY.fullmatch(_narrow(text))
    return (int(match[1]), int(match[2] or match[3])) if match else None


def _whole(text: str) -> int | None:
    match = _NUMBER.fullmatch(text)
    return int(match[1]) if match else None


def date_findings(
    lines: pl.DataFrame, printed: pl.Series, source: TableSource, settings: VoucherSettings, year: int
) -> Iterable[Finding]:
    """What is wrong with the dates of lines; `printed` are the texts that they were read from."""
    column, dates = settings.column("date"), lines["date"]
    if dates.null_count():
        rows = lines.select(ROW, printed.alias("printed")).filter(dates.is_null())
        expected = "年、月、日合起来是一个日期" if settings.date_parts else f"日期，如 {year}-01-05"
        yield from row_findings("B112", source, rows, column=column, printed="printed", expected=expected)
    first, last = dates.min(), dates.max()
    if isinstance(first, date) and isinstance(last, date) and (first.year < year or last.year > year):
        rows = lines.select(ROW, printed.alias("printed")).filter(dates.dt.year() != year)
        expected = f"{year} 年内的日期"
        yield from row_findings("B113", source, rows, column=column, printed="printed", expected=expected)


def title_findings(source: TableSource, titles: Titles, settings: VoucherSettings, year: int) -> Iterable[Finding]:
    """Titles that speak of another year, of months that contradict each other, or of another unit of money."""
    if titles.money:
        yield finding("B306", source.place(), printed=f"单位：{titles.money}", expected="单位：元")
    fields = ("amount",) if settings.signed else SIDES
    amounts = dict.fromkeys(name for field in fields for name in settings.columns_of(field))
    for name in amounts if not titles.money else ():
        if money_of_heading(name):
            yield finding("B306", source.place(column=name), printed=name, expected="以元为单位")
    whole = bool(settings.date_parts) and "年" not in settings.date_parts
    if whole and titles.years and year not in titles.years:
        printed = "、".join(f"{each}年" for each in sorted(titles.years))
        yield finding("B304", source.place(), printed=printed, expected=f"{year}年")
    if settings.date_parts and not {"期间", "月", "月日"} & settings.date_parts.keys() and titles.month is None:
        printed = "、".join(f"{where}写的是{month}月" for where, month in titles.months) or "都没有写明月份"
        yield finding("B305", source.place(), printed=printed, expected="标题、工作表名或文件名写明同一个月份")
