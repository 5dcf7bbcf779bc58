"""Invented people and careers, seeded: plausible ages, careers and wages; and an invented table of parameters."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

SEED = 20250101
FIRST_YEAR, LAST_YEAR = 1991, 2025
FIRST_RETIRED = 2021
REGIONS = ("盘锦", "沈阳", "大连")
SHARES = (0.8, 0.12, 0.08)


@dataclass(frozen=True)
class City:
    """`forms`: facts of a form; `people` and `records`: the same people with a record a year."""

    forms: pl.DataFrame
    people: pl.DataFrame
    records: pl.DataFrame


def generate(people: int, seed: int = SEED) -> City:
    """People who retire from 2021 to 2025, men at 60, women at 50 or 55, after careers of 15 to 43 years."""
    random = np.random.default_rng(seed)
    man = random.random(people) < 0.45
    age = np.where(man, 60, np.where(random.random(people) < 0.3, 55, 50))
    retired = random.integers(FIRST_RETIRED * 12, (LAST_YEAR + 1) * 12, people)
    born = retired - age * 12
    worked = np.clip(random.normal(age - 22, 5, people), 15, age - 17).astype(np.int64)
    deemed = np.where(random.random(people) < 0.4, random.integers(0, 120, people), 0)
    level = np.clip(random.lognormal(-0.1, 0.45, people), 0.55, 3.0)
    region = random.choice(len(REGIONS), people, p=SHARES)
    ids = pl.Series("编号", np.arange(people) + 10_000_000).cast(pl.String)
    common = [
        ids,
        pl.Series("参保地", np.array(REGIONS)[region]),
        _month("出生年月", born),
        _month("退休年月", retired),
    ]
    months = worked * 12 + random.integers(0, 12, people)
    early = np.minimum(months, deemed + random.integers(0, 60, people))
    balance = (level * worked * random.integers(250_000, 420_000, people)).astype(np.int64)
    forms = pl.DataFrame(
        [
            *common,
            pl.Series("缴费月数", months),
            pl.Series("过渡性缴费月数", early),
            _decimals("平均缴费指数", np.round(level * 10_000).astype(np.int64), 4),
            pl.Series("个人账户储存额_分", balance),
        ]
    )
    known = pl.DataFrame([*common, pl.Series("视同缴费月数", deemed)])
    return City(forms, known, _records(ids, retired, worked, level, random))


def _month(name: str, months: NDArray[np.int64]) -> pl.Series:
    year, month = np.divmod(months, 12)
    return pl.DataFrame({"y": year, "m": month + 1}).select(pl.date("y", "m", 1).alias(name))[name]


def _decimals(name: str, units: NDArray[np.int64], digits: int) -> pl.Series:
    scaled = pl.col("u").cast(pl.Decimal(18, 0)) * pl.lit(Decimal(1).scaleb(-digits))
    return pl.DataFrame({"u": units}).select(scaled.alias(name))[name]


def average_wage(year: int) -> int:
    """Invented: yuan a year."""
    return round(4800 * 1.1 ** (min(year, 2012) - 1995) * 1.04 ** max(0, year - 2012))


def _records(
    ids: pl.Series,
    retired: NDArray[np.int64],
    worked: NDArray[np.int64],
    level: NDArray[np.float64],
    random: np.random.Generator,
) -> pl.DataFrame:
    """One row a person and year, together by person; the last year ends with the month of retirement."""
    last = retired // 12
    first = np.maximum(FIRST_YEAR, last - worked)
    counts = last - first + 1
    person = np.repeat(np.arange(len(ids)), counts)
    year = np.arange(len(person)) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(first, counts)
    months = np.where(year == last[person], retired[person] % 12 + 1, 12)
    wages = np.array([average_wage(value - 1) for value in range(FIRST_YEAR, LAST_YEAR + 1)])
    factor = level[person] * random.uniform(0.9, 1.1, len(person))
    # the generator may use floats: what it writes are whole 分 all the same
    paid = (wages[year - FIRST_YEAR] * factor * months / 12 * 100).astype(np.int64)
    return pl.DataFrame(
        {"编号": ids.gather(person), "年份": year.astype(np.int32), "月数": months.astype(np.int8), "缴费基数_分": paid}
    )


def write_law(path: Path) -> None:
    """Invented parameters for what the delivered law does not hold: wages, early interest, the start of accounts."""
    source = "虚构的数，只供测速"
    rows = ["参数,项,地区,起,止,值,依据,可信度,核对"]
    rows += [
        f"平均工资,{year},辽宁省,1990-01,,{average_wage(year)},{source},存疑,2026-01-01"
        for year in range(FIRST_YEAR - 1, LAST_YEAR + 1)
    ]
    rows += [
        f"个人账户记账利率,,全国,{year}-01,{year}-12,4%,{source},存疑,2026-01-01" for year in range(FIRST_YEAR, 2016)
    ]
    rows.append(f"记入个人账户比例,企业职工基本养老保险,辽宁省,1991-01,1997-12,11%,{source},存疑,2026-01-01")
    rows.append(f"建账年月,,辽宁省,1991-01,,1996-01,{source},存疑,2026-01-01")
    path.write_text("\n".join(rows) + "\n", "utf-8")
