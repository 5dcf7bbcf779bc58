"""Exact cover: the ways in which a set, given as bits, is the disjoint union of some of its subsets."""

from collections.abc import Iterator, Sequence

LIMIT = 16
"""Covers that are looked for; the nine forms have at most three of any region."""


def largest(subsets: Sequence[int]) -> list[int]:
    """Those that lie in no other."""
    return [one for one in dict.fromkeys(subsets) if not any(one != other and one & other == one for other in subsets)]


def covers(whole: int, subsets: Sequence[int]) -> list[tuple[int, ...]]:
    """The exact covers of `whole` by its largest proper subsets, at most LIMIT."""
    able = largest([one for one in subsets if one and one & whole == one and one != whole])
    found: list[tuple[int, ...]] = []
    for cover in _search(whole, able):
        found.append(cover)
        if len(found) == LIMIT:
            break
    return found


def _search(rest: int, able: Sequence[int]) -> Iterator[tuple[int, ...]]:
    if not rest:
        yield ()
        return
    lowest = rest & -rest
    for one in able:
        if one & lowest and one & rest == one:
            for others in _search(rest & ~one, able):
                yield (one, *others)
