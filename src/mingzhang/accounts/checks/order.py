"""What is asked of many documents, and what came of each: small records that go between processes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mingzhang.accounts.checks.silenced import Shared, Silenced
from mingzhang.accounts.checks.sources import Source
from mingzhang.accounts.readers.limits import JOINT_SECONDS, Limits
from mingzhang.findings import Finding, has_errors

RESULTS = ("没有错误", "有错误", "不能读")
"""Status 0, 1 and 2 in words."""
UNREAD = frozenset({"R106", "R107", "R109", "R201", "R202", "R203", "R211", "R213"})
"""Codes of what was not read, and so not checked."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one document."""

    file: str
    title: str
    """The unit and year; "" where it could not be used."""
    usable: bool
    findings: tuple[Finding, ...]
    silenced: tuple[Silenced, ...] = ()
    shared: tuple[Shared, ...] = ()
    """What is switched off for it and others."""

    @property
    def status(self) -> int:
        """0 nothing wrong, 1 errors, 2 unusable."""
        return 2 if not self.usable else int(has_errors(self.findings))

    @property
    def result(self) -> str:
        """The status in words; of a document that was not read whole, nothing wrong was found in what was read."""
        partly = self.usable and any(item.code.code in UNREAD for item in self.findings)
        return RESULTS[self.status] + ("，未读全" if partly else "")


@dataclass(frozen=True, slots=True)
class Order:
    """What to do with each document."""

    limits: Limits
    html: Path | None = None
    """Where its report goes: a file for a single document, else a folder."""
    annotate: Path | None = None
    """Where its annotated copy goes, likewise."""
    several: bool = False
    joint_seconds: float = JOINT_SECONDS


def failed(source: Source, problems: Sequence[Finding]) -> Checked:
    """A document that could not be used."""
    return Checked(source.name, "", False, tuple(problems))


def report_path(order: Order, source: Source) -> Path | None:
    """Where a document's report goes; None where none is asked for."""
    if order.html is None or not order.several:
        return order.html
    return order.html / f"{source.output}.html"


def copy_path(order: Order, source: Source) -> Path | None:
    """Where a document's annotated copy goes, likewise."""
    if order.annotate is None or not order.several:
        return order.annotate
    return order.annotate / (source.output if source.output.casefold().endswith(".pdf") else f"{source.output}.pdf")
