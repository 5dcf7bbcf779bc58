"""The heads of a form: other texts for what a layout calls otherwise, and codes that are printed in several cells."""

from collections.abc import Mapping, Sequence

from mingzhang.accounts.forms.boxes import ABOVE, LEFT
from mingzhang.accounts.layouts.faults import Faults, Path
from mingzhang.accounts.layouts.layout import Side

Rows = Sequence[Sequence[str]]


def relabelled(rows: Rows, labels: Mapping[str, str]) -> Rows:
    """The rows with the texts that the layout prints otherwise."""
    return [[labels.get(text, text) for text in row] for row in rows]


def split_header(
    rows: Rows, sides: Sequence[Side], words: Sequence[str], path: Path, faults: Faults
) -> tuple[tuple[str, ...], ...]:
    """The header with each split code over its cells and a row of their words (类 款 项) below it."""
    declared = _declared(sides)
    found = widened(rows, sides, (*path, "header"), faults)
    if len(found) != len(rows):
        return ()
    below = [text for side, column in declared for text in _words(side, column, words)]
    if any(text != ABOVE for text in below):
        found.insert(_row_of_codes(rows, declared) + 1, below)
    return tuple(tuple(row) for row in found)


def widened(rows: Rows, sides: Sequence[Side], path: Path, faults: Faults) -> list[list[str]]:
    """Rows that name one text a declared column, over the cells of split codes; a row of another width is told."""
    declared = _declared(sides)
    for number, row in enumerate(rows, 1):
        if len(row) != len(declared):
            faults.note("L105", path, f"第{number}行 {len(row)} 格", f"{len(declared)} 格")
    return [_widened(row, declared) for row in rows if len(row) == len(declared)]


def _declared(sides: Sequence[Side]) -> list[tuple[Side, str]]:
    """Every column as it is declared, with its side."""
    return [(side, column) for side in sides for column in (side.printed_columns if side.across else side.columns)]


def _cells(side: Side, column: str) -> int:
    return side.code_cells if column == "code" else 1


def _widened(row: Sequence[str], declared: Sequence[tuple[Side, str]]) -> list[str]:
    """A row in which the text over a split code reaches over all its cells."""
    found: list[str] = []
    for text, (side, column) in zip(row, declared, strict=True):
        more = ABOVE if text == ABOVE else LEFT
        found += [text, *[more] * (_cells(side, column) - 1)]
    return found


def _words(side: Side, column: str, words: Sequence[str]) -> list[str]:
    cells = _cells(side, column)
    return list(words[:cells]) if cells > 1 else [ABOVE]


def _row_of_codes(rows: Rows, declared: Sequence[tuple[Side, str]]) -> int:
    """The row in which the codes have a head of their own: the one that is not joined with the names beside it."""
    at = next(index for index, (side, column) in enumerate(declared) if _cells(side, column) > 1)
    alone = [
        number
        for number, row in enumerate(rows)
        if row[at] not in {LEFT, ABOVE} and (at + 1 == len(row) or row[at + 1] != LEFT)
    ]
    return alone[0] if alone else len(rows) - 1
