"""The projects as a picture: execution beside score, and the indicators that were missed; and the same as a table."""

from collections.abc import Sequence
from decimal import Decimal

from mingzhang.accounts.performance.evaluation import EvaluatedIndicator, Evaluation
from mingzhang.accounts.renderers.chart import ROW_HEIGHT, WIDTH, Bar, Chart, printed_value

FULL = Decimal(100)
"""A rate of 100% and a total of 100 points both fill the rail."""
SHOWN = 22
"""Characters of a name that stand beside its figure."""


TABLE_HEADS = ("项目", "全年预算数（万元）", "全年执行数（万元）", "执行率", "自评总得分", "未达成的指标")


def evaluation_charts(forms: Sequence[Evaluation]) -> tuple[Chart, ...]:
    """Two charts with the same projects in the same order, and a third of missed indicators where there are any."""
    if not forms:
        return ()
    rates = _chart("预算执行率", [(form.project, form.rate, _share(form.rate)) for form in forms])
    totals = _chart("自评总得分", [(form.project, form.total, _share(form.total, form.total_weight)) for form in forms])
    missed = [
        (f"{_short(form.project)}：{line.third}", *found)
        for form in forms
        for line in form.indicators
        if (found := _missed(line)) is not None
    ]
    return (rates, totals, _chart("未达成的指标", missed)) if missed else (rates, totals)


def evaluation_rows(forms: Sequence[Evaluation]) -> tuple[tuple[str, ...], ...]:
    """What the charts show, a row a project under TABLE_HEADS, with full names: for those who cannot see a picture."""
    return tuple(
        (
            form.project,
            form.budget,
            form.executed,
            form.rate,
            form.total,
            "；".join(f"{line.third} {found[0]}" for line in form.indicators if (found := _missed(line)) is not None)
            or "无",
        )
        for form in forms
    )


def _missed(line: EvaluatedIndicator) -> tuple[str, Decimal] | None:
    """What an indicator that was missed prints and its share of the whole: its completion, and its points where a form
    has no column for that; None for one that was reached, or of which neither can be told."""
    if printed_value(line.completion.removesuffix("%")) is not None:
        printed, share = line.completion, _share(line.completion)
    elif printed_value(line.score) is not None and _number(line.weight) > 0:
        printed, share = f"{line.score} / {line.weight} 分", _share(line.score, line.weight)
    else:
        return None
    return (printed, share) if share < 1 else None


def _chart(title: str, rows: Sequence[tuple[str, str, Decimal]]) -> Chart:
    bars = tuple(
        Bar(_short(name), printed, format(share * WIDTH, ".1f"), index * ROW_HEIGHT)
        for index, (name, printed, share) in enumerate(rows)
    )
    words = "；".join(f"{name} {printed}" for name, printed, _ in rows)
    return Chart(title, f"{title}：{words}。", bars, len(bars) * ROW_HEIGHT)


def _short(name: str) -> str:
    return name if len(name) <= SHOWN else f"{name[: SHOWN - 1]}…"


def _share(printed: str, whole: str = "") -> Decimal:
    """Of the whole, which is 100 where it is not printed: from 0 to 1."""
    full = _number(whole) or FULL
    return min(max(_number(printed), Decimal(0)), full) / full


def _number(printed: str) -> Decimal:
    """The number of a printed rate or score; what is not comparable fills nothing."""
    return printed_value(printed.removesuffix("%")) or Decimal(0)
