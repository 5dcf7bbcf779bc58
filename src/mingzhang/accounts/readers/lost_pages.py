"""Pages of which nothing was read: what is not found may stand there, and a table may go on there."""

from collections.abc import Sequence

from mingzhang.accounts.readers.labels import label
from mingzhang.accounts.readers.rows import TOTALS
from mingzhang.accounts.readers.sections import Section

COVER = 1
"""A first page that is an image is a cover, as a rule, and hides nothing."""
_ENDS = (*TOTALS, "总计", "收入总计", "支出总计")


def may_hide(lost: Sequence[int]) -> bool:
    """Whether what a document seems to lack may stand on a page that was not read."""
    return any(page > COVER for page in lost)


def goes_on_at(section: Section, lost: Sequence[int]) -> int:
    """The page that was not read on which a table may go on: the one after its last row; 0 where it has ended."""
    page = max((box.spot.page or 0 for box in section.table.boxes), default=0) + 1
    last = next((row for row in reversed(section.table.by_row()) if any(box.text.strip() for box in row)), [])
    ended = bool(section.notes) or any(label(box.text) in _ENDS for box in last)
    return page if page in lost and not ended else 0
