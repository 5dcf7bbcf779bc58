"""Text that was saved line by line as a page showed it: its lines joined to paragraphs again.

Such a file breaks nearly every sentence at one width; a file of paragraphs has lines of every length.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from mingzhang.accounts.readers.characters import squeezed, width_of
from mingzhang.accounts.readers.document import Block, Text
from mingzhang.accounts.readers.paragraphs import heading_level, level_of

LEAST = 30
"""Columns below which a line is no line of running text that goes on."""
WIDEST = 130
"""Columns that no page's line passes: a longer one is a paragraph."""
RAGGED = 8
"""Columns by which a full line may be shorter than the others: figures are narrower than a page makes them."""
FEWEST = 8
"""Lines that must break off at the width before a file is taken for one of broken lines."""
INDENT = 4
"""Columns by which a page sets a paragraph's first line in."""
LOOSE = 2
"""Columns by which a line may fall short that ends where a sentence could, or before a number without room on it."""
_PAGE_NUMBER = re.compile(r"[-—–]*\d{1,4}[-—–]*")
_ENDS = tuple("。；！？：;!?:")
_PAUSES = tuple("；：;:")
_NUMBER = re.compile(r"(\d[\d,.]*)\s*[万亿元%个辆人批次台家项年月日]")
"""A number with its unit; 30299 其他商品和服务支出 is a row of a table."""
_WHOLE = re.compile(r"\.\d\d$")
"""An amount that no digit follows."""


def unwrapped(blocks: Iterable[Block]) -> list[Block]:
    """The blocks with broken lines joined, page numbers between them left out; unchanged where none are broken."""
    given = list(blocks)
    width = _width([block for block in given if isinstance(block, Text)])
    return list(_joined(given, width)) if width else given


def _width(texts: Sequence[Text]) -> int:
    """The width at which most running lines break off; 0 for a file whose lines are paragraphs."""
    long = sorted(width for text in texts if (width := _columns(text)) >= LEAST)
    if len(long) < FEWEST or long[-1] > WIDEST:
        return 0
    usual = long[len(long) * 9 // 10]
    broken = sum(_columns(one) >= usual - RAGGED and not _ended(one) for one, _ in pairwise(texts))
    return usual if broken >= FEWEST and 2 * broken > len(long) else 0


def _joined(blocks: Sequence[Block], usual: int) -> Iterator[Block]:
    going: Text | None = None
    last: Text | None = None
    """What goes on, and the line that it ends with."""
    titles: set[str] = set()
    """Headings that stood in full already, as in the contents."""
    for block in blocks:
        if not isinstance(block, Text):
            if going is not None:
                yield going
            going = last = None
            yield block
            continue
        if going is None or last is None:
            going = last = block
            continue
        first = last is going
        titled = first and last.level > 0 and (squeezed(last.text) in titles or last.text.rstrip().endswith("说明"))
        if not titled and _open(last, usual) and _PAGE_NUMBER.fullmatch(squeezed(block.text)):
            continue
        stop = not _ended(going) and block.text.strip() in _ENDS  # no line begins with a stop
        if stop or (not titled and _goes_on(last, block, usual, first)):
            text = going.text + block.text
            going = Text(text, level_of(text), going.spot)
        else:
            yield going
            titles |= {squeezed(going.text)} if going.level else set()
            going = block
        last = block
    if going is not None:
        yield going


def _goes_on(line: Text, following: Text, usual: int, first: bool) -> bool:
    """Whether a line breaks off in what the following one says on; `first` of its paragraph, it may stand in."""
    columns = _columns(line)
    begins = following.text.strip()
    if heading_level(following.text) or (_WHOLE.search(line.text.strip()) and begins[:1].isdecimal()):
        return False
    if line.text.rstrip().endswith(_PAUSES):
        return columns >= usual - LOOSE
    number = _NUMBER.match(begins)
    indent = INDENT if first and not line.level else 0
    no_room = number is not None and columns >= LEAST and columns + indent + len(number[1]) >= usual - LOOSE
    return _open(line, usual) or (no_room and not _ended(line))


def _open(line: Text, usual: int) -> bool:
    return _columns(line) >= usual - RAGGED and not _ended(line)


def _columns(text: Text) -> int:
    """Without the spaces that justify a line, and with brackets as wide as they are printed."""
    return width_of("".join(text.text.split()))


def _ended(text: Text) -> bool:
    return text.text.rstrip().endswith(_ENDS)
