"""The part of a form that tells its money: all of it, and by source."""

import re
from collections.abc import Sequence
from itertools import pairwise

from mingzhang.accounts.performance.evaluation import MoneyPart
from mingzhang.accounts.performance.exact import exact
from mingzhang.accounts.performance.headings import Head, Rows, bare, fields_of, heads, said
from mingzhang.money import decimal_text

AMOUNTS = ("opening", "budget", "executed")
_UNIT = re.compile(r"[（(:：]\s*(万?元)")
_POINTS = re.compile(r"[（(](\d+)分")
_OF_WHICH = re.compile(r"^其中[:：]?")
_LEAD = 4
"""Boxes at the left of a row among which its name stands."""


def money_of(rows: Rows, captions: str = "") -> tuple[dict[str, str], tuple[MoneyPart, ...]]:
    """Field → what the row of all money says, amounts in 万元, and the rows of its sources; nothing without them."""
    in_yuan = _in_yuan(rows, captions)
    head = next(heads(rows, "money", ("budget", "executed")), None)
    below = [_spread(row, head) for row in rows[head.last :]] if head else []
    at = next((at for at, row in enumerate(below) if _name(row) in fields_of("rows")), None)
    if head is None or at is None:
        return {field: _amount(text, field, in_yuan) for field, text in _beside_labels(rows).items()}, ()
    found = {field: _amount(head.under(below[at], field), field, in_yuan) for field in head.columns}
    if not found.get("execution_weight"):
        found["execution_weight"] = _weight(rows[head.first : head.last])
    return found, tuple(_parts(below[at + 1 :], head, in_yuan))


def _spread(row: Sequence[str], head: Head) -> Sequence[str]:
    """A row whose columns a reader could not tell, so that a box holds several: as many figures are in order."""
    words = " ".join(text for text in row if text.strip()).split()
    first = next((at for at, word in enumerate(words) if exact(word) is not None), len(words))
    fields = sorted(head.columns, key=lambda field: head.columns[field])
    given = len(words) - first
    if given not in (len(fields), len(fields) - (fields[-1] == "reason")) or given < len(AMOUNTS):
        return row
    found = ["".join(words[:first]), *[""] * max(head.columns.values())]
    for field, word in zip(fields, words[first:], strict=False):
        found[head.columns[field]] = word
    return found


def _weight(head: Rows) -> str:
    """The weight of the execution rate where a heading tells it: 得分（20分*执行率）."""
    return next((match[1] for row in head for text in row if (match := _POINTS.search(text))), "")


def _beside_labels(rows: Rows) -> dict[str, str]:
    """A form that sets its amounts beside their labels, as Liaoning's does."""
    labels = fields_of("money")
    for row in rows:
        texts = [text for text in row if text.strip()]
        found = {labels[bare(a)]: b.strip() for a, b in pairwise(texts) if bare(a) in labels and bare(b) not in labels}
        if {"budget", "executed"} <= found.keys():
            return found
    return {}


def _name(row: Sequence[str]) -> str:
    """The name of a row: the last of its first boxes that hold words."""
    words = [
        text for text in row[:_LEAD] if said(text) and exact(text) is None and not text.rstrip().endswith(("%", "％"))
    ]
    return bare(_OF_WHICH.sub("", bare(words[-1]))) if words else ""


def _together(row: Sequence[str]) -> bool:
    """Whether a row of a source stands in one box whose figures could not be told apart."""
    return any(_OF_WHICH.sub("", text.split()[0]) in fields_of("parts") for text in row if len(text.split()) > 1)


def _parts(rows: Rows, head: Head, in_yuan: bool) -> list[MoneyPart]:
    """Rows of sources, up to the first that is none."""
    known = fields_of("parts")
    found: list[MoneyPart] = []
    for row in rows:
        name = _OF_WHICH.sub("", _name(row))
        if _together(row):
            return []
        if name not in known:
            break
        amounts = {field: _amount(said(head.under(row, field)), field, in_yuan) for field in AMOUNTS}
        found.append(MoneyPart(name, **amounts, rate=said(head.under(row, "rate"))))
    return found


def _amount(text: str, field: str, in_yuan: bool) -> str:
    """An amount in 万元: one in 元 exactly, with as many decimals as that takes."""
    number = exact(text)
    return decimal_text(number / 10_000, 6) if in_yuan and field in AMOUNTS and number is not None else text


def _in_yuan(rows: Rows, captions: str) -> bool:
    """The form's own boxes tell the unit before what stands above it, which may speak of other amounts."""
    for words in ("".join(text for row in rows for text in row), captions):
        named = _UNIT.search(words)
        if named or "万元" in words:
            return named is not None and named[1] == "元"
    return False
