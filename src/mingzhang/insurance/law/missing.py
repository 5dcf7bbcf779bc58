"""A value that the law does not have: what was asked, what there is instead, and how to supply it."""

from dataclasses import dataclass, replace

from mingzhang.insurance.law.parameter import Parameter
from mingzhang.insurance.month import month_text


@dataclass(frozen=True, slots=True)
class Missing:
    """No value holds: what was asked, and what there is instead."""

    name: str
    item: str
    region: str
    month: int
    reason: str
    lapsed: bool = False
    """The region has values, but none for this month or none so sure as demanded: not the same as having none."""
    weak: bool = False
    """There is a value, but it is not as sure as demanded."""
    choices: tuple[str, ...] = ()

    @property
    def asked(self) -> str:
        item = f"〔{self.item}〕" if self.item else ""
        return f"{self.name}{item} {self.region} {month_text(self.month)}"

    @property
    def remedy(self) -> str:
        month = month_text(self.month)
        value = "或".join(self.choices) or "值"
        row = f"{self.name},{self.item},{self.region},{month},{month},（{value}）,（文件及文号）,原文,（核对日期）"
        return f"在自己的参数文件中加一行并用 --law 指明：{row}"


def some_of(words: list[str]) -> str:
    """The first twelve, and how many there are."""
    return "、".join(words[:12]) + (f" 等{len(words)}个" if len(words) > 12 else "")


def spans_of(entries: list[Parameter]) -> list[str]:
    """The spans of months that the entries cover, neighbours of a region joined."""
    found: list[Parameter] = []
    for entry in sorted(entries, key=lambda item: (item.region, item.first_month or 0)):
        last = found[-1] if found else None
        if (
            last is not None
            and last.region == entry.region
            and last.last_month is not None
            and entry.first_month == last.last_month + 1
        ):
            found[-1] = replace(last, last_month=entry.last_month)
        else:
            found.append(entry)
    return [f"{entry.region} {entry.dates_text()}" for entry in found]
