"""A remark that a template brings about again and again is told once, with how often."""

from collections.abc import Iterable
from dataclasses import replace

from mingzhang.findings import Finding


def told_once(found: Iterable[Finding], code: str) -> list[Finding]:
    """Findings with the first of a code for all of it."""
    given = list(found)
    same = [item for item in given if item.code.code == code]
    first = replace(same[0], printed=f"{same[0].printed}等，共 {len(same)} 处") if len(same) > 1 else None
    return [first if first and item is same[0] else item for item in given if item.code.code != code or item is same[0]]
