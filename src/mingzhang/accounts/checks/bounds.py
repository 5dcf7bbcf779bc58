"""Rates of amounts that are known as printed: what they may be, and whether a printed rate is among that."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from mingzhang.accounts.checks.amounts import place
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.mentions import PERCENT, Mention
from mingzhang.accounts.checks.said import Subject, Told
from mingzhang.findings import Finding, finding
from mingzhang.money import decimal_text, wan_text
from mingzhang.printed import Interval

Bounds = tuple[Fraction, Fraction | None]
"""Least and largest value of a rate; None where it has no bound."""


def printed_rate(mention: Mention) -> tuple[Fraction, Fraction]:
    """The rates that print so, in percent, without sign."""
    half = Fraction(10) ** -mention.decimals / 2
    return abs(mention.value) - half, abs(mention.value) + half


def bounds(part: Interval, whole: Interval) -> Bounds | None:
    """What a share may be in percent; None where the whole cannot be above zero."""
    if whole.high_fen <= 0:
        return None
    low = Fraction(max(part.low_fen, 0) * 100, whole.high_fen)
    high = Fraction(max(part.high_fen, 0) * 100, whole.low_fen) if whole.low_fen > 0 else None
    return low, high


def share_of(mention: Mention, part: Interval, whole: Interval) -> Bounds | None:
    """What a printed share may be without its sign; a share below zero is one of a part below zero only."""
    return bounds(Interval(-part.high_fen, -part.low_fen) if mention.value < 0 else part, whole)


def agrees(mention: Mention, found: Bounds | None) -> bool:
    if found is None:
        return False
    low, high = printed_rate(mention)
    return found[0] <= high and (found[1] is None or low <= found[1])


def actuals(subject: Subject) -> list[Interval]:
    """What a subject's amount may be: as the text states it, as the forms print it."""
    own = subject.actual or subject.elsewhere
    printed = [figure.interval for figure in (subject.meaning.figures if subject.meaning else ())]
    return ([own.beside(printed)] if own else []) + printed


def settled(subject: Subject) -> bool:
    """Whether a subject's amount is known: its name is sure, or the text states what a form prints."""
    found, stated = subject.meaning, subject.actual
    if found is None or found.sure:
        return True
    return stated is not None and any(
        figure.ticks and stated.interval().meets(figure.interval) for figure in found.figures
    )


def nothing(intervals: Iterable[Interval]) -> bool:
    """Whether amounts are known and all print as zero."""
    given = list(intervals)
    return bool(given) and all(0 in interval for interval in given)


def no_base(known: Known, told: Told, mention: Mention, part: Iterable[Interval], said: str) -> Finding:
    """A rate whose base is zero: 0% of nothing where nothing was, as many templates have it, is a hint only."""
    code = "N171" if mention.value == 0 and all(0 in each for each in part) else "N110"
    return finding(code, place(known, told, mention), printed=mention.text, arithmetic=said)


def wrong_rate(
    code: str, known: Known, told: Told, mention: Mention, part: Interval, wholes: Sequence[Interval]
) -> Finding:
    """A rate that no true operands give, with the one that the amounts as printed give."""
    whole = wholes[0]
    exact = Fraction(part.middle * 100, whole.middle) if whole.middle else Fraction(0)
    return finding(
        code,
        place(known, told, mention),
        printed=mention.text,
        expected=f"{decimal_text(exact / PERCENT, 2)}倍" if mention.is_times else _percent(exact, mention),
        arithmetic=f"{wan_text(part.middle)} ÷ {wan_text(whole.middle)}（万元）",
    )


def _percent(exact: Fraction, mention: Mention) -> str:
    """A rate to as many decimals as the printed one has, and two at least."""
    return decimal_text(exact, max(mention.decimals, 2)) + "%"
