"""Is a printed self-evaluation right? Every figure recomputed from the others, as far as their rounding tells."""

from mingzhang.accounts.performance.amounts import amount_problems
from mingzhang.accounts.performance.borne import rules_of
from mingzhang.accounts.performance.check_figures import check_cap, check_figures, reason_for_execution
from mingzhang.accounts.performance.check_lines import check_line
from mingzhang.accounts.performance.evaluation import Evaluation
from mingzhang.accounts.performance.policy import Policy
from mingzhang.accounts.performance.project import Indicator, at
from mingzhang.accounts.performance.reading import has_money, place_of, understood
from mingzhang.accounts.performance.targets import target_problems
from mingzhang.findings import Finding, finding

OWN_WORDS = frozenset({"P118", "P127", "P130"})
"""Not asked of a printed form: other provinces word the tiers otherwise, and the score shows what was decided."""


def check_evaluation(form: Evaluation, policy: Policy) -> list[Finding]:
    """Everything that contradicts itself on one printed form, and what a reviewer would ask."""
    if not any(line.score for line in form.indicators):
        return [finding("P170", place_of(form))]
    rules = rules_of(form, policy)
    if not form.has("weight"):
        return check_figures(form, rules)
    project, found = understood(form, rules)
    if project is None:
        return found
    asked = [*(amount_problems(project) if has_money(form) else ()), *target_problems(project, rules)]
    found += [item for item in asked if _asked(item, form)]
    for item, line in zip(project.indicators, form.indicators, strict=True):
        found += [*check_line(item, line, form, rules), *_worded(item, form), *_misplaced(item, policy, rules)]
    found += [*reason_for_execution(project, rules), *check_figures(form, rules)]
    return [*found, *check_cap(form, project, rules)]


def _asked(item: Finding, form: Evaluation) -> bool:
    """Whether a finding of books makes sense of a form that prints no more than it does."""
    code = item.code.code
    if code in OWN_WORDS or (code == "P124" and not form.has("unit")):
        return False
    if code == "P123" and form.columns:
        return form.has("operator") and item.place.column == "运算符号"
    return True


def _worded(item: Indicator, form: Evaluation) -> list[Finding]:
    """A number is wanted and words are told; an amount in another unit is not judged."""
    words = bool(item.operator and item.actual) and not any(char.isdigit() for char in item.actual)
    where = at(item.where, "完成值")
    return (
        [finding("P173", where, printed=f"{item.operator} {item.content}{item.unit}，完成“{item.actual}”")]
        if words and form.columns
        else []
    )


def _misplaced(item: Indicator, policy: Policy, rules: Policy) -> list[Finding]:
    """An indicator of the second level that the policy knows, but under another first one."""
    known = policy.levels.second
    homes = [first for first, seconds in known.items() if item.second in seconds]
    if rules.levels.second or not homes or item.first in homes or item.first not in known:
        return []
    return [
        finding("P117", at(item.where, "二级指标"), printed=f"{item.first}—{item.second}", expected="、".join(homes))
    ]
