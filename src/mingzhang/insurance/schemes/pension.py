"""企业职工基本养老金: basic, account and transitional pension (国发〔2005〕38号), by the region's ways of computing."""

from mingzhang.insurance.engine.expression import Expression
from mingzhang.insurance.engine.scheme import Check, Fact, Line, Scheme
from mingzhang.insurance.engine.words import (
    above,
    as_law_says,
    below,
    either,
    every,
    given,
    larger,
    law,
    rounded_as,
    says,
    stated,
    to_digits,
    unless,
    when,
    year_published,
)
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.schemes.common import BORN, POST, REGION, SEX
from mingzhang.insurance.schemes.divisor import divisor_lines
from mingzhang.insurance.schemes.retirement import KNOWN, ORIGINAL, retirement_lines
from mingzhang.money import Rounding

DOCUMENT = "国发〔2005〕38号"
LAW = "中华人民共和国社会保险法第十六条"
REGIONAL = "各省实施国发〔2005〕38号的办法"

RETIRED = Fact("退休年月", Unit.MONTH, "办理退休的年月")
BASE_MONTH = Fact("计发基数所属年月", Unit.MONTH, "预发时用上年度基数的，写上年度的年月", required=False)
BASE = Fact("计发基数", Unit.YUAN, "核定表载明的基数；不写则查参数", required=False)
OTHER_BASE = Fact("过渡计发基数", Unit.YUAN, "过渡性养老金另有基数的", required=False)
MONTHS = Fact("缴费月数", Unit.MONTHS, "含视同缴费", required=False, most=840)
YEARS = Fact("缴费年限", Unit.YEARS, "核定表载明的年限，含视同缴费；写了缴费月数则不必写", required=False, most=70)
EARLY_MONTHS = Fact(
    "过渡性缴费月数", Unit.MONTHS, "视同缴费及建立个人账户前的缴费月数，含特殊工种折算", required=False, most=840
)
EARLY_YEARS = Fact("过渡性缴费年限", Unit.YEARS, "同上，以年计", required=False, most=70)
INDEX_SUM = Fact("缴费指数之和", Unit.NUMBER, "历年缴费指数相加", required=False)
PAID_MONTHS = Fact("实际缴费月数", Unit.MONTHS, "不含视同缴费", required=False, most=840)
INDEX = Fact("平均缴费指数", Unit.NUMBER, "核定表载明的指数", required=False, most=10)
OTHER_INDEX = Fact("过渡性指数", Unit.NUMBER, "过渡性养老金另有指数的", required=False, most=10)
BALANCE = Fact("个人账户储存额", Unit.YUAN, "退休时的本息合计")
DIVISOR = Fact("计发月数", Unit.NUMBER, "核定表载明的计发月数；不写则按年龄推算", required=False)
KIND = Fact(
    "退休类型", None, "特殊工种、因病的不受退休年月的限制", required=False, words=("法定", "弹性", "特殊工种", "因病")
)
ESTIMATED = Fact("预计息", None, "储存额按上年利率预计的，写“是”", required=False, words=("是",))
EXTRA = Fact("其他月待遇", Unit.YUAN, "增发、补贴等按月发给的其他项目", required=False)

AT = RETIRED.name
FACTS = (
    *(
        REGION,
        BORN,
        SEX,
        POST,
        ORIGINAL,
        KIND,
        RETIRED,
        BASE_MONTH,
        BASE,
        OTHER_BASE,
        MONTHS,
        YEARS,
        EARLY_MONTHS,
        EARLY_YEARS,
    ),
    *(INDEX_SUM, PAID_MONTHS, INDEX, OTHER_INDEX, BALANCE, DIVISOR, ESTIMATED, EXTRA),
)


def _average_index() -> Expression:
    """The sum of the yearly indices over the years that count."""
    months = PAID_MONTHS.name
    return as_law_says(
        "指数年数取法",
        {
            "进到整年": to_digits(INDEX_SUM.name / to_digits(months / 12, 0, Rounding.UP), 4),
            "按月折年": to_digits(INDEX_SUM.name * 12 / months, 4),
        },
        at=AT,
    )


AGE, AGE_YEARS, AGE_REST, DIVISOR_LINE = divisor_lines(AT, stated(BORN.name), DIVISOR)
YEARS_LINE = Line("缴费年限", Unit.YEARS, given(YEARS.name, rounded_as("年限取位", MONTHS.name / 12, at=AT)), REGIONAL)
INDEX_LINE = Line("平均缴费指数", Unit.NUMBER, given(INDEX.name, _average_index()), DOCUMENT)
BASE_MONTH_LINE = Line(
    "计发基数所属年月", Unit.MONTH, given(BASE_MONTH.name, year_published("计发基数", at=AT)), REGIONAL
)
BASE_LINE = Line("计发基数", Unit.YUAN, given(BASE.name, law("计发基数", at=BASE_MONTH_LINE.name)), DOCUMENT)
WAGE = Line(
    "指数化月平均缴费工资",
    Unit.YUAN,
    rounded_as("指数化工资取位", BASE_LINE.name * INDEX_LINE.name, at=AT),
    DOCUMENT,
    in_tables=False,
)
BASIC = Line(
    "基础养老金",
    Unit.YUAN,
    rounded_as(
        "分项取位",
        (BASE_LINE.name + WAGE.name) / 2 * YEARS_LINE.name * law("基础养老金每年比例", at=AT),
        at=AT,
    ),
    DOCUMENT,
)
ACCOUNT = Line("个人账户养老金", Unit.YUAN, rounded_as("分项取位", BALANCE.name / DIVISOR_LINE.name, at=AT), DOCUMENT)


