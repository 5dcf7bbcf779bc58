"""Slips of the pen: residue of a template, brackets and quotes, punctuation, broken sentences, wrong characters."""

import re
from collections.abc import Iterable, Iterator

from benchmarks.slips.page import BODY, HEADING, NOTE, TERM, Line, Page, Slip, put, said, swapped

_RESIDUE = (
    (r"\d[\d,]*\.\d\d(?=万元)", "XX"),
    (r"\d[\d,]*\.\d\d(?=万元)", "×××"),
    (r"\d[\d,]*\.\d\d(?=%)", "XX"),
    (r"\d[\d,]*\.\d\d(?=万元)", "____"),
    (r"(?:增加|减少)(?=\d)", "增加（减少）"),
    (r"(?:增加|减少)(?=\d)", "增加/减少"),
    (r"(?:增长|下降)(?=\d)", "增长（下降）"),
    (r"(?:大于|小于|等于)(?=年初预算|预算)", "大于（小于）"),
    (r"(?<=主要原因是)[^。；，]*", "XXX"),
    (r"(?<=主要用于)[^。；，]*", "……（列明主要用途）"),
    (r"(?<=主要用于)[^。；，]*", "（请填写）"),
    (r"\d{4}(?=年)", "20XX"),
    (r"\d+(?=[个辆批]|人次)", "XX"),
    (r"(?<=\d万元)。", "（如无此项，请删除）。"),
    (r"。$|。(?=</)", "（根据本单位实际情况填写）。"),
    (r"^(<p[^>]*>)", r"\1（以下为参考格式，请各单位结合实际修改）"),
)
_NOTES = ("说明：填报时请删除本注。", "（此处列明本单位的情况）", "××单位没有此项收支。")
_MARKS = {"（": "", "）": "", "“": "", "”": "", "《": "", "》": ""}
_MISTAKEN = (
    ("决算", "绝算"),
    ("决算", "结算"),
    ("预算", "予算"),
    ("万元", "万圆"),
    ("其他", "其它"),
    ("截至", "截止"),
    ("拨款", "拔款"),
    ("结余", "节余"),
    ("结转", "接转"),
    ("反映", "反应"),
    ("收入", "收人"),
    ("支出", "支岀"),
    ("年末", "年未"),
    ("公务", "公物"),
    ("接待", "接侍"),
    ("购置", "购制"),
    ("维护", "维户"),
    ("缴费", "交费"),
    ("账", "帐"),
    ("经费", "经废"),
    ("国有资本", "国有资产"),
    ("人次", "人此"),
    ("增长", "增涨"),
    ("部分", "部份"),
    ("基金", "基经"),
    ("保障", "保章"),
    ("政府采购", "政府采够"),
    ("完成", "完城"),
    ("一般公共预算", "般公共预算"),
    ("一般公共预算", "一般公共"),
    ("政府性基金", "政府基金"),
)
_DOUBLED = ("，", "。", "、", "：", "；")
_WORDS = ("支出", "年初预算", "主要原因", "财政拨款", "其中", "的", "为", "万元", "包括")


def slips(page: Page) -> Iterator[Slip]:
    body, prose = list(page.where(BODY)), list(page.where(BODY, TERM, NOTE))
    for pattern, new in _RESIDUE:
        yield from swapped(page, "模板残留", body, pattern, new)
    for line in page.where(NOTE):
        for text in _NOTES:
            told = f"{page.source[line.at]}\n<p>{text}</p>"
            yield Slip("表注里的模板残留", put(page, {line.at: told}), f"{line.form}表 {text}", (text,), (), line.form)
    for mark, new in _MARKS.items():
        yield from swapped(page, "括号引号不成对", [*prose, *page.where(HEADING)], mark, new)
    for mark in _DOUBLED:
        yield from swapped(page, "标点重复", prose, mark, mark * 2)
        yield from swapped(page, "标点重复", body, mark, mark + ("。" if mark == "，" else "，"))
    for word in _WORDS:
        yield from swapped(page, "词语重复", body, word, word * 2)
    yield from swapped(page, "段末缺句号", prose, r"。(?=</)", "")
    yield from swapped(page, "段末不是句号", body, r"。(?=</)", "；")
    yield from _broken(page, body)
    for right, wrong in _MISTAKEN:
        yield from swapped(page, "错字", prose, right, wrong)


def _broken(page: Page, lines: Iterable[Line]) -> Iterator[Slip]:
    """A sentence in two paragraphs, or ended in its middle."""
    for line in lines:
        raw = page.source[line.at]
        for match in re.finditer(r"(?<=[一-龥])，(?=[一-龥])|(?<=万元)，", raw):
            for kind, between in (("句子断成两段", "</p>\n<p>"), ("句子断成两段", "，</p>\n<p>")):
                told = raw[: match.start()] + between + raw[match.end() if "，" in between else match.start() :]
                halves = tuple(said(half) for half in told.split("\n"))
                yield Slip(kind, put(page, {line.at: told}), f"…{halves[0][-20:]}↵{halves[1][:12]}", halves)
    yield from swapped(page, "句子断成两句", lines, r"(?<=[一-龥])，(?=完成|占|决算数|主要)", "。")
