"""Identity numbers, credit codes and cards: invented numbers, and the samples of the standards."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.insurance.identity import (
    PERSON_CHECKS,
    card_problem,
    credit_code_problem,
    organisation_code_problem,
    person_birth_month,
    person_problem,
    person_sex,
)

TODAY = date(2026, 1, 31)
PEOPLE = """
211102196601010016 211103197502150022 211104198012310039 211122199907040049 211103198511301122
21110219650415005X 21110319750220019X 21110419681108004X 11010519491231002X
"""


@pytest.mark.parametrize("number", PEOPLE.split())
def test_numbers_that_are_right(number: str) -> None:
    assert person_problem(number, TODAY) == ""
    assert person_problem(number.lower(), TODAY) == ""


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("21110219660101001X", "校验码应为 6"),
        ("211102196602300010", "不存在"),
        ("211102202701010016", "晚于今天"),
        ("2111021966010100", "应为18位"),
        ("X11102196601010016", "应为18位"),
        ("", "应为18位"),
    ],
)
def test_numbers_that_are_wrong(number: str, said: str) -> None:
    assert said in person_problem(number, TODAY)


@given(st.sampled_from(PEOPLE.split()), st.integers(0, 17), st.sampled_from("0123456789"))
def test_one_changed_digit_is_always_found(number: str, place: int, digit: str) -> None:
    changed = number[:place] + digit + number[place + 1 :]
    assert (person_problem(changed, TODAY) == "") is (changed == number)


def test_what_a_number_says() -> None:
    assert person_birth_month("21110219650415005X") == "1965-04"
    assert [person_sex(number) for number in PEOPLE.split()[:2]] == ["男", "女"]
    assert len(set(PERSON_CHECKS)) == 11


@pytest.mark.parametrize("code", ["91350100M000100Y43", "91110000600037341L", "12211100MB1234567Q"])
def test_credit_codes(code: str) -> None:
    assert credit_code_problem(code) == ""
    assert credit_code_problem(code[:-1] + ("0" if code[-1] != "0" else "1")) != ""
    assert credit_code_problem(code[:-1]) == "应为18位"
    assert "大写字母" in credit_code_problem("9I350100M000100Y43")


def test_organisation_codes() -> None:
    assert organisation_code_problem("60003734-1") == ""
    assert organisation_code_problem("60003734-2") == "校验码应为 1"
    assert "8位" in organisation_code_problem("600")


@pytest.mark.parametrize("number", ["6217000123456789019", "6228480000000000018", "6222020000000000026"])
def test_cards(number: str) -> None:
    assert card_problem(number) == ""
    assert card_problem(" ".join((number[:4], number[4:]))) == ""
    assert card_problem(number[:-1] + str((int(number[-1]) + 1) % 10)) == f"校验码应为 {number[-1]}"
    assert "位数字" in card_problem("62170001")
