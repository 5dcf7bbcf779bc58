"""The flow of a document cut into tables with what stands around them; tables over several pages joined."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from mingzhang.accounts.readers.beside import side_by_side
from mingzhang.accounts.readers.captions import (
    YEAR_ONLY,
    caption,
    form_of_title,
    is_continued,
    is_note,
    is_title,
    known_title,
)
from mingzhang.accounts.readers.characters import MONEY, may_be_title, squeezed
from mingzhang.accounts.readers.document import Block, Box, Document, Table, Text
from mingzhang.accounts.readers.labels import begins_row
from mingzhang.accounts.readers.merged_columns import SHIFT, on_columns_of

NEAR_LINES = 8
"""Lines above a table that may belong to it."""
LONGEST_CAPTION = 70
LONGEST_NOTE = 120
_NOTE_WORDS = ("本表", "预算数", "决算数", "四舍五入", "尾差")
_CONTINUATION = re.compile(r"续表|^\(?续\)?$")
"""What tells a line between two pages of a sheet from a row that begins so: 续建工程."""


@dataclass(slots=True)
class Section:
    """A table with its captions and notes."""

    table: Table
    captions: list[Text] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    sheet: str = ""
    stray: list[Text] = field(default_factory=list)
    """Lines with figures just below the table that no row of it took."""
    apart: bool = False
    """Whether a heading or sentences stand between it and the table before: it does not go on with that one."""


@dataclass(slots=True)
class Flow:
    """Texts and sections in reading order."""

    items: list["Text | Section"] = field(default_factory=list)

    @property
    def sections(self) -> list[Section]:
        return [item for item in self.items if isinstance(item, Section)]

    @property
    def texts(self) -> list[Text]:
        return [item for item in self.items if isinstance(item, Text)]


def flow(document: Document) -> Flow:
    """The document's texts and tables; captions and notes move from the texts to their table."""
    found = Flow()
    for block in _carved(document.blocks):
        if isinstance(block, Text):
            last = found.items[-1] if found.items else None
            if isinstance(last, Section) and _is_note_of(block, last):
                last.notes.append(block)
            elif isinstance(last, Section) and is_stray(block):
                last.stray.append(block)
            else:
                found.items.append(block)
            continue
        above = _take_captions(found.items)
        if not above and _joins(found.items, block):
            continue
        section = Section(block, above, sheet=block.spot.sheet, apart=_apart(found.items))
        if above and _same_again(found.items, section):
            continue
        found.items.append(section)
    return found


def _apart(items: Sequence["Text | Section"]) -> bool:
    """Whether the texts since the last table begin something of their own."""
    for item in reversed(items):
        if isinstance(item, Section):
            return False
        if (item.level and not begins_row(item.text)) or item.text.rstrip().endswith("。"):
            return True
        if is_part(item.text):
            return True
    return False


def is_part(text: str) -> bool:
    """第五部分 附件."""
    return text.startswith("第") and "部分" in text[:6]


def _carved(blocks: Iterable[Block]) -> Iterator[Block]:
    """Tables cut where a caption or note stands in rows of their own, as in spreadsheets."""
    for block in (part for whole in blocks for part in (side_by_side(whole) if isinstance(whole, Table) else [whole])):
        if isinstance(block, Text):
            yield block
            continue
        rows = block.by_row()
        first, seen = 0, False
        for number, row in enumerate(rows):
            texts = [box for box in row if box.text.strip()]
            if not _stands_alone(texts, seen, block):
                seen = seen or bool(texts)
                continue
            if number > first and seen:
                yield block.part(first, number)
            yield from (Text(squeezed_lines(box.text), 0, box.spot) for box in texts)
            first, seen = number + 1, False
        if seen:
            yield block.part(first, len(rows)) if first else block


def squeezed_lines(text: str) -> str:
    """A box's text on one line."""
    return " ".join(text.split())


def _stands_alone(texts: Sequence[Box], inside: bool, table: Table) -> bool:
    """Whether a row is a caption or note rather than a row of the table."""
    if not texts or len(texts) > 4:
        return False
    first = texts[0].text
    if len(texts) == 1 and is_note(first) and len(squeezed(first)) > 3:
        return True
    if len(texts) == 1 and (form_of_title(first) or (is_title(first) and (not inside or texts[0].across > 1))):
        return True
    if len(texts) == 1 and is_continued(first) and (_CONTINUATION.search(squeezed(first)) or is_title(first)):
        return True
    if len(texts) == 1 and len(squeezed(first)) >= 14 and first.rstrip().endswith("。"):
        return True
    if len(texts) == 1 and not inside and YEAR_ONLY.fullmatch(squeezed(first)):
        return True
    said = [caption(box.text) for box in texts]
    return all(one.amounts or one.unit or one.code or one.year for one in said) and any(
        one.amounts or one.unit or (one.code and "表" in squeezed(box.text))
        for one, box in zip(said, texts, strict=True)
    )


