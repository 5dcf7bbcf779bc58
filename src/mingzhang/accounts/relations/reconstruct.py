"""Amounts in 分 that print every figure of a disclosure: the joint program run backwards.

Amounts are looked for by each way in which moved rounding tails may be carried, and verified by filling the forms
again. Where there are none, the figures that cannot stand are named.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mingzhang.accounts.books.kinds import UnitKind
from mingzhang.accounts.code_tree import Tree
from mingzhang.accounts.cube import Entry
from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.facet import Facet
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.layouts.layout import Layout
from mingzhang.accounts.measures import Measure, Measures, full
from mingzhang.accounts.region import EVERYTHING, Region
from mingzhang.accounts.relations.figures import Figures, figures_of
from mingzhang.accounts.relations.joint import SECONDS, Joint, joint_of
from mingzhang.accounts.relations.misprinted import misprinted
from mingzhang.accounts.relations.naming import cannot_stand, place_of, undecided
from mingzhang.accounts.relations.plausible import plausible
from mingzhang.accounts.relations.search import Search
from mingzhang.accounts.relations.solver import Clock
from mingzhang.findings import Finding, Place, finding, has_errors


@dataclass(frozen=True)
class Reconstruction:
    """What `reconstruct` found: measures that print the disclosure, or the findings that say why there are none."""

    measures: Measures | None
    findings: tuple[Finding, ...]
    tails: tuple[str, ...] = ()
    """The forms whose rounding tail is moved, as the disclosure says or as its figures show."""


def unit_kinds(disclosure: Disclosure) -> tuple[UnitKind, ...]:
    """The unit's type as published; where the document does not say it any, an institution first."""
    known = {str(kind): kind for kind in UnitKind}
    told = known.get(disclosure.unit.kind)
    return (told,) if told else (UnitKind.INSTITUTION, UnitKind.CIVIL_SERVICE_LAW, UnitKind.ADMINISTRATIVE)


def reconstruct(disclosure: Disclosure, layout: Layout, seconds: float = SECONDS) -> Reconstruction:
    """Amounts that print every figure of `disclosure` in `layout`, or the smallest set of figures that cannot stand.

    A published document does not say which forms had their rounding tail moved. Where its figures cannot stand as they
    are, but can with the tail moved in the forms that hold those figures, they are taken to be such.
    """
    found = _as_told(disclosure, layout, seconds)
    forms = tuple(sorted({item.place.form for item in found.findings if item.code.code == "J101"}))
    if found.measures is not None or disclosure.tails or not forms:
        return replace(found, tails=disclosure.tails)
    moved = _as_told(replace(disclosure, tails=forms), layout, seconds)
    if moved.measures is None:
        return found
    told = tuple(finding("J114", Place(form=form)) for form in forms)
    return replace(moved, findings=(*moved.findings, *told), tails=forms)


def _as_told(disclosure: Disclosure, layout: Layout, seconds: float) -> Reconstruction:
    """With the moved tails that the disclosure itself tells of."""
    read = figures_of(disclosure, layout)
    problems = [_unread(place, disclosure) for place in read.unread] + _untidy_tails(read)
    if problems:
        return Reconstruction(None, tuple(problems))
    names = dict.fromkeys(figure.measure for figure in read.figures if figure.printed)
    clock = Clock(seconds)
    budgets: dict[str, Measure] = {}
    for name in dict.fromkeys([*(name for name in names if name != "actual"), "actual"]):
        joint = joint_of(disclosure, layout, name, plausible()["default_economic"], read)
        search = Search(joint, read, layout, unit_kinds(disclosure), clock, exact_amounts(disclosure))
        if name != "actual":
            entries = next(search.run(), None)
            if entries is None:
                return Reconstruction(None, tuple(_why(search)))
            budgets[name] = _known(joint, entries)
    return _verified(disclosure, layout, search, budgets)


def _verified(
    disclosure: Disclosure, layout: Layout, search: "Search", budgets: Mapping[str, Measure]
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


def _why(search: "Search", tried: Sequence[Finding] = ()) -> list[Finding]:
    """Why there are no amounts: the figures that cannot stand, or that it could not be told."""
    return cannot_stand(search.joint, search.clock) if search.contradicted else undecided(tried)


def exact_amounts(disclosure: Disclosure) -> dict[Address, int]:
    """The amounts in 分 that a disclosure made from books tells beside what it prints."""
    return {form.address(cell): cell.fen for form in disclosure.forms for cell in form.cells if cell.fen is not None}


def _known(joint: Joint, entries: Sequence[Entry]) -> Measure:
    """A budget, known only where the disclosure prints it."""
    regions = joint.program.regions
    coarse = frozenset(atom for region in regions for atom in region.coarse)
    economic = Tree.of(root for region in regions for root in region.economic.roots)
    return Measure((Facet(Region(coarse, economic=economic), tuple(entries)),))


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
