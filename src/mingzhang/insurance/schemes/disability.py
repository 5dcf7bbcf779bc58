"""病残津贴 (人社部发〔2024〕72号): full pension, or the basic part only, and for how long."""

from mingzhang.insurance.engine.scheme import Line, Scheme
from mingzhang.insurance.engine.words import at_least, below, every, larger, law, to_digits, unless, when
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.schemes import pension
from mingzhang.insurance.schemes import pension_facts as fact
from mingzhang.insurance.schemes.basic import AT, BASIC, COUNTED
from mingzhang.insurance.schemes.retirement import retirement_lines
from mingzhang.money import Rounding

RULE = "人社部发〔2024〕72号"
AGE_LINES = retirement_lines(None)
STATUTORY = next(line for line in AGE_LINES if line.title == "法定退休年月")
ENOUGH = at_least(COUNTED.name, pension.MINIMUM.name)
LEFT = Line("距法定退休的月数", Unit.MONTHS, larger(STATUTORY.name - AT, 0), RULE)
NEAR = at_least(law("病残津贴全额月数", at=AT), LEFT.name)
AMOUNT = Line("月病残津贴", Unit.YUAN, when(every(ENOUGH, NEAR), pension.TOTAL.name, BASIC.name), RULE)
SHORT = unless(ENOUGH)
FURTHER = to_digits((COUNTED.name - 60) / 12, 0, Rounding.UP)
MONTHS = Line(
    "最多领取月数",
    Unit.MONTHS,
    when(
        below(COUNTED.name, 60),
        law("病残津贴起点月数", at=AT),
        law("病残津贴起点月数", at=AT) + larger(FURTHER, 0) * law("病残津贴每年增加月数", at=AT),
    ),
    RULE,
    only=SHORT,
)
REAPPRAISED = Line(
    "距法定退休满五年重新核定年月",
    Unit.MONTH,
    STATUTORY.name - law("病残津贴全额月数", at=AT),
    RULE,
    only=every(ENOUGH, unless(NEAR)),
)
LATER = (*pension.AGE_LINES, pension.DEMANDED_IN, pension.MINIMUM, pension.PAID)
KEPT = tuple(line for line in pension.LINES if line not in LATER)
DISABILITY = Scheme(
    title="病残津贴",
    about="达到最低缴费年限且距法定退休五年以内的按全部养老金，其余按基础养老金；未达最低缴费年限的有领取期限。"
    "退休年月写申领的年月。",
    region="参保地",
    facts=tuple(item.demanded() if item.title in ("出生年月", "性别", "身份") else item for item in fact.FACTS),
    lines=(*KEPT, *AGE_LINES, pension.DEMANDED_IN, pension.MINIMUM, LEFT, AMOUNT, REAPPRAISED, MONTHS),
    key="月病残津贴",
)
