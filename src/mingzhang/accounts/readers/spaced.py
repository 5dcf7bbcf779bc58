"""Plain text whose columns are set by spaces, page by page as a converter printed it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from mingzhang.accounts.readers.aligned import table_runs
from mingzhang.accounts.readers.characters import is_figure, squeezed, tidy, width_of
from mingzhang.accounts.readers.columns import SegmentLine
from mingzhang.accounts.readers.document import Block, Spot, Text
from mingzhang.accounts.readers.limits import Meter
from mingzhang.accounts.readers.over import Segment
from mingzhang.accounts.readers.page_by_page import pages_joined, whole_rows
from mingzhang.accounts.readers.paragraphs import is_page_number_text, level_of

_NAME = re.compile(r"[\u4e00-\u9fff]{3,10}")
_GAP = re.compile(r"[ \u3000\xa0]{2,}|\u3000")


def text_of(text: str, line: int) -> Text:
    plain = tidy(text)
    return Text(plain, level_of(plain), Spot(row=line))


def spaced(pages: Sequence[Sequence[str]], meter: Meter) -> Iterator[Block]:
    """Columns that stand above one another; every other line is a paragraph."""
    measure = pitch(line for lines in pages for line in lines if line.strip())
    going: list[list[SegmentLine]] = []
    """The table that the page before ended with, page by page."""
    before = 0
    for lines in pages:
        full = [(before + number, line) for number, line in enumerate(lines, 1) if line.strip()]
        before += len(lines)
        cut = [list(_segments(line, number, measure)) for number, line in full]
        breaks = [n > 0 and full[n][0] - full[n - 1][0] > 1 for n in range(len(full))]
        start = 0
        for first, last in table_runs(cut, breaks):
            if first:
                yield from _finished(going, meter)
                going = []
            yield from (text_of(line, number) for number, line in full[start:first])
            if going and last < len(full):
                yield from _finished([*going, whole_rows(cut[first:last])], meter)
                going = []
            elif last < len(full):
                yield from _finished([whole_rows(cut[first:last])], meter)
            else:
                going.append(whole_rows(cut[first:last]))
            start = last
        if start < len(full):
            yield from _finished(going, meter)
            going = []
            yield from (text_of(line, number) for number, line in full[start:])
    yield from _finished(going, meter)


def _finished(pages: Sequence[Sequence[SegmentLine]], meter: Meter) -> Iterator[Block]:
    for table in pages_joined(pages) if pages else ():
        meter.add_boxes(len(table.boxes))
        yield table


def pages_of(text: str) -> list[list[str]]:
    """The lines page by page; the number at a page's end, before a form feed, is none of the text."""
    pages = [page.splitlines() for page in text.split("\f")]
    for lines in pages if len(pages) > 1 else ():
        end = next((n for n in reversed(range(len(lines))) if lines[n].strip()), None)
        if end is not None and is_page_number_text(lines[end]):
            lines[end] = ""
    return pages


def pitch(lines: Iterable[str]) -> Callable[[str], int]:
    """How the file sets its columns: by the width of characters, or by their number, as pdf converters do."""
    given = list(lines)
    return max((width_of, len), key=lambda measure: _aligned(given, measure))


def _aligned(lines: Sequence[str], measure: Callable[[str], int]) -> int:
    """How often a piece of a line begins or ends where one of the line before does."""
    found, before = 0, (set[int](), set[int]())
    for line in lines:
        parts = list(_segments(line, 0, measure))[1:]
        here = ({int(part.left) for part in parts}, {int(part.right) for part in parts})
        found += len(here[0] & before[0]) + len(here[1] & before[1])
        before = here
    return found


def _segments(line: str, number: int, measure: Callable[[str], int]) -> Iterator[Segment]:
    """Pieces of a line with their extent in columns."""
    at = 0
    while at < len(line):
        gap = _GAP.match(line, at)
        if gap:
            at = gap.end()
            continue
        following = _GAP.search(line, at)
        end = following.start() if following else len(line)
        for begin, stop in _figures_apart(line, at, end):
            piece = line[begin:stop].strip()
            if piece:
                left = measure(line[:begin])
                yield Segment(piece, left, left + measure(line[begin:stop]), Spot(row=number))
        at = end


def _figures_apart(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A piece cut between figures that one space parts, where they fill the rest of it: 4.00 3.00 or 其他支出 4.00."""
    words = list(re.finditer(r"\S+", line[start:end]))
    first = len(words)
    while first and is_figure(squeezed(words[first - 1][0])):
        first -= 1
    figures = [word[0] for word in words[first:]]
    alone = first == len(words) - 1 == 0
    apart = [] if alone or not (len(figures) > 1 or "." in "".join(figures)) else words[first:]
    if not figures and len(words) > 1 and all(_NAME.fullmatch(word[0]) for word in words):
        apart = words  # names of columns that stand one space apart
    yield from pairwise([start, *(start + word.start() for word in apart if word.start()), end])
