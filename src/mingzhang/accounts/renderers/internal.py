"""The internal edition: the same page, and behind every figure the lines that add up to it, loaded when asked for."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.layouts.layout import Layout
from mingzhang.accounts.measures import Measures
from mingzhang.accounts.renderers.html import Internal, page, resource
from mingzhang.accounts.renderers.shards import LINES_A_SHARD, place_columns, stated, with_derived, write_script
from mingzhang.accounts.renderers.traces import TraceMap
from mingzhang.accounts.renderers.words import region_words

if TYPE_CHECKING:
    import polars as pl

WriteLines = Callable[[Path], "pl.DataFrame"]
"""Writes the lines of a ledger into a new folder as `write_lines` does, or puts there what was written before."""
DATA = "data"
_MAP_MARK = "\x00map\x00"
"""Stands in the drawn page for the map, which is complete only then."""


class TraceError(Exception):
    """Lines that do not add up to a figure: the ledger and the measures are not of the same books."""


def write_edition(
    disclosure: Disclosure,
    layout: Layout,
    measures: Measures,
    lines: WriteLines,
    folder: Path,
    links: Sequence[tuple[str, str]] = (),
) -> None:
    """index.html and its data files into `folder`, which is there; `links` are titles and names of further pages.

    Raises TraceError where lines miss the figure that they explain.
    """
    data = folder / DATA
    tracer = TraceMap(disclosure, layout, measures)
    drawn = page(disclosure, layout, tracer, Internal(resource("trace.css"), resource("trace.js"), _MAP_MARK, links))
    drawn = drawn.replace(_MAP_MARK, _inside_script(json.dumps(tracer.plain(LINES_A_SHARD), ensure_ascii=False)), 1)
    places = with_derived(lines(data), measures.actual)
    whole = stated(places)
    for region, fen in tracer.sums().items():
        amount = whole.value(region)
        found = amount.fen if amount is not None else None
        if found != fen:
            raise TraceError(f"{region_words(region, disclosure.year)}：凭证行合计 {found} 分，决算数 {fen} 分")
    write_script(data / "places.js", "places", place_columns(places, disclosure.year))
    write_script(data / "entries.js", "entries", tracer.entries())
    (folder / "index.html").write_text(drawn, "utf-8", newline="\n")


def _inside_script(text: str) -> str:
    """JSON that cannot end the script element it stands in."""
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
