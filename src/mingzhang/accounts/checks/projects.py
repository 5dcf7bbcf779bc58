"""What the narrative counts of performance: projects, grades, problems, coverage, the three phases."""

import re
from collections.abc import Iterator
from fractions import Fraction

from mingzhang.accounts.checks.amounts import place
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.said import Told
from mingzhang.findings import Finding, finding

_GRADES = re.compile(
    r"绩效自评的[^,;。]*?项目(\d+)个[^。]*?评级为\"优\"的项目(\d+)个;[^。]*?\"良\"的项目(\d+)个;"
    r"[^。]*?\"(?:合格|中)\"的项目(\d+)个;[^。]*?\"(?:不合格|差)\"的项目(\d+)个"
)
_EVALUATED = re.compile(r"(\d+)个项目开展绩效自评")
_COVERAGE = re.compile(r"自评覆盖率(?:为)?([\d.]+)%")
_PHASE = re.compile(r"(编报绩效目标|绩效跟踪|绩效自评)[^,;。]*?项目(\d+)个,涉及预算金额([\d.,]*\d)万元")
_PROBLEMS = re.compile(r"发现问题(\d+)个,已经?完成整改的(\d+)个,正在整改的(\d+)个")
_AVERAGE = re.compile(r"平均(?:得)?分(?:为)?([\d.]*\d)分")
BANDS = ((90, 100), (80, 90), (60, 80), (0, 60))
"""Scores of 优, 良, 中 or 合格, 差 or 不合格."""


def check_projects(known: Known, told: list[Told]) -> Iterator[Finding]:
    for each in told:
        yield from _grades(known, each)
        yield from _coverage(known, each)
        yield from _phases(known, each)
        yield from _problems(known, each)


def _grades(known: Known, told: Told) -> Iterator[Finding]:
    match = _GRADES.search(told.text)
    if match is None:
        return
    grades = [int(number) for number in match.groups()[1:]]
    if sum(grades) != int(match[1]):
        words = " + ".join(map(str, grades))
        yield finding("N134", place(known, told), printed=f"{match[1]}个", arithmetic=f"{words} = {sum(grades)}")
        return
    average = _AVERAGE.search(told.text)
    if average is None or not sum(grades):
        return
    low, high = (sum(n * band[at] for n, band in zip(grades, BANDS, strict=True)) for at in (0, 1))
    if not low <= Fraction(average[1]) * sum(grades) <= high:
        expected = f"{low / sum(grades):.2f} 至 {high / sum(grades):.2f} 分"
        yield finding("N143", place(known, told), printed=average[0], expected=expected)


def _coverage(known: Known, told: Told) -> Iterator[Finding]:
    match = _EVALUATED.search(told.text)
    if match is None:
        return
    told_apart = bool(known.read.disclosure.evaluations)  # then their own room tells it (P160, P163)
    forms = sum("绩效自评表" in grid.title for grid in known.read.extra)
    untitled = any(grid.kind == "performance" and "绩效自评表" not in grid.title for grid in known.read.extra)
    if forms and not told_apart and not untitled and forms != int(match[1]):
        yield finding("N134", place(known, told), printed=match[0], arithmetic=f"所附绩效自评表 {forms} 张")
    covered = _COVERAGE.search(told.text)
    if covered and not told_apart and int(match[1]) and Fraction(covered[1].rstrip(".")) == 0:
        yield finding("N135", place(known, told), printed=covered[0], arithmetic=match[0])


def _phases(known: Known, told: Told) -> Iterator[Finding]:
    """Projects with targets, followed and evaluated: other numbers ask for an explanation."""
    phases = {match[1]: (match[2], match[3]) for match in _PHASE.finditer(told.text)}
    if len(phases) > 1 and len(set(phases.values())) > 1:
        said = "；".join(f"{name}{count}个{money}万元" for name, (count, money) in phases.items())
        yield finding("N141", place(known, told), printed=said)


def _problems(known: Known, told: Told) -> Iterator[Finding]:
    for match in _PROBLEMS.finditer(told.text):
        found, done, going = (int(number) for number in match.groups())
        if found != done + going:
            said = f"{done} + {going} = {done + going}"
            yield finding("N142", place(known, told), printed=match[0], arithmetic=said)
