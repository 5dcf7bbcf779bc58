"""Rounding and amounts, as tables an accountant can read."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.money import (
    Rounding,
    decimal_text,
    fen_of_cell,
    fen_of_yuan,
    percent_text,
    round_to,
    round_units,
    wan_text,
    yuan_text,
)


@pytest.mark.parametrize(
    ("value", "half_up", "up", "down"),
    [
        ("0", 0, 0, 0),
        ("0.4", 0, 1, 0),
        ("0.5", 1, 1, 0),
        ("1.4999", 1, 2, 1),
        ("1.5", 2, 2, 1),
        ("2.5", 3, 3, 2),
        ("-0.4", 0, -1, 0),
        ("-0.5", -1, -1, 0),
        ("-2.5", -3, -3, -2),
        ("4520.11", 4520, 4521, 4520),
    ],
)
def test_rounding(value: str, half_up: int, up: int, down: int) -> None:
    exact = Fraction(value)
    found = [round_units(exact, rule) for rule in (Rounding.HALF_UP, Rounding.UP, Rounding.DOWN)]
    assert found == [half_up, up, down]


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("0", 0),
        ("12", 1200),
        ("12.3", 1230),
        ("12.30", 1230),
        ("12.3000", 1230),
        ("1,234,567.89", 123456789),
        ("-0.01", -1),
        ("－１２．３０", -1230),
        (" 5 ", 500),
        (".5", 50),
    ],
)
def test_amounts_in_yuan(text: str, fen: int) -> None:
    assert fen_of_yuan(text) == fen


@pytest.mark.parametrize("text", ["", "-", "12.345", "1,23", "1 2", "abc", "1e3", "12.3.4", "nan", "十元", "(5)"])
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(ValueError, match=r"amount|decimals"):
        fen_of_yuan(text)


@pytest.mark.parametrize(
    ("cell", "fen"),
    [(0.1 + 0.2, 30), (1234567.89, 123456789), (-1e-2, -1), (2644812.3, 264481230), (1e12, 100_000_000_000_000)],
)
def test_cells_of_spreadsheets(cell: float, fen: int) -> None:
    assert fen_of_cell(cell) == fen


def test_a_cell_with_three_decimals_is_refused() -> None:
    with pytest.raises(ValueError, match="decimals"):
        fen_of_cell(1.005)


@pytest.mark.parametrize(
    ("fen", "wan"),
    [
        (0, "0.00"),
        (4_999, "0.00"),
        (5_000, "0.01"),
        (-4_999, "0.00"),
        (-5_000, "-0.01"),
        (2_644_750_000, "2644.75"),
        (2_644_755_000, "2644.76"),
        (-2_644_755_000, "-2644.76"),
    ],
)
def test_printing_in_wan_yuan(fen: int, wan: str) -> None:
    assert wan_text(fen) == wan


def test_other_printing() -> None:
    assert yuan_text(-123456789) == "-1,234,567.89"
    assert wan_text(3_611_240_000_000, grouped=True) == "3,611,240.00"
    assert percent_text(Fraction(1, 3)) == "33.33%"
    assert percent_text(Fraction(27711, 36233), 1) == "76.5%"
    assert decimal_text(Fraction(26_54825175, 10**8), 10, trim=True) == "26.54825175"
    assert round_to(Fraction(133, 12), 4) == Fraction("11.0833")


@given(st.integers(-(10**15), 10**15))
def test_what_is_printed_in_yuan_reads_back(fen: int) -> None:
    assert fen_of_yuan(yuan_text(fen)) == fen


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_cells_are_exact_up_to_fifteen_digits(fen: int) -> None:
    assert fen_of_cell(float(Decimal(fen) / 100)) == fen
