"""What the law answers by region, month and item, kept with the law: rows of later batches ask it nothing again."""

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from threading import Lock

import numpy as np

from mingzhang.insurance.engine.exact import Exact, Mask, of_fractions
from mingzhang.insurance.engine.frame import Answer, Cells, Frame, Index, Words, words_of
from mingzhang.insurance.law.missing import Missing
from mingzhang.insurance.law.parameter import Parameter

MOST_CELLS = 1 << 16
"""A grid of more is not kept."""
MOST_GRIDS = 1 << 12


@dataclass(frozen=True, slots=True)
class Answers:
    """By cell; a cell that has not been asked about holds −1 among the codes, and anything elsewhere."""

    codes: Index
    """Cell → position in `found`."""
    found: tuple[Answer, ...]
    numbers: Exact
    """Zero where there is none."""
    words: Words
    """Empty where there is none."""
    holds: Mask
    """Whether there is a value."""
    complete: bool
    """Nothing is missing in any cell that was asked about."""
    lapsed: bool
    """A region has values for other months than one that was asked about."""
    weak: bool
    """A value is there, but not as sure as demanded."""


@dataclass(slots=True)
class Grid:
    """The answers so far. Threads may ask at the same time: what was answered stays as it is."""

    places: int
    answers: Answers | None = None
    lock: Lock = field(default_factory=Lock)

    def ask(self, cells: Index, law: Callable[[int], Answer]) -> Answers:
        """Answers in which the cells are known."""
        answers = self.answers
        if answers is not None and (answers.codes[cells] >= 0).all():
            return answers
        with self.lock:
            self.answers = answers = _extended(self.answers, self.places, cells, law)
            return answers


def _extended(before: Answers | None, places: int, cells: Index, law: Callable[[int], Answer]) -> Answers:
    codes = np.full(places, -1, dtype=np.int64) if before is None else before.codes.copy()
    found = [] if before is None else list(before.found)
    known = {_identity(answer): position for position, answer in enumerate(found)}
    for cell in cells[codes[cells] < 0].tolist():
        answer = law(cell)
        position = known.setdefault(_identity(answer), len(found))
        if position == len(found):
            found.append(answer)
        codes[cell] = position
    values = [answer.value if isinstance(answer, Parameter) else "" for answer in found]
    numbers = of_fractions([value if isinstance(value, Fraction) else Fraction(0) for value in values])
    words = words_of([str(value) for value in values])
    missing = [answer for answer in found if isinstance(answer, Missing)]
    holds = np.array([not isinstance(answer, Missing) for answer in found], dtype=np.bool_)
    return Answers(
        codes=codes,
        found=tuple(found),
        numbers=numbers.take(codes),
        words=words.take(codes),
        holds=holds[codes],
        complete=not missing,
        lapsed=any(answer.lapsed for answer in missing),
        weak=any(answer.weak for answer in missing),
    )


def _identity(answer: Answer) -> tuple[int, ...]:
    """The same objects, which the law holds."""
    return tuple(map(id, answer)) if isinstance(answer, tuple) else (id(answer),)


def answers_of(frame: Frame, name: str, cells: Cells, *, provincial: bool = False, tables: bool = False) -> Answers:
    """What the law says in the cells that occur, in the region itself or in its whole province."""

    def ask(cell: int) -> Answer:
        position, month, item = cells.asked(cell)
        region = frame.regions[position]
        if tables:
            table = frame.law.table(name, region, month)
            return table if isinstance(table, Missing) else tuple(table)
        return frame.law.find(name, frame.law.regions.province(region) if provincial else region, month, item)

    places = len(frame.regions) * cells.months * len(cells.items)
    if places > MOST_CELLS:
        return Grid(places).ask(cells.occurring, ask)
    kept = frame.law.kept
    asked = (name, provincial, tables, frame.regions, cells.first_month, cells.months, cells.items)
    grid = kept.get(asked)
    if grid is None:
        if len(kept) >= MOST_GRIDS:
            kept.clear()
        grid = kept.setdefault(asked, Grid(places))
    assert isinstance(grid, Grid)
    return grid.ask(cells.occurring, ask)
