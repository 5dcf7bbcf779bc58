"""Marks of notes on a pdf page: small characters set high behind a figure or a word, and no digits of the figure."""

from collections.abc import Sequence

from mingzhang.accounts.readers.markup import is_mark
from mingzhang.accounts.readers.pdf_page import Char

SMALLER = 0.85
"""Size of a mark at most, to that of what it stands at. Digits of one size on another base line are no marks."""
HIGHER, NEAR = 0.15, 0.6
"""How much higher it stands at least, and how far behind at most, in sizes of what it stands at."""
LONGEST = 4
"""Characters of a mark: [12]."""


def without_marks(chars: Sequence[Char]) -> list[Char]:
    """The page's characters, in the order of its content, but for marks of notes."""
    found: list[Char] = []
    at = 0
    while at < len(chars):
        char = chars[at]
        if found and char.base != found[-1].base and _is_raised(char, found[-1]):
            end = at + 1
            while end < len(chars) and chars[end].base == char.base and end - at <= LONGEST:
                end += 1
            run = chars[at:end]
            if _is_small(run, found[-1]) and is_mark(found[-1].text, "".join(each.text for each in run)):
                at = end
                continue
        found.append(char)
        at += 1
    return found


def _is_raised(char: Char, before: Char) -> bool:
    """Whether a character stands higher than the one before, right behind it."""
    size = before.size or before.right - before.left
    return HIGHER * size < before.base - char.base < size and -1.0 < char.left - before.right < NEAR * size


def _is_small(run: Sequence[Char], before: Char) -> bool:
    """Whether characters are smaller; those that have no size, as brackets, go with the others."""
    sizes = [char.size for char in run if char.size]
    return bool(before.size) and all(size <= SMALLER * before.size for size in sizes) and len(run) <= LONGEST
