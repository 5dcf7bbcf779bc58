"""Plain text whose columns are set by spaces, page by page as a converter printed it."""

from collections.abc import Iterator, Sequence

from mingzhang.accounts.readers.aligned import row_alone, table_runs
from mingzhang.accounts.readers.base_lines import whole_rows
from mingzhang.accounts.readers.captions import caption
from mingzhang.accounts.readers.characters import MONEY, tidy
from mingzhang.accounts.readers.columns import SegmentLine, amounts_set
from mingzhang.accounts.readers.document import Block, Spot, Text
from mingzhang.accounts.readers.headers import CODE
from mingzhang.accounts.readers.labels import begins_row
from mingzhang.accounts.readers.limits import Meter
from mingzhang.accounts.readers.page_by_page import pages_joined
from mingzhang.accounts.readers.paragraphs import is_page_number_text, level_of
from mingzhang.accounts.readers.pitch import pieces, pitch


def text_of(text: str, line: int) -> Text:
    plain = tidy(text)
    return Text(plain, level_of(plain), Spot(row=line))


def spaced(pages: Sequence[Sequence[str]], meter: Meter) -> Iterator[Block]:
    """Columns that stand above one another; every other line is a paragraph."""
    parts = [part if isinstance(part, Text) else whole_rows(part) for part in _parted(pages)]
    usual = amounts_set(lines for part in parts if not isinstance(part, Text) for lines in part)
    for part in parts:
        if isinstance(part, Text):
            yield part
            continue
        for table in pages_joined(part, usual):
            meter.add_boxes(len(table.boxes))
            yield table


Going = list[Sequence[SegmentLine]]
"""The lines of a table, page by page."""


def _parted(pages: Sequence[Sequence[str]]) -> Iterator[Text | Going]:
    """The paragraphs of a text, and its tables over page ends."""
    measure = pitch(line for lines in pages for line in lines if line.strip())
    going: Going = []
    """The table that the page before ended with."""
    before = 0
    for lines in pages:
        full = [(before + number, line) for number, line in enumerate(lines, 1) if line.strip()]
        before += len(lines)
        cut = [list(pieces(line, number, measure)) for number, line in full]
        breaks = [n > 0 and full[n][0] - full[n - 1][0] > 1 and not _goes_on(cut[n : n + 2]) for n in range(len(full))]
        start = 0
        runs = table_runs(cut, breaks)
        if going and runs and all(_is_row(line) for line in cut[: runs[0][0]]):
            runs[0] = (0, runs[0][1])  # with rows without figures, with which the page goes on
        for begins, last in runs:
            first = _with_headings(full, cut, begins, start)
            if first and going:
                yield going
                going = []
            yield from (text_of(line, number) for number, line in full[start:first])
            going = [*going, cut[first:last]]
            if last < len(full):
                yield going
                going = []
            start = last
        if start < len(full) and going:
            yield going
            going = []
        yield from (text_of(line, number) for number, line in full[start:])
    if going:
        yield going


def _goes_on(lines: Sequence[SegmentLine]) -> bool:
    """Whether a line below an empty one, with the line after it, is a row of a table, so that the table goes on."""
    first = lines[0][0].squeezed
    if len(lines[0]) > 1 or MONEY.fullmatch(first) is not None or CODE.fullmatch(first) is not None:
        return True
    return all(len(line) > 1 or begins_row(line[0].text) for line in lines)


def _with_headings(full: Sequence[tuple[int, str]], cut: Sequence[SegmentLine], first: int, floor: int) -> int:
    """The first line of a table with the headings above it that stand alone on theirs, below its captions."""
    top = first
    while top > floor and full[top][0] - full[top - 1][0] == 1 and _is_heading(cut[top - 1]):
        top -= 1
    return top if top > floor and caption(full[top - 1][1]).says else first


def _is_heading(line: SegmentLine) -> bool:
    return row_alone(line) and len(line) == 1 and not level_of(line[0].text) and not caption(line[0].text).says


def _is_row(line: SegmentLine) -> bool:
    """Whether a line alone is a row without figures, numbered perhaps as headings are, or goes on with one."""
    return row_alone(line) and (not level_of(line[0].text) or begins_row(line[0].text))


def pages_of(text: str) -> list[list[str]]:
    """The lines page by page; the number at a page's end, before a form feed, is none of the text."""
    pages = [page.splitlines() for page in text.split("\f")]
    for lines in pages if len(pages) > 1 else ():
        end = next((n for n in reversed(range(len(lines))) if lines[n].strip()), None)
        if end is not None and is_page_number_text(lines[end]):
            lines[end] = ""
    return pages
