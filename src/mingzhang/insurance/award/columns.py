"""One column of a table as exact numbers: decimals, whole numbers, texts and dates; never a float."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from mingzhang.insurance.engine.exact import Mask, repeated
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.month import month_from

_AMOUNT = r"^[-+]?[0-9]{1,13}(\.[0-9]{1,2}0*)?$"
_NUMBER = r"^[-+]?[0-9]{1,9}(\.[0-9]{1,8})?$"
_MONTH = r"^[0-9]{4}[-./年]?(0?[1-9]|1[0-2])月?$"
_DAY = r"^([0-9]{4})[-./年](0?[1-9]|1[0-2])[-./月](0?[1-9]|[12][0-9]|3[01])日?$"
"""ASCII digits only: other scripts' digits are no numbers to whoever reads the column next."""
_SPAN = r"^(?:(?<years>[0-9]{1,3})年)?(?:零?(?<months>[0-9]{1,3})个?月)?$"
_PERCENT = r"[0-9]{1,7}(\.[0-9]{1,6})?%"
_TEXT_SCALE = 8
GLANCE = 64
"""Rows that mostly show whether a decimal is needed, before all are looked at."""
MONTH_SHAPE = re.compile(r"^([0-9]{4})[^0-9]?([0-9]{1,2})")
EXPECTED = {
    Unit.YUAN: "以元计、最多两位小数的金额，如 114333.21",
    Unit.MONTH: "年月，如 1965-04",
    Unit.RATE: "比例，如 80%",
    Unit.YEARS: "年数，如 32.42",
}


class UnusableColumn(Exception):  # noqa: N818 — told to the user as a finding
    """The column's type cannot hold what is asked; carries the type's name."""


@dataclass(frozen=True, slots=True)
class Read:
    """Units over a denominator; `given` where there is a value; `bad` where there is one that cannot be read."""

    units: NDArray[np.int64]
    denominator: int
    given: Mask
    bad: Mask


def read_numbers(series: pl.Series, unit: Unit) -> Read:
    """A column in the unit's own terms: 元 over 100, months as integers. Raises UnusableColumn."""
    if unit is Unit.MONTH:
        return _months(series)
    dtype = series.dtype
    if dtype.is_integer():
        return _read(series, series.cast(pl.Int64), 1)
    if isinstance(dtype, pl.Decimal):
        return _decimals(series, series)
    if dtype == pl.String:
        text = series.str.strip_chars().str.replace_all(",", "", literal=True)
        text = _without_unit(text.set(text == "", None), unit)
        shape = _AMOUNT if unit is Unit.YUAN else _NUMBER
        fits = text.str.contains(shape)
        numbers = text.set(~fits, None).cast(pl.Decimal(38, _TEXT_SCALE))
        return _decimals(text, numbers)
    if dtype == pl.Null:
        return _read(series, series.cast(pl.Int64), 1)
    raise UnusableColumn(str(dtype))


def _without_unit(text: pl.Series, unit: Unit) -> pl.Series:
    """The number alone: 88,888.80元, 15年, 80%, 32年5个月 as months. What is no such text stays as it is."""
    if unit is Unit.RATE:
        return _without_percent(text)
    if unit is Unit.YUAN:
        return text.str.strip_suffix("元").str.strip_chars()
    if unit is Unit.PERSONS:
        return text.str.strip_suffix("人").str.strip_chars()
    if unit is Unit.YEARS:
        return text.str.strip_suffix("年").str.strip_chars()
    if unit is not Unit.MONTHS or not text.str.contains("[年月]").any():
        return text
    parts = text.str.extract_groups(_SPAN)
    years, months = (parts.struct.field(name).cast(pl.Int64).fill_null(0) for name in ("years", "months"))
    return text.set(text.str.contains(_SPAN).fill_null(False), None).fill_null((years * 12 + months).cast(pl.String))


def _without_percent(text: pl.Series) -> pl.Series:
    """80% → 0.80, the point moved in the text; what is no percentage stays as it is."""
    words = [word for word in text.unique().to_list() if word is not None and re.fullmatch(_PERCENT, word)]
    plain = [f"{Decimal(word[:-1]).scaleb(-2):f}" for word in words]
    return text.replace(words, plain) if words else text


