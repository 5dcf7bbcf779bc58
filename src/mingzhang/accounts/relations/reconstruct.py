"""Amounts in 分 that print every figure of a disclosure: the joint program run backwards.

Every interval is shrunk as far as all of them allow before amounts are rounded to 分, so that rounding cannot leave
it; the law is then made exact in 分, and the printing is verified by filling the forms again.
"""

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from scipy.sparse import csr_array, hstack, vstack

from mingzhang import codes
from mingzhang.accounts.cube import FISCAL, INFLOWS, OUTFLOWS, Entry, Flow, Fund, Kind, function_allows
from mingzhang.accounts.disclosure import Cell, Disclosure
from mingzhang.accounts.forms.fill import fill
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.layouts.layout import Layout
from mingzhang.accounts.measures import EVERYTHING, Facet, Measure, Measures, full
from mingzhang.accounts.region import Region, Tree
from mingzhang.accounts.relations.figures import Figure, Figures, figures_of
from mingzhang.accounts.relations.joint import Demand, Joint, joint_of, smallest_correction
from mingzhang.accounts.relations.program import Atom
from mingzhang.accounts.relations.solver import Vector, solve
from mingzhang.findings import Finding, Place, finding

SHRUNK = 0.5
"""Share of the largest possible shrinking that is demanded: what is left lets the solver choose plausible pairs."""
HOME = 9
"""Weight of a pair from which on the economic code belongs to that function, where the document has it."""
AWAY = 9.0
"""What it costs to put such a code elsewhere."""


@dataclass(frozen=True)
class Reconstruction:
    """What `reconstruct` found: measures that print the disclosure, or the findings that say why there are none."""

    measures: Measures | None
    findings: tuple[Finding, ...]


@cache
def plausible() -> Mapping[str, Any]:
    """What plausible.toml declares."""
    return tomllib.loads((resources.files("mingzhang.accounts.relations") / "plausible.toml").read_text("utf-8"))


def reconstruct(disclosure: Disclosure, layout: Layout) -> Reconstruction:
    """Amounts that print every figure of `disclosure` in `layout`, or the smallest set of figures that cannot stand."""
    read = figures_of(disclosure, layout)
    problems = [_unread(place, disclosure) for place in read.unread] + _untidy_tails(read)
    if problems:
        return Reconstruction(None, tuple(problems))
    names = dict.fromkeys(figure.measure for figure in read.figures if figure.printed)
    measures: dict[str, Measure] = {}
    for name in dict.fromkeys(["actual", *names]):
        joint = joint_of(disclosure, layout, name, plausible()["default_economic"])
        entries = _entries(joint, read, layout, tick_fen=layout.tick_fen)
        if entries is None:
            return Reconstruction(None, tuple(_cannot_stand(joint)))
        measures[name] = full(entries, EVERYTHING) if name == "actual" else _known(joint, entries)
    found = Measures(**measures)
    return Reconstruction(found, tuple(misprinted(disclosure, layout, found)))


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


def place_of(address: Address) -> Place:
    return Place(form=address.form, block=address.block, line=address.row, column=address.column)


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


def _cannot_stand(joint: Joint) -> list[Finding]:
    correction = smallest_correction(joint)
    found: list[Finding] = []
    for figure in correction.figures:
        clash = next(each for each in correction.contradictions if figure in each)
        others = "；".join(_said(other) for other in clash if other != figure)
        proof = "" if correction.proven else "；限时内未能证明这组数字最少"
        found.append(
            finding(
                "J101",
                place_of(figure.address),
                printed=_shown(figure),
                arithmetic=f"与这些数字不能同时成立：{others}{proof}",
            )
        )
    return found


def _shown(figure: Figure) -> str:
    return "表中没有这一行" if figure.absent else figure.printed or "空白"


def _said(figure: Figure) -> str:
    return f"{place_of(figure.address).text()} {_shown(figure)}"


