"""Shares, changes and completion rates of the narrative, recomputed: some true operands must give the printed rate."""

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from mingzhang.accounts.checks.amounts import budget_figure, place
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.mentions import Mention
from mingzhang.accounts.checks.names import meaning
from mingzhang.accounts.checks.said import ACTUAL, CHANGE, COMPLETION, DOWN, SHARE, UP, Said, Subject, Told, everything
from mingzhang.accounts.readers.labels import plain
from mingzhang.findings import Finding, finding
from mingzhang.money import decimal_text, wan_text
from mingzhang.printed import Interval

Bounds = tuple[Fraction, Fraction | None]
"""Least and largest value of a rate; None where it has no bound."""


def check_rates(known: Known, told: list[Told]) -> Iterator[Finding]:
    """Every rate whose operands can be bound."""
    for each, one in everything(told, SHARE):
        yield from _share(known, each, one)
    for each, one in everything(told, CHANGE):
        yield from _change(known, each, one)
    for each, one in everything(told, COMPLETION):
        yield from _completion(known, each, one)


def printed_rate(mention: Mention) -> tuple[Fraction, Fraction]:
    """The rates that print so, in percent."""
    half = Fraction(1, 2 * 10**mention.decimals)
    return mention.value - half, mention.value + half


def bounds(part: Interval, whole: Interval) -> Bounds | None:
    """What a share may be in percent; None where the whole cannot be above zero."""
    if whole.high_fen <= 0:
        return None
    low = Fraction(max(part.low_fen, 0) * 100, whole.high_fen)
    high = Fraction(max(part.high_fen, 0) * 100, whole.low_fen) if whole.low_fen > 0 else None
    return low, high


def agrees(mention: Mention, found: Bounds | None) -> bool:
    if found is None:
        return False
    low, high = printed_rate(mention)
    return found[0] <= high and (found[1] is None or low <= found[1])


def actuals(subject: Subject) -> list[Interval]:
    """What a subject's amount may be: as the text states it, as the forms print it."""
    stated = [subject.actual.interval()] if subject.actual else []
    return stated + [figure.interval for figure in (subject.meaning.figures if subject.meaning else ())]


def nothing(intervals: Iterable[Interval]) -> bool:
    """Whether amounts are known and all print as zero."""
    given = list(intervals)
    return bool(given) and all(0 in interval for interval in given)


def _share(known: Known, told: Told, one: Said) -> Iterator[Finding]:
    wholes = _wholes(known, told, one)
    if not wholes:
        return
    where = place(known, told, one.mention)
    if nothing(wholes):
        yield finding("N110", where, printed=one.mention.text, arithmetic="作为整体的金额为零，没有比重")
        return
    if one.part is None:
        return
    parts = [one.part.mention.interval()]
    possible = [bounds(part, whole) for part in parts for whole in wholes]
    if not any(agrees(one.mention, each) for each in possible):
        yield _wrong("N111", known, told, one.mention, parts[0], wholes)


def _unnamed_whole(known: Known, told: Told, one: Said, stated: Sequence[Said]) -> list[Interval]:
    """The paragraph's first amount, unless it is only another part: then the total of the three public expenses."""
    parts = [said.part for said in told.said if said.role == SHARE]
    first = stated[0] if stated and stated[0] not in parts else None
    if first is not None:
        whole = first.mention.interval()
        part = one.part.mention.interval() if one.part else whole
        total = any(word in first.subject.name for word in _TOTALS)
        if part.low_fen <= whole.high_fen and (total or not nothing([whole])):
            return [whole]
    figure = known.figure("07", "合计", "决算数") if "三公" in told.heading else None
    return [figure.interval] if figure is not None else []


_TOTALS = ("总额", "总计", "合计")
_PROCUREMENT = re.compile(r"政府采购|授予|采购|合同|支出|金额|总额")
_BOUGHT = frozenset({"货物", "工程", "服务", "中小企业"})


def _wholes(known: Known, told: Told, one: Said) -> list[Interval]:
    """What the share may be a share of: the named amount, else what the paragraph's first amount is about."""
    stated = [said for said in told.said if said.role == ACTUAL and said.mention.start < one.mention.start]
    whole = one.whole or _opening(told, one.mention) or _named_before(told, one)
    if not whole:
        return _unnamed_whole(known, told, one, stated)
    same = [said.mention.interval() for said in stated if _same(said.subject.name, whole)]
    found = meaning(known, whole, told.heading)
    if found is not None and not found.sure:
        return []
    return same + [figure.interval for figure in (found.figures if found else ())]


