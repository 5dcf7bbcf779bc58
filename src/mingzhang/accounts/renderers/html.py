"""A disclosure as one self-contained html page: nothing is fetched, and no script is needed to read it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from mingzhang.accounts.disclosure import Cell, Disclosure, Paragraph, Slot
from mingzhang.accounts.draft import HEADING, MARK_BEGINS, NOTHING, marks, pieces
from mingzhang.accounts.forms.grid import Box, Grid
from mingzhang.accounts.layouts.layout import DIGITS, Layout
from mingzhang.accounts.renderers.chart import WIDTH, charts, key_figures
from mingzhang.accounts.renderers.evaluation_chart import TABLE_HEADS, evaluation_charts, evaluation_rows
from mingzhang.accounts.renderers.parts import ANNEX_PART, Part, is_wide, parts, pending, positions, segments

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

PACKAGE = "mingzhang.accounts.renderers"
FEW, DENSE = 3, 9
"""Printed columns up to which a table has room to spare, and from which it has little."""
CHINESE = "一"
"""What stands for the number in a style of numbering that counts in Chinese."""
TALL = 30
"""Rows from which a form that lies across the page is set closer, to stay on it when printed."""
PART_HEADING = 2
"""h2 is a part's title; a heading of level n inside it is h(2 + n), h6 at the deepest."""


class Tracer(Protocol):
    """Gives the number under which the internal edition traces a figure or a slot; None for what has no trace."""

    def cell(self, form: str, cell: Cell) -> int | None: ...

    def slot(self, paragraph: Paragraph, slot: Slot) -> int | None: ...


class Block(NamedTuple):
    """A paragraph or heading, ready for the template."""

    id: str
    tag: str
    level: int
    text: str
    shown: "Markup"
    """The text, in the internal edition with its traces."""


@dataclass(frozen=True, slots=True)
class Internal:
    """What the internal edition adds to the page: its style, its script and the map from figures to regions."""

    style: str
    script: str
    data: str
    links: Sequence[tuple[str, str]] = ()
    """Titles and names of further pages beside this one."""


def render_html(disclosure: Disclosure, layout: Layout) -> str:
    """The public edition."""
    return page(disclosure, layout, None, None)


def page(disclosure: Disclosure, layout: Layout, tracer: Tracer | None, internal: Internal | None) -> str:
    """The page of either edition; the tracer is asked for every figure and slot in the order of the document."""
    evaluations = disclosure.evaluations
    pictures = {ANNEX_PART: {"charts": evaluation_charts(evaluations), "projects": evaluation_rows(evaluations)}}
    none: dict[str, Any] = {"charts": (), "projects": ()}
    shown = [
        _part(part, index, tracer, pending(part, disclosure)) | pictures.get(part.key, none)
        for index, part in enumerate(parts(disclosure, layout), 1)
    ]
    heads = [
        (label, cell.printed, tracer.cell(place.form, cell) if tracer else None)
        for label, place, cell in key_figures(disclosure)
    ]
    return _template().render(
        unit=disclosure.unit.name,
        year=disclosure.year,
        amounts=layout.unit_of_amounts,
        parts=shown,
        chinese_terms=CHINESE in layout.terms,
        heads=[head for head in heads if head[1]],
        charts=charts(disclosure, layout),
        chart_width=WIDTH,
        project_heads=TABLE_HEADS,
        withheld=disclosure.withheld,
        css=resource("page.css"),
        internal=internal,
        draft=disclosure.draft,
        draft_heading=HEADING,
        draft_nothing=NOTHING,
    )


@cache
def resource(name: str) -> str:
    """A text file that stands beside this module."""
    return (resources.files(PACKAGE) / name).read_text("utf-8")


@cache
def _template() -> "Template":
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        autoescape=True,
        loader=FunctionLoader(resource),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["marked"] = _marked
    environment.globals["figure"] = _figure
    return environment.get_template("page.html.j2")


def _marked(text: str) -> "Markup":
    """A text with the marks of a draft set off."""
    from markupsafe import Markup, escape

    if not marks(text):
        return escape(text)
    shown = (
        Markup('<mark class="missing">{}</mark>').format(piece) if marked else escape(piece)
        for piece, marked in pieces(text)
    )
    return Markup("").join(shown)


_ODD = re.compile(f"[&<>\"'{MARK_BEGINS}]")
"""What a text has where it cannot stand as it is."""


def _written(text: str, trace: int | None) -> str:
    """A text as html; in the internal edition a figure that opens its trace."""
    shown = text if _ODD.search(text) is None else str(_marked(text))
    if trace is None:
        return shown
    return f'<span class="trace" role="button" tabindex="0" data-t="{trace}">{shown}</span>'


def _figure(text: str, trace: int | None) -> "Markup":
    from markupsafe import Markup

    return Markup(_written(text, trace))


