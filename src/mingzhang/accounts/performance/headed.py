"""A self-evaluation in a shape that is not declared: its parts are found by what stands over and beside them."""

import re
from collections.abc import Mapping, Sequence

from mingzhang.accounts.performance.boxes import actual_of, points_of, sign_of, target_of
from mingzhang.accounts.performance.evaluation import EvaluatedIndicator, Evaluation
from mingzhang.accounts.performance.exact import exact
from mingzhang.accounts.performance.headings import Head, Rows, bare, below, beside, fields_of, headings, heads, said
from mingzhang.accounts.performance.money_rows import money_of

NEEDED = frozenset({"third", "target", "actual", "score"})
_KINDS = ("经费保障", "制度保障", "人员保障", "硬件条件保障", "其他")
_LEVELS = ("first", "second")
_LEAD = 4
"""Boxes at the left of a row among which the word that ends the indicators stands."""
_TITLE = re.compile(r"^.*?年度|\d{4}年|(?:预算)?(?:项目)?(?:支出)?绩效(?:目标)?自评(?:情况)?表.*$")
_BREAK = re.compile(r"[ \t]*\n[ \t]*")
"""A line break inside a box, which in Chinese stands for nothing."""
_TOTAL = re.compile(r"(?:自评)?总[得]?分[:：]?(\d+(?:\.\d+)?)分?")
_CODED = re.compile(r"^[0-9A-Z]{8,}-")
"""A project's number in the treasury's software, in front of its name."""


def headed_evaluation(rows: Rows, captions: Sequence[str] = ()) -> Evaluation | None:
    """The form that a table holds; None where it has no indicators with targets, results and scores.

    `rows` are texts as `rows_of_boxes` gives them. What the form does not print stays "".
    """
    rows = [[_BREAK.sub("", text).strip() for text in row] for row in rows]
    head = next(heads(rows, "indicator", NEEDED), None)
    if head is None:
        return None
    above = rows[: head.first]
    changed = next(heads(rows[head.first : head.last], "changed", ("target",)), None)
    indicators, end = _indicators(rows[head.last :], head, changed)
    named = beside(above, "beside")
    project, whole = _name(named, captions)
    if not indicators or not project:
        return None
    money, parts = money_of(above, "".join(captions))
    sums = _end(rows[head.last + end :], head, rows)
    goals = below(above, "below")
    return Evaluation(
        project=project,
        department=named.get("department", ""),
        unit=named.get("unit", ""),
        budget=money.get("budget", ""),
        executed=money.get("executed", ""),
        rate=said(money.get("rate", "")),
        goal_set=goals.get("goal_set", ""),
        goal_reached=goals.get("goal_reached", ""),
        indicators=tuple(indicators),
        reason=said(money.get("reason", "")),
        opening=money.get("opening", ""),
        parts=parts,
        execution_weight=points_of(said(money.get("execution_weight", ""))),
        whole=whole,
        columns=() if headings()["indicator"].keys() == head.columns.keys() else tuple(head.columns),
        subtotal=sums.get("subtotal", ""),
        execution_score=points_of(sums.get("execution_score") or said(money.get("execution_score", ""))),
        deduction=sums.get("deduction", ""),
        total=sums["total"],
        total_weight=sums["total_weight"],
        grade=sums.get("grade", ""),
    )


def _name(named: Mapping[str, str], captions: Sequence[str]) -> tuple[str, bool]:
    """The project, or the unit of a form on all its expenditure; the name that only the title has."""
    title = next((text for text in captions if "绩效" in text and "自评" in text), "")
    if "project" in named:
        return _CODED.sub("", named["project"]), False
    if "whole" in named:
        return named["whole"], True
    return _TITLE.sub("", "".join(title.split())).strip("“”（）()"), "整体支出" in title


