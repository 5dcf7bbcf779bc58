"""Slips in names: items, their codes, classes of other years, the unit, the year."""

import re
from collections.abc import Iterator

from benchmarks.slips.page import (
    BODY,
    CONTENTS,
    COVER,
    FORM_HEAD,
    FORM_TITLE,
    HEADING,
    NOTE,
    ROW,
    TERM,
    Line,
    Page,
    Slip,
    swapped,
)

_FORMER = {
    "卫生健康支出": "医疗卫生与计划生育支出",
    "文化旅游体育与传媒支出": "文化体育与传媒支出",
    "自然资源海洋气象等支出": "国土海洋气象等支出",
}
_NAMED = r"[一-龥、]{3,}(?=（[类款项]）)"
_CODE = r"(?<=<td class=\"code\">)\d{3,7}(?=</td>)"
_OTHER_UNIT = "某县农业农村局"


def slips(page: Page) -> Iterator[Slip]:
    yield from _items(page)
    yield from _codes(page)
    yield from _unit(page)
    yield from _year(page)


def crossed(match: "re.Match[str]") -> str:
    """Two characters of a name that differ, in the wrong order."""
    name = match[0]
    middle = max(1, len(name) // 2)
    at = next((at for at in range(middle, len(name)) if name[at - 1] != name[at]), 0)
    return name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :] if at else name


def shortened(match: "re.Match[str]") -> str:
    """A name that lacks a character."""
    middle = len(match[0]) // 2
    return match[0][:middle] + match[0][middle + 1 :]


def _items(page: Page) -> Iterator[Slip]:
    names = list(page.where(ROW))
    rows = [line for line in names if re.search(_CODE, page.source[line.at])]
    label = r'(?<=name lead">)[一-龥]{4,}(?=</)'
    for turn in (crossed, shortened):
        yield from swapped(page, "说明中科目名错一字", page.where(BODY), _NAMED, turn)
        yield from swapped(page, "名词解释科目名错一字", page.where(TERM), _NAMED, turn)
        yield from swapped(page, "表中科目名错一字", rows, label, turn)
        totals = [line for line in names if line.form in ("01", "04")]
        yield from swapped(page, "总表类名错一字", totals, r"(?<=、)[一-龥]{4,}支出(?=</)", turn)
        listed = [line for line in page.where(BODY) if "人员经费" in line.text and "公用经费" in line.text]
        yield from swapped(page, "所列经济科目名错一字", listed, r"(?<=[、括])[一-龥]{4,}(?=[、；])", turn)
    for name, former in _FORMER.items():
        yield from swapped(page, "类名不是当年的", page.where(BODY, ROW), name, former)


def _codes(page: Page) -> Iterator[Slip]:
    rows = list(page.where(ROW))
    yield from swapped(page, "编码错一位", rows, _CODE, lambda m: m[0][:-1] + str((int(m[0][-1]) + 3) % 10))
    yield from swapped(page, "编码错一位", rows, _CODE, lambda m: m[0][:2] + str((int(m[0][2]) + 1) % 10) + m[0][3:])
    yield from swapped(page, "编码前后颠倒", rows, _CODE, lambda m: m[0][:-2] + m[0][-1] + m[0][-2])


def _unit(page: Page) -> Iterator[Slip]:
    places = (("封面", COVER), ("目录", CONTENTS), ("标题", HEADING), ("表头", FORM_HEAD), ("说明", BODY))
    middle = len(page.unit) // 2
    wrong = page.unit[:middle] + page.unit[middle + 1 :]
    for name, role in places:
        lines = list(page.where(role))
        yield from swapped(page, f"单位名称不符：{name}", lines, re.escape(page.unit), _OTHER_UNIT)
        yield from swapped(page, f"单位名称错一字：{name}", lines, re.escape(page.unit), wrong)


def _year(page: Page) -> Iterator[Slip]:
    places = (("封面", COVER), ("目录", CONTENTS), ("标题", HEADING), ("表头", FORM_HEAD), ("表名", FORM_TITLE))
    for name, role in (*places, ("说明", BODY), ("名词", TERM), ("表注", NOTE)):
        yield from swapped(page, f"年度不符：{name}", list(page.where(role)), str(page.year), str(page.year - 1))
    later = [line for line in page.where(BODY) if _is_report(line)]
    yield from swapped(page, "年度不符：说明", later, str(page.year), str(page.year + 1))
    yield from swapped(page, "年度缺字", page.where(BODY, HEADING), f"{page.year}(?=年度)", str(page.year)[:3])


def _is_report(line: Line) -> bool:
    return "概况" not in line.part
