"""基本养老金年度调整: a fixed part, by years, by the pension, by brackets of pension and age; amounts are data."""

from mingzhang.insurance.engine.fact import Fact
from mingzhang.insurance.engine.line import Line
from mingzhang.insurance.engine.scheme import Scheme
from mingzhang.insurance.engine.words import (
    as_law_says,
    bracket,
    every,
    larger,
    law,
    law_says,
    rounded_as,
    stated,
    sum_of,
    tiers,
    to_digits,
    when,
    whole,
)
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.schemes.common import REGION
from mingzhang.money import Rounding

BASIS = "各省当年调整基本养老金的通知"
MONTH = Fact("调整年月", Unit.MONTH, "从这个月起调整，如 2014-01")
YEARS = Fact("缴费年限", Unit.YEARS, "含视同缴费", most=70)
PENSION = Fact("调整前月养老金", Unit.YUAN, "上年末的月基本养老金")
AGE = Fact("年龄", Unit.NUMBER, "到上年末的周岁", least=40, most=120, whole=True)
AT = MONTH.name

HARDSHIP = Fact("艰苦边远类别", None, "艰苦边远地区的类别，如 一类；不写则不计", required=False)
REACHED = Fact(
    "当年达龄类别", None, "上年内刚到倾斜年龄、当地另有增加的（山东），写参保类别，如 企业；不写则不计", required=False
)
COUNTED = Line(
    "计算的年限",
    Unit.YEARS,
    as_law_says(
        "调整年限取位",
        {
            "不取位": YEARS.name,
            "进到整数": to_digits(YEARS.name, 0, Rounding.UP),
            "去尾到整数": whole(YEARS.name),
            "进到半年": to_digits(YEARS.name * 2, 0, Rounding.UP) / 2,
        },
        at=AT,
    ),
    BASIS,
)
FIXED = Line("定额部分", Unit.YUAN, law("调整定额", at=AT), BASIS)
EACH_YEAR = COUNTED.name * law("调整每年限额", at=AT)
BY_YEARS = Line(
    "年限部分",
    Unit.YUAN,
    rounded_as(
        "调整取位",
        larger(
            when(
                law_says("调整按年限分段", "是", at=AT),
                EACH_YEAR + tiers("调整年限分段", COUNTED.name, at=AT),
                EACH_YEAR,
            ),
            law("调整年限部分下限", at=AT),
        ),
        at=AT,
    ),
    BASIS,
)
BY_SHARE = Line("比例部分", Unit.YUAN, rounded_as("调整取位", PENSION.name * law("调整挂钩比例", at=AT), at=AT), BASIS)
BY_LEVEL = Line(
    "水平分档部分",
    Unit.YUAN,
    bracket("调整水平分档", PENSION.name, at=AT),
    BASIS,
    only=law_says("调整按水平分档", "是", at=AT),
)
BY_AGE = Line(
    "高龄倾斜部分",
    Unit.YUAN,
    bracket("调整高龄分档", AGE.name, at=AT),
    BASIS,
    only=law_says("调整按高龄倾斜", "是", at=AT),
)
BY_PLACE = Line(
    "艰苦边远倾斜部分",
    Unit.YUAN,
    law("调整艰苦边远", HARDSHIP.label, at=AT),
    BASIS,
    only=stated(HARDSHIP.label),
)
BY_REACHING = Line(
    "当年达龄加发部分",
    Unit.YUAN,
    law("调整达龄加发", AGE.name, REACHED.label, at=AT),
    BASIS,
    only=stated(REACHED.label),
)
ALWAYS = every()
TOTAL = Line(
    "月增加额",
    Unit.YUAN,
    sum_of(
        *((ALWAYS, line.name) for line in (FIXED, BY_YEARS, BY_SHARE)),
        *((line.only or ALWAYS, line.name) for line in (BY_LEVEL, BY_AGE, BY_REACHING, BY_PLACE)),
    ),
    BASIS,
)
AFTER = Line("调整后月养老金", Unit.YUAN, PENSION.name + TOTAL.name, BASIS)

ADJUSTMENT = Scheme(
    title="基本养老金调整",
    about="定额、年限、比例、水平分档、高龄和艰苦边远倾斜各部分之和；各部分的数额由当年调整办法规定。",
    region="参保地",
    facts=(REGION, MONTH, YEARS, PENSION, AGE, REACHED, HARDSHIP),
    lines=(COUNTED, FIXED, BY_YEARS, BY_SHARE, BY_LEVEL, BY_AGE, BY_REACHING, BY_PLACE, TOTAL, AFTER),
    key="调整后月养老金",
)
