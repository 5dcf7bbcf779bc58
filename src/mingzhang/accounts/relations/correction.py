"""The smallest set of figures that cannot stand, found from both sides.

Each contradiction must lose a figure; a set of figures that hits every contradiction found so far is tried until the
rest can stand. Whatever the solver finds best to give way bounds the set from above.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.relations.contradiction import contradiction
from mingzhang.accounts.relations.figures import Figure
from mingzhang.accounts.relations.joint import Joint
from mingzhang.accounts.relations.solver import Clock, Unsolved, fewest

SECONDS = 8.0
"""What the search may take in all; each program that it solves may take half of what is left."""

ALTERNATIVES = 1.5
"""What the search for figures in place of those found may take."""


@dataclass(frozen=True)
class Corrections:
    """The smallest set of figures that cannot stand."""

    figures: tuple[Figure, ...]
    contradictions: tuple[tuple[Figure, ...], ...]
    """Sets of figures that cannot hold together; each has lost one of the above."""
    proven: bool
    """Whether no smaller set would do."""
    instead: Mapping[Address, tuple[Figure, ...]] = field(default_factory=dict)
    """For each of the figures those that could be taken in its place: any one of them may be the wrong one."""


def smallest_correction(joint: Joint, seconds: float = SECONDS) -> Corrections | None:
    """The fewest figures without which the rest can stand; None when no contradiction could be shown in time.

    When time runs out the set may not be the smallest, or may not suffice.
    """
    search = _Search(joint, Clock(seconds))
    try:
        chosen = search.run()
    except Unsolved:
        if not search.found:
            return None
        return search.corrections(search.best or _one_each(search.found), {}, proven=False)
    return search.corrections(chosen, search.instead(chosen), proven=True)


@dataclass
class _Search:
    joint: Joint
    clock: Clock
    found: list[tuple[int, ...]] = field(default_factory=list)
    best: tuple[int, ...] = ()
    """The smallest set known without which the rest can stand."""

    def run(self) -> tuple[int, ...]:
        """Fewest places of demands. Raises Unsolved when the time is up."""
        while True:
            chosen = _hitting(self.found, len(self.joint.demands), self.clock)
            if self.best and len(self.best) == len(chosen) and self._hits(self.best):
                return self.best
            if not self._explore(chosen):
                return chosen

    def _explore(self, chosen: Collection[int]) -> bool:
        """Contradictions beside the chosen figures that share nothing with each other; whether there are any."""
        dropped, before = set(chosen), len(self.found)
        while True:
            answer = contradiction(self.joint, dropped, self.clock)
            if not answer.places:
                return len(self.found) > before
            self.found.append(answer.places)
            able = tuple(sorted({*dropped, *answer.missed}))
            if answer.missed and (not self.best or len(able) < len(self.best)):
                self.best = able
            dropped |= set(answer.places)

    def _hits(self, places: Collection[int]) -> bool:
        return all(set(each) & set(places) for each in self.found)

    def instead(self, chosen: tuple[int, ...]) -> dict[int, tuple[int, ...]]:
        """What could be taken in place of each chosen figure, as far as time allows."""
        found: dict[int, tuple[int, ...]] = {}
        clock = Clock(min(ALTERNATIVES, self.clock.left))
        for at in chosen:
            rest = set(chosen) - {at}
            alone = [set(each) for each in self.found if not set(each) & rest]
            able = sorted(set.intersection(*alone) - {at}) if alone else []
            try:
                found[at] = tuple(
                    other for other in able if not contradiction(self.joint, rest | {other}, clock).places
                )
            except Unsolved:
                break
        return found

    def corrections(
        self, chosen: Collection[int], instead: Mapping[int, Sequence[int]], *, proven: bool
    ) -> Corrections:
        demands = self.joint.demands
        return Corrections(
            tuple(demands[at].figure for at in sorted(chosen)),
            tuple(tuple(demands[at].figure for at in each) for each in self.found),
            proven,
            {demands[at].figure.address: tuple(demands[o].figure for o in others) for at, others in instead.items()},
        )


def _one_each(sets: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """A figure of every contradiction, none twice over."""
    taken: set[int] = set()
    for each in sets:
        if not taken & set(each):
            taken.add(each[0])
    return tuple(sorted(taken))


def _hitting(sets: Sequence[tuple[int, ...]], size: int, clock: Clock) -> tuple[int, ...]:
    """The fewest places that hit every set: those that lie in most of the sets first, then the earliest."""
    if not sets:
        return ()
    members = sorted({at for each in sets for at in each})
    order = {at: index for index, at in enumerate(members)}
    matrix = np.zeros((len(sets), len(members)))
    for row, each in enumerate(sets):
        matrix[row, [order[at] for at in each]] = 1
    common = matrix.sum(axis=0) / (len(sets) + 1)
    early = 1 - np.array(members) / (size + 1)
    cost = 1 - (common + early / 1000) / (4 * len(members) + 4)
    taken = fewest(cost, matrix, clock)
    return tuple(at for at in members if taken[order[at]])
