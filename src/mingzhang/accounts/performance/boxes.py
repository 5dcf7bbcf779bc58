"""One box of a form that holds several things: ≥50个 is operator, target and unit."""

import re
from functools import cache
from typing import NamedTuple

from mingzhang.accounts.performance.headings import headings

_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_UNIT = 8
"""Characters that a unit of measure may have."""


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


def actual_of(text: str, unit: str) -> str:
    """The number of an actual value in the target's unit; the text itself where it is none or in another unit."""
    front = next((word for word, _ in _words("before") if text.startswith(word)), "")
    rest = text.removeprefix(front).strip()
    number = _NUMBER.match(rest)
    if number is None:
        return text
    after = rest[number.end() :].strip()
    same = (
        not after or after == unit or (bool(unit) and (after in unit or unit in after)) or (after in "％%" and not unit)
    )
    return number[0].replace(",", "") if same else text
