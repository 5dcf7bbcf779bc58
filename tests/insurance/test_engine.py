"""Exact columns against fractions; and registration, which refuses whatever is not columns and law."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.insurance.engine import exact
from mingzhang.insurance.engine.exact import Exact, constant, of_fractions
from mingzhang.insurance.engine.expression import Expression, Name
from mingzhang.insurance.engine.fact import Fact
from mingzhang.insurance.engine.line import Line
from mingzhang.insurance.engine.purity import ImpureRule
from mingzhang.insurance.engine.rounding import rounded, rounded_quotient
from mingzhang.insurance.engine.scheme import Scheme
from mingzhang.insurance.engine.view import View
from mingzhang.insurance.engine.words import as_law_says, law, rounded_as, to_digits, to_fen
from mingzhang.insurance.engine.words import given as stated_or
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.schemes.registry import schemes
from mingzhang.money import Rounding, round_to

FRACTIONS = st.builds(Fraction, st.integers(-(10**13), 10**13), st.sampled_from([1, 2, 3, 7, 12, 100, 1000, 10**8]))
COLUMNS = st.lists(st.tuples(FRACTIONS, FRACTIONS), min_size=1, max_size=6)
ROUNDINGS = st.sampled_from(list(Rounding))


def values(column: Exact) -> list[Fraction]:
    return [column.at(row) for row in range(len(column))]


@given(COLUMNS)
def test_arithmetic_of_columns_is_arithmetic_of_fractions(pairs: list[tuple[Fraction, Fraction]]) -> None:
    left, right = of_fractions([a for a, _ in pairs]), of_fractions([b for _, b in pairs])
    assert values(exact.add(left, right)) == [a + b for a, b in pairs]
    assert values(exact.subtract(left, right)) == [a - b for a, b in pairs]
    assert values(exact.multiply(left, right)) == [a * b for a, b in pairs]
    assert values(exact.multiply(exact.multiply(left, right), right)) == [a * b * b for a, b in pairs]
    assert values(exact.least(left, right)) == [min(a, b) for a, b in pairs]
    assert values(exact.greatest(left, right)) == [max(a, b) for a, b in pairs]
    assert exact.compare(left, "<", right).tolist() == [a < b for a, b in pairs]


@given(COLUMNS, st.integers(0, 6), ROUNDINGS)
def test_rounding_of_columns_is_rounding_of_fractions(
    pairs: list[tuple[Fraction, Fraction]], digits: int, rounding: Rounding
) -> None:
    left, right = of_fractions([a for a, _ in pairs]), of_fractions([b or Fraction(1) for _, b in pairs])
    assert values(rounded(left, digits, rounding)) == [round_to(a, digits, rounding) for a, _ in pairs]
    quotients = [round_to(a / (b or Fraction(1)), digits, rounding) for a, b in pairs]
    assert values(rounded_quotient(left, right, digits, rounding)) == quotients


def as_column(numbers: list[Fraction]) -> Exact:
    return constant(numbers[0], len(numbers)) if len(set(numbers)) == 1 else of_fractions(numbers)


@given(COLUMNS, FRACTIONS, st.integers(0, 6), ROUNDINGS)
def test_a_number_stored_once_computes_as_in_every_row(
    pairs: list[tuple[Fraction, Fraction]], number: Fraction, digits: int, rounding: Rounding
) -> None:
    rows = [a for a, _ in pairs]
    below = number or Fraction(1)
    for left, right in ((rows, [below] * len(rows)), ([below] * len(rows), [a or Fraction(1) for a in rows])):
        first, second = as_column(left), as_column(right)
        both = list(zip(left, right, strict=True))
        assert values(exact.add(first, second)) == [a + b for a, b in both]
        assert values(exact.subtract(first, second)) == [a - b for a, b in both]
        assert values(exact.multiply(first, second)) == [a * b for a, b in both]
        assert values(exact.least(first, second)) == [min(a, b) for a, b in both]
        assert exact.compare(first, "<", second).tolist() == [a < b for a, b in both]
        assert values(rounded(first, digits, rounding)) == [round_to(a, digits, rounding) for a in left]
        quotients = [round_to(a / b, digits, rounding) for a, b in both]
        assert values(rounded_quotient(first, second, digits, rounding)) == quotients


@given(st.lists(st.booleans(), min_size=1, max_size=8), st.data())
def test_merging_puts_every_row_in_its_place(mask: list[bool], data: st.DataObject) -> None:
    rows = data.draw(st.lists(FRACTIONS, min_size=len(mask), max_size=len(mask)))
    yes = of_fractions([row for row, here in zip(rows, mask, strict=True) if here])
    no = of_fractions([row for row, here in zip(rows, mask, strict=True) if not here])
    assert values(exact.merge(np.array(mask), yes, no)) == rows


AMOUNT = Fact("金额", Unit.YUAN, "一个金额")
MONTH = Fact("年月", Unit.MONTH, "一个年月")
PLACE = Fact("参保地", None, "地区")


def scheme(*expressions: Expression) -> Scheme:
    lines = tuple(Line(f"第{number}项", Unit.YUAN, item, "依据") for number, item in enumerate(expressions))
    return Scheme("试", "试", "参保地", (PLACE, AMOUNT, MONTH), lines, key=lines[-1].title)


@dataclass(frozen=True, slots=True)
class Outside(Expression):
    """A node that smuggles code into a rule."""

    compute: Callable[[], int]

    def values(self, view: View) -> Exact:
        return of_fractions([Fraction(self.compute())] * view.size)


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        (Outside(lambda: 42), "no node"),
        (AMOUNT.name + Outside(lambda: 42), "no node"),
        (Name("别处的列", Unit.YUAN), "no fact"),
        (Name("金额", Unit.MONTHS), "no fact"),
        (Name("第1项", Unit.YUAN), "no fact"),
        (stated_or(Name("没有的", Unit.YUAN), 0), "no fact"),
        (law("没有的参数", at=MONTH.name), "catalogue"),
        (law("过渡公式", at=MONTH.name), "read as something else"),
        (law("计发月数", at=MONTH.name), "items"),
        (as_law_says("过渡公式", {"指数化工资": AMOUNT.name}, at=MONTH.name), "options"),
        (rounded_as("过渡公式", AMOUNT.name, at=MONTH.name), "no rounding"),
        (AMOUNT.name / MONTH.name, "rounded where it is made"),
        (to_fen(AMOUNT.name / MONTH.name + 1), "rounded where it is made"),
        (rounded_as("支付额取整", AMOUNT.name / MONTH.name, at=MONTH.name), "rounded where it is made"),
    ],
)
def test_a_rule_that_reads_anything_else_is_refused(expression: Expression, said: str) -> None:
    with pytest.raises(ImpureRule, match=said):
        scheme(expression)


def test_a_pure_rule_is_accepted_and_knows_its_parameters() -> None:
    found = scheme(to_digits(AMOUNT.name / MONTH.name, 2), law("计发基数", at=MONTH.name) * 2)
    assert found.parameters == {"计发基数"}


def test_no_rule_names_a_place() -> None:
    """Differences between provinces are data: no expression holds a region's name."""
    from mingzhang.insurance.law.regions import official_regions, short_name

    names = {short_name(name) for name in official_regions().names()} - {"全国"}
    for found in schemes().values():
        for line in found.lines:
            assert not [name for name in names if name in line.expression.say(None)], line.title


def test_every_parameter_of_the_catalogue_is_read_by_a_rule() -> None:
    from mingzhang.insurance.award.people import START, STARTS
    from mingzhang.insurance.law.catalogue import definitions
    from mingzhang.insurance.schemes import central, transfer

    read = {name for found in schemes().values() for name in found.parameters}
    read |= {
        START,
        *STARTS.values(),
        central.WAGE_SHARE,
        central.RATE,
        transfer.ENOUGH_MONTHS,
        transfer.POOL_SHARE,
        transfer.TEMPORARY_AGE,
    }
    assert set(definitions()) - read == set()


ROOMS = ("law", "engine", "schemes", "award")


def test_a_room_imports_only_from_rooms_before_it() -> None:
    from pathlib import Path

    root = Path(__file__).parents[2] / "src" / "mingzhang" / "insurance"
    wrong = [
        f"{path.relative_to(root)}: {later}"
        for number, room in enumerate(ROOMS)
        for path in (root / room).rglob("*.py")
        for later in ROOMS[number + 1 :]
        if f"mingzhang.insurance.{later}" in path.read_text("utf-8")
    ]
    assert wrong == []
