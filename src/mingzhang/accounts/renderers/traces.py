"""The map of the internal edition: every printed figure and slot → the regions that it is computed from."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from mingzhang import codes
from mingzhang.accounts.cube import domain
from mingzhang.accounts.disclosure import Cell, Disclosure, Paragraph, Slot
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.forms.vocabulary import region_at
from mingzhang.accounts.layouts.layout import Layout
from mingzhang.accounts.measures import Measures
from mingzhang.accounts.region import Region
from mingzhang.accounts.renderers.chart import printed_value
from mingzhang.accounts.renderers.words import MEASURES, coarse_words, region_words
from mingzhang.money import yuan_text
from mingzhang.printed import ticks_of

COARSE = tuple(sorted(domain()))
"""The coarse combinations in the order by which the edition's files number them."""
COARSE_NUMBER = {coarse: number for number, coarse in enumerate(COARSE)}
REGISTER, TEXT = "register", "text"
"""Operands of a slot that are no region."""


@dataclass
class TraceMap:
    """Collects traces while the page is drawn. Its `cell` and `slot` make it the page's tracer."""

    disclosure: Disclosure
    layout: Layout
    measures: Measures
    traces: list[list[Any]] = field(default_factory=list)
    """Title, operands and a note; an operand is [measure, region number, 分 or None, whether exact] or [register or
    text, name, value]."""
    regions: dict[Region, int] = field(default_factory=dict)
    amounts: dict[tuple[str, Region], tuple[int | None, bool]] = field(default_factory=dict)

    def cell(self, form: str, cell: Cell) -> int | None:
        printed = self.layout.forms.get(form)
        if printed is None:
            return None
        place = Address(form, cell.block, cell.row, cell.column)
        try:
            region = printed.spec.region_of(place)
        except KeyError:
            return None
        block = printed.spec.block(cell.block)
        column = block.column(cell.column) if block else None
        if column is None:
            return None
        measure = printed.measures.get(column.name, column.measure)
        title = self._cell_title(form, printed.title, cell)
        return self._add(title, [self._operand(measure, region, cell.fen)], self._tail_note(form, cell))

    def slot(self, paragraph: Paragraph, slot: Slot) -> int | None:
        operands = [operand for text in slot.operands for operand in self._parsed(text)]
        if not operands:
            return None
        return self._add(f"{paragraph.part} · “{paragraph.text[slot.start : slot.end]}”", operands)

    def sums(self) -> dict[Region, int]:
        """The actual amounts that are known exactly, by region: what the lines must add up to."""
        return {
            region: fen
            for (measure, region), (fen, exact) in self.amounts.items()
            if measure == "actual" and fen is not None and exact
        }

    def entries(self) -> dict[str, dict[int, list[list[Any]]]]:
        """Measure → region number → its entries, for the measures that have no lines."""
        found: dict[str, dict[int, list[list[Any]]]] = defaultdict(dict)
        for name, region in self.amounts:
            measure = self.measures.named(name)
            if name != "actual" and measure is not None:
                found[name][self.regions[region]] = [
                    [COARSE_NUMBER[entry.coarse], entry.function, entry.economic, entry.project, entry.fen]
                    for entry in measure.entries(region)
                ]
        return dict(found)

    def plain(self, lines_a_shard: int) -> dict[str, Any]:
        """What index.html carries: no line, no memo, only where to look."""
        return {
            "amounts": self.layout.unit_of_amounts,
            "tick": self.layout.tick_fen,
            "shard": lines_a_shard,
            "measures": MEASURES,
            "coarse": [[coarse.flow, coarse.fund, coarse_words(coarse)] for coarse in COARSE],
            "regions": [_region(region, self.layout.year) for region in self.regions],
            "traces": self.traces,
        }

    def _tail_note(self, form: str, cell: Cell) -> str:
        """Why a figure is not its amount rounded: the form's tail option moved a rounding tail into it."""
        if form not in self.disclosure.tails or cell.fen is None:
            return ""
        own = Decimal(ticks_of(cell.fen, self.layout.tick_fen)) / 100
        moved = (printed_value(cell.printed) or Decimal(0)) - own
        return f"本表启用尾差调整：该数含尾差 {moved:+.2f}。" if moved else ""

    def _add(self, title: str, operands: list[list[Any]], note: str = "") -> int:
        self.traces.append([title, operands, note])
        return len(self.traces) - 1

    def _parsed(self, text: str) -> list[list[Any]]:
        """The operands that a slot's text names: a region, the items of a sum of registers, or a text of the unit."""
        measure, _, expression = text.partition(":")
        if measure == REGISTER:
            return [self._register(item) for item in expression.split("+")]
        if measure == TEXT:
            return [[TEXT, expression, ""]]
        if measure not in MEASURES:
            return []
        try:
            region = region_at(expression, self.measures.agencies)
        except KeyError:
            return []
        if region.units:  # lines are told apart by place, not by unit
            known = self.measures.named(measure)
            amount = known.value(region) if known is not None else None
            named = f"{expression}（{'、'.join(sorted(region.units))}）"
            return [[REGISTER, named, yuan_text(amount.fen) if amount else ""]]
        return [self._operand(measure, region)]

    def _register(self, name: str) -> list[Any]:
        subject, _, item = name.partition(".")
        return [REGISTER, f"{subject} · {item}", self.disclosure.registers.get(subject, {}).get(item, "")]

    def _operand(self, measure: str, region: Region, fen: int | None = None) -> list[Any]:
        """`fen` is the exact amount where the figure itself already knows it."""
        number = self.regions.setdefault(region, len(self.regions))
        key = (measure, region)
        if key not in self.amounts:
            known = self.measures.named(measure) if fen is None else None
            amount = known.value(region) if known is not None else None
            self.amounts[key] = (fen, fen is not None) if amount is None else (amount.fen, amount.exact)
        return [measure, number, *self.amounts[key]]

    def _cell_title(self, form: str, title: str, cell: Cell) -> str:
        year = self.layout.year
        block = self.layout.forms[form].spec.block(cell.block)
        names = codes.economic(year) if block and block.by == "economic" else codes.functional(year)
        row = f"{cell.row} {names.name(cell.row)}".strip() if cell.row.isdigit() else cell.row
        parts = [f"{self.layout.code_of(form)} {title}".strip(), cell.block, row, cell.column]
        return " · ".join(part for part in parts if part)


def _region(region: Region, year: int) -> list[Any]:
    """Words, coarse numbers, leading parts of functional and of economic codes."""
    return [
        region_words(region, year),
        sorted(COARSE_NUMBER[coarse] for coarse in region.coarse),
        sorted(region.function.roots),
        sorted(region.economic.roots),
    ]
