"""The words of a comparison: 大于, 小于, 等于, 持平, and reasons that contradict them."""

import re
from collections.abc import Iterator, Sequence

from mingzhang.accounts.checks.amounts import place
from mingzhang.accounts.checks.bounds import actuals
from mingzhang.accounts.checks.core_names import GENERIC, core_of
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.names import meaning
from mingzhang.accounts.checks.phrases import ACTUAL, COMPLETION, DELTA
from mingzhang.accounts.checks.planned import STAGES, budgets_printed
from mingzhang.accounts.checks.said import Said, Subject, Told
from mingzhang.accounts.forms.vocabulary import vocabulary
from mingzhang.findings import Finding, finding
from mingzhang.printed import Interval

_AGAINST_BUDGET = re.compile(
    r"决算数?(?P<word>大于|小于|等于|持平)(?:年初|全年|调整)?预算数|决算数(?:与|和)(?:年初|全年|调整)?预算数(?P<level>持平|相等)"
)
_LEVEL_THEN_REASON = re.compile(r"(?<!基本)持平[,。;]?[^。,;]{0,6}主要原因(?:是|为|:)?(?P<reason>[^。]*)")
_OPENS = (":", "如下", "如下。")
"""How a paragraph ends that leaves something to a list."""
_REASON = re.compile(r"原因|主要[是为系]|由于|因|所致|[,;(]系(?!统)|上年度?(?:无|没有|未)")
_GIVES_REASON = re.compile(r"(?:变动|增减)?(?:的)?(?:主要)?原因(?:[是为]|:)")
"""A paragraph that gives the reason of what the one before told, also where a line ended with its sentence."""
_MOVED = re.compile(r"(减少|增加|下降|增长)(支付|支出|经费|了)")


def check_comparisons(known: Known, told: list[Told]) -> Iterator[Finding]:
    """Every word that compares two known amounts."""
    for each in told:
        for match in _AGAINST_BUDGET.finditer(each.text):
            first = next((one.subject for one in each.said if one.role == ACTUAL), None)
            subject = first or _named(known, each, match)
            if subject is not None:
                said = match["word"] or "持平"
                yield from held_to_budget(known, each, match[0], "持平" if said == "等于" else said, subject)
        yield from _reasons(known, each)
    unexplained = [(each, one) for at, each in enumerate(told) if (one := _unexplained(each, told[at + 1 :]))]
    without = _totals_without_reasons(told, unexplained)
    for each, one in unexplained:
        if (each, one) not in without:
            yield finding("N118", place(known, each, one.mention), printed=each.sentence(one.mention)[-60:])
    yield from _differences(known, told)


def _explained_below(told: Told, later: list[Told]) -> bool:
    """Whether a paragraph leaves the reasons to what it opens: a list after a colon, or the sections under its own."""
    depth = len(told.path)
    opens = told.text.endswith(_OPENS)
    for at, each in enumerate(later):
        if not at and each.text.endswith(_OPENS) and not each.said and each.path == told.path:
            opens = True  # 收入具体情况如下。 as a paragraph of its own
            continue
        listed = opens and each.path == told.path
        deeper = len(each.path) > depth and each.path[:depth] == told.path
        if not listed and not deeper:
            return False
        if _REASON.search(each.text):
            return True
    return False


def _named(known: Known, told: Told, match: "re.Match[str]") -> Subject | None:
    """What a sentence without amounts names itself: “三公”经费支出决算数小于年初预算数."""
    begin = max(told.text.rfind(stop, 0, match.start()) for stop in "。;:,") + 1
    name = core_of(told.text[begin : match.start()], ())
    found = meaning(known, name, told.path) if name not in GENERIC else None
    return Subject(name, found) if found is not None and not told.said else None


def held_to_budget(known: Known, told: Told, printed: str, word: str, subject: Subject) -> Iterator[Finding]:
    """What the actual amount is beside its budget, 大于, 小于 or 持平, against the amounts or their rate."""
    budget = budget_of(known, subject, printed)
    now = actuals(subject)
    if not now:
        return
    right = _right_word(now[0], budget) if budget else _by_rate(told, subject)
    if right == "持平" and subject.budget and subject.actual and subject.budget.value != subject.actual.value:
        return  # 1 and 0.5: written without their last zeros, or rounded
    if right and right != word:
        yield finding("N116", place(known, told), printed=printed, expected=f"决算数{right}预算数")


