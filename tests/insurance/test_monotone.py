"""No benefit falls when one argument of its formula grows and the others stay: every scheme but those of tiers."""

from fractions import Fraction
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzhang.insurance.award.awarding import award
from mingzhang.insurance.law.loader import load_law
from mingzhang.money import decimal_text

LAW = load_law()

BENEFITS = Path(__file__).with_name("monotone.txt").read_text("utf-8").splitlines()[1:]
WHOLE = ("月数", "人数", "天数", "年数")
"""What is counted in whole numbers."""


def amounts(name: str, rows: list[dict[str, str]], result: str) -> list[int]:
    found = award(pl.DataFrame(rows), name, law=LAW)
    assert [item.text() for item in found.findings] == []
    values: list[int] = found.table[f"{result}_分"].to_list()
    return values


@pytest.mark.parametrize("row", BENEFITS)
@settings(deadline=None, max_examples=15)
@given(st.fractions(0, 1), st.fractions(0, 1))
def test_a_benefit_never_falls_when_one_argument_grows(row: str, one: Fraction, other: Fraction) -> None:
    name, facts, result = (part.strip() for part in row.split("|"))
    stated = dict(pair.split("=", 1) for pair in facts.split())
    ((title, low, high),) = ((title, *said.split("~")) for title, said in stated.items() if "~" in said)
    places = 0 if title.endswith(WHOLE) else 2
    between = [int(low) + (int(high) - int(low)) * part for part in sorted((one, other))]
    rows = [stated | {title: decimal_text(value, places)} for value in between]
    less, more = amounts(name, rows, result)
    assert less <= more
