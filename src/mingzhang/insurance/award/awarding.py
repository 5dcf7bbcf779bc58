"""Awards of a table of people: read, computed, the lines as columns, and findings for those who cannot be awarded."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from mingzhang.findings import Finding
from mingzhang.insurance.award.carried import CARRIED
from mingzhang.insurance.award.failures import failures_as_findings
from mingzhang.insurance.award.reading import Reading, read_table
from mingzhang.insurance.award.source import FEN, Source
from mingzhang.insurance.engine.exact import Exact, Mask, over
from mingzhang.insurance.engine.frame import Index
from mingzhang.insurance.engine.rounding import rounded
from mingzhang.insurance.engine.scheme import Line, Scheme
from mingzhang.insurance.law.law import Law
from mingzhang.insurance.law.loader import load_law
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.month import month_from, month_of
from mingzhang.insurance.schemes.pension import PENSION
from mingzhang.insurance.schemes.registry import schemes
from mingzhang.money import Rounding

PROVISIONAL = "预发"
EPOCH = month_from(1970, 1)
PLACES = 8
"""Decimals of a column that is neither money nor a month; what has more is rounded there, never in a computation."""
SCALED = (Unit.NUMBER, Unit.RATE, Unit.YEARS, Unit.AGE)


@dataclass(frozen=True, slots=True)
class Awards:
    """`table` holds the awarded rows, `rows` their positions in the input; the findings tell of the others."""

    table: pl.DataFrame
    rows: Index
    findings: tuple[Finding, ...]
    reading: Reading


def award(
    table: pl.DataFrame,
    scheme: Scheme | str = PENSION,
    at: int | str | date | None = None,
    *,
    law: Law | None = None,
    source: Source | None = None,
    left_out: Mask | None = None,
) -> Awards:
    """The scheme computed for every row, by the law as it was published in the month `at` (None: as known today).

    `scheme` may be the word that a case writes after 待遇; ValueError where there is no such benefit.
    `at` is a month as an integer (see month.py), as text such as "2025-04", or any day of the month.
    Rows of `left_out` are known to be unfit already. Money is written as whole 分 in columns that end in _分.
    Raises ProblemsFound where a whole column is unfit.
    """
    scheme = _called(scheme) if isinstance(scheme, str) else scheme
    source = source or Source()
    law = law or load_law()
    reading = read_table(table, scheme, law if at is None else law.seen_in(_month(at)), source, left_out)
    scheme.compute(reading.frame)
    findings = (*reading.findings, *failures_as_findings(reading, source))
    good = ~reading.frame.failed()
    rows = reading.rows[good]
    kept = table.select(name for name in CARRIED if name in table.columns)
    complete = len(rows) == table.height
    columns = [*(kept if complete or not kept.width else kept[rows])]
    columns += [_series(line, reading, None if complete else good) for line in scheme.lines if line.in_tables]
    if scheme.provisional is not None:
        columns.append(pl.Series(PROVISIONAL, scheme.is_provisional(reading.frame)[good]))
    scaled = [line.title for line in scheme.lines if line.in_tables and line.unit in SCALED]
    one = pl.lit(Decimal(1).scaleb(-PLACES))
    found = pl.DataFrame(columns).with_columns(pl.col(title).cast(pl.Decimal(38, 0)) * one for title in scaled)
    return Awards(found, rows, findings, reading)


def _called(name: str) -> Scheme:
    known = schemes()
    if name not in known:
        raise ValueError(f"没有“{name}”这种待遇；有：{'、'.join(known)}")
    return known[name]


def _month(at: int | str | date) -> int:
    if isinstance(at, date):
        return month_from(at.year, at.month)
    return month_of(at) if isinstance(at, str) else at


def _series(line: Line, reading: Reading, good: Mask | None) -> pl.Series:
    """A line as a column; null where it is not computed."""
    values = reading.frame.columns[line.title]
    assert isinstance(values, Exact)
    present = reading.frame.present.get(line.title)
    if present is not None and not present[0].any():
        return _absent(line, len(values) if good is None else int(good.sum()))
    mask = None if present is None else ~present[0]
    if good is not None:
        values = values.take(np.flatnonzero(good))
        mask = None if mask is None else mask[good]
    match line.unit:
        case Unit.YUAN:
            series = pl.Series(line.title + FEN, over(values, 100).units.astype(np.int64, copy=False))
        case Unit.MONTH:
            series = pl.Series(line.title, _first_days(values.units))
        case Unit.MONTHS | Unit.PERSONS | Unit.DAYS:
            series = pl.Series(line.title, values.units // values.denominator)
        case _:
            shown = values if 10**PLACES % values.denominator == 0 else rounded(values, PLACES, Rounding.HALF_UP)
            series = pl.Series(line.title, over(shown, 10**PLACES).units.astype(np.int64, copy=False))
    return series if mask is None else series.set(pl.Series(mask), None)


def _absent(line: Line, rows: int) -> pl.Series:
    """A line that is computed for nobody, in its own type."""
    title = line.title + FEN if line.unit is Unit.YUAN else line.title
    dtype = pl.Date() if line.unit is Unit.MONTH else pl.Int64()
    return pl.Series(title, [None], dtype=dtype).new_from_index(0, rows)


def _first_days(months: NDArray[np.int64]) -> NDArray[np.datetime64]:
    """The first day of each month."""
    first = int(months.min()) if len(months) else EPOCH
    last = int(months.max()) if len(months) else EPOCH
    span = np.arange(first - EPOCH, last + 1 - EPOCH).astype("datetime64[M]").astype("datetime64[D]")
    return span[months - first]
