"""Where the law of a row's region chooses: a way of computing, a yes or no, the month whose value is out."""

from dataclasses import dataclass
from fractions import Fraction
from functools import partial

import numpy as np

from mingzhang.insurance.engine import exact
from mingzhang.insurance.engine.by_word import by_word
from mingzhang.insurance.engine.conditions import Condition
from mingzhang.insurance.engine.exact import Exact, Mask
from mingzhang.insurance.engine.expression import (
    ATOM,
    Constant,
    Expression,
    Node,
    Speaker,
    bracketed,
    names_in,
)
from mingzhang.insurance.engine.frame import Words
from mingzhang.insurance.engine.lookup import law_holds, law_words
from mingzhang.insurance.engine.view import View


@dataclass(frozen=True, slots=True)
class Choice(Expression):
    """The way of computing that the law of the row's region prescribes, by its word."""

    name: str
    at: Expression
    options: tuple[tuple[str, Expression], ...]

    def parts(self) -> tuple[Node, ...]:
        return (self.at, *(expression for _, expression in self.options))

    def _words(self, view: View) -> Words:
        return law_words(view, self.name, self.at.values(view), partial(names_in, self.at))

    def values(self, view: View) -> Exact:
        options = dict(self.options)
        return by_word(view, self._words(view), lambda word, rows: options[word].values(rows))

    def chosen(self, view: View) -> Expression:
        return dict(self.options).get(self._words(view).at(0), Constant(Fraction(0)))

    def say(self, speaker: Speaker | None) -> str:
        if speaker is not None:
            return bracketed(self.chosen(speaker.view), speaker, ATOM)
        said = "；".join(f"“{word}”：{expression.say(None)}" for word, expression in self.options)
        return f"｛按〈{self.name}〉——{said}｝"


@dataclass(frozen=True, slots=True)
class YearPublished(Expression):
    """The month itself where the law has the parameter for it; else the same month a year before, if it has that."""

    name: str
    at: Expression

    def parts(self) -> tuple[Node, ...]:
        return (self.at,)

    def values(self, view: View) -> Exact:
        month = self.at.values(view)
        held = law_holds(view, self.name, month)
        if held.all():
            return month
        earlier = exact.add(month, exact.constant(Fraction(-12), view.size))
        rest = np.flatnonzero(~held)
        late = np.zeros(view.size, dtype=np.bool_)
        late[rest] = law_holds(view.part(rest), self.name, earlier.take(rest))
        if not late.any():
            return month
        return exact.merge(late, earlier.take(np.flatnonzero(late)), month.take(np.flatnonzero(~late)))

    def say(self, speaker: Speaker | None) -> str:
        if speaker is not None:
            return f"{self.at.say(speaker)}（其〈{self.name}〉尚未公布的，用上年同月）"
        return f"{self.at.say(None)}；其〈{self.name}〉尚未公布的，用上年同月"


@dataclass(frozen=True, slots=True)
class LawHas(Condition):
    """The law has the parameter, or a table of that name, for the row's region and month.

    A row whose region has it for other months only fails: an addition that lapsed in our data may still be paid.
    """

    name: str
    at: Expression

    def parts(self) -> tuple[Node, ...]:
        return (self.at,)

    def mask(self, view: View) -> Mask:
        return law_holds(view, self.name, self.at.values(view), partial(names_in, self.at), sure=True)

    def say(self, speaker: Speaker | None) -> str:
        return f"参保地规定有〈{self.name}〉"


@dataclass(frozen=True, slots=True)
class LawSays(Condition):
    """The law of the row's region says a certain word; where it says nothing the row fails, for nothing is not no."""

    name: str
    word: str
    at: Expression

    def parts(self) -> tuple[Node, ...]:
        return (self.at,)

    def mask(self, view: View) -> Mask:
        return law_words(view, self.name, self.at.values(view), partial(names_in, self.at)).are(self.word)

    def say(self, speaker: Speaker | None) -> str:
        return f"〈{self.name}〉为“{self.word}”"