def _end(rows: Rows, head: Head, every: Rows) -> dict[str, str]:
    """Sums and the grade: from the rows that end the indicators, else from what the form says on top."""
    told = {field: said(text) for field, text in beside(rows[:3], "ends").items()}
    row = rows[0] if rows else ()
    words = (points_of(word) for text in row for word in text.split())
    numbers = [word for word in words if exact(word) is not None]
    weight = told.get("total_weight") or head.under(row, "weight")
    if not told.keys() & {"subtotal", "total_weight"}:  # under the headings, not beside its label
        told["total"] = head.under(row, "score")
        if len(numbers) == 2:
            weight, told["total"] = numbers
        elif len(numbers) == 1 and not told["total"] and numbers[0] != weight:
            told["total"] = numbers[0]
    if not told.get("total"):
        texts = ("".join(text.split()) for line in every for text in line)
        told["total"] = next((match[1] for text in texts if (match := _TOTAL.search(text))), "")
    total, weight = points_of(said(told["total"])), "" if "subtotal" in told else points_of(said(weight))
    return {**told, "total": total, "total_weight": weight}


def _indicators(rows: Rows, head: Head, changed: Head | None) -> tuple[list[EvaluatedIndicator], int]:
    """A row an indicator, and the row that ends them; a level that stands only once counts for those below it."""
    found: list[EvaluatedIndicator] = []
    carried: dict[str, str] = {}
    ends = fields_of("ends")
    for at, given in enumerate(rows):
        if any(bare(text) in ends for text in given[:_LEAD]):
            return found, at
        row = _spread(given, head)
        values = {field: head.under(row, field) for field in headings()["indicator"]}
        if changed is not None and (target := said("".join(row[changed.columns["target"] :][:1]))):
            values["target"] = target
        if values["target"] and fields_of("indicator").get(bare(values["target"])) == "target":
            continue  # headings repeated on a further page
        for level in _LEVELS:
            own = _level(values[level])
            if level == "first" and own and own != carried.get("first"):
                carried.clear()
            carried[level] = values[level] = own or carried.get(level, "")
        values["third"] = values["third"] or (values["second"] if values["target"] else "")
        if values["third"] and (said(values["weight"]) or ("weight" not in head.columns and said(values["score"]))):
            found.append(_indicator(values))
    return found, len(rows)


def _spread(row: Sequence[str], head: Head) -> Sequence[str]:
    """A row whose columns a reader could not tell: a box of as many words as there are columns has them in order."""
    at, text = next(((at, text) for at, text in enumerate(row) if len(text.split()) >= len(NEEDED)), (0, ""))
    words = text.split()
    begins = "second" if words and words[0].endswith("指标") else "third"
    if not words or begins not in head.columns or any(other.strip() for other in row[at + 1 :]):
        return row
    columns = [column for column in sorted(head.columns.values()) if column >= head.columns[begins]]
    if len(words) not in (len(columns), len(columns) - ("reason" in head.columns)):
        return row
    found = [*row[:at], *[""] * (max(columns) + 1 - at)]
    for column, word in zip(columns, words, strict=False):
        found[column] = word
    return found


def _level(text: str) -> str:
    """产出指标(50分) and 产出 are 产出指标."""
    name = bare(text)
    return name if not name or name.endswith("指标") else name + "指标"


def _indicator(values: dict[str, str]) -> EvaluatedIndicator:
    reasons = {kind: text for kind in _KINDS if (text := said(values.pop(kind)))}
    given = target_of("".join(values["target"].split()), sign_of(values["operator"]), said(values["unit"]))
    if given.operator:
        values |= {"operator": given.operator, "target": given.value, "unit": given.unit}
        values["actual"] = actual_of("".join(values["actual"].split()), given)
    elif sign_of(values["operator"]) == "":
        values["operator"] = ""
    for field in ("score", "reason", "measure", "completion"):
        values[field] = said(values[field])
    values |= {field: points_of(values[field]) for field in ("weight", "score")}
    return EvaluatedIndicator(**values, reasons=reasons)
