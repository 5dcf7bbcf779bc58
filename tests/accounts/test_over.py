"""Headings and figures of tables without rules: how figures are set tells theirs; what no evidence tells is left."""

import pytest

from mingzhang.accounts.readers.document import Spot
from mingzhang.accounts.readers.over import Extent, Segment, headings_over

WIDE = [(40, 60), (140, 160), (240, 260)]
"""Headings in the middle of columns 0–100, 100–200 and 200–300."""


def column(*parts: tuple[str, float, float]) -> list[Segment]:
    return [Segment(text, left, right, Spot(1)) for text, left, right in parts]


RIGHT = column(("123.46", 75, 98), ("6.00", 84, 98))
RIGHT_TOO = column(("500.00", 275, 298), ("50.00", 279, 298))
LEFT = column(("123.46", 102, 125), ("6.00", 102, 116))
MIDDLE = column(("123.46", 138, 162), ("6.00", 143, 157))
NARROW = column(("6.00", 84, 98), ("6.00", 84, 98))
BETWEEN = column(("6.00", 115, 129), ("6.00", 115, 129))
NAMES = column(("社会保障和就业支出", 102, 138), ("事业运行", 102, 118))
LAST = column(("6.00", 284, 298), ("6.00", 284, 298))

CASES = [
    ("figures set to the right: the last heading that begins before their end", [RIGHT, RIGHT_TOO], (), {0: 0, 1: 2}),
    ("set to the left: the first heading that ends after their start", [LEFT], (), {0: 1}),
    ("set to the middle", [MIDDLE], (), {0: 1}),
    ("figures of one width follow those that tell", [RIGHT, LAST], (), {0: 0, 1: 2}),
    ("the last column can only be set to the right, and so is the other", [NARROW, LAST], (), {0: 0, 1: 2}),
    ("set to the right or to the left: nothing tells", [NARROW], (), {}),
    ("but the pieces of the rules do", [NARROW], (0, 100, 200, 300), {0: 0}),
    ("between two headings and nearer to the second", [BETWEEN], (), {}),
    ("names are set their own way", [RIGHT, NAMES, RIGHT_TOO], (), {0: 0, 1: 1, 2: 2}),
]


@pytest.mark.parametrize(("what", "columns", "edges", "expected"), CASES, ids=[case[0] for case in CASES])
def test_the_heading_over_a_column(
    what: str, columns: list[list[Segment]], edges: tuple[float, ...], expected: dict[int, int]
) -> None:
    below: list[Extent] = [(min(p.left for p in parts), max(p.right for p in parts)) for parts in columns]
    body = [part for parts in columns for part in parts]
    assert headings_over(WIDE, below, body, edges) == expected, what
