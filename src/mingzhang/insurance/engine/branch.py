"""Where a rule chooses: by a condition, by what a case states."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from mingzhang.insurance.engine import exact
from mingzhang.insurance.engine.exact import Exact, Mask
from mingzhang.insurance.engine.expression import ATOM, SUM, Constant, Expression, Node, Speaker, bracketed
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


@dataclass(frozen=True, slots=True)
class Branch(Expression):
    """One of two expressions, by a condition; each is computed for its own rows only."""

    condition: Condition
    yes: Expression
    no: Expression

    def parts(self) -> tuple[Node, ...]:
        return (self.condition, self.yes, self.no)

    def values(self, view: View) -> Exact:
        mask, held = view.where(self.condition)
        if held.size == view.size:
            return self.yes.values(view)
        if not held.size:
            return self.no.values(view)
        rows = held.index if view.index is None and held.index is not None else np.flatnonzero(mask)
        parts = [(rows, self.yes.values(held))]
        if not (isinstance(self.no, Constant) and self.no.value == 0):
            others = np.flatnonzero(~mask)
            parts.append((others, self.no.values(view.part(others))))
        return exact.placed(parts, view.size)

    def chosen(self, view: View) -> Expression:
        """For a view of one row."""
        return self.yes if self.condition.mask(view)[0] else self.no

    def say(self, speaker: Speaker | None) -> str:
        if speaker is not None:
            return bracketed(self.chosen(speaker.view), speaker, ATOM)
        return f"｛若{self.condition.say(None)}：{self.yes.say(None)}；否则：{self.no.say(None)}｝"


@dataclass(frozen=True, slots=True)
class Given(Expression):
    """A fact that a case may state; computed where it does not."""

    title: str
    unit: Unit
    otherwise: Expression

    def parts(self) -> tuple[Node, ...]:
        return (self.otherwise,)

    def values(self, view: View) -> Exact:
        mask = view.has(self.title)
        if mask.all():
            return view.stated(self.title)
        if not mask.any():
            return self.otherwise.values(view)
        rows, others = np.flatnonzero(mask), np.flatnonzero(~mask)
        stated = view.part(rows).stated(self.title)
        return exact.placed([(rows, stated), (others, self.otherwise.values(view.part(others)))], view.size)

    def is_stated(self, view: View) -> bool:
        """For a view of one row."""
        return bool(view.has(self.title)[0])

    def say(self, speaker: Speaker | None) -> str:
        if speaker is None:
            return f"｛载明的{self.title}；未载明的：{self.otherwise.say(None)}｝"
        if self.is_stated(speaker.view):
            return self.unit.show(view_value(speaker.view, self.title)) if speaker.numbers else self.title
        return bracketed(self.otherwise, speaker, ATOM)


def view_value(view: View, title: str) -> Fraction:
    """The stated fact of a view of one row."""
    return view.stated(title).at(0)


@dataclass(frozen=True, slots=True)
class SumOf(Expression):
    """The sum of those that hold for a row; what does not hold is neither added nor said."""

    terms: tuple[tuple[Condition, Expression], ...]
    binding = SUM

    def parts(self) -> tuple[Node, ...]:
        return tuple(part for term in self.terms for part in term)

    def values(self, view: View) -> Exact:
        found = exact.constant(Fraction(0), view.size)
        for condition, expression in self.terms:
            mask, held = view.where(condition)
            if held.size == view.size:
                found = exact.add(found, expression.values(view))
            elif held.size:
                part = exact.placed([(np.flatnonzero(mask), expression.values(held))], view.size)
                found = exact.add(found, part)
        return found

    def say(self, speaker: Speaker | None) -> str:
        if speaker is None:
            return " + ".join(_when_said(when.say(None), what.say(None)) for when, what in self.terms)
        held = [what.say(speaker) for when, what in self.terms if speaker.view.mask(when)[0]]
        return " + ".join(held) or "0"


def _when_said(condition: str, what: str) -> str:
    return f"｛若{condition}：{what}｝" if condition else what
