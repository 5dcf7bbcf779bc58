"""机关事业单位养老: 新老办法 compared through the ten years of transition."""

from mingzhang.insurance.engine.expression import Expression
from mingzhang.insurance.engine.fact import Fact
from mingzhang.insurance.engine.line import Line
from mingzhang.insurance.engine.scheme import Scheme
from mingzhang.insurance.engine.words import (
    above,
    below,
    either,
    every,
    given,
    growth,
    larger,
    law,
    law_has,
    rounded_as,
    says,
    stated,
    to_digits,
    to_fen,
    unless,
    when,
    year_of,
    year_published,
)
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.schemes.account import PUBLIC_SERVICE
from mingzhang.insurance.schemes.common import BORN, REGION
from mingzhang.insurance.schemes.divisor import divisor_lines
from mingzhang.insurance.schemes.pension_facts import BALANCE, DIVISOR, ESTIMATED, INDEX_SUM, RETIRED

RULE = "国办发〔2015〕18号；人社部发〔2015〕28号"
ANNUITY_RULE = "国办发〔2015〕18号"
AT = RETIRED.name

OLD = Fact("老办法待遇", Unit.YUAN, "已算出的老办法月待遇；不写则由下列各项计算", required=False)
OLD_WAGE = Fact("2014年基本工资", Unit.YUAN, "2014年9月的基本工资标准", required=False)
OLD_SHARE = Fact("老办法计发比例", Unit.RATE, "按工作年限，如 90%", required=False)
OLD_SUBSIDY = Fact("退休补贴", Unit.YUAN, "退休补贴标准", required=False)
OLD_RAISE = Fact("增加退休费", Unit.YUAN, "按国办发〔2015〕3号增加的退休费", required=False)
GROWTH = Fact("累计增长系数", Unit.NUMBER, "2015年起各年工资增长率加一的连乘积；不写则查参数", required=False)
NEW = Fact("新办法待遇", Unit.YUAN, "已算出的新办法月待遇；不写则由下列各项计算", required=False)
BASE = Fact("计发基数", Unit.YUAN, "本省上年度在岗职工月平均工资", required=False)
DEEMED_INDEX = Fact("视同缴费指数", Unit.NUMBER, "按职务职级或岗位查表", required=False, most=10)
DEEMED_YEARS = Fact("视同缴费年限", Unit.YEARS, "2014年9月以前的年限", required=False, most=60)
DEEMED_MONTHS = Fact("视同缴费月数", Unit.MONTHS, "写了视同缴费年限则不必写", required=False, most=720)
INDEX = Fact("实际缴费指数", Unit.NUMBER, "2014年10月起的平均缴费指数；写了缴费记录则不必写", required=False, most=10)
YEARS = Fact("实际缴费年限", Unit.YEARS, "2014年10月起的年限", required=False, most=60)
MONTHS = Fact("实际缴费月数", Unit.MONTHS, "写了实际缴费年限则不必写", required=False, most=720)
ANNUITY = Fact("职业年金储存额", Unit.YUAN, "实账和已记实的记账合计；没有的写 0", required=False)
TRIAL = Fact("试点期间个人缴费本息", Unit.YUAN, "参加过试点的，退休时一次性支付", required=False)
ACCOUNT_BALANCE = Fact(BALANCE.title, Unit.YUAN, BALANCE.about, required=False)

COMPUTED = unless(stated(NEW.name))
AGE_LINES = divisor_lines(AT, every(COMPUTED, stated(BORN.name)), DIVISOR)
*AGES, DIVISOR_ALWAYS = AGE_LINES
DIVISOR_LINE = Line("计发月数", Unit.NUMBER, DIVISOR_ALWAYS.expression, DIVISOR_ALWAYS.basis, COMPUTED)
DEEMED_LINE, YEARS_LINE = (
    Line(
        years.title,
        Unit.YEARS,
        given(years.name, rounded_as("年限取位", months.name / 12, at=AT)),
        RULE,
        COMPUTED,
    )
    for years, months in ((DEEMED_YEARS, DEEMED_MONTHS), (YEARS, MONTHS))
)
ALL_YEARS = Line("缴费年限合计", Unit.YEARS, DEEMED_YEARS.name + YEARS.name, RULE, COMPUTED)


def actual_index(months: Fact) -> Expression:
    """The sum of the yearly indices over the years, which count to the month."""
    return to_digits(INDEX_SUM.name * 12 / months.name, 4)


