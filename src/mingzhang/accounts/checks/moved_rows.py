"""Figures of form 06 that stand one or two rows away from their own: no other form prints its rows, but they add up.

Where the figures of a run of rows, moved back together, make every class the sum of its divisions and both totals the
sums of their classes, and as printed they do not, the run was set beside the wrong rows.
"""

from collections.abc import Iterator, Mapping, Sequence

from mingzhang.accounts.checks.cost_sides import SIDES
from mingzhang.accounts.disclosure import Disclosure

FORM = "06"
SHIFTS = (1, -1, 2, -2)
FEWEST = 4
"""Figures that must have moved together."""
BROKEN = 2
"""Sums that must fail as printed: one alone is a wrong figure."""


def moved_rows(disclosure: Disclosure) -> list[tuple[str, str]]:
    """Each row of the run with the row that its figure belongs to; empty where no run, or more than one, explains."""
    form = disclosure.form(FORM)
    figures = {cell.row: _hundredths(cell.printed) for cell in form.cells} if form is not None else {}
    rows = [row for row in figures if row.isdecimal()]
    if _failing(figures) < BROKEN:
        return []
    found = [run for run in _runs(rows, figures) if not _failing(_moved_back(figures, run))]
    longest = max((len(run) for run in found), default=0)
    best = [run for run in found if len(run) == longest]
    same = {tuple(sorted(_moved_back(figures, run).items())) for run in best}
    return list(best[0].items()) if len(same) == 1 else []


def _runs(rows: Sequence[str], figures: Mapping[str, int]) -> Iterator[dict[str, str]]:
    """Runs of rows with the row that each figure belongs to: nothing stands where the run would move to."""
    for shift in SHIFTS:
        for start in range(len(rows)):
            run: dict[str, str] = {}
            for at in range(start, len(rows)):
                if not 0 <= at - shift < len(rows):
                    continue
                run[rows[at]] = rows[at - shift]
                kept = {target for target in run.values() if target not in run and figures[target]}
                money = sum(1 for row in run if figures[row])
                if money >= FEWEST and not kept:
                    yield {row: target for row, target in run.items() if figures[row]}


def _moved_back(figures: Mapping[str, int], run: Mapping[str, str]) -> dict[str, int]:
    kept = {row: 0 if row in run else amount for row, amount in figures.items()}
    for row, target in run.items():
        kept[target] += figures[row]
    return kept


def _failing(figures: Mapping[str, int]) -> int:
    """How many sums fail by more than rounding explains."""
    classes = [row for row in figures if row.isdecimal() and len(row) == 3]
    sums = [([row for row in figures if row.isdecimal() and len(row) == 5 and row[:3] == one], one) for one in classes]
    sums = [(parts, one) for parts, one in sums if parts]
    sums += [([one for one in classes if one in side], f"{name}合计") for name, side in SIDES.items()]
    return sum(
        2 * abs(sum(figures[part] for part in parts) - figures[whole]) >= len(parts) + 1
        for parts, whole in sums
        if whole in figures
    )


def _hundredths(printed: str) -> int:
    sign, bare = (-1, printed[1:]) if printed.startswith("-") else (1, printed)
    whole, _, part = bare.replace(",", "").partition(".")
    return sign * int((whole or "0") + (part + "00")[:2])
