"""What a rule is written in. Every node computes whole columns and says itself in words; there is no node for code.

`say(None)` is the formula with all its branches, for the rule's page; `say(Speaker(view, …))` is one person's formula,
branches resolved, with names or with numbers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from mingzhang.insurance.engine import exact
from mingzhang.insurance.engine.exact import Exact
from mingzhang.insurance.engine.frame import Failure
from mingzhang.insurance.engine.rounding import rounded_quotient
from mingzhang.insurance.engine.view import View
from mingzhang.insurance.law.parameter import Unit
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
class Sum(Expression):
    left: Expression
    right: Expression
    sign: int
    binding = SUM

    def parts(self) -> tuple[Node, ...]:
        return (self.left, self.right)

    def values(self, view: View) -> Exact:
        combine = exact.add if self.sign > 0 else exact.subtract
        right = self.right.values(view)
        return combine(self.left.values(view), right)

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
        if below.low <= 0 <= below.high and (below.units == 0).any():
            zero = below.units == 0
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