INDEX_LINE = Line(
    INDEX.title,
    Unit.NUMBER,
    given(INDEX.name, actual_index(MONTHS)),
    RULE,
    every(COMPUTED, either(stated(INDEX.name), stated(INDEX_SUM.name))),
)
AVERAGE = Line(
    "平均缴费指数",
    Unit.NUMBER,
    to_digits((DEEMED_INDEX.name * DEEMED_YEARS.name + INDEX_LINE.name * YEARS.name) / ALL_YEARS.name, 4),
    RULE,
    COMPUTED,
)
LOOKED_UP = every(COMPUTED, unless(stated(BASE.name)))
OWN_BASE = "机关事业计发基数"
OWN_MONTH = year_published(OWN_BASE, at=AT)
HAS_OWN = law_has(OWN_BASE, at=OWN_MONTH)
"""Some regions publish a base of their own; elsewhere that of enterprises stands in, and a remark says so."""
BASE_MONTH = Line(
    "计发基数所属年月", Unit.MONTH, when(HAS_OWN, OWN_MONTH, year_published("计发基数", at=AT)), RULE, LOOKED_UP
)
BASE_LINE = Line(
    "计发基数",
    Unit.YUAN,
    given(
        BASE.name,
        when(HAS_OWN, law(OWN_BASE, at=BASE_MONTH.name), law("计发基数", at=BASE_MONTH.name)),
    ),
    RULE,
    COMPUTED,
)
SHARE = law("基础养老金每年比例", at=AT)
BASIC = Line(
    "基础养老金",
    Unit.YUAN,
    rounded_as("分项取位", BASE_LINE.name * (1 + AVERAGE.name) / 2 * ALL_YEARS.name * SHARE, at=AT),
    RULE,
    COMPUTED,
)
TRANSITIONAL = Line(
    "过渡性养老金",
    Unit.YUAN,
    when(
        above(DEEMED_YEARS.name, 0),
        rounded_as("分项取位", BASE_LINE.name * DEEMED_INDEX.name * DEEMED_YEARS.name * law("过渡系数", at=AT), at=AT),
        0,
    ),
    RULE,
    COMPUTED,
)
ACCOUNT = Line(
    "个人账户养老金",
    Unit.YUAN,
    rounded_as("分项取位", ACCOUNT_BALANCE.name / DIVISOR_LINE.name, at=AT),
    RULE,
    COMPUTED,
)
ANNUITY_LINE = Line(
    "职业年金", Unit.YUAN, rounded_as("分项取位", ANNUITY.name / DIVISOR_LINE.name, at=AT), ANNUITY_RULE, COMPUTED
)
NEW_LINE = Line(
    "新办法待遇",
    Unit.YUAN,
    given(NEW.name, BASIC.name + TRANSITIONAL.name + ACCOUNT.name + ANNUITY_LINE.name),
    RULE,
)
LAST = Line("过渡期最后年月", Unit.MONTH, law("机关事业过渡期最后年月", at=AT), RULE)
IN_TRANSITION = above(LAST.name + 1, AT)
GROWN = given(GROWTH.name, growth("老办法增长率", 2014, year_of(AT) - 1, at=AT))
"""Π (1 + G) over the years 2014 up to the one before retirement; that of 2014 is zero."""
OLD_LINE = Line(
    "老办法待遇",
    Unit.YUAN,
    given(
        OLD.name,
        to_fen((OLD_WAGE.name * OLD_SHARE.name + OLD_SUBSIDY.name + OLD_RAISE.name) * GROWN),
    ),
    RULE,
    IN_TRANSITION,
)
ADDED = Line(
    "超出部分计发比例",
    Unit.RATE,
    law("新办法超出部分计发比例", at=AT),
    RULE,
    IN_TRANSITION,
)
PAID = Line(
    "月待遇",
    Unit.YUAN,
    when(
        IN_TRANSITION,
        OLD_LINE.name + to_fen(larger(NEW_LINE.name - OLD_LINE.name, 0) * ADDED.name),
        NEW_LINE.name,
    ),
    RULE,
)
FIRST = Line("首次领取年月", Unit.MONTH, AT + law("首次领取间隔", at=AT), RULE)
TRIAL_LINE = Line(
    "一次性支付试点个人缴费", Unit.YUAN, TRIAL.name, f"{RULE}，不参加新老办法对比", only=stated(TRIAL.name)
)
REMARK = (
    "计发基数用的是当地企业职工的；机关事业单位另有计发基数的，请在案卷写明“计发基数”，"
    "或在自己的参数文件中加“机关事业计发基数”。"
)
PUBLIC = Scheme(
    title="机关事业单位基本养老保险待遇",
    about="十年过渡期内，新办法低于老办法的按老办法，高于的发给超出部分的一定比例；过渡期后按新办法。",
    region="参保地",
    facts=(
        *(REGION, BORN, RETIRED, OLD, OLD_WAGE, OLD_SHARE, OLD_SUBSIDY, OLD_RAISE, GROWTH),
        *(
            NEW,
            BASE,
            DEEMED_INDEX,
            DEEMED_YEARS,
            DEEMED_MONTHS,
            INDEX,
            YEARS,
            MONTHS,
            ACCOUNT_BALANCE,
            ANNUITY,
            DIVISOR,
            TRIAL,
            INDEX_SUM,
            ESTIMATED,
        ),
    ),
    lines=(
        *(
            *AGES,
            DIVISOR_LINE,
            DEEMED_LINE,
            YEARS_LINE,
            ALL_YEARS,
            INDEX_LINE,
            AVERAGE,
            BASE_MONTH,
            BASE_LINE,
            BASIC,
            TRANSITIONAL,
            ACCOUNT,
            ANNUITY_LINE,
        ),
        *(NEW_LINE, LAST, OLD_LINE, ADDED, PAID, FIRST, TRIAL_LINE),
    ),
    key="月待遇",
    provisional=either(says(ESTIMATED.label, "是"), every(LOOKED_UP, below(BASE_MONTH.name, AT))),
    account=PUBLIC_SERVICE,
    remarks=(
        (
            every(LOOKED_UP, unless(HAS_OWN)),
            REMARK,
        ),
    ),
)
