"""Phrasings of other provinces in a report without forms: what each figure is bound to, and the slips that tell it.

The tables stand in goldens/phrases-of-provinces.txt. The sentences are ours, or single phrasings with other figures.
"""

import re
from pathlib import Path

import pytest
from check_samples import alone

from mingzhang.accounts.checks.check import check
from mingzhang.accounts.checks.counted import counts
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.walk import tell


def _table(name: str) -> list[str]:
    text = (Path(__file__).parent / "goldens" / "phrases-of-provinces.txt").read_text("utf-8")
    found = re.search(rf"^== {name}.*\n((?:(?!==).*\n)*)", text, re.MULTILINE)
    assert found is not None
    return found[1].strip().splitlines()


SAME = {
    "收入支出总体": "收入支出总计",
    "因公出国境经费": "因公出国境费",
    "公务用车运行费用": "公务用车运行维护费",
    "公务用车运行费": "公务用车运行维护费",
    "公务用车购置及运维费": "公务用车购置及运行维护费",
    "公务接待": "公务接待费",
}
"""What some names are other words for."""


@pytest.mark.parametrize("row", _table("数字"))
def test_each_figure_is_bound(row: str) -> None:
    sentence, expected = (part.strip() for part in row.split("|"))
    told = tell(Known(alone(sentence)))[-1]
    found = [f"{one.role}{_name(one.subject.meaning.name) if one.subject.meaning else '?'}" for one in told.said]
    assert found == expected.split()


def _name(name: str) -> str:
    return SAME.get(name.removesuffix("支出"), name.removesuffix("支出"))


@pytest.mark.parametrize("row", _table("有误"))
def test_a_phrasing_that_holds_is_left_alone_and_its_slip_is_told(row: str) -> None:
    passage, slip, codes = (part.strip() for part in row.split("|"))
    old, new = (part.strip() for part in slip.split("→"))
    assert passage.count(old) == 1
    assert _codes(passage) == set()
    assert _codes(passage.replace(old, new)) & set(codes.split())


def _codes(passage: str) -> set[str]:
    return {item.code.code for item in check(alone("#一、收入支出决算情况说明", passage, _ENOUGH))} - {"X131"}


_ENOUGH = "机关运行经费1.00万元。政府采购支出1.00万元。人员经费1.00万元。"
"""What makes a page the report of final accounts."""


@pytest.mark.parametrize("row", _table("次数"))
def test_each_count_is_of_its_item(row: str) -> None:
    text, expected = (part.strip() for part in row.split("|"))
    told = tell(Known(alone(text + "。")))[-1].text
    assert [f"{one.item.partition('.')[2]}{one.number}" for one in counts(told)] == expected.split()
