"""Which column of an export is which field of ours: one column, or several that make a field together."""

from collections.abc import Iterator
from typing import Any

from mingzhang.accounts.books.mapping import DATE_PARTS, SIDES, SIGNED
from mingzhang.accounts.books.voucher_sides import directions
from mingzhang.accounts.proposing.candidates import LABELS, Candidates
from mingzhang.accounts.proposing.contents import MOST
from mingzhang.accounts.proposing.export import Column
from mingzhang.accounts.proposing.item import Item, Option, some

DIMENSIONS = ("fund", "source", "function", "kind", "economic", "project", "counterpart")


class Columns(Candidates):
    """The fields of an export, the most needed first, so that what is doubtful finds fewer columns left."""

    def items(self) -> list[Item]:
        declared = self.given.get("列") or {}
        self.where |= {label: names if isinstance(names, list) else [names] for label, names in declared.items()}
        if self.given.get("日期"):
            self.where["日期"] = list(self.given["日期"].values())
        self.taken |= {name for names in self.where.values() for name in names}
        self.known += self.where
        found = [*self._sides(), *self._dates(), *self._number(), *self.simple("account", needed=True)]
        for name in ("memo", "line", *DIMENSIONS):
            found += self.simple(name)
        return found + list(self._first_lines())

    def _dates(self) -> Iterator[Item]:
        if self.declared("date") or self.given.get("日期"):
            return
        found = self.candidates("date")
        if found:
            yield from self.simple("date")
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
        if self.declared("voucher"):
            return
        found = self.candidates("voucher")
        words = [column for column in self.candidates("word") if column not in found] if len(found) == 1 else []
        if len(words) != 1 or found[0].share(lambda text: text.isdecimal()) < MOST:
            yield from self.simple("voucher", needed=True)
            return
        names = [words[0].name, found[0].name]
        self.taken |= set(names)
        self.where["凭证号"] = names
        samples = some([f"{word}-{number}" for word, number in zip(words[0].counts, found[0].counts, strict=False)])
        said = f"凭证号由“{names[0]}”和“{names[1]}”合成"
        yield Item(("列", "凭证号"), said, f"标题相符；如 {samples}", names)

    def _sides(self) -> Iterator[Item]:
        """Two sides, else one amount with its direction."""
        if any(self.declared(name) for name in (*SIDES, *SIGNED)):
            for name in SIDES if not self.declared("amount") else ("direction",):
                yield from self.simple(name)
            return
        sides = {name: self.candidates(name) for name in SIDES}
        if all(sides.values()):
            for name in SIDES:
                yield from self.simple(name)
            return
        amounts = self.candidates("amount")
        if not amounts:
            self.lacking.append("借方、贷方或金额")
            return
        yield from ([self.question("amount", amounts)] if len(amounts) > 1 else self._signed(amounts[0]))

    def _signed(self, amount: Column) -> Iterator[Item]:
        self.taken.add(amount.name)
        columns: dict[str, Any] = {"金额": amount.name}
        said, evidence = f"“{amount.name}”一列金额", self.evidence("amount", amount)
        found = self.candidates("direction")
        if len(found) == 1:
            columns["方向"] = found[0].name
            said += f"，借或贷看“{found[0].name}”"
            evidence += f"；方向如 {some(list(found[0].counts))}"
            self.taken.add(found[0].name)
        yield Item(("列",), said, evidence, columns)
        if len(found) > 1:
            yield self.question("direction", found)
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
