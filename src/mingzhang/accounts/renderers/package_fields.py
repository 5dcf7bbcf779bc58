"""The fields of the data package's tables, as Table Schema: types, constraints and keys."""

from collections.abc import Sequence
from typing import Any

Field = dict[str, Any]
Schema = dict[str, Any]
CODE_PATTERN = r"\d{3}|\d{5}|\d{7}"


def field(name: str, title: str, kind: str = "string", **constraints: Any) -> Field:
    """One column; `constraints` hold in every row."""
    return {"name": name, "type": kind, "title": title} | ({"constraints": constraints} if constraints else {})


def amount_field(column: str) -> Field:
    """A column of amounts in 元."""
    return {"name": column, "type": "number", "title": f"{column}（元）"}


def _key(name: str, resource: str, other: str) -> dict[str, Any]:
    return {"fields": [name], "reference": {"resource": resource, "fields": [other]}}


def _code(name: str, title: str, **constraints: Any) -> Field:
    return field(name, title, pattern=CODE_PATTERN, **constraints)


FORMS: Schema = {
    "fields": [
        field("form", "表号", required=True, unique=True),
        field("code", "表的编号", required=True),
        field("title", "表名", required=True),
    ],
    "primaryKey": ["form"],
}
CODES: Schema = {
    "fields": [
        _code("code", "科目编码", required=True, unique=True),
        field("name", "科目名称"),
        field("classification", "分类", required=True, enum=["支出功能分类", "支出经济分类"]),
        field("level", "级次：1类、2款、3项", "integer", required=True, minimum=1, maximum=3),
        _code("parent", "上级编码"),
        field("confirmed", "是否核实", "boolean", required=True),
    ],
    "primaryKey": ["code"],
    "foreignKeys": [_key("parent", "", "code")],
}


def _wan(name: str, title: str) -> Field:
    """An amount in 万元 as a self-evaluation prints it."""
    return field(name, f"{title}（万元，印出的数）", "number")


EVALUATIONS: Schema = {
    "fields": [
        field("evaluation", "自评表编号", required=True, unique=True),
        field("project", "项目名称", required=True),
        field("whole", "是否整体支出自评", "boolean", required=True),
        field("department", "主管部门"),
        field("unit", "实施单位"),
        field("outside", "是否不在本单位账内支付", "boolean", required=True),
        *(_wan("opening", "年初预算数"), _wan("budget", "全年预算数"), _wan("executed", "全年执行数")),
        field("rate", "执行率（印出的）"),
        field("goal_set", "年初设定目标"),
        field("goal_reached", "全年实际完成情况"),
        field("execution_weight", "执行率分值", "number"),
        field("execution_score", "执行率得分", "number"),
        field("subtotal", "指标得分小计", "number"),
        field("deduction", "减分项", "number"),
        field("total_weight", "总分值", "number"),
        field("total", "总得分", "number"),
        field("grade", "等次"),
        field("reason", "执行偏差原因"),
        field("measure", "执行改进措施"),
    ],
    "primaryKey": ["evaluation"],
}
INDICATORS: Schema = {
    "fields": [
        field("evaluation", "自评表编号", required=True),
        field("number", "序号", "integer", required=True, minimum=1),
        field("first", "一级指标"),
        field("second", "二级指标"),
        field("third", "三级指标", required=True),
        field("operator", "运算符号", enum=[">=", "<=", "="]),
        field("target", "目标值"),
        field("unit", "度量单位"),
        field("actual", "完成值"),
        field("completion", "完成程度（印出的）"),
        field("weight", "分值", "number"),
        field("score", "得分", "number"),
        field("reason", "原因说明"),
        field("measure", "改进措施"),
    ],
    "primaryKey": ["evaluation", "number"],
    "foreignKeys": [_key("evaluation", "evaluations", "evaluation")],
}
REASONS: Schema = {
    "fields": [
        field("evaluation", "自评表编号", required=True),
        field("number", "指标序号", "integer", required=True, minimum=1),
        field("kind", "原因种类", required=True),
        field("reason", "没有达成的原因", required=True),
    ],
    "primaryKey": ["evaluation", "number", "kind"],
    "foreignKeys": [
        {
            "fields": ["evaluation", "number"],
            "reference": {"resource": "evaluation-indicators", "fields": ["evaluation", "number"]},
        }
    ],
}
SOURCES: Schema = {
    "fields": [
        field("evaluation", "自评表编号", required=True),
        field("source", "资金来源", required=True),
        *(_wan("opening", "年初预算数"), _wan("budget", "全年预算数"), _wan("executed", "全年执行数")),
        field("rate", "执行率（印出的）"),
    ],
    "primaryKey": ["evaluation", "source"],
    "foreignKeys": [_key("evaluation", "evaluations", "evaluation")],
}


def cells_fields(year: int, units: Sequence[str]) -> Schema:
    """The long table of all cells of one unit and year."""
    return {
        "fields": [
            field("cell", "格：表号/部分/行/列", required=True, unique=True),
            field("form", "表号", required=True),
            field("block", "部分"),
            field("row", "行", required=True),
            _code("code", "科目编码"),
            field("column", "列", required=True),
            {"name": "amount", "type": "number", "title": "金额（元）"},
            field("printed", "公开表中印出的数字"),
            field("printed_in", "印出数字的单位", required=True, enum=list(units)),
            field("unit", "单位", required=True),
            field("year", "年度", "integer", required=True, minimum=year, maximum=year),
        ],
        "primaryKey": ["cell"],
        "foreignKeys": [_key("form", "forms", "form"), _key("code", "codes", "code")],
    }


def wide_fields(amounts: Sequence[Field], *, blocks: bool) -> Schema:
    """A form as a table: its lines, with the block where labels repeat, and its amounts."""
    keys = ["block", "row"] if blocks else ["row"]
    lead = [field("block", "部分", required=True)] if blocks else []
    lead += [field("row", "行", required=True), _code("code", "科目编码"), field("name", "科目名称")]
    return {"fields": [*lead, *amounts], "primaryKey": keys, "foreignKeys": [_key("code", "codes", "code")]}
