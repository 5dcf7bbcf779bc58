"""Which place pays: the four cases of 国办发〔2009〕66号 article six."""

from fractions import Fraction

import pytest

from mingzhang.insurance.schemes.transfer import Stay, moved_fund, paying_place


@pytest.mark.parametrize(
    ("current", "stays", "expected", "case"),
    [
        ("户籍", [("甲", 200), ("户籍", 5)], "户籍", "（一）"),
        ("甲", [("户籍", 100), ("甲", 120)], "甲", "（二）"),
        ("甲", [("甲", 60), ("乙", 10), ("甲", 60)], "甲", "（二）"),
        ("甲", [("乙", 130), ("丙", 150), ("甲", 119)], "丙", "（三）"),
        ("甲", [("乙", 119), ("甲", 119)], "户籍", "（四）"),
    ],
)
def test_the_paying_place(current: str, stays: list[tuple[str, int]], expected: str, case: str) -> None:
    found = paying_place("户籍", [Stay(*stay) for stay in stays], current, 120)
    assert found.place == expected
    assert case in found.reason


def test_a_temporary_account_never_pays() -> None:
    stays = [Stay("甲", 300, temporary=True), Stay("乙", 10)]
    assert paying_place("户籍", stays, "甲", 120).place == "户籍"


def test_what_moves() -> None:
    fund = moved_fund(8_600_050, 64_000_004, Fraction(12, 100))
    assert (fund.pool_fen, fund.total_fen) == (7_680_000, 16_280_050)
