"""The cube: a year's final accounts as a small table of entries in 分, and the domain of what can exist in it.

The four coarse dimensions (flow, fund, source, kind) are few and depend on each other, so the domain lists which of
their combinations can exist: these are its coarse atoms. Function and economic class are trees of codes.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import cache, partial
from itertools import product
from typing import NamedTuple


class Flow(StrEnum):
    INCOME = "income"
    EXPENDITURE = "expenditure"
    OPENING = "opening"
    CLOSING = "closing"
    SURPLUS_USED = "surplus_used"
    DISTRIBUTION = "distribution"


class Fund(StrEnum):
    GENERAL = "general"
    FUNDS = "funds"
    CAPITAL = "capital"
    OTHER = "other"


class Source(StrEnum):
    FISCAL = "fiscal"
    SUPERIOR = "superior"
    BUSINESS = "business"
    OPERATING = "operating"
    SUBORDINATE = "subordinate"
    OTHER = "other"
    NONE = "none"
    """Not applicable: only income has a source."""


class Kind(StrEnum):
    BASIC = "basic"
    PROJECT = "project"
    REMITTED = "remitted"
    OPERATING = "operating"
    SUBSIDY = "subsidy"


FISCAL = frozenset({Fund.GENERAL, Fund.FUNDS, Fund.CAPITAL})
"""财政拨款: the three funds together."""
INFLOWS = frozenset({Flow.INCOME, Flow.OPENING, Flow.SURPLUS_USED})
OUTFLOWS = frozenset({Flow.EXPENDITURE, Flow.DISTRIBUTION, Flow.CLOSING})
"""The law: by fund, and for fiscal money by item, what was there and came in equals what went out and is left."""
DERIVED = frozenset({Flow.CLOSING, Flow.SURPLUS_USED, Flow.DISTRIBUTION})
"""Flows that no voucher line states: they follow from the law and the unit's year-end rules."""
CAPITAL_CLASS = "223"
"""国有资本经营预算支出: the class of the state capital fund, and of no other fiscal fund."""
NO_CODE = ""
"""Function or economic code of an entry that has none: not applicable, never "all"."""

LABELS: Mapping[str, Mapping[str, str]] = {
    "flow": {
        "income": "收入",
        "expenditure": "支出",
        "opening": "年初结转和结余",
        "closing": "年末结转和结余",
        "surplus_used": "使用非财政拨款结余",
        "distribution": "结余分配",
    },
    "fund": {
        "general": "一般公共预算",
        "funds": "政府性基金预算",
        "capital": "国有资本经营预算",
        "other": "非财政拨款",
    },
    "source": {
        "fiscal": "财政拨款",
        "superior": "上级补助",
        "business": "事业",
        "operating": "经营",
        "subordinate": "附属单位上缴",
        "other": "其他",
        "none": "",
    },
    "kind": {
        "basic": "基本支出",
        "project": "项目支出",
        "remitted": "上缴上级支出",
        "operating": "经营支出",
        "subsidy": "对附属单位补助支出",
    },
}
"""What books and documents call each value, in Chinese."""


class Coarse(NamedTuple):
    """One combination of the coarse dimensions."""

    flow: Flow
    fund: Fund
    source: Source
    kind: Kind


class Entry(NamedTuple):
    """One entry of a measure; amounts in 分, expenditure and income positive as in the forms."""

    coarse: Coarse
    function: str
    """7 digits, or NO_CODE."""
    economic: str
    """5 digits, or NO_CODE."""
    project: str
    unit: str
    fen: int


entry_of: Callable[[Iterable[object]], Entry] = partial(tuple.__new__, Entry)
"""An entry of its six values in their order, for hundreds of thousands of them: made as a plain tuple is."""

_BALANCE_KINDS = (Kind.BASIC, Kind.PROJECT)
_OTHER_KINDS = (*_BALANCE_KINDS, Kind.OPERATING)
_OTHER_SOURCES = (Source.SUPERIOR, Source.BUSINESS, Source.OPERATING, Source.SUBORDINATE, Source.OTHER)


@cache
def domain() -> frozenset[Coarse]:
    """Every coarse combination that can exist.

    Fiscal money is spent as basic or project expenditure only; remittances, operating expenditure, subsidies,
    surplus used and distribution exist only outside the fiscal funds.
    """
    none = (Source.NONE,)
    fiscal = tuple(sorted(FISCAL))
    other = (Fund.OTHER,)
    blocks = [
        ((Flow.INCOME,), fiscal, (Source.FISCAL,), _BALANCE_KINDS),
        ((Flow.INCOME,), other, _OTHER_SOURCES, _OTHER_KINDS),
        ((Flow.EXPENDITURE, Flow.OPENING, Flow.CLOSING), fiscal, none, _BALANCE_KINDS),
        ((Flow.EXPENDITURE,), other, none, tuple(Kind)),
        ((Flow.OPENING, Flow.CLOSING, Flow.SURPLUS_USED, Flow.DISTRIBUTION), other, none, _OTHER_KINDS),
    ]
    return frozenset(Coarse(*values) for block in blocks for values in product(*block))


def function_allows(coarse: Coarse, function: str) -> bool:
    """Whether money of `coarse` can stand under a functional code (or a leading part of one)."""
    if coarse.fund is Fund.OTHER or not function:
        return True
    return function.startswith(CAPITAL_CLASS) == (coarse.fund is Fund.CAPITAL)


def may_be_negative(coarse: Coarse) -> bool:
    """Whether the year's sum of a leaf may be below zero: operating balances, and other income (investment losses)."""
    if coarse.flow is Flow.INCOME:
        return coarse.source is Source.OTHER
    return coarse.flow in {Flow.OPENING, Flow.CLOSING} and coarse.kind is Kind.OPERATING
