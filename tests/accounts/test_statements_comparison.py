"""The words and rates of comparisons, as a finance officer would check them by hand. Amounts in 元."""

from fractions import Fraction

import pytest

from mingzhang.accounts.statements.comparison import Comparison, rate
from mingzhang.money import percent_text, wan_text

WORDS = {1: "增加", -1: "减少", 0: "持平"}


def yuan(text: str) -> int:
    return int(Fraction(text.replace(",", "")) * 100)


@pytest.mark.parametrize(
    ("now", "last", "word", "change_wan", "change_rate"),
    [
        ("1,200,000", "1,000,000", "增加", "20.00", "20.00%"),
        ("800,000", "1,000,000", "减少", "20.00", "20.00%"),
        ("1,000,000", "1,000,000", "持平", "0.00", "0.00%"),
        ("1,000,049.99", "1,000,000", "持平", "0.00", "0.00%"),  # both print 100.00
        ("1,000,050", "1,000,000", "增加", "0.01", "0.01%"),  # prints 100.01
        ("999,950", "1,000,000", "持平", "0.01", "0.01%"),  # 99.995 prints 100.00
        ("999,949.99", "1,000,000", "减少", "0.01", "0.01%"),
        ("1,000,060", "1,000,040", "增加", "0.00", "0.00%"),  # 100.01 beside 100.00, yet 20 元 apart
        ("0", "1,000,000", "减少", "100.00", "100.00%"),
        ("1,000,000", "0", "增加", "100.00", "无"),  # no last year's amount: no rate
        ("0", "0", "持平", "0.00", "无"),
        ("1,000,000", "49.99", "增加", "100.00", "无"),  # a base that prints as 0.00 is none
        ("1,000,000", "-500,000", "增加", "150.00", "无"),  # a negative base gives no rate
        ("-500,000", "1,000,000", "减少", "150.00", "150.00%"),
        ("1,333,333.33", "1,000,000", "增加", "33.33", "33.33%"),
    ],
)
def test_change_on_last_year(now: str, last: str, word: str, change_wan: str, change_rate: str) -> None:
    compared = Comparison(yuan(now), yuan(last))
    assert WORDS[compared.sign] == word
    assert wan_text(abs(compared.difference_fen)) == change_wan
    assert (percent_text(compared.change_rate) if compared.change_rate is not None else "无") == change_rate


@pytest.mark.parametrize(
    ("now", "budget", "completion"),
    [
        ("980,000", "1,000,000", "98.00%"),
        ("1,000,000", "1,000,000", "100.00%"),
        ("1,500,000", "1,000,000", "150.00%"),
        ("0", "1,000,000", "0.00%"),
        ("1,000,000", "0", "无"),
        ("0", "0", "无"),
    ],
)
def test_completion_of_the_budget(now: str, budget: str, completion: str) -> None:
    found = Comparison(yuan(now), yuan(budget)).completion_rate
    assert (percent_text(found) if found is not None else "无") == completion


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [
        ("10,000", "30,000", "33.33%"),
        ("1", "3", "无"),  # 3 元 print as 0.00 万元
        ("20,000", "30,000", "66.67%"),
        ("0", "30,000", "0.00%"),
        ("-3,000", "30,000", "-10.00%"),
        ("30,000", "0", "无"),
        ("30,000", "-1,000", "无"),
        ("1,005", "1,000,000", "0.10%"),  # 0.1005 % rounds to 0.10 %
        ("1,050", "1,000,000", "0.11%"),  # the half goes up
    ],
)
def test_shares(part: str, whole: str, share: str) -> None:
    found = rate(yuan(part), yuan(whole))
    assert (percent_text(found) if found is not None else "无") == share


def test_a_difference_that_prints_as_zero_is_slight_only_between_different_figures() -> None:
    assert Comparison(yuan("1,000,060"), yuan("1,000,040")).slight
    assert not Comparison(yuan("1,000,049"), yuan("1,000,001")).slight
    assert not Comparison(yuan("1,000,100"), yuan("1,000,000")).slight
