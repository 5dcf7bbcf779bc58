"""What a rule is written in. Every node computes whole columns and says itself in words; there is no node for code.

`say(None)` is the formula with all its branches, for the rule's page; `say(Speaker(view, …))` is one person's formula,
branches resolved, with names or with numbers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

import numpy as np

from mingzhang.insurance.engine import exact
from mingzhang.insurance.engine.exact import Exact
from mingzhang.insurance.engine.frame import Failure, Words
from mingzhang.insurance.engine.lookup import law_numbers
from mingzhang.insurance.engine.rounding import rounded, rounded_quotient
from mingzhang.insurance.engine.view import View
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.month import MONTHS_PER_YEAR
from mingzhang.money import Rounding

SUM, PRODUCT, ATOM = 0, 1, 2
"""How tightly a node binds when it is written down."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose formula is said: a view of one row, with its numbers or with names."""

    view: View
    numbers: bool


class Node:
    """A part of a rule."""

    __slots__ = ()
    binding = ATOM

    def parts(self) -> tuple["Node", ...]:
        return ()

    def say(self, speaker: Speaker | None) -> str:
        raise NotImplementedError

    def walk(self) -> Iterator["Node"]:
        yield self
        for part in self.parts():
            yield from part.walk()


def bracketed(node: Node, speaker: Speaker | None, tightness: int) -> str:
    text = node.say(speaker)
    return f"（{text}）" if node.binding < tightness else text


def names_in(*nodes: Node) -> tuple[str, ...]:
    """Titles of the facts and lines that the nodes read."""
    return tuple(node.title for part in nodes for node in part.walk() if isinstance(node, Name))


class Expression(Node):
    """A node with a number for every row."""

    __slots__ = ()

    def values(self, view: View) -> Exact:
        raise NotImplementedError

    def __add__(self, other: "Operand") -> "Expression":
        return Sum(self, operand(other), 1)

    def __radd__(self, other: "Operand") -> "Expression":
        return Sum(operand(other), self, 1)

    def __sub__(self, other: "Operand") -> "Expression":
        return Sum(self, operand(other), -1)

    def __rsub__(self, other: "Operand") -> "Expression":
        return Sum(operand(other), self, -1)

    def __mul__(self, other: "Operand") -> "Expression":
        return Product(self, operand(other))

    def __truediv__(self, other: "Operand") -> "Expression":
        return Quotient(self, operand(other))


Operand = Expression | int | Fraction


@dataclass(frozen=True, slots=True)
class Constant(Expression):
    value: Fraction
    unit: Unit = Unit.NUMBER

    def values(self, view: View) -> Exact:
        return exact.constant(self.value, view.size)

    def say(self, speaker: Speaker | None) -> str:
        return self.unit.show(self.value)


def operand(value: Operand) -> Expression:
    return value if isinstance(value, Expression) else Constant(Fraction(value))


@dataclass(frozen=True, slots=True)
class Name(Expression):
    """A fact of the case, or a line computed before."""

    title: str
    unit: Unit

    def values(self, view: View) -> Exact:
        return view.numbers(self.title)

    def say(self, speaker: Speaker | None) -> str:
        if speaker is None:
            return self.title
        if not speaker.numbers:
            return speaker.view.frame.called.get(self.title, self.title)
        return self.unit.show(self.values(speaker.view).at(0))


@dataclass(frozen=True, slots=True)
class Label(Node):
    """A fact that is a word, such as 性别."""

    title: str

    def words(self, view: View) -> Words:
        found = view.values(self.title)
        assert isinstance(found, Words), self.title
        return found

    def say(self, speaker: Speaker | None) -> str:
        return self.words(speaker.view).at(0) if speaker is not None and speaker.numbers else self.title


