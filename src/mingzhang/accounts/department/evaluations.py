"""The self-evaluations of all units in the department's annex, and what they come to."""

from collections.abc import Sequence
from dataclasses import replace

from mingzhang.accounts.books.model import Books
from mingzhang.accounts.department.members import Member
from mingzhang.accounts.layouts.layout import load_layout
from mingzhang.accounts.performance.aggregate import aggregates, coverage
from mingzhang.accounts.performance.evaluate import Evaluated
from mingzhang.accounts.performance.form import form_for
from mingzhang.accounts.performance.policies import policy_for
from mingzhang.accounts.performance.spending import PROJECT_EXPENDITURE
from mingzhang.accounts.performance.summary import summary_lines
from mingzhang.accounts.statements.withheld import Hidden


def evaluations(members: Sequence[Member], books: Books) -> Evaluated:
    """Every unit's forms in the order of the units, without projects that the department withholds.

    The register's figures are the units' added up, unless something is withheld here that a unit publishes.
    """
    hidden = Hidden.of(books.withheld)
    every = [each for member in members for each in member.evaluated]
    shown = [each for each in every if not (each.functions and all(map(hidden.hides, each.functions)))]
    try:
        policy = policy_for(books.unit.region, books.year)
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
    )
