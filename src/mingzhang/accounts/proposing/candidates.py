"""Which columns of an export could be a field of ours, by heading and contents, and what is proposed of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from mingzhang.accounts.books.mapping import DATE_PARTS, FIELDS, SIGNED
from mingzhang.accounts.proposing.contents import MOST, Contents
from mingzhang.accounts.proposing.export import Column, Export
from mingzhang.accounts.proposing.headings import BY_CODE, BY_NAME, told
from mingzhang.accounts.proposing.item import Given, Item, Option, some

LABELS = {**FIELDS, **SIGNED, **DATE_PARTS}
BY_CONTENTS = ("date", "account", "direction", "function", "economic", "fund", "kind")
"""Fields that contents alone can tell."""
LAST = 10
"""What is added to the rank of a column whose words are the unit's own."""


@dataclass
class Candidates:
    """One export being looked through; `taken` grows."""

    export: Export
    contents: Contents
    given: Given
    by_project_code: bool = False
    """Whether the books have a table of projects, so that their codes are what lines should name."""
    taken: set[str] = field(default_factory=set)
    where: dict[str, list[str]] = field(default_factory=dict)
    """Fields of ours → the columns that they stand in, as far as that is settled."""
    known: list[str] = field(default_factory=list)
    """Fields of ours that need no setting, or have one."""
    lacking: list[str] = field(default_factory=list)
    """What is needed and was not found."""

    def candidates(self, name: str) -> list[Column]:
        """The columns that could be a field, those alone that are surest; of equal ones the first."""
        ranked: dict[int, list[Column]] = {}
        for column in self.export.columns.values():
            rank = told(column.name, name)
            if column.name in self.taken or rank is None or not column.filled:
                continue
            if self.contents.share(name, column) >= MOST:
                ranked.setdefault(self._rank(name, rank), []).append(column)
            elif self._own_words(name, column):
                ranked.setdefault(LAST + rank, []).append(column)
        if not ranked and name in BY_CONTENTS:
            free = [column for column in self.export.columns.values() if column.name not in self.taken]
            ranked = {0: [column for column in free if self.contents.unmistakable(name, column)]}
        best = ranked[min(ranked)] if ranked else []
        own = [column for column in best if column.name == LABELS.get(name)]
        if own:
            return own
        return [column for at, column in enumerate(best) if not any(_same(column, other) for other in best[:at])]

    def _rank(self, name: str, rank: int) -> int:
        """Names of projects say more than their codes, where no table of projects tells what these mean."""
        if name == "project" and not self.by_project_code:
            return {BY_CODE: BY_NAME, BY_NAME: BY_CODE}.get(rank, rank)
        return rank

    def _own_words(self, name: str, column: Column) -> bool:
        """Whether a column holds words of the unit's own for a field that has few values: asked for later."""
        return name in {"fund", "kind", "direction"} and 0 < len(column.counts) <= 12

    def declared(self, name: str) -> bool:
        label = LABELS[name]
        elsewhere = {**(self.given.get("辅助列") or {}), **(self.given.get("列") or {})}
        segments = self.given.get("科目段") or []
        rules = segments if isinstance(segments, list) else [segments]
        return label in elsewhere or any(label in rule.get("段", {}).values() for rule in rules)

    def simple(self, name: str, *, needed: bool = False) -> Iterator[Item]:
        """The column of a field that stands in one column."""
        if self.declared(name):
            return
        found = self.candidates(name)
        if len(found) == 1:
            yield from self.settled(name, found[0])
        elif found:
            yield self.question(name, found)
        elif needed:
            self.lacking.append(LABELS[name])

    def settled(self, name: str, column: Column) -> Iterator[Item]:
        self.taken.add(column.name)
        label = LABELS[name]
        self.where[label] = [column.name]
        if column.name == label:
            self.known.append(label)
            return
        yield Item(("列", label), f"{label} 是“{column.name}”这一列", self.evidence(name, column), column.name)

    def question(self, name: str, found: list[Column]) -> Item:
        label = LABELS[name]
        options = tuple(Option(f"“{column.name}”，如 {some(list(column.counts))}", column.name) for column in found)
        said = f"有 {len(found)} 列都像“{label}”，是哪一列"
        return Item(("列", label), said, "标题和内容都相符，不代为选择", options=options)

    def evidence(self, name: str, column: Column) -> str:
        named = "标题相符" if told(column.name, name) is not None else "标题不识，由内容认出"
        fits = round(self.contents.share(name, column) * column.filled)
        return f"{named}；{column.filled} 行有内容，{fits} 行合乎{LABELS[name]}，如 {some(list(column.counts))}"


def _same(one: Column, other: Column) -> bool:
    return one.texts.equals(other.texts)
