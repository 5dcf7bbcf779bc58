"""Many documents checked side by side, and what only all of them together tell."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from mingzhang.accounts.checks.order import Checked, Order, failed
from mingzhang.accounts.checks.silenced import Shared, unused_code
from mingzhang.accounts.checks.sources import Source
from mingzhang.accounts.readers.guarded import guarded
from mingzhang.findings import ProblemsFound


def check_all(given: Sequence[Source], order: Order, jobs: int) -> Iterator[Checked]:
    """Every document checked in a process of its own, as each is ready."""
    work = [(source.name, (source, order)) for source in given]
    for at, result in guarded(_check, work, order.limits, jobs):
        yield failed(given[at], result.findings) if isinstance(result, ProblemsFound) else result


def _check(given: tuple[Source, Order]) -> Checked:
    """Only the process that checks needs what checks need."""
    from mingzhang.accounts.checks.run import check_file

    return check_file(given)


def with_unused(checked: Sequence[Checked]) -> list[Checked]:
    """What is switched off for several documents and occurs in none of them is told with the first of them."""
    used = {
        pair for each in checked for pair in each.shared if pair[1] in {off.finding.code.code for off in each.silenced}
    }
    told: set[Shared] = set()
    found: list[Checked] = []
    for each in checked:
        idle = [pair for pair in each.shared if pair not in used | told]
        told |= set(idle)
        more = tuple(unused_code(Path(file), code) for file, code in idle)
        found.append(replace(each, findings=(*each.findings, *more)))
    return found
