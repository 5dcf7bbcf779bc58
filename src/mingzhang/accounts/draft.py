"""Drafts: what is missing is marked in the document itself, at its place, so that it can be passed round."""

import re
from collections.abc import Iterable, Iterator

from mingzhang.accounts.books.model import Withheld
from mingzhang.findings import Finding, Place, finding

SIGN = "草稿"
HEADING = "草稿：待补事项"
NOTHING = "没有待补的事项。定稿请用 mingzhang build 重编（不加 --draft）。"
REASONS = frozenset({"S101", "S102"})
"""Findings that ask for the reason of a change."""
TEXTS = frozenset({"S103", "S104", "S105", "S108", "S109", "S122", "S123"})
"""Findings that ask for something which no other error explains."""
AMOUNTS = frozenset({"S106", "S107"})
MARKED = REASONS | TEXTS | AMOUNTS
"""Findings that a draft shows as marks: what the unit must still supply, not what it got wrong."""
LISTED = frozenset({"P135", "P136", "P143"})
"""Findings about self-evaluations that ask for a text as well; a form has no room for a mark."""
_ASKED = {
    "S101": "变动原因",
    "S102": "预算差异原因",
    "S103": "用途",
    "S104": "登记",
    "S105": "",
    "S106": "上年数",
    "S107": "金额",
    "S108": "",
    "S109": "定义",
    "S122": "登记",
    "S123": "",
}
_PARTS = ("原因.变动.", "原因.预算差异.", "用途.", "补充.", "名词解释.")
"""Parts of 文字.yaml that a mark need not name: what it asks for says so."""
MARK_BEGINS = "【"
_BEGUN = f"{MARK_BEGINS}待补："
_MARK = re.compile(f"{_BEGUN}[^】]*】")


def mark(item: Finding) -> str:
    """【待补：变动原因（变动.收入总计）】: what a finding asks for, as it stands in the document."""
    place = item.place
    what = _ASKED[item.code.code]
    where = place.line or place.key or item.expected
    part = next((part for part in _PARTS if where.startswith(part)), "")
    where = where.removeprefix(part).replace("【", "〔").replace("】", "〕")
    return f"【待补：{what}（{where}）】" if what else f"【待补：{where}】"


def pieces(text: str) -> list[tuple[str, bool]]:
    """The text cut at its marks; True for a mark."""
    if _BEGUN not in text:  # nearly every text of a document
        return [(text, False)] if text else []
    found: list[tuple[str, bool]] = []
    at = 0
    for each in _MARK.finditer(text):
        found += [(text[at : each.start()], False), (each[0], True)]
        at = each.end()
    return [piece for piece in (*found, (text[at:], False)) if piece[0]]


def left_over(texts: Iterable[str], findings: Iterable[Finding]) -> Iterator[Finding]:
    """Marks that the unit's own words hold, copied from a draft: nothing else asks for what they stand for."""
    ours = {mark(item) for item in findings if item.code.code in MARKED}
    for each in dict.fromkeys(each for text in texts for each in marks(text)):
        if each not in ours:
            yield finding("S123", Place(file="文字.yaml"), printed=each)


def marks(text: str) -> list[str]:
    return [piece for piece, marked in pieces(text) if marked] if _BEGUN in text else []


def to_supply(findings: Iterable[Finding], withheld: Iterable[Withheld]) -> tuple[str, ...]:
    """The list in front of a draft: what is missing and where to write it, then what 保密审查 must sign."""
    return tuple(dict.fromkeys([*_missing(findings), *_to_sign(withheld)]))


def _missing(findings: Iterable[Finding]) -> Iterator[str]:
    for item in findings:
        if item.code.code in MARKED | LISTED:
            said = "；".join([item.place.text(), *item.facts()])
            yield f"{item.code.title}（{item.code.code}）：{said}。{item.remedy or item.code.remedy}"


def _to_sign(withheld: Iterable[Withheld]) -> Iterator[str]:
    for item in withheld:
        yield f"涉密事项待保密审查签批：{item.category} {item.item}（依据：{item.basis or '未填'}）"