def _part(part: Part, index: int, tracer: Tracer | None, waiting: str) -> dict[str, Any]:
    blocks = [_paragraph(paragraph, f"p{index}-{number}", tracer) for number, paragraph in enumerate(part.paragraphs)]
    return {
        "id": f"part-{index}",
        "ordinal": part.ordinal,
        "title": part.title,
        "blocks": blocks,
        "terms": part.terms,
        "above": part.above,
        "forms": [_form(grid, tracer) for grid in part.grids],
        "pending": waiting,
    }


def _paragraph(paragraph: Paragraph, key: str, tracer: Tracer | None) -> Block:
    """The level decides the tag."""
    from markupsafe import Markup

    tag = f"h{min(PART_HEADING + paragraph.level, 6)}" if paragraph.level else "p"
    pieces = [(text, tracer.slot(paragraph, slot) if tracer and slot else None) for text, slot in segments(paragraph)]
    shown = Markup("".join(_written(text, trace) for text, trace in pieces))
    return Block(key, tag, paragraph.level, paragraph.text, shown)


def _form(grid: Grid, tracer: Tracer | None) -> dict[str, Any]:
    return {
        "id": f"form-{grid.number}",
        "title": grid.title,
        "entry": grid.entry or grid.title,
        "code": grid.code,
        "wide": is_wide(grid),
        "look": _table_look(grid.columns) + (" tall" if is_wide(grid) and len(grid.body) >= TALL else ""),
        "columns": grid.columns,
        "head": _head_rows(grid.header, grid.columns),
        "body": _rows(grid.body, grid, tracer, head=False),
        "notes": grid.notes,
    }


def _table_look(columns: Sequence[str]) -> str:
    """A table of few columns, of many, or of so many that they are set closer; a self-evaluation keeps its widths."""
    if "spine" in columns:
        return "evaluation"
    if len(columns) <= FEW:
        return "few"
    return "many dense" if len(columns) >= DENSE else "many"


def _rows(rows: Sequence[Sequence[Box]], grid: Grid, tracer: Tracer | None, *, head: bool) -> "Markup":
    """The rows of a table, a line each: a page has thousands of boxes, for which a template takes too long."""
    from markupsafe import Markup

    found: list[list[str]] = [[] for _ in rows]
    for row, column, box in positions(rows, len(grid.columns)):
        if tracer is None and box.role == "figure" and box.across == box.down == 1:  # nearly every box of a public page
            found[row].append(f'<td class="figure">{_written(box.text, None)}</td>')
            continue
        covered = grid.columns[column : column + box.across]
        tag, scope, look = _head(box, covered) if head else _tag(box.role, bool(box.text), covered, _weight(box))
        if not head and box.role == "head":
            scope = _scope(column, box, rows[row])
        cell = box.cell
        trace = tracer.cell(grid.number, cell) if tracer and cell is not None and cell.printed else None
        found[row].append(
            f"<{tag}"
            + (f' scope="{scope}"' if scope else "")
            + (f' class="{look}"' if look else "")
            + (f' colspan="{box.across}"' if box.across > 1 else "")
            + (f' rowspan="{box.down}"' if box.down > 1 else "")
            + f">{_written(box.text, trace)}</{tag}>"
        )
    return Markup("".join(f"<tr>{''.join(boxes)}</tr>\n" for boxes in found))


@lru_cache(maxsize=512)
def _head_rows(header: tuple[tuple[Box, ...], ...], columns: tuple[str, ...]) -> "Markup":
    """A header, which is the same for every unit."""
    return _rows(header, Grid("", "", "", header, (), (), columns), None, head=True)


def _head(box: Box, covered: Sequence[str]) -> tuple[str, str, str]:
    """The tag of a box of the header, its scope and its look."""
    scope = "colgroup" if box.across > 1 else "col"
    own = covered[0] if len(covered) == 1 and covered[0] in {"figure", "code", DIGITS} else ""
    return "th", scope, own or _lead(covered)


@lru_cache(maxsize=4096)
def _tag(role: str, said: bool, covered: tuple[str, ...], weight: str) -> tuple[str, str, str]:
    """The tag of a box below the header, its scope and its look."""
    if role in {"label", "name", "total"} and said:
        look = f"{'name' if role == 'total' else role} {_lead(covered)} {weight}"
        return "th", "row", " ".join(look.split())
    if role == "head":
        return "th", "", role
    lead = _lead(covered) if role in {"label", "name"} else ""
    return "td", "", f"{role} {lead}".strip()


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
    if box.role == "total" or box.text.endswith(("合计", "总计")):
        return "total"
    return "part" if box.text.startswith(("其中", "（")) else ""


def _lead(covered: Sequence[str]) -> str:
    """How a box keeps in view while its table is scrolled sideways: the names stay, their codes do not."""
    if tuple(covered) == ("code", "name"):
        return "lead two"
    if len(covered) > 1 and covered[-1] == "name" and set(covered[:-1]) == {DIGITS}:
        return "lead split"
    return "lead" if len(covered) == 1 and covered[0] in {"label", "name"} else ""
