"""工伤认定和劳动能力鉴定的期限: from the day of an event to the day of the deadline."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from itertools import pairwise

COURSES = (
    ("事故日期", "认定申请日期", "受理日期", "认定决定日期"),
    ("事故日期", "鉴定申请日期", "鉴定结论日期", "收到结论日期"),
)
"""Events that come one after the other: of recognition, of appraisal."""
WEEKEND = 5
DAYS_PER_WEEK = 7


@dataclass(frozen=True, slots=True)
class Term:
    """What has to be done within how long after which event."""

    act: str
    event: str
    length: int
    unit: str
    """天, 工作日 or 年."""
    note: str
    basis: str

    @property
    def length_text(self) -> str:
        return f"{self.length}{'个' if self.unit == '工作日' else ''}{self.unit}"


@dataclass(frozen=True, slots=True)
class Deadline:
    term: Term
    begins: date
    ends: date
    """As the term says."""
    effective: date
    """The Monday after, where `ends` falls on a weekend."""


@cache
def terms() -> tuple[Term, ...]:
    text = (resources.files("mingzhang.insurance.schemes") / "deadlines.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple(
        Term(row["事项"], row["起算"], int(row["期限"]), row["单位"], row["说明"], row["依据"]) for row in rows
    )


def events() -> tuple[str, ...]:
    """The events from which a term runs, in the order of the procedure."""
    return tuple(dict.fromkeys(term.event for term in terms()))


def out_of_order(days: Mapping[str, date]) -> list[tuple[str, str]]:
    """Events before one that has to come first, each with that one."""
    found: dict[str, str] = {}
    for course in COURSES:
        stated = [event for event in course if event in days]
        found |= {later: first for first, later in pairwise(stated) if days[later] < days[first]}
    return list(found.items())


def deadlines(days: Mapping[str, date]) -> list[Deadline]:
    """The deadlines of the events that have happened; the day of the event itself is not counted."""
    found = []
    for term in terms():
        if term.event in days:
            ends = _end(days[term.event], term)
            found.append(Deadline(term, days[term.event], ends, _on_a_working_day(ends)))
    return found


def _end(begins: date, term: Term) -> date:
    if term.unit == "年":
        return _years_later(begins, term.length)
    if term.unit == "天":
        return begins + timedelta(days=term.length)
    day = begins
    for _ in range(term.length):
        day = _on_a_working_day(day + timedelta(days=1))
    return day


def _years_later(day: date, years: int) -> date:
    """The same day of the year; the last of February for a leap day."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _on_a_working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend; public holidays are not known here."""
    late = day.weekday() - WEEKEND
    return day if late < 0 else day + timedelta(days=DAYS_PER_WEEK - WEEKEND - late)