def _early_years() -> Expression:
    return when(stated(EARLY_MONTHS.name), rounded_as("年限取位", EARLY_MONTHS.name / 12, at=AT), 0)


EARLY_LINE = Line("过渡性缴费年限", Unit.YEARS, given(EARLY_YEARS.name, _early_years()), REGIONAL)
HAS_EARLY = above(EARLY_LINE.name, 0)
OTHER_BASE_LINE = Line(
    "过渡计发基数",
    Unit.YUAN,
    given(
        OTHER_BASE.name,
        as_law_says(
            "过渡基数取法",
            {"同计发基数": BASE_LINE.name, "另定基数": law("过渡计发基数", at=BASE_MONTH_LINE.name)},
            at=AT,
        ),
    ),
    REGIONAL,
    only=HAS_EARLY,
    in_tables=False,
)
OTHER_INDEX_LINE = Line(
    "过渡性养老金指数",
    Unit.NUMBER,
    larger(given(OTHER_INDEX.name, INDEX_LINE.name), law("过渡指数下限", at=AT)),
    REGIONAL,
    only=HAS_EARLY,
    in_tables=False,
)
OTHER_WAGE = Line(
    "过渡性指数化工资",
    Unit.YUAN,
    rounded_as("指数化工资取位", OTHER_BASE_LINE.name * OTHER_INDEX_LINE.name, at=AT),
    REGIONAL,
    only=HAS_EARLY,
    in_tables=False,
)
ITS_BASE = Line(
    "过渡性养老金计算基数",
    Unit.YUAN,
    as_law_says(
        "过渡公式",
        {"指数化工资": OTHER_WAGE.name, "基数与指数化工资平均": (OTHER_BASE_LINE.name + OTHER_WAGE.name) / 2},
        at=AT,
    ),
    REGIONAL,
    only=HAS_EARLY,
    in_tables=False,
)
TRANSITIONAL = Line(
    "过渡性养老金",
    Unit.YUAN,
    when(HAS_EARLY, rounded_as("分项取位", ITS_BASE.name * EARLY_LINE.name * law("过渡系数", at=AT), at=AT), 0),
    REGIONAL,
)
EXTRA_LINE = Line("其他月待遇", Unit.YUAN, given(EXTRA.name, 0), REGIONAL)
TOTAL = Line("月基本养老金", Unit.YUAN, BASIC.name + ACCOUNT.name + TRANSITIONAL.name + EXTRA_LINE.name, DOCUMENT)
PAID = Line("月支付额", Unit.YUAN, rounded_as("支付额取整", TOTAL.name, at=AT), REGIONAL)
FIRST = Line("首次领取年月", Unit.MONTH, AT + law("首次领取间隔", at=AT), DOCUMENT)

AGE_LINES = retirement_lines(KNOWN)
EARLIEST = next(line for line in AGE_LINES if line.title == "最早退休年月")
MINIMUM = Line(
    "最低缴费月数", Unit.MONTHS, law("最低缴费月数", at=AT), "中华人民共和国社会保险法第十六条", in_tables=False
)
COUNTED = Line(
    "据以核对的缴费月数",
    Unit.NUMBER,
    when(stated(MONTHS.name), MONTHS.name, YEARS_LINE.name * 12),
    REGIONAL,
    in_tables=False,
)
SPECIAL = either(says(KIND.label, "特殊工种"), says(KIND.label, "因病"))
CHECKS = (
    Check("I401", AT, ">=", EARLIEST.name, every(KNOWN, unless(SPECIAL))),
    Check("I406", COUNTED.name, "<=", AGE.name, stated(BORN.name)),
    Check("I402", COUNTED.name, ">=", MINIMUM.name, above(MINIMUM.name, 0)),
)
LINES = (
    *(AGE, AGE_YEARS, AGE_REST, DIVISOR_LINE, YEARS_LINE, INDEX_LINE, BASE_MONTH_LINE, BASE_LINE, WAGE, BASIC, ACCOUNT),
    *(EARLY_LINE, OTHER_BASE_LINE, OTHER_INDEX_LINE, OTHER_WAGE, ITS_BASE, TRANSITIONAL),
    *(EXTRA_LINE, TOTAL, PAID, FIRST, MINIMUM, COUNTED),
    *AGE_LINES,
)

PENSION = Scheme(
    title="企业职工基本养老保险待遇",
    about="基础养老金、个人账户养老金、过渡性养老金，按参保地的计算办法逐项核定。",
    region="参保地",
    facts=FACTS,
    lines=LINES,
    key="月支付额",
    checks=CHECKS,
    provisional=either(
        says(ESTIMATED.label, "是"),
        every(either(stated(BASE_MONTH.name), unless(stated(BASE.name))), below(BASE_MONTH_LINE.name, AT)),
    ),
)
