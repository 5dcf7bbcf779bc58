"""What a file holds before anyone knows what it means: texts and tables in reading order, each with its place."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from mingzhang.findings import Finding


class Bounds(NamedTuple):
    """A rectangle in points from the top left of the page as it is read (turned, where the page's text is turned)."""

    left: float
    top: float
    right: float
    bottom: float

    def around(self, other: "Bounds") -> "Bounds":
        """The smallest rectangle that holds both."""
        return Bounds(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom


class Spot(NamedTuple):
    """Where something stands in its file. Only what the format knows is filled in."""

    page: int | None = None
    """1 is the first page."""
    bounds: Bounds | None = None
    sheet: str = ""
    row: int | None = None
    """A line of a text file or a row of a sheet; 1 is the first."""
    column: str = ""
    """The column of a sheet: A, B …"""


NOWHERE = Spot()


class Box(NamedTuple):
    """One box of a table with its text; lines inside it are parted by "\\n"."""

    row: int
    column: int
    text: str
    spot: Spot = NOWHERE
    across: int = 1
    down: int = 1
    figure: Bounds | None = None
    """Where the text itself stands inside the box."""
    value: str = ""
    """The number behind the text, where a workbook's number format printed it: plain decimals, at 15 digits."""


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of boxes; rows and columns count from 0."""

    boxes: tuple[Box, ...]
    rows: int
    columns: int
    spot: Spot = NOWHERE
    edges: tuple[float, ...] = ()
    """The x of the column edges in points, where the format has them."""
    loose: bool = False
    """Spans were inferred: the file tells which texts share a row, but not which columns they cover."""
    apart: bool = False
    """Headings stand side by side: the file leaves out what merged ones cover, and nothing tells how wide they are."""

    def by_row(self) -> list[list[Box]]:
        """The boxes that begin in each row, left to right."""
        found: list[list[Box]] = [[] for _ in range(self.rows)]
        for box in self.boxes:
            found[box.row].append(box)
        for row in found:
            row.sort(key=lambda box: box.column)
        return found

    def part(self, first: int, last: int) -> "Table":
        """Rows first … last-1 as a table of their own."""
        boxes = tuple(
            box._replace(row=box.row - first, down=min(box.down, last - box.row))
            for box in self.boxes
            if first <= box.row < last
        )
        return replace(self, boxes=boxes, rows=last - first)


@dataclass(frozen=True, slots=True)
class Text:
    """A heading, paragraph or caption."""

    text: str
    level: int = 0
    """1, 2 … where the format says that it is a heading."""
    spot: Spot = NOWHERE


Block = Text | Table


class Page(NamedTuple):
    """A page's size in points, and how its own coordinates relate to the bounds of what was read."""

    number: int
    width: float
    height: float
    turn: int = 0
    """Degrees by which its text is turned counterclockwise against the page's own coordinates."""
    origin: tuple[float, float] = (0.0, 0.0)
    """The page's own coordinates of its lower left corner."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file as blocks in reading order. Blocks may be empty when `findings` say why."""

    file: str
    kind: str
    """pdf, docx, html, sheet, text."""
    blocks: tuple[Block, ...] = ()
    pages: tuple[Page, ...] = ()
    findings: tuple[Finding, ...] = ()
    lost: tuple[int, ...] = ()
    """The pages of which nothing was read, images or broken ones, or not every character."""

    def tables(self) -> Iterator[Table]:
        return (block for block in self.blocks if isinstance(block, Table))

    def texts(self) -> Iterator[Text]:
        return (block for block in self.blocks if isinstance(block, Text))
