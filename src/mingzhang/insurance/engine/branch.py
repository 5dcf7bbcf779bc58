"""Where a rule chooses: by a condition, by what a case states, by what the region's law prescribes."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from mingzhang.insurance.engine import exact
from mingzhang.insurance.engine.exact import Exact, Mask
from mingzhang.insurance.engine.expression import (
    ATOM,
    Constant,
    Expression,
    Label,
    Node,
    Rounded,
    Speaker,
    bracketed,
    names_in,
)
from mingzhang.insurance.engine.frame import View, Words
from mingzhang.insurance.law.parameter import Unit
from mingzhang.money import Rounding


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
        words = view.stated_words(self.label.title)
        hits = np.array([word == self.word for word in words.words], dtype=np.bool_)
        return np.asarray(hits[words.codes], dtype=np.bool_)

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
                found = condition.mask(view).copy()
            elif open_rows.any():
                found[open_rows] = condition.mask(view.only(open_rows))
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
        return ~self.condition.mask(view)

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
        mask = self.condition.mask(view)
        if mask.all():
            return self.yes.values(view)
        if not mask.any():
            return self.no.values(view)
        return exact.merge(mask, self.yes.values(view.only(mask)), self.no.values(view.only(~mask)))

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
        return exact.merge(mask, view.only(mask).stated(self.title), self.otherwise.values(view.only(~mask)))

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
class Choice(Expression):
    """The way of computing that the law of the row's region prescribes, by its word."""

    name: str
    at: Expression
    options: tuple[tuple[str, Expression], ...]

    def parts(self) -> tuple[Node, ...]:
        return (self.at, *(expression for _, expression in self.options))

    def _words(self, view: View) -> Words:
        return view.law_words(self.name, self.at.values(view), names_in(self.at))

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
class LawBracket(Expression):
    """A table of the law by lower bounds: the value of the last bound that is not above `measure`, else zero."""

    name: str
    measure: Expression
    at: Expression

    def parts(self) -> tuple[Node, ...]:
        return (self.measure, self.at)

    def values(self, view: View) -> Exact:
        measure, month = self.measure.values(view), self.at.values(view)
        return view.law_bracket(self.name, measure, month, names_in(self.at))

    def say(self, speaker: Speaker | None) -> str:
        if speaker is not None and speaker.numbers:
            unit = speaker.view.frame.law.definitions[self.name].unit
            return unit.show(self.values(speaker.view).at(0))
        return f"〈{self.name}〉按{self.measure.say(None)}分档"


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
        late = ~view.law_holds(self.name, month) & view.law_holds(self.name, earlier)
        index = np.flatnonzero(~late)
        return exact.merge(late, earlier.take(np.flatnonzero(late)), month.take(index)) if late.any() else month

    def say(self, speaker: Speaker | None) -> str:
        if speaker is not None:
            return f"{self.at.say(speaker)}（其〈{self.name}〉尚未公布的，用上年同月）"
        return f"{self.at.say(None)}；其〈{self.name}〉尚未公布的，用上年同月"


@dataclass(frozen=True, slots=True)
class LawRounded(Expression):
    """Rounded as the law of the row's region prescribes, by one of the words of ROUNDINGS."""

    name: str
    at: Expression
    inner: Expression

    def parts(self) -> tuple[Node, ...]:
        return (self.at, self.inner)

    def values(self, view: View) -> Exact:
        words = view.law_words(self.name, self.at.values(view), names_in(self.at))
        return by_word(view, words, lambda word, rows: ROUNDINGS[word].of(self.inner).values(rows))

    def chosen(self, view: View) -> Expression:
        word = view.law_words(self.name, self.at.values(view), names_in(self.at)).at(0)
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

    def of(self, inner: Expression) -> Expression:
        return inner if self.digits is None else Rounded(inner, self.digits, self.rounding, self.money)


ROUNDINGS = {
    "不取位": RoundingWord(None),
    "四舍五入到分": RoundingWord(2),
    "见厘进分": RoundingWord(2, Rounding.UP),
    "去尾到分": RoundingWord(2, Rounding.DOWN),
    "四舍五入到角": RoundingWord(1),
    "见分进角": RoundingWord(1, Rounding.UP),
    "四舍五入到元": RoundingWord(0),
    "见分进元": RoundingWord(0, Rounding.UP),
    "四舍五入到四位小数": RoundingWord(4, money=False),
    "四舍五入到两位小数": RoundingWord(2, money=False),
    "去尾到两位小数": RoundingWord(2, Rounding.DOWN, money=False),
    "进到一位小数": RoundingWord(1, Rounding.UP, money=False),
    "进到整数": RoundingWord(0, Rounding.UP, money=False),
    "去尾到整数": RoundingWord(0, Rounding.DOWN, money=False),
}
"""The words that parameters of rounding may use."""


def by_word(view: View, chosen: Words, compute: Callable[[str, View], Exact]) -> Exact:
    """Each row computed as its word says; a row without a word (which has failed) holds zero."""
    if len(chosen.words) == 1 and chosen.words[0]:
        return compute(chosen.words[0], view)
    found: Exact | None = None
    for code, word in enumerate(chosen.words):
        mask = np.asarray(chosen.codes == code, dtype=np.bool_)
        if word and mask.all():
            return compute(word, view)
        part = compute(word, view.only(mask)) if word else exact.constant(Fraction(0), int(mask.sum()))
        before = found if found is not None else exact.constant(Fraction(0), view.size)
        found = exact.merge(mask, part, before.take(np.flatnonzero(~mask)))
    return found if found is not None else exact.constant(Fraction(0), view.size)
