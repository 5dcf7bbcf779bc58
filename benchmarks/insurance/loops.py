"""Two loops over people in Decimal, which make the columns that an award makes.

`decimal_loop` is the one that the award is held to: for one person it does what the award does. It refuses facts that
cannot be, looks up what the law of the person's region says in the month, computes, holds the result to the checks, and
keeps every line. It is spared what the award does besides: which formula and which roundings the region has is written
into it (Liaoning's), and nothing tells which fact of which row is wrong, or by which document a parameter holds.

`decimal_loop_of_tables` neither checks nor asks: its parameters are gathered beforehand and its dates are known to be
right. It shows what the arithmetic alone costs a loop.
"""

from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import Any

from benchmarks.insurance.generate import REGIONS
from benchmarks.insurance.rivals import Tables
from mingzhang.insurance.law.law import Law
from mingzhang.insurance.law.missing import Missing
from mingzhang.insurance.law.parameter import Parameter
from mingzhang.insurance.law.regions import Region
from mingzhang.insurance.month import month_from

FEN, TENTH, PLACES, YUAN = Decimal("0.01"), Decimal("0.1"), Decimal("0.0001"), Decimal(1)
PERCENT, TRANSITIONAL = Decimal("0.01"), Decimal("0.014")
FIRST_MONTH, LAST_MONTH, MOST_MONTHS, MOST_INDEX = month_from(1900, 1), month_from(2199, 12), 840, 10
LINES = (
    "计发月数",
    "缴费年限",
    "计发基数",
    "平均缴费指数",
    "基础养老金",
    "个人账户养老金",
    "过渡性缴费年限",
    "过渡性养老金",
)
Row = dict[str, Any]


def decimal_loop(rows: list[Row], law: Law) -> list[Row]:
    """What one would write for one person, for each person."""
    return [_awarded(row, law) for row in rows]


def _awarded(row: Row, law: Law) -> Row:
    region = law.regions.find(row["参保地"])
    born = month_from(row["出生年月"].year, row["出生年月"].month)
    retired = month_from(row["退休年月"].year, row["退休年月"].month)
    if region is None or not FIRST_MONTH <= born <= retired <= LAST_MONTH:
        raise ValueError("region, or months")
    months, early = row["缴费月数"], row["过渡性缴费月数"]
    if not (0 <= early <= MOST_MONTHS and 0 <= months <= MOST_MONTHS):
        raise ValueError("months")
    if not (0 <= row["平均缴费指数"] <= MOST_INDEX and row["个人账户储存额_分"] >= 0):
        raise ValueError("index or balance")
    if not _number(law, "最低缴费月数", region, retired) <= months <= retired - born:
        raise ValueError("too few months, or more than there are")
    whole, rest = divmod(retired - born, 12)
    divisor = _number(law, "计发月数", region, retired, str(whole))
    if rest:
        following = _number(law, "计发月数", region, retired, str(whole + 1))
        divisor = (divisor - (divisor - following) * rest / 12).quantize(TENTH, ROUND_HALF_UP)
    of_month = retired
    if isinstance(law.find("计发基数", region, retired), Missing):
        of_month -= 12
    base = _number(law, "计发基数", region, of_month)
    share, more = _number(law, "基础养老金每年比例", region, retired), _number(law, "过渡系数", region, retired)
    lines = _lines(row, base, divisor, share, more)
    paid = law.find("支付额取整", region, retired)
    assert isinstance(paid, Parameter)
    lines["月支付额"] = _paid(lines["月基本养老金"], paid.value == "见分进元")
    lines["首次领取年月"] = retired + int(_number(law, "首次领取间隔", region, retired))
    lines["计发基数所属年月"] = of_month
    lines["预发"] = of_month < retired
    return lines


def _number(law: Law, name: str, region: Region, month: int, item: str = "") -> Decimal:
    found = law.find(name, region, month, item)
    if isinstance(found, Missing) or isinstance(found.value, str):
        raise TypeError(found)
    return Decimal(found.value.numerator) / found.value.denominator


def decimal_loop_of_tables(rows: list[Row], tables: Tables) -> list[Row]:
    """The least that a loop must do."""
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
        lines["月支付额"] = _paid(lines["月基本养老金"], bool(whole_yuan[region][at]))
        lines["首次领取年月"] = retired + 1
        found.append(lines)
    return found


def _lines(row: Row, base: Decimal, divisor: Decimal, share: Decimal, more: Decimal) -> Row:
    """The formulas of Liaoning."""
    years = (Decimal(row["缴费月数"]) / 12).quantize(PLACES, ROUND_HALF_UP)
    early = (Decimal(row["过渡性缴费月数"]) / 12).quantize(PLACES, ROUND_HALF_UP)
    index = row["平均缴费指数"]
    half = base * (1 + index) / 2
    basic = (half * years * share).quantize(FEN, ROUND_HALF_UP)
    account = (Decimal(row["个人账户储存额_分"]) / 100 / divisor).quantize(FEN, ROUND_HALF_UP)
    transitional = (half * early * more).quantize(FEN, ROUND_HALF_UP)
    lines = dict(zip(LINES, (divisor, years, base, index, basic, account, early, transitional), strict=True))
    lines["月基本养老金"] = basic + account + transitional
    return lines


def _paid(total: Decimal, whole_yuan: bool) -> Decimal:
    return total.quantize(YUAN, ROUND_CEILING) if whole_yuan else total
