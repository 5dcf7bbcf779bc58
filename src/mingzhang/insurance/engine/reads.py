"""What a rule reads besides its columns: words of the case, and values of the law by region, month and item."""

from dataclasses import dataclass
from fractions import Fraction
from functools import partial

import numpy as np

from mingzhang.insurance.engine import exact
from mingzhang.insurance.engine.exact import Exact, repeated
from mingzhang.insurance.engine.expression import Expression, Node, Speaker, names_in
from mingzhang.insurance.engine.frame import Words
from mingzhang.insurance.engine.lookup import law_numbers
from mingzhang.insurance.engine.view import View
from mingzhang.insurance.law.parameter import Unit


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
    items: tuple[Expression | Label, ...] = ()
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


def _items(nodes: tuple[Expression | Label, ...], view: View) -> Words | None:
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
    if numbers.low == numbers.high:
        return Words(repeated(np.zeros(1, dtype=np.int64), len(numbers)), (_plain(numbers.at(0)),))
    words = tuple(_plain(Fraction(value, numbers.denominator)) for value in range(numbers.low, numbers.high + 1))
    return Words(numbers.units - numbers.low, words)


def _plain(value: Fraction) -> str:
    return Unit.NUMBER.show(value)
