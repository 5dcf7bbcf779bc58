"""A scheme: the facts it asks for and the lines it computes, in order. Registration refuses what is not pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

import numpy as np

from mingzhang.insurance.engine.branch import Condition, Given, Stated
from mingzhang.insurance.engine.exact import Mask, compare, constant, placed
from mingzhang.insurance.engine.expression import Expression, Name, Node, Quotient
from mingzhang.insurance.engine.frame import Failure, Frame
from mingzhang.insurance.engine.purity import ImpureRule, declare, parameters_read, rounded_at_once
from mingzhang.insurance.engine.reads import Label
from mingzhang.insurance.engine.view import View
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.month import month_from


@dataclass(frozen=True, slots=True)
class Fact:
    """What a case states. Words list what a label may be; `least` and `most` bound a number in its unit."""

    title: str
    unit: Unit | None
    """None: a label."""
    about: str
    required: bool = True
    words: tuple[str, ...] = ()
    least: int | None = 0
    most: int | None = None
    whole: bool = False
    """Whether a number must be a whole one; months, days and persons always are."""
    fine: bool = False
    """An amount that may have parts of a 分."""

    def demanded(self) -> "Fact":
        """The same fact where a scheme cannot do without it."""
        return replace(self, required=True)

    @property
    def bounds(self) -> tuple[int | None, int | None]:
        """The least and the most that a value may be; calendar months lie between 1900 and 2199."""
        return (month_from(1900, 1), month_from(2199, 12)) if self.unit is Unit.MONTH else (self.least, self.most)

    def shown(self, value: int) -> str:
        assert self.unit is not None, self.title
        return self.unit.show_full(Fraction(value))

    @property
    def name(self) -> Name:
        assert self.unit is not None, self.title
        return Name(self.title, self.unit)

    @property
    def label(self) -> Label:
        assert self.unit is None, self.title
        return Label(self.title)


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


SIGNS = {">=": "不小于", "<=": "不大于", "<": "小于"}
"""What a check may ask, in words."""


@dataclass(frozen=True, slots=True)
class Check:
    """What must hold for an award; a row for which it does not fails with the finding."""

    code: str
    subject: Name
    sign: str
    limit: Name
    only: Condition

    def nodes(self) -> Iterator[Node]:
        yield from (self.subject, self.limit)
        yield from self.only.walk()

    def run(self, frame: Frame) -> None:
        _, checked = View(frame).where(self.only)
        if not checked.size:
            return
        wrong = ~compare(self.subject.values(checked), self.sign, self.limit.values(checked))
        if not wrong.any():
            return
        for row in checked.rows()[wrong].tolist():
            one = View(frame, np.array([row]))
            subject, limit = self.subject.values(one).at(0), self.limit.values(one).at(0)
            said = f"{self.subject.title} {self.subject.unit.show_full(subject)}"
            expected = f"{SIGNS[self.sign]}{self.limit.title} {self.limit.unit.show_full(limit)}"
            because = (self.subject.title, self.limit.title)
            one.fail(np.ones(1, dtype=np.bool_), Failure(self.code, said, expected), because)


@dataclass(frozen=True, slots=True)
class Scheme:
    """Facts and lines; `key` names the line that a reader looks for."""

    title: str
    about: str
    region: str
    """Title of the fact that holds the region."""
    facts: tuple[Fact, ...]
    lines: tuple[Line, ...]
    key: str
    checks: tuple[Check, ...] = ()
    provisional: Condition | None = None
    """When an award is only for the time being (预发)."""
    remarks: tuple[tuple[Condition, str], ...] = ()
    """What a statement tells the reader where the condition holds."""
    account: str = ""
    """The insurance whose yearly records its facts may be computed from; empty: it reads no records."""
    parameters: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        known: dict[str, Unit | None] = {}
        read: set[str] = set()
        for fact in self.facts:
            declare(known, fact.title, fact.unit)
        for line in self.lines:
            for node in line.nodes():
                read |= parameters_read(f"{self.title}/{line.title}", node, known)
                if isinstance(node, Quotient) and not rounded_at_once(line.nodes(), node):
                    raise ImpureRule(f"{self.title}/{line.title}: a quotient of columns is rounded where it is made")
            completes = isinstance(line.expression, Given) and line.expression.title == line.title
            if not completes:
                declare(known, line.title, line.unit)
        for check in self.checks:
            for node in check.nodes():
                read |= parameters_read(f"{self.title}/{check.code}", node, known)
        told = [condition for condition, _ in self.remarks]
        for node in (
            node for condition in (self.provisional, *told) if condition is not None for node in condition.walk()
        ):
            read |= parameters_read(f"{self.title}/provisional", node, known)
        if self.key not in known:
            raise ImpureRule(f"{self.title}: no line {self.key}")
        object.__setattr__(self, "parameters", frozenset(read))

    def compute(self, frame: Frame) -> None:
        """Adds every line's column to the frame, then checks the conditions."""
        for line in self.lines:
            before = len(frame.failures)
            _compute(line, frame)
            if frame.failures:
                _taint(line, frame, before)
        for check in self.checks:
            check.run(frame)

    def is_provisional(self, frame: Frame) -> Mask:
        """For a computed frame: which rows."""
        return np.zeros(frame.size, dtype=np.bool_) if self.provisional is None else self.provisional.mask(View(frame))

    def remarks_of(self, frame: Frame) -> tuple[str, ...]:
        """For a computed frame of one row."""
        return tuple(text for condition, text in self.remarks if condition.mask(View(frame))[0])

    def fact(self, title: str) -> Fact:
        return next(fact for fact in self.facts if fact.title == title)

    def line(self, title: str) -> Line:
        return next(line for line in self.lines if line.title == title)


def _compute(line: Line, frame: Frame) -> None:
    """Adds the line's column, with zeros where it is not computed."""
    if line.only is None:
        frame.columns[line.title] = line.expression.values(View(frame))
        return
    mask, view = View(frame).where(line.only)
    if view.size == frame.size:
        frame.columns[line.title] = line.expression.values(View(frame))
        return
    if view.size:
        assert view.index is not None
        values = line.expression.values(view)
        frame.columns[line.title] = view.keep(line.title, placed([(view.index, values)], frame.size), values)
    else:
        frame.columns[line.title] = constant(Fraction(0), frame.size)
    stated = [node.title for node in line.only.walk() if isinstance(node, Stated)]
    frame.present[line.title] = (mask, "、".join(stated))


def _taint(line: Line, frame: Frame, before: int) -> None:
    """Marks the rows for which the line failed, or reads a line that did."""
    mask = np.zeros(frame.size, dtype=np.bool_)
    for failure in frame.failures[before:]:
        mask[failure.rows] = True
    for node in line.nodes():
        if isinstance(node, Name) and node.title in frame.tainted:
            mask |= frame.tainted[node.title]
    if mask.any():
        frame.tainted[line.title] = mask
