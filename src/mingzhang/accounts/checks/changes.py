"""Changes on last year and on the budget, in money and in per cent: some true operands must give what is printed."""

import re
from collections.abc import Iterator

from mingzhang.accounts.checks.amounts import place
from mingzhang.accounts.checks.bounds import actuals, agrees, bounds, no_base, nothing, settled, wrong_rate
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.phrases import APART, BUDGET, CHANGE, DELTA, DOWN, LAST, OTHER, UP
from mingzhang.accounts.checks.planned import STAGES, budgets_printed
from mingzhang.accounts.checks.said import Said, Subject, Told, everything
from mingzhang.accounts.forms.vocabulary import vocabulary
from mingzhang.findings import Finding, finding
from mingzhang.money import wan_text
from mingzhang.printed import Interval

_BELOW_ZERO = re.compile("结余|结转|差额|盈余|利润|收益")
"""What may be less than nothing, and so fall by more than all of it."""
ALL = 100
"""More than that, in percent, no expenditure falls."""


def check_changes(known: Known, told: list[Told]) -> Iterator[Finding]:
    """Every change in money against its base, and every rate of change."""
    for each, one in everything(told, DELTA):
        yield from _delta(known, each, one)
    for each, one in everything(told, CHANGE):
        yield from _change(known, each, one)


def budgets(known: Known, subject: Subject, rate: Said | None = None) -> list[Interval]:
    """The budgets of a subject: as stated, as form 07 prints it.

    Of a `rate` only those of the stage that it names, or else of its own sentence, where the text states any.
    """
    stage = STAGES.get(rate.stage, "") if rate else ""
    printed = [each.interval for each in budgets_printed(known, subject, stage)]
    own = [one for one in subject.planned if rate and _same_budget(one, rate)]
    return [one.mention.beside(printed) for one in own or subject.planned] + ([] if own else printed)


def _same_budget(planned: Said, rate: Said) -> bool:
    return planned.stage == rate.stage if rate.stage else planned.mention.sentence == rate.mention.sentence


def implied_budgets(subject: Subject) -> list[Interval]:
    """What the budget must be where the text tells by how much the actual amount differs from it."""
    moved = [one for one in subject.moved if one.base == BUDGET and one.word != APART]
    return [less(now, signed(one)) for one in moved[:1] for now in actuals(subject)]


def signed(one: Said) -> Interval:
    """A change in money with its sign."""
    stated = one.mention.interval()
    return Interval(-stated.high_fen, -stated.low_fen) if one.word in DOWN else stated


def less(one: Interval, other: Interval) -> Interval:
    return Interval(one.low_fen - other.high_fen, one.high_fen - other.low_fen)


def change_text(change: Interval) -> str:
    """减少32.54万元; 持平 for none."""
    amount = change.middle
    return "持平" if amount == 0 else f"{'增加' if amount > 0 else '减少'}{wan_text(abs(amount))}万元"


def _bases(known: Known, one: Said, subject: Subject) -> list[Interval]:
    """What is compared with, where the document states or prints it."""
    if one.base == BUDGET:
        return budgets(known, subject, one if one.stage else None)
    if one.base == OTHER:
        return []
    return [subject.last.interval()] if subject.last else []


def _delta(known: Known, told: Told, one: Said) -> Iterator[Finding]:
    """比年初预算数减少32.54万元, where actual and budget are known: for one of the subjects that it may be about."""
    given = [
        (now, base)
        for subject in (one.subject, *one.others)
        for now in actuals(subject)
        for base in _bases(known, one, subject)
    ]
    if not given and _below_zero(one):
        where, most = place(known, told, one.mention), actuals(one.subject)[0]
        said = f"{wan_text(most.middle)} － {wan_text(one.mention.interval().middle)} 小于零（万元）"
        yield finding("N119", where, printed=f"{one.word}{one.mention.text}", expected="不大于本年数", arithmetic=said)
    untold = actuals(one.subject) and not _bases(
        known, one, one.subject
    )  # then it is about that one, and none refutes it
    if not given or untold or any(_changed(one, less(now, base)) for now, base in given):
        return
    now, base = given[0]
    yield finding(
        "N119",
        place(known, told, one.mention),
        printed=f"{one.word}{one.mention.text}",
        expected=change_text(less(now, base)),
        arithmetic=f"{wan_text(now.middle)} － {wan_text(base.middle)}（万元）",
    )


def _below_zero(one: Said) -> bool:
    """Whether more was added to a base that nothing states than there is of an expenditure: none is below zero."""
    if one.word not in UP or one.base not in (BUDGET, LAST):
        return False
    spent = vocabulary()["本年支出合计"].coarse
    for subject in (one.subject, *one.others):
        figures = subject.meaning.figures if subject.meaning else ()
        if not figures or not all(each.region.coarse <= spent for each in figures):
            return False
        if any(one.mention.interval().low_fen <= each.high_fen for each in actuals(subject)):
            return False
    return True


def _changed(one: Said, change: Interval) -> bool:
    """Whether a change is the one that is told; 差值 has no direction."""
    return signed(one).meets(change) or (one.word == APART and one.mention.interval().meets(_unsigned(change)))


def _change(known: Known, told: Told, one: Said) -> Iterator[Finding]:
    if one.delta is not None and (one.word in UP) != (one.delta.word in UP):
        printed = f"{one.delta.word}{one.delta.mention.text}，{one.word}{one.mention.text}"
        yield finding("N113", place(known, told, one.mention), printed=printed)
        return
    if one.word in DOWN and one.mention.value > ALL and not _BELOW_ZERO.search(one.subject.name):
        yield finding(
            "N112", place(known, told, one.mention), printed=f"{one.word}{one.mention.text}", expected="不大于100%"
        )
        return
    subjects = [one.subject, *one.others]
    if not all(settled(subject) for subject in subjects):
        return
    pairs = [pair for subject in subjects for pair in _operands(known, one, subject)]
    agreed = any(agrees(one.mention, bounds(moved, base)) for moved, base in pairs)
    if pairs and nothing(base for _, base in pairs) and not (agreed and one.mention.value):  # 0.01 grows by any rate
        said = "预算为零，没有增减率" if one.base == BUDGET else "上年为零，没有增减率"
        yield no_base(known, told, one.mention, [moved for moved, _ in pairs], said)
    elif pairs and not agreed:
        moved, base = pairs[0]
        yield wrong_rate("N112", known, told, one.mention, moved, [base])


def _operands(known: Known, one: Said, subject: Subject) -> Iterator[tuple[Interval, Interval]]:
    """The change and its base, both without sign, for each way in which the document gives them."""
    for now in actuals(subject):
        stated = _bases(known, one, subject)
        if one.delta is not None:
            moved = one.delta.mention.interval()
            yield from ((moved, base) for base in stated or [less(now, signed(one.delta))])
        else:
            yield from ((_unsigned(less(now, base)), base) for base in stated)


def _unsigned(change: Interval) -> Interval:
    if change.low_fen >= 0:
        return change
    if change.high_fen <= 0:
        return Interval(-change.high_fen, -change.low_fen)
    return Interval(0, max(-change.low_fen, change.high_fen))
