"""Two changes told together: 收入总计、支出总计分别增加10.00万元、5.00万元，分别增长11.11%、5.88%."""

from collections.abc import Iterator, Sequence

from mingzhang.accounts.checks.bounds import agrees, bounds, wrong_rate
from mingzhang.accounts.checks.changes import less, signed
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.phrases import ACTUAL, BUDGET, CHANGE, DELTA, OTHER
from mingzhang.accounts.checks.said import Said, Told
from mingzhang.findings import Finding
from mingzhang.printed import Interval

_AND = frozenset({"、", ",", "和", "与"})


def check_paired_changes(known: Known, told: list[Told]) -> Iterator[Finding]:
    """The rate of each of two changes, where the sentence, or the one before, states two amounts."""
    for each in told:
        for at in range(len(each.said) - 3):
            moved = _pair(each, each.said[at : at + 2])
            rates = _pair(each, each.said[at + 2 : at + 4])
            if not moved or not rates or moved[0].role != DELTA or rates[0].role != CHANGE or moved[0].base == BUDGET:
                continue
            amounts = _amounts(each, each.said[:at])
            if amounts:
                yield from _wrong(known, each, moved, rates, amounts)


def _pair(told: Told, two: Sequence[Said]) -> Sequence[Said]:
    """Two figures of one kind with nothing between them but 、 or 和; else none."""
    first, second = two
    alike = first.mention.is_amount == second.mention.is_amount and first.mention.sentence == second.mention.sentence
    return two if alike and told.text[first.mention.end : second.mention.start] in _AND else ()


def _amounts(told: Told, before: Sequence[Said]) -> Sequence[Interval]:
    """The only two amounts of the last sentence that states any; none where it states one or more than two."""
    sentence = max((one.mention.sentence for one in before if one.role == ACTUAL), default=-1)
    stated = [one for one in before if one.mention.sentence == sentence and one.mention.is_amount]
    second = len(stated) == 2 and (stated[1].role == ACTUAL or (stated[1].role == OTHER and _pair(told, stated)))
    return [one.mention.interval() for one in stated] if second and stated[0].role == ACTUAL else ()


def _wrong(
    known: Known, told: Told, moved: Sequence[Said], rates: Sequence[Said], amounts: Sequence[Interval]
) -> Iterator[Finding]:
    sign = signed(moved[0]).middle < 0
    for change, rate, now in zip(moved, rates, amounts, strict=True):
        stated = change.mention.interval()
        by = Interval(-stated.high_fen, -stated.low_fen) if sign else stated
        base = less(now, by)
        if base.low_fen > 0 and not agrees(rate.mention, bounds(stated, base)):
            yield wrong_rate("N112", known, told, rate.mention, stated, [base])
