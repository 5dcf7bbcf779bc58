"""The texts that a form's boxes print, by the fields that layouts name."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, fields, replace
from typing import Any

from mingzhang.accounts.performance.evaluation import EvaluatedIndicator, Evaluation, MoneyPart
from mingzhang.accounts.performance.exact import exact
from mingzhang.accounts.performance.headings import headings
from mingzhang.money import decimal_text

AMOUNTS = frozenset({"opening", "budget", "executed"})
YUAN_PER_WAN = 10_000
BOXES: Mapping[str, tuple[str, ...]] = {
    "target_box": ("target", "operator", "unit"),
    "actual_box": ("actual",),
    "sign": ("operator",),
    "why": ("reason",),
}
"""Box → the field of an indicator that its heading names, and others that it prints too."""
ALWAYS = frozenset(
    {"project", "outside", "indicators", "parts", "whole", "columns", "rate", "total", "budget", "executed"}
)
"""What every form tells in some way."""


def form_values(form: Evaluation, amounts: str) -> dict[str, str]:
    """Field → text of the form itself; amounts in 万元 or 元."""
    values = {name: value for name, value in asdict(form).items() if isinstance(value, str)}
    for part in form.parts:
        values |= {f"{part.name}.{name}": value for name, value in asdict(part).items()}
    if amounts == "元":
        values |= {name: _yuan(text) for name, text in values.items() if name.rpartition(".")[2] in AMOUNTS}
    return values


def _yuan(wan: str) -> str:
    amount = exact(wan)
    return wan if amount is None else decimal_text(amount * YUAN_PER_WAN, 2)


def indicator_values(item: EvaluatedIndicator, signs: Mapping[str, str]) -> dict[str, str]:
    """Field → text of an indicator, boxes of several fields included."""
    values = {name: value for name, value in asdict(item).items() if isinstance(value, str)} | item.reasons
    sign = signs.get(item.operator, item.operator)
    return values | {
        "sign": sign or "定性",
        "target_box": f"{sign}{item.target}{item.unit}",
        "actual_box": f"{item.actual}{item.unit}",
        "why": _why(item),
    }


def _why(item: EvaluatedIndicator) -> str:
    """Every reason and the measure in one text."""
    kinds = [f"{kind}：{text}" for kind, text in item.reasons.items()]
    return "；".join(part for part in (*kinds, item.reason, item.measure) if part)


def _headed(columns: Collection[str]) -> tuple[str, ...]:
    """What `Evaluation.columns` holds of a form with these columns."""
    named = tuple(BOXES.get(column, (column,))[0] for column in columns)
    return () if set(named) == headings()["indicator"].keys() else named


def as_printed(form: Evaluation, printed: Collection[str], columns: Collection[str]) -> Evaluation:
    """The form without what its boxes do not print: nothing beyond it is published.

    A deduction stands in any case where there is one: a total that it lowered could not be understood without it.
    """
    kept = set(printed) | ALWAYS | ({"deduction"} if exact(form.deduction or "0") else set())
    blank: dict[str, Any] = {
        field.name: ""
        for field in fields(form)
        if field.name not in kept and isinstance(getattr(form, field.name), str)
    }
    shown = {part for column in columns for part in BOXES.get(column, (column,))}
    parts = tuple(
        _part(part, printed) for part in form.parts if any(name.startswith(f"{part.name}.") for name in printed)
    )
    gathered = "why" in columns
    lines = tuple(_line(_gathered(line) if gathered else line, shown) for line in form.indicators)
    told: dict[str, Any] = {"parts": parts, "indicators": lines, "columns": _headed(columns)}
    return replace(form, **blank, **told)


def _part(part: MoneyPart, printed: Collection[str]) -> MoneyPart:
    texts = {name: text if f"{part.name}.{name}" in printed else "" for name, text in asdict(part).items()}
    return MoneyPart(**texts | {"name": part.name})


def _gathered(line: EvaluatedIndicator) -> EvaluatedIndicator:
    return replace(line, reason=_why(line), reasons={}, measure="")


def _line(line: EvaluatedIndicator, shown: Collection[str]) -> EvaluatedIndicator:
    kept = {name: text for name, text in line.reasons.items() if name in shown}
    blank: dict[str, Any] = {
        field.name: ""
        for field in fields(line)
        if field.name not in shown and isinstance(getattr(line, field.name), str)
    }
    return replace(line, reasons=kept, **blank)
