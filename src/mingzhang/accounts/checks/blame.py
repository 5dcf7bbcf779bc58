"""Relations that do not hold, gathered around the figures that explain most of them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.relations.articulation import Articulation
from mingzhang.accounts.relations.figures import Figure
from mingzhang.accounts.relations.hold import Printed
from mingzhang.printed import Relation


@dataclass(frozen=True, slots=True)
class Suspect:
    """A figure with the relations that it does not keep."""

    address: Address
    relations: tuple[Articulation, ...]


def suspects(broken: Sequence[Articulation], kept: Iterable[Articulation], printed: Printed) -> list[Suspect]:
    """The fewest figures, chosen greedily, that touch every broken relation; each relation is told once.

    Among figures that break as many, the one that keeps fewest is the likelier culprit; among those, the first that
    would not have to be below nothing.
    """
    keeps = Counter(place for relation in kept for place in _places(relation))
    left = list(broken)
    found: list[Suspect] = []
    while left:
        breaks = Counter(place for relation in left for place in _places(relation))
        likely = {place: (count, -keeps[place] / (keeps[place] + count)) for place, count in breaks.items()}
        most = max(likely.values())
        alike = [_suspect(place, left) for place in likely if likely[place] == most]
        chosen = next((each for each in alike if (implied_ticks(each, printed) or 0) >= 0), alike[0])
        found.append(chosen)
        left = [relation for relation in left if relation not in chosen.relations]
    return found


def _suspect(place: Address, broken: Sequence[Articulation]) -> Suspect:
    return Suspect(place, tuple(relation for relation in broken if place in _places(relation)))


def _places(relation: Articulation) -> list[Address]:
    """In the order in which the relation names them, so that the same document always blames the same figure."""
    return list(dict.fromkeys((*relation.left, *relation.right)))


def implied_ticks(suspect: Suspect, printed: Printed) -> int | None:
    """The figure that most of the broken identities and sums call for; None where they only bound it."""
    said: Counter[int] = Counter()
    for relation in suspect.relations:
        if relation.kind is Relation.CONTAINMENT:
            continue
        left, right = _ticks(relation.left, printed), _ticks(relation.right, printed)
        own = printed.by_place[suspect.address].ticks
        said[own + right - left if suspect.address in relation.left else own + left - right] += 1
    return said.most_common(1)[0][0] if said else None


def _ticks(places: Iterable[Address], printed: Printed) -> int:
    return sum(printed.by_place[place].ticks for place in places)


def counted(figures: Iterable[Figure]) -> list[Figure]:
    """The addends worth telling: blanks say nothing."""
    return [figure for figure in figures if not figure.blank]
