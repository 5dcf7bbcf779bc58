"""Rounding as the law of the region prescribes, by its word."""

from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from mingzhang.insurance.engine import exact
from mingzhang.insurance.engine.by_word import by_word, rows_by_word
from mingzhang.insurance.engine.exact import Exact
from mingzhang.insurance.engine.expression import (
    ATOM,
    Constant,
    Expression,
    Node,
    Quotient,
    Speaker,
    bracketed,
    names_in,
)
from mingzhang.insurance.engine.lookup import law_words
from mingzhang.insurance.engine.rounding import rounded
from mingzhang.insurance.engine.shaped import Rounded
from mingzhang.insurance.engine.view import View
from mingzhang.money import Rounding


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
        parts = [(rows, ROUNDINGS[word].round(inner.take(rows))) for word, rows in rows_by_word(words)]
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
