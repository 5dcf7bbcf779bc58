"""Short names for the nodes, so that a rule reads like the article it states."""

from fractions import Fraction

from mingzhang.insurance.engine.branch import Branch, Given, SumOf
from mingzhang.insurance.engine.conditions import Comparison, Condition, Is, Joined, Stated, Unless
from mingzhang.insurance.engine.expression import Constant, Expression, Name, Operand, operand
from mingzhang.insurance.engine.law_rounded import LawRounded
from mingzhang.insurance.engine.lawful import Choice, LawHas, LawSays, YearPublished
from mingzhang.insurance.engine.reads import Label, LawValue
from mingzhang.insurance.engine.shaped import Extreme, Rounded, YearOf
from mingzhang.insurance.engine.tables import LawBracket, LawGrowth, LawTiers, LawTiersOf
from mingzhang.insurance.law.parameter import Unit
from mingzhang.money import Rounding


def percent(value: int) -> Constant:
    return Constant(Fraction(value, 100), Unit.RATE)


def law(name: str, *items: Expression | Label, at: Expression) -> LawValue:
    return LawValue(name, at, items)


def provincial(name: str, *, at: Expression) -> LawValue:
    """The parameter as it holds for the whole province."""
    return LawValue(name, at, (), provincial=True)


def to_fen(inner: Expression, rounding: Rounding = Rounding.HALF_UP) -> Rounded:
    return Rounded(inner, 2, rounding, money=True)


def to_digits(inner: Expression, digits: int, rounding: Rounding = Rounding.HALF_UP) -> Rounded:
    return Rounded(inner, digits, rounding)


def whole(inner: Expression) -> Rounded:
    """The whole number below."""
    return Rounded(inner, 0, Rounding.DOWN)


def smaller(left: Operand, right: Operand) -> Extreme:
    return Extreme(True, operand(left), operand(right))


def larger(left: Operand, right: Operand) -> Extreme:
    return Extreme(False, operand(left), operand(right))


def when(condition: Condition, yes: Operand, no: Operand) -> Branch:
    return Branch(condition, operand(yes), operand(no))


def below(left: Expression, right: Operand) -> Comparison:
    return Comparison(left, "<", operand(right))


def equal(left: Expression, right: Operand) -> Comparison:
    return Comparison(left, "=", operand(right))


def at_least(left: Expression, right: Operand) -> Comparison:
    return Comparison(left, ">=", operand(right))


def above(left: Expression, right: Operand) -> Comparison:
    return Comparison(left, ">", operand(right))


def says(label: Label, word: str) -> Is:
    return Is(label, word)


def given(fact: Name, otherwise: Operand) -> Given:
    """The fact where the case states it, else computed."""
    return Given(fact.title, fact.unit, operand(otherwise))


def as_law_says(name: str, options: dict[str, Expression], *, at: Expression) -> Choice:
    return Choice(name, at, tuple(options.items()))


def rounded_as(name: str, inner: Expression, *, at: Expression) -> LawRounded:
    return LawRounded(name, at, inner)


def stated(fact: Name | Label) -> Stated:
    return Stated(fact.title, fact.unit if isinstance(fact, Name) else None)


def year_published(name: str, *, at: Expression) -> YearPublished:
    return YearPublished(name, at)


def every(*conditions: Condition) -> Joined:
    return Joined(True, conditions)


def either(*conditions: Condition) -> Joined:
    return Joined(False, conditions)


def unless(condition: Condition) -> Unless:
    return Unless(condition)


def bracket(name: str, measure: Expression, *, at: Expression) -> LawBracket:
    return LawBracket(name, measure, at)


def tiers(name: str, measure: Expression, *, at: Expression) -> LawTiers:
    return LawTiers(name, measure, at)


def tiers_of(whole: Expression, name: str, measure: Expression, *, at: Expression) -> LawTiersOf:
    return LawTiersOf(name, measure, at, whole)


def growth(name: str, first: int, last: Expression, *, at: Expression) -> LawGrowth:
    return LawGrowth(name, first, last, at)


def law_has(name: str, *, at: Expression) -> LawHas:
    return LawHas(name, at)


def law_says(name: str, word: str, *, at: Expression) -> LawSays:
    return LawSays(name, word, at)


def sum_of(*terms: tuple[Condition, Expression]) -> SumOf:
    """Of (condition, amount): those that hold."""
    return SumOf(terms)


def year_of(month: Expression) -> YearOf:
    return YearOf(month)
