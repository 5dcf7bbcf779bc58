"""Forms as tables of a page, written as text: a page has thousands of boxes, for which a template takes too long."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from mingzhang.accounts.disclosure import Cell
from mingzhang.accounts.forms.boxes import Box, Rows
from mingzhang.accounts.forms.grid import Grid
from mingzhang.accounts.forms.shape import Shape
from mingzhang.accounts.layouts.layout import DIGITS
from mingzhang.accounts.renderers.html_text import Tracer, written
from mingzhang.accounts.renderers.parts import is_wide, positions

if TYPE_CHECKING:
    from markupsafe import Markup

FEW, DENSE = 3, 9
"""Printed columns up to which a table has room to spare, and from which it has little."""
TALL = 30
"""Rows from which a form that lies across the page is set closer, to stay on it when printed."""
_OPEN = "\x00"
"""Stands for a figure in a body that is still to be filled."""


class Body(NamedTuple):
    """The rows of a shape as html with %s for every figure, and which of the form's cells these are."""

    text: str
    cells: tuple[int, ...]


def table(grid: Grid, tracer: Tracer | None) -> dict[str, Any]:
    """What the template needs of a form."""
    wide = is_wide(grid)
    return {
        "id": f"form-{grid.number}",
        "title": grid.title,
        "entry": grid.entry or grid.title,
        "code": grid.code,
        "wide": wide,
        "look": _look(grid.columns) + (" tall" if wide and len(grid.shape.rows) >= TALL else ""),
        "head": _head(grid.header, grid.columns),
        "body": _filled(grid, tracer),
        "notes": grid.notes,
    }


def _filled(grid: Grid, tracer: Tracer | None) -> "Markup":
    from markupsafe import Markup

    if not grid.cells:  # a self-evaluation, which is like no other
        return Markup(_rows(grid.body, grid.columns, _tag))
    body = _body(grid.shape)
    cells = [grid.cells[at] for at in body.cells]
    return Markup(body.text % tuple([written(cell.printed, _trace(cell, grid, tracer)) for cell in cells]))


def _trace(cell: Cell, grid: Grid, tracer: Tracer | None) -> int | None:
    return tracer.cell(grid.number, cell) if tracer is not None and cell.printed else None


@lru_cache(maxsize=256)
def _body(shape: Shape) -> Body:
    """The body of all forms of a shape."""
    rows = tuple(
        tuple(box if at is None else box._replace(text=_OPEN) for box, at in zip(row, figures, strict=True))
        for row, figures in zip(shape.rows, shape.figures, strict=True)
    )
    text = _rows(rows, shape.columns, _tag).replace("%", "%%").replace(_OPEN, "%s")
    return Body(text, tuple(at for figures in shape.figures for at in figures if at is not None))


@lru_cache(maxsize=512)
def _head(header: Rows, columns: tuple[str, ...]) -> "Markup":
    """The columns and the header, which are the same for every unit."""
    from markupsafe import Markup

    shown = "".join(f'<col class="{written(column)}">' for column in columns)
    rows = _rows(header, columns, _head_tag)
    return Markup(f"<colgroup>{shown}</colgroup>\n" + (f"<thead>\n{rows}</thead>\n" if rows else ""))


def _look(columns: Sequence[str]) -> str:
    """A table of few columns, of many, or of so many that they are set closer; a self-evaluation keeps its widths."""
    if "spine" in columns:
        return "evaluation"
    if len(columns) <= FEW:
        return "few"
    return "many dense" if len(columns) >= DENSE else "many"


class _Tag(NamedTuple):
    """The tag of a box, its scope and its look."""

    name: str
    scope: str
    look: str


def _rows(rows: Rows, columns: Sequence[str], tag_of: Callable[[int, Box, Sequence[str], Sequence[Box]], _Tag]) -> str:
    """The rows of a table, a line each."""
    found: list[list[str]] = [[] for _ in rows]
    for row, column, box in positions(rows, len(columns)):
        tag = tag_of(column, box, columns[column : column + box.across], rows[row])
        found[row].append(
            f"<{tag.name}"
            + (f' scope="{tag.scope}"' if tag.scope else "")
            + (f' class="{tag.look}"' if tag.look else "")
            + (f' colspan="{box.across}"' if box.across > 1 else "")
            + (f' rowspan="{box.down}"' if box.down > 1 else "")
            + f">{written(box.text)}</{tag.name}>"
        )
    return "".join(f"<tr>{''.join(boxes)}</tr>\n" for boxes in found)


def _head_tag(_: int, box: Box, covered: Sequence[str], __: Sequence[Box]) -> _Tag:
    """Of a box of the header."""
    scope = "colgroup" if box.across > 1 else "col"
    own = covered[0] if len(covered) == 1 and covered[0] in {"figure", "code", DIGITS} else ""
    return _Tag("th", scope, own or _lead(covered))


def _tag(column: int, box: Box, covered: Sequence[str], row: Sequence[Box]) -> _Tag:
    """Of a box below the header."""
    role = box.role
    if role in {"label", "name", "total"} and box.text:
        look = f"{'name' if role == 'total' else role} {_lead(covered)} {_weight(box)}"
        return _Tag("th", "row", " ".join(look.split()))
    if role == "head":
        return _Tag("th", _scope(column, box, row), role)
    lead = _lead(covered) if role in {"label", "name"} else ""
    return _Tag("td", "", f"{role} {lead}".strip())


def _scope(column: int, box: Box, row: Sequence[Box]) -> str:
    """What a heading inside a self-evaluation heads: the box beside it, the rows along it or the column below it."""
    if column == 0 and box.down > 1:
        return "rowgroup"
    at = next(index for index, each in enumerate(row) if each is box)
    if at + 1 < len(row) and row[at + 1].role != "head":
        return "row"
    return "colgroup" if box.across > 1 else "col"


def _weight(box: Box) -> str:
    """Totals stand out; what follows 其中 is set back."""
    if box.role == "figure":
        return ""
    if box.sums_up:
        return "total"
    return "part" if box.text.startswith(("其中", "（")) else ""


def _lead(covered: Sequence[str]) -> str:
    """How a box keeps in view while its table is scrolled sideways: the names stay, their codes do not."""
    if tuple(covered) == ("code", "name"):
        return "lead two"
    if len(covered) > 1 and covered[-1] == "name" and set(covered[:-1]) == {DIGITS}:
        return "lead split"
    return "lead" if len(covered) == 1 and covered[0] in {"label", "name"} else ""
