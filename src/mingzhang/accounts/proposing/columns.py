"""Which column of an export is which field of ours: by heading and contents, a question where two could be it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from mingzhang.accounts.books.mapping import DATE_PARTS, FIELDS, SIDES, SIGNED
from mingzhang.accounts.books.voucher_sides import directions
from mingzhang.accounts.proposing.contents import MOST, Contents
from mingzhang.accounts.proposing.export import Column, Export
from mingzhang.accounts.proposing.headings import BY_CODE, BY_NAME, told
from mingzhang.accounts.proposing.item import Given, Item, Option, some

LABELS = {**FIELDS, **SIGNED, **DATE_PARTS}
BY_CONTENTS = ("date", "account", "direction", "function", "economic", "fund", "kind")
"""Fields that contents alone can tell."""
LAST = 10
"""What is added to the rank of a column whose words are the unit's own."""
DIMENSIONS = ("fund", "source", "function", "kind", "economic", "project", "counterpart")


@dataclass
class Columns:
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

    def items(self) -> list[Item]:
        declared = self.given.get("列") or {}
        self.where |= {label: names if isinstance(names, list) else [names] for label, names in declared.items()}
        if self.given.get("日期"):
            self.where["日期"] = list(self.given["日期"].values())
        self.taken |= {name for names in self.where.values() for name in names}
        self.known += self.where
        found = [*self._sides(), *self._dates(), *self._number(), *self._simple("account", needed=True)]
        for name in ("memo", "line", *DIMENSIONS):
            found += self._simple(name)
        return found + list(self._first_lines())

    def _declared(self, name: str) -> bool:
        label = LABELS[name]
        elsewhere = {**(self.given.get("辅助列") or {}), **(self.given.get("列") or {})}
        segments = self.given.get("科目段") or []
        rules = segments if isinstance(segments, list) else [segments]
        return label in elsewhere or any(label in rule.get("段", {}).values() for rule in rules)

    def _simple(self, name: str, *, needed: bool = False) -> Iterator[Item]:
        """The column of a field that stands in one column."""
        if self._declared(name):
            return
        found = self.candidates(name)
        if len(found) == 1:
            yield from self._item(name, found[0])
        elif found:
            yield self._question(name, found)
        elif needed:
            self.lacking.append(LABELS[name])

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

    def _item(self, name: str, column: Column) -> Iterator[Item]:
        self.taken.add(column.name)
        label = LABELS[name]
        self.where[label] = [column.name]
        if column.name == label:
            self.known.append(label)
            return
        yield Item(("列", label), f"{label} 是“{column.name}”这一列", self._evidence(name, column), column.name)

    def _question(self, name: str, found: list[Column]) -> Item:
        label = LABELS[name]
        options = tuple(Option(f"“{column.name}”，如 {some(list(column.counts))}", column.name) for column in found)
        said = f"有 {len(found)} 列都像“{label}”，是哪一列"
        return Item(("列", label), said, "标题和内容都相符，不代为选择", options=options)

    def _evidence(self, name: str, column: Column) -> str:
        named = "标题相符" if told(column.name, name) is not None else "标题不识，由内容认出"
        fits = round(self.contents.share(name, column) * column.filled)
        return f"{named}；{column.filled} 行有内容，{fits} 行合乎{LABELS[name]}，如 {some(list(column.counts))}"

    def _dates(self) -> Iterator[Item]:
        if self._declared("date") or self.given.get("日期"):
            return
        found = self.candidates("date")
        if found:
            yield from self._simple("date")
            return
        parts = {name: columns for name in DATE_PARTS if (columns := self.candidates(name))}
        if "day" in parts:
            parts.pop("month_day", None)
        elif "month_day" in parts:
            parts = {name: parts[name] for name in ("year", "month_day") if name in parts}
        else:
            self.lacking.append(LABELS["date"])
            return
        if "month" in parts and "period" in parts:
            del parts["period"]
        chosen = {DATE_PARTS[name]: columns[0] for name, columns in parts.items()}
        names = {part: column.name for part, column in chosen.items()}
        self.taken |= set(names.values())
        self.where["日期"] = list(names.values())
        evidence = "；".join(f"{part}：如 {some(list(column.counts))}" for part, column in chosen.items())
        told_elsewhere = "" if {"月", "期间", "月日"} & chosen.keys() else "；月份取自标题、工作表名或文件名"
        said = "日期由" + "、".join(f"“{name}”" for name in names.values()) + "合成"
        yield Item(("日期",), said, evidence + told_elsewhere, names)

    def _number(self) -> Iterator[Item]:
        if self._declared("voucher"):
            return
        found = self.candidates("voucher")
        words = [column for column in self.candidates("word") if column not in found] if len(found) == 1 else []
        if len(words) != 1 or found[0].share(lambda text: text.isdecimal()) < MOST:
            yield from self._simple("voucher", needed=True)
            return
        names = [words[0].name, found[0].name]
        self.taken |= set(names)
        self.where["凭证号"] = names
        samples = some([f"{word}-{number}" for word, number in zip(words[0].counts, found[0].counts, strict=False)])
        said = f"凭证号由“{names[0]}”和“{names[1]}”合成"
        yield Item(("列", "凭证号"), said, f"标题相符；如 {samples}", names)

    def _sides(self) -> Iterator[Item]:
        """Two sides, else one amount with its direction."""
        if any(self._declared(name) for name in (*SIDES, *SIGNED)):
            for name in SIDES if not self._declared("amount") else ("direction",):
                yield from self._simple(name)
            return
        sides = {name: self.candidates(name) for name in SIDES}
        if all(sides.values()):
            for name in SIDES:
                yield from self._simple(name)
            return
        amounts = self.candidates("amount")
        if not amounts:
            self.lacking.append("借方、贷方或金额")
            return
        yield from ([self._question("amount", amounts)] if len(amounts) > 1 else self._signed(amounts[0]))

    def _signed(self, amount: Column) -> Iterator[Item]:
        self.taken.add(amount.name)
        columns: dict[str, Any] = {"金额": amount.name}
        said, evidence = f"“{amount.name}”一列金额", self._evidence("amount", amount)
        found = self.candidates("direction")
        if len(found) == 1:
            columns["方向"] = found[0].name
            said += f"，借或贷看“{found[0].name}”"
            evidence += f"；方向如 {some(list(found[0].counts))}"
            self.taken.add(found[0].name)
        yield Item(("列",), said, evidence, columns)
        if len(found) > 1:
            yield self._question("direction", found)
        usual = directions(self.contents.settings)
        for text in found[0].counts if len(found) == 1 else ():
            if text not in usual:
                sides = (Option("借", "借"), Option("贷", "贷"))
                yield Item(("对照", "方向", text), f"方向“{text}”是借还是贷", "不是通常的写法", options=sides)

    def _first_lines(self) -> Iterator[Item]:
        """Which of date, number and memo stand in the first line of a voucher only."""
        if "只写首行" in self.given:
            return
        accounts = self._texts("科目")
        coded = [cell is not None for cell in accounts[0]] if accounts else []
        labels: list[str] = []
        lines: list[int] = []
        for label in ("日期", "凭证号"):
            texts = self._texts(label)
            blank = [all(cell is None for cell in row) for row in zip(*texts, strict=True)]
            bare = sum(one and code for one, code in zip(blank, coded, strict=False))
            if bare and not blank[0]:
                labels.append(label)
                lines.append(bare)
        if labels:
            said = f"{'、'.join(labels)}只写在每张凭证的第一行"
            yield Item(("只写首行",), said, f"{max(lines)} 行有科目而没有{'、'.join(labels)}", labels)

    def _texts(self, label: str) -> list[list[str | None]]:
        """What stands in the columns of a field."""
        names = self.where.get(label, [])
        return [self.export.columns[name].texts.to_list() for name in names if name in self.export.columns]


def _same(one: Column, other: Column) -> bool:
    return one.texts.equals(other.texts)
