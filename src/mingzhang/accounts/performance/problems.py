"""What is wrong with a project's targets, weights, actuals and reasons, in books as on a printed form."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from mingzhang.accounts.performance.exact import SHARES, exact, in_full, printed, printed_rate
from mingzhang.accounts.performance.policy import Policy
from mingzhang.accounts.performance.project import Indicator, Project, at
from mingzhang.accounts.performance.score import indicator_score, multiple, quantitative_completion, score
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


def target_problems(project: Project, policy: Policy) -> list[Finding]:
    """What shows before anything is scored of weights, levels, targets and actual values."""
    found = [*_weights(project, policy), *_levels(project, policy)]
    for item in project.indicators:
        found += _quantitative(item, policy) if item.operator else _qualitative(item, policy)
    return [*found, *_of_another_kind(project, policy)]


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


def amount_problems(project: Project) -> list[Finding]:
    where, found = project.where, list[Finding]()
    if project.budget_fen <= 0:
        found.append(finding("P134", at(where, "预算数"), printed=yuan_text(project.budget_fen)))
    if project.executed_fen is None:
        found.append(finding("P142", at(where, "执行数")))
    elif project.executed_fen < 0:
        found.append(finding("P119", at(where, "执行数"), printed=yuan_text(project.executed_fen)))
    elif project.executed_fen > project.budget_fen > 0:
        more = f"{yuan_text(project.executed_fen)} > {yuan_text(project.budget_fen)}"
        found.append(finding("P132", at(where, "执行数"), arithmetic=more))
    fiscal = project.fiscal_fen
    if fiscal is not None and fiscal < 0:
        found.append(finding("P119", at(where, "财政拨款"), printed=yuan_text(fiscal)))
    if fiscal is not None and fiscal > project.budget_fen:
        more = f"{yuan_text(fiscal)} > {yuan_text(project.budget_fen)}"
        found.append(finding("P164", at(where, "财政拨款"), arithmetic=more))
    return [*found, *_sources(project)]


def _sources(project: Project) -> list[Finding]:
    """The sources that the unit names make up the budget, and what is executed of them what is executed."""
    found: list[Finding] = []
    for at_pair, (column, whole) in enumerate((("预算数", project.budget_fen), ("执行数", project.executed_fen))):
        amounts = [pair[at_pair] for pair in project.sources.values()]
        known = [fen for fen in amounts if fen is not None]
        complete = at_pair == 0 or len(known) == len(amounts)
        if known and complete and whole is not None and sum(known) != whole:
            said = " + ".join(map(yuan_text, known)) + f" = {yuan_text(sum(known))}"
            found.append(finding("P171", at(project.where, column), printed=yuan_text(whole), arithmetic=said))
    return found


def _weights(project: Project, policy: Policy) -> list[Finding]:
    """All weights add up to the policy's sum, and those of each first-level indicator to its own."""
    where = at(project.where, "分值")
    negative = [item for item in project.indicators if item.weight <= 0]
    if negative:
        return [finding("P119", at(item.where, "分值"), printed=in_full(item.weight)) for item in negative]
    total = sum((item.weight for item in project.indicators), Fraction(0))
    if total != policy.weights.indicators:
        sums = " + ".join(in_full(item.weight) for item in project.indicators)
        said = f"{sums} = {in_full(total)}"
        return [
            finding(
                "P120", where, expected=f"“{project.name}”合计 {in_full(policy.weights.indicators)}", arithmetic=said
            )
        ]
    found: list[Finding] = []
    for first, weight in policy.weights.first.items():
        own = sum((item.weight for item in project.indicators if item.first == first), Fraction(0))
        if own not in (weight, 0):
            said = f"“{project.name}”的{first}合计 {in_full(own)}"
            found.append(finding("P121", where, printed=said, expected=in_full(weight)))
    return found


