"""A share moved by one last digit, so that the shares that are told together come to 100%."""

from collections.abc import Iterable
from fractions import Fraction

from mingzhang.accounts.checks.bounds import Bounds
from mingzhang.accounts.checks.phrases import SHARE
from mingzhang.accounts.checks.said import Said, Told
from mingzhang.money import decimal_text

ALL = 100
"""All parts together, in percent."""


def moved_share(told: Told, one: Said, possible: Iterable[Bounds | None]) -> str:
    """The sum of the shares of a sentence, where a wrong one among them is off by its last digit only; else ""."""
    shares = [
        said.mention for said in told.said if said.role == SHARE and said.mention.sentence == one.mention.sentence
    ]
    tick = Fraction(1, 10**one.mention.decimals)
    least, most = abs(one.mention.value) - tick * 3 / 2, abs(one.mention.value) + tick * 3 / 2
    near = any(low <= most and (high is None or least <= high) for low, high in filter(None, possible))
    if not near or len(shares) < 2 or sum(share.value for share in shares) != ALL:
        return ""
    return " + ".join(decimal_text(Fraction(share.value), share.decimals) + "%" for share in shares) + f" = {ALL}%"
