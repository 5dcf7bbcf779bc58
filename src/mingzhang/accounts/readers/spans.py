"""How many columns a heading covers in a table without rules, where the headings below it tell."""

from collections.abc import Mapping, Sequence

from mingzhang.accounts.readers.characters import squeezed
from mingzhang.accounts.readers.document import Box
from mingzhang.accounts.readers.matrix import MOST_LEADS

WHOLE = "三公"
"""What names all of form 07, where its expenses are columns."""
LEAST_GROUPS = 3
"""Groups of columns from which on their headings may stand on several lines."""
PART = "小计"
"""The total of a group of columns, set before the others: it always has a heading over it."""


def over_groups(boxes: Sequence[Box], heads: int, columns: int) -> list[Box]:
    """The boxes of a table, those of its first `heads` rows set over all the columns that they head."""
    rows = [[box for box in boxes if box.row == row] for row in range(heads)]
    for row in range(1, heads):
        for box in rows[row]:
            if squeezed(box.text) == PART and box.across == 1:
                _reach_back(rows, row, box.column)
    for row, own in enumerate(rows):
        rows[row] = _repeated(own, rows[row + 1 :], columns)
    _in_groups(rows, columns)
    return [*(box for own in rows for box in own), *(box for box in boxes if box.row >= heads)]


def _reach_back(rows: Sequence[list[Box]], row: int, column: int) -> None:
    """The heading over the column after a 小计 begins over the 小计 itself, where that has none.

    A heading over one column only is one unless others stand above it: else it may be the column's own, wrapped.
    """
    for upper in range(row - 1, -1, -1):
        if _at(rows[upper], column) is not None:
            return
        after, before = _at(rows[upper], column + 1), _at(rows[upper], column - 1)
        wide = after is not None and (after.across > 1 or not any(_at(above, column + 1) for above in rows[:upper]))
        if after is None or not wide:
            continue
        if before is None or before.across < after.across:
            rows[upper][rows[upper].index(after)] = after._replace(column=column, across=after.across + 1)
        return


def _at(row: Sequence[Box], column: int) -> Box | None:
    return next((box for box in row if box.column <= column < box.column + box.across), None)


def _repeated(own: list[Box], below: Sequence[Sequence[Box]], columns: int) -> list[Box]:
    """Where the rows below say the same as many times as a row has headings, each stands over one of them.

    The first of them may stand over the columns that name the rows, before those that are repeated.
    """
    in_order = sorted(own, key=lambda box: box.column)
    names = ["".join(box.text for row in below if (box := _at(row, column))) for column in range(columns)]
    for leads in range(MOST_LEADS + 1):
        heads = [box for box in in_order if box.column + box.across > leads]
        part, rest = divmod(columns - leads, len(heads)) if heads else (0, 0)
        group = names[leads : leads + part]
        if len(heads) < 2 or part < 2 or rest or len(set(group)) < part or names[leads:] != group * len(heads):
            continue
        before = [box for box in in_order if box not in heads]
        return [
            *before,
            *(box._replace(column=leads + number * part, across=part) for number, box in enumerate(heads)),
        ]
    return own


def _in_groups(rows: list[list[Box]], columns: int) -> None:
    """Headings over equal groups of columns (预算数 决算数, time and again) that stand over no whole groups, set so.

    Only where their number tells it: all headings of a row but one head a group each, those of the row below it one
    each of its own.
    """
    leaves = next((at for at in reversed(range(len(rows))) if len(rows[at]) == columns), None)
    if leaves is None:
        return
    names = [squeezed(box.text) for box in sorted(rows[leaves], key=lambda box: box.column)]
    part = next((size for size in range(2, columns // 2 + 1) if names == names[:size] * (columns // size)), 0)
    if not part or columns % part:
        return
    groups = columns // part
    for upper in range(leaves):
        for lower in range(upper + 1, leaves):
            above, below = (sorted(rows[row], key=lambda box: box.column) for row in (upper, lower))
            if len(above) < 2 or len(below) < 2 or len(above) - 1 + len(below) != groups:
                continue
            parent = sum(box.column <= below[0].column for box in above) - 1
            _set_over(rows, (upper, lower), above, below, max(parent, 0), part)
            return
    if groups >= LEAST_GROUPS:
        _lowest_of_groups(rows[:leaves], groups, part)


def _lowest_of_groups(rows: list[list[Box]], groups: int, part: int) -> None:
    """Headings on several lines over equal groups of columns: the lowest near a group is its own.

    Others stand over it too, and over the 小计 before it; what names the three public expenses stands over all. Nothing
    is moved where a group has no heading.
    """
    near = {id(box): int(box.column + (box.across - 1) / 2) // part for row in rows for box in row}
    own = {near[id(box)]: box for row in rows for box in row if WHOLE not in box.text}
    if len(own) < groups:
        return
    for row in rows:
        for at, box in enumerate(row):
            group = near[id(box)]
            first = group
            if box is not own.get(group) and group and squeezed(own[group - 1].text) == PART:
                first = group - 1
            whole = WHOLE in box.text
            start, count = (0, groups) if whole else (first, group - first + 1)
            row[at] = box._replace(column=start * part, across=count * part)


def _set_over(
    rows: list[list[Box]], at: tuple[int, int], above: list[Box], below: list[Box], parent: int, part: int
) -> None:
    upper, lower = at
    starts = [number + (len(below) - 1) * (number > parent) for number in range(len(above))]
    rows[upper] = [
        box._replace(column=start * part, across=part * (len(below) if number == parent else 1))
        for number, (box, start) in enumerate(zip(above, starts, strict=True))
    ]
    moved = {id(box): (starts[parent] + number) * part for number, box in enumerate(below)}
    for row in range(lower + 1, len(rows)):  # a word broken over lines goes with its first half
        if len(rows[row]) < len(below):
            rows[row] = [_with_first_half(box, below, moved, part) for box in rows[row]]
    rows[lower] = [box._replace(column=moved[id(box)], across=part) for box in below]


def _with_first_half(box: Box, below: Sequence[Box], moved: Mapping[int, int], part: int) -> Box:
    over = next((one for one in below if one.column <= box.column < one.column + max(one.across, 2)), None)
    return box if over is None else box._replace(column=moved[id(over)], across=part)
