"""A disclosure as one self-contained html page: nothing is fetched, and no script is needed to read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.draft import HEADING, NOTHING
from mingzhang.accounts.layouts.layout import Layout
from mingzhang.accounts.renderers.chart import WIDTH, charts, key_figures
from mingzhang.accounts.renderers.evaluation_chart import TABLE_HEADS, evaluation_charts, evaluation_rows
from mingzhang.accounts.renderers.html_table import table
from mingzhang.accounts.renderers.html_text import Tracer, figure, narrative, term
from mingzhang.accounts.renderers.parts import ANNEX_PART, Part, parts, pending

if TYPE_CHECKING:
    from jinja2 import Template

PACKAGE = "mingzhang.accounts.renderers"
CHINESE = "一"
"""What stands for the number in a style of numbering that counts in Chinese."""


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
    environment.globals["figure"] = figure
    return environment.get_template("page.html.j2")


def _part(part: Part, index: int, tracer: Tracer | None, waiting: str) -> dict[str, Any]:
    text, headings = narrative(part.paragraphs, index, tracer)
    return {
        "id": f"part-{index}",
        "ordinal": part.ordinal,
        "title": part.title,
        "text": text,
        "headings": headings,
        "terms": [term(each) for each in part.terms],
        "above": part.above,
        "forms": [table(grid, tracer) for grid in part.grids],
        "pending": waiting,
    }
