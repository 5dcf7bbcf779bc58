"""370,000 people from the facts of a form, and from 11,000,000 yearly records: ratios from one run."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.insurance.generate import FIRST_RETIRED, LAST_YEAR, REGIONS, City, generate, write_law
from benchmarks.insurance.loops import LINES, Row, decimal_loop, decimal_loop_of_tables
from benchmarks.insurance.openfisca import openfisca_seconds
from benchmarks.insurance.rivals import Facts, Tables, bare_numpy, read_and_group, scan_and_group
from mingzhang.insurance.award.awarding import Awards, award
from mingzhang.insurance.award.joining import join_records
from mingzhang.insurance.award.source import Source
from mingzhang.insurance.law.law import Law
from mingzhang.insurance.law.loader import load_law
from mingzhang.insurance.law.parameter import Parameter
from mingzhang.insurance.law.regions import Region
from mingzhang.insurance.month import month_from

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
    awards, seconds = timed(lambda: award(city.forms, law=law), times=5)
    assert not awards.findings, awards.findings[0].text()
    facts, tables = plain_facts(city), plain_tables(law)
    (divisor, total, paid, first), bare = timed(lambda: bare_numpy(facts, tables), times=5)
    table = awards.table
    assert (total == table["月基本养老金_分"].to_numpy()).all()
    assert (paid == table["月支付额_分"].to_numpy()).all()
    assert ((table["计发月数"] * 10).cast(pl.Int64).to_numpy() == divisor).all()
    assert (first == months_of(table["首次领取年月"])).all()
    said = f"裸 numpy 同式 {bare:.3f} 秒；为其 {seconds / bare:.1f} 倍（不超过 10）"
    print(f"表载事实 {len(table):,} 人：{seconds:.2f} 秒；{said}")
    rival = openfisca_seconds(facts, tables)
    if rival is None:
        print("openfisca-core 没有安装，未比较（pip install openfisca-core）")
    else:
        print(f"openfisca-core 同式（浮点）{rival:.2f} 秒：快 {rival / seconds:.1f} 倍（不少于 5）")
    rows = city.forms.head(LOOPED).to_dicts()
    people = len(table) / len(rows)
    looped, loop = timed(lambda: decimal_loop(rows, law))
    gathered, least = timed(lambda: decimal_loop_of_tables(rows, tables))
    compare_loop(looped, table.head(LOOPED))
    assert [person["月支付额"] for person in gathered] == [person["月支付额"] for person in looped]
    said = f"快 {loop * people / seconds:.0f} 倍（不少于 50）"
    print(f"逐人 Decimal 循环（逐人核对事实、按地区和年月查参数、各项照列）折 {loop * people:.1f} 秒：{said}")
    print(f"  不核对、参数事先取好的折 {least * people:.1f} 秒：快 {least * people / seconds:.0f} 倍（仅供参考）")


def compare_loop(looped: list[Row], table: pl.DataFrame) -> None:
    """Every line of the loop is the column of the award."""
    months = {name: months_of(table[name]).tolist() for name in ("首次领取年月", "计发基数所属年月")}
    for name in (*LINES, "月基本养老金", "月支付额", "首次领取年月", "计发基数所属年月", "预发"):
        found = [person[name] for person in looped]
        if f"{name}_分" in table.columns:
            assert [int(value * 100) for value in found] == table[f"{name}_分"].fill_null(0).to_list(), name
        else:
            assert found == months.get(name, table[name].to_list()), name


def months_of(series: pl.Series) -> NDArray[np.int64]:
    return (series.dt.year().cast(pl.Int64) * 12 + series.dt.month().cast(pl.Int64) - 1).to_numpy()


def plain_facts(city: City) -> Facts:
    forms = city.forms
    position = {name: number for number, name in enumerate(REGIONS)}
    return Facts(
        region=forms["参保地"].replace_strict(position, return_dtype=pl.Int64).to_numpy(),
        born=months_of(forms["出生年月"]),
        retired=months_of(forms["退休年月"]),
        months=forms["缴费月数"].to_numpy(),
        early=forms["过渡性缴费月数"].to_numpy(),
        index=(forms["平均缴费指数"] * 10_000).cast(pl.Int64).to_numpy(),
        balance=forms["个人账户储存额_分"].to_numpy(),
    )


def plain_tables(law: Law) -> Tables:
    """What the law says, written out once for the rivals."""
    first, last = month_from(FIRST_RETIRED, 1), month_from(LAST_YEAR, 12)
    regions = [region for name in REGIONS if (region := law.regions.find(name)) is not None]

    def value(name: str, region: Region, month: int, item: str = "") -> Fraction | str:
        found = law.find(name, region, month, item)
        assert isinstance(found, Parameter), found
        return found.value

    base = [
        [int(Fraction(value("计发基数", region, month)) * 100) for month in range(first, last + 1)]
        for region in regions
    ]
    paid = [
        [int(value("支付额取整", region, month) == "见分进元") for month in range(first, last + 1)]
        for region in regions
    ]
    divisors = [int(Fraction(value("计发月数", regions[0], last, str(age))) * 10) for age in range(40, 71)]
    return Tables(np.array(base), first, np.array(divisors), np.array(paid))


def from_records(folder: Path, law: Law) -> None:
    """The city stands in files only, as it does for a user."""
    path, people = folder / "records.parquet", pl.read_parquet(folder / "people.parquet")
    _, eager = timed(lambda: read_and_group(path))
    _, lazy = timed(lambda: scan_and_group(path))
    grouped = min(eager, lazy)

    def work() -> Awards:
        joined = join_records(people, pl.scan_parquet(path), law, Source(), Source())
        return award(joined.people, law=law, left_out=joined.left_out)

    awards, seconds = timed(work, times=3)
    assert not awards.findings, awards.findings[0].text()
    records = pl.scan_parquet(path).select(pl.len()).collect().item()
    said = f"{seconds:.2f} 秒；polars 只读入并分组 {grouped:.2f} 秒；为其 {seconds / grouped:.1f} 倍（不超过 3）"
    print(f"逐年记录 {records:,} 条、{awards.table.height:,} 人：{said}")


def memory_of(folder: Path, *arguments: str) -> float:
    """The peak, in MB, of the command as a user runs it, in a process of its own."""
    asked = [sys.executable, "-m", "mingzhang", "award", *arguments, "--law", "law.csv", "-o", "awards.parquet"]
    measured = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    run = subprocess.run(
        [sys.executable, "-c", measured, *asked], cwd=folder, check=True, capture_output=True, text=True
    )
    return int(run.stdout) / 1024


def run(people: int = PEOPLE) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_law(folder / "law.csv")
        law = load_law([folder / "law.csv"])
        city = generate(people)
        for title in ("forms", "people", "records"):
            getattr(city, title).write_parquet(folder / f"{title}.parquet")
        from_forms(city, law)
        del city
        from_records(folder, law)
        forms = memory_of(folder, "forms.parquet")
        records = memory_of(folder, "people.parquet", "--records", "records.parquet")
        print(
            f"内存峰值（mingzhang award 整个进程）：表载事实 {forms:,.0f} MB，逐年记录 {records:,.0f} MB（低于 1,000）"
        )
        print(f"numpy {np.__version__}，polars {pl.__version__}")


if __name__ == "__main__":
    run(*map(int, sys.argv[1:]))
