"""The lines behind the figures as files that a page opened from disk can load one by one.

Lines stand in the order of their place in the cube (coarse combination, function, economic class), cut into shards of
the same length; a place is the number of its first line and how many it has. Browsers refuse to fetch from file://, so
a shard is a script that hands its data over.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mingzhang import codes
from mingzhang.accounts.books.model import Ledger
from mingzhang.accounts.cube import DERIVED, Entry, Flow, domain
from mingzhang.accounts.measures import Measure, full
from mingzhang.accounts.region import EVERYTHING, Region
from mingzhang.accounts.renderers.traces import COARSE, COARSE_NUMBER

if TYPE_CHECKING:
    import polars as pl

LINES_A_SHARD = 1000
TEXTS = ("file", "date", "voucher", "line", "account", "memo", "project", "origin", "reason")
SHOWN = (*TEXTS, "row", "fen")
PLACE = ("coarse", "function", "economic")
_COARSE_COLUMNS = ("flow", "fund", "source", "kind")


def write_script(path: Path, name: str, data: Any) -> None:
    """One data file: a call that hands `data` to the page under `name`."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    path.write_text(f'mingzhang("{name}",{text});\n', "utf-8", newline="\n")


def write_lines(ledger: Ledger, folder: Path) -> "pl.DataFrame":
    """Every line into the new `folder`/l0.js, l1.js …; the places where lines stand, with their sums.

    One flow is held in memory at a time.
    """
    import polars as pl

    folder.mkdir(parents=True)
    places: list[pl.DataFrame] = [pl.DataFrame(schema=_schema())]
    shard = 0
    for flow in Flow:
        lines = ledger.trace(Region(frozenset(atom for atom in domain() if atom.flow is flow)))
        if lines.is_empty():
            continue
        order, placed = _order(lines)
        places.append(_places(placed, shard * LINES_A_SHARD))
        shown = lines.lazy().select(_shown()).collect().rechunk()
        for start in range(0, lines.height, LINES_A_SHARD):
            # gathered shard by shard: the lines are never held a second time in their new order
            part = shown[order[start : start + LINES_A_SHARD]]
            write_script(folder / f"l{shard}.js", f"l{shard}", dict(_columns(part)))
            shard += 1
    return pl.concat(places, how="vertical")


def place_columns(places: "pl.DataFrame", year: int) -> Mapping[str, Any]:
    """The places as the page reads them, with the names of their codes and of all above these."""
    found: dict[str, Any] = places.to_dict(as_series=False)
    for column, names in (("function", codes.functional(year)), ("economic", codes.economic(year))):
        used = {code[:digits] for code in found[column] for digits in (3, 5, 7) if code}
        found[f"{column}_names"] = {code: names.name(code) for code in sorted(used)}
    return found


def stated(places: "pl.DataFrame") -> Measure:
    """What the lines and the derived balances come to, by place."""
    rows = places.select(*PLACE, "fen").iter_rows()
    return full(
        (Entry(COARSE[coarse], function, economic, "", "", fen) for coarse, function, economic, fen in rows), EVERYTHING
    )


def _shown() -> list["pl.Expr"]:
    """The columns of a shard, plain texts and numbers."""
    import polars as pl

    texts = [pl.col(name).cast(pl.String).fill_null("") for name in TEXTS]
    return [*texts, pl.col("row").cast(pl.Int64).fill_null(0), pl.col("fen").cast(pl.Int64)]


def _order(lines: "pl.DataFrame") -> tuple["pl.Series", "pl.DataFrame"]:
    """The line numbers in the order of place and date, and in that order the place, month and amount of each."""
    import polars as pl

    numbers = pl.DataFrame(
        [(*map(str, coarse), number) for number, coarse in enumerate(COARSE)],
        schema={**dict.fromkeys(_COARSE_COLUMNS, pl.String), "coarse": pl.Int32},
        orient="row",
    )
    texts = [pl.col(name).cast(pl.String).fill_null("") for name in ("function", "economic", "date")]
    keys = (
        lines.lazy()
        .select(
            *(pl.col(name).cast(pl.String).fill_null("none") for name in _COARSE_COLUMNS),
            *texts,
            pl.col("fen").cast(pl.Int64),
        )
        .join(numbers.lazy(), on=_COARSE_COLUMNS, how="left", maintain_order="left")
        .with_row_index("at")
        .select("at", "coarse", "function", "economic", "date", "fen")
        .sort("coarse", "function", "economic", "date", "at")
        .collect()
    )
    return keys["at"], keys.drop("at")


def _places(lines: "pl.DataFrame", first: int) -> "pl.DataFrame":
    """A row a place: its first line, how many, their sum, and the sum by month (0 where a line has no date)."""
    import polars as pl

    month = pl.col("date").str.slice(5, 2).cast(pl.Int32, strict=False).fill_null(0).alias("month")
    months = (
        lines.group_by(*PLACE, month, maintain_order=True)
        .agg(pl.col("fen").sum())
        .group_by(*PLACE, maintain_order=True)
        .agg(pl.concat_list("month", "fen").alias("months"))
    )
    counted = lines.group_by(*PLACE, maintain_order=True).agg(
        pl.len().cast(pl.Int64).alias("count"), pl.col("fen").sum()
    )
    first_lines = (pl.col("count").cum_sum() - pl.col("count") + first).alias("first")
    return counted.join(months, on=PLACE, how="left", maintain_order="left").select(
        *PLACE, first_lines, "count", "fen", "months"
    )


def with_derived(places: "pl.DataFrame", actual: Measure) -> "pl.DataFrame":
    """The places of lines, and below them without lines what follows from the law of the cube beyond these, such as
    closing balances.
    """
    import polars as pl

    gaps: dict[tuple[int, str, str], int] = defaultdict(int)
    for flow in sorted(DERIVED):
        for entry in actual.places(Region(frozenset(atom for atom in domain() if atom.flow is flow))):
            gaps[COARSE_NUMBER[entry.coarse], entry.function, entry.economic] += entry.fen
    derived = {number for number, coarse in enumerate(COARSE) if coarse.flow in DERIVED}
    stated = places.filter(pl.col("coarse").is_in(derived)) if gaps else places.clear()
    for *place, fen in stated.select(*PLACE, "fen").iter_rows():
        gaps[place[0], place[1], place[2]] -= fen
    rows: list[tuple[object, ...]] = [(*place, 0, 0, fen, []) for place, fen in gaps.items() if fen]
    return pl.concat([places, pl.DataFrame(rows, schema=_schema(), orient="row")], how="vertical")


def _schema() -> dict[str, "pl.DataType | type[pl.DataType]"]:
    """The columns of places."""
    import polars as pl

    return {
        "coarse": pl.Int32,
        "function": pl.String,
        "economic": pl.String,
        "first": pl.Int64,
        "count": pl.Int64,
        "fen": pl.Int64,
        "months": pl.List(pl.List(pl.Int64)),
    }


def _columns(part: "pl.DataFrame") -> Iterator[tuple[str, Any]]:
    """Column → its values, or the one value that it holds throughout."""
    for series in part.iter_columns():
        values = series.to_list()
        alike = len(values) > 1 and values[0] == values[-1] and series.n_unique() == 1
        yield series.name, values[0] if alike else values
