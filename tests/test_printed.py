"""Printed figures as intervals: the edges, and the tolerance that follows from them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.printed import ZERO, Interval, interval_of, sums_agree, ticks_of, total

FIGURES = st.integers(-(10**9), 10**9)


@pytest.mark.parametrize(
    ("ticks", "low", "high"),
    [
        (26448, 264_475_000, 264_484_999),
        (1, 5_000, 14_999),
        (0, -4_999, 4_999),
        (-1, -14_999, -5_000),
    ],
)
def test_the_edges_of_a_figure(ticks: int, low: int, high: int) -> None:
    assert interval_of(ticks) == Interval(low, high)


@given(FIGURES)
def test_every_amount_of_the_interval_prints_so_and_no_other(ticks: int) -> None:
    interval = interval_of(ticks)
    assert ticks_of(interval.low_fen) == ticks == ticks_of(interval.high_fen)
    assert ticks_of(interval.low_fen - 1) < ticks < ticks_of(interval.high_fen + 1)


@pytest.mark.parametrize(
    ("addends", "printed_total", "agrees"),
    [
        ([331593, 10082, 19448, 1209], 362333, True),  # gap 0.01 with four addends
        ([100, 100], 201, True),  # 0.01 < 0.005 × 3
        ([100, 100], 202, False),
        ([100], 101, False),  # one addend: 0.01 is not below 0.005 × 2
        ([], 0, True),
        ([], 1, False),
    ],
)
def test_totals(addends: list[int], printed_total: int, agrees: bool) -> None:
    assert sums_agree([interval_of(item) for item in addends], [interval_of(printed_total)]) is agrees


@given(st.lists(FIGURES, max_size=40), st.integers(-60, 60))
def test_the_tolerance_is_half_a_digit_a_figure(addends: list[int], gap: int) -> None:
    """|gap| < 0.005 × (n + 1) strictly, blanks not counted."""
    figures = [*(interval_of(item) for item in addends), ZERO, ZERO]
    printed = interval_of(sum(addends) + gap)
    assert sums_agree(figures, [printed]) is (2 * abs(gap) < len(addends) + 1)


@given(st.lists(st.integers(-(10**12), 10**12), max_size=30))
def test_what_adds_up_in_fen_agrees_as_printed(amounts: list[int]) -> None:
    assert sums_agree([interval_of(ticks_of(fen)) for fen in amounts], [interval_of(ticks_of(sum(amounts)))])


def test_an_exact_figure_in_yuan() -> None:
    assert interval_of(12345, tick_fen=1) == Interval.exactly(12345)
    assert total([]) == ZERO
