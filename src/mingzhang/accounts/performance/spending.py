"""What the vouchers hold of each project, for a whole year or up to a day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl

from mingzhang.accounts.books.model import Books
from mingzhang.accounts.books.projects import read_projects as read_master
from mingzhang.accounts.books.unit_file import UnitFile
from mingzhang.accounts.books.vouchers import read_vouchers
from mingzhang.accounts.cube import Flow
from mingzhang.accounts.performance.project import Project
from mingzhang.accounts.region import Region
from mingzhang.findings import Finding

EXPENDITURE = Region.of({"flow": Flow.EXPENDITURE})
PROJECT_EXPENDITURE = Region.of({"flow": Flow.EXPENDITURE, "kind": "project"})


def spent_in(books: Books) -> dict[str, int]:
    """Project code → what the year's books spent on it, in 分."""
    sums: dict[str, int] = defaultdict(int)
    for entry in books.measures.actual.entries(EXPENDITURE):
        if entry.project:
            sums[entry.project] += entry.fen
    return dict(sums)


def functions_of(books: Books) -> dict[str, frozenset[str]]:
    """Project code → the functional codes that its expenditure stands under."""
    found: dict[str, set[str]] = defaultdict(set)
    for entry in books.measures.actual.entries(EXPENDITURE):
        if entry.project:
            found[entry.project].add(entry.function)
    return {code: frozenset(functions) for code, functions in found.items()}


def spent_until(folder: Path, unit: UnitFile, day: date) -> tuple[dict[str, int], list[Finding]]:
    """Project code → what its vouchers spent up to and including `day`, in 分; the findings of the vouchers."""
    master, findings = read_master(folder)
    vouchers = read_vouchers(folder, unit.vouchers, unit.year, master)
    if vouchers.errors:
        return {}, [*findings, *vouchers.findings]
    counted = vouchers.lines.lazy().filter(
        (pl.col("flow") == Flow.EXPENDITURE) & ~pl.col("closing") & (pl.col("date") <= day) & (pl.col("project") != "")
    )
    sums = counted.group_by("project").agg(pl.col("fen").sum()).collect()
    return dict(sums.iter_rows()), [*findings, *vouchers.findings]


def executed_from(projects: Iterable[Project], spent_fen: dict[str, int], *, over: bool = False) -> tuple[Project, ...]:
    """Projects without an executed amount take what the vouchers hold under their code; with `over` all that have
    vouchers do."""
    return tuple(
        replace(project, executed_fen=spent_fen[project.code])
        if project.code in spent_fen and not project.outside and (over or project.executed_fen is None)
        else project
        for project in projects
    )
