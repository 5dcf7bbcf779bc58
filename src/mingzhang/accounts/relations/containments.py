"""Parts and wholes that no sum ties together: the part is no larger, where nothing in the whole can be negative."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from mingzhang.accounts.code_tree import Tree
from mingzhang.accounts.relations.articulation import BASIS, Articulation
from mingzhang.accounts.relations.parts import NEGATIVE, Node, Part
from mingzhang.printed import Relation

_NONE: frozenset[Part] = frozenset()


def containments(nodes: Mapping[Part, Node], known: Sequence[Articulation]) -> list[Articulation]:
    """Part ≤ whole for neighbouring regions, but for those that sums and identities imply."""
    above = _AboveBySums(nodes, known)
    index: dict[tuple[str, Tree], dict[int, Node]] = defaultdict(dict)
    for node in nodes.values():
        index[node.part.function, node.part.economic][node.part.mask] = node
    economics = list(dict.fromkeys(node.part.economic for node in nodes.values()))
    wider = {tree: [other for other in economics if tree <= other] for tree in economics}
    found: list[Articulation] = []
    for node in nodes.values():
        if node.blank or node.part.mask & NEGATIVE:
            continue
        around = _neighbours(node.part, index, wider)
        implied = above.of(node.part) if around else _NONE
        for whole in around:
            if whole.part not in implied:
                ends = (node.figures[0].address,), (whole.figures[0].address,)
                found.append(Articulation(Relation.CONTAINMENT, *ends, BASIS["containment"]))
    return found


def _neighbours(
    part: Part, index: Mapping[tuple[str, Tree], Mapping[int, Node]], wider: Mapping[Tree, Sequence[Tree]]
) -> list[Node]:
    """The smallest regions around a part whose rest cannot be negative."""
    around = [
        node
        for digits in range(len(part.function), -1, -1)
        for tree in wider[part.economic]
        for mask, node in index.get((part.function[:digits], tree), {}).items()
        if mask & part.mask == part.mask and node.part != part and not (mask & ~part.mask) & NEGATIVE
    ]
    return [
        node for node in around if not any(other is not node and _inside(other.part, node.part) for other in around)
    ]


def _inside(part: Part, whole: Part) -> bool:
    return (
        part.mask & whole.mask == part.mask
        and part.function.startswith(whole.function)
        and part.economic <= whole.economic
    )


class _AboveBySums:
    """For every region those that sums and identities already make no smaller."""

    def __init__(self, nodes: Mapping[Part, Node], known: Iterable[Articulation]) -> None:
        home = {figure.address: node.part for node in nodes.values() for figure in node.figures}
        self._up: dict[Part, set[Part]] = defaultdict(set)
        for relation in known:
            left, right = [home[place] for place in relation.left], [home[place] for place in relation.right]
            for part in right if len(left) == 1 else ():
                self._up[part].add(left[0])
            if relation.kind is Relation.IDENTITY:
                self._up[left[0]].add(right[0])
                self._up[right[0]].add(left[0])

    def of(self, part: Part) -> Collection[Part]:
        found: set[Part] = set()
        waiting = [part]
        while waiting:
            more = self._up.get(waiting.pop(), _NONE) - found
            found |= more
            waiting += more
        return found
