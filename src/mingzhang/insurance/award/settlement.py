"""重算: what was paid by an earlier award, what is due by the new one, month by month; recovery after a late stop."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from mingzhang.findings import Place, ProblemsFound, finding
from mingzhang.insurance.award.case import PAID_STEPS, RAISES, Case
from mingzhang.insurance.award.statement import Statement
from mingzhang.insurance.month import month_of, month_text
from mingzhang.money import fen_of_yuan, yuan_text

PAID = "月支付额"
FIRST = "首次领取年月"


@dataclass(frozen=True, slots=True)
class Month:
    month: int
    paid_fen: int
    due_fen: int

    @property
    def difference_fen(self) -> int:
        """Positive: to be paid; negative: to be recovered."""
        return self.due_fen - self.paid_fen


@dataclass(frozen=True, slots=True)
class Settlement:
    months: tuple[Month, ...]

    @property
    def total_fen(self) -> int:
        return sum(month.difference_fen for month in self.months)

    def text(self) -> str:
        return "\n".join(self.lines())

    def lines(self) -> Iterator[str]:
        yield "重算差额（元）"
        yield "  月份      已发          应发          差额"
        for month in self.months:
            amounts = (yuan_text(fen).rjust(12) for fen in (month.paid_fen, month.due_fen, month.difference_fen))
            yield f"  {month_text(month.month)} " + "  ".join(amounts)
        yield self.summary

    @property
    def summary(self) -> str:
        """合计应补发 … 元, or 合计应追回 … 元."""
        word = "应补发" if self.total_fen >= 0 else "应追回"
        return f"共 {len(self.months)} 个月，合计{word} {yuan_text(abs(self.total_fen))} 元"

    def as_json(self) -> dict[str, object]:
        rows = [
            {
                "月份": month_text(month.month),
                "已发": yuan_text(month.paid_fen, grouped=False),
                "应发": yuan_text(month.due_fen, grouped=False),
                "差额": yuan_text(month.difference_fen, grouped=False),
            }
            for month in self.months
        ]
        return {"逐月": rows, "合计": yuan_text(self.total_fen, grouped=False)}


Steps = Sequence[tuple[int, int]]
"""(month, 分): from that month on; in the order of months."""


def settle(paid: Steps, due: Steps, first: int, last: int, stopped: int | None = None) -> Settlement:
    """Each month from `first` to `last`: what was paid, and what is due up to and with the month `stopped`."""
    months = (
        Month(month, _holding(paid, month), _holding(due, month) if stopped is None or month <= stopped else 0)
        for month in range(first, last + 1)
    )
    return Settlement(tuple(months))


def _holding(steps: Steps, month: int) -> int:
    """The amount of the last step that has begun; none before the first."""
    return next((fen for begins, fen in reversed(steps) if begins <= month), 0)


def read_prior(path: Path) -> tuple[int, int]:
    """The monthly payment in 分 and the first month of an earlier statement's JSON. Raises ProblemsFound."""
    try:
        data = json.loads(path.read_text("utf-8-sig"))
        values = {line["项目"]: Fraction(line["精确值"]) for line in data["项目"]}
        fen = values[PAID] * 100
        first = values[FIRST]
        if fen.denominator != 1 or first.denominator != 1:
            raise ValueError(PAID)
    except (ValueError, KeyError, TypeError, UnicodeDecodeError, ZeroDivisionError) as problem:
        expected = "mingzhang award 案卷.toml --json 的输出，其中有月支付额和首次领取年月"
        raise ProblemsFound([finding("I209", Place(file=path.name), expected=expected)]) from problem
    return int(fen), int(first)


def settlement_of(
    statement: Statement, prior: Path, last: int | None, stopped: int | None, case: Case | None = None
) -> Settlement:
    """The new statement against an earlier one, up to `last` (else the month in which the new one was made).

    The case may tell what was really paid from which month, and what yearly adjustments have added since.
    """
    paid_fen, first = read_prior(prior)
    due = statement.value(PAID)
    end = last if last is not None else statement.made_at
    if due is None or end is None:
        expected = "有月支付额的待遇，并用 --until 或核定年月写明已发放到哪个月"
        raise ProblemsFound([finding("I209", Place(file=prior.name), expected=expected)])
    paid, due_steps = [(first, paid_fen)], [(first, int(due * 100))]
    if case is not None:
        paid = sorted([*paid, *_steps(case, PAID_STEPS, case.paid_steps, "月额")], key=lambda step: step[0])
        for begins, more in sorted(_steps(case, RAISES, case.raises, "月增加额")):
            due_steps.append((begins, due_steps[-1][1] + more))
    return settle(paid, due_steps, first, end, stopped)


def _steps(case: Case, title: str, rows: Sequence[dict[str, str]], amount: str) -> list[tuple[int, int]]:
    """起 and the amount of each row. Raises ProblemsFound with everything that is wrong."""
    found, findings = [], []
    for number, row in enumerate(rows, 1):
        place = Place(file=case.file, key=f"{title}第{number}段")
        unknown = [key for key in row if key not in ("起", amount)]
        if unknown:
            findings.append(finding("I202", place, printed="、".join(unknown), expected=f"起、{amount}"))
        try:
            found.append((month_of(row.get("起", "")), fen_of_yuan(row.get(amount, ""))))
        except ValueError:
            said = f"起 {row.get('起') or '空'}，{amount} {row.get(amount) or '空'}"
            findings.append(finding("I204", place, printed=said, expected=f"起写年月，{amount}写金额"))
    if findings:
        raise ProblemsFound(findings)
    return found
