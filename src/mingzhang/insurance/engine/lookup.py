"""The law as each row's region and month see it: asked once for each cell that occurs, and kept with the law."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from mingzhang.insurance.engine.exact import Exact, Mask, column, constant, repeated, taken, whole_units
from mingzhang.insurance.engine.frame import Cells, Failure, Index, Table, Words
from mingzhang.insurance.engine.grid import Answers, answers_of
from mingzhang.insurance.engine.view import View
from mingzhang.insurance.law.missing import Missing

Because = Callable[[], Sequence[str]]
"""Titles of the lines whose failing explains that of a row; asked for only when one fails."""
CLOSE_MONTHS = 600
"""A column whose bounds lie farther apart is looked through for its true ones."""
GLANCE = 1 << 13
"""Rows in which mostly every cell occurs; the others are then not looked at."""


def law_numbers(
    view: View, name: str, month: Exact, items: Words | None, because: Because, *, provincial: bool = False
) -> Exact:
    """A parameter's number for each row; a row for which the law has none fails and holds zero.

    `provincial`: as it holds for the province as a whole, whatever a city of it has of its own.
    """
    if not view.size:
        return constant(Fraction(0), 0)
    cells, answers = _read(view, name, month, items, because, provincial=provincial)
    numbers = answers.numbers
    if numbers.low == numbers.high:
        return constant(numbers.at(0), view.size)
    return numbers.take(cells.of_rows)


def law_words(view: View, name: str, month: Exact, because: Because) -> Words:
    """A parameter's word for each row; a row for which the law has none fails and holds no word.

    The words stand in the order of their characters: what fails for rows of one is told in the same order, whatever
    else the law was asked before.
    """
    if not view.size:
        return Words(np.zeros(0, dtype=np.int64), ("",))
    cells, answers = _read(view, name, month, None, because)
    words = answers.words
    occurring = sorted(set(words.codes[cells.occurring].tolist()), key=words.words.__getitem__)
    if len(occurring) == 1:
        return Words(repeated(np.zeros(1, dtype=np.int64), view.size), (words.words[occurring[0]],))
    rank = np.zeros(len(words.words), dtype=np.int64)
    rank[occurring] = np.arange(len(occurring))
    return Words(rank[words.codes][cells.of_rows], tuple(words.words[code] for code in occurring))


def law_tables(view: View, name: str, month: Exact, because: Because) -> list[tuple[Index, Table]]:
    """The tables that occur, each with the rows (of this view) that it holds for; rows without one fail."""
    if not view.size:
        return []
    cells, answers = _read(view, name, month, None, because, tables=True)
    occurring = np.unique(answers.codes[cells.occurring]).tolist()
    codes = answers.codes[cells.of_rows] if len(occurring) > 1 else np.broadcast_to(occurring[0], view.size)
    return [
        (np.flatnonzero(codes == code), table) for code in occurring if isinstance(table := answers.found[code], tuple)
    ]


def law_holds(view: View, name: str, month: Exact, because: Because = tuple, *, sure: bool = False) -> Mask:
    """For which rows the law has the parameter, or a table of that name.

    `sure`: a row whose region has it for other months only fails, for it is not known whether it has it then.
    Whatever it is, a value that is there and not as sure as demanded is not nothing: the row fails.
    """
    if not view.size:
        return np.zeros(0, dtype=np.bool_)
    cells = _cells(view, month, None)
    answers = answers_of(view.frame, name, cells, tables=bool(view.frame.law.definitions[name].items))
    if answers.weak or (sure and answers.lapsed):
        _fail_missing(view, cells, answers, because, lambda missing: missing.weak or (sure and missing.lapsed))
    holds = answers.holds[cells.occurring]
    if holds.all() or not holds.any():
        return repeated(holds[:1], view.size)
    return np.asarray(answers.holds[cells.of_rows], dtype=np.bool_)


def _read(
    view: View,
    name: str,
    month: Exact,
    items: Words | None,
    because: Because,
    *,
    provincial: bool = False,
    tables: bool = False,
) -> tuple[Cells, Answers]:
    """What the law says in the cells of the rows; where it says nothing, they fail."""
    cells = _cells(view, month, items)
    answers = answers_of(view.frame, name, cells, provincial=provincial, tables=tables)
    if not answers.complete:
        _fail_missing(view, cells, answers, because, lambda _: True)
    view.frame.read.append((answers.found, answers.codes[cells.occurring]))
    return cells, answers


def _fail_missing(
    view: View, cells: Cells, answers: Answers, because: Because, fails: Callable[[Missing], bool]
) -> None:
    """Rows of cells for which the law has no value fail."""
    for cell in cells.occurring[~answers.holds[cells.occurring]].tolist():
        missing = answers.found[answers.codes[cell]]
        assert isinstance(missing, Missing)
        if fails(missing):
            said = Failure("I301", missing.asked, missing.reason, missing.remedy, f"{missing.name} {missing.region}")
            view.fail(cells.of_rows == cell, said, because())


def _cells(view: View, month: Exact, items: Words | None) -> Cells:
    """Row → cell, and the cells that occur; those of a column of months are worked out once."""
    by_month = _cells_by_month(view, month)
    if items is None or len(items.words) == 1:
        return by_month if items is None else by_month.of_item(items.words[0])
    count = len(items.words)
    of_rows = by_month.of_rows * count + items.codes
    places = len(view.frame.regions) * by_month.months * count
    return Cells(of_rows, _occurring(of_rows, places), by_month.first_month, by_month.months, items.words)


def _cells_by_month(view: View, month: Exact) -> Cells:
    frame = view.frame
    memory = frame.memory if view.index is None else view.memory
    known = memory.cells.get(id(month.units)) if memory is not None else None
    if known is not None and known[0] is month.units:
        return known[1]
    whole = view.whole_of(month)
    if view.index is not None and whole is not None:
        cells = _cells_by_month(View(frame), whole)
        found = replace(cells, of_rows=taken(cells.of_rows, view.index))
    else:
        found = _new_cells(view, month)
    if memory is not None:
        memory.cells[id(month.units)] = (month.units, found)
    return found


def _new_cells(view: View, month: Exact) -> Cells:
    frame, month = view.frame, whole_units(month)
    if month.high - month.low > CLOSE_MONTHS:
        month = column(month.units, month.denominator)
    months = month.high - month.low + 1
    if months == 1 and len(frame.regions) == 1:
        return Cells(repeated(np.zeros(1, dtype=np.int64), view.size), np.zeros(1, dtype=np.int64), month.low, 1)
    of_rows = frame.region_codes if view.index is None else frame.region_codes[view.index]
    if months > 1:
        of_rows = of_rows * months + (month.units - month.low)
    return Cells(of_rows, _occurring(of_rows, len(frame.regions) * months), month.low, months)


def _occurring(of_rows: Index, places: int) -> Index:
    present = np.zeros(places, dtype=np.bool_)
    present[of_rows[:GLANCE]] = True
    if len(of_rows) > GLANCE and not present.all():
        present[of_rows[GLANCE:]] = True
    return np.flatnonzero(present)
