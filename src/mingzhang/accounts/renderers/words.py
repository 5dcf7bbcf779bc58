"""A region in words, as the trace of a figure names it: 支出，一般公共预算，项目支出，功能科目 2080505 ……."""

from collections.abc import Mapping
from functools import lru_cache

from mingzhang import codes
from mingzhang.accounts.code_tree import EVERY_CODE, Tree
from mingzhang.accounts.cube import FISCAL, LABELS, Coarse, Fund, domain
from mingzhang.accounts.region import Region
from mingzhang.codes import CodeList

MEASURES: Mapping[str, str] = {
    "actual": "本年决算数",
    "opening_budget": "年初预算数",
    "adjusted_budget": "全年预算数",
    "last_year": "上年决算数",
}
_ORDER = ("flow", "fund", "kind", "source")
_COUNT_IN_WORDS = 6
"""Further codes than these are counted, not listed."""


@lru_cache(maxsize=1 << 13)
def region_words(region: Region, year: int) -> str:
    """What the region holds; a dimension that the others already decide is left out."""
    said = _coarse_words(region.coarse)
    for name, tree, names in (
        ("功能科目", region.function, codes.functional(year)),
        ("经济科目", region.economic, codes.economic(year)),
    ):
        if tree != EVERY_CODE:
            said.append(name + _codes(tree, names))
    return "，".join(said) or "全部收支与结转"


def coarse_words(coarse: Coarse) -> str:
    """One combination: 支出 · 一般公共预算 · 项目支出."""
    values = (LABELS[name][getattr(coarse, name)] for name in ("flow", "fund", "source", "kind"))
    return " · ".join(value for value in values if value)


def _coarse_words(coarse: frozenset[Coarse]) -> list[str]:
    said: list[str] = []
    possible = domain()
    for name in _ORDER:
        taken = {getattr(atom, name) for atom in coarse}
        if taken != {getattr(atom, name) for atom in possible}:
            said.append(_values(name, taken))
            possible = frozenset(atom for atom in possible if getattr(atom, name) in taken)
    return said


def _values(name: str, taken: set[str]) -> str:
    if name == "fund" and taken == set(FISCAL):
        return "财政拨款"
    if name == "fund" and taken == {Fund.OTHER}:
        return LABELS["fund"]["other"]
    return "、".join(label for value, label in LABELS[name].items() if value in taken and label)


def _codes(tree: Tree, names: CodeList) -> str:
    roots = sorted(tree.roots)
    if len(roots) > _COUNT_IN_WORDS:
        return f" {'、'.join(roots[:_COUNT_IN_WORDS])}等{len(roots)}个"
    return "、".join(f" {root} {names.name(root)}".rstrip() for root in roots)
