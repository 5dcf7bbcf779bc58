"""The parts of the published document in its layout's order, shared by every renderer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from mingzhang.accounts.disclosure import Disclosure, Form, Paragraph, Slot, Term
from mingzhang.accounts.forms.boxes import Box
from mingzhang.accounts.forms.grid import Grid, place
from mingzhang.accounts.layouts.layout import DIGITS, Layout, chinese_number
from mingzhang.accounts.layouts.ordinals import ordinal
from mingzhang.accounts.performance.form import evaluation_grids, form_for

FORMS_PART, GLOSSARY_PART, NARRATIVE_PART, ANNEX_PART = "决算表", "名词解释", "说明", "附件"
NOTHING, PENDING = "（无）", "预算绩效自评表待附。"
"""What stands in a part without content, and in the annex where self-evaluations are registered but not given."""
WIDE_COLUMNS = 7
"""From this many printed columns on, those of a split code counted half, a form lies across the page."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its paragraphs, and for two of the parts the glossary or the forms."""

    key: str
    ordinal: str
    """第一部分."""
    title: str
    paragraphs: tuple[Paragraph, ...]
    terms: tuple[Term, ...] = ()
    grids: tuple[Grid, ...] = ()
    above: tuple[str, str, str] = ("", "", "")
    """What stands above every form at the left, in the middle and at the right."""


class Placed(NamedTuple):
    """A box with the row and column where it begins, both from 0."""

    row: int
    column: int
    box: Box


def parts(disclosure: Disclosure, layout: Layout) -> tuple[Part, ...]:
    """All parts in the layout's order, numbered; those that the layout does not name follow."""
    named = dict.fromkeys((*layout.order, *(paragraph.part for paragraph in disclosure.paragraphs)))
    return tuple(_part(index, key, disclosure, layout) for index, key in enumerate(named, 1))


def pending(part: Part, disclosure: Disclosure) -> str:
    """What to say in place of a part's content; "" where it has some."""
    if part.paragraphs or part.terms or part.grids:
        return ""
    evaluated = disclosure.registers.get("预算绩效", {}).get("自评项目数", "0")
    return PENDING if part.key == ANNEX_PART and evaluated != "0" else NOTHING


def _part(index: int, key: str, disclosure: Disclosure, layout: Layout) -> Part:
    return Part(
        key=key,
        ordinal=f"第{chinese_number(index)}部分",
        title=layout.title_of(key, disclosure.unit.name, disclosure.year),
        paragraphs=tuple(paragraph for paragraph in disclosure.paragraphs if paragraph.part == key),
        terms=disclosure.glossary if key == GLOSSARY_PART else (),
        grids=_grids(key, disclosure, layout),
        above=layout.above_form(disclosure.unit.name, disclosure.year, _amounts(key, layout)),
    )


def _amounts(key: str, layout: Layout) -> str:
    """The unit of amounts of a part's forms where it may differ from the layout's."""
    return form_for(layout).amounts if key == ANNEX_PART else ""


def _grids(key: str, disclosure: Disclosure, layout: Layout) -> tuple[Grid, ...]:
    """The nine forms in their part, the self-evaluations in the annex."""
    if key == ANNEX_PART:
        return evaluation_grids(disclosure.evaluations, form_for(layout))
    if key != FORMS_PART:
        return ()
    placed = grids(disclosure, layout)
    if not layout.entries:
        return placed
    return tuple(replace(grid, entry=ordinal(layout.entries, at) + grid.title) for at, grid in enumerate(placed, 1))


def grids(disclosure: Disclosure, layout: Layout) -> tuple[Grid, ...]:
    """The forms that the layout prints, placed."""
    return tuple(place(form, layout, disclosure.unit.name) for form in printed_forms(disclosure, layout))


def printed_forms(disclosure: Disclosure, layout: Layout) -> tuple[Form, ...]:
    """The forms that the layout prints, in its order."""
    places = {number: at for at, number in enumerate(layout.forms)}
    those = (form for form in disclosure.forms if form.number in places)
    return tuple(sorted(those, key=lambda form: places[form.number]))


def is_wide(grid: Grid) -> bool:
    """Whether the form is printed across the page (A4 横向)."""
    return len(grid.columns) - grid.columns.count(DIGITS) // 2 >= WIDE_COLUMNS


def positions(rows: Sequence[Sequence[Box]], columns: int) -> Iterator[Placed]:
    """Every box with the place where it begins, given that a row holds only boxes that begin in it."""
    taken: set[tuple[int, int]] = set()
    for top, row in enumerate(rows):
        left = 0
        for box in row:
            while (top, left) in taken and left < columns:
                left += 1
            if box.down > 1:
                taken |= {(top + down, left + across) for down in range(1, box.down) for across in range(box.across)}
            yield Placed(top, left, box)
            left += box.across


def segments(paragraph: Paragraph) -> list[tuple[str, Slot | None]]:
    """The paragraph's text cut at its slots; a slot that overlaps an earlier one is left as plain text."""
    found: list[tuple[str, Slot | None]] = []
    at = 0
    for slot in sorted(paragraph.slots, key=lambda slot: (slot.start, slot.end)):
        if slot.start < at or slot.end <= slot.start:
            continue
        found += [(paragraph.text[at : slot.start], None), (paragraph.text[slot.start : slot.end], slot)]
        at = slot.end
    found.append((paragraph.text[at:], None))
    return [(text, slot) for text, slot in found if text]
