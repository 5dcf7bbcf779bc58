"""The lines behind the measures, filtered by regions of the cube, whole columns at once."""

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache

import polars as pl

from mingzhang.accounts.books.postings import Posting, postings_frame
from mingzhang.accounts.code_tree import Tree
from mingzhang.accounts.cube import Coarse
from mingzhang.accounts.region import Region

TRACE_SCHEMA = pl.Schema({
    "file": pl.String, "row": pl.UInt32, "date": pl.Date, "voucher": pl.String, "line": pl.String,
    "account": pl.String, "memo": pl.String, "project": pl.String, "counterpart": pl.String, "flow": pl.String,
    "fund": pl.String, "source": pl.String, "function": pl.String, "kind": pl.String, "economic": pl.String,
    "fen": pl.Int64, "origin": pl.String, "reason": pl.String, "unit": pl.String,
})  # fmt: skip
"""What every trace shows, whatever the lines come from; `unit` is null but in a department's books."""


class LinesLedger:
    """A Ledger over frames of lines: vouchers or a balance list, and what the unit adds to them.

    `load` gives the lines only when a trace asks for them, as they are; `more` are what sheets add (年初, 调整).
    """

    def __init__(self, load: Callable[[], pl.DataFrame], more: Sequence[Posting] = (), unit: str = "") -> None:
        self.load, self.more, self._unit = load, more, unit

    @cached_property
    def lines(self) -> pl.DataFrame:
        """All lines that enter the sums, in TRACE_SCHEMA."""
        return pl.concat([as_trace(frame) for frame in (self.load(), postings_frame(self.more))])

    def trace(self, region: Region) -> pl.DataFrame:
        """The lines whose sum is the amount of `region`, in 分, in the order of the books."""
        if region.units and self._unit not in region.units:
            return self.lines.clear()
        return self.lines.lazy().filter(inside(region)).collect()


def as_trace(frame: pl.DataFrame) -> pl.DataFrame:
    """A frame brought to TRACE_SCHEMA: missing columns null, lines outside the sums left out."""
    if frame.is_empty():
        return TRACE_SCHEMA.to_frame()
    counted = pl.col("flow").is_not_null()
    if "closing" in frame.columns:
        counted &= ~pl.col("closing").fill_null(value=False)
    columns = [
        (pl.col(name) if name in frame.columns else pl.lit(None)).cast(kind).alias(name)
        for name, kind in TRACE_SCHEMA.items()
    ]
    return frame.lazy().filter(counted).select(columns).collect()


@lru_cache(maxsize=64)
def inside(region: Region) -> pl.Expr:
    """Whether a line lies in a region; columns as in TRACE_SCHEMA."""
    parts = [_coarse(region.coarse), _under("function", region.function), _under("economic", region.economic)]
    if region.projects:
        parts.append(pl.col("project").fill_null("").is_in(sorted(region.projects)))
    return pl.all_horizontal(parts)


def _coarse(coarse: frozenset[Coarse]) -> pl.Expr:
    """Flow and fund, then source and kind: the combinations that the region holds."""
    rows: dict[tuple[str, str, str], list[str]] = {}
    for atom in sorted(coarse):
        rows.setdefault((atom.flow, atom.fund, atom.source), []).append(atom.kind)
    matches = [
        (pl.col("flow") == flow)
        & (pl.col("fund") == fund)
        & (pl.col("source").fill_null("none") == source)
        & pl.col("kind").is_in(kinds)
        for (flow, fund, source), kinds in rows.items()
    ]
    return pl.any_horizontal(matches) if matches else pl.lit(value=False)


def _under(column: str, tree: Tree) -> pl.Expr:
    if "" in tree.roots:
        return pl.lit(value=True)
    matches = [pl.col(column).fill_null("").str.starts_with(root) for root in sorted(tree.roots)]
    return pl.any_horizontal(matches) if matches else pl.lit(value=False)
