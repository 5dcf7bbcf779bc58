"""基础养老金 and 个人账户养老金: base and index, years, the account over its divisor (国发〔2005〕38号)."""

from mingzhang.insurance.engine.expression import Expression
from mingzhang.insurance.engine.line import Line
from mingzhang.insurance.engine.words import (
    as_law_says,
    given,
    law,
    provincial,
    rounded_as,
    smaller,
    stated,
    to_digits,
    when,
    whole,
    year_published,
)
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.schemes import pension_facts as fact
from mingzhang.insurance.schemes.common import BORN
from mingzhang.insurance.schemes.divisor import divisor_lines
from mingzhang.money import Rounding

DOCUMENT = "国发〔2005〕38号"
REGIONAL = "各省实施国发〔2005〕38号的办法"
AT = fact.RETIRED.name

AGE, AGE_YEARS, AGE_REST, DIVISOR = divisor_lines(AT, stated(BORN.name), fact.DIVISOR)
YEARS = Line(
    "缴费年限", Unit.YEARS, given(fact.YEARS.name, rounded_as("年限取位", fact.MONTHS.name / 12, at=AT)), REGIONAL
)


def average_index(at: Expression) -> Expression:
    """The sum of the yearly indices over the years that count."""
    months = fact.PAID_MONTHS.name
    return as_law_says(
        "指数年数取法",
        {
            "进到整年": rounded_as("平均指数取位", fact.INDEX_SUM.name / to_digits(months / 12, 0, Rounding.UP), at=at),
            "按月折年": rounded_as("平均指数取位", fact.INDEX_SUM.name * 12 / months, at=at),
        },
        at=at,
    )


BASE_MONTH = Line(
    "计发基数所属年月", Unit.MONTH, given(fact.BASE_MONTH.name, year_published("计发基数", at=AT)), REGIONAL
)
BASE = Line("计发基数", Unit.YUAN, given(fact.BASE.name, law("计发基数", at=BASE_MONTH.name)), DOCUMENT)
PROVINCE_BASE = given(fact.PROVINCE_BASE.name, provincial("计发基数", at=BASE_MONTH.name))
INDEX = Line(
    "平均缴费指数",
    Unit.NUMBER,
    given(
        fact.INDEX.name,
        when(stated(fact.WAGE.name), to_digits(fact.WAGE.name / BASE.name, 4), average_index(AT)),
    ),
    DOCUMENT,
)


def _base_of(name: str) -> Expression:
    """The base that the region's way of computing puts in this place."""
    return as_law_says(name, {"计发基数": BASE.name, "全省计发基数": PROVINCE_BASE}, at=AT)


FIRST = Line(
    "基础养老金首项基数",
    Unit.YUAN,
    as_law_says(
        "首项折算",
        {
            "不折算": _base_of("首项基数取法"),
            "按指数起点": _base_of("首项基数取法") * smaller(to_digits(INDEX.name / law("首项指数起点", at=AT), 4), 1),
        },
        at=AT,
    ),
    REGIONAL,
    in_tables=False,
)
WAGE = Line(
    "指数化月平均缴费工资",
    Unit.YUAN,
    given(fact.WAGE.name, rounded_as("指数化工资取位", _base_of("指数化基数取法") * INDEX.name, at=AT)),
    DOCUMENT,
    in_tables=False,
)
COUNTED = Line(
    "据以核对的缴费月数",
    Unit.NUMBER,
    when(stated(fact.MONTHS.name), fact.MONTHS.name, YEARS.name * 12),
    REGIONAL,
    in_tables=False,
)
HALF = (FIRST.name + WAGE.name) / 2
YEARLY = law("基础养老金每年比例", at=AT)
WHOLE_MONTHS = to_digits(COUNTED.name, 0)
WHOLE_YEARS = whole(WHOLE_MONTHS / 12)
BASIC = Line(
    "基础养老金",
    Unit.YUAN,
    rounded_as(
        "分项取位",
        as_law_says(
            "基础年限算法",
            {
                "按缴费年限": HALF * YEARS.name * YEARLY,
                "整年另加零月": HALF
                * (WHOLE_YEARS * YEARLY + (WHOLE_MONTHS - WHOLE_YEARS * 12) * law("基础养老金每月比例", at=AT)),
            },
            at=AT,
        ),
        at=AT,
    ),
    DOCUMENT,
)
ACCOUNT = Line("个人账户养老金", Unit.YUAN, rounded_as("分项取位", fact.BALANCE.name / DIVISOR.name, at=AT), DOCUMENT)
LINES = (*(AGE, AGE_YEARS, AGE_REST, DIVISOR, YEARS, BASE_MONTH, BASE, INDEX, FIRST, WAGE, COUNTED, BASIC, ACCOUNT),)
