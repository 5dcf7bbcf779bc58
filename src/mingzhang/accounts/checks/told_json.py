"""What a document's text says, as data: every figure with its role and subject, and what it counts."""

from collections.abc import Iterator, Sequence
from typing import Any

from mingzhang.accounts.checks.counted import Count, counts
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.said import Said, Told
from mingzhang.accounts.checks.walk import tell
from mingzhang.accounts.forms.registers import declared_registers
from mingzhang.accounts.readers.read_json import spot_as_json
from mingzhang.accounts.readers.reading import ReadDisclosure


def told_as_json(read: ReadDisclosure) -> dict[str, Any]:
    """`statements`: the paragraphs that say a figure, each with its place and its figures in order.

    `registers`: subject → item → number, of what the text counts; an item of which it states two numbers is left out.
    """
    told = tell(Known(read))
    return {"statements": list(_statements(told)), "registers": _registers(told)}


def _statements(told: Sequence[Told]) -> Iterator[dict[str, Any]]:
    for each in told:
        numbers = counts(each.text)
        if each.said or numbers:
            yield {
                "text": each.text,
                "headings": list(each.path),
                **spot_as_json(each.spot),
                "figures": [_figure(one) for one in each.said],
                "counts": [_count(one) for one in numbers],
            }


def _figure(one: Said) -> dict[str, Any]:
    """What is empty is left out; `name` is the subject in the text's own words."""
    mention, subject = one.mention, one.subject
    known = {"name": subject.name, "code": subject.code, "word": one.word, "base": one.base, "whole": one.whole}
    return {
        "start": mention.start,
        "end": mention.end,
        "number": mention.number,
        "unit": mention.unit,
        "role": one.role,
        **{name: said for name, said in known.items() if said},
    }


def _count(one: Count) -> dict[str, Any]:
    return {"start": one.start, "end": one.end, "item": one.item, "number": one.number}


def _registers(told: Sequence[Told]) -> dict[str, dict[str, str]]:
    stated: dict[str, set[int]] = {}
    for each in told:
        for one in counts(each.text):
            stated.setdefault(one.item, set()).add(one.number)
    found: dict[str, dict[str, str]] = {}
    for name, numbers in stated.items():
        subject, _, item = name.partition(".")
        if len(numbers) == 1 and item in declared_registers().get(subject, {}):
            found.setdefault(subject, {})[item] = str(min(numbers))
    return found
