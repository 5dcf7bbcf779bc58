"""How large a table is set: the largest type in which it stays on one page and no figure breaks or leaves its box."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

MM_A_POINT = 25.4 / 72
FORM_WIDTHS: Mapping[str, float] = {"label": 46, "name": 46, "code": 17, "digits": 10, "number": 9, "figure": 25}
EVALUATION_WIDTHS: Mapping[str, float] = {"spine": 6, "item": 26, "text": 13.5, "score": 12}
"""Width of a printed column against the others in its table, by what the column is."""
UNBROKEN = 4
"""Characters up to which a text stands in one line: 基本支出."""
ORPHAN = 2
"""Characters that do not stand on a line of their own where there is room to take them back."""
NAMES = frozenset({"label", "name"})
_RUN = re.compile(r"[\x21-\x7e]+|.")
"""What a line never breaks inside: a figure or a Latin word, else one character."""


@dataclass(frozen=True, slots=True)
class Type:
    """Size of a table's letters and the space above and below them, in points."""

    size: float
    inset: float

    @property
    def side(self) -> float:
        """Space at the left and the right of a box, in points."""
        return 2 if self.size < 8 else 3


TYPES = (
    Type(10, 3.6),
    Type(9.5, 2.8),
    Type(9, 2),
    Type(8.5, 1.5),
    Type(8, 1),
    Type(7.5, 1),
    Type(7, 1),
    Type(6.5, 0.8),
)
LONG, LONG_EVALUATION = 9, 7.5
"""The largest size for what takes more than one page in any."""
EVALUATIONS = (Type(9, 4.5), Type(8.5, 3.5), Type(8, 3), Type(7.5, 3), Type(7.5, 2), Type(7, 1.5), Type(6.5, 1))


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


def sized(
    columns: Sequence[str], squares: Sequence[Square], room_mm: tuple[float, float], *, headed: bool
) -> tuple[tuple[float, ...], Type]:
    """Widths of the columns in mm, and the type; the room is so wide and so high. `headed`: with rows that repeat."""
    wide, high = room_mm
    types = TYPES if headed else EVALUATIONS
    fitting: list[tuple[Type, tuple[float, ...]]] = []
    for each in types:
        widths = _widths(columns, squares, each, wide)
        if not widths:
            continue
        if _height(widths, squares, each) <= high:
            return widths, each
        fitting.append((each, widths))
    longer = [(widths, each) for each, widths in fitting if each.size <= (LONG if headed else LONG_EVALUATION)]
    return longer[0] if longer else (_shared(columns, wide), types[-1])


def _shared(columns: Sequence[str], room_mm: float) -> tuple[float, ...]:
    """All of the room, shared by what the columns are."""
    known = {**FORM_WIDTHS, **EVALUATION_WIDTHS}
    shares = [known[column] for column in columns]
    return tuple(room_mm * share / sum(shares) for share in shares)


def _widths(columns: Sequence[str], squares: Sequence[Square], given: Type, room_mm: float) -> tuple[float, ...]:
    """The shared widths, narrow columns widened at the cost of roomy ones; () where there is too little room."""
    shared = _shared(columns, room_mm)
    least = [0.0] * len(columns)
    for square in sorted(squares, key=lambda square: square.across):
        reach = range(square.column, square.column + square.across)
        missing = _unbroken_mm(square, columns, given) - sum(least[at] for at in reach)
        if square.across == 1:
            least[square.column] += max(0.0, missing)
        elif missing > 0:
            spare = [max(0.0, shared[at] - least[at]) for at in reach]
            whole = sum(spare)
            for at, room in zip(reach, spare, strict=True):
                least[at] += missing * (room / whole if whole else 1 / square.across)
    wanting = sum(max(0.0, need - width) for need, width in zip(least, shared, strict=True))
    spare = [max(0.0, width - need) for need, width in zip(least, shared, strict=True)]
    if wanting > sum(spare):
        return ()
    part = wanting / sum(spare) if wanting else 0.0
    widened = [max(need, width - room * part) for need, width, room in zip(least, shared, spare, strict=True)]
    return tuple(round(width, 2) for width in _without_orphans(columns, squares, given, widened, least))


def _without_orphans(
    columns: Sequence[str], squares: Sequence[Square], given: Type, widths: Sequence[float], least: Sequence[float]
) -> list[float]:
    """Names that leave a character or two on a line of their own get them back, at the cost of all figures alike."""
    figures = [at for at, column in enumerate(columns) if column == "figure"]
    spare = min((widths[at] - least[at] for at in figures), default=0.0) * len(figures)
    wished = list(widths)
    for at, column in enumerate(columns):
        if column in NAMES:
            needs = (_whole_mm(square, given, widths[at]) for square in squares if square.column == at)
            wider = [need for need in needs if widths[at] < need <= wished[at] + spare]
            spare -= max(wider, default=widths[at]) - widths[at]
            wished[at] = max(wider, default=widths[at])
    taken = sum(wished) - sum(widths)
    for at in figures:
        wished[at] -= taken / len(figures)
    return wished


def _whole_mm(square: Square, given: Type, width: float) -> float:
    """The width in which a text does not leave a character or two on its last line; 0 where it leaves none."""
    beside = 2 * given.side + 0.5
    line = width / MM_A_POINT - beside
    long = ems(square.text) * given.size
    lines = ceil(long / line)
    left = long - (lines - 1) * line
    alone = square.across == 1 and lines > 1 and left <= ORPHAN * given.size
    return (long / (lines - 1) + beside) * MM_A_POINT if alone else 0.0


def _unbroken_mm(square: Square, columns: Sequence[str], given: Type) -> float:
    """The width that a box needs at least: its longest figure or word, a short text whole."""
    if not square.text:
        return 0.0
    short = len(square.text) <= UNBROKEN and columns[square.column] != "spine"
    long = ems(square.text) if short else _longest(square.text)
    return (long * given.size + 2 * given.side + 0.5) * MM_A_POINT


@lru_cache(maxsize=1 << 14)
def _longest(text: str) -> float:
    """The width in characters of the longest figure or word."""
    return max(map(ems, _RUN.findall(text)))


def _height(widths: Sequence[float], squares: Sequence[Square], given: Type) -> float:
    """Millimetres that the rows take, counting how often their texts wrap."""
    lines: dict[tuple[str, int], int] = {}
    for square in squares:
        where = ("head" if square.look == "head" else "body", square.row)
        lines.setdefault(where, 1)
        if square.down == 1 and square.look != "figure":
            width = sum(widths[square.column : square.column + square.across]) / MM_A_POINT - 2 * given.side
            lines[where] = max(lines[where], ceil(ems(square.text) * given.size / width))
    return sum(((1.25 * count - 0.15) * given.size + 2 * given.inset) * MM_A_POINT for count in lines.values())


@lru_cache(maxsize=1 << 14)
def ems(text: str) -> float:
    """Its width in characters: a Latin letter or digit takes a little over half of one."""
    return sum(0.58 if char.isascii() else 1 for char in text)
