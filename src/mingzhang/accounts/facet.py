"""Entries that cover a region completely, known in some detail: their sums, however they are asked for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

from mingzhang.accounts.code_tree import EVERY_CODE
from mingzhang.accounts.cube import Coarse, Entry, entry_of
from mingzhang.accounts.region import EVERYTHING, Region

COARSE_DIMENSIONS = ("flow", "fund", "source", "kind")
ALL_DIMENSIONS = frozenset({*COARSE_DIMENSIONS, "function", "economic", "project", "unit"})
FUNCTION_DIGITS, ECONOMIC_DIGITS = 7, 5
"""Digits of a whole code."""
_Sums = Mapping[tuple[str, str], tuple[tuple[Coarse, int], ...]]
"""By leading parts of a functional code and of an economic one: what each coarse combination has there."""


@dataclass(frozen=True)
class Facet:
    """Entries that cover `scope` completely, split by the dimensions in `detail` and by no others."""

    scope: Region
    entries: tuple[Entry, ...]
    detail: frozenset[str] = ALL_DIMENSIONS

    def resolves(self, region: Region) -> bool:
        """Whether the region lies in the scope and is no finer than the detail."""
        if self._whole_cube:
            return True
        if not region <= self.scope:
            return False
        if "function" not in self.detail and region.function != self.scope.function:
            return False
        if "economic" not in self.detail and region.economic != self.scope.economic:
            return False
        if "project" not in self.detail and region.projects != self.scope.projects:
            return False
        if "unit" not in self.detail and region.units != self.scope.units:
            return False
        return self._whole(region.coarse)

    def __getstate__(self) -> tuple[Any, ...]:
        """Its fields, the entries column by column, which takes a fifth of the time; nothing that follows from them."""
        return self.scope, tuple(zip(*self.entries, strict=True)), self.detail

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        scope, columns, detail = state
        given = {"scope": scope, "entries": tuple(map(entry_of, zip(*columns, strict=True))), "detail": detail}
        self.__dict__.update(given)

    @cached_property
    def _whole_cube(self) -> bool:
        return self.detail >= ALL_DIMENSIONS and self.scope == EVERYTHING

    def _whole(self, coarse: frozenset[Coarse]) -> bool:
        """Whether `coarse` takes all or nothing of what the detail cannot tell apart."""
        told = [name for name in COARSE_DIMENSIONS if name in self.detail]
        if len(told) == len(COARSE_DIMENSIONS):
            return True
        taken = {tuple(getattr(atom, name) for name in told) for atom in coarse}
        return all(atom in coarse for atom in self.scope.coarse if tuple(getattr(atom, name) for name in told) in taken)

    @cached_property
    def _by_coarse(self) -> Mapping[Coarse, list[Entry]]:
        return _grouped(self.entries)

    @cached_property
    def _places(self) -> Mapping[Coarse, list[Entry]]:
        """The entries with projects and units added up, in the order of their places: few, however many projects."""
        sums: dict[tuple[Coarse, str, str], int] = defaultdict(int)
        for coarse, function, economic, _, _, fen in self.entries:
            sums[coarse, function, economic] += fen
        return _grouped(entry_of((*place, "", "", fen)) for place, fen in sorted(sums.items()))

    @cached_property
    def _leading(self) -> dict[tuple[int, int], _Sums]:
        """The sums under leading parts, by how many digits these have; made when they are first asked for."""
        return {}

    def _sums(self, digits: tuple[int, int]) -> _Sums:
        """The sums under the leading parts of so many digits of a functional code and of an economic one; those of few
        digits from those of whole codes, which are fewer than the entries.
        """
        if digits not in self._leading:
            functional, economic = digits
            found: dict[tuple[str, str], dict[Coarse, int]] = defaultdict(dict)
            finer = (FUNCTION_DIGITS if functional or not economic else 0, ECONOMIC_DIGITS if economic else 0)
            alone = not any(digits) and finer not in self._leading  # all that is asked of a unit among hundreds
            if alone or digits == finer or functional > FUNCTION_DIGITS or economic > ECONOMIC_DIGITS:
                entries = self.entries if alone else chain.from_iterable(self._places.values())
                for coarse, function, economy, _, _, fen in entries:
                    sums = found[function[:functional], economy[:economic]]
                    sums[coarse] = sums.get(coarse, 0) + fen
            else:
                for (function, economy), parts in self._sums(finer).items():
                    sums = found[function[:functional], economy[:economic]]
                    for coarse, fen in parts:
                        sums[coarse] = sums.get(coarse, 0) + fen
            self._leading[digits] = {codes: tuple(sums.items()) for codes, sums in found.items()}
        return self._leading[digits]

    def inside(self, region: Region) -> Iterable[Entry]:
        """The entries of a region."""
        whole = _every_code(region) and not (region.projects or region.units)
        for coarse in sorted(region.coarse & self._by_coarse.keys()):
            entries = self._by_coarse[coarse]
            yield from entries if whole else (entry for entry in entries if entry in region)

    def places(self, region: Region) -> Iterable[Entry]:
        """The entries of a region with projects and units added up."""
        if region.projects or region.units:
            yield from self.inside(region)
            return
        functions, economics = tuple(region.function.roots), tuple(region.economic.roots)
        every = _every_code(region)
        for coarse in sorted(region.coarse & self._places.keys()):
            entries = self._places[coarse]
            yield from (
                entries
                if every
                else [each for each in entries if each[1].startswith(functions) and each[2].startswith(economics)]
            )

    def sum(self, region: Region) -> int:
        """The sum of the entries of a region, in 分."""
        if region.projects or region.units:
            return sum(entry.fen for entry in self.inside(region))
        whole, coarse, leading = 0, region.coarse, self._leading
        for digits, codes in region.leads:
            sums = leading.get(digits) or self._sums(digits)
            for atom, fen in sums.get(codes, ()):
                if atom in coarse:
                    whole += fen
        return whole

    def parts(self, region: Region) -> Iterator[tuple[str, Coarse, int]]:
        """The sums of a region by functional code and coarse combination."""
        if region.projects or region.units or region.economic is not EVERY_CODE:
            yield from ((entry.function, entry.coarse, entry.fen) for entry in self.places(region))
            return
        for (function, _), sums in self._sums((FUNCTION_DIGITS, 0)).items():
            if function in region.function:
                yield from ((function, coarse, fen) for coarse, fen in sums if coarse in region.coarse)

    def moves(self, region: Region) -> bool:
        """Whether anything in a region is not zero, even where it cancels out."""
        if region.projects or region.units:
            sums: dict[tuple[Coarse, str, str], int] = defaultdict(int)
            for entry in self.inside(region):
                sums[entry[:3]] += entry.fen
            return any(sums.values())
        return any(entry.fen for entry in self.places(region))


def _every_code(region: Region) -> bool:
    return "" in region.function.roots and "" in region.economic.roots


def _grouped(entries: Iterable[Entry]) -> Mapping[Coarse, list[Entry]]:
    groups: dict[Coarse, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry[0]].append(entry)
    return groups
