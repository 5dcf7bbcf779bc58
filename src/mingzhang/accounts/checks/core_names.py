"""Names in running text without what stands around them: the owner, the year, 其中, 决算数为."""

import re
from collections.abc import Iterator, Sequence

from mingzhang.accounts.readers.labels import label, plain

_TAIL = re.compile(
    r"(?:费用)?(?:支出)?决算(?:总?数|总额|支出数?)?(?:为|是|各为)?$|合计支出$|安排$|(?:均为|各为|为|是|均|各|共计|合计|总额|总计|总数|共|达到?|的|金额|20\d\d年度?)$"
)
_HEAD = re.compile(
    r"^(?:(?:(?:一般公共预算)?财政拨款)?基本支出中[,:]?|[23]\d\d(?:\d\d){0,2}(?=[一-鿿])(?!2\d\d年)|使用(?=[^的]*财政拨款)|其中:?|全部|此外|包括|具体是|本年度?|今年|当年|全年|与上年相比|(?:主要)?原因[是为]?|主要是|的|发生|含|"
    r"(?:[本我全](?:部门|单位|局|委|办|厅|院|校|馆|站|所|队|会|社|中心|系统)|[本我](?:镇|乡|街道))|学校(?=20|总)|医院(?=20|总)|(?:部门|单位)(?=(?:本年)?(?:总?收入|总?支出|收))|共(?!计)|20\d\d年?度?)"
)
_SPENT = "支出"
GENERIC = frozenset(
    ("", "支出", "费用支出", "收入", "决算", "支出决算", "决算数", "支出决算数", "经费支出", "收支", "支出数", "费用",
     "金额", "共计支出", "预算", "支出预算", "决算支出", "实际支出", "执行数", "全年", "计")
)  # fmt: skip
"""Words that name nothing of their own: what they are about goes on from before."""
_SLIPS = {"支出收入": "支出"}
"""Slips of a template that all who fill it in carry over, as Shanghai's: 财政拨款收入5.00万元，支出收入5.00万元."""


def core_of(words: str, owners: Sequence[str]) -> str:
    """A name without what may stand before it: 其中, the year, the unit's name."""
    text = words
    while True:
        shorter = _HEAD.sub("", label(text) if not text.startswith("20") else text)
        for owner in owners:
            shorter = shorter.removeprefix(owner)
        if shorter == text:
            return _SLIPS.get(plain(text), plain(text))
        text = shorter


def bare_of(words: str, owners: Sequence[str]) -> str:
    """Such a name without what ends it: 公务接待费 of 公务接待费支出决算为."""
    return list(shorter_names(core_of(words, owners)))[-1]


def shorter_names(words: str) -> Iterator[str]:
    """Words, and again with each of their ends taken off."""
    text = words
    yield text
    while (shorter := _TAIL.sub("", text)) != text:
        if text.startswith(_SPENT, len(shorter)):
            yield shorter + _SPENT  # 财政拨款支出 of 财政拨款支出决算为
        text = shorter
        yield text
