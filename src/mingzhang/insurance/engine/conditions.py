"""Conditions: what a rule may ask of a row."""

from dataclasses import dataclass

import numpy as np

from mingzhang.insurance.engine import exact
from mingzhang.insurance.engine.exact import Mask
from mingzhang.insurance.engine.expression import Expression, Node, Speaker
from mingzhang.insurance.engine.reads import Label
from mingzhang.insurance.engine.view import View
from mingzhang.insurance.law.parameter import Unit


class Condition(Node):
    __slots__ = ()

    def mask(self, view: View) -> Mask:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Comparison(Condition):
    left: Expression
    sign: str
    right: Expression

    def parts(self) -> tuple[Node, ...]:
        return (self.left, self.right)

    def mask(self, view: View) -> Mask:
        return exact.compare(self.left.values(view), self.sign, self.right.values(view))

    def say(self, speaker: Speaker | None) -> str:
        sign = {"<": "小于", "<=": "不大于", "=": "等于", ">=": "不小于", ">": "大于"}[self.sign]
        return f"{self.left.say(speaker)} {sign} {self.right.say(speaker)}"


@dataclass(frozen=True, slots=True)
class Is(Condition):
    """A fact that is a certain word; what is not stated is no word."""

    label: Label
    word: str

    def parts(self) -> tuple[Node, ...]:
        return (self.label,)

    def mask(self, view: View) -> Mask:
        return view.stated_words(self.label.title).are(self.word)

    def say(self, speaker: Speaker | None) -> str:
        return f"{self.label.title}为“{self.word}”"


@dataclass(frozen=True, slots=True)
class Stated(Condition):
    """The case states the fact."""

    title: str
    unit: Unit | None

    def mask(self, view: View) -> Mask:
        return view.has(self.title)

    def say(self, speaker: Speaker | None) -> str:
        return f"载明{self.title}"


@dataclass(frozen=True, slots=True)
class Joined(Condition):
    """All of several conditions, or at least one of them; each is asked only of rows that are not yet decided."""

    every: bool
    conditions: tuple[Condition, ...]

    def parts(self) -> tuple[Node, ...]:
        return self.conditions

    def mask(self, view: View) -> Mask:
        found = np.full(view.size, self.every, dtype=np.bool_)
        for condition in self.conditions:
            open_rows = found if self.every else ~found
            if open_rows.all():
                found = view.mask(condition).copy()
            elif open_rows.any():
                rows = np.flatnonzero(open_rows)
                found[rows] = condition.mask(view.part(rows))
        return found

    def say(self, speaker: Speaker | None) -> str:
        return ("且" if self.every else "或").join(condition.say(speaker) for condition in self.conditions)


@dataclass(frozen=True, slots=True)
class Unless(Condition):
    """The opposite of a condition."""

    condition: Condition

    def parts(self) -> tuple[Node, ...]:
        return (self.condition,)

    def mask(self, view: View) -> Mask:
        return ~view.mask(self.condition)

    def say(self, speaker: Speaker | None) -> str:
        return f"不是（{self.condition.say(speaker)}）"
