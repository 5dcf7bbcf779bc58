"""What a document says of all its self-evaluations beside the mandated sentence, in the layout's words."""

from fractions import Fraction
from string import Formatter

from mingzhang.accounts.performance.aggregate import Aggregate, Aggregates
from mingzhang.accounts.performance.declared_form import EvaluationLayout
from mingzhang.accounts.performance.exact import printed
from mingzhang.money import percent_text, wan_text


def summary_lines(every: Aggregates, covered: Fraction | None, form: EvaluationLayout) -> tuple[str, ...]:
    """The declared lines whose figures all have a value; none without projects."""
    if not every.all.count:
        return ()
    values = {name: text for name, text in _values(every, covered).items() if text}
    return tuple(line.format(**values) for line in form.summary if _names(line) <= values.keys())


def _names(line: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(line) if name}


def _values(every: Aggregates, covered: Fraction | None) -> dict[str, str]:
    """Field → text, "" where it has no value: nothing is said of outside projects where there are none."""
    bands = "，".join(f"{word}{count}个" for word, count in every.all.bands.items() if count)
    values = {"bands": bands, "coverage": percent_text(covered) if covered is not None else ""}
    for name, group in (("own", every.own), ("outside", every.outside)):
        values |= {f"{name}_{part}": text if group.count else "" for part, text in _figures(group).items()}
    return values


def _figures(group: Aggregate) -> dict[str, str]:
    return {
        "count": str(group.count),
        "amount": wan_text(group.budget_fen),
        "executed": wan_text(group.executed_fen),
        "average": printed(group.average, 2) if group.average is not None else "",
    }
