"""Words that compare without an amount, 持平 and 有所增加, against the two amounts that they compare."""

import re
from collections.abc import Iterator

from mingzhang.accounts.checks.amounts import place
from mingzhang.accounts.checks.changes import change_text, less
from mingzhang.accounts.checks.comparisons import budget_of, held_to_budget
from mingzhang.accounts.checks.core_names import GENERIC, core_of
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.names import Meaning, meaning
from mingzhang.accounts.checks.phrases import ACTUAL, BUDGET, LAST, UP
from mingzhang.accounts.checks.said import Subject, Told
from mingzhang.findings import Finding, finding
from mingzhang.money import FEN_PER_WAN
from mingzhang.printed import Interval

_BASE = (
    r"(?:[与和比较同](?:(?P<last>上一?年|去年)|(?P<year>20\d\d)年度?(?:年初)?(?P<planned>预算)?|(?P<budget>(?:年初|全年|调整)?预算))"
    r"(?:度|同期|决算|支出|实际|安排|总?数|的|为)*(?:\d[\d,.]*(?:万?元)?)?(?:相比|比较)?|(?P<same>同比)),?"
)
_LEVEL = re.compile(
    rf"{_BASE}(?P<nearly>基本)?(?:持平|一致|相同|相等|无增减(?:变化|变动)?|(?:没有|无)(?:变化|变动|增减))(?=[,;。)(]|$)"
)
_MOVED = re.compile(
    rf"{_BASE}(?:有所|略有|稍有|略|稍|小幅|大幅|明显|均|都)*(?P<word>增加|增长|上升|提高|减少|下降|降低)(?=[,;。)(]|$)"
)
_SIGNS = ",;:(、且并又"
"""What may stand between an amount and the words that compare it."""
NEARLY_PERCENT, NEARLY_FEN = 20, FEN_PER_WAN
"""How far apart two amounts may be of which a text says 基本持平: so many percent of the base, or so much money."""


def check_levels(known: Known, told: list[Told]) -> Iterator[Finding]:
    """Every such word of which the document tells both amounts."""
    for each in told:
        for match in _LEVEL.finditer(each.text):
            subject = _compared(known, each, match)
            if subject is not None:
                yield from _level(known, each, match, subject)
        for match in _MOVED.finditer(each.text):
            subject = _compared(known, each, match)
            if subject is not None:
                yield from _moved(known, each, match, subject)


def _compared(known: Known, told: Told, match: "re.Match[str]") -> Subject | None:
    """What is compared: that of the last amount before it in the sentence, where no other name stands between."""
    begin = told.text.rfind("。", 0, match.start()) + 1
    before = [one for one in told.said if begin <= one.mention.start < match.start()]
    last = before[-1] if before else None
    if last is None or last.role not in (ACTUAL, LAST, BUDGET) or last.subject.actual is None:
        return None
    if "word" not in match.re.groupindex and _against_budget(match) and last.role != ACTUAL:
        return None  # 预算1.00万元,与预算持平: which amount is level with it does not stand there
    words = told.text[last.mention.end : match.start()].strip(_SIGNS)
    core = core_of(words, ())
    found = None if core in GENERIC else meaning(known, core, told.path)
    return last.subject if core in GENERIC or _same(found, last.subject.meaning) else None


def _same(one: Meaning | None, other: Meaning | None) -> bool:
    """Whether two names mean one thing: 公务接待费支出 and 公务接待费."""
    if one is None or other is None:
        return False
    return one.name == other.name or (bool(one.regions) and one.regions == other.regions)


def _against_budget(match: "re.Match[str]") -> bool:
    return bool(match["budget"] or match["planned"])


def _base(known: Known, told: Told, match: "re.Match[str]", subject: Subject) -> Interval | None:
    """What a word compares with, where the document tells it; last year's amount may be told under the name again."""
    year = int(match["year"]) if match["year"] else None
    if _against_budget(match):
        return budget_of(known, subject, match[0]) if year in (None, known.year) else None
    same = [
        one for one in told.subjects if one.meaning and subject.meaning and one.meaning.name == subject.meaning.name
    ]
    stated = next((one.last for one in (subject, *same) if one.last is not None), None)
    return stated.interval() if stated is not None and year in (None, known.year - 1) else None


def _level(known: Known, told: Told, match: "re.Match[str]", subject: Subject) -> Iterator[Finding]:
    base = _base(known, told, match, subject)
    now = subject.actual.interval() if subject.actual else None
    if match["nearly"]:
        if base is not None and now is not None and _far(now, base):
            yield finding("N181", place(known, told), printed=match[0], expected=change_text(less(now, base)))
    elif _against_budget(match):
        if match["year"] in (None, str(known.year)):
            yield from held_to_budget(known, told, match[0], "持平", subject)
    elif base is not None and now is not None and not now.meets(base):
        where = place(known, told, subject.last or subject.actual)
        yield finding("N119", where, printed=match[0], expected=change_text(less(now, base)))


def _far(now: Interval, base: Interval) -> bool:
    """Whether two amounts are further apart than 基本持平 may say, whatever they are before rounding."""
    apart = max(now.low_fen - base.high_fen, base.low_fen - now.high_fen)
    return apart >= NEARLY_FEN and apart * 100 > NEARLY_PERCENT * base.high_fen


def _moved(known: Known, told: Told, match: "re.Match[str]", subject: Subject) -> Iterator[Finding]:
    """较上年有所增加 of what was less; of what prints the same, a reviewer would ask."""
    base = _base(known, told, match, subject)
    if base is None or subject.actual is None:
        return
    change = less(subject.actual.interval(), base)
    upwards = match["word"] in UP
    if change.high_fen < 0 if upwards else change.low_fen > 0:
        yield finding("N116", place(known, told, subject.actual), printed=match[0], expected=change_text(change))
    elif change.middle == 0 and subject.actual.value:
        yield finding("N181", place(known, told, subject.actual), printed=match[0], expected="持平")
