"""The award statement (待遇核定表) of one person: facts, lines with their formulas, parameters with their sources."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from mingzhang.findings import Finding
from mingzhang.insurance.award.account_years import YearRow
from mingzhang.insurance.engine.explain import Explained
from mingzhang.insurance.law.parameter import Parameter
from mingzhang.insurance.month import month_text
from mingzhang.money import decimal_text, yuan_text

HISTORY_HEADS = ("年份", "月数", "缴费基数合计", "指数", "年初余额", "记账额", "利息", "年末余额")
PROVISIONAL_NOTE = (
    "本表为预发，退休当年的计发基数或记账利率尚未公布（或参数中还没有），暂用上年度的，公布后重算，多退少补。"
)
UNCONFIRMED_NOTE = "所用参数中有待核实的值，见参数表。"


@dataclass(frozen=True, slots=True)
class Statement:
    """Everything that is printed, in printing order."""

    title: str
    scheme: str
    provisional: bool
    facts: tuple[tuple[str, str], ...]
    lines: tuple[Explained, ...]
    key: Explained
    parameters: tuple[Parameter, ...]
    made_at: int | None
    findings: tuple[Finding, ...]
    history: tuple[YearRow, ...] = ()
    """The account year by year, where it was computed from records."""
    remarks: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        notes = [*self.remarks]
        notes += [PROVISIONAL_NOTE] if self.provisional else []
        notes += [UNCONFIRMED_NOTE] if any(not item.confidence.confirmed for item in self.parameters) else []
        return tuple(notes)

    def history_rows(self) -> list[list[str]]:
        """Under HISTORY_HEADS."""
        return [
            [
                str(row.year),
                str(row.months),
                yuan_text(row.wages_fen),
                decimal_text(row.index, 4),
                yuan_text(row.opening_fen),
                yuan_text(row.credit_fen),
                yuan_text(row.interest_fen),
                yuan_text(row.closing_fen),
            ]
            for row in self.history
        ]

    def value(self, title: str) -> Fraction | None:
        return next((line.value for line in self.lines if line.title == title), None)

    def as_json(self) -> dict[str, Any]:
        return {
            "待遇": self.scheme,
            "标题": self.title,
            "预发": self.provisional,
            "核定年月": month_text(self.made_at) if self.made_at is not None else "",
            "案卷": dict(self.facts),
            "项目": [_line_json(line) for line in self.lines],
            "结果": {"项目": self.key.title, "值": self.key.value_text},
            "逐年账户": [dict(zip(HISTORY_HEADS, row, strict=True)) for row in self.history_rows()],
            "参数": [parameter_json(item) for item in self.parameters],
            "说明": list(self.notes),
            "提醒": [item.as_json() for item in self.findings],
        }


def _line_json(line: Explained) -> dict[str, Any]:
    data = {
        "项目": line.title,
        "值": line.value_text,
        "精确值": "" if line.value is None else str(line.value),
        "算式": line.formula,
        "代入": line.numbers,
        "取位前": line.exactly,
        "取位": line.rounding,
        "依据": line.basis,
    }
    return {name: value for name, value in data.items() if value}


def parameter_json(item: Parameter) -> dict[str, str]:
    """A parameter as plain data, also for `mingzhang law --json`."""
    data = {
        "参数": item.title,
        "地区": item.region,
        "有效期": item.dates_text(),
        "值": item.value_text(),
        "依据": item.source,
        "可信度": item.confidence.shown,
        "核对": item.checked,
        "公布": month_text(item.published_month) if item.published_month is not None else "",
        "说明": item.note,
    }
    return {name: value for name, value in data.items() if value}
