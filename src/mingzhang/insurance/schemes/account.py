"""个人账户, one year: the index of the year, what is credited, the interest, the balance carried on."""

from fractions import Fraction

from mingzhang.insurance.engine.expression import Constant, Expression, operand
from mingzhang.insurance.engine.fact import Fact
from mingzhang.insurance.engine.line import Line
from mingzhang.insurance.engine.scheme import Scheme
from mingzhang.insurance.engine.words import (
    above,
    as_law_says,
    at_least,
    below,
    every,
    given,
    law,
    rounded_as,
    says,
    stated,
    to_fen,
    unless,
    when,
    year_of,
    year_published,
)
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.schemes.common import REGION

RULE = "劳办发〔1997〕116号；权益记录单"
INTEREST = "人社部发〔2017〕31号"
EMPLOYEES, FLEXIBLE, PUBLIC_SERVICE = "企业职工基本养老保险", "灵活就业基本养老保险", "机关事业单位基本养老保险"
INSURANCE = Fact("险种", None, "按哪个险种记账", words=(EMPLOYEES, FLEXIBLE, PUBLIC_SERVICE))
OF_PUBLIC_SERVICE = says(INSURANCE.label, PUBLIC_SERVICE)
YEAR = Fact("年份", Unit.NUMBER, "记录所属的年份", whole=True)
DECEMBER = Fact("年末", Unit.MONTH, "该年十二月")
WAGES = Fact("缴费基数", Unit.YUAN, "该年各月缴费基数的合计")
MONTHS = Fact("月数", Unit.MONTHS, "该年缴费的月数", most=12)
FIRST = Fact("起始月", Unit.NUMBER, "该年从几月起缴费", least=1, most=12, whole=True)
MONTH_SUM = Fact("缴费月份之和", Unit.NUMBER, "缴费的月份不相连的，各月份数之和", required=False, most=78, whole=True)
LAST_MONTH = Fact("计到月份", Unit.NUMBER, "全年为12，退休当年为退休的月份", least=1, most=12, whole=True)
CREDITED = Fact("记账额", Unit.YUAN, "该年记入个人账户的金额；不写则按比例计算", required=False)
INDEX_STATED = Fact("平均缴费指数", Unit.NUMBER, "已有平均缴费指数的，不再逐年计算", required=False)
OPENING = Fact("年初余额", Unit.YUAN, "上年末余额")
AT = DECEMBER.name
PAID = above(MONTHS.name, 0)

LAST_YEARS = law("平均工资", YEAR.name - 1, at=AT)
AVERAGE = as_law_says("指数平均工资取法", {"上年": LAST_YEARS, "当年": law("平均工资", YEAR.name, at=AT)}, at=AT)
OF_REGION = as_law_says(
    "年指数算法",
    {
        "按全年": rounded_as("年指数取位", WAGES.name / AVERAGE, at=AT),
        "按缴费月数": rounded_as("年指数取位", WAGES.name * 12 / (MONTHS.name * AVERAGE), at=AT),
    },
    at=AT,
)
INDEX = Line(
    "当年缴费指数",
    Unit.NUMBER,
    when(OF_PUBLIC_SERVICE, rounded_as("年指数取位", WAGES.name / LAST_YEARS, at=AT), OF_REGION),
    "国发〔2005〕38号；机关事业单位为人社部发〔2015〕28号",
    only=every(PAID, unless(stated(INDEX_STATED.name))),
)
ONE_RATE_SINCE = 2016
"""Until then 机关事业 had a rate of its own, and enterprises one of each province."""


def public_rate(at: Expression) -> Expression:
    """The interest of 机关事业 and 职业年金 accounts in the year of a December."""
    return when(below(year_of(at), ONE_RATE_SINCE), law("机关事业记账利率", at=at), law("个人账户记账利率", at=at))


SHARE = to_fen(WAGES.name * law("记入个人账户比例", INSURANCE.label, at=AT))
CREDIT = Line("当年记账额", Unit.YUAN, when(PAID, given(CREDITED.name, SHARE), 0), RULE)
HOLDS = above(OPENING.name + CREDIT.name, 0)
RATE_MONTH = Line("利率所属年末", Unit.MONTH, year_published("个人账户记账利率", at=AT), INTEREST, only=HOLDS)
RATE = Line(
    "记账利率",
    Unit.RATE,
    when(OF_PUBLIC_SERVICE, public_rate(RATE_MONTH.name), law("个人账户记账利率", at=RATE_MONTH.name)),
    INTEREST,
    only=HOLDS,
)
COUNTED = Line(
    "计息月数",
    Unit.NUMBER,
    when(
        below(LAST_MONTH.name, 12),
        as_law_says("退休当年计息", {"计到退休月": LAST_MONTH.name, "计全年": operand(12)}, at=AT),
        12,
    ),
    RULE,
    only=HOLDS,
)
ON_OPENING = Line("年初余额利息", Unit.YUAN, when(HOLDS, to_fen(OPENING.name * RATE.name * COUNTED.name / 12), 0), RULE)
AVERAGE_MONTHS = COUNTED.name + 1 - FIRST.name - (MONTHS.name - 1) / 2
"""Months for which an average month's credit bears interest, the months following each other."""
BY_MONTHS = (COUNTED.name + 1) * MONTHS.name - MONTH_SUM.name
"""The sum over the months that were paid, where they do not follow each other."""
HALF_YEAR = Constant(Fraction(1083, 2000))
ON_CREDIT = Line(
    "当年记账利息",
    Unit.YUAN,
    when(
        every(HOLDS, above(CREDIT.name, 0)),
        as_law_says(
            "年内计息",
            {
                "月积数法": when(
                    stated(MONTH_SUM.name),
                    to_fen(CREDIT.name * RATE.name * BY_MONTHS / (MONTHS.name * 12)),
                    to_fen(CREDIT.name * AVERAGE_MONTHS * RATE.name / 12),
                ),
                "年度法": to_fen(CREDIT.name * RATE.name * HALF_YEAR),
            },
            at=AT,
        ),
        0,
    ),
    RULE,
)
CLOSING = Line("年末余额", Unit.YUAN, OPENING.name + CREDIT.name + ON_OPENING.name + ON_CREDIT.name, RULE)
ACCOUNT_YEAR = Scheme(
    title="个人账户年度记账",
    about="年末余额等于年初余额、当年记账额、年初余额利息、当年记账利息之和；当年缴费指数供计算平均缴费指数。",
    region="参保地",
    facts=(
        REGION,
        INSURANCE,
        YEAR,
        DECEMBER,
        WAGES,
        MONTHS,
        FIRST,
        MONTH_SUM,
        LAST_MONTH,
        CREDITED,
        INDEX_STATED,
        OPENING,
    ),
    lines=(INDEX, CREDIT, RATE_MONTH, RATE, COUNTED, ON_OPENING, ON_CREDIT, CLOSING),
    key="年末余额",
    provisional=every(HOLDS, unless(at_least(RATE_MONTH.name, AT))),
)
