"""Reconstructed amounts written as a unit's books: a balance list and what stands beside it (docs/books.md)."""

import csv
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mingzhang.accounts.books.model import UnitKind
from mingzhang.accounts.cube import LABELS, Entry, Flow
from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.measures import Measure, Measures
from mingzhang.accounts.relations.other_money import with_kinds
from mingzhang.money import yuan_text

BALANCE = ("类别", "资金", "来源", "功能科目", "支出类型", "经济科目", "项目", "金额")
OPENING = ("资金", "功能科目", "支出类型", "项目", "金额")
BUDGET = ("预算", "资金", "功能科目", "支出类型", "经济科目", "金额")
BUDGETS = {"opening_budget": "年初预算", "adjusted_budget": "全年预算"}
NOTE = "本账册由已公开的决算数字还原：各金额是能够印出公布数字的一组金额，不是单位的真实凭证。"


def write_books(folder: Path, disclosure: Disclosure, measures: Measures) -> list[Path]:
    """Write the books into `folder`, which must not exist or be empty; the folder appears whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".明账-", dir=folder.parent))
    try:
        _write_all(work, disclosure, measures)
        work.chmod(0o755)
        if folder.is_dir():
            folder.rmdir()
        work.rename(folder)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
    return sorted(folder.iterdir())


def _write_all(folder: Path, disclosure: Disclosure, measures: Measures) -> None:
    kind = unit_kind(disclosure)
    entries = with_kinds(_entries(measures.actual), kind)
    lines = [entry for entry in entries if entry.coarse.flow in {Flow.INCOME, Flow.EXPENDITURE}]
    _table(folder / "余额表.csv", BALANCE, (_values(entry) for entry in lines))
    opening = [_values(entry) for entry in entries if entry.coarse.flow is Flow.OPENING]
    if opening:
        _table(folder / "年初结转.csv", OPENING, opening)
    budgets = [
        {"预算": label, "经济科目": entry.economic, "金额": yuan_text(entry.fen, grouped=False)}
        for name, label in BUDGETS.items()
        if (measure := measures.named(name)) is not None
        for entry in _entries(measure)
    ]
    if budgets:
        _table(folder / "预算.csv", BUDGET, budgets)
    _settings(folder / "单位.yaml", _unit(disclosure, kind, measures))


def unit_kind(disclosure: Disclosure) -> UnitKind:
    """The unit's type as published; an institution where the document does not say it."""
    known = {str(kind): kind for kind in UnitKind}
    return known.get(disclosure.unit.kind, UnitKind.INSTITUTION)


def _entries(measure: Measure) -> list[Entry]:
    return [entry for facet in measure.facets for entry in facet.entries]


def _values(entry: Entry) -> dict[str, str]:
    coarse = entry.coarse
    return {
        "类别": LABELS["flow"][coarse.flow],
        "资金": LABELS["fund"][coarse.fund],
        "来源": LABELS["source"][coarse.source],
        "功能科目": entry.function,
        "支出类型": LABELS["kind"][coarse.kind],
        "经济科目": entry.economic,
        "项目": entry.project,
        "金额": yuan_text(entry.fen, grouped=False),
    }


def _unit(disclosure: Disclosure, kind: UnitKind, measures: Measures) -> dict[str, Any]:
    unit = disclosure.unit
    settings: dict[str, Any] = {
        "名称": unit.name,
        "简称": unit.short_name,
        "代码": unit.code,
        "地区": unit.region,
        "类型": str(kind),
        "年度": disclosure.year,
        "版式": disclosure.layout,
        "尾差": list(disclosure.tails),
        "无上年数": True,
        "无年初预算": measures.opening_budget is None,
        "说明": [NOTE],
    }
    return {name: value for name, value in settings.items() if value not in ("", [])}


def _settings(path: Path, settings: dict[str, Any]) -> None:
    import yaml

    path.write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), "utf-8")


def _table(path: Path, columns: tuple[str, ...], rows: Iterable[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="", extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
