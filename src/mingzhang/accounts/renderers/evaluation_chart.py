"""The projects as a picture: execution beside score, and under each the indicators that were missed."""

from collections.abc import Sequence
from decimal import Decimal

from mingzhang.accounts.performance.evaluation import Evaluation
from mingzhang.accounts.renderers.chart import ROW_HEIGHT, WIDTH, Bar, Chart, printed_value

FULL = Decimal(100)
"""A rate of 100% and a total of 100 points both fill the rail."""
SHOWN = 22
"""Characters of a name that stand beside its figure."""


def evaluation_charts(forms: Sequence[Evaluation]) -> tuple[Chart, ...]:
    """Two charts with the same projects in the same order, and a third of missed indicators where there are any."""
    if not forms:
        return ()
    rates = _chart("预算执行率", [(form.project, form.rate) for form in forms])
    totals = _chart("自评总得分", [(form.project, form.total) for form in forms])
    missed = [
        (f"{_short(form.project)}：{line.third}", line.completion)
        for form in forms
        for line in form.indicators
        if printed_value(line.completion.removesuffix("%")) is not None and _number(line.completion) < FULL
    ]
    return (rates, totals, _chart("未达成的指标", missed)) if missed else (rates, totals)


def _chart(title: str, rows: Sequence[tuple[str, str]]) -> Chart:
    bars = tuple(
        Bar(_short(name), printed, _width(printed), index * ROW_HEIGHT) for index, (name, printed) in enumerate(rows)
    )
    words = "；".join(f"{name}{printed}" for name, printed in rows)
    return Chart(title, f"{title}：{words}。", bars, len(bars) * ROW_HEIGHT)


def _short(name: str) -> str:
    return name if len(name) <= SHOWN else f"{name[: SHOWN - 1]}…"


def _width(printed: str) -> str:
    return format(min(max(_number(printed), Decimal(0)), FULL) / FULL * WIDTH, ".1f")


def _number(printed: str) -> Decimal:
    """The number of a printed rate or score; what is not comparable fills nothing."""
    return printed_value(printed.removesuffix("%")) or Decimal(0)
