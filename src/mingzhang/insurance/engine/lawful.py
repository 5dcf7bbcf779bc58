"""Where the law of a row's region chooses: a way of computing, a rounding, the month whose value is out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

import numpy as np

from mingzhang.insurance.engine import exact
from mingzhang.insurance.engine.branch import Condition
from mingzhang.insurance.engine.exact import Exact, Mask
from mingzhang.insurance.engine.expression import (
    ATOM,
    Constant,
    Expression,
    Node,
    Quotient,
    Rounded,
    Speaker,
    bracketed,
    names_in,
)
from mingzhang.insurance.engine.frame import Index, Words
from mingzhang.insurance.engine.lookup import law_holds, law_words
from mingzhang.insurance.engine.rounding import rounded
from mingzhang.insurance.engine.view import View
from mingzhang.money import Rounding


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
        earlier = exact.add(month, exact.constant(Fraction(-12), view.size))
        late = ~law_holds(view, self.name, month) & law_holds(view, self.name, earlier)
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


@dataclass(frozen=True, slots=True)
class LawRounded(Expression):
    """Rounded as the law of the row's region prescribes, by one of the words of ROUNDINGS."""

    name: str
    at: Expression
    inner: Expression

    def parts(self) -> tuple[Node, ...]:
        return (self.at, self.inner)

    def values(self, view: View) -> Exact:
        words = law_words(view, self.name, self.at.values(view), partial(names_in, self.at))
        if len(words.words) == 1 or isinstance(self.inner, Quotient):
            return by_word(view, words, lambda word, rows: ROUNDINGS[word].of(self.inner).values(rows))
        inner = self.inner.values(view)
        parts = [(rows, ROUNDINGS[word].round(inner.take(rows))) for word, rows in _rows_by_word(words)]
        return exact.placed(parts, view.size)

    def chosen(self, view: View) -> Expression:
        word = law_words(view, self.name, self.at.values(view), partial(names_in, self.at)).at(0)
        return ROUNDINGS[word].of(self.inner) if word else Constant(Fraction(0))

    def say(self, speaker: Speaker | None) -> str:
        if speaker is not None:
            return bracketed(self.chosen(speaker.view), speaker, ATOM)
        return f"［{self.inner.say(None)}］按〈{self.name}〉取位"


@dataclass(frozen=True, slots=True)
class RoundingWord:
    """What a word of the law asks for; no digits: nothing is rounded."""

    digits: int | None
    rounding: Rounding = Rounding.HALF_UP
    money: bool = True
    cut: int | None = None
    """Decimals that are looked at; what lies behind them is dropped first."""

    def of(self, inner: Expression) -> Expression:
        if self.digits is None:
            return inner
        seen = inner if self.cut is None else Rounded(inner, self.cut, Rounding.DOWN, self.money)
        return Rounded(seen, self.digits, self.rounding, self.money)

    def round(self, numbers: Exact) -> Exact:
        """The same for numbers that have been computed."""
        if self.digits is None:
            return numbers
        seen = numbers if self.cut is None else rounded(numbers, self.cut, Rounding.DOWN)
        return rounded(seen, self.digits, self.rounding)


ROUNDINGS = {
    "不取位": RoundingWord(None),
    "四舍五入到分": RoundingWord(2),
    "见厘进分": RoundingWord(2, Rounding.UP),
    "去尾到分": RoundingWord(2, Rounding.DOWN),
    "四舍五入到角": RoundingWord(1),
    "见分进角": RoundingWord(1, Rounding.UP, cut=2),
    "四舍五入到元": RoundingWord(0),
    "见分进元": RoundingWord(0, Rounding.UP),
    "四舍五入到四位小数": RoundingWord(4, money=False),
    "四舍五入到三位小数": RoundingWord(3, money=False),
    "四舍五入到两位小数": RoundingWord(2, money=False),
    "去尾到两位小数": RoundingWord(2, Rounding.DOWN, money=False),
    "进到两位小数": RoundingWord(2, Rounding.UP, money=False),
    "四舍五入到五位小数": RoundingWord(5, money=False),
    "进到一位小数": RoundingWord(1, Rounding.UP, money=False),
    "进到整数": RoundingWord(0, Rounding.UP, money=False),
    "去尾到整数": RoundingWord(0, Rounding.DOWN, money=False),
}
"""The words that parameters of rounding may use."""


def by_word(view: View, chosen: Words, compute: Callable[[str, View], Exact]) -> Exact:
    """Each row computed as its word says; a row without a word (which has failed) holds zero."""
    if len(chosen.words) == 1 and chosen.words[0]:
        return compute(chosen.words[0], view)
    parts = [
        (rows, compute(word, view if len(rows) == view.size else view.part(rows)))
        for word, rows in _rows_by_word(chosen)
        if len(rows)
    ]
    return exact.placed(parts, view.size) if parts else exact.constant(Fraction(0), view.size)


def _rows_by_word(chosen: Words) -> Iterator[tuple[str, Index]]:
    for code, word in enumerate(chosen.words):
        if word:
            yield word, np.flatnonzero(chosen.codes == code)