def budget_of(known: Known, subject: Subject, words: str = "") -> Interval | None:
    """The budget that the text states of a subject, else the one that form 07 prints: the 年初预算 or 全年预算 that the
    words of the comparison name, where they name one.
    """
    stage = next((meant for word, meant in STAGES.items() if word and word in words), "")
    stated = [one for one in subject.planned if not stage or STAGES.get(one.stage, "") in ("", stage)]
    own = [one for one in stated if stage and one.stage]
    if own or stated:
        return (own or stated)[0].mention.interval()
    printed = budgets_printed(known, subject, stage)
    return printed[0].interval if len({each.interval for each in printed}) == 1 else None


def _by_rate(told: Told, subject: Subject) -> str:
    """What the completion rate says where no budget stands beside it; "" for 100%, which may be rounded."""
    rates = [one.mention.value for one in told.said if one.role == COMPLETION and one.subject is subject]
    return "" if not rates or rates[0] == 100 else "大于" if rates[0] > 100 else "小于"


def _right_word(actual: Interval, budget: Interval) -> str:
    """持平 for amounts that print the same."""
    if actual.meets(budget):
        return "持平"
    return "大于" if actual.low_fen > budget.high_fen else "小于"


def _reasons(known: Known, told: Told) -> Iterator[Finding]:
    for match in _LEVEL_THEN_REASON.finditer(told.text):
        moved = _MOVED.search(match["reason"])
        if moved:
            yield finding("N117", place(known, told), printed=f"持平……{match['reason'][-30:]}")


_TOTALS = frozenset(vocabulary()[name] for name in ("收入总计", "支出总计", "本年收入合计", "本年支出合计"))


def _of_total(one: Said) -> bool:
    return one.subject.meaning is not None and not _TOTALS.isdisjoint(one.subject.meaning.regions)


def _totals_without_reasons(told: Sequence[Told], unexplained: Sequence[tuple[Told, Said]]) -> list[tuple[Told, Said]]:
    """The changes of the totals, where a report gives a reason for none of several: some templates ask for none."""
    moved = [each for each in told if any(one.role == DELTA and _of_total(one) for one in each.said)]
    bare = [(each, one) for each, one in unexplained if _of_total(one)]
    return bare if len(moved) > 1 and len(bare) == len(moved) else []


def _unexplained(told: Told, later: list[Told]) -> Said | None:
    """The first change in money after which the paragraph, and what it opens, gives no reason."""
    if _explained_below(told, later) or (later and _GIVES_REASON.match(later[0].text)):
        return None
    moved = [one for one in told.said if one.role == DELTA and 0 not in one.mention.interval() and not _of_assets(one)]
    bare = [one for one in moved if not _REASON.search(told.text, one.mention.end)]
    explained = {(one.word, one.mention.text) for one in moved if one not in bare}
    first = next((one for one in bare if (one.word, one.mention.text) not in explained), None)
    if first is None or any(_REASON.search(told.text, 0, one.mention.start) for one in _parts(told, first)):
        return None
    return first


def _of_assets(one: Said) -> bool:
    """Whether a change is one of assets, which are no part of the accounts: templates ask for no reason."""
    return "资产" in one.subject.name


_LESS_OR_MORE = re.compile(r"决算数(?:大于|小于|高于|低于)(?:年初|全年|调整)?预算数?(?P<ends>(?=[。;]|$))?")


def _differences(known: Known, told: Sequence[Told]) -> Iterator[Finding]:
    """决算数小于年初预算数 without a reason, where as many others or more have one: some templates ask for none."""
    found = [(each, match) for each in told for match in _LESS_OR_MORE.finditer(each.text)]
    bare = [
        (each, match)
        for each, match in found
        if match["ends"] is not None
        and not _REASON.search(each.text)
        and not any(one.role == DELTA for one in each.said)
        and not _explained_below(each, list(told[told.index(each) + 1 :]))
    ]
    if 0 < len(bare) <= len(found) // 2:
        for each, match in bare:
            yield finding("N118", place(known, each), printed=each.text[: match.end()][-60:])


def _parts(told: Told, one: Said) -> list[Said]:
    """A change of one of the parts of what the paragraph explained before: 其中: stands between."""
    return [one] if "其中" in told.text[: one.mention.start] or _within_reason(told, one) else []


def _within_reason(told: Told, one: Said) -> bool:
    """Whether a change is told as a reason itself: 主要原因是甲增加1.00万元,乙减少0.50万元."""
    return _REASON.search(told.text[told.text.rfind("。", 0, one.mention.start) + 1 : one.mention.start]) is not None
