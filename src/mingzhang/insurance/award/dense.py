"""Yearly records as dense years × people, filled part by part: a city's records never stand in memory at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mingzhang.findings import Finding
from mingzhang.insurance.engine.exact import Mask
from mingzhang.insurance.engine.frame import Index

Numbers = NDArray[np.int64]
Places = NDArray[np.int32]
"""Where people stand in their table."""


@dataclass(slots=True)
class Careers:
    """`values[title][year − first_year, person]`, in types as narrow as the values allow; money in 分."""

    first_year: int
    values: dict[str, NDArray[np.integer]]
    bad: Mask
    """People whose records cannot be used."""
    doubled: dict[int, int] = field(default_factory=dict)
    """People of whom a year stands twice, and which."""
    findings: list[Finding] = field(default_factory=list)

    @property
    def years(self) -> int:
        return len(next(iter(self.values.values()), ()))

    def of_year(self, year: int) -> dict[str, NDArray[np.integer]]:
        """The records of a year, by person; nothing where there are none."""
        row = year - self.first_year
        return {title: matrix[row] for title, matrix in self.values.items() if 0 <= row < len(matrix)}

    def part(self, people: slice) -> "Careers":
        """Those of neighbouring people, who number from 0."""
        values = {title: matrix[:, people] for title, matrix in self.values.items()}
        return Careers(self.first_year, values, self.bad[people])


@dataclass(slots=True)
class Dense:
    """What has been filled so far."""

    people: int
    types: Mapping[str, tuple[type[np.integer], int]]
    """Title → type to begin with, and what stands for a gap."""
    first_year: int = 0
    values: dict[str, NDArray[np.integer]] = field(default_factory=dict)
    seen: NDArray[np.bool_] = field(init=False)
    records: list[tuple[NDArray[np.integer], Places]] = field(default_factory=list)
    """Year and person of all that were added: the arrays that were read, for copies of them would take longer."""

    def __post_init__(self) -> None:
        self.seen = np.zeros((0, self.people), dtype=np.bool_)

    def add(self, years: Numbers, person: Places, numbers: Mapping[str, Numbers]) -> None:
        """Records of one part; a column that a part lacks holds gaps."""
        if not len(years):
            return
        self.reach(int(years.min()), int(years.max()))
        flat = self._cells(years, person)
        self.seen.reshape(-1)[flat] = True
        self.records.append((years.astype(np.int32, copy=False), person))
        for title, units in numbers.items():
            held = self._wide_enough(title, units)
            held.reshape(-1)[flat] = units.astype(held.dtype, copy=False)

    def _cells(self, years: NDArray[np.integer], person: NDArray[np.integer]) -> Index:
        """Positions in the matrices, row after row."""
        found: Index = (years.astype(np.int64) - self.first_year) * self.people + person
        return found

    def _wide_enough(self, title: str, units: Numbers) -> NDArray[np.integer]:
        """The matrix, in a type that holds the units."""
        held = self.values[title]
        if units.dtype.itemsize > held.dtype.itemsize and int(units.max()) > np.iinfo(held.dtype).max:
            held = self.values[title] = held.astype(np.int64)
        return held

    def doubled(self) -> dict[int, int]:
        """People who have two records of the same year, and the last such year."""
        if sum(len(years) for years, _ in self.records) == int(np.count_nonzero(self.seen)):
            return {}
        doubled = []
        seen = np.zeros(self.seen.size, dtype=np.bool_)
        for years, person in self.records:
            flat = self._cells(years, person)
            doubled.append(flat[seen[flat]])
            held = int(np.count_nonzero(seen))
            seen[flat] = True
            if int(np.count_nonzero(seen)) - held != len(flat):
                cells, times = np.unique(flat, return_counts=True)
                doubled.append(cells[times > 1])
        cells = np.sort(np.concatenate(doubled))
        years = cells // self.people + self.first_year
        return dict(zip((cells % self.people).tolist(), years.tolist(), strict=True))

    def reach(self, first: int, last: int) -> None:
        """Rows for all years from the first to the last."""
        height = len(self.seen)
        if height and self.first_year <= first and last < self.first_year + height:
            return
        begin = min(first, self.first_year) if height else first
        end = max(last + 1, self.first_year + height) if height else last + 1
        shape = (end - begin, self.people)
        held = slice(self.first_year - begin, self.first_year - begin + height) if height else slice(0)
        seen = np.zeros(shape, dtype=np.bool_)
        seen[held] = self.seen
        for title, (kind, gap) in self.types.items():
            before = self.values.get(title)
            grown = np.full(shape, gap, dtype=kind if before is None else before.dtype)
            if before is not None:
                grown[held] = before
            self.values[title] = grown
        self.seen, self.first_year = seen, begin
