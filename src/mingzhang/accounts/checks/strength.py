"""Which of the relations that do not hold are told: a containment only where no sum or identity explains it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from mingzhang.accounts.checks.blame import Suspect, implied_ticks
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.relations.articulation import Articulation
from mingzhang.accounts.relations.hold import Printed
from mingzhang.printed import Relation


def by_strength(broken: Sequence[Articulation], printed: Printed) -> tuple[list[Articulation], list[Articulation]]:
    """Identities and sums; and the containments that break by themselves: one that a figure keeps, once it is set right
    as an identity or a sum calls for, is not told again."""
    strong = [relation for relation in broken if relation.kind is not Relation.CONTAINMENT]
    due: dict[Address, set[int]] = defaultdict(set)
    for relation in strong:
        for place in {*relation.left, *relation.right}:
            ticks = implied_ticks(Suspect(place, (relation,)), printed)
            if ticks is not None and ticks >= 0:  # money is not spent below nothing
                due[place].add(ticks)
    bounds = [relation for relation in broken if relation.kind is Relation.CONTAINMENT]
    return strong, [relation for relation in bounds if not _mended(relation, due, printed)]


def _mended(relation: Articulation, due: Mapping[Address, set[int]], printed: Printed) -> bool:
    """Whether one of a containment's figures, set to what another relation calls for, keeps it."""
    gap = _summed(relation.left, printed) - _summed(relation.right, printed)
    changes = [(place, ticks, 1) for place in relation.left for ticks in due.get(place, ())]
    changes += [(place, ticks, -1) for place in relation.right for ticks in due.get(place, ())]
    return any(gap + sign * (ticks - printed.by_place[place].ticks) <= 0 for place, ticks, sign in changes)


def _summed(places: Iterable[Address], printed: Printed) -> int:
    return sum(printed.by_place[place].ticks for place in places)