def _entries(joint: Joint, read: Figures, layout: Layout, tick_fen: int) -> list[Entry] | None:
    """Entries in 分 of one measure; None where no amounts print all its figures."""
    for strict, signed in ((True, False), (True, True), (False, True)):
        demands = _strict(joint, read, layout) if strict else joint.demands
        low, high = Joint(joint.program, tuple(demands)).bounds(range(len(demands)))
        amounts = _solve(joint, low, high, signed=signed) if (low <= high).all() else None
        if amounts is not None:
            fen = _balanced(joint, _rounded(amounts, tick_fen))
            return _as_entries(joint.program.atoms, fen, layout.year)
    return None


def _strict(joint: Joint, read: Figures, layout: Layout) -> list[Demand]:
    """A printed zero is the exact one under a style that prints zeros, and none under a style that leaves them blank.

    A row that prints nothing but zeros is there because it has money that rounds away.
    """
    crumbs = _crumbs(read, layout)
    least, most = 1 / read.tick_fen, max(0, (read.tick_fen - 1) // 2) / read.tick_fen
    found: list[Demand] = []
    for demand in joint.demands:
        figure = demand.figure
        if not figure.printed or figure.ticks:
            found.append(demand)
        elif layout.forms[figure.address.form].zero == "" or figure in crumbs:
            found.append(replace(demand, low=least, high=most))
        elif any(
            crumb.region.coarse & figure.region.coarse and crumb.region.function <= figure.region.function
            for crumb in crumbs
        ):
            found.append(demand)
        else:
            found.append(replace(demand, low=0.0, high=0.0))
    return found


def _crumbs(read: Figures, layout: Layout) -> frozenset[Figure]:
    """The total of each row by code that prints nothing but zeros, in forms whose style prints zeros."""
    rows: dict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for figure in read.figures:
        if figure.address.row.isdigit() and layout.forms[figure.address.form].zero:
            rows[figure.address[:3]].append(figure)
    zero = [figures for figures in rows.values() if not any(figure.ticks for figure in figures)]
    return frozenset(max(figures, key=lambda figure: len(figure.region.coarse)) for figures in zero)


def _solve(joint: Joint, low: Vector, high: Vector, *, signed: bool) -> Vector | None:
    """Amounts in last printed digits well inside every interval, plausible pairs of codes preferred."""
    program, law, ranges = joint.program, joint.program.law, joint.program.limits(signed=signed)
    bounded = np.flatnonzero(np.isfinite(low))
    half = (high - low)[bounded] / 2
    matrix, margin = program.sums[bounded], csr_array(half[:, None])
    first = solve(
        np.concatenate([np.zeros(len(program.atoms)), [-1.0]]),
        vstack([hstack([-matrix, margin]), hstack([matrix, margin])], format="csr"),
        np.concatenate([-low[bounded], high[bounded]]),
        hstack([law, csr_array((law.shape[0], 1))], format="csr"),
        [*ranges, (0, 1)],
    )
    if first is None:
        return None
    inner = half * SHRUNK * first.amounts[-1]
    limits = np.concatenate([-(low[bounded] + inner), high[bounded] - inner])
    rows, costs = vstack([-matrix, matrix], format="csr"), _costs(program.atoms)
    second = solve(costs, rows, limits, law, ranges)
    if second is None:
        return first.amounts[:-1]
    swept = [
        (least, 0) if 0 < amount < 1 else (least, most)
        for amount, (least, most) in zip(second.amounts, ranges, strict=True)
    ]
    third = solve(costs, rows, limits, law, swept)  # without crumbs below the last printed digit, where that can be
    return (third or second).amounts


def _costs(atoms: Sequence[Atom]) -> Vector:
    """What each atom costs: balances a little, so that none are invented; plausible pairs of codes earn."""
    homes = {pair["economic"]: pair["function"] for pair in plausible()["pairs"] if pair["weight"] >= HOME}
    present = {atom.function for atom in atoms}
    homes = {code: home for code, home in homes.items() if any(function.startswith(home) for function in present)}
    costs = np.zeros(len(atoms))
    for at, atom in enumerate(atoms):
        if atom.coarse.flow is Flow.EXPENDITURE:
            costs[at] = _cost(atom, homes) / 100
        elif atom.coarse.flow is not Flow.INCOME:
            costs[at] = 1.0
    return costs


def _cost(atom: Atom, homes: Mapping[str, str]) -> float:
    if atom.coarse.fund is Fund.GENERAL and atom.coarse.kind is Kind.BASIC:
        away = not atom.function.startswith(homes.get(atom.economic, ""))
        return AWAY if away else -_weight(atom.function, atom.economic)
    return 0.0 if atom.economic == plausible()["default_economic"][0] else 1.0


@cache
def _weight(function: str, economic: str) -> float:
    for pair in plausible()["pairs"]:
        if function.startswith(pair["function"]) and economic.startswith(pair["economic"]):
            return float(pair["weight"])
    return 0.0


def _rounded(amounts: Vector, tick_fen: int) -> list[int]:
    """Amounts in whole 分; the solver's amounts are last printed digits."""
    return [round(float(amount) * tick_fen) for amount in amounts]


def _balanced(joint: Joint, fen: list[int]) -> list[int]:
    """The law made exact in 分: the largest amount of each equation takes what rounding left over."""
    law = joint.program.law.tocsr()
    for row in range(law.shape[0]):
        part = slice(law.indptr[row], law.indptr[row + 1])
        columns, signs = law.indices[part], law.data[part]
        gap = sum(int(sign) * fen[at] for at, sign in zip(columns, signs, strict=True))
        if gap:
            at, sign = max(zip(columns, signs, strict=True), key=lambda item: abs(fen[item[0]]))
            fen[at] -= int(sign) * gap
    return fen


def _as_entries(atoms: Sequence[Atom], fen: Sequence[int], year: int) -> list[Entry]:
    found = [
        Entry(atom.coarse, atom.function, atom.economic, "", "", amount)
        for atom, amount in zip(atoms, fen, strict=True)
        if amount
    ]
    return by_kind(_coded(found, year))


def _coded(entries: Sequence[Entry], year: int) -> list[Entry]:
    """Fiscal balances that no form lists by code, under the largest item of their fund."""
    found: list[Entry] = []
    for entry in entries:
        fund = entry.coarse.fund
        if entry.function or fund not in FISCAL or entry.coarse.flow is Flow.EXPENDITURE:
            found.append(entry)
            continue
        items = [other for other in entries if other.coarse.fund is fund and other.function]
        listed = (code.code for code in codes.functional(year).level(7) if function_allows(entry.coarse, code.code))
        item = max(items, key=lambda other: other.fen).function if items else next(listed)
        found.append(entry._replace(function=item))
    return found


def by_kind(entries: Sequence[Entry]) -> list[Entry]:
    """Fiscal inflows split by kind as the item's outflows are, so that the law holds by kind too."""
    fiscal = [entry for entry in entries if entry.coarse.fund in FISCAL]
    rest = [entry for entry in entries if entry.coarse.fund not in FISCAL]
    for fund, function in sorted({(entry.coarse.fund, entry.function) for entry in fiscal}):
        here = [entry for entry in fiscal if (entry.coarse.fund, entry.function) == (fund, function)]
        rest += [entry for entry in here if entry.coarse.flow in OUTFLOWS]
        need = sum(e.fen for e in here if e.coarse.flow in OUTFLOWS and e.coarse.kind is Kind.PROJECT)
        for entry in sorted((e for e in here if e.coarse.flow in INFLOWS), key=lambda e: e.coarse.flow is Flow.INCOME):
            project = min(need, entry.fen)
            need -= project
            for kind, part in ((Kind.PROJECT, project), (Kind.BASIC, entry.fen - project)):
                if part:
                    rest.append(entry._replace(coarse=entry.coarse._replace(kind=kind), fen=part))
    return sorted(rest)
