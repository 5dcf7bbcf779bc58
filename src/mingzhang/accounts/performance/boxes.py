"""One box of a form that holds several things: ≥50个 is operator, target and unit."""

import re
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from mingzhang.accounts.performance.exact import SHARES, exact, in_full
from mingzhang.accounts.performance.headings import headings

_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_UNIT = 8
"""Characters that a unit of measure may have."""
_TIMES = {"千": 1000, "万": 10_000, "亿": 100_000_000}
_CLEAR = 10
"""A target of so many per cent is not reached by a number up to 1, so that this is a share."""


class Target(NamedTuple):
    operator: str
    """A sign of the national policy; "" for a quality."""
    value: str
    unit: str


@cache
def _words(side: str) -> tuple[tuple[str, str], ...]:
    """Word and its operator, the longest first."""
    found = [(word, sign) for sign, words in headings()[side].items() for word in words]
    return tuple(sorted(found, key=lambda each: -len(each[0])))


def sign_of(text: str) -> str:
    """The operator that a text is, "" where it is none (定性)."""
    return next((sign for word, sign in _words("before") if text == word), "")


def target_of(text: str, sign: str = "", unit: str = "") -> Target:
    """A target from its box and what boxes beside it say; without a number and an operator it is a quality."""
    front = next((each for each in _words("before") if text.startswith(each[0])), ("", ""))
    rest = text.removeprefix(front[0]).strip()
    end = next((each for each in _words("behind") if rest.endswith(each[0])), ("", ""))
    rest = rest.removesuffix(end[0]).strip()
    number = _NUMBER.match(rest)
    after = rest[number.end() :].strip() if number else ""
    operator = front[1] or end[1] or sign
    if number is None or not operator or len(after) > _UNIT or re.search(r"\d", after):
        return Target("", text, unit)
    return Target(operator, number[0].replace(",", ""), unit or after)


def actual_of(text: str, target: Target) -> str:
    """The number of an actual value in the target's unit; the text itself where it is none or in another unit."""
    front = next((word for word, _ in _words("before") if text.startswith(word)), "")
    rest = text.removeprefix(front).strip()
    number = _NUMBER.match(rest)
    value = exact(number[0]) if number else None
    if number is None or value is None:
        return text
    after = rest[number.end() :].strip()
    (own, given), (theirs, wanted) = _magnitude(after), _magnitude(target.unit)
    if after and given != wanted and not (given and wanted and (given in wanted or wanted in given)):
        return number[0].replace(",", "") if after in "％%" and not target.unit else text
    if after and own != theirs:
        return in_full(value * own / theirs)
    if _is_share(number[0], value, after, target):
        return in_full(value * 100)
    return number[0].replace(",", "")


def points_of(text: str) -> str:
    """A weight or a score: 10分 is 10."""
    return text.removesuffix("分") if exact(text.removesuffix("分")) is not None else text


def _magnitude(unit: str) -> tuple[int, str]:
    """万元 is 10000 and 元."""
    times = _TIMES.get(unit[:1], 1)
    return (times, unit[1:]) if times > 1 and len(unit) > 1 else (1, unit)


def _is_share(text: str, value: Fraction, after: str, target: Target) -> bool:
    """A percentage that a spreadsheet shows as a number: 0.97 of a target of 95%."""
    wanted = exact(target.value) if target.unit in SHARES and not after else None
    if wanted is None or target.operator == "<=":
        return False
    return wanted >= _CLEAR and 0 < value <= 1 and (value == 1 or "." in text)
