"""Lines of running text joined to paragraphs, over page ends too, and headings told by their numbering."""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mingzhang.accounts.readers.characters import is_wide, may_be_title
from mingzhang.accounts.readers.document import Bounds, Spot, Text

INDENT = 1.2
"""Font sizes by which a first line stands in."""
SHORT = 0.6
"""Font sizes that a full line may miss the right margin beyond what the next line begins with and cannot be broken."""
WIDEST_UNIT = 6.0
"""Font sizes beyond which a number is no longer kept whole."""
SHORTEST = 12.0
"""Font sizes below which a line is no line of running text that goes on."""
SPREAD = 2.2
"""Line distance in font sizes above the usual one that parts paragraphs."""
LARGER, SAME = 1.1, 0.05
"""Times the size of running text from which a heading is larger, and the part by which its own lines may differ."""
MISSED = 0.15
"""Font sizes by which a line misses a margin that it was not meant to reach."""
ALIKE = 0.25
"""Part of a font size by which lines of one paragraph may differ."""
_HEADINGS = (
    re.compile(r"^第[一二三四五六七八九十]+(部分|章)"),
    re.compile(r"^[一二三四五六七八九十百零]+[、．.]"),
    re.compile(r"^[（(][一二三四五六七八九十]+[）)]"),
    re.compile(r"^\d{1,2}[、．.](?!\d)|^[（(]\d{1,2}[）)]"),
)
_PAGE_NUMBER = re.compile(r"[-—–－一\s]*\d{1,4}[-—–－一\s]*|第\s*\d+\s*页(\s*[,，/]?\s*共\s*\d+\s*页)?|\d+\s*/\s*\d+")
_UNBROKEN = re.compile(r"[（(“《【]*(?:[A-Za-z0-9.,%]+|.)(?:[）)”》】，。、；：！？,;:%]+[0-9.,%]*)?")
"""What stays together at the end of a line: a number, a character, with the brackets and punctuation around it."""
_UNIT_LINE = re.compile(r"(单位|部门)[:：]")
_LEADS_TO = re.compile(r"(?:[.．·•]{4,}|…{2,})\s*\d{1,4}\s*$")
"""How a line of the contents ends: nothing goes on behind the page that it leads to."""
_ENDS = tuple("。；！？：;!?:")


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of text on a page."""

    text: str
    page: int
    bounds: Bounds
    size: float


def is_page_number(text: str, bounds: Bounds, height: float) -> bool:
    """Whether a line at the top or bottom margin is the page's number."""
    outside = bounds.bottom < 0.08 * height or bounds.top > 0.9 * height
    return outside and is_page_number_text(text)


def is_page_number_text(text: str) -> bool:
    return _PAGE_NUMBER.fullmatch(text.strip()) is not None


def heading_level(text: str) -> int:
    """1 for 第一部分, 2 for 一、, 3 for （一）, 4 for 1.; 0 for anything that is not a heading's numbering."""
    stripped = text.strip()
    for level, pattern in enumerate(_HEADINGS, 1):
        if pattern.match(stripped):
            return level
    return 0


def level_of(text: str) -> int:
    """A heading's level: numbered, short, and not a sentence."""
    level = heading_level(text)
    if level == 1:
        return 1 if may_be_title(text) else 0
    return level if len(text) <= 40 and not text.rstrip().endswith((*_ENDS, "，", ",")) else 0


def paragraphs(lines: Sequence[PrintedLine]) -> list[Text]:
    """The paragraphs of consecutive lines."""
    if not lines:
        return []
    margins = _margins(lines)
    own = _margins_by_size(lines, margins)
    groups: list[list[PrintedLine]] = []
    for line in lines:
        if groups and _continues(groups[-1], line, margins, own.get(round(line.size), margins)):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_text(group) for group in groups]


@dataclass(frozen=True, slots=True)
class _Margins:
    left: float
    right: float
    size: int
    """Of the running text."""
    indented: bool
    """Whether paragraphs begin with an indent here, so that a line without one goes on."""


