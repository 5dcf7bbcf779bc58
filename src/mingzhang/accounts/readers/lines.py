"""Characters set into lines, and lines cut where wide gaps part them. Digits may sit on another base line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from mingzhang.accounts.readers.characters import is_wide
from mingzhang.accounts.readers.document import Bounds
from mingzhang.accounts.readers.pdf_page import Char

SAME_LINE = 0.45
"""Share of the font's size by which base lines of one line may differ."""
WIDE_GAP = 1.5
"""Font sizes from which on a gap parts two boxes of a table rather than two words."""
WORD_GAP = 0.9
"""Font sizes from which on a gap is a space."""
BOX_GAP = 0.35
"""Font sizes from which on a gap parts two boxes, once it is known that the line belongs to a table."""
FIGURE_GAP = 0.2
"""The same between a figure and words."""
DIGIT_GAP = 0.15
"""The same between two digits: inside a number there is none."""
LATIN_GAP = 0.12
ASCENT, DESCENT = 0.86, 0.14
"""Where an ideograph stands about its base line, in font sizes."""
DEFAULT_SIZE = 10.0
_CODE_HEADINGS = frozenset({"类款", "款项"})
"""Headings of the parts of a code, which stand apart and are no word."""
MAX_SPREAD = 6.0
"""Font sizes by which the ideographs of one word may stand apart."""


_BASE, _LEFT = attrgetter("base"), attrgetter("left")


@dataclass(slots=True)
class Line:
    """Characters that share a line, left to right."""

    chars: list[Char] = field(default_factory=list)
    base: float = 0.0
    size: float = 0.0

    @property
    def left(self) -> float:
        return self.chars[0].left

    @property
    def right(self) -> float:
        return max([char.right for char in self.chars])

    @property
    def bounds(self) -> Bounds:
        size = self.size or DEFAULT_SIZE
        bases = [char.base for char in self.chars]
        return Bounds(self.left, min(bases) - ASCENT * size, self.right, max(bases) + DESCENT * size)

    def text(self) -> str:
        return text_of(self.chars, self.size)


def set_lines(chars: Iterable[Char]) -> list[Line]:
    """Lines from top to bottom. Spaces stay where they part words and go where they only fill."""
    lines: list[Line] = []
    for char in sorted(chars, key=_BASE):
        home = None
        for line in reversed(lines[-3:]):
            reach = SAME_LINE * max(line.size, char.size, 1.0)
            below = char.base - line.base
            if below <= reach and not (below > 1.0 and _covered(line, char)):
                home = line
                break
        if home is None:
            home = Line(base=char.base)
            lines.append(home)
        home.chars.append(char)
        home.size = max(home.size, char.size)
    for line in lines:
        line.chars.sort(key=_LEFT)
        _strip(line)
        # of a digit the size is only guessed from its width: ideographs, where there are some, tell it
        line.size = max([char.size for char in line.chars if is_wide(char.text)], default=line.size)
    return [line for line in lines if line.chars]


def _covered(line: Line, char: Char) -> bool:
    """Whether the place of a character is taken on this line, so that it belongs to the one below."""
    if char.text.isspace():
        return False
    middle = (char.left + char.right) / 2
    return any(other.left < middle < other.right and not other.text.isspace() for other in line.chars)


def _strip(line: Line) -> None:
    while line.chars and line.chars[0].text.isspace():
        line.chars.pop(0)
    while line.chars and line.chars[-1].text.isspace():
        line.chars.pop()


def text_of(chars: Sequence[Char], size: float) -> str:
    """The text of characters of one line, with a space where a gap is wide."""
    parts: list[str] = []
    least = LATIN_GAP * (size or DEFAULT_SIZE)  # no gap is narrower: most characters are settled by this
    before: Char | None = None
    for char in chars:
        if before is not None and char.left - before.right > least and _gap(before, char, size):
            parts.append(" ")
        parts.append(char.text)
        before = char
    return " ".join("".join(parts).split())


def _gap(before: Char, char: Char, size: float) -> bool:
    """Whether a gap of some width is a space. Runs of spaces are made one afterwards."""
    if is_wide(before.text) or is_wide(char.text) or not (before.text.isalpha() and char.text.isalpha()):
        return char.left - before.right > WORD_GAP * (size or DEFAULT_SIZE)
    return True


def segments(line: Line) -> list[Line]:
    """A line cut at its wide gaps, spaces counting as gap."""
    size = line.size or DEFAULT_SIZE
    found: list[Line] = []
    for char in line.chars:
        if char.text.isspace():
            continue
        if not found or char.left - found[-1].chars[-1].right > WIDE_GAP * size:
            found.append(Line([], line.base, line.size))
        found[-1].chars.append(char)
    return found


def pieces(line: Line) -> list[Line]:
    """A line of a table cut into its boxes: at every gap but those inside words such as 项　目 and 合　计."""
    size = line.size or DEFAULT_SIZE
    found: list[Line] = []
    for char in line.chars:
        if char.text.isspace():
            continue
        last = found[-1].chars[-1] if found else None
        if last is None or char.left - last.right > size * _box_gap(last.text, char.text):
            found.append(Line([], line.base, line.size))
        found[-1].chars.append(char)
    return _spread(found, size)


def _box_gap(before: str, after: str) -> float:
    """Font sizes from which on a gap between two characters parts boxes."""
    if before.isdecimal() and after.isdecimal():
        return DIGIT_GAP
    return FIGURE_GAP if is_wide(before) != is_wide(after) else BOX_GAP


def _spread(parts: list[Line], size: float) -> list[Line]:
    """Single ideographs that stand apart are one word: 项　目."""
    found: list[Line] = []
    for part in parts:
        before = found[-1] if found else None
        alone = len(part.chars) == 1 and is_wide(part.chars[0].text)
        if (
            before is not None
            and alone
            and all(is_wide(char.text) for char in before.chars)
            and before.chars[-1].text + part.chars[0].text not in _CODE_HEADINGS
            and (len(before.chars) == 1 or before.chars[-1].right - before.chars[-2].right > (1 + BOX_GAP) * size)
            and part.left - before.right < MAX_SPREAD * size
        ):
            before.chars.append(part.chars[0])
        else:
            found.append(part)
    return found
