"""The self-evaluations of all units in the department's annex, and what they come to.

Each project keeps the score and the form that its unit's policy gave it. Counting them is the department's: its own
policy (评分办法 in its folder, else that of its region and year) says which totals are which band.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mingzhang.accounts.books.model import Books
from mingzhang.accounts.department.member import Member
from mingzhang.accounts.layouts.layout import load_layout
from mingzhang.accounts.performance.aggregate import aggregates, coverage
from mingzhang.accounts.performance.evaluate import Evaluated
from mingzhang.accounts.performance.form import form_for
from mingzhang.accounts.performance.policies import policy_for
from mingzhang.accounts.performance.policy import Policy
from mingzhang.accounts.performance.spending import PROJECT_EXPENDITURE
from mingzhang.accounts.performance.summary import summary_lines
from mingzhang.accounts.statements.withheld import Hidden
from mingzhang.findings import Finding, Place, finding

SHOWN = 5
"""Units that the hint names."""


def evaluations(members: Sequence[Member], books: Books, own: Sequence[Policy]) -> Evaluated:
    """Every unit's forms in the order of the units, without projects that the department withholds.

    The register's figures are the units' added up, unless something is withheld here that a unit publishes. `own` are
    the policies that the department keeps itself.
    """
    hidden = Hidden.of(books.withheld)
    every = [each for member in members for each in member.evaluated]
    shown = [each for each in every if not (each.functions and all(map(hidden.hides, each.functions)))]
    try:
        policy = policy_for(books.unit.region, books.year, own)
    except KeyError:
        return Evaluated(tuple(each.form for each in shown))
    scores = [replace(each.score, band=policy.bands.word(each.score.total)) for each in shown]
    made = aggregates(scores, policy)
    whole = books.measures.actual.value(PROJECT_EXPENDITURE)
    covered = coverage(scores, whole.fen) if whole is not None else None
    return Evaluated(
        forms=tuple(each.form for each in shown),
        scores=tuple(scores),
        figures=made.register() if len(shown) < len(every) else {},
        lines=summary_lines(made, covered, form_for(load_layout(books.layout, books.year))),
        findings=tuple(_otherwise(members, policy)),
        policy=policy.name,
    )


def _otherwise(members: Sequence[Member], policy: Policy) -> Iterator[Finding]:
    """A hint with the units that score by another policy than the one that tells the department's bands."""
    others = [f"{member.folder}（{member.policy}）" for member in members if member.policy not in {"", policy.name}]
    if others:
        more = f" 等 {len(others)} 个单位" if len(others) > SHOWN else ""
        yield finding(
            "U143", Place(key="评分办法"), printed="、".join(others[:SHOWN]) + more, expected=f"部门用“{policy.name}”"
        )
