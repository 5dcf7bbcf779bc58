"""One line of a statement, computed for the rows that it holds for."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from mingzhang.insurance.engine.conditions import Condition, Stated
from mingzhang.insurance.engine.exact import Exact, constant, placed, whole_units
from mingzhang.insurance.engine.expression import Expression, Name, Node
from mingzhang.insurance.engine.frame import Frame
from mingzhang.insurance.engine.view import View
from mingzhang.insurance.law.parameter import Unit


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a statement: an expression with its article."""

    title: str
    unit: Unit
    expression: Expression
    basis: str
    only: Condition | None = None
    """Computed for these rows only, and shown on their statements only."""
    in_tables: bool = True
    """Whether a table of awards has it; a value that is not rounded has no column."""

    @property
    def name(self) -> Name:
        return Name(self.title, self.unit)

    def nodes(self) -> Iterator[Node]:
        yield from self.expression.walk()
        if self.only is not None:
            yield from self.only.walk()


def compute_line(line: Line, frame: Frame) -> None:
    """Adds the line's column, with zeros where it is not computed."""
    if line.only is None:
        frame.columns[line.title] = _values(line, View(frame))
        return
    mask, view = View(frame).where(line.only)
    if view.size == frame.size:
        frame.columns[line.title] = _values(line, View(frame))
        return
    if view.size:
        assert view.index is not None
        values = _values(line, view)
        frame.columns[line.title] = view.keep(line.title, placed([(view.index, values)], frame.size), values)
    else:
        frame.columns[line.title] = constant(Fraction(0), frame.size)
    stated = [node.title for node in line.only.walk() if isinstance(node, Stated)]
    frame.present[line.title] = (mask, "、".join(stated))


def _values(line: Line, view: View) -> Exact:
    values = line.expression.values(view)
    return whole_units(values) if line.unit is Unit.MONTH else values


def taint(line: Line, frame: Frame, before: int) -> None:
    """Marks the rows for which the line failed, or reads a line that did."""
    mask = np.zeros(frame.size, dtype=np.bool_)
    for failure in frame.failures[before:]:
        mask[failure.rows] = True
    for node in line.nodes():
        if isinstance(node, Name) and node.title in frame.tainted:
            mask |= frame.tainted[node.title]
    if mask.any():
        frame.tainted[line.title] = mask
