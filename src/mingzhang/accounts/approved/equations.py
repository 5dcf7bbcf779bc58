"""Exact elimination: which amounts follow from the amounts that sheets print, and by which sum of them.

An unknown is a coarse combination of the cube; a row says that a signed sum of unknowns is what one column prints. The
same rows hold for every functional item, so they are solved once and applied to each.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from mingzhang.accounts.cube import Coarse

Vector = Mapping[Coarse, int]
Combination = Mapping[int, Fraction]
"""Number of a row → how often it is taken."""


@dataclass(slots=True)
class _Pivot:
    atom: Coarse
    vector: dict[Coarse, Fraction]
    combination: dict[int, Fraction]


@dataclass
class Equations:
    """Rows reduced to the unknowns that they settle. Rows that follow from earlier ones are kept as `dependent`."""

    rows: Sequence[Vector]
    dependent: list[tuple[int, Combination]] = field(default_factory=list)
    """A row, and the sum of earlier rows that it must equal."""
    _pivots: list[_Pivot] = field(default_factory=list)

    def __post_init__(self) -> None:
        seen: dict[frozenset[tuple[Coarse, int]], int] = {}
        for number, row in enumerate(self.rows):
            if not row:
                continue
            same = seen.setdefault(frozenset(row.items()), number)
            vector, combination = self._reduced({atom: Fraction(value) for atom, value in row.items()})
            if same != number:
                self.dependent.append((number, {same: Fraction(1)}))
            elif not vector:
                self.dependent.append((number, combination))
            else:
                self._add(number, vector, combination)

    def _add(self, number: int, vector: dict[Coarse, Fraction], combination: Combination) -> None:
        atom = min(vector)
        scale = vector[atom]
        own = {number: 1 / scale, **{row: -value / scale for row, value in combination.items()}}
        fresh = _Pivot(atom, {each: value / scale for each, value in vector.items()}, own)
        for pivot in self._pivots:
            times = pivot.vector.get(atom)
            if times:
                _subtract(pivot.vector, fresh.vector, times)
                _subtract(pivot.combination, fresh.combination, times)
        self._pivots.append(fresh)

    def _reduced(self, vector: dict[Coarse, Fraction]) -> tuple[dict[Coarse, Fraction], dict[int, Fraction]]:
        """What the pivots leave of a vector, and the sum of rows that they took from it."""
        taken: dict[int, Fraction] = {}
        for pivot in self._pivots:
            times = vector.get(pivot.atom)
            if times:
                _subtract(vector, pivot.vector, times)
                _subtract(taken, pivot.combination, -times)
        return vector, taken

    def combination(self, coarse: frozenset[Coarse]) -> Combination | None:
        """The sum of rows that a set of combinations comes to; None where they do not settle it."""
        rest, taken = self._reduced({atom: Fraction(1) for atom in coarse})
        return None if rest else taken

    def settled(self) -> Mapping[Coarse, Combination]:
        """One solution: unknowns as sums of rows, all others zero. What rows settle comes out right in any solution."""
        return {pivot.atom: pivot.combination for pivot in self._pivots}


def _subtract(target: dict, given: Mapping, times: Fraction) -> None:  # type: ignore[type-arg]
    for key, value in given.items():
        rest = target.get(key, Fraction(0)) - times * value
        if rest:
            target[key] = rest
        else:
            target.pop(key, None)
