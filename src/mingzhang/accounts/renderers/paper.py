"""The document as it lies on paper: what the pdf and the word-processor edition share, down to widths and sizes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.draft import HEADING, NOTHING, SIGN
from mingzhang.accounts.forms.boxes import Box
from mingzhang.accounts.forms.grid import Grid
from mingzhang.accounts.layouts.layout import Layout
from mingzhang.accounts.layouts.ordinals import ordinal
from mingzhang.accounts.renderers.parts import Part, is_wide, parts, pending, positions
from mingzhang.accounts.renderers.table_size import MM_A_POINT, Square, Type, sized

A4_SHORT_MM, A4_LONG_MM = 210, 297
FORM_MARGIN_MM, FORM_TOP_MM, FORM_BOTTOM_MM = 18, 18, 17
TITLE_POINTS, TEXT_WIDTH_MM = 20, 154
"""Size of a part's title, and the width that it has."""
AROUND_MM = 38
"""What title, captions and notes of a form take of its page's height."""
LEAD_MM = 17
"""And the title of its part, where that stands above it."""
CENTRED = frozenset({"head", "number", "code", "digits", "text", "score"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form on a page of its own."""

    title: str
    entry: str
    code: str
    above: tuple[str, str, str]
    """What stands above it at the left, in the middle and at the right."""
    wide: bool
    widths_mm: tuple[float, ...]
    type: Type
    head: tuple[Square, ...]
    body: tuple[Square, ...]
    head_rows: int
    body_rows: int
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
    room = (A4_SHORT_MM if wide else A4_LONG_MM) - FORM_TOP_MM - FORM_BOTTOM_MM - AROUND_MM
    across = (A4_LONG_MM if wide else A4_SHORT_MM) - 2 * FORM_MARGIN_MM
    head, body = _squares(grid.header, grid.columns), _squares(grid.body, grid.columns)
    high = room - (LEAD_MM if led else 0)
    widths, letters = sized(grid.columns, (*head, *body), (across, high), headed=bool(grid.header))
    return Sheet(
        title=grid.title,
        entry=grid.entry or grid.title,
        code=grid.code,
        above=above,
        wide=wide,
        widths_mm=widths,
        type=letters,
        head=head,
        body=body,
        head_rows=len(grid.header),
        body_rows=len(grid.body),
        notes=grid.notes,
    )


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
    if box.role == "total" or (box.role in {"label", "name"} and box.text.endswith(("合计", "总计"))):
        return "total"
    return "centre" if box.role in CENTRED else "label"
