"""The same formulas done otherwise: bare numpy; and polars reading and grouping records only."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Facts:
    """Facts of a form as integers: months as year × 12 + month − 1, money in 分, the index in 1/10000."""

    region: Numbers
    born: Numbers
    retired: Numbers
    months: Numbers
    early: Numbers
    index: Numbers
    balance: Numbers


@dataclass(frozen=True)
class Tables:
    """The parameters as plain arrays, gathered beforehand."""

    base: Numbers
    """分, by region and month counted from `first_month`; last year's where the year's own is not out."""
    first_month: int
    divisors: Numbers
    """Tenths, by whole age from 40."""
    whole_yuan: Numbers
    """1 where the payment is rounded up to a whole yuan, by region and month."""


def bare_numpy(facts: Facts, tables: Tables) -> tuple[Numbers, ...]:
    """The award's formulas in bare integer arithmetic: total and payment in 分, first month of payment."""
    at = facts.retired - tables.first_month
    base = tables.base[facts.region, at]
    age = facts.retired - facts.born
    whole = age // 12
    rest = age - whole * 12
    this, following = tables.divisors[whole - 40], tables.divisors[whole - 39]
    divisor = ((this * 12 - (this - following) * rest) * 2 + 12) // 24
    years = (facts.months * 10_000 * 2 + 12) // 24
    early_years = (facts.early * 10_000 * 2 + 12) // 24
    wage = base * (10_000 + facts.index)
    basic = (wage * years * 2 + 2_000_000_00 * 100) // (4_000_000_00 * 100)
    account = (facts.balance * 20 + divisor) // (2 * divisor)
    transitional = (wage * early_years * 14 * 2 + 200_000_000_000) // 400_000_000_000
    transitional = np.where(early_years > 0, transitional, 0)
    total = basic + account + transitional
    paid = np.where(tables.whole_yuan[facts.region, at] == 1, (total + 99) // 100 * 100, total)
    return divisor, total, paid, facts.retired + 1


def read_and_group(records: Path) -> pl.DataFrame:
    """What any program must do that needs the records by person."""
    return _grouped(pl.read_parquet(records).lazy())


def scan_and_group(records: Path) -> pl.DataFrame:
    """The same, left to polars to plan as a whole."""
    return _grouped(pl.scan_parquet(records))


def _grouped(records: pl.LazyFrame) -> pl.DataFrame:
    sums = (pl.col("缴费基数_分").sum(), pl.col("月数").cast(pl.Int64).sum(), pl.col("年份").min())
    return records.group_by("编号").agg(*sums).collect()
