"""工亡待遇: funeral, the lump sum by the year before the injury, survivors' pensions within the cap (工伤保险条例)."""

from mingzhang.insurance.engine.conditions import Condition
from mingzhang.insurance.engine.expression import Expression
from mingzhang.insurance.engine.fact import Fact
from mingzhang.insurance.engine.line import Line
from mingzhang.insurance.engine.scheme import Scheme
from mingzhang.insurance.engine.words import (
    above,
    as_law_says,
    either,
    every,
    given,
    law,
    says,
    smaller,
    stated,
    to_fen,
    unless,
    when,
    year_of,
)
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.schemes.common import REGION
from mingzhang.insurance.schemes.injury import AT, AVERAGE, AVERAGE_LINE, BEGINS, HURT, RULE, WAGE, WAGE_LINE
from mingzhang.money import Rounding

SPOUSE = Fact("供养配偶人数", Unit.PERSONS, "0 或 1", most=1)
OTHERS = Fact("其他供养亲属人数", Unit.PERSONS, "子女、父母等", most=20)
LONELY = Fact("孤寡老人或孤儿人数", Unit.PERSONS, "以上人员中另加10%的人数", required=False, most=20)
LATER = Fact("停工留薪期满后死亡", None, "一级至四级在停工留薪期满后死亡的，写“是”", required=False, words=("是",))
MISSING = Fact("下落不明预支", None, "下落不明、生活有困难的，写“是”", required=False, words=("是",))
DIED = Fact("死亡年月", Unit.MONTH, "死亡的年月；不写则同受伤年月", required=False)
DEATH_AVERAGE = Fact(
    "死亡时统筹地区月平均工资", Unit.YUAN, "死亡年月的上年度职工月平均工资；不写则查参数", required=False
)
LUMP_MONTHS = Fact(
    "工亡补助金月数",
    Unit.MONTHS,
    "2011年以前受伤、按原条例的，写当地规定的48至60个月",
    required=False,
    least=48,
    most=60,
)
BY_MONTHS = stated(LUMP_MONTHS.name)
HAS_LUMP = unless(says(LATER.label, "是"))
INCOME_YEAR = Line(
    "可支配收入所属年度", Unit.NUMBER, year_of(AT) - 1, "若干规定（令13号）第十一条", only=unless(BY_MONTHS)
)
DEATH_AVERAGE_LINE = Line(
    "死亡时统筹地区月平均工资",
    Unit.YUAN,
    given(DEATH_AVERAGE.name, when(stated(DIED.name), law("统筹地区月平均工资", at=DIED.name), AVERAGE_LINE.name)),
    f"{RULE}第三十九条",
)
FUNERAL = Line(
    "丧葬补助金",
    Unit.YUAN,
    to_fen(DEATH_AVERAGE_LINE.name * law("工亡丧葬补助金月数", at=AT)),
    f"{RULE}第三十九条",
)
DEATH_LUMP = Line(
    "一次性工亡补助金",
    Unit.YUAN,
    when(
        HAS_LUMP,
        when(
            BY_MONTHS,
            to_fen(AVERAGE_LINE.name * LUMP_MONTHS.name),
            law("全国城镇居民人均可支配收入", INCOME_YEAR.name, at=AT) * law("工亡补助金倍数", at=AT),
        ),
        0,
    ),
    f"{RULE}第三十九条；若干规定（令13号）第十一条",
)
IS_MISSING = says(MISSING.label, "是")
IN_ADVANCE = Line(
    "预支的一次性工亡补助金",
    Unit.YUAN,
    to_fen(DEATH_LUMP.name * law("工亡补助金预支比例", at=AT)),
    f"{RULE}第四十一条：从事故发生当月起三个月内照发工资，从第四个月起停发，发给供养亲属抚恤金",
    only=IS_MISSING,
)
SHARES = (
    SPOUSE.name * law("供养亲属配偶比例", at=AT)
    + OTHERS.name * law("供养亲属其他比例", at=AT)
    + given(LONELY.name, 0) * law("供养亲属加发比例", at=AT)
)
ASKED = Line("各亲属抚恤金之和", Unit.YUAN, to_fen(WAGE_LINE.name * SHARES), f"{RULE}第三十九条")
PENSION = Line("月供养亲属抚恤金", Unit.YUAN, smaller(ASKED.name, WAGE_LINE.name), f"{RULE}第三十九条，不高于本人工资")
OVER = above(ASKED.name, WAGE_LINE.name)


def _one(title: str, share: Expression, only: Condition) -> Line:
    """One survivor's part; above the cap all parts shrink alike, cut to 分 so that their sum keeps within it."""
    alone = WAGE_LINE.name * share
    within = as_law_says("供养亲属超限取法", {"各人按比例减少": to_fen(alone / SHARES, Rounding.DOWN)}, at=AT)
    return Line(title, Unit.YUAN, when(OVER, within, to_fen(alone)), f"{RULE}第三十九条", only=only)


SPOUSE_PART = _one("配偶每月", law("供养亲属配偶比例", at=AT), above(SPOUSE.name, 0))
OTHER_PART = _one("其他亲属每人每月", law("供养亲属其他比例", at=AT), above(OTHERS.name, 0))
LONELY_PART = _one(
    "孤寡老人或孤儿每人另加", law("供养亲属加发比例", at=AT), every(stated(LONELY.name), above(LONELY.name, 0))
)
FIRST = Line(
    "抚恤金首次发放年月",
    Unit.MONTH,
    when(IS_MISSING, HURT.name + 3, DIED.name + law(BEGINS, at=DIED.name)),
    f"{RULE}第三十九条；下落不明的为第四十一条：事故当月起三个月照发工资，从第四个月起发给",
    only=every(above(ASKED.name, 0), either(IS_MISSING, stated(DIED.name))),
)
INJURY_DEATH = Scheme(
    title="工亡待遇",
    about="丧葬补助金、一次性工亡补助金和供养亲属抚恤金；工亡补助金按工伤发生时上一年度的全国城镇居民人均可支配收入。",
    region="参保地",
    facts=(REGION, HURT, DIED, WAGE, AVERAGE, DEATH_AVERAGE, SPOUSE, OTHERS, LONELY, LATER, MISSING, LUMP_MONTHS),
    lines=(
        *(AVERAGE_LINE, WAGE_LINE, DEATH_AVERAGE_LINE, FUNERAL, INCOME_YEAR, DEATH_LUMP, IN_ADVANCE, ASKED, PENSION),
        *(SPOUSE_PART, OTHER_PART, LONELY_PART, FIRST),
    ),
    key="一次性工亡补助金",
)
