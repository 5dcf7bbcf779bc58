"""What many units are told alike, told once."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from mingzhang.findings import Finding, Severity


def once(findings: Iterable[Finding]) -> list[Finding]:
    """What many units are told in the same words, once, with how many; errors each for itself."""
    given = list(findings)
    alike = Counter(_said(item) for item in given if item.severity is not Severity.ERROR)
    kept: list[Finding] = []
    for item in given:
        count = 1 if item.severity is Severity.ERROR else alike.pop(_said(item), 0)
        if count == 1:
            kept.append(item)
        elif count:
            kept.append(replace(item, printed=f"{item.printed}（{count} 处相同，只列第一处）"))
    return kept


def _said(item: Finding) -> tuple[str, ...]:
    return (item.code.code, item.printed, item.expected, item.arithmetic, item.remedy)
