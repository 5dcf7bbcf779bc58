"""Completion rates of the narrative, recomputed: some true operands must give the printed rate."""

import re
from collections.abc import Iterator
from fractions import Fraction

from mingzhang.accounts.checks.amounts import place
from mingzhang.accounts.checks.bounds import actuals, agrees, no_base, nothing, settled, share_of, wrong_rate
from mingzhang.accounts.checks.changes import budgets, implied_budgets
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.names import meaning
from mingzhang.accounts.checks.phrases import COMPLETION
from mingzhang.accounts.checks.said import Said, Told, everything
from mingzhang.findings import Finding, finding
from mingzhang.money import wan_text
from mingzhang.printed import Interval


def check_completions(known: Known, told: list[Told]) -> Iterator[Finding]:
    """Every completion rate whose operands can be bound."""
    for each, one in everything(told, COMPLETION):
        yield from _completion(known, each, one)


_NO_BUDGET = ("无年初预算", "年初无预算", "年初未安排预算", "无预算")


def _unplanned(known: Known, told: Told, one: Said) -> bool:
    """Whether the words between the figures around a rate say of it, and of nothing else, that there was no budget."""
    text, at = told.text, one.mention
    begin = max([text.rfind("。", 0, at.start) + 1, *(m.mention.end for m in told.said if m.mention.end <= at.start)])
    stops = [text.find("。", at.end) % (len(text) + 1), *(m.mention.start for m in told.said)]
    clauses = re.split("[,;:]", text[begin : min(stop for stop in stops if stop >= at.end)])
    own = one.subject.meaning
    for clause, word in ((clause, word) for clause in clauses for word in _NO_BUDGET if word in clause):
        other = meaning(known, clause.partition(word)[0], told.path)
        if other is None or (own is not None and other.name == own.name):
            return not one.subject.budget
    return False


def _completion(known: Known, told: Told, one: Said) -> Iterator[Finding]:
    subject = one.subject
    where = place(known, told, one.mention)
    inside = [one.part.mention.interval()] if one.part else []
    planned = inside or budgets(known, subject, one) or implied_budgets(subject)
    if nothing(planned) or (not planned and _unplanned(known, told, one)):
        yield no_base(known, told, one.mention, actuals(subject), "预算为零，没有完成率")
        return
    now = actuals(subject)
    if not now or not settled(subject):
        return
    if not planned:
        if one.mention.value == 0 and all(_too_much(known, one, each) for each in now):
            said = f"决算数 {wan_text(now[0].middle)} 万元大于零"
            yield finding("N115", where, printed=one.mention.text, arithmetic=said)
    elif not any(agrees(one.mention, share_of(one.mention, each, budget)) for each in now for budget in planned):
        yield wrong_rate("N114", known, told, one.mention, now[0], planned)


BEYOND = 10
"""How many times the largest amount of a document no budget is."""


def _too_much(known: Known, one: Said, now: Interval) -> bool:
    """Whether an amount is nothing of its budget only if that were many times all the money of the document."""
    half = Fraction(1, 200 * 10**one.mention.decimals)  # what prints as 0% is less
    most = max((figure.interval.high_fen for figure in known.by_address.values()), default=0)
    return now.low_fen > 0 and now.low_fen > half * most * BEYOND
