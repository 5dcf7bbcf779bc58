"""370,000 people from the facts of a form, and from 11,000,000 yearly records: ratios from one run."""

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import numpy as np
import polars as pl

from benchmarks.insurance.generate import City, generate, write_law
from benchmarks.insurance.rivals import bare_numpy, decimal_loop, read_and_group
from mingzhang.insurance.award.awarding import Awards, award
from mingzhang.insurance.award.joining import join_records
from mingzhang.insurance.award.reading import Source
from mingzhang.insurance.law.law import Law
from mingzhang.insurance.law.loader import load_law

T = TypeVar("T")
PEOPLE = 370_000
LOOPED = 20_000
"""People in the Decimal loop, scaled up."""


def timed(work: Callable[[], T], times: int = 3) -> tuple[T, float]:
    """The result and the best time in seconds."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - start)
    return result, best


def from_forms(city: City, law: Law) -> None:
    awards, seconds = timed(lambda: award(city.forms, law=law))
    assert not awards.findings, awards.findings[0].text()
    table = awards.table
    facts = (
        table["计发基数_分"].to_numpy(),
        (city.forms["平均缴费指数"] * 10_000).cast(pl.Int64).to_numpy(),
        city.forms["缴费月数"].to_numpy(),
        city.forms["过渡性缴费月数"].to_numpy(),
        city.forms["个人账户储存额_分"].to_numpy(),
        (table["计发月数"] * 10).cast(pl.Int64).to_numpy(),
    )
    total, bare = timed(lambda: bare_numpy(*facts))
    assert (total == table["月基本养老金_分"].to_numpy()).all()
    print(
        f"表载事实 {len(table):,} 人：{seconds:.2f} 秒；裸 numpy 同式 {bare:.3f} 秒；为其 {seconds / bare:.1f} 倍（不超过 10）"
    )
    rows = [
        (Decimal(base) / 100, Decimal(index) / 10_000, months, early, Decimal(balance) / 100, Decimal(divisor) / 10)
        for base, index, months, early, balance, divisor in zip(
            *(item[:LOOPED].tolist() for item in facts), strict=True
        )
    ]
    looped, loop = timed(lambda: decimal_loop(rows), times=1)
    assert [int(value * 100) for value in looped] == total[:LOOPED].tolist()
    loop *= len(table) / LOOPED
    print(f"逐人 Decimal 循环折 {loop:.1f} 秒：快 {loop / seconds:.0f} 倍（不少于 50）")


def from_records(city: City, law: Law, folder: Path) -> None:
    path = folder / "records.parquet"
    city.records.write_parquet(path)
    _, grouped = timed(lambda: read_and_group(path))

    def work() -> Awards:
        joined = join_records(city.people, pl.read_parquet(path), law, Source(), Source())
        return award(joined.people, law=law, left_out=joined.left_out)

    awards, seconds = timed(work, times=2)
    assert not awards.findings, awards.findings[0].text()
    said = f"{seconds:.2f} 秒；polars 只读入并分组 {grouped:.2f} 秒；为其 {seconds / grouped:.1f} 倍（不超过 3）"
    print(f"逐年记录 {city.records.height:,} 条、{awards.table.height:,} 人：{said}")


def memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_law(folder / "law.csv")
        law = load_law([folder / "law.csv"])
        city = generate(people)
        before = memory_mb()
        from_forms(city, law)
        print(f"内存峰值：生成数据后 {before:,.0f} MB，核定后 {memory_mb():,.0f} MB")
        from_records(city, law, folder)
        print(f"内存峰值：{memory_mb():,.0f} MB；numpy {np.__version__}，polars {pl.__version__}")


main()
