"""Rates compared with each other: 完成率98.20%,比上年97.00%提高1.20个百分点."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from mingzhang.accounts.checks.amounts import place
from mingzhang.accounts.checks.bounds import printed_rate
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.mentions import Mention, mentions
from mingzhang.accounts.checks.phrases import DOWN, UP
from mingzhang.accounts.checks.said import Told
from mingzhang.findings import Finding, finding
from mingzhang.money import decimal_text

_POINTS = "百分点"
_WORD = re.compile(rf"^,?(?P<word>{'|'.join((*UP, *DOWN))})了?$")
_COMPARED = re.compile(r"^,?(?:同?比|较|[与同和])?(?:上一?年|去年|20\d\d年)[^%,;。]{0,12}$")


def check_points(known: Known, told: Sequence[Told]) -> Iterator[Finding]:
    """How many points a rate rose or fell, where it and last year's stand right before."""
    for each in told:
        if _POINTS not in each.text:
            continue
        given = mentions(each.text)
        for now, last, points in zip(given, given[1:], given[2:], strict=False):
            if points.unit.endswith(_POINTS) and _compares(each.text, now, last, points):
                yield from _wrong(known, each, (now, last, points))


def _compares(text: str, now: Mention, last: Mention, points: Mention) -> bool:
    """Whether three figures stand together so: 98.20%,比上年97.00%提高1.20个百分点."""
    rates = now.unit == "%" == last.unit and now.sentence == last.sentence == points.sentence
    between, before = text[now.end : last.start], text[last.end : points.start]
    return rates and bool(_COMPARED.match(between) and _WORD.match(before))


def _wrong(known: Known, told: Told, figures: Sequence[Mention]) -> Iterator[Finding]:
    now, last, points = figures
    match = _WORD.match(told.text[last.end : points.start])
    sign = -1 if match is not None and match["word"] in DOWN else 1
    low = printed_rate(now)[0] - printed_rate(last)[1]
    high = printed_rate(now)[1] - printed_rate(last)[0]
    half = Fraction(10) ** -points.decimals / 2
    stated = sign * points.value
    if stated + half < low or stated - half > high:
        gap = now.value - last.value
        yield finding(
            "N112",
            place(known, told, points),
            printed=f"{match['word'] if match else ''}{points.text}",
            expected=f"{'提高' if gap >= 0 else '下降'}{decimal_text(abs(gap), 2)}个百分点",
            arithmetic=f"{now.text} － {last.text}",
        )
