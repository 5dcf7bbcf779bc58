"""Slips in what is counted and listed: vehicles, trips, guests, procurement, units, lists of items."""

import re
from collections.abc import Iterator
from itertools import pairwise

from benchmarks.slips.page import BODY, Line, Page, Slip, put, swapped


def slips(page: Page) -> Iterator[Slip]:
    body = list(page.where(BODY))
    yield from swapped(page, "车辆数不符", body, r"(?<=[一-龥])\d+(?=辆)", _more)
    for kind, unit in (("团组数不符", "个(?=[，、；]|累计)"), ("批次不符", "批次"), ("人次不符", "人次")):
        yield from swapped(page, kind, body, rf"(?<=[一-龥、，])\d+(?={unit})", _more)
    bought = [line for line in body if "采购" in line.text]
    yield from swapped(page, "采购金额不符", bought, r"\d+\.\d+(?=万元)", lambda m: f"{float(m[0]) + 111:.2f}")
    firms = [line for line in body if "企业" in line.text and "采购" in line.text]
    yield from swapped(page, "采购比重不符", firms, r"\d+\.\d+(?=%)", lambda m: f"{float(m[0]) / 2 + 3:.2f}")
    yield from swapped(page, "房屋面积不符", body, r"\d+\.\d+(?=平方米)", lambda m: f"{float(m[0]) + 77:.2f}")
    yield from swapped(page, "单位数、机构数不符", body, r"(?<=[共设])\d+(?=个)", _more)
    yield from _lists(page, body)
    yield from _members(page, body)


def _more(match: "re.Match[str]") -> str:
    return str(int(match[0]) + 3)


def _lists(page: Page, body: list[Line]) -> Iterator[Slip]:
    """Names taken out of a list of items with money, put into one, or put twice."""
    listed = [line for line in body if "人员经费" in line.text and "公用经费" in line.text]
    yield from swapped(page, "漏列有金额的科目", listed, r"(?<=[、括：])[一-龥]{2,}(?:[\d.]+万元)?、", "")
    idle = r"(?<=[、括：])([一-龥]{3,})((?:[\d.]+万元)?)、(?=[一-龥]+)"
    yield from swapped(page, "列出没有金额的科目", listed, idle, r"\1\2、国外债务付息、")
    yield from swapped(page, "所列科目重复", listed, idle, r"\1\2、\1\2、")
    shares = [line for line in body if re.search(r"（类）.*万元.*；.*（类）", line.text)]
    yield from swapped(page, "漏列有金额的类", shares, r"(?<=[：；])[^：；]*（类）[^；]*；", "")


def _members(page: Page, body: list[Line]) -> Iterator[Slip]:
    """A unit or a department that its list lacks."""
    for head, line in pairwise(body):
        if re.search(r"\d+个[^，。]{0,12}[：:]$", head.text):
            number = re.findall(r"\d+(?=个)", head.text)[-1]
            yield Slip("漏列单位、机构", put(page, {}, without=[line.at]), line.text, (head.text,), (f"{number}个",))
