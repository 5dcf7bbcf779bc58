"""Codes of a classification by their leading parts: 208 over 20805 over 2080505."""

from collections.abc import Iterable
from typing import final
from weakref import WeakValueDictionary


def leaves(codes: Iterable[str]) -> list[str]:
    """The codes that have none below them."""
    given = sorted({code for code in codes if code})
    return [code for at, code in enumerate(given) if not (at + 1 < len(given) and given[at + 1].startswith(code))]


def children(codes: Iterable[str]) -> dict[str, list[str]]:
    """Each code with the largest codes below it; "" stands over all."""
    given = sorted(codes)
    below: dict[str, list[str]] = {code: [] for code in given}
    for code in given:
        for digits in range(len(code) - 1, -1, -1):
            if code[:digits] in below:
                below[code[:digits]].append(code)
                break
    return below


@final
class Tree:
    """A set of codes of a classification, named by leading parts: {"208"} holds 2080505. {""} holds every code.

    There is one object for each set, for trees are compared and looked up more often than anything else.
    """

    __slots__ = ("__weakref__", "_leads", "roots")
    roots: frozenset[str]
    _leads: tuple[str, ...]

    def __new__(cls, roots: frozenset[str]) -> "Tree":
        found = _TREES.get(roots)
        if found is None:
            found = super().__new__(cls)
            found.roots, found._leads = roots, tuple(roots)
            _TREES[roots] = found
        return found

    def __reduce__(self) -> tuple[type["Tree"], tuple[frozenset[str]]]:
        return Tree, (self.roots,)

    def __repr__(self) -> str:
        return f"Tree({sorted(self.roots)})"

    @staticmethod
    def of(codes: Iterable[str]) -> "Tree":
        """The codes below any of `codes`, parts that lie inside another left out."""
        given = set(codes)
        return Tree(frozenset(code for code in given if not any(code != up and code.startswith(up) for up in given)))

    def __contains__(self, code: str) -> bool:
        return code.startswith(self._leads)

    def __le__(self, other: "Tree") -> bool:
        if other is EVERY_CODE or other is self:
            return True
        leads = other._leads
        for root in self._leads:  # noqa: SIM110 — asked too often for a generator
            if not root.startswith(leads):
                return False
        return True

    def __and__(self, other: "Tree") -> "Tree":
        if other is EVERY_CODE or other is self:
            return self
        if self is EVERY_CODE:
            return other
        return Tree(
            frozenset(root for root in self.roots if root in other)
            | frozenset(root for root in other.roots if root in self)
        )

    def __or__(self, other: "Tree") -> "Tree":
        return Tree.of(self.roots | other.roots)

    def disjoint(self, other: "Tree") -> bool:
        return not (self & other).roots


_TREES: "WeakValueDictionary[frozenset[str], Tree]" = WeakValueDictionary()


EVERY_CODE = Tree(frozenset({""}))