@dataclass(frozen=True, slots=True)
class LawValue(Expression):
    """A parameter of the law in the row's region (or its whole province) and in the month that `at` names."""

    name: str
    at: Expression
    items: tuple["Expression | Label", ...] = ()
    provincial: bool = False

    def parts(self) -> tuple[Node, ...]:
        return (self.at, *self.items)

    def values(self, view: View) -> Exact:
        items, because = _items(self.items, view), partial(names_in, *self.parts())
        return law_numbers(view, self.name, self.at.values(view), items, because, provincial=self.provincial)

    def say(self, speaker: Speaker | None) -> str:
        if speaker is not None and speaker.numbers:
            unit = speaker.view.frame.law.definitions[self.name].unit
            return unit.show(self.values(speaker.view).at(0))
        items = "/".join(item.say(speaker and Speaker(speaker.view, numbers=True)) for item in self.items)
        name = f"全省{self.name}" if self.provincial else self.name
        return f"〈{name}·{items}〉" if items else f"〈{name}〉"


def _items(nodes: "tuple[Expression | Label, ...]", view: View) -> Words | None:
    """The law's item for each row, its parts joined by a stroke."""
    joined: Words | None = None
    for node in nodes:
        part = node.words(view) if isinstance(node, Label) else _as_words(node.values(view))
        if joined is None:
            joined = part
        else:
            words = tuple(f"{first}/{second}" for first in joined.words for second in part.words)
            joined = Words(joined.codes * len(part.words) + part.codes, words)
    return joined


def _as_words(numbers: Exact) -> Words:
    numbers = exact.column(numbers.units, numbers.denominator)
    if not len(numbers):
        return Words(np.zeros(0, dtype=np.int64), ("",))
    words = tuple(_plain(Fraction(value, numbers.denominator)) for value in range(numbers.low, numbers.high + 1))
    return Words(numbers.units - numbers.low, words)


def _plain(value: Fraction) -> str:
    return Unit.NUMBER.show(value)


@dataclass(frozen=True, slots=True)
class Sum(Expression):
    left: Expression
    right: Expression
    sign: int
    binding = SUM

    def parts(self) -> tuple[Node, ...]:
        return (self.left, self.right)

    def values(self, view: View) -> Exact:
        right = self.right.values(view)
        return exact.add(self.left.values(view), right if self.sign > 0 else exact.negative(right))

    def say(self, speaker: Speaker | None) -> str:
        sign, tightness = ("+", SUM) if self.sign > 0 else ("−", PRODUCT)
        return f"{self.left.say(speaker)} {sign} {bracketed(self.right, speaker, tightness)}"


@dataclass(frozen=True, slots=True)
class Product(Expression):
    left: Expression
    right: Expression
    binding = PRODUCT

    def parts(self) -> tuple[Node, ...]:
        return (self.left, self.right)

    def values(self, view: View) -> Exact:
        return exact.multiply(self.left.values(view), self.right.values(view))

    def say(self, speaker: Speaker | None) -> str:
        left, right = bracketed(self.left, speaker, PRODUCT), bracketed(self.right, speaker, ATOM)
        return f"{left} × {right}"


@dataclass(frozen=True, slots=True)
class Quotient(Expression):
    """A division; by anything but a constant it stands directly inside a rounding."""

    left: Expression
    right: Expression
    binding = PRODUCT

    def parts(self) -> tuple[Node, ...]:
        return (self.left, self.right)

    def values(self, view: View) -> Exact:
        assert isinstance(self.right, Constant), "a quotient of columns is rounded where it is made"
        return exact.multiply(self.left.values(view), exact.constant(1 / self.right.value, view.size))

    def rounded(self, view: View, digits: int, rounding: Rounding) -> Exact:
        """The quotient; a row that divides by zero fails."""
        below = self.right.values(view)
        zero = below.units == 0
        if zero.any():
            said = f"{self.left.say(None)} ÷ {self.right.say(None)}"
            failure = Failure("I302", f"{self.right.say(None)} = 0", said)
            view.fail(np.asarray(zero & ~view.lawless(), dtype=np.bool_), failure, names_in(self.right))
            below = exact.column(np.where(zero, 1, below.units), below.denominator)
        return rounded_quotient(self.left.values(view), below, digits, rounding)

    def exactly(self, view: View) -> Fraction:
        """The exact quotient of a view of one row."""
        below = self.right.values(view).at(0)
        return self.left.values(view).at(0) / below if below else Fraction(0)

    def say(self, speaker: Speaker | None) -> str:
        left, right = bracketed(self.left, speaker, PRODUCT), bracketed(self.right, speaker, ATOM)
        return f"{left} ÷ {right}"


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
