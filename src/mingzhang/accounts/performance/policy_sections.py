"""The sections of a scoring policy's file, each read into its model."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from mingzhang.accounts.performance import policy as model
from mingzhang.accounts.performance import policy_rules as rules
from mingzhang.accounts.performance import strict
from mingzhang.accounts.performance.policy import Policy, Section
from mingzhang.accounts.performance.policy_rules import Share, Source


def section(
    table: strict.Table, name: str, read: Callable[[strict.Table, Source], Section], base: Policy | None
) -> Any:
    if name not in table and base is not None:
        return getattr(base, name)
    part = table.table(name)
    section = read(part, _source(part))
    part.close()
    return section


def _source(part: strict.Table) -> Source:
    return Source(
        title=part.take("source", strict.text),
        confirmed=part.take("confidence", strict.one_of("confirmed", "unconfirmed")) == "confirmed",
        note=part.take("note", strict.text, ""),
    )


def _weights(part: strict.Table, source: Source) -> Section:
    number = strict.number
    return model.Weights(
        source, part.take("total", number), part.take("execution", number), part.take("first", strict.numbers)
    )


def _levels(part: strict.Table, source: Source) -> Section:
    return model.Levels(
        source,
        second=part.take("second", strict.groups),
        required=part.take("required", strict.texts),
        cost=part.take("cost", strict.texts),
    )


def _kinds(part: strict.Table, source: Source) -> Section:
    return model.Kinds(source, foreign=part.take("foreign", strict.groups))


def _quantitative(part: strict.Table, source: Source) -> Section:
    operators = [_operator(item) for item in part.tables("operators")]
    steps = [_step(item) for item in part.tables("steps")]
    return rules.Quantitative(
        source,
        operators={operator.sign: operator for operator in operators},
        aliases=part.take("aliases", strict.names),
        asked_over=part.take("asked_over", strict.number),
        equal_asked_from=part.take("equal_asked_from", strict.number),
        steps=tuple(sorted(steps, key=lambda step: step.over or 0, reverse=True)),
    )


def _operator(item: strict.Table) -> rules.Operator:
    how = strict.one_of(*(share.value for share in Share))
    below, above = item.take("below", how), item.take("above", how)
    operator = rules.Operator(item.take("sign", strict.text), Share(below or "zero"), Share(above or "zero"))
    item.close()
    return operator


def _step(item: strict.Table) -> rules.Step:
    step = rules.Step(item.take("over", strict.number), item.take("deduct", strict.number))
    item.close()
    return step


def _tiers(part: strict.Table, source: Source) -> Section:
    return rules.Tiers(source, tuple(_tier(item) for item in part.tables("tiers")))


def _tier(item: strict.Table) -> rules.Tier:
    tier = rules.Tier(
        word=item.take("word", strict.text),
        text=item.take("text", strict.text),
        low=item.take("low", strict.number),
        high=item.take("high", strict.number),
        share=item.take("share", strict.number, None),
        closed=item.take("closed", strict.flag, default=False),
        begins=item.take("begins", strict.texts, ()),
    )
    item.close()
    return tier


def _caps(part: strict.Table, source: Source) -> Section:
    by_printed_rate = part.take("by_printed_rate", strict.flag, default=False)
    return rules.Caps(source, tuple(_cap(item) for item in part.tables("caps")), by_printed_rate)


def _cap(item: strict.Table) -> rules.Cap:
    number = strict.number
    cap = rules.Cap(item.take("cap", number), item.take("capped_up_to", number), item.take("free_from", number))
    item.close()
    return cap


def _bands(part: strict.Table, source: Source) -> Section:
    bands: list[rules.Band] = []
    for item in part.tables("bands"):
        bands.append(rules.Band(item.take("word", strict.text), item.take("low", strict.number)))
        item.close()
    return rules.Bands(source, tuple(sorted(bands, key=lambda band: band.low or 0, reverse=True)))


def _reasons(part: strict.Table, source: Source) -> Section:
    return model.Reasons(
        source,
        kinds=part.take("kinds", strict.texts),
        indicator_short=part.take("indicator_short", strict.flag),
        execution_below=part.take("execution_below", strict.number, None),
    )


def _printing(part: strict.Table, source: Source) -> Section:
    take = partial(part.take, read=strict.whole)
    as_shown = part.take("as_shown", strict.flag, default=False)
    return model.Printing(source, take("amount"), take("rate"), take("score"), take("deduction"), as_shown)


SECTIONS: Mapping[str, Callable[[strict.Table, Source], Section]] = {
    "weights": _weights,
    "levels": _levels,
    "kinds": _kinds,
    "quantitative": _quantitative,
    "tiers": _tiers,
    "caps": _caps,
    "bands": _bands,
    "reasons": _reasons,
    "printing": _printing,
}
