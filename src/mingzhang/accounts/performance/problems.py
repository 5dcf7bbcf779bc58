"""What is wrong with a project's targets, weights, actuals and reasons, in books as on a printed form."""

from collections.abc import Iterable, Mapping

from mingzhang.accounts.performance.amounts import amount_problems
from mingzhang.accounts.performance.exact import in_full, printed, printed_rate
from mingzhang.accounts.performance.policy import Policy
from mingzhang.accounts.performance.project import Indicator, Project, at
from mingzhang.accounts.performance.score import indicator_score, score
from mingzhang.accounts.performance.targets import target_problems, target_text
from mingzhang.findings import Finding, finding, has_errors
from mingzhang.money import yuan_text


def problems(project: Project, policy: Policy) -> list[Finding]:
    """Everything that keeps a project from being scored, or that a reviewer would ask."""
    found = form_problems(project, policy)
    for item in project.indicators:
        found += _by_hand(item, policy)
    if not has_errors(found):
        found += _result(project, policy)
    return found


def form_problems(project: Project, policy: Policy) -> list[Finding]:
    """What shows before anything is scored: amounts, weights, levels, targets and actual values."""
    return [*amount_problems(project), *target_problems(project, policy)]


def unexplained(item: Indicator, completion: str) -> list[Finding]:
    """What an indicator that is not met lacks: a reason, a measure."""
    said = f"{item.third}完成 {completion}"
    found = [] if item.explained else [finding("P135", at(item.where, "原因说明"), printed=said)]
    return found if item.measure else [*found, finding("P136", at(item.where, "改进措施"), printed=said)]


def against_vouchers(projects: Iterable[Project], spent_fen: Mapping[str, int]) -> list[Finding]:
    """Projects whose executed amount exceeds what the vouchers hold under their code; outside ones are not asked.

    Lines that tell no project at all (a balance list) say nothing of any.
    """
    found: list[Finding] = []
    for project in projects:
        if not spent_fen or project.outside or not project.code or project.executed_fen is None:
            continue
        spent = spent_fen.get(project.code, 0)
        if project.executed_fen > spent:
            found.append(
                finding(
                    "P133",
                    at(project.where, "执行数"),
                    printed=yuan_text(project.executed_fen),
                    expected=f"不大于凭证里的 {yuan_text(spent)} 元",
                )
            )
    return found


def _by_hand(item: Indicator, policy: Policy) -> list[Finding]:
    """A score set by hand lies within its weight and says why; that it differs is told."""
    if item.override is None:
        return []
    where = at(item.where, "认定得分")
    if not 0 <= item.override <= item.weight:
        return [finding("P129", where, printed=in_full(item.override), expected=f"0 至 {in_full(item.weight)}")]
    found = [] if item.override_reason else [finding("P128", at(item.where, "认定理由"))]
    computed = indicator_score(item, policy, rescore=True).score
    if computed != item.override:
        digits = policy.printing.score
        said = f"认定 {in_full(item.override)}，按目标值计 {printed(computed, digits)}（{item.override_reason}）"
        found.append(finding("P141", where, printed=target_text(item), arithmetic=said))
    return found


def _result(project: Project, policy: Policy) -> list[Finding]:
    """What only shows once the project is scored: reasons that are due, a cap that nobody knows."""
    result, found = score(project, policy), list[Finding]()
    if policy.reasons.indicator_short:
        for part in result.indicators:
            if part.score < part.indicator.weight:
                found += unexplained(part.indicator, printed_rate(part.completion, 2))
    below = policy.reasons.execution_below
    rate = result.rate
    if below is not None and rate is not None and rate < below and not (project.reason and project.measure):
        said = f"执行率 {printed_rate(rate, 2)}"
        found.append(finding("P143", at(project.where, "执行偏差原因"), printed=said))
    if result.cap_unknown and rate is not None:
        caps = "；".join(
            f"{printed_rate(cap.capped_up_to, 2)} 封顶 {in_full(cap.cap)} 分，{printed_rate(cap.free_from, 2)} 不封顶"
            for cap in policy.caps.caps
        )
        said = f"“{project.name}”执行率 {printed_rate(rate, 2)}；已知{caps}"
        found.append(finding("P140", at(project.where, "封顶"), arithmetic=said))
    return found
