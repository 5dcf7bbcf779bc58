"""A self-evaluation in a shape that is not declared: its parts are found by what stands over and beside them."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources

from mingzhang.accounts.performance.evaluation import EvaluatedIndicator, Evaluation
from mingzhang.accounts.performance.exact import exact
from mingzhang.money import decimal_text

Rows = Sequence[Sequence[str]]
_ASIDE = re.compile(r"\s+|[（(][^（）()]*[）)]|[:：*]")
_TARGET = re.compile(r"([≥≤≧≦＝=<>]{1,2}|大于等于|小于等于|不低于|不超过)?(-?[\d,]+(?:\.\d+)?)(.{0,8})")
_ACTUAL = re.compile(r"[≥≤＝=]?(-?[\d,]+(?:\.\d+)?)(.{0,8})")
_NEEDED = frozenset({"third", "target", "actual", "weight", "score"})
EXECUTION = 10
"""The weight of the execution rate, 财预〔2020〕10号."""
_LEVELS = ("first", "second")
_MONEY = frozenset({"budget", "executed"})


@cache
def _headings() -> Mapping[str, Mapping[str, str]]:
    """Kind of label → label → field."""
    text = (resources.files("mingzhang.accounts.performance") / "headings.toml").read_text("utf-8")
    return {
        kind: {_bare(label): field for field, labels in fields.items() for label in labels}
        for kind, fields in tomllib.loads(text).items()
    }


def _bare(text: str) -> str:
    return _ASIDE.sub("", text)


def headed_evaluation(rows: Rows) -> Evaluation | None:
    """The form that a table holds; None where it has no indicators with targets, results, weights and scores.

    `rows` are texts as `rows_of_boxes` gives them. What the form does not print stays "". A form that scores execution
    otherwise than the national one, or not at all, is left as a table: no policy known here says what it should be.
    """
    at, columns = next(_heads(rows, "indicator", _NEEDED), (0, {}))
    fields = _beside(rows[:at])
    indicators, end = _indicators(rows[at + 1 :], columns)
    if not columns or not indicators or not fields.get("project"):
        return None
    money = _money(rows[:at])
    if not money.get("execution_score") or exact(money.get("execution_weight", "")) != EXECUTION:
        return None
    total = rows[at + 1 + end] if at + 1 + end < len(rows) else ()
    return Evaluation(
        project=fields["project"],
        department=fields.get("department", ""),
        unit=fields.get("unit", ""),
        budget=money.get("budget", ""),
        executed=money.get("executed", ""),
        rate=money.get("rate", ""),
        goal_set="",
        goal_reached="",
        indicators=tuple(indicators),
        subtotal="",
        execution_score=money.get("execution_score", ""),
        deduction="",
        total=_value(total, columns, "score") or next((text for text in reversed(total) if exact(text)), ""),
    )


def _heads(rows: Rows, kind: str, needed: frozenset[str]) -> Iterator[tuple[int, dict[str, int]]]:
    """Rows of headings: the field of each column that has one."""
    labels = _headings()[kind]
    for at, row in enumerate(rows):
        columns: dict[str, int] = {}
        for column, text in enumerate(row):
            if _bare(text) in labels:
                columns.setdefault(labels[_bare(text)], column)
        if needed <= columns.keys():
            yield at, columns


def _value(row: Sequence[str], columns: Mapping[str, int], field: str) -> str:
    """What stands under a heading: in its column, or in those that it is joined over."""
    if field not in columns:
        return ""
    begin = columns[field]
    end = min((column for column in columns.values() if column > begin), default=len(row))
    return next((text.strip() for text in row[begin:end] if text.strip()), "")


def _beside(rows: Rows) -> dict[str, str]:
    labels = _headings()["beside"]
    found: dict[str, str] = {}
    for row in rows:
        for column, text in enumerate(row):
            field = labels.get(_bare(text))
            value = next((other.strip() for other in row[column + 1 :] if other.strip()), "")
            if field and value and _bare(value) not in labels:
                found.setdefault(field, "".join(value.split()))
    return found


def _money(rows: Rows) -> dict[str, str]:
    """The row of all money under 全年预算数, 全年执行数 …; nothing where no row is named so."""
    at, columns = next(_heads(rows, "money", _MONEY), (len(rows), {}))
    totals = _headings()["rows"]
    for row in rows[at + 1 :]:
        if any(_bare(text) in totals for text in row[:3]):
            found = {field: _value(row, columns, field) for field in columns}
            return found | {field: _wan(found[field]) for field in _MONEY} if _in_yuan(rows) else found
    return {}


def _in_yuan(rows: Rows) -> bool:
    words = "".join(text for row in rows for text in row)
    return "万元" not in words and re.search(r"[（(:：]元", words) is not None


def _wan(yuan: str) -> str:
    """An amount in 元 as one in 万元, exactly."""
    amount = exact(yuan.replace(",", ""))
    return yuan if amount is None else decimal_text(amount / 10_000, 6)


def _indicators(rows: Rows, columns: Mapping[str, int]) -> tuple[list[EvaluatedIndicator], int]:
    """A row an indicator, and the row that ends them; a level that stands only once counts for those below it."""
    found: list[EvaluatedIndicator] = []
    carried: dict[str, str] = {}
    ends = _headings()["ends"]
    for at, row in enumerate(rows):
        if any(_bare(text) in ends for text in row[:4]):
            return found, at
        values = {field: "".join(_value(row, columns, field).split()) for field in _headings()["indicator"].values()}
        for level in _LEVELS:
            carried[level] = values[level] = _level(values[level]) or carried.get(level, "")
        if values["third"] and values["weight"]:
            found.append(_indicator(values))
    return found, len(rows)


def _level(text: str) -> str:
    """产出指标(50分) and 产出 are 产出指标."""
    name = _bare(text)
    return name if not name or name.endswith("指标") else name + "指标"


def _indicator(values: dict[str, str]) -> EvaluatedIndicator:
    """≥50个 in one box is operator, value and unit; what is no such target is a quality."""
    target = _TARGET.fullmatch(values["target"])
    sign = values["operator"] if values["operator"] not in ("定性", "/") else ""
    if target is not None and (target[1] or sign):
        values |= {"operator": target[1] or sign, "target": target[2].replace(",", "")}
        values["unit"] = values["unit"] or target[3]
        actual = _ACTUAL.fullmatch(values["actual"])
        if actual is not None and actual[2] in ("", values["unit"]):
            values["actual"] = actual[1].replace(",", "")
    else:
        values["operator"] = ""
    return EvaluatedIndicator(**dict(values), reasons={})
