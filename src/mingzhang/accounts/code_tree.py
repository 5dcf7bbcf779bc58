"""Codes of a classification by their leading parts: 208 over 20805 over 2080505."""

from collections.abc import Iterable


def leaves(codes: Iterable[str]) -> list[str]:
    """The codes that have none below them."""
    given = sorted({code for code in codes if code})
    return [code for at, code in enumerate(given) if not (at + 1 < len(given) and given[at + 1].startswith(code))]


def children(codes: Iterable[str]) -> dict[str, list[str]]:
    """Each code with the largest codes below it; "" stands over all."""
    given = sorted(codes)
    below: dict[str, list[str]] = {code: [] for code in given}
    for code in given:
        for digits in range(len(code) - 1, -1, -1):
            if code[:digits] in below:
                below[code[:digits]].append(code)
                break
    return below
