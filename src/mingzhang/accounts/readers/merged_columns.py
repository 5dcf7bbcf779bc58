"""A page of a table on which columns stand merged that its other pages keep apart.

A code has a column for each of 类, 款 and 项 in the heading, and one box over all three in every row below. A page that
holds rows only shows one column there, and the edges of its columns are some of those of the page before.
"""

from collections.abc import Sequence
from dataclasses import replace

from mingzhang.accounts.readers.characters import MONEY, squeezed
from mingzhang.accounts.readers.document import Table

SHIFT = 6.0
"""Points by which the column edges of a continuation page may differ."""
_FEWEST = 3
"""Columns from which on it is no accident that the edges of two tables are the same."""


def on_columns_of(before: Table, after: Table) -> Table | None:
    """The page of rows `after` on the columns of `before`, some of which are merged on it; None where it has others."""
    if not (before.edges and after.edges) or after.columns < _FEWEST or not _begins_with_row(after):
        return None
    shift = after.edges[0] - before.edges[0]
    places = _places([edge - shift for edge in after.edges], before.edges)
    return _laid(after, places, before) if places is not None else None


def _begins_with_row(table: Table) -> bool:
    """Whether the first row that says something has figures: headings begin a table of its own."""
    first = next((row for row in table.by_row() if any(box.text.strip() for box in row)), [])
    return any(MONEY.fullmatch(squeezed(box.text)) for box in first)


def _places(few: Sequence[float], many: Sequence[float]) -> list[int] | None:
    """Which of `many` edges each of `few` is; None where one is none of them, or the tables end at different places."""
    nearest = [min((abs(each - edge), place) for place, each in enumerate(many)) for edge in few]
    found = [place for _, place in nearest]
    same = all(away <= SHIFT for away, _ in nearest) and len(set(found)) == len(found)
    return found if same and found[-1] == len(many) - 1 else None


def _laid(table: Table, places: Sequence[int], before: Table) -> Table:
    """The table with each box over the columns that it covers there."""
    boxes = tuple(
        box._replace(column=places[box.column], across=places[box.column + box.across] - places[box.column])
        for box in table.boxes
    )
    return replace(table, boxes=boxes, columns=before.columns, edges=before.edges)
