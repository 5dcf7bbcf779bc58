"""Some rows of a frame, as an expression sees them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from mingzhang.insurance.engine.exact import Exact, Mask, repeated, stored_once, taken
from mingzhang.insurance.engine.frame import Failure, Frame, Index, Memory, Values, Words


class Asked(Protocol):
    """A condition, as far as a view knows it."""

    def mask(self, view: "View") -> Mask: ...


@dataclass(frozen=True, slots=True)
class View:
    """Rows of a frame; `index` None means all."""

    frame: Frame
    index: Index | None = None
    memory: Memory | None = None
    """Of a view that is used again."""

    @property
    def size(self) -> int:
        return self.frame.size if self.index is None else len(self.index)

    def rows(self) -> Index:
        return np.arange(self.frame.size) if self.index is None else self.index

    def part(self, rows: Index) -> "View":
        """Some rows of the view, by their positions in it."""
        return View(self.frame, rows if self.index is None else self.index[rows])

    def only(self, mask: Mask) -> "View":
        return self.part(np.flatnonzero(mask))

    def where(self, condition: Asked) -> "tuple[Mask, View]":
        """The rows for which the condition holds."""
        if self.index is not None:
            mask = condition.mask(self)
            return mask, self.only(mask)
        known = self.frame.narrowed.get(id(condition))
        if known is None:
            mask = self.mask(condition)
            index = None if mask.all() else np.flatnonzero(mask)
            known = self.frame.narrowed[id(condition)] = (condition, mask, index, Memory())
        _, mask, index, memory = known
        return mask, self if index is None else View(self.frame, index, memory)

    def mask(self, condition: Asked) -> Mask:
        """Whether the condition holds, row by row; of all rows it is asked once.

        One person's is asked anew, so that each line of the statement knows what of the law it read.
        """
        if self.index is not None or self.frame.size == 1:
            return condition.mask(self)
        known = self.frame.masks.get(id(condition))
        if known is None:
            known = self.frame.masks[id(condition)] = (condition, condition.mask(self))
        return known[1]

    def values(self, title: str) -> Values:
        """A line's column, or a fact's; a row that states no such fact fails."""
        if title in self.frame.columns:
            here, needed = self.frame.present.get(title, (None, ""))
            self._demand(here, needed or title)
            return self._kept(title, self.frame.columns[title])
        self._demand(self.frame.given.get(title), title)
        return self._kept(title, self.frame.facts[title])

    def _kept(self, title: str, found: Values) -> Values:
        """The rows of the view, cut once where the view is used again."""
        if self.index is None or self.memory is None:
            return self._cut(found)
        known = self.memory.cuts.get(title)
        if known is None or known[0] is not found:
            known = self.memory.cuts[title] = (found, self._cut(found))
        return known[1]

    def whole_of(self, part: Exact) -> Exact | None:
        """The column of which a kept part is the rows of the view."""
        for whole, kept in self.memory.cuts.values() if self.memory is not None else ():
            if kept is part and isinstance(whole, Exact):
                return whole
        return None

    def keep(self, title: str, whole: Exact, part: Exact) -> Exact:
        """The whole column, of which `part` holds the rows of the view."""
        if self.memory is not None:
            self.memory.cuts[title] = (whole, part)
        return whole

    def _demand(self, here: Mask | None, needed: str) -> None:
        if here is None or (stored_once(here) and here[:1].all()):
            return
        missing = ~(here if self.index is None else taken(here, self.index))
        if missing.any():
            self.fail(missing, Failure("I303", expected=needed))

    def numbers(self, title: str) -> Exact:
        found = self.values(title)
        assert isinstance(found, Exact), title
        return found

    def stated(self, title: str) -> Exact:
        """The fact itself, for rows that state it."""
        found = self._cut(self.frame.facts[title])
        assert isinstance(found, Exact), title
        return found

    def stated_words(self, title: str) -> Words:
        """The label itself; empty where it is not stated."""
        found = self._cut(self.frame.facts[title])
        assert isinstance(found, Words), title
        return found

    def _cut(self, found: Values) -> Values:
        return found if self.index is None else found.take(self.index)

    def has(self, title: str) -> Mask:
        """Which rows state the fact."""
        mask = self.frame.given.get(title)
        if mask is None:
            return repeated(np.ones(1, dtype=np.bool_), self.size)
        return mask if self.index is None else taken(mask, self.index)

    def fail(self, mask: Mask, failure: Failure, because: Sequence[str] = ()) -> None:
        """Rows of the mask cannot be computed, unless that only follows from what failed in the lines `because`."""
        rows = self.rows()[mask]
        for title in because:
            if title in self.frame.tainted:
                rows = rows[~self.frame.tainted[title][rows]]
        if len(rows):
            self.frame.failures.append(replace(failure, rows=rows))

    def lawless(self) -> Mask:
        """Rows for which the law has already lacked a value: what fails there may only follow from that."""
        mask = np.zeros(self.frame.size, dtype=np.bool_)
        for failure in self.frame.failures:
            if failure.series:
                mask[failure.rows] = True
        return mask if self.index is None else mask[self.index]
