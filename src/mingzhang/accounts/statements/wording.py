"""A layout's wording: its statements in order, and how they say more, less and level."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from mingzhang.accounts.statements.grammar import Condition, Each, Wording

PARTS = ("概况", "说明", "附件")
BUDGETS = ("opening_budget", "adjusted_budget")


@dataclass(frozen=True, slots=True)
class Statement:
    key: str
    part: str
    level: int
    wording: Wording
    when: Condition = ()
    each: Each | None = None
    within: str = ""
    """The key of the statement that this one stands under, once for each of its repetitions."""
    needs: str = ""
    """文字:… or 补充:… that the unit must supply; without it the statement is left out and asked for."""


@dataclass(frozen=True, eq=False)
class WordingFile:
    """All statements of a layout; loaded once, so that one is equal to itself only."""

    key: str
    budget: str
    """The measure that 完成率 compares with: opening_budget or adjusted_budget."""
    tick_fen: int
    """分 in the last printed digit of its amounts."""
    ordinals: tuple[str, ...]
    """Styles of automatic numbering, the outermost first."""
    words: Mapping[str, tuple[str, ...]]
    """变动词, 升降词, 比较词 → what to say above, below and level with the base."""
    statements: tuple[Statement, ...]
    terms: tuple[str, ...]
    """General terms that the layout's glossary must explain."""

    def under(self, key: str) -> Sequence[Statement]:
        return self._under.get(key, ())

    @cached_property
    def _under(self) -> Mapping[str, Sequence[Statement]]:
        found: dict[str, list[Statement]] = {}
        for statement in self.statements:
            found.setdefault(statement.within, []).append(statement)
        return found
