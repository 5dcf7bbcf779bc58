"""工伤保险待遇: by grade of disability, and on death at work (工伤保险条例, 国务院令586号)."""

from mingzhang.insurance.engine.branch import Condition
from mingzhang.insurance.engine.expression import Expression
from mingzhang.insurance.engine.scheme import Fact, Line, Scheme
from mingzhang.insurance.engine.words import (
    above,
    as_law_says,
    every,
    given,
    larger,
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
from mingzhang.money import Rounding

RULE = "工伤保险条例"
HURT = Fact("受伤年月", Unit.MONTH, "工伤发生的年月")
WAGE = Fact("本人工资", Unit.YUAN, "受伤前12个月平均月缴费工资")
AVERAGE = Fact("统筹地区月平均工资", Unit.YUAN, "上年度职工月平均工资；不写则查参数", required=False)
AT = HURT.name


def average(at: Expression) -> Line:
    return Line(
        "统筹地区月平均工资", Unit.YUAN, given(AVERAGE.name, law("统筹地区月平均工资", at=at)), f"{RULE}第六十四条"
    )


AVERAGE_LINE = average(AT)
FLOOR = AVERAGE_LINE.name * law("本人工资下限比例", at=AT)
CEILING = AVERAGE_LINE.name * law("本人工资上限比例", at=AT)
WAGE_LINE = Line("计发工资", Unit.YUAN, to_fen(smaller(larger(WAGE.name, FLOOR), CEILING)), f"{RULE}第六十四条")

GRADE = Fact("伤残等级", Unit.NUMBER, "1 至 10", least=1, most=10, whole=True)
CARE = Fact("护理依赖", None, "生活自理障碍的程度", required=False, words=("完全", "大部分", "部分"))
MINIMUM_WAGE = Fact("最低工资", Unit.YUAN, "当地月最低工资；写了就核对伤残津贴的差额", required=False)
LEAVING = Fact("终止劳动关系", None, "五级、六级本人提出或七级至十级合同终止的，写“是”", required=False, words=("是",))
HAS_ALLOWANCE = above(7 - GRADE.name, 0)
OWN_PENSION = Fact("月基本养老金", Unit.YUAN, "一级至四级到达退休年龄、改领养老金后的月额", required=False)
LUMP = Line(
    "一次性伤残补助金",
    Unit.YUAN,
    to_fen(WAGE_LINE.name * law("一次性伤残补助金月数", GRADE.name, at=AT)),
    f"{RULE}第三十五至三十七条",
)
ALLOWANCE = Line(
    "月伤残津贴",
    Unit.YUAN,
    when(HAS_ALLOWANCE, to_fen(WAGE_LINE.name * law("伤残津贴比例", GRADE.name, at=AT)), 0),
    f"{RULE}第三十五、三十六条",
)
TOP_UP = Line(
    "最低工资差额",
    Unit.YUAN,
    when(HAS_ALLOWANCE, larger(MINIMUM_WAGE.name - ALLOWANCE.name, 0), 0),
    f"{RULE}第三十五、三十六条",
    only=stated(MINIMUM_WAGE.name),
)
CARE_LINE = Line(
    "月生活护理费",
    Unit.YUAN,
    to_fen(AVERAGE_LINE.name * law("生活护理费比例", CARE.label, at=AT)),
    f"{RULE}第三十四条",
    only=stated(CARE.label),
)
MEDICAL = Line(
    "一次性工伤医疗补助金",
    Unit.YUAN,
    to_fen(AVERAGE_LINE.name * law("一次性工伤医疗补助金月数", GRADE.name, at=AT)),
    f"{RULE}第三十六、三十七条，月数由省规定",
    only=says(LEAVING.label, "是"),
)
EMPLOYMENT = Line(
    "一次性伤残就业补助金",
    Unit.YUAN,
    to_fen(AVERAGE_LINE.name * law("一次性伤残就业补助金月数", GRADE.name, at=AT)),
    f"{RULE}第三十六、三十七条，月数由省规定，由用人单位支付",
    only=says(LEAVING.label, "是"),
)
MADE_UP = Line(
    "基金补足的养老差额",
    Unit.YUAN,
    when(above(5 - GRADE.name, 0), larger(ALLOWANCE.name - OWN_PENSION.name, 0), 0),
    f"{RULE}第三十五条：养老金低于伤残津贴的，由工伤保险基金补足差额",
    only=stated(OWN_PENSION.name),
)
INJURY = Scheme(
    title="工伤保险伤残待遇",
    about="按伤残等级计发一次性伤残补助金和伤残津贴，按护理依赖程度计发生活护理费。五级、六级的伤残津贴由用人单位支付。",
    region="参保地",
    facts=(REGION, HURT, GRADE, WAGE, AVERAGE, CARE, MINIMUM_WAGE, LEAVING, OWN_PENSION),
    lines=(AVERAGE_LINE, WAGE_LINE, LUMP, ALLOWANCE, TOP_UP, CARE_LINE, MEDICAL, EMPLOYMENT, MADE_UP),
    key="一次性伤残补助金",
)

SPOUSE = Fact("供养配偶人数", Unit.PERSONS, "0 或 1", most=1)
OTHERS = Fact("其他供养亲属人数", Unit.PERSONS, "子女、父母等", most=20)
LONELY = Fact("孤寡老人或孤儿人数", Unit.PERSONS, "以上人员中另加10%的人数", required=False, most=20)
LATER = Fact("停工留薪期满后死亡", None, "一级至四级在停工留薪期满后死亡的，写“是”", required=False, words=("是",))
MISSING = Fact("下落不明预支", None, "下落不明、生活有困难的，写“是”", required=False, words=("是",))
HAS_LUMP = unless(says(LATER.label, "是"))
INCOME_YEAR = Line("可支配收入所属年度", Unit.NUMBER, year_of(AT) - 1, "若干规定（令13号）第十一条")
FUNERAL = Line(
    "丧葬补助金", Unit.YUAN, to_fen(AVERAGE_LINE.name * law("工亡丧葬补助金月数", at=AT)), f"{RULE}第三十九条"
)
DEATH_LUMP = Line(
    "一次性工亡补助金",
    Unit.YUAN,
    when(
        HAS_LUMP,
        law("全国城镇居民人均可支配收入", INCOME_YEAR.name, at=AT) * law("工亡补助金倍数", at=AT),
        0,
    ),
    f"{RULE}第三十九条；若干规定（令13号）第十一条",
)
IN_ADVANCE = Line(
    "预支的一次性工亡补助金",
    Unit.YUAN,
    to_fen(DEATH_LUMP.name * law("工亡补助金预支比例", at=AT)),
    f"{RULE}第四十一条：从事故发生当月起三个月内照发工资，从第四个月起停发，发给供养亲属抚恤金",
    only=says(MISSING.label, "是"),
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
INJURY_DEATH = Scheme(
    title="工亡待遇",
    about="丧葬补助金、一次性工亡补助金和供养亲属抚恤金；工亡补助金按工伤发生时上一年度的全国城镇居民人均可支配收入。",
    region="参保地",
    facts=(REGION, HURT, WAGE, AVERAGE, SPOUSE, OTHERS, LONELY, LATER, MISSING),
    lines=(
        *(AVERAGE_LINE, WAGE_LINE, FUNERAL, INCOME_YEAR, DEATH_LUMP, IN_ADVANCE, ASKED, PENSION),
        *(SPOUSE_PART, OTHER_PART, LONELY_PART),
    ),
    key="一次性工亡补助金",
)
