"""病残津贴 (人社部发〔2024〕72号): full pension, or the basic part only, and for how long."""

from dataclasses import replace

from mingzhang.insurance.engine.fact import Fact
from mingzhang.insurance.engine.line import Line
from mingzhang.insurance.engine.scheme import Check, Scheme
from mingzhang.insurance.engine.words import at_least, below, every, larger, law, stated, to_digits, unless, when
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.schemes import pension
from mingzhang.insurance.schemes import pension_facts as fact
from mingzhang.insurance.schemes.account import EMPLOYEES
from mingzhang.insurance.schemes.basic import AGE, AT, BASIC, COUNTED, YEARS
from mingzhang.insurance.schemes.common import BORN
from mingzhang.insurance.schemes.retirement import retirement_lines
from mingzhang.money import Rounding

RULE = "人社部发〔2024〕72号"
FULL_RULE, BASIC_RULE, SHORT_RULE = f"{RULE}第三条", f"{RULE}第三、四、五条", f"{RULE}第五条"
WITHOUT = ("最早退休年月", "最晚退休年月")
"""The elastic window has no part in it."""
AGE_LINES = tuple(line for line in retirement_lines(None) if line.title not in WITHOUT)
STATUTORY = next(line for line in AGE_LINES if line.title == "法定退休年月")
MINIMUM = replace(pension.MINIMUM, expression=law("最低缴费月数", at=AT))
ENOUGH = at_least(COUNTED.name, MINIMUM.name)
LEFT = Line("距法定退休的月数", Unit.MONTHS, larger(STATUTORY.name - AT, 0), RULE)
NEAR = at_least(law("病残津贴全额月数", at=AT), LEFT.name)
FULL = every(ENOUGH, NEAR)
AMOUNT = Line("月病残津贴", Unit.YUAN, when(FULL, pension.TOTAL.name, BASIC.name), BASIC_RULE)
FURTHER = to_digits((COUNTED.name - 60) / 12, 0, Rounding.UP)
MONTHS = Line(
    "最多领取月数",
    Unit.MONTHS,
    when(
        below(COUNTED.name, 60),
        law("病残津贴起点月数", at=AT),
        law("病残津贴起点月数", at=AT) + larger(FURTHER, 0) * law("病残津贴每年增加月数", at=AT),
    ),
    SHORT_RULE,
    only=unless(ENOUGH),
)
REAPPRAISED = Line(
    "距法定退休满五年重新核定年月",
    Unit.MONTH,
    STATUTORY.name - law("病残津贴全额月数", at=AT),
    f"{RULE}第四条",
    only=every(ENOUGH, unless(NEAR)),
)
LATER = (*pension.AGE_LINES, pension.DEMANDED_IN, pension.MINIMUM, pension.PAID, pension.FIRST)
KEPT = tuple(line for line in pension.LINES if line not in LATER)
FOR_BASIC = (AGE, *KEPT[KEPT.index(YEARS) : KEPT.index(BASIC) + 1])
"""What the basic part alone takes; everything else is computed for a full pension only."""


def _for_full(line: Line) -> Line:
    return replace(line, only=FULL if line.only is None else every(FULL, line.only))


def _fact(item: Fact) -> Fact:
    if item.title in ("出生年月", "性别", "身份"):
        return item.demanded()
    return replace(item, required=False) if item.title == fact.BALANCE.title else item


DISABILITY = Scheme(
    title="病残津贴",
    about="达到最低缴费年限且距法定退休五年以内的按全部养老金，其余按基础养老金；未达最低缴费年限的有领取期限。"
    "退休年月写申领的年月。",
    region="参保地",
    facts=tuple(_fact(item) for item in fact.FACTS),
    lines=(
        *(*AGE_LINES, LEFT, MINIMUM, *FOR_BASIC),
        *(_for_full(line) for line in KEPT if line not in FOR_BASIC),
        *(AMOUNT, pension.FIRST, REAPPRAISED, MONTHS),
    ),
    key="月病残津贴",
    checks=(
        Check("I410", AT, "<", STATUTORY.name, stated(BORN.name)),
        Check("I406", COUNTED.name, "<=", AGE.name, stated(BORN.name)),
        *pension.WITHIN,
    ),
    account=EMPLOYEES,
)
