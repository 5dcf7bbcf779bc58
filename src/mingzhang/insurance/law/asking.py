"""What a user means who asks for a parameter: its name, or part of it, and a month or a whole year."""

import difflib
import re
from dataclasses import dataclass

from mingzhang.insurance.law.law import Law
from mingzhang.insurance.law.parameter import Definition, Parameter
from mingzhang.insurance.month import month_from, month_of

SAME, LIKE = 0.8, 0.5
"""How like two names must be, of 1, to be taken for one another, and to be worth a mention."""
_YEAR = re.compile("([0-9]{4})年?")


@dataclass(frozen=True, slots=True)
class Span:
    """Months that are asked for, both included; more than one for a year."""

    first: int
    last: int

    def meets(self, entry: Parameter) -> bool:
        """Whether the parameter holds in some month of it."""
        begun = entry.first_month is None or entry.first_month <= self.last
        return begun and (entry.last_month is None or entry.last_month >= self.first)


def span_of(text: str) -> Span:
    """2024-03, 2024年3月, or a year: 2024, 2024年. Raises ValueError for anything else."""
    year = _YEAR.fullmatch(text.strip())
    if year is not None:
        return Span(month_from(int(year[1]), 1), month_from(int(year[1]), 12))
    month = month_of(text)
    return Span(month, month)


def definition_called(said: str, law: Law) -> Definition | tuple[str, ...]:
    """The one that is meant: of that name, or the only one that holds it or is held by it; else names it could be."""
    if said in law.definitions:
        return law.definitions[said]
    held = [name for name in law.definitions if said and (said in name or name in said)]
    meant = dict.fromkeys([*difflib.get_close_matches(said, law.definitions, n=6, cutoff=SAME), *held])
    if len(meant) == 1:
        return law.definitions[next(iter(meant))]
    return tuple(meant) or tuple(difflib.get_close_matches(said, law.definitions, n=6, cutoff=LIKE))


def nearest(entries: list[Parameter], chain: tuple[str, ...]) -> list[Parameter]:
    """Without those of a wider region whose months a nearer one has as well."""
    kept: list[Parameter] = []
    for entry in sorted(entries, key=lambda item: chain.index(item.region)):
        if not any(_covers(other, entry) for other in kept if other.region != entry.region):
            kept.append(entry)
    return [entry for entry in entries if entry in kept]


def _covers(near: Parameter, wide: Parameter) -> bool:
    same = (near.definition, near.item) == (wide.definition, wide.item)
    begun = near.first_month is None or (wide.first_month is not None and near.first_month <= wide.first_month)
    lasting = near.last_month is None or (wide.last_month is not None and near.last_month >= wide.last_month)
    return same and begun and lasting
