"""职业年金: real and recorded accounts a year, making real before retirement or leaving, and the payout."""

from mingzhang.insurance.engine.fact import Fact
from mingzhang.insurance.engine.line import Line
from mingzhang.insurance.engine.scheme import Scheme
from mingzhang.insurance.engine.words import above, given, says, smaller, stated, to_digits, to_fen
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.schemes.account import INTEREST as INTEREST_RULE
from mingzhang.insurance.schemes.account import public_rate
from mingzhang.insurance.schemes.common import BORN, REGION
from mingzhang.insurance.schemes.divisor import divisor_lines
from mingzhang.insurance.schemes.pension_facts import DIVISOR, RETIRED
from mingzhang.insurance.schemes.public import ANNUITY_RULE
from mingzhang.money import Rounding

YEAR_END = Fact("年末", Unit.MONTH, "记账年度的十二月")
REAL = Fact("实账年初余额", Unit.YUAN, "个人缴费和已记实的部分")
RECORDED = Fact("记账年初余额", Unit.YUAN, "财政全额供款单位未记实的部分")
REAL_ADDED = Fact("当年实账缴费", Unit.YUAN, "个人缴费，和非全额供款单位的缴费")
RECORDED_ADDED = Fact("当年记账缴费", Unit.YUAN, "财政全额供款单位的缴费")
RETURN = Fact("实账收益", Unit.YUAN, "当年投资收益，亏损写负数", least=None)
LEAVING = Fact("记实", None, "退休、调离前须记实的，写“是”", required=False, words=("是",))
RATE = Line("记账利率", Unit.RATE, public_rate(YEAR_END.name), INTEREST_RULE)
INTEREST = Line("记账利息", Unit.YUAN, to_fen(RECORDED.name * RATE.name), ANNUITY_RULE)
RECORDED_END = Line("记账年末余额", Unit.YUAN, RECORDED.name + RECORDED_ADDED.name + INTEREST.name, ANNUITY_RULE)
REAL_END = Line("实账年末余额", Unit.YUAN, REAL.name + REAL_ADDED.name + RETURN.name, ANNUITY_RULE)
MADE_REAL = Line("应记实金额", Unit.YUAN, RECORDED_END.name, ANNUITY_RULE, says(LEAVING.label, "是"))
ANNUITY_YEAR = Scheme(
    title="职业年金年度记账",
    about="实账随投资收益增减，记账部分按公布的记账利率计息；退休、调离前记账部分由财政记实。当年缴费当年不计息。",
    region="参保地",
    facts=(REGION, YEAR_END, REAL, RECORDED, REAL_ADDED, RECORDED_ADDED, RETURN, LEAVING),
    lines=(
        *(RATE, INTEREST, RECORDED_END, REAL_END, MADE_REAL),
        Line("职业年金储存额", Unit.YUAN, RECORDED_END.name + REAL_END.name, ANNUITY_RULE),
    ),
    key="职业年金储存额",
)

SAVED = Fact("职业年金储存额", Unit.YUAN, "退休时实账和已记实的记账合计")
DRAWN = Fact("已领取月数", Unit.MONTHS, "领取过的月数", required=False, most=960)
*AGES, DIVISOR_LINE = divisor_lines(RETIRED.name, stated(BORN.name), DIVISOR)
MONTHLY = Line("月发放额", Unit.YUAN, to_fen(SAVED.name / DIVISOR_LINE.name), ANNUITY_RULE)
PAID_OUT = Line("已发合计", Unit.YUAN, smaller(MONTHLY.name * given(DRAWN.name, 0), SAVED.name), ANNUITY_RULE)
LEFT = Line("剩余（可以继承）", Unit.YUAN, SAVED.name - PAID_OUT.name, ANNUITY_RULE)
LASTS = Line(
    "发完所需月数",
    Unit.MONTHS,
    to_digits(SAVED.name / MONTHLY.name, 0, Rounding.UP),
    ANNUITY_RULE,
    only=above(MONTHLY.name, 0),
)
ANNUITY_PAYOUT = Scheme(
    title="职业年金待遇",
    about="储存额按计发月数按月发放，发完为止；死亡的，余额由继承人继承。发放期间的收益不计。",
    region="参保地",
    facts=(REGION, BORN, RETIRED, SAVED, DIVISOR, DRAWN),
    lines=(*AGES, DIVISOR_LINE, MONTHLY, PAID_OUT, LEFT, LASTS),
    key="月发放额",
)
