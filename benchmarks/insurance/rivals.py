"""The same formulas done otherwise: bare numpy, a Decimal loop a person, polars reading and grouping only."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.insurance.generate import REGIONS
from mingzhang.insurance.law.law import Law
from mingzhang.insurance.law.parameter import Parameter
from mingzhang.insurance.law.regions import Region
from mingzhang.insurance.month import month_from

LINES = ("计发月数", "缴费年限", "基数", "基础", "账户", "过渡年限", "过渡", "合计")
Numbers = NDArray[np.int64]
FEN, TENTH, PLACES = Decimal("0.01"), Decimal("0.1"), Decimal("0.0001")
PERCENT, TRANSITIONAL, MINIMUM = Decimal("0.01"), Decimal("0.014"), 180


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


def decimal_loop(rows: list[dict[str, Any]], law: Law) -> list[dict[str, Any]]:
    """What one would write for one person: look up what the formulas need, compute in Decimal; then the next."""
    found = []
    for row in rows:
        region = law.regions.find(row["参保地"])
        assert region is not None
        born, retired = (month_from(day.year, day.month) for day in (row["出生年月"], row["退休年月"]))

        def value(name: str, item: str = "", region: Region = region, at: int = retired) -> Decimal | str:
            entry = law.find(name, region, at, item)
            assert isinstance(entry, Parameter)
            if isinstance(entry.value, str):
                return entry.value
            return Decimal(entry.value.numerator) / entry.value.denominator

        def number(name: str, item: str = "", value: Any = value) -> Decimal:
            found = value(name, item)
            assert isinstance(found, Decimal)
            return found

        whole, rest = divmod(retired - born, 12)
        divisor = number("计发月数", str(whole))
        if rest:
            following = number("计发月数", str(whole + 1))
            divisor = (divisor - (divisor - following) * rest / 12).quantize(TENTH, ROUND_HALF_UP)
        lines = _lines(row, number("计发基数"), divisor, number("基础养老金每年比例"), number("过渡系数"))
        lines["支付"] = _paid(lines["合计"], value("支付额取整") == "见分进元")
        lines["首次"] = retired + int(number("首次领取间隔"))
        lines["够年限"] = row["缴费月数"] >= number("最低缴费月数")
        found.append(lines)
    return found


def decimal_loop_of_tables(rows: list[dict[str, Any]], tables: Tables) -> list[dict[str, Any]]:
    """The same with everything that the law says gathered beforehand: the least that a loop must do."""
    regions = {name: number for number, name in enumerate(REGIONS)}
    bases = [[Decimal(int(fen)) / 100 for fen in row] for row in tables.base]
    divisors = [Decimal(int(tenths)) / 10 for tenths in tables.divisors]
    whole_yuan = tables.whole_yuan.tolist()
    found = []
    for row in rows:
        region, day, birth = regions[row["参保地"]], row["退休年月"], row["出生年月"]
        retired = day.year * 12 + day.month - 1
        whole, rest = divmod(retired - birth.year * 12 - birth.month + 1, 12)
        divisor = divisors[whole - 40]
        if rest:
            divisor = (divisor - (divisor - divisors[whole - 39]) * rest / 12).quantize(TENTH, ROUND_HALF_UP)
        at = retired - tables.first_month
        lines = _lines(row, bases[region][at], divisor, PERCENT, TRANSITIONAL)
        lines["支付"] = _paid(lines["合计"], bool(whole_yuan[region][at]))
        lines["首次"] = retired + 1
        lines["够年限"] = row["缴费月数"] >= MINIMUM
        found.append(lines)
    return found


def _lines(row: dict[str, Any], base: Decimal, divisor: Decimal, share: Decimal, more: Decimal) -> dict[str, Any]:
    """The formulas of Liaoning."""
    years = (Decimal(row["缴费月数"]) / 12).quantize(PLACES, ROUND_HALF_UP)
    early = (Decimal(row["过渡性缴费月数"]) / 12).quantize(PLACES, ROUND_HALF_UP)
    half = base * (1 + row["平均缴费指数"]) / 2
    basic = (half * years * share).quantize(FEN, ROUND_HALF_UP)
    account = (Decimal(row["个人账户储存额_分"]) / 100 / divisor).quantize(FEN, ROUND_HALF_UP)
    transitional = (half * early * more).quantize(FEN, ROUND_HALF_UP)
    parts = (divisor, years, base, basic, account, early, transitional, basic + account + transitional)
    return dict(zip(LINES, parts, strict=True))


def _paid(total: Decimal, whole_yuan: bool) -> Decimal:
    return total.quantize(Decimal(1), ROUND_CEILING) if whole_yuan else total


def read_and_group(records: Path) -> pl.DataFrame:
    """What any program must do that needs the records by person."""
    return (
        pl.read_parquet(records)
        .group_by("编号")
        .agg(pl.col("缴费基数_分").sum(), pl.col("月数").cast(pl.Int64).sum(), pl.col("年份").min())
    )
