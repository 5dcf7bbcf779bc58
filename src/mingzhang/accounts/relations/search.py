"""Entries that may print the figures of a measure: by each way to carry moved rounding tails, likely ones first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mingzhang.accounts.books.kinds import UnitKind
from mingzhang.accounts.cube import Entry, Flow, Source
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.layouts.layout import Layout
from mingzhang.accounts.relations.amounts import amounts_of
from mingzhang.accounts.relations.carriers import columns_of, order, reach_of, ways
from mingzhang.accounts.relations.contradiction import contradiction
from mingzhang.accounts.relations.entries import entries_of
from mingzhang.accounts.relations.figures import Figures
from mingzhang.accounts.relations.joint import Joint, told_exactly
from mingzhang.accounts.relations.plausible import costs_of
from mingzhang.accounts.relations.program import Wish
from mingzhang.accounts.relations.solver import Clock, Unsolved, Vector
from mingzhang.accounts.relations.wishes import wishes_of
from mingzhang.accounts.relations.zeros import strict


@dataclass
class Search:
    """Entries of one measure that may print its figures, likely ones first."""

    joint: Joint
    read: Figures
    layout: Layout
    kinds: Sequence[UnitKind]
    clock: Clock
    exact: Mapping[Address, int]
    """Amounts in 分 that the document tells: taken where they agree with each other and with what is printed."""
    contradicted: bool = False
    """Whether figures exclude each other."""

    def run(self) -> Iterator[list[Entry]]:
        """Entries as far as time allows; what they miss is found by printing them."""
        try:
            if self.exact:
                yield from self._found(told_exactly(self.joint, self.exact))
            yield from self._found(self.joint)
        except Unsolved:
            return

    def _found(self, joint: Joint) -> Iterator[list[Entry]]:
        """By each way to carry the tails; what the rules of the unit's type ask is left aside where it cannot be."""
        answer = contradiction(joint, (), self.clock)
        self.contradicted = answer.amounts is None
        if answer.amounts is None:
            return
        columns, costs = columns_of(self.read.figures, self.read.tails), costs_of(self.joint.program.atoms)
        asked = [wishes_of(self.joint.program, kind, loss=self._loss()) for kind in self.kinds]
        for way in ways(columns, self._sizes(answer.amounts)):
            tails = order(columns, way, self._rows(), self.joint.program)
            for amounts in self._amounts(joint, frozenset(way), tails, asked, costs):
                yield entries_of(joint.program.atoms, amounts, self.layout.year)

    def _amounts(
        self, joint: Joint, carriers: frozenset[Address], tails: list[Wish], asked: Sequence[list[Wish]], costs: Vector
    ) -> Iterator[list[int]]:
        """The first amounts that there are: none below nothing before any is, zeros by the style before any zeros."""
        reach = {
            place: most
            for place, most in reach_of(columns_of(self.read.figures, self.read.tails)).items()
            if place in carriers
        }
        printed = joint.as_printed(reach)
        styled = strict(printed, self.read, self.layout, carriers)
        for demands in (styled, printed):
            bounds = replace(joint, demands=demands).bounds()
            for wishes in (*asked, []) if any(asked) else ([],):
                for signed in (False, True):
                    found = amounts_of(joint, bounds, [*tails, *wishes], costs, self.clock, signed=signed)
                    if found is not None:
                        yield found
                        return

    def _rows(self) -> dict[Address, int]:
        return {demand.figure.address: demand.row for demand in self.joint.demands}

    def _sizes(self, amounts: Vector) -> dict[Address, float]:
        values = self.joint.program.held @ amounts
        return {place: float(values[row]) for place, row in self._rows().items()}

    def _loss(self) -> bool:
        """Whether the document prints other income below nothing."""
        return any(
            demand.figure.ticks < 0 and all(atom.source is Source.OTHER for atom in demand.figure.region.coarse)
            for demand in self.joint.demands
            if demand.figure.region.flows == {Flow.INCOME}
        )
