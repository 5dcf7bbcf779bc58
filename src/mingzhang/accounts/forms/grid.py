"""A filled form placed as its layout prints it: rows of texts with spans, each figure knowing its cell.

Every renderer draws the same grid, and a reader's grid has the same shape.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from mingzhang.accounts.disclosure import Cell, Form
from mingzhang.accounts.forms.boxes import Box, Rows, joined
from mingzhang.accounts.forms.shape import Shape, shape_of
from mingzhang.accounts.layouts.layout import Layout, filled_in


@dataclass(frozen=True)
class Grid:
    """A form ready to print."""

    number: str
    title: str
    code: str
    """公开01表."""
    header: Rows
    shape: Shape
    notes: tuple[str, ...]
    cells: Sequence[Cell] = ()
    """The cells that the open figures of the shape count."""
    entry: str = ""
    """What a list of contents calls it, where that is not its title."""

    @property
    def columns(self) -> tuple[str, ...]:
        """What each printed column is."""
        return self.shape.columns

    @cached_property
    def body(self) -> Rows:
        """The rows below the header."""
        return self.shape.filled(self.cells)


def place(form: Form, layout: Layout, unit: str = "本单位") -> Grid:
    """The grid of a filled form; `unit` is the name that its notes give."""
    printed = layout.forms[form.number]
    places = tuple([(cell.block, cell.row, cell.column) for cell in form.cells])
    notes = (*printed.notes, *(printed.empty_notes if is_empty(form) else ()))
    return Grid(
        number=form.number,
        title=form.title,
        code=layout.code_of(form.number),
        header=_head(printed.header),
        shape=shape_of(printed, places, layout.year),
        notes=tuple(filled_in(note, unit, layout.year) for note in notes),
        cells=form.cells,
    )


def is_empty(form: Form) -> bool:
    """Whether the form shows no amount but zeros."""
    return not any(cell.printed.strip("0.,- ") for cell in form.cells)


@lru_cache(maxsize=512)
def _head(rows: tuple[tuple[str, ...], ...]) -> Rows:
    """A layout's header, the same for every unit."""
    return tuple(tuple(Box(text, "head", None, across, down) for text, across, down in row) for row in joined(rows))
