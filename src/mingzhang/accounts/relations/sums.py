"""Totals and their parts: one dimension at a time, first within each form, then across forms."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from mingzhang.accounts.code_tree import EVERY_CODE, Tree, children
from mingzhang.accounts.forms.spec import TOTAL_ROW
from mingzhang.accounts.relations.articulation import BASIS, CONDITION, Articulation
from mingzhang.accounts.relations.cover import covers
from mingzhang.accounts.relations.figures import Figure
from mingzhang.accounts.relations.parts import Node, Part, mask_of, part_of, whole_economic
from mingzhang.printed import Relation

Placed = tuple[Figure, Part]


def form_sums(figures: Sequence[Figure], nodes: Mapping[Part, Node], year: int) -> list[tuple[Articulation, str]]:
    """The sums within each form, each with the dimension along which the total is split."""
    by_form: dict[str, list[Placed]] = defaultdict(list)
    for figure in figures:
        part = part_of(figure, year)
        if part is not None:
            by_form[figure.address.form].append((figure, part))
    found: list[tuple[Articulation, str]] = []
    for placed in by_form.values():
        found += [(relation, "coarse") for relation in _by_coarse(placed)]
        found += [(relation, "function") for relation in _by_function(placed)]
        found += [(relation, "economic") for relation in _by_economic(placed, year)]
    return found


def _sum(dimension: str, total: Figure, parts: Iterable[Figure], *, conditional: bool = False) -> Articulation:
    basis = BASIS[dimension] + (CONDITION if conditional else "")
    addends = tuple(part.address for part in parts)
    return Articulation(Relation.SUM, (total.address,), addends, basis, conditional)


def _by_coarse(placed: Sequence[Placed]) -> list[Articulation]:
    """Columns that make a total column, rows of fund or flow that make a total row."""
    groups: dict[tuple[str, Tree], dict[int, Figure]] = defaultdict(dict)
    for figure, part in placed:
        groups[part.function, part.economic].setdefault(part.mask, figure)
    return [
        _sum("coarse", total, (group[one] for one in cover))
        for group in groups.values()
        for whole, total in group.items()
        for cover in covers(whole, list(group))
    ]


def _by_function(placed: Sequence[Placed]) -> list[Articulation]:
    """A row and the largest codes below it: a form lists every code that has money."""
    groups: dict[tuple[object, Tree], dict[str, Figure]] = defaultdict(dict)
    for figure, part in placed:
        groups[mask_of(figure.region.coarse), part.economic].setdefault(part.function, figure)
    found: list[Articulation] = []
    for group in groups.values():
        for code, below in children(group).items():
            if below or _lists_codes(group[code]):
                found.append(_sum("function", group[code], (group[child] for child in below)))
    return found


def _lists_codes(figure: Figure) -> bool:
    """Whether a figure is the total of a form by functional code, which may list none."""
    return figure.address.row == TOTAL_ROW and figure.region.economic == EVERY_CODE


def _by_economic(placed: Sequence[Placed], year: int) -> list[Articulation]:
    """A class and its divisions, staff and running costs and their classes, the three public expenses."""
    groups: dict[tuple[int, str], dict[Tree, Figure]] = defaultdict(dict)
    for figure, part in placed:
        groups[part.mask, part.function].setdefault(part.economic, figure)
    found: list[Articulation] = []
    for group in groups.values():
        if len(group) == 1:
            continue
        listed = any(figure.address.row.isdigit() for figure in group.values())
        for whole, total in group.items():
            below = economic_parts(whole, list(group), year, listed=listed)
            if below:
                found.append(_sum("economic", total, (group[tree] for tree in below)))
    return found


def economic_parts(whole: Tree, trees: Sequence[Tree], year: int, *, listed: bool) -> list[Tree]:
    """The largest trees inside `whole` that make it up; where a form lists every code with money they always do."""
    below: list[Tree] = []
    for tree in trees:
        if tree != whole and tree <= whole and not any(tree <= other for other in below):
            below = [*(other for other in below if not other <= tree), tree]
    if not below or not all(one.disjoint(other) for one, other in combinations(below, 2)):
        return []
    union = whole_economic(Tree.of(root for tree in below for root in tree.roots), year)
    return below if listed or union == whole else []


def across_sums(nodes: Mapping[Part, Node], inside: Sequence[Articulation], year: int) -> list[Articulation]:
    """Sums whose figures stand in several forms, but for those that sums within forms and identities imply."""
    home = {figure.address: node for node in nodes.values() for figure in node.figures}
    told = {_key(home[r.left[0]], [home[place] for place in r.right]) for r in inside}
    found: list[Articulation] = []
    for dimension, whole, parts in [*_coarse_across(nodes.values()), *_economic_across(nodes.values(), year)]:
        if _key(whole, parts) in told:
            continue
        told.add(_key(whole, parts))
        union = sum(part.part.mask for part in parts) if dimension == "coarse" else whole.part.mask
        conditional = union != whole.part.mask
        figures = nearest([part.figures for part in parts])
        found.append(_sum(dimension, whole.figures[0], figures, conditional=conditional))
    return found


def _key(whole: Node, parts: Iterable[Node]) -> tuple[Part, frozenset[Part]]:
    """A sum by what is known of its regions; parts that hold no money do not count."""
    return whole.known, frozenset(part.known for part in parts if part.known.mask)


def _coarse_across(nodes: Iterable[Node]) -> Iterable[tuple[str, Node, list[Node]]]:
    groups: dict[tuple[str, Tree], dict[int, Node]] = defaultdict(dict)
    for node in nodes:
        groups[node.part.function, node.part.economic].setdefault(node.known.mask, node)
    for group in groups.values():
        for mask, whole in group.items():
            for cover in covers(mask, list(group)):
                yield "coarse", whole, [group[one] for one in cover]


def _economic_across(nodes: Iterable[Node], year: int) -> Iterable[tuple[str, Node, list[Node]]]:
    groups: dict[tuple[int, str], dict[Tree, Node]] = defaultdict(dict)
    for node in nodes:
        groups[node.known.mask, node.part.function].setdefault(node.part.economic, node)
    for group in groups.values():
        whole = group.get(EVERY_CODE)
        if whole is not None and len(group) > 1:
            below = economic_parts(EVERY_CODE, list(group), year, listed=False)
            if below:
                yield "economic", whole, [group[tree] for tree in below]


def nearest(choices: Sequence[Sequence[Figure]]) -> list[Figure]:
    """One figure of each region, as many as can be from the form that has most of them."""
    count: dict[str, int] = defaultdict(int)
    for figures in choices:
        for form in {figure.address.form for figure in figures}:
            count[form] += 1
    return [max(figures, key=lambda figure: count[figure.address.form]) for figures in choices]
