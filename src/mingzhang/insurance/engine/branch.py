"""Where a rule chooses: by a condition, by what a case states."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from mingzhang.insurance.engine import exact
from mingzhang.insurance.engine.conditions import Condition
from mingzhang.insurance.engine.exact import Exact
from mingzhang.insurance.engine.expression import ATOM, SUM, Constant, Expression, Node, Speaker, bracketed
from mingzhang.insurance.engine.view import View
from mingzhang.insurance.law.parameter import Unit


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
