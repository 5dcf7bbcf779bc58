"""What all projects of a unit come to: the figures of the narrative's statements on performance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mingzhang.accounts.performance.policy import Policy
from mingzhang.accounts.performance.score import ProjectScore
from mingzhang.money import FEN_PER_YUAN

GRADES = ("评级优项目数", "评级良项目数", "评级合格项目数", "评级不合格项目数")
"""Items of the register, from the highest band to the lowest."""


@dataclass(frozen=True, slots=True)
class Aggregate:
    count: int
    budget_fen: int
    executed_fen: int
    fiscal_fen: int
    """The part of the amounts that 财政拨款 pays."""
    average: Fraction | None
    """Of the exact totals; None without projects."""
    bands: Mapping[str, int]
    """Band → number of projects, highest first, bands without projects included."""


@dataclass(frozen=True, slots=True)
class Aggregates:
    """All projects, and apart those paid inside and outside the unit's books."""

    all: Aggregate
    own: Aggregate
    outside: Aggregate

    def register(self) -> dict[str, Fraction]:
        """The items of the register 预算绩效: amounts in 元. Empty without projects."""
        if self.all.average is None:
            return {}
        return {
            "自评项目数": Fraction(self.all.count),
            "涉及金额": Fraction(self.all.budget_fen, FEN_PER_YUAN),
            "财政拨款金额": Fraction(self.all.fiscal_fen, FEN_PER_YUAN),
            "平均分": self.all.average,
            **self._grades(),
        }

    def _grades(self) -> dict[str, Fraction]:
        """Projects a grade, where the policy has the four that the register counts, in whatever words."""
        counts = tuple(self.all.bands.values())
        return (
            {name: Fraction(count) for name, count in zip(GRADES, counts, strict=True)}
            if len(counts) == len(GRADES)
            else {}
        )


def aggregates(scores: Sequence[ProjectScore], policy: Policy) -> Aggregates:
    return Aggregates(
        all=_aggregate(scores, policy),
        own=_aggregate([item for item in scores if not item.project.outside], policy),
        outside=_aggregate([item for item in scores if item.project.outside], policy),
    )


def coverage(scores: Sequence[ProjectScore], project_expenditure_fen: int) -> Fraction | None:
    """自评覆盖率 by amount: executed of the unit's own projects by its project expenditure; None without any."""
    own = sum(item.project.executed_fen or 0 for item in scores if not item.project.outside)
    return Fraction(own, project_expenditure_fen) if project_expenditure_fen > 0 else None


def _aggregate(scores: Sequence[ProjectScore], policy: Policy) -> Aggregate:
    projects = [item.project for item in scores]
    bands = {band.word: 0 for band in policy.bands.bands}
    for item in scores:
        bands[item.band] += 1
    return Aggregate(
        count=len(scores),
        budget_fen=sum(project.budget_fen for project in projects),
        executed_fen=sum(project.executed_fen or 0 for project in projects),
        fiscal_fen=sum(
            project.budget_fen if project.fiscal_fen is None else project.fiscal_fen for project in projects
        ),
        average=sum((item.total for item in scores), Fraction(0)) / len(scores) if scores else None,
        bands=bands,
    )
