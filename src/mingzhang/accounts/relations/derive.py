"""All relations among the printed figures of a disclosure, from regions, domain and law; nothing is listed by hand."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.layouts.layout import Layout
from mingzhang.accounts.relations.articulation import BASIS, CONDITION, Articulation
from mingzhang.accounts.relations.containments import containments
from mingzhang.accounts.relations.figures import Figure, Figures, absent_rows, figures_of
from mingzhang.accounts.relations.laws import laws
from mingzhang.accounts.relations.parts import Emptiness, Node, nodes_of, part_of
from mingzhang.accounts.relations.sums import across_sums, form_sums
from mingzhang.printed import Relation


def derive(disclosure: Disclosure, layout: Layout, read: Figures | None = None) -> tuple[Articulation, ...]:
    """Every relation, identities first. Only figures of one measure relate to each other.

    `read` are the disclosure's figures where the caller has them.
    """
    figures = (read or figures_of(disclosure, layout)).figures
    functions = sorted({root for figure in figures for root in figure.region.function.roots if root})
    found: list[Articulation] = []
    for measure in dict.fromkeys(figure.measure for figure in figures):
        own = [figure for figure in figures if figure.measure == measure]
        absent = absent_rows(disclosure, layout, functions, []) if measure == "actual" else []
        found += _of_measure(own, absent, disclosure.year, lawful=measure == "actual")
    return tuple(found)


def _of_measure(
    figures: Sequence[Figure], absent: Sequence[Figure], year: int, *, lawful: bool
) -> Iterable[Articulation]:
    blanks = [*absent, *_zeros(figures)] if lawful else []
    printed = [(part, figure.ticks) for figure in figures if lawful and (part := part_of(figure, year)) is not None]
    emptiness = Emptiness((part for figure in blanks if (part := part_of(figure, year)) is not None), printed)
    nodes = nodes_of(figures, emptiness, year)
    inside = form_sums(figures, nodes, year)
    across = across_sums(nodes, [relation for relation, _ in inside], year)
    law = laws(nodes) if lawful else []
    found = [*identities(nodes.values()), *(relation for relation, _ in inside), *across, *law]
    return [*found, *containments(nodes, found)]


def _zeros(figures: Sequence[Figure]) -> list[Figure]:
    """Blank cells; in forms that leave nothing blank also 0.00."""
    styled = {figure.address.form for figure in figures if figure.blank}
    return [figure for figure in figures if figure.ticks == 0 and (figure.blank or figure.address.form not in styled)]


def identities(nodes: Iterable[Node]) -> list[Articulation]:
    """Figures of one region, and figures of regions that differ only by what holds no money."""
    found: list[Articulation] = []
    alike: dict[object, list[Node]] = defaultdict(list)
    for node in nodes:
        first, *others = node.figures
        if not node.part.mask:
            found += [Articulation(Relation.SUM, (figure.address,), (), BASIS["impossible"]) for figure in node.figures]
            continue
        found += [
            Articulation(Relation.IDENTITY, (first.address,), (other.address,), BASIS["identity"]) for other in others
        ]
        if node.known.mask:
            alike[node.known].append(node)
    for group in alike.values():
        for at, node in enumerate(group):
            peer = _peer(node.figures[0], [other.figures[0] for other in group[:at]])
            if peer is not None:
                ends = (peer.address,), (node.figures[0].address,)
                found.append(Articulation(Relation.IDENTITY, *ends, BASIS["identity"] + CONDITION, conditional=True))
    return found


def _peer(figure: Figure, earlier: Sequence[Figure]) -> Figure | None:
    """The figure of another form to compare with, in the same column if there is one. Sums tie those of one form."""
    able = [other for other in earlier if other.address.form != figure.address.form]
    same = [other for other in able if other.address.column == figure.address.column]
    return next(iter(same or able), None)
