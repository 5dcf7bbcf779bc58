"""计发月数: what the account is divided by, by the age at retirement."""

from mingzhang.insurance.engine.conditions import Condition
from mingzhang.insurance.engine.expression import Expression
from mingzhang.insurance.engine.fact import Fact
from mingzhang.insurance.engine.line import Line
from mingzhang.insurance.engine.words import equal, given, law, to_digits, when, whole
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.schemes.common import BORN

ANNEX = "国发〔2005〕38号附件"


def divisor_lines(retired: Expression, only: Condition | None, stated: Fact | None = None) -> tuple[Line, ...]:
    """The table at whole ages, between them a straight line to one decimal; a case may state the result."""
    age = Line("退休时月龄", Unit.MONTHS, retired - BORN.name, ANNEX, only, in_tables=False)
    years = Line("退休时足岁", Unit.NUMBER, whole(age.name / 12), ANNEX, only, in_tables=False)
    rest = Line("足岁后的月数", Unit.MONTHS, age.name - years.name * 12, ANNEX, only, in_tables=False)
    this, following = law("计发月数", years.name, at=retired), law("计发月数", years.name + 1, at=retired)
    between = to_digits(this - (this - following) * rest.name / 12, 1)
    value = when(equal(rest.name, 0), this, between)
    divisor = Line("计发月数", Unit.NUMBER, given(stated.name, value) if stated is not None else value, ANNEX)
    return (age, years, rest, divisor)
