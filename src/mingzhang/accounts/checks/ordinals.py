"""Numbered paragraphs in their order: 1. 2. 2. 4. tells that a paragraph is missing, or was numbered by hand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.disclosure import Paragraph
from mingzhang.accounts.layouts.ordinals import chinese_number
from mingzhang.accounts.readers.characters import squeezed
from mingzhang.accounts.readers.document import Spot
from mingzhang.findings import Finding, Place, finding

MOST = 60
"""Paragraphs of a list, and characters of one that a finding quotes."""
_STYLES = (
    re.compile(r"^(?P<n>[一二三四五六七八九十]+)(?P<end>、)"),
    re.compile(r"^\((?P<n>[一二三四五六七八九十]+)(?P<end>\))"),
    re.compile(r"^(?P<n>\d{1,2})(?P<end>[、.])(?!\d)"),
    re.compile(r"^\((?P<n>\d{1,2})(?P<end>\))"),
)
_NUMBERS = {chinese_number(number): number for number in range(1, 100)} | {str(n): n for n in range(1, 100)}


@dataclass(frozen=True, slots=True)
class Numbered:
    """The number that opens a paragraph, and how it is written."""

    style: int
    number: int
    text: str
    """As it opens the paragraph."""


def check_ordinals(known: Known) -> Iterator[Finding]:
    """A number that comes twice, goes back, or leaves out one that stands nowhere else in the document.

    Larger leaps are left alone: a list of classes numbers those of form 01.
    """
    elsewhere = _elsewhere(known)
    open_lists: list[Numbered] = []
    between: list[str] = []
    for paragraph, spot in known.read.paragraphs():
        if paragraph.part != "说明":
            open_lists, between = [], []
            continue
        text = squeezed(paragraph.text)
        one = numbered(text)
        if one is None:
            open_lists = [] if paragraph.level else open_lists
            between.append(text)
            continue
        at = next((at for at, each in enumerate(open_lists) if each.style == one.style), None)
        before = open_lists[at] if at is not None else None
        if before is not None and _out_of_order(before.number, one.number):
            due = before.number + 1
            if not any(_opens_with(due, one, each) for each in (*elsewhere, *between)):
                yield _told(known, paragraph, spot, before, one)
        open_lists = [*open_lists[: at if at is not None else len(open_lists)], one]
        between = [text]


def _out_of_order(before: int, number: int) -> bool:
    return number != 1 and (number <= before or number == before + 2)


def numbered(text: str) -> Numbered | None:
    """The number that opens a squeezed paragraph."""
    for style, pattern in enumerate(_STYLES):
        match = pattern.match(text)
        if match is not None and match["n"] in _NUMBERS:
            return Numbered(style, _NUMBERS[match["n"]], match[0])
    return None


def _opens_with(due: int, one: Numbered, text: str) -> bool:
    """Whether the number that is missed, or the one before the one that is told, stands in a text."""
    digits = one.text.strip("()、.")
    missed = {_written(number, digits) for number in (due, one.number - 1) if number > 0}
    return any(one.text.replace(digits, each) in text for each in missed)


def _written(number: int, like: str) -> str:
    return str(number) if like.isdigit() else chinese_number(number)


def _elsewhere(known: Known) -> list[str]:
    """Texts that the reader gave to forms and other parts: a heading may have been taken for a table's title."""
    read = known.read
    captions = [text.text for facts in read.facts.values() for text in (*facts.captions, *facts.notes)]
    return [squeezed(text) for text in (*captions, *(grid.title for grid in read.extra))]


def _told(known: Known, paragraph: Paragraph, spot: Spot, before: Numbered, one: Numbered) -> Finding:
    due = one.text.replace(one.text.strip("()、."), _written(before.number + 1, one.text.strip("()、.")))
    where = Place(file=known.read.file, page=spot.page, sheet=spot.sheet, row=spot.row, sentence=paragraph.text[:MOST])
    return finding("X107", where, printed=f"{before.text}之后是{one.text}", expected=due)