def _take_captions(items: list["Text | Section"]) -> list[Text]:
    """The lines just above a table that say something about it, removed from the flow."""
    taken: list[Text] = []
    for item in reversed(items[-NEAR_LINES:]):
        if not isinstance(item, Text) or not _may_be_caption(item.text) or item.text.rstrip().endswith("。"):
            break
        taken.append(item)
    taken.reverse()
    while taken and not _about_table(taken[0].text) and not _title_begins(taken):
        taken.pop(0)
    if taken:
        del items[len(items) - len(taken) :]
    return taken


def _may_be_caption(text: str) -> bool:
    """Short enough to say something about a table, or as long as the unit's name that it says."""
    if len(text) <= LONGEST_CAPTION:
        return True
    said = caption(text) if may_be_title(text) else None
    return said is not None and bool(said.unit or said.form)


def _title_begins(taken: Sequence[Text]) -> bool:
    """Whether the first line is the first half of a title."""
    return len(taken) > 1 and is_title(taken[1].text) and form_of_title(taken[0].text + taken[1].text) != ""


def _about_table(text: str) -> bool:
    if is_part(text):
        return False
    return caption(text).says or is_continued(text)


def _is_note_of(text: Text, section: Section) -> bool:
    """Whether a text below a table belongs to it: it begins as a note, or goes on with one."""
    if is_note(text.text):
        return True
    if not section.notes or text.level or caption(text.text).says or len(text.text) > LONGEST_NOTE:
        return False
    return any(word in text.text for word in _NOTE_WORDS)


def is_stray(text: Text) -> bool:
    """Whether a line below a table is a row that was left out of it: figures that stand alone, and no sentence."""
    words = text.text.split()
    return len(words) > 1 and "。" not in text.text and any(MONEY.fullmatch(squeezed(word)) for word in words)


def _joins(items: list["Text | Section"], table: Table) -> bool:
    """Join a table without captions to the one before it, when their columns are the same."""
    last = items[-1] if items else None
    if not isinstance(last, Section) or last.notes:
        return False
    if last.table.spot.sheet != table.spot.sheet or not _next_page(last.table, table):
        return False
    alike = table if _same_columns(last.table, table) else on_columns_of(last.table, table)
    if alike is None:
        return False
    last.table = joined(last.table, alike)
    return True


def _next_page(before: Table, after: Table) -> bool:
    if before.spot.page is None or after.spot.page is None:
        return True
    pages = [box.spot.page for box in before.boxes if box.spot.page is not None]
    return after.spot.page - max(pages, default=before.spot.page) in (0, 1)


def _same_columns(before: Table, after: Table) -> bool:
    if before.columns != after.columns:
        return False
    if len(before.edges) != len(after.edges) or not before.edges:
        return True
    shift = after.edges[0] - before.edges[0]
    return all(abs(b - a - shift) <= SHIFT for a, b in zip(before.edges, after.edges, strict=True))


def _same_again(items: list["Text | Section"], section: Section) -> bool:
    """Join a table whose captions repeat those of the one before it (续表, or a repeated title)."""
    last = next((item for item in reversed(items) if isinstance(item, Section)), None)
    if last is None or last is not items[-1] or last.table.columns != section.table.columns:
        return False
    if last.table.spot.sheet != section.table.spot.sheet:
        return False
    titles = [title for title in (_title(last.captions), _title(section.captions)) if any(title)]
    repeated = len(titles) == 2 and titles[0] == titles[1] and _next_page(last.table, section.table)
    if not repeated and not (any(is_continued(text.text) for text in section.captions) and not last.notes):
        return False
    if repeated and _rows(last.table) == _rows(section.table):
        return False  # the form was put in twice
    last.table = joined(last.table, section.table)
    return True


def _rows(table: Table) -> list[list[str]]:
    return [[squeezed(box.text) for box in row] for row in table.by_row()]


def _title(texts: Sequence[Text]) -> tuple[str, str]:
    """The title and number of the form that captions name: 四川 has two forms of one number."""
    return next((found for text in texts if any(found := known_title(text.text))), ("", ""))


def joined(before: Table, after: Table) -> Table:
    """Two tables of the same columns as one; header rows that the second repeats are left out."""
    first, second = before.by_row(), after.by_row()
    repeated = 0
    while (
        repeated < min(len(first), len(second), 8)
        and any(box.text for box in second[repeated])
        and [squeezed(box.text) for box in first[repeated]] == [squeezed(box.text) for box in second[repeated]]
    ):
        repeated += 1
    kept = after.part(repeated, after.rows) if repeated else after
    moved = tuple(box._replace(row=box.row + before.rows) for box in kept.boxes)
    return replace(before, boxes=before.boxes + moved, rows=before.rows + kept.rows, loose=before.loose or after.loose)
