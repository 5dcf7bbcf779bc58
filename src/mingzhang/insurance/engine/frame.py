"""The columns that rules read: exact numbers, words, their gaps, and the law as each row's region and month see it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from mingzhang.insurance.engine.exact import Exact, Mask, Units, constant, of_fractions
from mingzhang.insurance.law.law import Law, Missing
from mingzhang.insurance.law.parameter import Parameter
from mingzhang.insurance.law.regions import Region

Index = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Words:
    """A column of words: `words[codes[row]]`."""

    codes: Index
    words: tuple[str, ...]

    def take(self, index: Index) -> "Words":
        return Words(self.codes[index], self.words)

    def at(self, row: int) -> str:
        return self.words[int(self.codes[row])]


Values = Exact | Words


def words_of(values: Sequence[str]) -> Words:
    known = {word: code for code, word in enumerate(dict.fromkeys(values))}
    return Words(np.array([known[value] for value in values], dtype=np.int64), tuple(known))


@dataclass(frozen=True, slots=True)
class Failure:
    """Rows that cannot be computed, and why."""

    code: str
    printed: str = ""
    expected: str = ""
    remedy: str = ""
    series: str = ""
    """The parameter and the region, where the law has no value: years of one series are told together."""
    rows: Index = field(default_factory=lambda: np.zeros(0, dtype=np.int64))


def _nothing(entry: Missing) -> Failure:
    return Failure("I301", entry.asked, entry.reason, entry.remedy, f"{entry.name} {entry.region}")


@dataclass(slots=True)
class Memory:
    """What a view that is used again has computed: nothing of it changes."""

    cuts: dict[str, tuple[Values, Values]] = field(default_factory=dict)
    """Columns and facts, whole and the rows of the view only."""
    groups: dict[int, tuple[Units, Index, list[int]]] = field(default_factory=dict)
    """Rows grouped by region and month, by the column of months; the column is kept so that its id stays its own."""


@dataclass(slots=True)
class Frame:
    """Facts and computed lines of the rows of a batch; lines are added as they are computed."""

    size: int
    law: Law
    regions: tuple[Region, ...]
    region_codes: Index
    """Row → position in `regions`."""
    facts: dict[str, Values] = field(default_factory=dict)
    """Every fact of the scheme; rows that state nothing hold zero."""
    given: dict[str, Mask] = field(default_factory=dict)
    """Which rows of an optional fact state a value; a fact not listed here is stated by all."""
    columns: dict[str, Values] = field(default_factory=dict)
    """The lines computed so far; a line may bear the title of the fact that it completes."""
    present: dict[str, tuple[Mask, str]] = field(default_factory=dict)
    """Lines that are computed for some rows only: for which, and what a case must state to be one of them."""
    failures: list[Failure] = field(default_factory=list)
    tainted: dict[str, Mask] = field(default_factory=dict)
    """Lines that hold no true value for some rows, because something failed for them."""
    memory: Memory = field(default_factory=Memory)
    """Of all rows."""
    narrowed: "dict[int, tuple[Asked, Mask, Index | None, Memory]]" = field(default_factory=dict)
    """For each condition, by its id: the condition, its rows, and what their view remembers; lines often share one."""
    used: dict[Parameter, None] = field(default_factory=dict)
    called: dict[str, str] = field(default_factory=dict)
    """Lines of a statement that only repeat another one: what a formula calls them."""

    def failed(self) -> Mask:
        mask = np.zeros(self.size, dtype=np.bool_)
        for failure in self.failures:
            mask[failure.rows] = True
        return mask


class Asked(Protocol):
    """A condition, as far as a view knows it."""

    def mask(self, view: "View") -> Mask: ...


@dataclass(frozen=True, slots=True)
class View:
    """Some rows of a frame, as an expression sees them; `index` None means all."""

    frame: Frame
    index: Index | None = None
    memory: Memory | None = None
    """Of a view that is used again."""

    @property
    def size(self) -> int:
        return self.frame.size if self.index is None else len(self.index)

    def rows(self) -> Index:
        return np.arange(self.frame.size) if self.index is None else self.index

    def only(self, mask: Mask) -> "View":
        return View(self.frame, self.rows()[mask])

    def where(self, condition: Asked) -> "tuple[Mask, View]":
        """The rows for which the condition holds; of the whole frame it is asked once."""
        if self.index is not None:
            mask = condition.mask(self)
            return mask, self.only(mask)
        known = self.frame.narrowed.get(id(condition))
        if known is None:
            mask = condition.mask(self)
            index = None if mask.all() else np.flatnonzero(mask)
            known = self.frame.narrowed[id(condition)] = (condition, mask, index, Memory())
        _, mask, index, memory = known
        return mask, self if index is None else View(self.frame, index, memory)

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

    def _demand(self, here: Mask | None, needed: str) -> None:
        if here is None:
            return
        missing = ~(here if self.index is None else here[self.index])
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
            return np.ones(self.size, dtype=np.bool_)
        return mask if self.index is None else mask[self.index]

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

    def law_numbers(
        self, name: str, month: Exact, items: Words | None, because: Sequence[str], *, provincial: bool = False
    ) -> Exact:
        """A parameter's number for each row; a row for which the law has none fails and holds zero.

        `provincial`: as it holds for the province as a whole, whatever a city of it has of its own.
        """
        codes, found = self._lookup(name, month, items, because, provincial=provincial)
        values = [entry.value if isinstance(entry, Parameter) else Fraction(0) for entry in found]
        table = of_fractions([value for value in values if isinstance(value, Fraction)])
        if table.low == table.high:
            return constant(table.at(0), self.size)
        return table.take(codes)

    def law_words(self, name: str, month: Exact, because: Sequence[str]) -> Words:
        codes, found = self._lookup(name, month, None, because)
        table = words_of([str(entry.value) if isinstance(entry, Parameter) else "" for entry in found])
        if len(table.words) == 1:
            return Words(np.broadcast_to(np.int64(0), self.size), table.words)
        return Words(table.codes[codes], table.words)

    def law_tables(
        self, name: str, month: Exact, because: Sequence[str], *, asking: bool = False, sure: bool = False
    ) -> list[tuple[Index, list[Parameter]]]:
        """The table of each region and month that occurs, with the rows (of this view) that it holds for.

        Rows for which the law has no table fail, unless it is only asked whether there is one; `sure`: those whose
        region has one for other months only fail all the same.
        """
        position, occurring = self._groups(month, None)
        months = month.high - month.low + 1
        found = []
        for number, code in enumerate(occurring):
            place, moment = divmod(code, months)
            table = self.frame.law.table(name, self.frame.regions[place], moment + month.low)
            if isinstance(table, Missing):
                if not asking or (sure and table.lapsed):
                    self.fail(position == number, _nothing(table), because)
                continue
            if not asking:
                self.frame.used |= dict.fromkeys(table)
            found.append((np.flatnonzero(position == number), table))
        return found

    def law_holds(self, name: str, month: Exact, because: Sequence[str] = (), *, sure: bool = False) -> Mask:
        """For which rows the law has the parameter, or a table of that name.

        `sure`: a row whose region has it for other months only fails, for it is not known whether it has it then.
        """
        if self.frame.law.definitions[name].items:
            mask = np.zeros(self.size, dtype=np.bool_)
            for rows, _ in self.law_tables(name, month, because, asking=True, sure=sure):
                mask[rows] = True
            return mask
        codes, found = self._lookup(name, month, None, asking=True)
        for code, entry in enumerate(found if sure else ()):
            if isinstance(entry, Missing) and entry.lapsed:
                self.fail(codes == code, _nothing(entry), because)
        holds = [isinstance(entry, Parameter) for entry in found]
        if all(holds) or not any(holds):
            return np.broadcast_to(np.bool_(bool(holds[0])), self.size)
        return np.asarray(np.array(holds, dtype=np.bool_)[codes], dtype=np.bool_)

    def _lookup(
        self,
        name: str,
        month: Exact,
        items: Words | None,
        because: Sequence[str] = (),
        *,
        asking: bool = False,
        provincial: bool = False,
    ) -> tuple[Index, list[Parameter | Missing]]:
        """One lookup for each region, month and item that occurs: row → position, and what was found.

        `asking`: whether there is a value; nothing fails, nothing is used.
        """
        if not self.size:
            return np.zeros(0, dtype=np.int64), [Missing(name, "", "", 0, "")]
        first, months = month.low, month.high - month.low + 1
        item_count = len(items.words) if items is not None else 1
        position, occurring = self._groups(month, items)
        found: list[Parameter | Missing] = []
        for code, rest_code in enumerate(occurring):
            rest, item = divmod(rest_code, item_count)
            place, moment = divmod(rest, months)
            word = items.words[item] if items is not None else ""
            region = self.frame.regions[place]
            region = self.frame.law.regions.province(region) if provincial else region
            entry = self.frame.law.find(name, region, moment + first, word)
            found.append(entry)
            if asking:
                continue
            if isinstance(entry, Missing):
                self.fail(position == code, _nothing(entry), because)
            else:
                self.frame.used[entry] = None
        return position, found

    def _groups(self, month: Exact, items: Words | None) -> tuple[Index, list[int]]:
        """Row → position among the combinations of region, month and item that occur; and those combinations."""
        memory = self.frame.memory if self.index is None else self.memory
        if items is not None and len(items.words) > 1:
            memory = None
        known = memory.groups.get(id(month.units)) if memory is not None else None
        if known is not None and known[0] is month.units:
            return known[1], known[2]
        if month.low == month.high and len(self.frame.regions) == 1 and (items is None or len(items.words) == 1):
            return np.broadcast_to(np.int64(0), self.size), [0]
        regions = self.frame.region_codes if self.index is None else self.frame.region_codes[self.index]
        months = month.high - month.low + 1
        item_count = len(items.words) if items is not None else 1
        key = (regions * months + (month.units - month.low)) * item_count
        key = key if items is None else key + items.codes
        present = np.zeros(len(self.frame.regions) * months * item_count, dtype=np.bool_)
        present[key] = True
        occurring = np.flatnonzero(present)
        position = np.zeros(len(present), dtype=np.int64)
        position[occurring] = np.arange(len(occurring))
        found = position[key], occurring.tolist()
        if memory is not None:
            memory.groups[id(month.units)] = (month.units, *found)
        return found
