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
_PAGE_NUMBER = re.compile(r"[-—–]*\d{1,4}[-—–]*")
_ENDS = tuple("。；！？：;!?:")


def unwrapped(blocks: Iterable[Block]) -> list[Block]:
    """The blocks with broken lines joined, page numbers between them left out; unchanged where none are broken."""
    given = list(blocks)
    width = _width([block for block in given if isinstance(block, Text)])
    return list(_joined(given, width - RAGGED)) if width else given


def _width(texts: Sequence[Text]) -> int:
    """The width at which most running lines break off; 0 for a file whose lines are paragraphs."""
    long = sorted(width for text in texts if (width := _columns(text)) >= LEAST)
    if len(long) < FEWEST or long[-1] > WIDEST:
        return 0
    usual = long[len(long) * 9 // 10]
    broken = sum(_columns(one) >= usual - RAGGED and not _ended(one) for one, _ in pairwise(texts))
    return usual if broken >= FEWEST and 2 * broken > len(long) else 0


def _joined(blocks: Sequence[Block], full: int) -> Iterator[Block]:
    going: Text | None = None
    open_end = False
    for block in blocks:
        if not isinstance(block, Text):
            if going is not None:
                yield going
            going, open_end = None, False
            yield block
            continue
        if going is not None and open_end and _PAGE_NUMBER.fullmatch(squeezed(block.text)):
            continue
        stop = going is not None and not _ended(going) and block.text.strip() in _ENDS  # no line begins with a stop
        if going is not None and (stop or (open_end and not heading_level(block.text))):
            text = going.text + block.text
            going = Text(text, level_of(text), going.spot)
        else:
            if going is not None:
                yield going
            going = block
        open_end = _columns(block) >= full and not _ended(block)
    if going is not None:
        yield going


def _columns(text: Text) -> int:
    """Without the spaces that justify a line, and with brackets as wide as they are printed."""
    return width_of("".join(text.text.split()))


def _ended(text: Text) -> bool:
    return text.text.rstrip().endswith(_ENDS)
