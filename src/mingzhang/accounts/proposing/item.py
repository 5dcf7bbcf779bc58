"""What is proposed for the part 凭证 of a unit's file: settings with their evidence, and questions with answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Path = tuple[str, ...]
"""Where a setting stands inside 凭证: ("列", "科目")."""
Given = dict[str, Any]
"""The part 凭证 as dicts, lists and texts."""


@dataclass(frozen=True, slots=True)
class Option:
    label: str
    value: Any


@dataclass(frozen=True, slots=True)
class Item:
    """A setting that the export shows, or a question where it leaves several open."""

    path: Path
    said: str
    """In the user's words: 科目是“科目编码”这一列; or what is asked."""
    evidence: str
    value: Any = None
    options: tuple[Option, ...] = ()
    """Of a question: what may be answered."""
    likely: int | None = None
    """The answer that something speaks for."""


def with_setting(given: Mapping[str, Any], path: Path, value: Any) -> Given:
    """The settings with one more; what the user declared stays."""
    first, *rest = path
    merged = dict(given)
    if rest:
        merged[first] = with_setting(merged.get(first) or {}, tuple(rest), value)
    elif isinstance(value, dict) and isinstance(merged.get(first), dict):
        for key, inner in value.items():
            merged[first] = with_setting(merged[first], (key,), inner)
    elif merged.get(first) is None:
        merged[first] = value
    return merged


def some(texts: Sequence[str], most: int = 3) -> str:
    """A few samples, as evidence shows them."""
    shown = "、".join(text[:24] for text in texts[:most])
    return f"{shown} …" if len(texts) > most else shown
