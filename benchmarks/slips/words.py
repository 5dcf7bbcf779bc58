"""Slips in what is said of a figure: the word of its change, its reason, its unit, a rate that there cannot be."""

import re
from collections.abc import Iterator

from benchmarks.slips.page import BODY, Page, Slip, swapped

_TURNED = {"增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长", "提高": "降低", "降低": "提高"}
_AGAINST = {"大于": "小于", "小于": "大于", "等于": "大于", "高于": "低于", "低于": "高于"}
_REASON = r"[，。、；]?[^，。、；]{0,16}主要(?:变动|增减)?原因(?:是|为|：)[^。；]*"


def slips(page: Page) -> Iterator[Slip]:
    yield from _changes(page)
    yield from _reasons(page)
    yield from _units(page)
    yield from _rates(page)


def _changes(page: Page) -> Iterator[Slip]:
    body = list(page.where(BODY))
    yield from swapped(page, "增减词反写", body, rf"(?:{'|'.join(_TURNED)})(?=[\d.])", lambda m: _TURNED[m[0]])
    words = rf"(?:{'|'.join(_AGAINST)})(?=(?:年初|全年|调整)?预算)"
    yield from swapped(page, "大于小于反写", body, words, lambda m: _AGAINST[m[0]])
    moved = r"(?:增加|减少)[\d.,]+万元，(?:增长|下降|减少)[\d.]+%"
    yield from swapped(page, "有增减写成持平", body, moved, "持平")
    yield from swapped(page, "有增减写成持平", body, r"(?:大|小)于(?=(?:年初|全年)?预算)", "等于")
    level = r"(?<=与)((?:年初|全年)?预算)(?:数)?(?:相等|一致|持平)"
    yield from swapped(page, "持平写成增减", body, level, r"\1相比增加")


def _reasons(page: Page) -> Iterator[Slip]:
    body = list(page.where(BODY))
    yield from swapped(page, "缺增减原因", body, _REASON, "")
    yield from swapped(page, "原因与增减词矛盾", body, r"(?<=主要原因是)[^。；]*", _against)
    yield from swapped(page, "持平而有增减原因", body, r"持平(?=[。；])", "持平，主要原因是减少支出")


def _against(match: "re.Match[str]") -> str:
    """A reason that goes the other way than the word before it."""
    before = match.string[: match.start()]
    word = max(("增加", "增长", "大于", "减少", "下降", "小于"), key=before.rfind)
    if before.rfind(word) < 0:
        return match[0]
    return "人员减少，支出相应减少" if word in ("增加", "增长", "大于") else "人员增加，支出相应增加"


def _units(page: Page) -> Iterator[Slip]:
    body = list(page.where(BODY))
    yield from swapped(page, "万元写成元", body, r"(?<=[1-9]\d\.\d\d)万元|(?<=\d[1-9]\.\d\d)万元", "元")
    yield from swapped(page, "缺百分号", body, r"(?<=\d)%", "")
    yield from swapped(page, "缺万元", body, r"(?<=[\d])万元", "")
    yield from swapped(page, "缺数字", body, r"[\d,]+\.\d+(?=万元)", "")


def _rates(page: Page) -> Iterator[Slip]:
    body = list(page.where(BODY))
    yield from swapped(page, "零基数写比率", body, r"上年无此项，变动率不可比", "增长100.00%")
    yield from swapped(page, "零基数写比率", body, r"，不可比|（不可比）", "，增长100.00%")
    yield from swapped(page, "零基数写比率", body, r"无年初预算", "年初预算0.00万元，完成年初预算的100.00%")
    zero = r"((?:年初|全年)?预算(?:为)?0\.00万元)(?=，(?!完成))"
    yield from swapped(page, "零基数写比率", body, zero, r"\1，完成年初预算的100.00%")
