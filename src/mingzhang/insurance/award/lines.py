"""The computed lines of a scheme as columns of a table, filled part by part: whole 分, months, decimals."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

from mingzhang.insurance.award.source import FEN
from mingzhang.insurance.engine.exact import Exact, Mask, over, tight
from mingzhang.insurance.engine.frame import Frame, Index
from mingzhang.insurance.engine.line import Line
from mingzhang.insurance.engine.rounding import rounded
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.month import month_from
from mingzhang.money import Rounding

EPOCH = month_from(1970, 1)
PLACES = 8
"""Decimals of a column that is neither money nor a month; what has more is rounded there, never in a computation."""
DECIMALS = pl.Decimal(38, PLACES)
SCALED = (Unit.NUMBER, Unit.RATE, Unit.YEARS, Unit.AGE)
COUNTED = (Unit.MONTHS, Unit.PERSONS, Unit.DAYS)


@dataclass(slots=True)
class Filled:
    """One line of all rows, in the integers that its column consists of; null where it is not computed."""

    line: Line
    rows: int
    units: NDArray[np.int64 | np.int32] = field(init=False)
    """分; days since 1970 for a month; 10⁻⁸ for what has decimals."""
    absent: Mask = field(init=False)
    computed: list[bool] = field(default_factory=list)
    """Of each part, whether the line is computed for any of its rows."""
    gaps: list[bool] = field(default_factory=list)

    def __post_init__(self) -> None:
        # neither takes memory before something is written to it
        self.units = np.zeros(self.rows, dtype=np.int32 if self.line.unit is Unit.MONTH else np.int64)
        self.absent = np.zeros(self.rows, dtype=np.bool_)

    def fill(self, rows: slice, frame: Frame) -> None:
        """From the frame of a part, which has been computed."""
        values = frame.columns[self.line.title]
        assert isinstance(values, Exact)
        here, _ = frame.present.get(self.line.title, (None, ""))
        if here is not None and not here.all():
            self.gaps.append(True)
            self.absent[rows] = ~here
            if not here.any():
                return
        self.computed.append(True)
        self.units[rows] = self._physical(values)

    def _physical(self, values: Exact) -> NDArray[np.int64 | np.int32]:
        unit = self.line.unit
        if unit is Unit.YUAN:
            found = over(values, 100).units
        elif unit is Unit.MONTH:
            return _first_days(values)
        elif unit in COUNTED:
            found = values.units if values.denominator == 1 else values.units // values.denominator
        else:
            shown = values if 10**PLACES % values.denominator == 0 else rounded(values, PLACES, Rounding.HALF_UP)
            found = over(shown, 10**PLACES).units
        return found.astype(np.int64, copy=False)

    def series(self, chosen: Index | None) -> pl.Series:
        """The chosen rows (None: all), decimals as whole 10⁻⁸."""
        title = self.line.title + FEN if self.line.unit is Unit.YUAN else self.line.title
        dtype = pl.Date() if self.line.unit is Unit.MONTH else pl.Int64()
        if not self.computed:
            return pl.Series(title, [None], dtype=dtype).new_from_index(0, self.rows if chosen is None else len(chosen))
        series = pl.Series(title, self.units if chosen is None else self.units[chosen])
        if self.gaps:
            series = series.set(pl.Series(self.absent if chosen is None else self.absent[chosen]), None)
        return series.cast(dtype)


def table_of(lines: Sequence[Filled], chosen: Index | None) -> pl.DataFrame:
    """The lines as columns of the chosen rows (None: all); money is written as whole 分."""
    table = pl.DataFrame([line.series(chosen) for line in lines])
    scaled = [line.line.title for line in lines if line.line.unit in SCALED]
    return table.with_columns(pl.col(title).cast(pl.Int128).reinterpret(dtype=DECIMALS) for title in scaled)


def _first_days(months: Exact) -> NDArray[np.int32]:
    """The first day of each month, as days since 1970."""
    months = tight(months)
    span = np.arange(months.low - EPOCH, months.high + 1 - EPOCH).astype("datetime64[M]").astype("datetime64[D]")
    found: NDArray[np.int32] = span.astype(np.int32)[months.units - months.low]
    return found
