"""A comparison as text for the terminal and as data."""

from dataclasses import asdict
from itertools import groupby
from typing import Any

from mingzhang.accounts.comparison.cells import CellChange
from mingzhang.accounts.comparison.compare import Comparison
from mingzhang.accounts.comparison.pair import Relationship
from mingzhang.accounts.readers.reading import ReadDisclosure
from mingzhang.findings import Severity, by_severity

FORMAT, VERSION = "mingzhang-compare", 1
CALLED = {
    Relationship.VERSIONS: ("前", "后", "同一单位同一年度的两个版本"),
    Relationship.YEARS: ("上年", "本年", "同一单位相邻两年"),
    Relationship.UNIT: ("单位", "部门", "单位与它所在的部门"),
    Relationship.OTHER: ("甲", "乙", "两份决算"),
}
"""What the two are called, and the relationship in words."""
SHOWN = 40
"""Changes that the terminal lists of a form or subject; the files have all."""
WIDTH = 60


def title(read: ReadDisclosure) -> str:
    """The unit and year of one, with its file."""
    unit = read.disclosure.unit.name or "（单位名称未读出）"
    return f"{unit} {read.disclosure.year or '（年度未读出）'}年度（{read.file}）"


def text(found: Comparison) -> str:
    """Findings first, then the figures form by form, then the words."""
    before, after, kind = CALLED[found.pair.kind]
    lines = [f"{kind}", f"  {before}：{title(found.pair.first)}", f"  {after}：{title(found.pair.second)}"]
    for severity in Severity:
        own = [item for item in by_severity(found.findings) if item.severity is severity]
        lines += ["", f"【{severity.value}】{len(own)} 条"] if own else []
        lines += [f"{at}. {item.text().removeprefix(severity.value + ' ')}" for at, item in enumerate(own, 1)]
    for form, group in groupby(found.cells, key=lambda each: each.address.form):
        changes = list(group)
        lines += ["", f"【{form}表】{len(changes)} 个数字不同"]
        lines += [_cell_line(each, before, after) for each in changes[:SHOWN]]
        lines += _rest(len(changes))
    for subject, words in groupby(found.words, key=lambda each: each.subject):
        said = list(words)
        lines += ["", f"【{subject}】{len(said)} 处不同"]
        for each in said[:SHOWN]:
            lines += [f"  {each.change} {each.name}"]
            lines += [
                f"    {who}：{_short(value)}" for who, value in ((before, each.before), (after, each.after)) if value
            ]
        lines += _rest(len(said))
    if not found.cells and not found.words:
        lines += ["", "数字和文字都相同。" if found.pair.kind is Relationship.VERSIONS else "数字都相同。"]
    return "\n".join(lines)


def _cell_line(each: CellChange, before: str, after: str) -> str:
    parts = [f"“{each.address.block}”" if each.address.block else "", each.name, each.address.column]
    where = " ".join(part for part in parts if part)
    moved = f"，差 {each.difference}" if each.difference else ""
    rate = f"（{each.rate}）" if each.rate else ""
    return f"  {each.change} {where}：{before} {each.before or '空白'}，{after} {each.after or '空白'}{moved}{rate}"


def _rest(count: int) -> list[str]:
    return [f"  （其余 {count - SHOWN} 处从略，--html、--xlsx 或 --json 有全部）"] if count > SHOWN else []


def _short(value: str) -> str:
    return value if len(value) <= WIDTH else value[:WIDTH] + "…"


def as_json(found: Comparison) -> dict[str, Any]:
    """Everything as plain data (docs/comparing.md)."""

    def side(read: ReadDisclosure) -> dict[str, Any]:
        return {"file": read.file, "unit": read.disclosure.unit.name, "year": read.disclosure.year}

    return {
        "format": FORMAT,
        "version": VERSION,
        "kind": found.pair.kind.name.lower(),
        "first": side(found.pair.first),
        "second": side(found.pair.second),
        "findings": [item.as_json() for item in found.findings],
        "cells": [{**each.address._asdict(), **_without_address(each)} for each in found.cells],
        "words": [asdict(each) for each in found.words],
    }


def _without_address(each: CellChange) -> dict[str, str]:
    return {name: value for name, value in asdict(each).items() if name != "address"}
