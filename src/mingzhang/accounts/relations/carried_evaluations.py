"""The self-evaluation forms of a disclosure as the two sheets that books keep of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.performance.evaluation import EvaluatedIndicator, Evaluation
from mingzhang.money import FEN_PER_WAN, wan_text, yuan_text

REGISTER, FISCAL = "预算绩效", "财政拨款金额"
GIVEN = "公布的自评表如此列示"
"""Why a score is taken as it is printed."""
Sheet = tuple[Mapping[str, str], ...]


@dataclass(frozen=True)
class Evaluations:
    """Rows of 绩效项目 and 绩效指标."""

    projects: Sheet = ()
    indicators: Sheet = ()


def carried_evaluations(disclosure: Disclosure) -> Evaluations:
    """The forms as rows. What 财政拨款 paid of each is told only in sum: all that was budgeted, or all executed.

    Raises ValueError where an amount is none.
    """
    budget, executed = (
        [_fen(getattr(evaluation, name)) for evaluation in disclosure.evaluations] for name in ("budget", "executed")
    )
    told = disclosure.registers.get(REGISTER, {}).get(FISCAL, "")
    unknown: list[int | None] = [None] * len(budget)
    fiscal = next(([*each] for each in (executed, budget) if wan_text(sum(each)) == told), unknown)
    rows = zip(disclosure.evaluations, budget, executed, fiscal, strict=True)
    return Evaluations(
        tuple(_project(*row) for row in rows),
        tuple(_indicator(each.project, one) for each in disclosure.evaluations for one in each.indicators),
    )


def _fen(wan: str) -> int:
    """分 of an amount printed in 万元 with as many decimals as it has."""
    fen = Fraction(wan.replace(",", "") or "0") * FEN_PER_WAN
    if fen.denominator != 1:
        raise ValueError(wan)
    return int(fen)


def _project(evaluation: Evaluation, budget: int, executed: int, fiscal: int | None) -> dict[str, str]:
    return {
        "项目名称": evaluation.project,
        "主管部门": evaluation.department,
        "实施单位": evaluation.unit,
        "预算数": yuan_text(budget, grouped=False),
        "执行数": yuan_text(executed, grouped=False),
        "财政拨款": yuan_text(fiscal, grouped=False) if fiscal is not None else "",
        "账外": "是" if evaluation.outside else "否",
        "年初目标": evaluation.goal_set,
        "完成情况": evaluation.goal_reached,
        "执行偏差原因": evaluation.reason,
        "执行改进措施": evaluation.measure,
    }


def _indicator(project: str, given: EvaluatedIndicator) -> dict[str, str]:
    return {
        "项目名称": project,
        "一级指标": given.first,
        "二级指标": given.second,
        "三级指标": given.third,
        "运算符号": given.operator,
        "目标值": given.target,
        "度量单位": given.unit,
        "完成值": given.actual,
        "分值": given.weight,
        "完成程度": "" if given.operator else given.completion,
        "认定得分": given.score,
        "认定理由": GIVEN,
        **given.reasons,
        "原因说明": given.reason,
        "改进措施": given.measure,
    }


def columns(rows: Sequence[Mapping[str, str]]) -> tuple[str, ...]:
    """The columns that some row fills, in their order."""
    names = dict.fromkeys(name for row in rows for name in row)
    return tuple(name for name in names if any(row.get(name) for row in rows))
