"""A million voucher lines to the nine forms, every validation on, against polars alone and against hledger."""

import csv
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.books import write_vouchers

LINES = 1_000_000
YEAR = 2023
ROUNDS = 3
KEYS = ("科目", "资金", "来源", "功能科目", "支出类型", "经济科目", "项目")
UNIT = "名称: 某市某中心\n类型: 事业\n年度: 2023\n版式: liaoning-2023\n无上年数: 是\n无年初预算: 是\n"


def write_books(folder: Path) -> None:
    """The vouchers, and opening balances that cover what they spend."""
    import polars as pl

    folder.mkdir()
    write_vouchers(folder / "凭证.csv", LINES)
    (folder / "单位.yaml").write_text(UNIT, "utf-8")
    texts = dict.fromkeys(("科目", "功能科目", "分录号", "经济科目", "项目"), pl.String)
    spent = (
        pl.read_csv(folder / "凭证.csv", schema_overrides=texts)
        .filter(pl.col("科目") == "7201")
        .group_by("功能科目", "支出类型")
        .agg((pl.col("借方").cast(pl.Decimal(18, 2)).sum()).alias("金额"))
        .sort("功能科目", "支出类型")
    )
    spent.select(
        pl.lit("8101").alias("科目"), pl.lit("一般公共预算").alias("资金"), "功能科目", "支出类型", "金额"
    ).write_csv(folder / "年初结转.csv")


def _journal(source: Path) -> Iterator[str]:
    """The same lines as postings of a plain-text journal, grouped by the same keys."""
    last = ""
    with source.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["凭证号"] + row["日期"] != last:
                last = row["凭证号"] + row["日期"]
                yield f"\n{row['日期']} {row['凭证号']}\n"
            account = ":".join(row[key] or "none" for key in KEYS)
            amount = row["借方"] or f"-{row['贷方']}"
            yield f"    {account}  {amount}  ; {row['摘要']}\n"


def _polars(folder: Path) -> None:
    import polars as pl

    texts = dict.fromkeys((*KEYS, "分录号"), pl.String)
    pl.read_csv(folder / "凭证.csv", schema_overrides=texts).group_by(KEYS).agg(pl.col("借方", "贷方").sum())


def _ours(folder: Path, kept: Path | None) -> None:
    from mingzhang.accounts.books.load import load
    from mingzhang.accounts.forms.fill import fill
    from mingzhang.accounts.layouts.layout import load_layout

    loaded = load(folder, validated=kept)
    assert loaded.books is not None, [item.text() for item in loaded.findings[:5]]
    forms = fill(load_layout("liaoning-2023", YEAR), loaded.books.measures)
    assert sum(bool(cell.printed) for form in forms for cell in form.cells) > 100


def task(name: str, folder: Path) -> None:
    """One task in this process: prints its seconds and the peak of memory in MB."""
    import polars as pl

    pl.Series([1]).sum()  # loading the library is nobody's work
    began = time.perf_counter()
    if name == "polars":
        _polars(folder)
    else:
        _ours(folder, folder.parent / "kept.parquet" if name == "kept" else None)
    print(time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _measured(name: str, folder: Path) -> tuple[float, float]:
    """Seconds and MB of the best of several processes."""
    command = [sys.executable, "-m", "benchmarks.nine_forms", name, str(folder)]
    runs = []
    for _ in range(ROUNDS):
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        runs.append((float(said[0]), float(said[1])))
    return min(runs)


def _hledger(folder: Path) -> float | None:
    """Seconds that hledger needs to check and sum the same postings; None where it is not installed."""
    if shutil.which("hledger") is None:
        return None
    journal = folder.parent / "books.journal"
    with journal.open("w", encoding="utf-8") as stream:
        stream.writelines(_journal(folder / "凭证.csv"))
    began = time.perf_counter()
    subprocess.run(["hledger", "-f", str(journal), "balance"], check=True, capture_output=True)
    return time.perf_counter() - began


def run() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "books"
        write_books(folder)
        base, _ = _measured("polars", folder)
        print(f"{LINES:,} lines of csv: polars alone reads and groups them in {base:.2f} s")
        ours, memory = _measured("csv", folder)
        print(f"csv to the nine forms, every check: {ours:.2f} s = {ours / base:.2f} × (at most 4), {memory:.0f} MB")
        seconds, memory = _measured("kept", folder)
        print(
            f"checked parquet to the nine forms: {seconds:.2f} s = {seconds / base:.2f} × (at most 2), {memory:.0f} MB"
        )
        theirs = _hledger(folder)
        if theirs is None:
            print("hledger is not installed: skipped")
        else:
            print(
                f"hledger on the same postings: {theirs:.1f} s, ours is {theirs / ours:.0f} times faster (at least 30)"
            )


if __name__ == "__main__":
    if len(sys.argv) == 3:
        task(sys.argv[1], Path(sys.argv[2]))
    else:
        run()
