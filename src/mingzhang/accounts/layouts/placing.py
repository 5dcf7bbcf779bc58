"""Whether a layout prints every cell of a form exactly once."""

from collections import Counter
from collections.abc import Iterator

from mingzhang.accounts.forms.boxes import FIGURE
from mingzhang.accounts.forms.spec import Block
from mingzhang.accounts.layouts.faults import Faults, Path
from mingzhang.accounts.layouts.layout import LEADS, FormLayout

BY_CODE = "*"
"""Stands for every row of a form by functional code."""
Spot = tuple[str, str, str]
"""Block, row and column."""


def check_placed(form: FormLayout, path: Path, faults: Faults) -> None:
    """Tells every cell that is left out or printed twice, and footers of totals that the form does not have."""
    known = [line.name for block in form.spec.blocks for line in block.rows]
    for text in _totals(form):
        if text not in known:
            faults.unknown((*path, "footer"), text, known)
    printed = Counter(_printed(form))
    for spot in [*_expected(form), *(spot for spot in printed if printed[spot] > 1)]:
        if printed[spot] != 1:
            times = f"“{spot[2]}”印了 {printed[spot]} 次" if printed[spot] else f"“{spot[2]}”没有印出"
            where = "、".join(part for part in spot[:2] if part and part != BY_CODE)
            faults.note("L106", (*path, "sides"), f"{where}{times}", "恰好一次")
            printed[spot] = 1  # told once


def _expected(form: FormLayout) -> Iterator[Spot]:
    for block in form.spec.blocks:
        rows = [BY_CODE] if block.by == "function" else [line.name for line in block.rows]
        for row in rows:
            yield from ((block.name, row, column.name) for column in block.columns)


def _printed(form: FormLayout) -> Iterator[Spot]:
    for side in form.sides:
        figures = [column for column in side.columns if column not in LEADS]
        rows = [(side.block, row) for row in side.across]
        rows += [(line.block, line.row) for line in side.lines or () if line.row]
        if side.lines is None and not side.across:
            rows = [(side.block, BY_CODE)]
        for block, row in rows:
            yield from ((block, row, column) for column in figures)
    for home, row in _footed(form):
        yield from ((home.name, row, column.name) for column in home.columns)


def _footed(form: FormLayout) -> Iterator[tuple[Block, str]]:
    """The totals that stand in the footer."""
    for text in _totals(form):
        home = next((block for block in form.spec.blocks if any(line.name == text for line in block.rows)), None)
        if home is not None:
            yield home, text


def _totals(form: FormLayout) -> list[str]:
    return [text.removeprefix(FIGURE) for row in form.footer for text in row if text.startswith(FIGURE)]
