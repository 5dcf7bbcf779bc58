"""Lines of plain text cut into pieces where spaces part them, each with its extent in columns of the file."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from mingzhang.accounts.readers.characters import MONEY, is_figure, squeezed, width_of
from mingzhang.accounts.readers.document import Spot
from mingzhang.accounts.readers.over import Segment

_NAME = re.compile(r"[\u4e00-\u9fff]{3,10}")
_HEADING = re.compile(r"[\u4e00-\u9fff]{3,10}|[小合]计")
_SIDE = re.compile(r"[一二三四五六七八九十]+、|(?:本年)?(?:收入|支出)?[合总]计$|年末|结余分配")
"""How a row of the right side begins."""
_GAP = re.compile(r"[ \u3000\xa0]{2,}|\u3000")


def pitch(lines: Iterable[str]) -> Callable[[str], int]:
    """How the file sets its columns: by the width of characters, or by their number, as pdf converters do."""
    given = list(lines)
    return max((width_of, len), key=lambda measure: _aligned(given, measure))


def _aligned(lines: Sequence[str], measure: Callable[[str], int]) -> int:
    """How often a piece of a line begins or ends where one of the line before does."""
    found, before = 0, (set[int](), set[int]())
    for line in lines:
        parts = list(pieces(line, 0, measure))[1:]
        here = ({int(part.left) for part in parts}, {int(part.right) for part in parts})
        found += len(here[0] & before[0]) + len(here[1] & before[1])
        before = here
    return found


def pieces(line: str, number: int, measure: Callable[[str], int]) -> Iterator[Segment]:
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
    """A piece cut between figures that one space parts, where they fill the rest of it: 4.00 3.00 or 其他支出 4.00.

    It is cut between a figure and the name of another side's row too: 4.00 一、一般公共服务支出.
    """
    words = list(re.finditer(r"\S+", line[start:end]))
    first = len(words)
    while first and is_figure(squeezed(words[first - 1][0])):
        first -= 1
    figures = [word[0] for word in words[first:]]
    alone = first == len(words) - 1 == 0
    apart = [] if alone or not (len(figures) > 1 or "." in "".join(figures)) else words[first:]
    names = [word[0] for word in words]
    if not figures and len(words) > 1 and any(map(_NAME.fullmatch, names)) and all(map(_HEADING.fullmatch, names)):
        apart = words  # names of columns that stand one space apart
    before = [after for one, after in pairwise(words) if MONEY.fullmatch(squeezed(one[0])) and _SIDE.match(after[0])]
    cuts = sorted({start + word.start() for word in (*before, *apart) if word.start()})
    yield from pairwise([start, *cuts, end])
