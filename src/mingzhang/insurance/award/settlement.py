"""重算差额: what was paid and what is due, month by month; recovery after a late stop."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingzhang.insurance.month import month_text
from mingzhang.money import yuan_text


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
