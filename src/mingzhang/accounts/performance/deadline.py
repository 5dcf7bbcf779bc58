"""Dates as targets: was what was to be done by a day done later?"""

import re
from typing import NamedTuple

_DATE = re.compile(r"(?:(20\d\d)年)?(\d{1,2})月(?:份)?(?:(\d{1,2})日|(上旬|中旬|下旬|底|末))?")
_BY = re.compile(r"(?:之前|以前|前|内)")
_LAST = 31
"""The latest day that a month may mean."""


class _Day(NamedTuple):
    year: int
    month: int
    day: int


def late(target: str, actual: str) -> bool:
    """Whether a date of completion certainly lies after the one that the target tells: 12月底前, 次年 3月.

    False for anything else: no two dates, several dates, one of them without a year that the other has.
    """
    due, done = list(_DATE.finditer(target)), list(_DATE.finditer(actual))
    if len(due) != 1 or len(done) != 1 or not _BY.search(target[due[0].end() :]):
        return False
    if bool(due[0][1]) != bool(done[0][1]):
        return False
    return _day(done[0], 1) > _day(due[0], _LAST)


def _day(match: "re.Match[str]", otherwise: int) -> _Day:
    """The day that is told, else the one of the month that is kindest to the form."""
    return _Day(int(match[1] or 0), int(match[2]), int(match[3] or otherwise))
