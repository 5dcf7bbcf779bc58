"""缴费: the base between its limits, each party's part, what goes to the account, late fees and later settlement."""

from mingzhang.insurance.engine.fact import Fact
from mingzhang.insurance.engine.line import Line
from mingzhang.insurance.engine.scheme import Scheme
from mingzhang.insurance.engine.words import (
    below,
    given,
    larger,
    law,
    smaller,
    stated,
    to_fen,
    when,
    year_published,
)
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.schemes.common import REGION

LIMITS = "国办发〔2019〕13号"
RATES = "各险种缴费比例的规定"
LAW = "中华人民共和国社会保险法第六十条、第八十六条；2011年7月以前为社会保险费征缴暂行条例第十三条"

INSURANCES = ("企业职工基本养老保险", "灵活就业基本养老保险", "机关事业单位基本养老保险", "职业年金")
MONTH = Fact("费款所属期", Unit.MONTH, "缴费所属的年月")
INSURANCE = Fact("险种", None, "缴哪个险种", words=INSURANCES)
WAGE = Fact("申报工资", Unit.YUAN, "申报的月工资；灵活就业人员写自选的基数")
LIMIT_MONTH = Fact("上下限所属年月", Unit.MONTH, "预缴时用上年度上下限的，写上年度的年月", required=False)
LATE_DAYS = Fact("滞纳天数", Unit.DAYS, "自欠缴之日起的天数", required=False, most=36500)
EARLY_DAYS = Fact(
    "早期滞纳天数", Unit.DAYS, "滞纳天数中2011年6月30日以前的天数，按当时的比例", required=False, most=36500
)
PAID_UNIT = Fact("已缴单位部分", Unit.YUAN, "预缴过的，用于结算差额", required=False)
PAID_PERSON = Fact("已缴个人部分", Unit.YUAN, "预缴过的，用于结算差额", required=False)
LAST_DUE = Fact("上月应缴额", Unit.YUAN, "未按规定申报的，写上月应缴数额，据以核定", required=False)
AT = MONTH.name

LIMIT_LINE = Line("上下限所属年月", Unit.MONTH, given(LIMIT_MONTH.name, year_published("缴费基数下限", at=AT)), LIMITS)
FLOOR = Line("缴费基数下限", Unit.YUAN, law("缴费基数下限", at=LIMIT_LINE.name), LIMITS)
CEILING = Line("缴费基数上限", Unit.YUAN, law("缴费基数上限", at=LIMIT_LINE.name), LIMITS)
BASE = Line("缴费基数", Unit.YUAN, smaller(larger(WAGE.name, FLOOR.name), CEILING.name), LIMITS)
UNIT = Line("单位缴费", Unit.YUAN, to_fen(BASE.name * law("单位缴费比例", INSURANCE.label, at=AT)), RATES)
PERSON = Line("个人缴费", Unit.YUAN, to_fen(BASE.name * law("个人缴费比例", INSURANCE.label, at=AT)), RATES)
TOTAL = Line("合计应缴", Unit.YUAN, UNIT.name + PERSON.name, RATES)
CREDIT = Line("记入个人账户", Unit.YUAN, to_fen(BASE.name * law("记入个人账户比例", INSURANCE.label, at=AT)), RATES)
LATE = stated(LATE_DAYS.name)
NEW_FEE = 24138  # July 2011, from which the Social Insurance Law's rate counts
DAILY = TOTAL.name * law("滞纳金日比例", at=larger(AT, NEW_FEE))
FEE = Line(
    "滞纳金",
    Unit.YUAN,
    to_fen(
        when(
            below(AT, NEW_FEE),
            DAILY * (LATE_DAYS.name - EARLY_DAYS.name) + TOTAL.name * law("滞纳金日比例", at=AT) * EARLY_DAYS.name,
            DAILY * LATE_DAYS.name,
        )
    ),
    LAW,
    only=LATE,
)
NOT_YET = ((below(LIMIT_LINE.name, AT), "当年的缴费基数上下限尚未公布，本表按上年的预缴，公布后结算差额，多退少补。"),)
MORE_UNIT = Line("单位应补（负数为应退）", Unit.YUAN, UNIT.name - PAID_UNIT.name, LIMITS, only=stated(PAID_UNIT.name))
MORE_PERSON = Line(
    "个人应补（负数为应退）", Unit.YUAN, PERSON.name - PAID_PERSON.name, LIMITS, only=stated(PAID_PERSON.name)
)
UNDECLARED = Line(
    "未申报暂定应缴",
    Unit.YUAN,
    to_fen(LAST_DUE.name * law("未申报核定比例", at=AT)),
    "中华人民共和国社会保险法第六十二条",
    only=stated(LAST_DUE.name),
)

CONTRIBUTION = Scheme(
    title="社会保险缴费核定",
    about="缴费基数在上下限之间据实确定，按险种的比例分别计算单位和个人应缴的部分。",
    region="参保地",
    facts=(REGION, MONTH, INSURANCE, WAGE, LIMIT_MONTH, LATE_DAYS, EARLY_DAYS, PAID_UNIT, PAID_PERSON, LAST_DUE),
    lines=(LIMIT_LINE, FLOOR, CEILING, BASE, UNIT, PERSON, TOTAL, CREDIT, FEE, MORE_UNIT, MORE_PERSON, UNDECLARED),
    key="合计应缴",
    remarks=NOT_YET,
)

CLASS = Fact("行业类别", Unit.NUMBER, "工伤保险行业类别，1 至 8", least=1, most=8, whole=True)
FLOATING = Fact("浮动比例", Unit.RATE, "行业基准费率的浮动，如 80%", required=False)
LOWERED = Fact("阶段性下调", Unit.RATE, "阶段性降低费率的比例，如 20%", required=False, most=1)
INJURY_RATES = "人社部发〔2015〕71号"
RATE_LINE = Line(
    "工伤保险费率",
    Unit.RATE,
    law("工伤保险基准费率", CLASS.name, at=AT)
    * law("工伤浮动档次", CLASS.name, given(FLOATING.name, 1), at=AT)
    * (1 - given(LOWERED.name, 0)),
    INJURY_RATES,
)
INJURY_CONTRIBUTION = Scheme(
    title="工伤保险缴费核定",
    about="由用人单位缴纳，个人不缴费：缴费基数乘行业基准费率，再乘浮动比例；阶段性下调的按下调后的费率。",
    region="参保地",
    facts=(REGION, MONTH, CLASS, FLOATING, LOWERED, WAGE, LIMIT_MONTH, LATE_DAYS, EARLY_DAYS),
    lines=(
        *(LIMIT_LINE, FLOOR, CEILING, BASE, RATE_LINE),
        Line("合计应缴", Unit.YUAN, to_fen(BASE.name * RATE_LINE.name), INJURY_RATES),
        FEE,
    ),
    key="合计应缴",
    remarks=NOT_YET,
)