def _margins(lines: Sequence[PrintedLine]) -> _Margins:
    """The margins of running text, from the lines that are long; what stands around a table spans the table."""
    telling = [line for line in lines if not _UNIT_LINE.search(line.text)] or lines
    size = _usual_size(telling)
    running = [line for line in telling if abs(line.size - size) <= ALIKE * size]
    widest = max(line.bounds.right - line.bounds.left for line in running)
    long = [line for line in running if line.bounds.right - line.bounds.left > 0.8 * widest]
    lefts = sorted(line.bounds.left for line in long)
    rights = sorted(line.bounds.right for line in long)
    left = lefts[len(lefts) // 10]
    after = [line for before, line in itertools.pairwise(lines) if before.text.endswith("。")]
    standing_in = [line for line in after if line.bounds.left - left > INDENT * line.size]
    return _Margins(left, rights[-1 - len(rights) // 10], size, 2 * len(standing_in) > len(after))


def _margins_by_size(lines: Sequence[PrintedLine], usual: _Margins) -> dict[int, _Margins]:
    """The margins of sentences in other sizes than the usual one, where all of them stand in: the notes of a form may
    begin further left than the report that follows.
    """
    sizes = {round(line.size) for line in lines if abs(line.size - usual.size) > ALIKE * usual.size}
    found: dict[int, _Margins] = {}
    for size in sizes:
        same = [line for line in lines if abs(line.size - size) <= ALIKE * size]
        left = min(line.bounds.left for line in same)
        if left - usual.left > INDENT * size and any(line.text.endswith("。") for line in same):
            found[size] = replace(_margins(same), left=left)
    return found


def _usual_size(lines: Sequence[PrintedLine]) -> int:
    """The size in which most characters are set."""
    characters: Counter[int] = Counter()
    for line in lines:
        characters[round(line.size)] += len(line.text)
    return characters.most_common(1)[0][0]


def _continues(group: Sequence[PrintedLine], line: PrintedLine, usual: _Margins, margins: _Margins) -> bool:
    """Whether a line goes on with a paragraph: `margins` are those of text in its size."""
    before, size = group[-1], max(line.size, 1.0)
    if abs(before.size - line.size) > ALIKE * size:
        return False
    if _UNIT_LINE.search(before.text) or _UNIT_LINE.search(line.text) or _LEADS_TO.search(before.text):
        return False
    if before.page == line.page and line.bounds.top - before.bounds.bottom > SPREAD * size:
        return False
    if _wraps_title(group, line, usual):
        return True
    if line.bounds.left - margins.left > INDENT * size:
        return False
    numbered = heading_level(line.text) > 0
    long = before.bounds.right - before.bounds.left > SHORTEST * size
    full = long and margins.right - before.bounds.right < (_first_unit(line.text) + SHORT) * size
    if margins.indented and not numbered and (full or level_of(before.text) in (0, 4)):
        return full or (long and not before.text.endswith("。"))
    return full and not (numbered and before.text.endswith(_ENDS))


def _first_unit(text: str) -> float:
    """How wide that is, in font sizes, with which a line begins and which could not be parted."""
    match = _UNBROKEN.match(text)
    return min(sum(1.0 if is_wide(char) else 0.5 for char in match[0]), WIDEST_UNIT) if match else 1.0


def _wraps_title(group: Sequence[PrintedLine], line: PrintedLine, margins: _Margins) -> bool:
    """A further line of a title, set in the middle below the one before: as large where that is larger than the running
    text; below the heading of a part a short one, or one that misses both margins alike.
    """
    before = group[-1]
    first, second = ((each.bounds.left + each.bounds.right) / 2 for each in (before, line))
    if heading_level(line.text) > 0 or abs(first - second) >= 2 * line.size or before.text.endswith("。"):
        return False
    if line.size > LARGER * margins.size:
        return abs(line.size - group[0].size) < SAME * line.size
    if heading_level(group[0].text) != 1:
        return False
    short = len(group) == 1 and len(line.text) <= 12
    if short or not _is_full(before, margins):
        return short
    full_below = _is_full(line, margins) and line.bounds.left - margins.left < INDENT * line.size
    return _is_centred(line, margins, INDENT) or (full_below and _is_centred(before, margins, MISSED))


def _is_full(line: PrintedLine, margins: _Margins) -> bool:
    return line.bounds.right - line.bounds.left > 0.8 * (margins.right - margins.left)


def _is_centred(line: PrintedLine, margins: _Margins, by: float) -> bool:
    """Whether a line misses both margins by so many font sizes, and both alike."""
    left, right = line.bounds.left - margins.left, margins.right - line.bounds.right
    return min(left, right) > by * line.size and abs(left - right) < line.size


def _text(group: Sequence[PrintedLine]) -> Text:
    text = group[0].text
    for line in group[1:]:
        narrow = text and line.text and not is_wide(text[-1]) and not is_wide(line.text[0])
        latin = narrow and text[-1].isalpha() and line.text[0].isalpha()
        text += (" " if latin else "") + line.text
    bounds = group[0].bounds
    for line in group[1:]:
        if line.page == group[0].page:
            bounds = bounds.around(line.bounds)
    return Text(text, level_of(text), Spot(group[0].page, bounds))
