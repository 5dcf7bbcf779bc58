"""Rounding by a named rule, the year of a month, the smaller and the larger of two."""

from dataclasses import dataclass
from fractions import Fraction

from mingzhang.insurance.engine import exact
from mingzhang.insurance.engine.exact import Exact
from mingzhang.insurance.engine.expression import Constant, Expression, Node, Quotient, Speaker
from mingzhang.insurance.engine.rounding import rounded
from mingzhang.insurance.engine.view import View
from mingzhang.insurance.month import MONTHS_PER_YEAR
from mingzhang.money import Rounding

PLACES = {2: "分", 1: "角", 0: "元", -1: "十元"}

COUNTED = ("整数", "一位小数", "两位小数", "三位小数", "四位小数", "五位小数", "六位小数")


@dataclass(frozen=True, slots=True)
class Rounded(Expression):
    inner: Expression
    digits: int
    rounding: Rounding = Rounding.HALF_UP
    money: bool = False

    def parts(self) -> tuple[Node, ...]:
        return (self.inner,)

    @property
    def rule(self) -> str:
        """四舍五入到分, 进一法到元, 去尾法到两位小数."""
        return f"{self.rounding.value}到{PLACES[self.digits] if self.money else COUNTED[self.digits]}"

    def values(self, view: View) -> Exact:
        if isinstance(self.inner, Quotient) and not isinstance(self.inner.right, Constant):
            return self.inner.rounded(view, self.digits, self.rounding)
        return rounded(self.inner.values(view), self.digits, self.rounding)

    def say(self, speaker: Speaker | None) -> str:
        return f"［{self.inner.say(speaker)}］{self.rule}"


@dataclass(frozen=True, slots=True)
class YearOf(Expression):
    """The calendar year of a month."""

    month: Expression

    def parts(self) -> tuple[Node, ...]:
        return (self.month,)

    def values(self, view: View) -> Exact:
        twelfth = exact.constant(Fraction(1, MONTHS_PER_YEAR), view.size)
        return rounded(exact.multiply(self.month.values(view), twelfth), 0, Rounding.DOWN)

    def say(self, speaker: Speaker | None) -> str:
        return f"{self.month.say(speaker)} 的年份"


@dataclass(frozen=True, slots=True)
class Extreme(Expression):
    """The smaller or the larger of two."""

    smaller: bool
    left: Expression
    right: Expression

    def parts(self) -> tuple[Node, ...]:
        return (self.left, self.right)

    def values(self, view: View) -> Exact:
        pick = exact.least if self.smaller else exact.greatest
        return pick(self.left.values(view), self.right.values(view))

    def say(self, speaker: Speaker | None) -> str:
        return f"{'取小' if self.smaller else '取大'}（{self.left.say(speaker)}，{self.right.say(speaker)}）"
