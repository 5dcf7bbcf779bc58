"""Values that a centre has still to confirm: whoever awards by them is told, one person's case or a city."""

from collections.abc import Iterable

from mingzhang.findings import Finding, Place, finding
from mingzhang.insurance.award.source import Source
from mingzhang.insurance.law.parameter import Parameter

NAMED = 3
"""Regions that are named; of more, how many there are."""


def unconfirmed(used: Iterable[Parameter], source: Source) -> list[Finding]:
    """One finding for all of them; none where every value is confirmed."""
    places: dict[str, dict[str, None]] = {}
    for item in used:
        if not item.confidence.confirmed:
            places.setdefault(item.definition.name, {})[item.region] = None
    if not places:
        return []
    said = "、".join(f"{name}（{_regions(list(regions))}）" for name, regions in places.items())
    return [finding("I403", Place(file=source.file), printed=said)]


def _regions(names: list[str]) -> str:
    return "、".join(names[:NAMED]) + (f" 等{len(names)}个地区" if len(names) > NAMED else "")
