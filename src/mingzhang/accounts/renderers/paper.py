"""The document as it lies on paper: what the pdf and the word-processor edition share, down to widths and sizes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.forms.grid import Box, Grid
from mingzhang.accounts.layouts.layout import Layout
from mingzhang.accounts.renderers.parts import Part, is_wide, parts, pending, positions

A4_SHORT_MM, A4_LONG_MM = 210, 297
FORM_MARGIN_MM, FORM_TOP_MM, FORM_BOTTOM_MM = 18, 18, 17
AROUND_MM = 38
"""What title, captions and notes of a form take of its page's height."""
LEAD_MM = 17
"""And the title of its part, where that stands above it."""
MM_A_POINT = 25.4 / 72
FORM_WIDTHS: Mapping[str, float] = {"label": 46, "name": 46, "code": 17, "digits": 10, "number": 9, "figure": 25}
EVALUATION_WIDTHS: Mapping[str, float] = {"spine": 6, "item": 26, "text": 13.5, "score": 12}
"""Width of a printed column against the others in its table, by what the column is."""
CENTRED = frozenset({"head", "number", "code", "digits", "text", "score"})


@dataclass(frozen=True, slots=True)
class Type:
    """Size of a table's letters and the space above and below them, in points."""

    size: float
    inset: float


TYPES = (Type(10, 3.6), Type(9.5, 2.8), Type(9, 2), Type(8.5, 1.5), Type(8, 1))
LONG = Type(9, 2)
"""For a form that takes more than one page in any."""
EVALUATION = Type(7.5, 2)


@dataclass(frozen=True, slots=True)
class Square:
    """One box of a table and where it begins in its head or body, from 0."""

    row: int
    column: int
    text: str
    look: str
    """head, figure, label, centre or total."""
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form on a page of its own."""

    title: str
    entry: str
    code: str
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
    blocks: tuple[Block, ...]
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document in reading order."""

    unit: str
    year: int
    title: str
    above: tuple[str, str, str]
    """What stands above every form at the left, in the middle and at the right."""
    chapters: tuple[Chapter, ...]
    created: datetime
    """The date of the build; never read from a clock."""


def paper(disclosure: Disclosure, layout: Layout, created: datetime | None = None) -> Paper:
    """The disclosure set out for paper; `created` is else the first day after the year."""
    chapters = [_chapter(part, pending(part, disclosure)) for part in parts(disclosure, layout)]
    if disclosure.withheld:
        blocks = tuple(Block(0, text) for text in disclosure.withheld)
        chapters.append(Chapter("不予公开事项", blocks, ()))
    return Paper(
        unit=disclosure.unit.name,
        year=disclosure.year,
        title=f"{disclosure.unit.name}{disclosure.year}年度部门决算",
        above=layout.above_form(disclosure.unit.name, disclosure.year),
        chapters=tuple(chapters),
        created=created or datetime(disclosure.year + 1, 1, 1),  # noqa: DTZ001 (the files' dates have no zone)
    )


def _chapter(part: Part, waiting: str) -> Chapter:
    blocks = [Block(paragraph.level, paragraph.text) for paragraph in part.paragraphs]
    blocks += [Block(0, f"{number}.{term.term}：{term.definition}") for number, term in enumerate(part.terms, 1)]
    if not (blocks or part.grids):
        blocks = [Block(0, waiting)]
    sheets = (_sheet(grid, led=not (index or blocks)) for index, grid in enumerate(part.grids))
    return Chapter(f"{part.ordinal}　{part.title}", tuple(blocks), tuple(sheets))


def _sheet(grid: Grid, *, led: bool) -> Sheet:
    """A form; `led` where its part's title stands above it."""
    wide = is_wide(grid)
    room = (A4_SHORT_MM if wide else A4_LONG_MM) - FORM_TOP_MM - FORM_BOTTOM_MM - AROUND_MM
    widths = _widths(grid.columns, (A4_LONG_MM if wide else A4_SHORT_MM) - 2 * FORM_MARGIN_MM)
    head, body = _squares(grid.header, grid.columns), _squares(grid.body, grid.columns)
    return Sheet(
        title=grid.title,
        entry=grid.entry or grid.title,
        code=grid.code,
        wide=wide,
        widths_mm=widths,
        type=_type(grid, widths, (*head, *body), room - (LEAD_MM if led else 0)),
        head=head,
        body=body,
        head_rows=len(grid.header),
        body_rows=len(grid.body),
        notes=grid.notes,
    )


def _widths(columns: Sequence[str], room_mm: float) -> tuple[float, ...]:
    """All of the room, shared by what the columns are."""
    known = {**FORM_WIDTHS, **EVALUATION_WIDTHS}
    shares = [known[column] for column in columns]
    return tuple(round(room_mm * share / sum(shares), 2) for share in shares)


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


def _type(grid: Grid, widths: Sequence[float], squares: Sequence[Square], room_mm: float) -> Type:
    """The largest type in which the form stays on one page; a longer form goes on."""
    if not grid.header:
        return EVALUATION
    return next((each for each in TYPES if _height(widths, squares, each) <= room_mm), LONG)


def _height(widths: Sequence[float], squares: Sequence[Square], given: Type) -> float:
    """Millimetres that the rows take, counting how often their texts wrap."""
    lines: dict[tuple[str, int], int] = {}
    for square in squares:
        where = ("head" if square.look == "head" else "body", square.row)
        lines.setdefault(where, 1)
        if square.down == 1 and square.look != "figure":
            width = sum(widths[square.column : square.column + square.across]) / MM_A_POINT - 6
            lines[where] = max(lines[where], ceil(_ems(square.text) * given.size / width))
    return sum(((1.25 * count - 0.15) * given.size + 2 * given.inset) * MM_A_POINT for count in lines.values())


def _ems(text: str) -> float:
    """Its width in characters: a Latin letter or digit takes a little over half of one."""
    return sum(0.58 if char.isascii() else 1 for char in text)
