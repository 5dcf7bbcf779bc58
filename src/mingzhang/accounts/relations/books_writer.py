"""Reconstructed amounts written as a unit's books: a balance list and what stands beside it (docs/books.md).

The books are read back and their forms compared with the disclosure before the folder is given its name.
"""

import csv
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from mingzhang.accounts.books.kinds import UnitKind
from mingzhang.accounts.books.model import Books
from mingzhang.accounts.cube import LABELS, Entry, Flow
from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.layouts.layout import Layout
from mingzhang.accounts.measures import Measure, Measures
from mingzhang.accounts.performance.sheet_rows import INDICATORS, PROJECTS
from mingzhang.accounts.relations.carried import EVALUATIONS, Carried
from mingzhang.accounts.relations.carried_evaluations import columns
from mingzhang.accounts.relations.entries import nothing
from mingzhang.accounts.relations.misprinted import misprinted
from mingzhang.accounts.relations.other_money import with_kinds
from mingzhang.accounts.relations.reconstruct import unit_kinds
from mingzhang.accounts.relations.year_end import Refused
from mingzhang.findings import Finding, Place, ProblemsFound, finding, has_errors
from mingzhang.money import yuan_text

BALANCE = ("类别", "资金", "来源", "功能科目", "支出类型", "经济科目", "项目", "金额")
OPENING = ("资金", "功能科目", "支出类型", "项目", "金额")
BUDGET = ("预算", "资金", "功能科目", "支出类型", "经济科目", "金额")
REGISTERS = ("类别", "项目", "数值")
BUDGETS = {"opening_budget": "年初预算", "adjusted_budget": "全年预算"}
NOTE = "本账册由已公开的决算数字还原：各金额是能够印出公布数字的一组金额，不是单位的真实凭证。"


def write_books(
    folder: Path, disclosure: Disclosure, layout: Layout, measures: Measures, carried: Carried
) -> tuple[list[Path], list[Finding]]:
    """Write the books into `folder`, which must not exist or be empty; the folder appears whole or not at all.

    Raises ProblemsFound where the rules of the unit's type cannot give what is printed, or the books read back print
    otherwise.
    """
    kind, entries, findings = closable(disclosure, _entries(measures.actual))
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".明账-", dir=folder.parent))
    try:
        _write_all(work, disclosure, kind, entries, measures, carried)
        books, told = verified(work, disclosure, layout)
        findings += told
        if carried.evaluations.projects and not _evaluated(work, books, disclosure):
            findings.append(_without_evaluations(work, disclosure, kind, measures, carried))
        work.chmod(0o755)
        if folder.is_dir():
            folder.rmdir()
        work.rename(folder)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
    return sorted(folder.iterdir()), findings


def closable(disclosure: Disclosure, entries: list[Entry]) -> tuple[UnitKind, list[Entry], list[Finding]]:
    """The unit's type and the entries by kind, so that its year's end gives what is printed. Raises ProblemsFound."""
    refused: list[Finding] = []
    kinds = unit_kinds(disclosure)
    for kind in kinds:
        try:
            split = with_kinds(entries, kind)
        except Refused as reason:
            refused.append(finding("J108", Place(key="kind"), printed=str(kind), arithmetic=str(reason)))
            continue
        guessed = [finding("J109", Place(key="kind"), expected=str(kind))] if len(kinds) > 1 else []
        return kind, split, guessed
    raise ProblemsFound(refused)


def verified(folder: Path, disclosure: Disclosure, layout: Layout) -> tuple[Books, list[Finding]]:
    """The books read back, and what they print otherwise in the style of a zero. Raises ProblemsFound for the rest."""
    from mingzhang.accounts.books.load import load

    loaded = load(folder)
    if loaded.books is None:
        raise ProblemsFound([finding("J110", Place()), *loaded.findings])
    found = misprinted(disclosure, layout, loaded.books.measures)
    if has_errors(found):
        raise ProblemsFound([finding("J110", Place()), *found])
    return loaded.books, found


def _evaluated(folder: Path, books: Books, disclosure: Disclosure) -> bool:
    """Whether the self-evaluations in the folder print as the disclosure does."""
    from mingzhang.accounts.performance.evaluate import evaluate

    found = evaluate(folder, books)
    return not has_errors(found.findings) and found.forms == disclosure.evaluations


def _without_evaluations(
    folder: Path, disclosure: Disclosure, kind: UnitKind, measures: Measures, carried: Carried
) -> Finding:
    """The books without the self-evaluations, which would print otherwise."""
    for name in (PROJECTS, INDICATORS):
        (folder / f"{name}.csv").unlink()
    notes = (*carried.notes, EVALUATIONS)
    _settings(folder / "单位.yaml", _unit(disclosure, kind, measures, replace(carried, notes=notes)))
    return finding("J111", Place(), printed=EVALUATIONS)


def _write_all(
    folder: Path, disclosure: Disclosure, kind: UnitKind, entries: list[Entry], measures: Measures, carried: Carried
) -> None:
    lines = [entry for entry in entries if entry.coarse.flow in {Flow.INCOME, Flow.EXPENDITURE}]
    _table(folder / "余额表.csv", BALANCE, map(_values, lines or [nothing(disclosure.year)]))
    opening = (_values(entry) for entry in entries if entry.coarse.flow is Flow.OPENING)
    _table(folder / "年初结转.csv", OPENING, opening)
    _table(folder / "预算.csv", BUDGET, _budgets(measures))
    _table(folder / "登记.csv", REGISTERS, carried.registers)
    for name, rows in ((PROJECTS, carried.evaluations.projects), (INDICATORS, carried.evaluations.indicators)):
        _table(folder / f"{name}.csv", columns(rows), rows)
    _settings(folder / "单位.yaml", _unit(disclosure, kind, measures, carried))
    if carried.texts:
        _settings(folder / "文字.yaml", carried.texts)


def _entries(measure: Measure) -> list[Entry]:
    return [entry for facet in measure.facets for entry in facet.entries]


def _budgets(measures: Measures) -> Iterator[dict[str, str]]:
    """The three public expenses of the budgets that the forms print."""
    for name, label in BUDGETS.items():
        measure = measures.named(name)
        for entry in _entries(measure) if measure is not None else ():
            yield {"预算": label, "经济科目": entry.economic, "金额": yuan_text(entry.fen, grouped=False)}


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


def _unit(disclosure: Disclosure, kind: UnitKind, measures: Measures, carried: Carried) -> dict[str, Any]:
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
        "说明": [NOTE, *carried.notes],
    }
    return {name: value for name, value in settings.items() if value not in ("", [])}


def _settings(path: Path, settings: Mapping[str, Any]) -> None:
    import yaml

    path.write_text(yaml.safe_dump(dict(settings), allow_unicode=True, sort_keys=False, width=1000), "utf-8")


def _table(path: Path, columns: tuple[str, ...], rows: Iterable[Mapping[str, str]]) -> None:
    """A sheet; none where it would be empty."""
    given = list(rows)
    if not given:
        return
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="", extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(given)
