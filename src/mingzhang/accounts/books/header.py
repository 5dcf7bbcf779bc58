"""Where the names of a table's columns stand: row 1, or below titles, in one row or in two that belong together."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

HEAD_ROWS = 60
"""Rows among which the names are looked for."""
JOIN = "-"
"""Between the two names of a column under a common heading: 本期发生额-借方."""
_YEAR = re.compile(r"(20\d{2})年?")


class Header(NamedTuple):
    """The names of a table's columns, and what stands above them."""

    row: int
    """The last row of the names, from 1; the data begin below it."""
    names: list[str]
    above: tuple[str, ...] = ()
    """The texts of the titles above; a year over 月 and 日 belongs to them."""
    head: frozenset[tuple[str, ...]] = frozenset()
    """The rows of titles and names as they stand, in plain names: a program may print them again on every page."""


def plain_name(text: str | None) -> str:
    """A column's name without blanks and line breaks, as programs set them to fill a cell."""
    return "".join((text or "").split())


def find_header(head: Sequence[Sequence[str | None]], wanted: Collection[str]) -> Header:
    """The first header that has all of `wanted`; where none has, the one that has most of them, else row 1."""
    best, most = Header(1, [plain_name(cell) for cell in head[0]] if head else []), 0
    for header in headers(head):
        there = set(header.names)
        count = sum(name in there for name in wanted)
        if count > most or count == len(wanted):
            best, most = header, count
        if count == len(wanted):
            break
    return best._replace(head=frozenset(filter(any, map(plain_row, head[: best.row]))))


def plain_row(cells: Iterable[str | None]) -> tuple[str, ...]:
    """A row in plain names, without the empty cells behind its last."""
    names = [plain_name(cell) for cell in cells]
    return tuple(names[: max((at for at, name in enumerate(names, 1) if name), default=0)])


def headers(head: Sequence[Sequence[str | None]]) -> Iterator[Header]:
    """Every row, and every two rows, that could name the columns, from above."""
    for at, row in enumerate(head):
        above = tuple(cell.strip() for line in head[:at] for cell in line if cell and cell.strip())
        yield Header(at + 1, [plain_name(cell) for cell in row], above)
        if at + 1 < len(head):
            names, years = _joined(row, head[at + 1])
            yield Header(at + 2, names, above + years)


def _joined(upper: Sequence[str | None], lower: Sequence[str | None]) -> tuple[list[str], tuple[str, ...]]:
    """Names under common headings, which stand over their first column; a heading that is a year is no name."""
    names: list[str] = []
    years: list[str] = []
    heading = ""
    for at in range(max(len(upper), len(lower))):
        over = plain_name(upper[at]) if at < len(upper) else ""
        under = plain_name(lower[at]) if at < len(lower) else ""
        heading = over or (heading if under else "")
        year = _YEAR.fullmatch(heading)
        if year and under:
            years += [f"{year[1]}年"] if over else []
            names.append(under)
        else:
            names.append(JOIN.join(part for part in dict.fromkeys((heading, under)) if part))
    return names, tuple(years)
