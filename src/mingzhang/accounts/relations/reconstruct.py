"""Amounts in 分 that print every figure of a disclosure: the joint program run backwards.

Amounts are looked for by each way in which moved rounding tails may be carried, and verified by filling the forms
again. Where there are none, the figures that cannot stand are named.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mingzhang.accounts.books.kinds import UnitKind
from mingzhang.accounts.cube import Entry, Flow, Source
from mingzhang.accounts.disclosure import Cell, Disclosure
from mingzhang.accounts.forms.fill import fill
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.layouts.layout import Layout
from mingzhang.accounts.measures import EVERYTHING, Facet, Measure, Measures, full
from mingzhang.accounts.region import Region, Tree
from mingzhang.accounts.relations.amounts import amounts_of
from mingzhang.accounts.relations.carriers import columns_of, order, reach_of, ways
from mingzhang.accounts.relations.contradiction import contradiction
from mingzhang.accounts.relations.entries import entries_of
from mingzhang.accounts.relations.figures import Figures, figures_of
from mingzhang.accounts.relations.joint import SECONDS, Joint, joint_of, told_exactly
from mingzhang.accounts.relations.naming import cannot_stand, place_of, undecided
from mingzhang.accounts.relations.other_money import wishes_of
from mingzhang.accounts.relations.plausible import costs_of, plausible
from mingzhang.accounts.relations.program import Wish
from mingzhang.accounts.relations.solver import Clock, Unsolved, Vector
from mingzhang.accounts.relations.zeros import strict
from mingzhang.findings import Finding, finding, has_errors


@dataclass(frozen=True)
class Reconstruction:
    """What `reconstruct` found: measures that print the disclosure, or the findings that say why there are none."""

    measures: Measures | None
    findings: tuple[Finding, ...]


def unit_kinds(disclosure: Disclosure) -> tuple[UnitKind, ...]:
    """The unit's type as published; where the document does not say it any, an institution first."""
    known = {str(kind): kind for kind in UnitKind}
    told = known.get(disclosure.unit.kind)
    return (told,) if told else (UnitKind.INSTITUTION, UnitKind.CIVIL_SERVICE_LAW, UnitKind.ADMINISTRATIVE)


def reconstruct(disclosure: Disclosure, layout: Layout, seconds: float = SECONDS) -> Reconstruction:
    """Amounts that print every figure of `disclosure` in `layout`, or the smallest set of figures that cannot stand."""
    read = figures_of(disclosure, layout)
    problems = [_unread(place, disclosure) for place in read.unread] + _untidy_tails(read)
    if problems:
        return Reconstruction(None, tuple(problems))
    names = dict.fromkeys(figure.measure for figure in read.figures if figure.printed)
    clock = Clock(seconds)
    budgets: dict[str, Measure] = {}
    for name in dict.fromkeys([*(name for name in names if name != "actual"), "actual"]):
        joint = joint_of(disclosure, layout, name, plausible()["default_economic"], read)
        search = _Search(joint, read, layout, unit_kinds(disclosure), clock, exact_amounts(disclosure))
        if name != "actual":
            entries = next(search.run(), None)
            if entries is None:
                return Reconstruction(None, tuple(_why(search)))
            budgets[name] = _known(joint, entries)
    return _verified(disclosure, layout, search, budgets)


def _verified(
    disclosure: Disclosure, layout: Layout, search: "_Search", budgets: Mapping[str, Measure]
) -> Reconstruction:
    """The first entries that print the disclosure, better those that print every zero in its style too."""
    best: Reconstruction | None = None
    for entries in search.run():
        found = Measures(
            full(entries, EVERYTHING),
            opening_budget=budgets.get("opening_budget"),
            adjusted_budget=budgets.get("adjusted_budget"),
            last_year=budgets.get("last_year"),
        )
        again = tuple(misprinted(disclosure, layout, found))
        if not again:
            return Reconstruction(found, ())
        if best is None or (best.measures is None and not has_errors(again)):
            best = Reconstruction(None if has_errors(again) else found, again)
    if best is not None and best.measures is not None:
        return best
    return Reconstruction(None, tuple(_why(search, best.findings if best else ())))


def _why(search: "_Search", tried: Sequence[Finding] = ()) -> list[Finding]:
    """Why there are no amounts: the figures that cannot stand, or that it could not be told."""
    return cannot_stand(search.joint, search.clock) if search.contradicted else undecided(tried)


def exact_amounts(disclosure: Disclosure) -> dict[Address, int]:
    """The amounts in 分 that a disclosure made from books tells beside what it prints."""
    return {form.address(cell): cell.fen for form in disclosure.forms for cell in form.cells if cell.fen is not None}


@dataclass
class _Search:
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


def _known(joint: Joint, entries: Sequence[Entry]) -> Measure:
    """A budget, known only where the disclosure prints it."""
    regions = joint.program.regions
    coarse = frozenset(atom for region in regions for atom in region.coarse)
    economic = Tree.of(root for region in regions for root in region.economic.roots)
    return Measure((Facet(Region(coarse, economic=economic), tuple(entries)),))


def misprinted(disclosure: Disclosure, layout: Layout, measures: Measures) -> list[Finding]:
    """The cells that the measures print otherwise than the disclosure does; zeros may differ in style only as hints."""
    printed = {form.address(cell): cell for form in fill(layout, measures, disclosure.tails) for cell in form.cells}
    given = {form.address(cell): cell for form in disclosure.forms for cell in form.cells}
    numbers = {form.number for form in disclosure.forms}
    found: list[Finding] = []
    for place in sorted({*given, *(place for place in printed if place.form in numbers)}):
        old, new = _text(given.get(place)), _text(printed.get(place))
        if old != new:
            code = "J103" if _zero(old) and _zero(new) else "J104"
            found.append(finding(code, place_of(place), printed=old or "空白", expected=new or "空白"))
    return found


def _text(cell: Cell | None) -> str:
    return cell.printed.strip().replace(",", "") if cell is not None else ""


def _zero(text: str) -> bool:
    return text.strip("-0.") == ""


def _unread(address: Address, disclosure: Disclosure) -> Finding:
    form = disclosure.form(address.form)
    cell = next((cell for cell in form.cells if form.address(cell) == address), None) if form else None
    return finding("J102", place_of(address), printed=cell.printed if cell else "")


def _untidy_tails(read: Figures) -> list[Finding]:
    """With the tail option on, a column adds up as printed."""
    by_place = {figure.address: figure for figure in read.figures}
    found: list[Finding] = []
    for group in read.tails:
        total, rows = by_place.get(group.total), [by_place[row] for row in group.rows if row in by_place]
        if total is not None and len(rows) == len(group.rows):
            parts = sum(row.ticks for row in rows)
            if parts != total.ticks:
                terms = " + ".join(row.printed for row in rows if row.printed) or "0.00"
                said = f"{terms} = {parts / 100:.2f}，与 {total.printed or '空白'} 不等"
                found.append(finding("J105", place_of(group.total), printed=total.printed, arithmetic=said))
    return found
