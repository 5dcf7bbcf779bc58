"""What a computation could not do, as findings."""

import re

import numpy as np

from mingzhang.findings import Finding, Place, finding
from mingzhang.insurance.award.reading import Reading
from mingzhang.insurance.award.source import Source
from mingzhang.insurance.engine.branch import Given
from mingzhang.insurance.engine.frame import Index
from mingzhang.insurance.engine.reads import LawValue
from mingzhang.insurance.engine.scheme import Scheme

_ITEM = re.compile("〔([^〕]*)〕")
MOST_RUNS = 200
"""Runs of rows that a finding lists."""


def failures_as_findings(reading: Reading, source: Source, scheme: Scheme) -> list[Finding]:
    """What the computation could not do: a parameter that is missing is told once, anything else for each row.

    Where a fact may stand in for the parameter, that is said as well.
    """
    instead = _facts_instead(scheme) if any(failure.series for failure in reading.frame.failures) else {}
    found: list[Finding] = []
    missing: dict[tuple[str, ...], list[Index]] = {}
    for failure in reading.frame.failures:
        rows = reading.rows[failure.rows]
        name = failure.series.split(" ")[0]
        remedy = failure.remedy + _in_the_case(reading, source, name, instead.get(name, []))
        said = (failure.code, failure.printed, failure.expected, remedy)
        if failure.series:
            missing.setdefault(said, []).append(rows)
        else:
            found += [_failure(said, source.place(row)) for row in rows.tolist()]
    for cause, rows in _joined({cause: np.unique(np.concatenate(parts)) for cause, parts in missing.items()}):
        count = f"共 {len(rows)} 行：{_runs(rows + source.first_row)}" if len(rows) > 1 else ""
        found.append(_failure(cause, source.place(int(rows[0])), count))
    return list(dict.fromkeys(found))


def _joined(missing: dict[tuple[str, ...], Index]) -> list[tuple[tuple[str, ...], Index]]:
    """Items of one parameter that the same rows lack, as one: 老办法增长率〔2016、2017〕 辽宁省 2024-05."""
    kinds: dict[tuple[str, bytes], list[tuple[str, ...]]] = {}
    for cause, rows in missing.items():
        kinds.setdefault((_ITEM.sub("〔〕", cause[1]), rows.tobytes()), []).append(cause)
    found: list[tuple[tuple[str, ...], Index]] = []
    for causes in kinds.values():
        code, printed, expected, remedy = causes[0]
        if len(causes) > 1:
            items = [match[1] for match in (_ITEM.search(cause[1]) for cause in causes) if match]
            printed = _ITEM.sub(f"〔{'、'.join(items)}〕", printed)
            remedy = f"{remedy}；其余各项同样各加一行"
            expected = expected.replace(f"“{items[0]}”", "这些")
        found.append(((code, printed, expected, remedy), missing[causes[0]]))
    return found


def _facts_instead(scheme: Scheme) -> dict[str, list[str]]:
    """Parameter → the facts that a case may state instead of it: the one of its name, then as they are asked for."""
    given = [node for line in scheme.lines for node in line.nodes() if isinstance(node, Given)]
    facts: dict[str, list[str]] = {}
    for node in given:
        for name in dict.fromkeys(inner.name for inner in node.walk() if isinstance(inner, LawValue)):
            facts.setdefault(name, []).append(node.title)
    return {name: sorted(dict.fromkeys(titles), key=lambda title: title != name) for name, titles in facts.items()}


def _in_the_case(reading: Reading, source: Source, name: str, facts: list[str]) -> str:
    """What may be written instead of a parameter: a fact that no row states yet, or in a case the parameter itself."""
    stated = reading.frame.given
    open_facts = [fact for fact in facts if fact not in stated or not stated[fact].any()]
    if open_facts:
        return f"；或写明“{open_facts[0]}”一项"
    definition = reading.frame.law.definitions.get(name)
    if not source.keyed or definition is None or definition.items:
        return ""
    return f'；或在案卷里写 {name} = "……"，只对这一份有效'


def _failure(said: tuple[str, ...], place: Place, count: str = "") -> Finding:
    code, printed, expected, remedy = said
    return finding(code, place, printed=printed, expected=expected, remedy=remedy, arithmetic=count)


def _runs(rows: Index) -> str:
    """Rising numbers in short: 2至5、8."""
    runs = np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1)
    words = [f"{run[0]}至{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs[:MOST_RUNS]]
    return "、".join(words) + (" 等" if len(runs) > MOST_RUNS else "")
