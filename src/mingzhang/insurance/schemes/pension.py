"""企业职工基本养老金: basic, account and transitional pension and what is added, by the region's ways of computing."""

from mingzhang.insurance.engine.line import Line
from mingzhang.insurance.engine.scheme import Check, Scheme
from mingzhang.insurance.engine.words import (
    above,
    at_least,
    below,
    either,
    every,
    law,
    rounded_as,
    says,
    smaller,
    stated,
    unless,
    when,
    year_of,
)
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.schemes import basic, supplements, transitional
from mingzhang.insurance.schemes import pension_facts as fact
from mingzhang.insurance.schemes.account import EMPLOYEES
from mingzhang.insurance.schemes.basic import AGE, AT, BASE_MONTH, COUNTED, DOCUMENT, REGIONAL
from mingzhang.insurance.schemes.common import BORN
from mingzhang.insurance.schemes.retirement import ELASTIC, KNOWN, STATUTORY, retirement_lines
from mingzhang.insurance.schemes.supplements import ADDED, THREE

assert ADDED.only is not None
TOTAL = Line("月基本养老金", Unit.YUAN, when(ADDED.only, THREE + ADDED.name, THREE), DOCUMENT)
PAID = Line("月支付额", Unit.YUAN, rounded_as("支付额取整", TOTAL.name, at=AT), REGIONAL)
FIRST = Line("首次领取年月", Unit.MONTH, AT + law("首次领取间隔", at=AT), DOCUMENT)

AGE_LINES = retirement_lines(KNOWN)
EARLIEST = next(line for line in AGE_LINES if line.title == "最早退休年月")
DEMANDED_IN = Line(
    "最低缴费月数所属年月", Unit.MONTH, when(KNOWN, smaller(AT, STATUTORY.name), AT), ELASTIC, in_tables=False
)
"""Who stays on beyond the statutory month needs no more than was asked of him then."""
MINIMUM = Line(
    "最低缴费月数",
    Unit.MONTHS,
    law("最低缴费月数", at=DEMANDED_IN.name),
    "中华人民共和国社会保险法第十六条",
    in_tables=False,
)
SPECIAL = either(says(fact.KIND.label, "特殊工种"), says(fact.KIND.label, "因病"))
ILL_SINCE_2025 = every(says(fact.KIND.label, "因病"), at_least(year_of(AT), 2025))
NO_EARLY_ILL = (
    "2025年起，达到法定退休年龄前完全丧失劳动能力的领取病残津贴（人社部发〔2024〕72号），案卷的待遇写“病残津贴”；"
    "仍按因病提前退休核定的，请核对依据。"
)
WITHIN = tuple(
    Check("I412", fact.MONTHS.name, ">=", part.name, every(stated(fact.MONTHS.name), stated(part.name)))
    for part in (fact.EARLY_MONTHS, fact.DEEMED_MONTHS)
)
"""A part of the months is not longer than all of them."""
CHECKS = (
    Check("I401", AT, ">=", EARLIEST.name, every(KNOWN, unless(SPECIAL))),
    Check("I406", COUNTED.name, "<=", AGE.name, stated(BORN.name)),
    Check("I402", COUNTED.name, ">=", MINIMUM.name, above(MINIMUM.name, 0)),
    *WITHIN,
)
LINES = (*basic.LINES, *transitional.LINES, *supplements.LINES, TOTAL, PAID, FIRST, *AGE_LINES, DEMANDED_IN, MINIMUM)

PENSION = Scheme(
    title="企业职工基本养老保险待遇",
    about="基础养老金、个人账户养老金、过渡性养老金，按参保地的计算办法逐项核定。",
    region="参保地",
    facts=fact.FACTS,
    lines=LINES,
    key="月支付额",
    checks=CHECKS,
    provisional=either(
        says(fact.ESTIMATED.label, "是"),
        every(either(stated(fact.BASE_MONTH.name), unless(stated(fact.BASE.name))), below(BASE_MONTH.name, AT)),
    ),
    remarks=((ILL_SINCE_2025, NO_EARLY_ILL),),
    account=EMPLOYEES,
)
