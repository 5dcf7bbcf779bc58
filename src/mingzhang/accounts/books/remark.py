"""Something odd about some of the distinct lines; how many of them are told is bounded where they arise."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import polars as pl

from mingzhang.accounts.books.tables import MANY


@dataclass(frozen=True, slots=True)
class Remark:
    """What to tell about the distinct lines that `at` numbers; `more` counts like remarks that are not told singly."""

    code: str
    at: pl.Series = field(default_factory=lambda: pl.Series(dtype=pl.UInt32))
    column: str = ""
    printed: str = ""
    expected: str = ""
    more: int = 0


def first_groups(frame: pl.DataFrame, keys: Sequence[str]) -> tuple[Iterator[tuple[tuple[str, ...], pl.Series]], int]:
    """The first distinct `keys` with their `at`, as many as a list may show, and how many more there are."""
    distinct = frame.select(keys).unique(maintain_order=True)
    shown = distinct.head(MANY)
    inside = frame
    if distinct.height > MANY:
        inside = frame.join(shown, on=list(keys), nulls_equal=True, maintain_order="left")
    groups = (
        (tuple(str(value) if value is not None else "" for value in values), group["at"])
        for values, group in inside.group_by(keys, maintain_order=True)
    )
    return groups, distinct.height - shown.height


def told_by(code: str, frame: pl.DataFrame, key: str, column: str, expected: str) -> Iterator[Remark]:
    """A remark for each distinct text of the column `key`."""
    groups, more = first_groups(frame, [key])
    for (text,), at in groups:
        yield Remark(code, at, column, text or "空", expected)
    if more:
        yield Remark(code, more=more)
