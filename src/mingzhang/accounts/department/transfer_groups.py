"""Which payments between units belong together, and where their two sides differ."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from mingzhang.accounts.department.hierarchy import Hierarchy
from mingzhang.accounts.department.transfers import Line, Way
from mingzhang.findings import Finding, finding
from mingzhang.money import yuan_text

SEVERAL = "*"
"""In place of the other side: one of several units below, nobody says which."""
SHOWN = 3
"""Lines of a side that a finding names."""


@dataclass(frozen=True, slots=True)
class Group:
    """Both sides of what some units paid others: one pair, or a superior and several whose parts nobody tells apart."""

    way: Way
    payers: tuple[str, ...]
    receivers: tuple[str, ...]
    paid: tuple[Line, ...]
    received: tuple[Line, ...]

    @property
    def paid_fen(self) -> int:
        return sum(line.fen for line in self.paid)

    @property
    def received_fen(self) -> int:
        return sum(line.fen for line in self.received)

    @property
    def even(self) -> bool:
        return self.paid_fen == self.received_fen

    @property
    def lines(self) -> tuple[Line, ...]:
        return (*self.paid, *self.received)


@dataclass
class _Sides:
    paid: list[Line] = field(default_factory=list)
    received: list[Line] = field(default_factory=list)

    def add(self, line: Line) -> None:
        (self.paid if line.side.pays else self.received).append(line)

    @property
    def even(self) -> bool:
        return sum(line.fen for line in self.paid) == sum(line.fen for line in self.received)


def grouped(lines: Sequence[Line], hierarchy: Hierarchy) -> tuple[list[Group], list[Finding]]:
    """The money between units by who paid whom, in the order of the units; words that name nobody for sure are told.

    The other side is whom the line names. Where it names nobody it is the unit above; downwards it is the only unit
    below, and where there are several, the line belongs to all those whose books do not agree with the superior's.
    """
    pairs: dict[tuple[Way, str, str], _Sides] = defaultdict(_Sides)
    open_lines: dict[tuple[Way, str], list[Line]] = defaultdict(list)
    found: list[Finding] = []
    for line in lines:
        other = _other_side(line, hierarchy, found)
        if other is None:
            continue
        if other == SEVERAL:
            open_lines[line.side.way, line.unit].append(line)
        else:
            pairs[line.side.way, *((line.unit, other) if line.side.pays else (other, line.unit))].add(line)
    groups = [_joined(key, those, pairs) for key, those in open_lines.items()]
    groups += [
        Group(way, (payer,), (receiver,), tuple(sides.paid), tuple(sides.received))
        for (way, payer, receiver), sides in pairs.items()
    ]
    at = {unit: number for number, unit in enumerate(hierarchy.units)}
    told = [group for group in groups if group.paid_fen or group.received_fen]
    return sorted(told, key=lambda each: (each.way.name, [at[unit] for unit in (*each.payers, *each.receivers)])), found


def _other_side(line: Line, hierarchy: Hierarchy, found: list[Finding]) -> str | None:
    """The other unit's folder, SEVERAL, or None for somebody outside the department."""
    if line.counterpart:
        unit = hierarchy.named(line.counterpart)
        if unit == line.unit:
            found.append(finding("U124", line.place(), printed=line.counterpart))
            return None
        if unit is None:
            found += _likely(line, hierarchy)
        return unit
    if line.side.upward:
        return hierarchy.superior(line.unit)
    below = hierarchy.subordinates(line.unit)
    return (below[0] if len(below) == 1 else SEVERAL) if below else None


def _likely(line: Line, hierarchy: Hierarchy) -> Iterator[Finding]:
    """A name that is nobody's but close to a unit's would leave money standing twice."""
    near = get_close_matches(line.counterpart, hierarchy.words, n=1, cutoff=0.7)
    near += [word for word in hierarchy.words if len(word) > 3 and word in line.counterpart]
    if near:
        yield finding("U123", line.place(), printed=line.counterpart, expected=f"是否为“{near[0]}”")


def _joined(key: tuple[Way, str], lines: Sequence[Line], pairs: dict[tuple[Way, str, str], _Sides]) -> Group:
    """A superior's lines that name nobody with the pairs below it that do not agree without them."""
    way, superior = key
    end = 1 if way is Way.DOWN else 2
    joined = _Sides()
    others: list[str] = []
    for pair in [pair for pair in pairs if pair[0] is way and pair[end] == superior and not pairs[pair].even]:
        sides = pairs.pop(pair)
        others.append(pair[2] if way is Way.DOWN else pair[1])
        for line in (*sides.paid, *sides.received):
            joined.add(line)
    for line in lines:
        joined.add(line)
    payers, receivers = ((superior,), tuple(others)) if way is Way.DOWN else (tuple(others), (superior,))
    return Group(way, payers, receivers, tuple(joined.paid), tuple(joined.received))


def differences(groups: Sequence[Group], names: Mapping[str, str]) -> Iterator[Finding]:
    """An error for every group whose sides do not agree."""
    for group in groups:
        if group.even:
            continue
        larger = group.paid if abs(group.paid_fen) >= abs(group.received_fen) else group.received
        missing = not group.paid or not group.received
        payers, receivers = (_named(units, names) for units in (group.payers, group.receivers))
        printed = (
            f"{payers}付 {yuan_text(group.paid_fen)} 元（{_places(group.paid)}），"
            f"{receivers}收 {yuan_text(group.received_fen)} 元（{_places(group.received)}）"
        )
        difference = yuan_text(group.paid_fen - group.received_fen)
        arithmetic = (
            f"{group.way.value[0]} {yuan_text(group.paid_fen)} － {group.way.value[1]} {yuan_text(group.received_fen)} "
            f"＝ {difference} 元"
        )
        yield finding("U122" if missing else "U121", larger[0].place(), printed=printed, arithmetic=arithmetic)


def _named(units: Sequence[str], names: Mapping[str, str]) -> str:
    return "、".join(names[unit] for unit in units) or "其他单位"


def _places(lines: Sequence[Line]) -> str:
    if not lines:
        return "账上没有"
    more = f" 等 {len(lines)} 处" if len(lines) > SHOWN else ""
    return "、".join(line.place().text() for line in lines[:SHOWN]) + more
