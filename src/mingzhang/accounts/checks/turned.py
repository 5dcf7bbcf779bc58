"""Reasons that are given for the other direction: 总计减少10.00万元。增加的主要原因是…."""

import re
from collections.abc import Iterator, Sequence

from mingzhang.accounts.checks.amounts import place
from mingzhang.accounts.checks.core_names import GENERIC, core_of, shorter_names
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.names import meaning
from mingzhang.accounts.checks.phrases import CHANGE, DELTA, DOWN, OTHER, UP, base_of, without_base
from mingzhang.accounts.checks.said import Said, Told
from mingzhang.findings import Finding, finding

_REASON = re.compile(
    r"(?:^|[,;。:)])(?P<name>[^,;。:()]{0,30}?)(?P<word>增加|增长|上升|提高|减少|下降|降低)的?(?:主要)?原因(?=[是为:在])(?![是为:]+无)"
)

_DIFFERS = re.compile("大于|小于|高于|低于|多于|少于|超")
"""A difference from the budget that is told without an amount, and may be what the reason explains."""


def check_turned_reasons(known: Known, told: list[Told]) -> Iterator[Finding]:
    """Every reason that says which way it explains, where all that moved before it went the other way."""
    for each in told:
        for match in _REASON.finditer(each.text):
            moved = _explained(known, each, match)
            ways = {_upwards(one) for one in moved}
            if ways == {match["word"] in DOWN}:
                word = "增加" if match["word"] in DOWN else "减少"
                yield finding(
                    "N154", place(known, each, moved[-1].mention), printed=match[0].strip(",;。:)"), expected=word
                )


def _explained(known: Known, told: Told, match: "re.Match[str]") -> Sequence[Said]:
    """What moved of that which a reason names; where it names nothing, all that moved in the paragraph so far.

    比上年增加的主要原因 explains no difference from the budget.
    """
    before = [
        one
        for one in told.said
        if one.mention.start < match.start() and one.mention.value and one.role in (DELTA, CHANGE)
        if one.word in UP or one.word in DOWN
    ]
    between = told.text[before[-1].mention.end : match.start("word")] if before else ""
    if _DIFFERS.search(between) or any(one.role != OTHER and one not in before for one in _last(told, match)):
        return []
    if base := base_of(between):
        before = [one for one in before if one.base == base]
    names = list(shorter_names(core_of(without_base(match["name"]), ())))
    if names[-1] in GENERIC:
        return before
    found = next((found for name in names if (found := meaning(known, name, told.path))), None)
    return [one for one in before if found and one.subject.meaning and one.subject.meaning.name == found.name]


def _last(told: Told, match: "re.Match[str]") -> Sequence[Said]:
    """The last figure before a reason: what it explains may be that one's, as of how much of a budget was completed."""
    return [one for one in told.said if one.mention.start < match.start()][-1:]


def _upwards(one: Said) -> bool:
    return (one.word in UP) == (one.mention.value > 0)
