"""The internal edition of 1,000,000 voucher lines: seconds, as a ratio to writing them as csv, and peak memory."""

import resource
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from mingzhang.accounts.measures import Measures
    from mingzhang.accounts.region import Region

LINES, ITEMS, CLASSES = 1_000_000, 40, 30
YEAR = 2023
PLACE = ["fund", "kind", "function", "economic"]


@dataclass(frozen=True)
class Spending:
    """A ledger in which every line is expenditure."""

    frame: "pl.DataFrame"

    def trace(self, region: "Region") -> "pl.DataFrame":
        from mingzhang.accounts.cube import Flow

        return self.frame if Flow.EXPENDITURE in region.flows else self.frame.clear()


def lines() -> "pl.DataFrame":
    """Lines over the places of two kinds × items × economic classes, in no order of place."""
    import polars as pl

    from mingzhang import codes

    items = [code.code for code in codes.functional(YEAR).level(7) if not code.code.startswith("223")][:ITEMS]
    classes = [code.code for code in codes.economic(YEAR).level(5)][:CLASSES]
    number = pl.int_range(LINES, eager=False)
    spread = (number * 7919) % LINES  # a prime: every place comes again and again
    return pl.select(number.alias("n"), spread.alias("s")).select(
        pl.lit("凭证.csv").alias("file"),
        (pl.col("n") + 2).alias("row"),
        pl.date(YEAR, pl.col("n") * 12 // LINES + 1, pl.col("n") % 28 + 1).alias("date"),
        pl.format("记-{}", pl.col("n") // 4).alias("voucher"),
        (pl.col("n") % 4 + 1).cast(pl.String).alias("line"),
        pl.lit("7201.01.02").alias("account"),
        pl.format("支付第{}批业务经费及相关服务费用", pl.col("n") % 997).alias("memo"),
        pl.format("项目{}", pl.col("n") % 53).alias("project"),
        pl.lit("expenditure").alias("flow"),
        pl.lit("general").alias("fund"),
        pl.lit("none").alias("source"),
        pl.Series(["basic", "project"]).gather(pl.Series(range(LINES)) % 2).alias("kind"),
        pl.lit(pl.Series(items)).gather(pl.col("s") % ITEMS).alias("function"),
        pl.lit(pl.Series(classes)).gather(pl.col("s") // ITEMS % CLASSES).alias("economic"),
        (pl.col("s") % 500_000 + 1).alias("fen"),
        pl.lit("凭证").alias("origin"),
        pl.lit("").alias("reason"),
    )


def measures_of(frame: "pl.DataFrame") -> "Measures":
    """The entries that the lines add up to."""
    import polars as pl

    from mingzhang.accounts.cube import Coarse, Entry, Flow, Fund, Kind, Source
    from mingzhang.accounts.measures import Measures, full
    from mingzhang.accounts.region import EVERYTHING

    sums = frame.group_by(PLACE).agg(pl.col("fen").sum()).iter_rows()
    entries = [
        Entry(Coarse(Flow.EXPENDITURE, Fund(fund), Source.NONE, Kind(kind)), function, economic, "", "", fen)
        for fund, kind, function, economic, fen in sums
    ]
    return Measures(full(entries, EVERYTHING))


def run() -> None:
    from mingzhang.accounts.disclosure import Disclosure, Unit
    from mingzhang.accounts.forms.fill import fill
    from mingzhang.accounts.layouts.layout import load_layout
    from mingzhang.accounts.renderers.files import write_internal

    frame = lines()
    measures = measures_of(frame)
    layout = load_layout("liaoning-2023", YEAR)
    disclosure = Disclosure(Unit("某单位", "某单位", "事业"), YEAR, layout.key, fill(layout, measures))
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        frame.write_csv(Path(folder) / "lines.csv")
        plain = time.perf_counter() - began
        began = time.perf_counter()
        edition = write_internal(disclosure, layout, measures, Spending(frame), Path(folder))
        writing = time.perf_counter() - began
        size = sum(path.stat().st_size for path in edition.rglob("*.*"))
        page = (edition / "index.html").stat().st_size
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    print(f"{LINES:,} lines as csv {plain:.2f} s, internal edition {writing:.1f} s = {writing / plain:.1f} × csv")
    print(f"index.html {page / 1e6:.2f} MB, everything {size / 1e6:.0f} MB, peak memory {peak:.0f} MB")
