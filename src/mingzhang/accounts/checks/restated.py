"""An amount and the same in another unit beside it: 8014600.00元(801.46万元), 801.46万元(即8014600.00元)."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mingzhang.accounts.checks.amounts import place
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.mentions import UNIT_FEN, Mention, mentions
from mingzhang.accounts.checks.said import Told
from mingzhang.findings import Finding, finding
from mingzhang.money import decimal_text

_OPENS = re.compile(r"\((?:即|合|折合|也即|折算为|换算为|相当于)?(?:人民币)?")
_SAME = re.compile(r",(?:即|合|折合|也即)(?:人民币)?")
_UNITS = re.compile(r"万元|亿元")
_DECIMALS = 6
"""One 分 in 万元."""


def restates(text: str, before: Mention | None, mention: Mention) -> bool:
    """Whether an amount tells the one right before it once more, in another unit and nothing else in its bracket."""
    if before is None or not (before.is_amount and mention.is_amount) or before.unit == mention.unit:
        return False
    if _OPENS.fullmatch(text, before.end, mention.start):
        return text.startswith(")", mention.end)
    return _SAME.fullmatch(text, before.end, mention.start) is not None


def check_restated(known: Known, told: Sequence[Told]) -> Iterator[Finding]:
    """Every amount that is told in two units: some amount must print as both."""
    for each in told:
        if not _UNITS.search(each.text):
            continue
        for first, second in pairwise(mentions(each.text)):
            if restates(each.text, first, second) and not first.interval().meets(second.interval()):
                yield _differs(known, each, first, second)


def _differs(known: Known, told: Told, first: Mention, second: Mention) -> Finding:
    """By one last digit of the coarser unit it may have been cut off instead of rounded."""
    fine, coarse = sorted((first, second), key=_tick)
    tail = abs(first.interval().middle - second.interval().middle) <= _tick(coarse)
    exact = fine.value * UNIT_FEN[fine.unit] / UNIT_FEN[coarse.unit]
    return finding(
        "N183" if tail else "N182",
        place(known, told, second),
        printed=f"{first.text}（{second.text}）",
        expected=decimal_text(exact, max(second.decimals, 2)) + second.unit if second is coarse else "",
        arithmetic=f"{fine.text}＝{decimal_text(exact, _DECIMALS, trim=True)}{coarse.unit}",
    )


def _tick(mention: Mention) -> int:
    """One last digit of an amount, in 分."""
    stated = mention.interval()
    return stated.high_fen - stated.low_fen + 1
