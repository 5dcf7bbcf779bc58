"""The same formulas done otherwise: bare numpy, a Decimal loop a person, polars reading and grouping only."""

from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
FEN = Decimal("0.01")


def bare_numpy(
    base: Numbers, index: Numbers, months: Numbers, early: Numbers, balance: Numbers, divisor: Numbers
) -> Numbers:
    """Half-up integer arithmetic of basic, account and transitional pension; the paid amount in 分.

    base and balance in 分, index in 1/10000, divisor in 1/10.
    """
    years = (months * 10_000 * 2 + 12) // 24
    early_years = (early * 10_000 * 2 + 12) // 24
    basic = (base * (10_000 + index) * years * 2 + 20_000_000_000) // 40_000_000_000
    account = (balance * 20 + divisor) // (2 * divisor)
    transitional = (base * (10_000 + index) * early_years * 14 * 2 + 2_000_000_000_000 // 10) // (
        4_000_000_000_000 // 10
    )
    return basic + account + transitional


def decimal_loop(rows: list[tuple[Decimal, Decimal, int, int, Decimal, Decimal]]) -> list[Decimal]:
    """The same for one person after the other."""
    found = []
    for base, index, months, early, balance, divisor in rows:
        years = (Decimal(months) / 12).quantize(Decimal("0.0001"), ROUND_HALF_UP)
        early_years = (Decimal(early) / 12).quantize(Decimal("0.0001"), ROUND_HALF_UP)
        wage = base * (1 + index) / 2
        basic = (wage * years * Decimal("0.01")).quantize(FEN, ROUND_HALF_UP)
        account = (balance / divisor).quantize(FEN, ROUND_HALF_UP)
        transitional = (wage * early_years * Decimal("0.014")).quantize(FEN, ROUND_HALF_UP)
        found.append((basic + account + transitional).quantize(FEN, ROUND_CEILING))
    return found


def read_and_group(records: Path) -> pl.DataFrame:
    """What any program must do that needs the records by person."""
    return (
        pl.read_parquet(records)
        .group_by("编号")
        .agg(pl.col("缴费基数_分").sum(), pl.col("月数").cast(pl.Int64).sum(), pl.col("年份").min())
    )
