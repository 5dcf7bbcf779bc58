"""The reason of a change against the word of it: 支出减少, and its reason that people and expenses grew."""

import re
from collections.abc import Iterator

from mingzhang.accounts.checks.amounts import place
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.phrases import DOWN, UP
from mingzhang.accounts.checks.said import Told
from mingzhang.findings import Finding, finding

_WORDS = "|".join(sorted({*UP, *DOWN}, key=len, reverse=True))
_SINCE = (
    r"(?:主要(?:变动|增减)?(?:原因(?:是|为|系|在于)?|是(?:因为|由于)?)"
    r"|(?:变动|增减|变化|差异)?的?原因(?=[是为系:主])(?:主要)?(?:是|为|系)?)"
)
_GIVEN = re.compile(
    rf"(?P<word>{_WORDS})(?P<between>[^。;增减升降]{{0,30}}?)(?P<stop>[。;]?){_SINCE}:?(?P<reason>[^。;]+)"
)
_GOES_ON = re.compile(r",(?=[与比较同](?:上一?年|去年|20\d\d年|(?:年初|全年)?预算)).*")
"""What a sentence compares next is no part of the reason: 主要原因是接待减少,与上年持平."""
_SPENT = r"(?:支出|经费|费用|开支|人员|人数|业务量?|工作量|任务|项目|接待|批次|活动|采购|拨款|补助|投入)"
_SO = r"(?:也|均|都|有所|相应|随之|大幅|略有|明显|同步|同比|较多)*"
_MORE = re.compile(rf"{_SPENT}{_SO}(?:增加|增长|增多|上升|提高|加大)")
_LESS = re.compile(rf"{_SPENT}{_SO}(?:减少|下降|降低|压减|缩减)")
_ANY = re.compile("增|升|涨|提高|加大|扩大|新|追加|补|多")
_NONE = re.compile("减|降|压|缩|节|控制|取消|退|未|没|无|少|结余|结转|跨年|推迟|延|调出|划转|收回|核减|撤")
_OTHERWISE = re.compile(
    "上年|去年|往年|以前|同期|20[0-9][0-9]|调整|口径|改为|改由|转为|由[^,;。]{1,12}(?:承担|列支|负担|组织|安排)|列支|挤占|替代"
    "|线上|线下|网络|视频|标准|但|合并|集中|占用"
)
"""A reason that tells of another time has the direction of that: 上年支出增加较多; one that tells of something in place
of another, the other direction: 由上级承担的培训项目增加, 人员经费增加,挤占会议经费.
"""
_BALANCE = re.compile("结转|结余|差额|收入|额度|返还|缺口")
"""What grows as expenditure falls; income has reasons of its own."""


def check_reasons(known: Known, told: list[Told]) -> Iterator[Finding]:
    for each in told:
        for match in _GIVEN.finditer(each.text):
            begin = each.text.rfind("。", 0, match.start()) + 1
            about = each.text[begin : match.start()] or each.heading
            reason = _GOES_ON.sub("", match["reason"])
            if _BALANCE.search(about) or _OTHERWISE.search(reason) or "主要" in match["between"]:
                continue
            if match["stop"] and _both_ways(each.text[begin : match.start("stop")]):
                continue
            other, contrary = (_LESS, _ANY) if match["word"] in UP else (_MORE, _NONE)
            if other.search(reason) and not contrary.search(reason):
                yield finding("N125", place(known, each), printed=f"{match['word']}……{reason[:40]}")


def _both_ways(sentence: str) -> bool:
    """Whether a sentence tells of more and of less: of which the next one gives the reason, nobody knows."""
    words = re.findall(_WORDS, sentence)
    return any(word in UP for word in words) and any(word in DOWN for word in words)
