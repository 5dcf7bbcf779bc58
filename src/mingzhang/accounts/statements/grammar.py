"""The grammar of wording: plain text with slots in braces, conditions, and what a statement repeats over.

A parsed wording is data: literals, typed slots, choices between wordings and repetitions. Writing fills it; the same
parts can be turned round to find a sentence in a document. docs/statements.md explains the grammar.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mingzhang.accounts.statements import registers

MEASURES = {"上年": "last_year", "年初预算": "opening_budget", "调整预算": "adjusted_budget"}
"""Prefix of a quantity → measure; without a prefix it is this year's actual. `预算:` is the wording file's choice."""
BUDGET = "预算"
REGISTER = "登记"
VARIABLES = {"@类": "208", "@款": "20805", "@项": "2080505", "@经济类": "301", "@经济款": "30101"}
"""What repetition binds, with a code that stands for it while wording is checked."""
INCLUDED_UNITS = "决算单位"
LISTS = ("主要职责", "内设机构", "分支机构", INCLUDED_UNITS)
"""The unit's own lists that a statement can repeat over, by their keys in 文字.yaml."""
FUNCTIONS: Mapping[str, tuple[str, ...]] = {
    "金额": ("quantity",),
    "占比": ("quantity", "quantity"),
    "变动词": ("region",),
    "变动额": ("region",),
    "变动率": ("region",),
    "升降词": ("region",),
    "完成率": ("region",),
    "比较词": ("region",),
    "清单": ("region",),
    "登记": ("register",),
    "原因": ("key",),
    "用途": ("key",),
    "补充": ("key",),
    "科目": ("code",),
    "科目全称": ("code",),
    "项数": ("list",),
    "值": (),
    "单位": (),
    "简称": (),
    "年度": (),
    "上年度": (),
    "涉密项数": (),
    "序": ("ordinal",),
}
"""Slot function → the kinds of its arguments."""
TESTS: Mapping[str, str] = {
    "有": "quantity",
    "为零": "quantity",
    "无基数": "quantity",
    "持平": "region",
    "微变": "region",
    "等于预算": "region",
    "恰等预算": "region",
    "登记": "subject",
    "文字": "list",
    "补充": "key",
    "类型": "kinds",
    "机关": "",
    "有上年": "",
    "有预算": "",
    "涉密": "",
}
"""Condition → the kind of its argument."""
UNIT_KINDS = frozenset({"行政", "参公", "事业"})


class WordingError(ValueError):
    """A declaration that cannot stand; the message is Chinese and `fragment` is where to look for it."""

    def __init__(self, message: str, fragment: str) -> None:
        super().__init__(message)
        self.fragment = fragment


@dataclass(frozen=True, slots=True)
class Literal:
    text: str


@dataclass(frozen=True, slots=True)
class SlotCall:
    """One typed slot: {占比:财政拨款收入|收入总计}."""

    function: str
    arguments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Predicate:
    negated: bool
    name: str
    argument: str


Condition = tuple[Predicate, ...]
"""All tests must hold; the empty condition always does."""


@dataclass(frozen=True, slots=True)
class Each:
    """What is repeated: codes of a level that have money in a region, or a list of the unit's."""

    level: str
    """类, 款, 项, 经济类, 经济款, or the name of a list."""
    region: str

    @property
    def variable(self) -> str:
        return f"@{self.level}"


@dataclass(frozen=True, slots=True)
class Choice:
    """The first case whose condition holds; nothing where none does."""

    cases: "tuple[tuple[Condition, Wording], ...]"


@dataclass(frozen=True, slots=True)
class Repeat:
    each: Each
    body: "Wording"
    separator: str


Part = Literal | SlotCall | Choice | Repeat
Wording = tuple[Part, ...]
Clauses = Mapping[str, Sequence[Mapping[str, str]]]
"""Named wordings with parameters $1, $2 …, each a list of cases {when, text}."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount that wording names: regions of a measure, or items of registers, added up."""

    measure: str
    expressions: tuple[str, ...]

    @property
    def operand(self) -> str:
        """As slots record it: `last_year:收入总计`, `register:政府采购.货物+政府采购.工程`."""
        return f"{self.measure}:{'+'.join(self.expressions)}"


@lru_cache(maxsize=1 << 14)
def quantity(text: str, budget: str = "opening_budget") -> Quantity:
    """`收入总计`, `上年:收入总计`, `登记.政府采购.货物+政府采购.工程`. Raises KeyError for an unknown name."""
    if text.startswith(REGISTER + "."):
        names = [name for part in text[len(REGISTER) + 1 :].split("+") for name in registers.items_of(part)]
        return Quantity("register", tuple(names))
    prefix, colon, rest = text.partition(":")
    if not colon:
        return Quantity("actual", (text,))
    return Quantity(budget if prefix == BUDGET else MEASURES[prefix], (rest,))


def bound(text: str, values: Mapping[str, str]) -> str:
    """`text` with every variable replaced by its value."""
    if "@" in text:
        for name in sorted(values, key=len, reverse=True):
            text = text.replace(name, values[name])
    return text
