"""Two disclosures and what they are to each other: versions of one, consecutive years, a unit within a department."""

from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.readers.characters import squeezed
from mingzhang.accounts.readers.reading import ReadDisclosure

SHORTEST_NAME = 4
"""Characters from which on a name inside another is the same unit without its region, and not a word."""


class Relationship(Enum):
    """The words are those of the option `--as`."""

    VERSIONS = "版本"
    """The same unit and year: a draft and what was published."""
    YEARS = "年度"
    """The same unit in two consecutive years, the earlier first."""
    UNIT = "单位"
    """A unit, first, and the department that holds it."""
    OTHER = "其他"


@dataclass(frozen=True)
class Pair:
    """The order is that of the relationship: before and after, earlier and later, unit and department."""

    first: ReadDisclosure
    second: ReadDisclosure
    kind: Relationship

    @cached_property
    def known(self) -> tuple[Known, Known]:
        return Known(self.first), Known(self.second)


def pair_of(one: ReadDisclosure, other: ReadDisclosure, asked: Relationship | None = None) -> Pair:
    """The two in order; the relationship is recognised by unit and year unless it is asked for."""
    kind = asked or _recognised(one.disclosure, other.disclosure)
    turned = {
        Relationship.YEARS: one.disclosure.year > other.disclosure.year,
        Relationship.UNIT: _holds(one.disclosure, other.disclosure),
    }.get(kind, False)
    return Pair(other, one, kind) if turned else Pair(one, other, kind)


def _recognised(one: Disclosure, other: Disclosure) -> Relationship:
    years = abs(one.year - other.year)
    if same_unit(one, other):
        return {0: Relationship.VERSIONS, 1: Relationship.YEARS}.get(years, Relationship.OTHER)
    within = _holds(one, other) or _holds(other, one)
    return Relationship.UNIT if within and not years else Relationship.OTHER


def same_unit(one: Disclosure, other: Disclosure) -> bool:
    """By name; the region before it and a declared short name count as the same."""
    return any(
        a == b or (min(len(a), len(b)) >= SHORTEST_NAME and (a.endswith(b) or b.endswith(a)))
        for a in _names(one)
        for b in _names(other)
    )


def _names(disclosure: Disclosure) -> set[str]:
    return {squeezed(disclosure.unit.name), squeezed(disclosure.unit.short_name)} - {""}


def _holds(whole: Disclosure, part: Disclosure) -> bool:
    """Whether a department's overview lists the unit."""
    said = squeezed("".join(each.text for each in whole.paragraphs if each.part == "概况"))
    return not same_unit(whole, part) and any(len(name) >= SHORTEST_NAME and name in said for name in _names(part))
