"""`python -m benchmarks.vouchers`: a million voucher lines against what polars alone needs, as ratios from one run.

Every figure is the best of three fresh processes, as a user's command is one.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.books import write_vouchers

LINES = 1_000_000
YEAR = 2023
ROUNDS = 3
KEYS = ("科目", "资金", "来源", "功能科目", "支出类型", "经济科目", "项目")
TASKS = ("polars", "csv", "polars parquet", "parquet")


def _polars(folder: Path) -> None:
    import polars as pl

    texts = dict.fromkeys((*KEYS, "分录号"), pl.String)
    frame = pl.read_csv(folder / "凭证.csv", schema_overrides=texts)
    frame.group_by(KEYS).agg(pl.col("借方", "贷方").sum())


def _polars_parquet(folder: Path) -> None:
    import polars as pl

    frame = pl.read_parquet(folder / "kept.parquet")
    keys = ("account", "flow", "fund", "source", "function", "kind", "economic", "project")
    frame.group_by(keys).agg(pl.col("fen").sum())


def _ours(folder: Path, kept: Path | None) -> None:
    from mingzhang.accounts.books.mapping import VoucherSettings
    from mingzhang.accounts.books.validated import load_vouchers

    vouchers = load_vouchers(folder, VoucherSettings(), YEAR, validated=kept)
    assert vouchers.findings == []
    assert vouchers.entries()


def _keep(folder: Path) -> None:
    from mingzhang.accounts.books.mapping import VoucherSettings
    from mingzhang.accounts.books.validated import write_validated
    from mingzhang.accounts.books.vouchers import read_vouchers

    settings = VoucherSettings()
    vouchers = read_vouchers(folder, settings, YEAR)
    write_validated(vouchers, folder / "kept.parquet", folder=folder, settings=settings, year=YEAR)


def run(task: str, folder: Path) -> None:
    """One task in this process: prints its seconds and the peak of memory in MB."""
    import polars as pl

    pl.Series([1]).sum()  # loading the library is nobody's work
    start = time.perf_counter()
    match task:
        case "polars":
            _polars(folder)
        case "polars parquet":
            _polars_parquet(folder)
        case "csv":
            _ours(folder, None)
        case "keep":
            _keep(folder)
        case _:
            _ours(folder, folder / "kept.parquet")
    seconds = time.perf_counter() - start
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _measured(task: str, folder: Path, rounds: int = ROUNDS) -> tuple[float, float]:
    """Seconds and MB of the best of several processes."""
    command = [sys.executable, "-m", "benchmarks.vouchers", task, str(folder)]
    runs = []
    for _ in range(rounds):
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        runs.append((float(said[0]), float(said[1])))
    return min(runs)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_vouchers(folder / "凭证.csv", LINES)
        _measured("keep", folder, rounds=1)
        found = {task: _measured(task, folder) for task in TASKS}
    base = found["polars"][0]
    print(f"{LINES:,} voucher lines, 13 columns; polars alone reads and groups the csv in {base:.2f} s")
    for task, bound in (("csv", 4), ("parquet", 2)):
        seconds, megabytes = found[task]
        print(
            f"from {task}, every check: {seconds:.2f} s = {seconds / base:.2f} x (at most {bound}), {megabytes:.0f} MB"
        )
    alone = found["polars parquet"][0]
    print(
        f"polars alone reads and groups that parquet in {alone:.2f} s; ours takes {found['parquet'][0] / alone:.2f} x"
    )


if __name__ == "__main__":
    if len(sys.argv) == 3:
        run(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
