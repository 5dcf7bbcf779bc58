"""What is wrong with indicators before anything is scored: weights, levels, kinds, targets, actual values."""

from fractions import Fraction

from mingzhang.accounts.performance.exact import SHARES, exact, in_full, printed, printed_rate
from mingzhang.accounts.performance.policy import Policy
from mingzhang.accounts.performance.project import Indicator, Project, at
from mingzhang.accounts.performance.score import multiple, quantitative_completion
from mingzhang.findings import Finding, finding


def target_problems(project: Project, policy: Policy) -> list[Finding]:
    """What shows before anything is scored of weights, levels, targets and actual values."""
    found = [*_weights(project, policy), *_levels(project, policy)]
    for item in project.indicators:
        found += _quantitative(item, policy) if item.operator else _qualitative(item, policy)
    return [*found, *_of_another_kind(project, policy)]


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
    found = [] if item.unit else [finding("P124", at(where, "度量单位"), printed=target_text(item))]
    if not item.actual:
        return [*found, finding("P126", at(where, "完成值"), printed=target_text(item))]
    if item.actual_value is None:
        return [*found, finding("P123", at(where, "完成值"), printed=item.actual, expected="数字")]
    if item.unit in SHARES and item.target_value > 100:
        found.append(finding("P138", at(where, "目标值"), printed=target_text(item)))
    if item.operator == ">=" and {item.first, item.second} & set(policy.levels.cost):
        found.append(finding("P139", at(where, "运算符号"), printed=target_text(item)))
    times = multiple(item, rules)
    if times is not None and times > rules.asked_over:
        said = f"目标 {item.content}，完成 {item.actual}，为 {printed(times, 2)} 倍"
        found.append(finding("P137", at(where, "完成值"), arithmetic=said))
    unscorable = item.target_value < 0 or item.actual_value < 0
    if unscorable and item.override is None and quantitative_completion(item, rules) == 0:
        found.append(finding("P127", at(where, "完成值"), printed=f"{target_text(item)}，完成 {item.actual}"))
    return found


def _of_another_kind(project: Project, policy: Policy) -> list[Finding]:
    """Units in which an indicator's kind is not measured (a share is no quantity), a finding for all of a project."""
    odd = [
        f"{item.second}—{target_text(item)}"
        for item in project.indicators
        if item.operator and ("%" if item.unit in SHARES else item.unit) in policy.kinds.foreign.get(item.second, ())
    ]
    return [finding("P178", at(project.where, "二级指标"), printed="；".join(odd))] if odd else []


def target_text(item: Indicator) -> str:
    """A target as its row says it."""
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
