"""An articulation (勾稽关系): what must hold among printed figures, and why."""

from typing import NamedTuple

from mingzhang.accounts.forms.spec import Address
from mingzhang.printed import Relation

BASIS = {
    "identity": "两处是同一笔金额",
    "impossible": "这一资金和科目的组合不可能有金额",
    "coarse": "按资金、来源、类型或收支分列的各部分合成整体",
    "function": "表中列出了全部有金额的下级功能科目",
    "economic": "所列经济科目合成整体",
    "law": "年初结转和结余＋收入＋使用非财政拨款结余＝支出＋结余分配＋年末结转和结余",
    "containment": "部分不大于整体",
}
"""Why a relation follows from regions, domain and law, in the words of its users."""
CONDITION = "，其余各部分在本文件中没有金额"


class Articulation(NamedTuple):
    """Σ left = Σ right, or left ≤ right for a containment. A sum of nothing is zero."""

    kind: Relation
    left: tuple[Address, ...]
    right: tuple[Address, ...]
    basis: str
    conditional: bool = False
    """Whether it follows only because other parts of the regions hold no money in this document."""
