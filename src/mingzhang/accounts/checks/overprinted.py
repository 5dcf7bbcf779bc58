"""Names that run over their row: what is left of a long one stands among the characters of the next, in a pdf."""

from collections.abc import Iterator, Sequence


def run_over(names: Sequence[tuple[str, str]]) -> Iterator[bool]:
    """Of each row's name, as it is printed and as it should be: whether the end of the one above stands in it.

    险机缴关费事支业出单位职业年金缴 is 险缴费支出, left of 机关事业单位基本养老保险缴费支出, and the next name.
    """
    left = ""
    for printed, name in names:
        own = len(printed) - len(left)
        over = bool(left) and 0 < own <= len(name) and _shuffled(printed, left, name[:own])
        yield over
        kept = name[:own] if over else printed
        left = name.removeprefix(kept) if name.startswith(kept) else ""


def _shuffled(text: str, one: str, other: str) -> bool:
    """Whether a text is made of two others, each in its order."""
    reached = {0}
    """How many characters of `one` may be used up at this place."""
    for at, char in enumerate(text):
        reached = {
            used + taken
            for used in reached
            for taken in (0, 1)
            if (one[used : used + 1] == char if taken else other[at - used : at - used + 1] == char)
        }
    return len(one) in reached
