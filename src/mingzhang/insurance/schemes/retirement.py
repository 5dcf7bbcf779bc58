"""法定退休年龄: the original age, its gradual delay and the elastic window (decision of 2024-09-13)."""

from functools import partial

from mingzhang.insurance.engine.conditions import Condition
from mingzhang.insurance.engine.fact import Fact
from mingzhang.insurance.engine.line import Line
from mingzhang.insurance.engine.scheme import Scheme
from mingzhang.insurance.engine.words import (
    at_least,
    below,
    every,
    given,
    larger,
    law,
    says,
    smaller,
    stated,
    unless,
    when,
    whole,
)
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.schemes.common import BORN, POST, REGION, SEX
from mingzhang.insurance.schemes.divisor import divisor_lines

RULES = "国务院关于渐进式延迟法定退休年龄的办法"
"""Approved by the decision of the Standing Committee of 2024-09-13."""
DECISION, WINDOW = f"{RULES}第一条", f"{RULES}第三条"
MINIMUM = f"中华人民共和国社会保险法第十六条；{RULES}第二条"
ELASTIC = "人社部发〔2024〕94号第七条"
"""Early: the minimum of the year chosen; late: that of the statutory year."""

ORIGINAL = Fact(
    "原退休年龄", Unit.AGE, "改革前的退休年龄，当地另有规定的写明", required=False, least=40, most=65, whole=True
)

FIFTY_FIVE = 55 * 12
"""The rule on original ages is looked up in the month of the 55th birthday, when the latest of them took effect."""


def retirement_lines(only: Condition | None) -> tuple[Line, ...]:
    """From birth and status to the statutory month and its elastic window."""
    inner = partial(Line, in_tables=False)
    age = inner(
        "原退休年龄",
        Unit.AGE,
        given(ORIGINAL.name, law("原退休年龄", SEX.label, POST.label, at=BORN.name + FIFTY_FIVE)),
        DECISION,
        only,
    )
    reached = inner("达到原退休年龄年月", Unit.MONTH, BORN.name + age.name * 12, DECISION, only)
    start = inner(
        "延迟退休起算年月", Unit.MONTH, law("延迟退休起算年月", at=reached.name), DECISION, only, in_tables=False
    )
    later = every(at_least(reached.name, start.name), unless(says(POST.label, "特殊工种")))
    delayed = later if only is None else every(only, later)
    passed = inner("起算后的月数", Unit.MONTHS, reached.name - start.name, DECISION, delayed)
    items = (SEX.label, age.name)
    step = inner(
        "延迟退休步长", Unit.MONTHS, law("延迟退休步长", *items, at=reached.name), DECISION, delayed, in_tables=False
    )
    most = inner(
        "延迟退休上限", Unit.MONTHS, law("延迟退休上限", *items, at=reached.name), DECISION, delayed, in_tables=False
    )
    steps = inner("延迟步数", Unit.NUMBER, whole(passed.name / step.name) + 1, DECISION, delayed)
    delay = inner(
        "延迟月数", Unit.MONTHS, when(later, smaller(steps.name, most.name), 0), DECISION, only, in_tables=False
    )
    statutory = Line("法定退休年月", Unit.MONTH, reached.name + delay.name, DECISION, only)
    early = law("弹性提前上限", at=reached.name)
    earliest = inner(
        "最早退休年月",
        Unit.MONTH,
        when(later, larger(reached.name, statutory.name - early), statutory.name),
        WINDOW,
        only,
    )
    late = law("弹性延迟上限", at=reached.name)
    latest = inner(
        "最晚退休年月", Unit.MONTH, when(later, statutory.name + late, statutory.name), WINDOW, only, in_tables=False
    )
    return (age, reached, start, passed, step, most, steps, delay, statutory, earliest, latest)


LINES = retirement_lines(None)
STATUTORY, EARLIEST = (
    next(line for line in LINES if line.title == title) for title in ("法定退休年月", "最早退休年月")
)
RETIREMENT = Scheme(
    title="法定退休年龄",
    about="由出生年月、性别和身份推算法定退休年月、弹性退休区间、最低缴费月数和计发月数。",
    region="参保地",
    facts=(REGION, BORN.demanded(), SEX.demanded(), POST.demanded(), ORIGINAL),
    lines=(
        *LINES,
        Line("最低缴费月数", Unit.MONTHS, law("最低缴费月数", at=STATUTORY.name), MINIMUM),
        Line(
            "最早退休时最低缴费月数",
            Unit.MONTHS,
            law("最低缴费月数", at=EARLIEST.name),
            ELASTIC,
            only=below(EARLIEST.name, STATUTORY.name),
        ),
        *divisor_lines(STATUTORY.name, None),
    ),
    key="法定退休年月",
)
KNOWN = every(stated(BORN.name), stated(SEX.label), stated(POST.label))
"""A case that states enough to know the statutory month."""
