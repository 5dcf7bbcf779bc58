"""The middle of the year: what is executed and reached so far, against the part of the year that has gone by."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from mingzhang.accounts.performance.exact import SHARES
from mingzhang.accounts.performance.policy import Policy
from mingzhang.accounts.performance.policy_rules import Share
from mingzhang.accounts.performance.project import Indicator, Project
from mingzhang.accounts.performance.score import quantitative_completion

ONE = Fraction(1)


class State(Enum):
    REACHED = "已达成"
    ON_TRACK = "进度正常"
    BEHIND = "落后"
    """Less reached than the part of the year that has gone by, or less than all where the target is a rate."""
    PASSED = "已超出"
    """More than the target allows."""
    EMPTY = "未填"
    QUALITATIVE = "定性"


OFF_TRACK = frozenset({State.BEHIND, State.PASSED})


@dataclass(frozen=True, slots=True)
class IndicatorWatch:
    indicator: Indicator
    completion: Fraction | None
    state: State


@dataclass(frozen=True, slots=True)
class ProjectWatch:
    project: Project
    rate: Fraction | None
    """Executed so far by budget."""
    lag: Fraction | None
    """How far the rate stays behind the part of the year that has gone by; negative when ahead."""
    indicators: tuple[IndicatorWatch, ...]

    def off_track(self) -> list[IndicatorWatch]:
        return [item for item in self.indicators if item.state in OFF_TRACK]


def elapsed(at: date) -> Fraction:
    """The part of its year that has gone by at the end of the day `at`."""
    first, after = date(at.year, 1, 1), date(at.year + 1, 1, 1)
    return Fraction((at - first).days + 1, (after - first).days)


def monitor(projects: Iterable[Project], at: date, policy: Policy) -> list[ProjectWatch]:
    """Each project with its execution so far and the state of each indicator."""
    gone = elapsed(at)
    return [_watch(project, gone, policy) for project in projects]


def _watch(project: Project, gone: Fraction, policy: Policy) -> ProjectWatch:
    rate = project.rate
    indicators = tuple(_state(item, gone, policy) for item in project.indicators)
    return ProjectWatch(project, rate, None if rate is None else gone - rate, indicators)


def _state(item: Indicator, gone: Fraction, policy: Policy) -> IndicatorWatch:
    if not item.operator:
        return IndicatorWatch(item, item.completion, State.QUALITATIVE if item.actual else State.EMPTY)
    target, actual = item.target_value, item.actual_value
    operator = policy.quantitative.operators.get(item.operator)
    if target is None or actual is None or operator is None:
        return IndicatorWatch(item, None, State.EMPTY)
    completion = quantitative_completion(item, policy.quantitative)
    if actual > target and operator.above is not Share.MET:
        return IndicatorWatch(item, completion, State.PASSED)
    if operator.below is Share.MET:
        return IndicatorWatch(item, completion, State.ON_TRACK)
    if completion == ONE:
        return IndicatorWatch(item, completion, State.REACHED)
    due = ONE if item.unit in SHARES else gone  # a rate is due all year, a quantity grows
    return IndicatorWatch(item, completion, State.ON_TRACK if completion >= due else State.BEHIND)