_AMONG = re.compile(r"^([^,;。:]{2,30}?)(?:支出)?(?:决算)?(?:数|总额)?中,")


def _opening(told: Told, mention: Mention) -> str:
    """“三公”经费 of a sentence that opens with “三公”经费支出决算中, and goes on with parts of it; else ""."""
    opened = _AMONG.match(told.sentence(mention))
    return opened[1] if opened else ""


def _named_before(told: Told, one: Said) -> str:
    """The whole that an earlier share of the same sentence names: 占支出合计的80%;项目支出20万元,占20%."""
    same = [said.whole for said in told.said if said.role == SHARE and said.mention.sentence == one.mention.sentence]
    return next((whole for whole in same if whole), "")


def _same(name: str, other: str) -> bool:
    bare = [plain(each).removesuffix("总额").removesuffix("支出") for each in (name, other)]
    if bare[0] and bare[0] == bare[1]:
        return True
    bought = [_PROCUREMENT.sub("", plain(each)) for each in (name, other)]  # 政府采购货物支出 is the 货物支出金额
    return bought[0] in _BOUGHT and bought[0] == bought[1]


def _wrong(
    code: str, known: Known, told: Told, mention: Mention, part: Interval, wholes: Sequence[Interval]
) -> Finding:
    whole = wholes[0]
    exact = Fraction(_middle(part) * 100, _middle(whole)) if _middle(whole) else Fraction(0)
    return finding(
        code,
        place(known, told, mention),
        printed=mention.text,
        expected=decimal_text(exact, max(mention.decimals, 2)) + "%",
        arithmetic=f"{wan_text(_middle(part))} ÷ {wan_text(_middle(whole))}（万元）",
    )


def _middle(interval: Interval) -> int:
    return (interval.low_fen + interval.high_fen) // 2 + (interval.low_fen + interval.high_fen) % 2


def _change(known: Known, told: Told, one: Said) -> Iterator[Finding]:
    if one.delta is None:
        return
    if (one.word in UP) != (one.delta.word in UP):
        printed = f"{one.delta.word}{one.delta.mention.text}，{one.word}{one.mention.text}"
        yield finding("N113", place(known, told, one.mention), printed=printed)
        return
    now = actuals(one.subject)
    if not now or (one.subject.meaning and not one.subject.meaning.sure):
        return
    delta = one.delta.mention.interval()
    bases = [_base(each, delta, up=one.word not in DOWN) for each in now]
    if nothing(bases):
        yield finding(
            "N110", place(known, told, one.mention), printed=one.mention.text, arithmetic="上年为零，没有增减率"
        )
    elif not any(agrees(one.mention, bounds(delta, base)) for base in bases):
        yield _wrong("N112", known, told, one.mention, delta, bases)


def _base(now: Interval, delta: Interval, *, up: bool) -> Interval:
    """Last year's amount from this year's and the change."""
    if up:
        return Interval(now.low_fen - delta.high_fen, now.high_fen - delta.low_fen)
    return Interval(now.low_fen + delta.low_fen, now.high_fen + delta.high_fen)


_NO_BUDGET = ("无年初预算", "年初无预算", "年初未安排预算", "无预算")


def _completion(known: Known, told: Told, one: Said) -> Iterator[Finding]:
    subject = one.subject
    where = place(known, told, one.mention)
    printed = budget_figure(known, subject)
    budgets = [subject.budget.interval()] if subject.budget else []
    budgets += [printed.interval] if printed is not None else []
    unplanned = any(word in told.sentence(one.mention) for word in _NO_BUDGET) and not subject.budget
    if (budgets and nothing(budgets)) or (unplanned and not budgets):
        yield finding("N110", where, printed=one.mention.text, arithmetic="预算为零，没有完成率")
        return
    now = actuals(subject)
    if not now or (subject.meaning and not subject.meaning.sure):
        return
    if not budgets:
        if one.mention.value == 0 and all(each.low_fen > 0 for each in now):
            said = f"决算数 {wan_text(_middle(now[0]))} 万元大于零"
            yield finding("N115", where, printed=one.mention.text, arithmetic=said)
    elif not any(agrees(one.mention, bounds(each, budget)) for each in now for budget in budgets):
        yield _wrong("N114", known, told, one.mention, now[0], budgets)
