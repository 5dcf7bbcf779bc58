"""A completion printed with fewer decimals than the document's other rates: 98% among rates such as 97.64%."""

from collections.abc import Iterator
from fractions import Fraction

from mingzhang.accounts.checks.amounts import place
from mingzhang.accounts.checks.bounds import actuals, agrees, bounds, settled
from mingzhang.accounts.checks.changes import budgets
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.phrases import CHANGE, COMPLETION, SHARE
from mingzhang.accounts.checks.said import Said, Told, everything
from mingzhang.findings import Finding, finding
from mingzhang.money import decimal_text

USUAL = 2
"""Decimals of a rate."""
FEWEST, MOST_SHORT = 5, 10
"""Rates with so many decimals make it the document's habit, where no more than one of so many is shorter."""


def check_short_rates(known: Known, told: list[Told]) -> Iterator[Finding]:
    short = [(each, one, exact) for each, one in everything(told, COMPLETION) if (exact := _cut(known, one))]
    rates = [one.mention for role in (SHARE, CHANGE, COMPLETION) for _, one in everything(told, role)]
    usual = sum(1 for rate in rates if rate.decimals == USUAL)
    if not short or usual < FEWEST or len(short) * MOST_SHORT > usual:
        return
    each, one, exact = short[0]
    others = f"；另有 {len(short) - 1} 处" if len(short) > 1 else ""
    said = f"全文其他比率多写到两位小数{others}"
    yield finding("N179", place(known, each, one.mention), printed=one.mention.text, expected=exact, arithmetic=said)


def _cut(known: Known, one: Said) -> str:
    """The completion with the usual decimals, where the one told is right but leaves some of them out."""
    budget, now = next(iter(budgets(known, one.subject, one)), None), next(iter(actuals(one.subject)), None)
    if one.mention.decimals >= USUAL or budget is None or now is None or not budget.middle or not settled(one.subject):
        return ""
    exact = decimal_text(Fraction(now.middle * 100, budget.middle), USUAL)
    differs = Fraction(exact) != one.mention.value
    return exact + "%" if differs and agrees(one.mention, bounds(now, budget)) else ""
