"""Tables of the law: steps by lower bounds, tiers that add up, rates of years that multiply."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial, reduce

import numpy as np

from mingzhang.insurance.engine import exact
from mingzhang.insurance.engine.exact import Exact
from mingzhang.insurance.engine.expression import Expression, Node, Speaker, names_in
from mingzhang.insurance.engine.frame import Index, words_of
from mingzhang.insurance.engine.lookup import law_numbers, law_tables
from mingzhang.insurance.engine.rounding import rounded
from mingzhang.insurance.engine.view import View
from mingzhang.insurance.law.parameter import Parameter
from mingzhang.money import Rounding, decimal_text


def _over_tables(view: View, parts: list[tuple[Index, Exact]]) -> Exact:
    """The parts put in their rows; zero elsewhere."""
    if not parts:
        return exact.constant(Fraction(0), view.size)
    return parts[0][1] if len(parts[0][0]) == view.size else exact.placed(parts, view.size)


def _bounds(table: Sequence[Parameter]) -> list[Fraction]:
    return [Fraction(entry.item) for entry in table]


@dataclass(frozen=True, slots=True)
class Table(Expression):
    """What a table of the law by lower bounds makes of a measure, in the row's region and month."""

    name: str
    measure: Expression
    at: Expression

    def parts(self) -> tuple[Node, ...]:
        return (self.measure, self.at)

    def values(self, view: View) -> Exact:
        measure, month = self.measure.values(view), self.at.values(view)
        tables = law_tables(view, self.name, month, partial(names_in, self.at))
        return _over_tables(view, [(rows, self.read(measure.take(rows), table)) for rows, table in tables])

    def read(self, measure: Exact, table: Sequence[Parameter]) -> Exact:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class LawBracket(Table):
    """The value of the last bound that is not above `measure`, else zero."""

    def read(self, measure: Exact, table: Sequence[Parameter]) -> Exact:
        values = exact.of_fractions([Fraction(0), *(Fraction(entry.value) for entry in table)])
        bounds = exact.of_fractions(_bounds(table))
        mine, edges = measure.units * bounds.denominator, bounds.units * measure.denominator
        return values.take(np.searchsorted(edges, mine, side="right"))

    def say(self, speaker: Speaker | None) -> str:
        if speaker is not None and speaker.numbers:
            unit = speaker.view.frame.law.definitions[self.name].unit
            return unit.show(self.values(speaker.view).at(0))
        return f"〈{self.name}〉按{self.measure.say(None)}分档"


@dataclass(frozen=True, slots=True)
class LawTiers(Table):
    """Tiers that add up: in each, its value times what lies in it of `measure`."""

    def read(self, measure: Exact, table: Sequence[Parameter]) -> Exact:
        return reduce(exact.add, self.shares(measure, table))

    @staticmethod
    def shares(measure: Exact, table: Sequence[Parameter]) -> Iterator[Exact]:
        size = len(measure)
        bounds = _bounds(table)
        for entry, first, last in zip(table, bounds, [*bounds[1:], None], strict=True):
            above = exact.greatest(exact.add(measure, exact.constant(-first, size)), exact.constant(Fraction(0), size))
            if last is not None:
                above = exact.least(above, exact.constant(last - first, size))
            yield exact.multiply(above, exact.constant(Fraction(entry.value), size))

    def say(self, speaker: Speaker | None) -> str:
        if speaker is None or not speaker.numbers:
            return f"〈{self.name}〉按{self.measure.say(speaker)}分段累计"
        unit = speaker.view.frame.law.definitions[self.name].unit
        return unit.show(self.values(speaker.view).at(0))


@dataclass(frozen=True, slots=True)
class LawTiersOf(LawTiers):
    """Tiers of an amount: what each makes of `whole` is rounded to 分 before they are added up."""

    whole: Expression

    def parts(self) -> tuple[Node, ...]:
        return (self.measure, self.whole, self.at)

    def values(self, view: View) -> Exact:
        return _over_tables(view, [(rows, reduce(exact.add, amounts)) for rows, amounts in self.amounts(view)])

    def amounts(self, view: View) -> list[tuple[Index, list[Exact]]]:
        """Those of each tier, for the rows of each table."""
        measure, whole, month = self.measure.values(view), self.whole.values(view), self.at.values(view)
        found = []
        for rows, table in law_tables(view, self.name, month, partial(names_in, self.at)):
            shares = self.shares(measure.take(rows), table)
            parts = (exact.multiply(share, whole.take(rows)) for share in shares)
            found.append((rows, [rounded(part, 2, Rounding.HALF_UP) for part in parts]))
        return found

    def say(self, speaker: Speaker | None) -> str:
        rates = LawTiers(self.name, self.measure, self.at).say(speaker)
        text = f"［{self.whole.say(speaker)} × {rates}］各段四舍五入到分"
        if speaker is None or not speaker.numbers:
            return text
        [(_, amounts)] = self.amounts(speaker.view)
        return f"{text}：{' + '.join(decimal_text(amount.at(0), 2, grouped=True) for amount in amounts)}"


@dataclass(frozen=True, slots=True)
class LawGrowth(Expression):
    """The product of one plus the law's rate, over the years from `first` to `last`; 1 where there are none."""

    name: str
    first: int
    last: Expression
    at: Expression

    def parts(self) -> tuple[Node, ...]:
        return (self.last, self.at)

    def values(self, view: View) -> Exact:
        last, month = self.last.values(view), self.at.values(view)
        found = exact.constant(Fraction(1), view.size)
        for year in range(self.first, exact.column(last.units).high + 1):
            mask = exact.compare(last, ">=", exact.constant(Fraction(year), view.size))
            part, rows = view.only(mask), np.flatnonzero(mask)
            item = words_of([str(year)] * part.size)
            rate = law_numbers(part, self.name, month.take(rows), item, partial(names_in, self.at, self.last))
            grown = exact.multiply(found.take(rows), exact.add(rate, exact.constant(Fraction(1), part.size)))
            found = exact.merge(mask, grown, found.take(np.flatnonzero(~mask)))
        return found

    def say(self, speaker: Speaker | None) -> str:
        if speaker is not None and speaker.numbers:
            return speaker.view.frame.law.definitions[self.name].unit.show(self.values(speaker.view).at(0) - 1) + " + 1"
        return f"{self.first}年至{self.last.say(speaker)}年各年（1 + 〈{self.name}〉）的连乘积"
