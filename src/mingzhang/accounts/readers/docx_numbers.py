"""Numbers that a word processor sets before paragraphs: levels, formats, where they go on."""

from collections.abc import Iterator
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = tuple("012345678")
"""Depths of a list, and of headings."""


class Numbers:
    """Numbers that the word processor sets before paragraphs: 一、 and （1） stand in no text of the file."""

    def __init__(self, root: Any) -> None:
        self.formats: dict[tuple[str, int], tuple[str, str, int]] = {}
        self.counts: dict[tuple[str, int], int] = {}
        shapes: dict[str, dict[int, tuple[str, str, int]]] = {}
        for abstract in root.iter(f"{W}abstractNum"):
            shapes[abstract.get(f"{W}abstractNumId")] = dict(_levels(abstract))
        for number in root.iter(f"{W}num"):
            reference = number.find(f"{W}abstractNumId")
            shape = shapes.get(reference.get(f"{W}val"), {}) if reference is not None else {}
            for level, form in shape.items():
                self.formats[(number.get(f"{W}numId"), level)] = form

    def next(self, number: str, level: int) -> str:
        """The text of the next number of a list; "" for bullets and unknown lists."""
        form = self.formats.get((number, level))
        if form is None:
            return ""
        kind, text, start = form
        self.counts[(number, level)] = self.counts.get((number, level), start - 1) + 1
        for key in [key for key in self.counts if key[0] == number and key[1] > level]:
            del self.counts[key]
        for upto in range(level + 1):
            count = self.counts.get((number, upto), 1)
            text = text.replace(f"%{upto + 1}", _counted(count, self.formats.get((number, upto), form)[0]))
        return "" if kind in {"bullet", "none"} else text


def _levels(abstract: Any) -> Iterator[tuple[int, tuple[str, str, int]]]:
    for level in abstract.iter(f"{W}lvl"):
        values = {}
        for name in ("numFmt", "lvlText", "start"):
            item = level.find(f"{W}{name}")
            values[name] = (item.get(f"{W}val") or "") if item is not None else ""
        start = int(values["start"]) if values["start"].isdecimal() else 1
        depth = level.get(f"{W}ilvl") or "0"
        if depth in LEVELS:
            yield int(depth), (values["numFmt"], values["lvlText"], start)


def _counted(count: int, kind: str) -> str:
    if "hinese" in kind or "japanese" in kind.lower() or "ideograph" in kind.lower():
        from mingzhang.accounts.layouts.layout import chinese_number

        return chinese_number(count) if count < 10_000 else str(count)
    return str(count)


def inside(element: Any, name: str) -> Any:
    """The first child of a name; None where there is none, or no element."""
    return None if element is None else next(element.iterchildren(W + name), None)
