"""The same formulas done otherwise: bare numpy, a Decimal loop a person, polars reading and grouping only."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from mingzhang.insurance.law.law import Law
from mingzhang.insurance.law.parameter import Parameter
from mingzhang.insurance.law.regions import Region
from mingzhang.insurance.month import month_from

CHOSEN = ("不取位", "四舍五入到分", "同计发基数")
WAYS = (("首项基数取法", "计发基数"), ("指数化基数取法", "计发基数"), ("基础年限算法", "按缴费年限"))
ELSEWHERE = ("首项指数起点", "过渡加发定额", "调节金定额", "养老金补贴")
TABLES = ("增发分段比例", "视同年限调节金")
"""What other provinces add; here it is only asked whether there is any."""
LINES = ("计发月数", "缴费年限", "指数", "基数", "基础", "账户", "过渡年限", "过渡", "合计", "支付", "首次")
Numbers = NDArray[np.int64]
FEN, TENTH, PLACES = Decimal("0.01"), Decimal("0.1"), Decimal("0.0001")


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
    """What one would write for one person: look the law up, compute in Decimal, keep every line; then the next."""
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

        whole, rest = divmod(retired - born, 12)
        divisor = _number(value("计发月数", str(whole)))
        if rest:
            following = _number(value("计发月数", str(whole + 1)))
            divisor = (divisor - (divisor - following) * rest / 12).quantize(TENTH, ROUND_HALF_UP)
        assert value("年限取位") == "四舍五入到四位小数"
        years = (Decimal(row["缴费月数"]) / 12).quantize(PLACES, ROUND_HALF_UP)
        early = (Decimal(row["过渡性缴费月数"]) / 12).quantize(PLACES, ROUND_HALF_UP)
        index, base = row["平均缴费指数"], _number(value("计发基数"))
        assert (value("指数化工资取位"), value("分项取位"), value("过渡基数取法")) == CHOSEN
        assert all(value(name) == way for name, way in WAYS)
        added = [name for name in ELSEWHERE if isinstance(law.find(name, region, retired), Parameter)]
        added += [name for name in TABLES if isinstance(law.table(name, region, retired), list)]
        assert not added
        wage = base * index
        basic = ((base + wage) / 2 * years * _number(value("基础养老金每年比例"))).quantize(FEN, ROUND_HALF_UP)
        account = (Decimal(row["个人账户储存额_分"]) / 100 / divisor).quantize(FEN, ROUND_HALF_UP)
        transitional = Decimal(0)
        if early:
            wage = base * max(index, _number(value("过渡指数下限")))
            assert value("过渡公式") == "基数与指数化工资平均"
            exactly = (base + wage) / 2 * early * _number(value("过渡系数"))
            transitional = exactly.quantize(FEN, ROUND_HALF_UP)
        total = basic + account + transitional
        paid = total.quantize(Decimal(1), ROUND_CEILING) if value("支付额取整") == "见分进元" else total
        assert row["缴费月数"] >= _number(value("最低缴费月数"))
        first = retired + int(_number(value("首次领取间隔")))
        lines = (divisor, years, index, base, basic, account, early, transitional, total, paid, first)
        found.append(dict(zip(LINES, lines, strict=True)))
    return found


def _number(value: Decimal | str) -> Decimal:
    assert isinstance(value, Decimal)
    return value


def read_and_group(records: Path) -> pl.DataFrame:
    """What any program must do that needs the records by person."""
    return (
        pl.read_parquet(records)
        .group_by("编号")
        .agg(pl.col("缴费基数_分").sum(), pl.col("月数").cast(pl.Int64).sum(), pl.col("年份").min())
    )
