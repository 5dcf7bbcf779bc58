"""What a printed statement holds, in words, for every kind of document."""

from typing import Any

from mingzhang.insurance.award.settlement import Settlement
from mingzhang.insurance.award.statement import HISTORY_HEADS, Statement
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.month import month_text
from mingzhang.money import yuan_text

HEADS = ("序号", "项目", "计算过程及依据", "结果")
PARAMETER_HEADS = ("参数", "地区", "有效期", "值", "依据", "可信度")
SETTLEMENT_HEADS = ("月份", "已发（元）", "应发（元）", "差额（元）")
SIGNATURES = ("经办人", "复核人", "核定日期")


def page_data(statement: Statement, settlement: Settlement | None) -> dict[str, Any]:
    """Plain words in printing order; nothing is computed after this."""
    return {
        "title": statement.title,
        "mark": "预发" if statement.provisional else "",
        "made": f"核定年月：{month_text(statement.made_at)}" if statement.made_at is not None else "",
        "facts": [list(pair) for pair in statement.facts],
        "heads": HEADS,
        "lines": [
            {
                "title": line.title,
                "formula": line.formula,
                "numbers": line.numbers,
                "exact": f"{line.exactly}，{line.rounding}" if line.rounding else "",
                "basis": line.basis,
                "value": line.value_text,
            }
            for line in statement.lines
        ],
        "key": f"{statement.key.title}：{statement.key.value_text}",
        "settlementTitle": "重算差额",
        "settlementHeads": SETTLEMENT_HEADS,
        "settlement": _settlement_rows(settlement),
        "settlementSummary": settlement.summary if settlement is not None else "",
        "historyTitle": "个人账户逐年记账（元）",
        "historyHeads": HISTORY_HEADS,
        "history": statement.history_rows(),
        "parametersTitle": "所用参数",
        "parameterHeads": PARAMETER_HEADS,
        "parameters": [
            [item.title, item.region, item.dates_text(), item.value_text(), item.source, item.confidence.shown]
            for item in statement.parameters
            if item.definition.unit is not Unit.CHOICE
        ],
        "methods": _methods(statement),
        "notes": [f"注：{note}" for note in statement.notes],
        "signatures": SIGNATURES,
    }


def _methods(statement: Statement) -> str:
    """The ways of computing that the law chose between: the formulas already show them, so one paragraph is enough."""
    said = [
        f"{item.title}“{item.value_text()}”（{item.region}，{item.source}"
        f"{'' if item.confidence.confirmed else '，' + item.confidence.shown}）"
        for item in statement.parameters
        if item.definition.unit is Unit.CHOICE
    ]
    return f"所用算法：{'；'.join(said)}。" if said else ""


def _settlement_rows(settlement: Settlement | None) -> list[list[str]]:
    if settlement is None:
        return []
    return [
        [month_text(item.month), yuan_text(item.paid_fen), yuan_text(item.due_fen), yuan_text(item.difference_fen)]
        for item in settlement.months
    ]