def read_fen(series: pl.Series) -> Read:
    """A column of whole 分. Raises UnusableColumn."""
    if not series.dtype.is_integer() and series.dtype != pl.Null:
        raise UnusableColumn(str(series.dtype))
    return _read(series, series.cast(pl.Int64), 100)


def _decimals(original: pl.Series, numbers: pl.Series) -> Read:
    assert isinstance(numbers.dtype, pl.Decimal)
    scale = numbers.dtype.scale or 0
    physical = numbers.to_physical()
    narrow = physical.cast(pl.Int64, strict=False)
    read = _read(original, narrow, 1)
    units, denominator = reduced(read.units, 10**scale)
    return Read(units, denominator, read.given, read.bad)


def reduced(units: NDArray[np.int64], denominator: int) -> tuple[NDArray[np.int64], int]:
    """With as few decimals as the column needs."""
    while denominator > 1 and not (units[:GLANCE] % 10).any():
        tenth = units // 10
        if (tenth * 10 != units).any():
            break
        units, denominator = tenth, denominator // 10
    return units, denominator


def _read(original: pl.Series, numbers: pl.Series, denominator: int) -> Read:
    if not original.null_count() and not numbers.null_count():
        units = numbers.to_numpy()
        every, none = (repeated(np.full(1, said), len(units)) for said in (True, False))
        return Read(units, denominator, every, none)
    given = original.is_not_null().to_numpy()
    known = numbers.is_not_null().to_numpy()
    return Read(numbers.fill_null(0).to_numpy(), denominator, given, given & ~known)


def _months(series: pl.Series) -> Read:
    if series.dtype in (pl.Date, pl.Datetime):
        return _dates(series)
    if series.dtype.is_integer():
        series = series.cast(pl.String)
    if series.dtype not in (pl.String, pl.Null):
        raise UnusableColumn(str(series.dtype))
    text = series.cast(pl.String).str.strip_chars()
    text = text.set(text == "", None)
    fits = text.str.contains(_MONTH) | _is_day(text)
    parts = text.set(~fits, None).str.extract_groups(MONTH_SHAPE.pattern)
    year, month = (parts.struct.field(name).cast(pl.Int64) for name in ("1", "2"))
    return _read(text, _month_number(year, month), 1)


def _is_day(text: pl.Series) -> pl.Series:
    """Which texts are a day that there is."""
    shaped = text.str.contains(_DAY).fill_null(False)
    if not shaped.any():
        return shaped
    parts = text.set(~shaped, None).str.extract_groups(_DAY)
    year, month, day = (parts.struct.field(name) for name in ("1", "2", "3"))
    plain = year + "-" + month.str.zfill(2) + "-" + day.str.zfill(2)
    return plain.str.to_date("%Y-%m-%d", strict=False).is_not_null()


def _dates(series: pl.Series) -> Read:
    days = series.cast(pl.Date).to_physical().fill_null(0).to_numpy()
    nothing = repeated(np.zeros(1, dtype=np.bool_), len(days))
    if not len(days):
        return Read(days.astype(np.int64), 1, nothing, nothing)
    first = int(days.min())
    span = np.arange(first, int(days.max()) + 1).astype("datetime64[D]")
    months = span.astype("datetime64[M]").astype(np.int64) + month_from(1970, 1)
    units = months[(days - first).astype(np.int64)]
    if not series.null_count():
        return Read(units, 1, repeated(np.ones(1, dtype=np.bool_), len(days)), nothing)
    given = series.is_not_null().to_numpy()
    return Read(np.where(given, units, 0), 1, given, nothing)


def _month_number(year: pl.Series, month: pl.Series) -> pl.Series:
    return year.cast(pl.Int64) * 12 + month.cast(pl.Int64) - 1


def shown(value: Any) -> str:
    """A cell as a finding shows it."""
    text = "" if value is None else str(value)
    return text if text.strip() else "空"
