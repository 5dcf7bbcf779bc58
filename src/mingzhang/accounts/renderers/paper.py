"""The document as it lies on paper: what the pdf and the word-processor edition share, down to widths and sizes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.draft import HEADING, NOTHING, SIGN
from mingzhang.accounts.forms.boxes import Box
from mingzhang.accounts.forms.grid import Grid
from mingzhang.accounts.layouts.layout import Layout
from mingzhang.accounts.layouts.ordinals import ordinal
from mingzhang.accounts.renderers.parts import Part, is_wide, parts, pending, positions
from mingzhang.accounts.renderers.table_size import MM_A_POINT, Square, Type, ems, sized

A4_SHORT_MM, A4_LONG_MM = 210, 297
FORM_MARGIN_MM, FORM_TOP_MM, FORM_BOTTOM_MM = 18, 18, 17
TITLE_POINTS, TEXT_WIDTH_MM = 20, 154
"""Size of a part's title, and the width that it has."""
AROUND_MM, CAPTION_MM = 38, 5
"""What title, one line of captions and three of notes take of a form's page, and what a line more takes."""
CAPTION_POINTS, CAPTION_GAP = 9, 2
"""Size of the letters above and below a form, and how many of them stay free between two captions."""
FOOT_ROWS = 3
"""As many last rows as may stay with the notes, so that these never stand below repeated headings alone."""
LEAD_MM = 17
"""And the title of its part, where that stands above it."""
CENTRED = frozenset({"head", "number", "code", "digits", "text", "score"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form on a page of its own."""

    title: str
    entry: str
    code: str
    above: tuple[tuple[str, str, str], ...]
    """Lines of what stands above it at the left, in the middle and at the right."""
    wide: bool
    widths_mm: tuple[float, ...]
    type: Type
    head: tuple[Square, ...]
    body: tuple[Square, ...]
    head_rows: int
    body_rows: int
    foot_rows: int
    """Last rows of the body that stay with the notes."""
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (level 1, 2 …) or a paragraph (level 0) inside a part."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Chapter:
    title: str
    points: int
    """Size of the title's letters."""
    blocks: tuple[Block, ...]
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document in reading order."""

    unit: str
    year: int
    title: str
    chapters: tuple[Chapter, ...]
    created: datetime
    """The date of the build; never read from a clock."""
    sign: str = ""
    """What stands on every page of a draft."""


def paper(disclosure: Disclosure, layout: Layout, created: datetime | None = None) -> Paper:
    """The disclosure set out for paper; `created` is else the first day after the year."""
    chapters = [_chapter(part, pending(part, disclosure), layout.terms) for part in parts(disclosure, layout)]
    if disclosure.withheld:
        blocks = tuple(Block(0, text) for text in disclosure.withheld)
        chapters.append(Chapter("不予公开事项", TITLE_POINTS, blocks, ()))
    if disclosure.draft is not None:
        listed = [f"{number}. {text}" for number, text in enumerate(disclosure.draft, 1)] or [NOTHING]
        chapters.insert(0, Chapter(HEADING, TITLE_POINTS, tuple(Block(0, text) for text in listed), ()))
    return Paper(
        sign=SIGN if disclosure.draft is not None else "",
        unit=disclosure.unit.name,
        year=disclosure.year,
        title=f"{disclosure.unit.name}{disclosure.year}年度部门决算",
        chapters=tuple(chapters),
        created=created or datetime(disclosure.year + 1, 1, 1),  # noqa: DTZ001 (the files' dates have no zone)
    )


def _chapter(part: Part, waiting: str, style: str) -> Chapter:
    blocks = [Block(paragraph.level, paragraph.text) for paragraph in part.paragraphs]
    terms = enumerate(part.terms, 1)
    blocks += [Block(0, f"{ordinal(style, number)}{term.term}：{term.definition}") for number, term in terms]
    if not (blocks or part.grids):
        blocks = [Block(0, waiting)]
    sheets = (_sheet(grid, part.above, led=not (index or blocks)) for index, grid in enumerate(part.grids))
    title = f"{part.ordinal}　{part.title}"
    return Chapter(title, _points(title), tuple(blocks), tuple(sheets))


def _points(title: str) -> int:
    """A title a little too long for its line is set smaller rather than leave one character on a second line."""
    return max(16, min(TITLE_POINTS, int(TEXT_WIDTH_MM / MM_A_POINT / len(title))))


def _sheet(grid: Grid, above: tuple[str, str, str], *, led: bool) -> Sheet:
    """A form; `led` where its part's title stands above it."""
    wide = is_wide(grid)
    across = (A4_LONG_MM if wide else A4_SHORT_MM) - 2 * FORM_MARGIN_MM
    captions = _captions(above, across)
    more = _lines(captions[0][0], across) + len(captions) - 2
    more += max(0, sum(_lines(note, across) for note in grid.notes) - 3)
    room = (A4_SHORT_MM if wide else A4_LONG_MM) - FORM_TOP_MM - FORM_BOTTOM_MM - AROUND_MM - more * CAPTION_MM
    head, body = _squares(grid.header, grid.columns), _squares(grid.body, grid.columns)
    high = room - (LEAD_MM if led else 0)
    widths, letters = sized(grid.columns, (*head, *body), (across, high), headed=bool(grid.header))
    return Sheet(
        title=grid.title,
        entry=grid.entry or grid.title,
        code=grid.code,
        above=captions,
        wide=wide,
        widths_mm=widths,
        type=letters,
        head=head,
        body=body,
        head_rows=len(grid.header),
        body_rows=len(grid.body),
        foot_rows=_foot_rows(body, len(grid.body)) if grid.header and grid.notes else 0,
        notes=grid.notes,
    )


def _captions(above: tuple[str, str, str], across_mm: float) -> tuple[tuple[str, str, str], ...]:
    """What stands above a form in one line; a name too long for its side has a line of its own."""
    left, middle, right = above
    side = (across_mm / MM_A_POINT / CAPTION_POINTS - ems(middle)) / 2 - CAPTION_GAP
    return (above,) if max(ems(left), ems(right)) <= side else ((left, "", ""), ("", middle, right))


def _lines(text: str, across_mm: float) -> int:
    return max(1, ceil(ems(text) * CAPTION_POINTS * MM_A_POINT / across_mm))


def _foot_rows(body: Sequence[Square], rows: int) -> int:
    """The fewest last rows that no box reaches into from above; 0 where these are too many."""
    for count in range(1, min(FOOT_ROWS + 1, rows)):
        first = rows - count
        if not any(square.row < first < square.row + square.down for square in body):
            return count
    return 0


def _squares(rows: Sequence[Sequence[Box]], columns: Sequence[str]) -> tuple[Square, ...]:
    return tuple(
        Square(placed.row, placed.column, placed.box.text, _look(placed.box), placed.box.across, placed.box.down)
        for placed in positions(rows, len(columns))
    )


def _look(box: Box) -> str:
    if box.role == "head":
        return "head"
    if box.role == "figure":
        return "figure"
    if box.role in {"label", "name", "total"} and box.sums_up:
        return "total"
    return "centre" if box.role in CENTRED else "label"
