"""The law: what was there and came in equals what went out and is left, by fund, and by item within fiscal funds."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from mingzhang.accounts.code_tree import EVERY_CODE
from mingzhang.accounts.cube import FISCAL, Fund
from mingzhang.accounts.relations.articulation import BASIS, Articulation
from mingzhang.accounts.relations.cover import covers
from mingzhang.accounts.relations.figures import Figure
from mingzhang.accounts.relations.parts import Node, Part, allowed, side
from mingzhang.accounts.relations.sums import nearest
from mingzhang.printed import Relation

FUNDS: tuple[frozenset[Fund], ...] = (*(frozenset({fund}) for fund in Fund), FISCAL, frozenset(Fund))


def laws(nodes: Mapping[Part, Node]) -> list[Articulation]:
    """The law for every group of funds and every functional code whose two sides are printed."""
    by_code: dict[str, dict[int, list[Figure]]] = defaultdict(dict)
    for node in nodes.values():
        if node.part.economic == EVERY_CODE:
            by_code[node.part.function][node.part.mask] = node.figures
    found: list[Articulation] = []
    for function, figures in by_code.items():
        for funds in FUNDS:
            if funds <= FISCAL or not function:
                found += _law(figures, funds, allowed(function))
    return found


def _law(figures: Mapping[int, list[Figure]], funds: frozenset[Fund], able: int) -> list[Articulation]:
    coming, going = side(True, funds) & able, side(False, funds) & able
    if not coming or not going:
        return []
    if coming in figures and going in figures:
        ends = (figures[coming][0].address,), (figures[going][0].address,)
        return [Articulation(Relation.IDENTITY, *ends, BASIS["law"])]
    return [
        Articulation(
            Relation.SUM,
            tuple(figure.address for figure in nearest([figures[one] for one in left])),
            tuple(figure.address for figure in nearest([figures[one] for one in right])),
            BASIS["law"],
        )
        for left in _ways(coming, list(figures))
        for right in _ways(going, list(figures))
    ]


def _ways(whole: int, masks: Sequence[int]) -> list[tuple[int, ...]]:
    """A side as one figure, where it is printed, and as the figures that make it up."""
    return ([(whole,)] if whole in masks else []) + covers(whole, masks)