def _levels(project: Project, policy: Policy) -> list[Finding]:
    firsts = {item.first for item in project.indicators}
    found = [
        finding("P122", at(project.where, "一级指标"), expected=f"“{project.name}”设{first}")
        for first in policy.levels.required
        if first not in firsts
    ]
    for item in project.indicators:
        seconds = policy.levels.second.get(item.first)
        if not policy.levels.second:
            break  # no list is known
        if seconds is None:
            known = "、".join(policy.levels.second)
            found.append(finding("P117", at(item.where, "一级指标"), printed=item.first, expected=known))
        elif item.second not in seconds:
            found.append(finding("P117", at(item.where, "二级指标"), printed=item.second, expected="、".join(seconds)))
    return found


def _quantitative(item: Indicator, policy: Policy) -> list[Finding]:
    where, rules = item.where, policy.quantitative
    if item.operator not in rules.operators:
        return [finding("P116", at(where, "运算符号"), printed=item.operator, expected="、".join(rules.operators))]
    if not item.content:
        code = "P125" if item.actual else "P123"
        return [finding(code, at(where, "目标值"), printed="", expected="目标值")]
    if item.target_value is None:
        return [finding("P123", at(where, "目标值"), printed=f"{item.operator} {item.content}", expected="数字")]
    found = [] if item.unit else [finding("P124", at(where, "度量单位"), printed=_said(item))]
    if not item.actual:
        return [*found, finding("P126", at(where, "完成值"), printed=_said(item))]
    if item.actual_value is None:
        return [*found, finding("P123", at(where, "完成值"), printed=item.actual, expected="数字")]
    if item.unit in SHARES and item.target_value > 100:
        found.append(finding("P138", at(where, "目标值"), printed=_said(item)))
    if item.operator == ">=" and {item.first, item.second} & set(policy.levels.cost):
        found.append(finding("P139", at(where, "运算符号"), printed=_said(item)))
    times = multiple(item, rules)
    if times is not None and times > rules.asked_over:
        said = f"目标 {item.content}，完成 {item.actual}，为 {printed(times, 2)} 倍"
        found.append(finding("P137", at(where, "完成值"), arithmetic=said))
    unscorable = item.target_value < 0 or item.actual_value < 0
    if unscorable and item.override is None and quantitative_completion(item, rules) == 0:
        found.append(finding("P127", at(where, "完成值"), printed=f"{_said(item)}，完成 {item.actual}"))
    return found


def _of_another_kind(project: Project, policy: Policy) -> list[Finding]:
    """Units in which an indicator's kind is not measured (a share is no quantity), a finding for all of a project."""
    odd = [
        f"{item.second}—{_said(item)}"
        for item in project.indicators
        if item.operator and ("%" if item.unit in SHARES else item.unit) in policy.kinds.foreign.get(item.second, ())
    ]
    return [finding("P178", at(project.where, "二级指标"), printed="；".join(odd))] if odd else []


def _said(item: Indicator) -> str:
    return f"{item.third} {item.operator} {item.content}{item.unit}"


def _qualitative(item: Indicator, policy: Policy) -> list[Finding]:
    where = item.where
    if not item.content:
        return [finding("P125" if item.actual else "P123", at(where, "目标值"), expected="目标值")]
    if exact(item.content) is not None:
        return [finding("P123", at(where, "运算符号"), printed=f"{item.third}：{item.content}", expected=">=、<= 或 =")]
    if not item.actual:
        return [finding("P126", at(where, "完成值"), printed=f"{item.third}：{item.content}")]
    tier = policy.tiers.find(item.actual)
    if tier is None:
        words = "、".join(tier.word for tier in policy.tiers.tiers)
        return [finding("P118", at(where, "完成值"), printed=item.actual, expected=words)]
    if item.completion is None:
        return [finding("P130", at(where, "完成程度"), printed=tier.word)] if tier.share is None else []
    if not tier.holds(item.completion):
        said = f"{tier.word} {printed_rate(item.completion, 2)}"
        bounds = f"{printed_rate(tier.low, 2)}（含）至{printed_rate(tier.high, 2)}"
        return [finding("P131", at(where, "完成程度"), printed=said, expected=bounds)]
    return []


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
        found.append(finding("P141", where, printed=_said(item), arithmetic=said))
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
