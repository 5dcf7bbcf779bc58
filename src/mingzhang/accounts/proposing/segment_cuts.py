"""The ways to cut account codes into segments: by a separator, or by widths."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from mingzhang.accounts.books.dimensions import DIGITS, UNUSABLE
from mingzhang.accounts.proposing.account_names import MAIN
from mingzhang.accounts.proposing.lines import Lines

SEPARATORS = (".", "-", "_", "/", "\\", "－", "·")


@dataclass(frozen=True)
class Split:
    """A way to cut account codes."""

    separator: str = ""
    widths: tuple[int, ...] = ()

    def parts(self, code: str) -> list[str]:
        if self.separator:
            return code.split(self.separator)
        ends = [sum(self.widths[:at]) for at in range(len(self.widths) + 1)]
        return [code[start:end] for start, end in pairwise(ends) if code[start:end]]

    def setting(self) -> dict[str, Any]:
        return {"分隔": self.separator} if self.separator else {"宽度": [str(width) for width in self.widths]}

    @property
    def said(self) -> str:
        return f"以“{self.separator}”分段" if self.separator else f"各段 {'、'.join(map(str, self.widths))} 位"


def splits_of(codes: Sequence[str], lines: Lines) -> Iterator[Split]:
    for separator in SEPARATORS:
        if sum(separator in code for code in codes) * 2 >= len(codes):
            yield Split(separator)
    plain = [code for code in codes if code.isdecimal() and len(code) > MAIN]
    if len(plain) * 2 >= len(codes):
        yield from _widths(plain, lines)


def _widths(codes: Sequence[str], lines: Lines) -> Iterator[Split]:
    """Cuts by width: functional and economic codes where all codes have one there, the rest in twos, else threes."""
    longest = max(map(len, codes))
    lacking = {name: width for name, width in DIGITS.items() if lines.accounts_without(name)}
    starts: dict[str, list[int | None]] = {
        name: [at for at in range(MAIN, longest - width + 1) if _coded(codes, at, width, name, lines)] or [None]
        for name, width in lacking.items()
    }
    for function in starts.get("function", [None]):
        for economic in starts.get("economic", [None]):
            placed = sorted(
                (at, DIGITS[name]) for name, at in (("function", function), ("economic", economic)) if at is not None
            )
            for size in (2, 3):
                widths = _filled(placed, longest, size)
                if widths:
                    yield Split(widths=widths)


def _coded(codes: Sequence[str], at: int, width: int, dimension: str, lines: Lines) -> bool:
    found = {code[at : at + width] for code in codes if len(code) >= at + width}
    found = {text for text in found if text.strip("0")}
    meant = [lines.vocabulary.meaning(dimension, text) for text in found]
    return bool(meant) and all(item.value != UNUSABLE and item.code != "B132" for item in meant)


def _filled(placed: Sequence[tuple[int, int]], longest: int, size: int) -> tuple[int, ...]:
    """Widths with the gaps filled by equal segments; none where they do not fit."""
    widths, at = [MAIN], MAIN
    for start, width in (*placed, (longest, 0)):
        if start < at or (start - at) % size:
            return ()
        widths += [size] * ((start - at) // size) + ([width] if width else [])
        at = start + width
    return tuple(widths) if len(widths) > 1 else ()
