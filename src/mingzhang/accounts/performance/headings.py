"""Where a form of any shape keeps what: headings over columns and labels beside boxes, by the words provinces use."""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import NamedTuple

from mingzhang.accounts.performance.exact import exact

Rows = Sequence[Sequence[str]]
_ASIDE = re.compile(r"\s+|[（(][^（）()]*[）)]|[:：*]")
BLANKS = frozenset({"", "/", "-", "—", "——", "－", "无"})
"""What stands in a box that says nothing."""


@cache
def headings() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Kind of label → field → its labels, as declared."""
    text = (resources.files("mingzhang.accounts.performance") / "headings.toml").read_text("utf-8")
    return {
        kind: {field: tuple(labels) for field, labels in fields.items()} for kind, fields in tomllib.loads(text).items()
    }


@cache
def fields_of(kind: str) -> Mapping[str, str]:
    """Bare label → field."""
    return {bare(label): field for field, labels in headings()[kind].items() for label in labels}


def bare(text: str) -> str:
    """A label without blanks, brackets and what stands in them."""
    return _ASIDE.sub("", text)


class Head(NamedTuple):
    """Headings in one row or two."""

    first: int
    last: int
    """The row after them."""
    columns: Mapping[str, int]
    """Field → the column that it begins in."""

    def under(self, row: Sequence[str], field: str) -> str:
        """What stands under a heading: in its column, or in those that it is joined over."""
        if field not in self.columns:
            return ""
        begin = self.columns[field]
        end = min((column for column in self.columns.values() if column > begin), default=len(row))
        return next((text.strip() for text in row[begin:end] if text.strip()), "")


def heads(rows: Rows, kind: str, needed: Collection[str]) -> Iterator[Head]:
    """Every row, or pair of rows, whose headings name at least the needed fields."""
    labels = fields_of(kind)
    named = [{column: labels[bare(text)] for column, text in enumerate(row) if bare(text) in labels} for row in rows]
    for at, upper in enumerate(named):
        lower = named[at + 1] if at + 1 < len(rows) and _all_words(rows[at + 1], named[at + 1]) else {}
        for last, columns in ((at + 2, {**upper, **lower}), (at + 1, upper)):
            found = _first_columns(columns)
            if upper and set(needed) <= found.keys() and (lower or last == at + 1):
                yield Head(at, last, found)
                break


def _all_words(row: Sequence[str], named: Mapping[int, str]) -> bool:
    """Whether a row goes on with the headings above it: it has some, and no figures."""
    return bool(named) and not any(exact(text) is not None for text in row)


def _first_columns(columns: Mapping[int, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column in sorted(columns):
        found.setdefault(columns[column], column)
    return found


def beside(rows: Rows, kind: str) -> dict[str, str]:
    """Field → the first text to the right of its label; "" is left out."""
    labels = fields_of(kind)
    found: dict[str, str] = {}
    for row in rows:
        texts = [text for text in row if text.strip()]
        for label, value in pairwise(texts):
            field = labels.get(bare(label))
            if field and bare(value) not in labels:
                found.setdefault(field, "".join(value.split()))
    return found


def below(rows: Rows, kind: str) -> dict[str, str]:
    """Field → the text under its label: in order where there are as many, else by their columns."""
    labels = fields_of(kind)
    found: dict[str, str] = {}
    for row, following in pairwise(rows):
        columns = _first_columns(
            {column: labels[bare(text)] for column, text in enumerate(row) if bare(text) in labels}
        )
        texts = [text for text in following if text]
        if len(texts) == len(columns):
            own = dict(zip(columns, texts, strict=True))
        else:
            own = {field: Head(0, 0, columns).under(following, field) for field in columns}
        found = {**own, **found}
    return found


def said(text: str) -> str:
    """A box's text, "" where it says nothing."""
    return "" if text.strip() in BLANKS else text.strip()
