"""A scheme: the facts it asks for and the lines it computes, in order. Registration refuses what is not pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from mingzhang.insurance.engine.branch import Given
from mingzhang.insurance.engine.conditions import Condition
from mingzhang.insurance.engine.exact import Mask, compare
from mingzhang.insurance.engine.expression import Name, Node, Quotient
from mingzhang.insurance.engine.fact import Fact
from mingzhang.insurance.engine.frame import Failure, Frame
from mingzhang.insurance.engine.line import Line, compute_line, taint
from mingzhang.insurance.engine.purity import ImpureRule, declare, parameters_read, rounded_at_once
from mingzhang.insurance.engine.view import View
from mingzhang.insurance.law.parameter import Unit

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
            compute_line(line, frame)
            if frame.failures:
                taint(line, frame, before)
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
