"""A department of 600 units of 2,000 voucher lines each, against polars alone reading and grouping the same files."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.books import HEADER, voucher_lines

if TYPE_CHECKING:
    import psutil

UNITS = 600
LINES = 2_000
FEW = 60
"""Units of which every format is measured: enough that what a build takes once does not hide what a unit takes."""
LOOKED_EVERY = 0.1
"""Seconds between two looks at the memory: each goes through all processes of the machine."""
SUBSIDY_YUAN = 1000
KEYS = ("科目", "资金", "来源", "功能科目", "支出类型", "经济科目", "项目")
ABOUT = "名称: {}\n代码: '{}'\n地区: 辽宁\n类型: 事业\n年度: 2023\n版式: liaoning-2023\n无上年数: 是\n无年初预算: 是\n"
TEXTS = """主要职责: [承担社会保险经办工作。]
内设机构: [办公室]
原因:
  变动: {"*": 业务量增加}
  预算差异: {"*": 年中追加}
用途: {"*": 机构运转}
补充:
  部门整体绩效自评: 未开展。
  部门重点评价: 未开展。
  财政重点评价: 未开展。
"""
EDITIONS = {
    "every book read and checked, the department in every format": (UNITS, ["--without-units"]),
    "and each unit's web page and data": (UNITS, ["--units-web"]),
    "and each unit in every format": (FEW, []),
}
"""What is asked for: of how many units, with which options of the command."""


def write_department(folder: Path, units: int = UNITS, lines: int = LINES) -> None:
    """A bureau and the units below it, to each of which it passes money on, and their registers."""
    folder.mkdir()
    (folder / "部门.yaml").write_text(ABOUT.format("某市人力资源和社会保障局", "") + "本级: '0000'\n", "utf-8")
    (folder / "文字.yaml").write_text(TEXTS, "utf-8")
    registers = _registers()
    for number in range(units):
        unit = folder / f"{number:04d}"
        unit.mkdir()
        (unit / "单位.yaml").write_text(ABOUT.format(f"某市第{number}经办中心", f"101{number:04d}"), "utf-8")
        (unit / "文字.yaml").write_text(TEXTS, "utf-8")
        (unit / "登记.csv").write_text(registers, "utf-8")
        vouchers = [*voucher_lines(lines, number), *_passed_on(units if number == 0 else 0, number)]
        (unit / "凭证.csv").write_text("\n".join([HEADER, *vouchers]) + "\n", "utf-8")
        (unit / "年初结转.csv").write_text("\n".join(_carried(vouchers)) + "\n", "utf-8")


def _registers() -> str:
    from mingzhang.accounts.forms.registers import declared_registers

    rows = [
        f"{name},{item},{1 if name == '车辆' else 0}" for name, items in declared_registers().items() for item in items
    ]
    return "\n".join(["类别,项目,数值", *rows]) + "\n"


def _passed_on(units: int, number: int) -> Iterator[str]:
    """The bureau's subsidies out of its own business income; on the other side the subsidy of each unit."""
    head = "2023-12-31,记-900001"
    if units:
        yuan = f"{SUBSIDY_YUAN * (units - 1)}.00"
        yield f"{head},1,8001,{yuan},,,,,,,,收到事业收入"
        yield f"{head},2,6101,,{yuan},非财政拨款,,2080109,基本支出,,,收到事业收入"
        yield f"{head},3,7501,{yuan},,非财政拨款,,2080109,对附属单位补助支出,39999,,拨付补助"
        yield f"{head},4,8001,,{yuan},,,,,,,拨付补助"
    elif number:
        yield f"{head},1,8001,{SUBSIDY_YUAN}.00,,,,,,,,收到补助"
        yield f"{head},2,6201,,{SUBSIDY_YUAN}.00,非财政拨款,,2080109,基本支出,,,收到补助"


def _carried(vouchers: list[str]) -> Iterator[str]:
    """Opening balances that cover what the vouchers spend."""
    from mingzhang.money import fen_of_yuan

    spent: dict[tuple[str, str], int] = {}
    for cells in (line.split(",") for line in vouchers):
        if cells[3] == "7201":
            spent[cells[8], cells[9]] = spent.get((cells[8], cells[9]), 0) + fen_of_yuan(cells[4])
    yield "科目,资金,功能科目,支出类型,金额"
    for (function, kind), fen in sorted(spent.items()):
        yield f"8101,一般公共预算,{function},{kind},{fen // 100}.{fen % 100:02d}"


def _polars(folder: Path) -> float:
    """Seconds in which polars alone reads and groups the voucher files, one after the other."""
    import polars as pl

    texts = dict.fromkeys((*KEYS, "分录号"), pl.String)
    pl.Series([1]).sum()  # loading the library is nobody's work
    began = time.perf_counter()
    for path in sorted(folder.glob("*/凭证.csv")):
        pl.read_csv(path, schema_overrides=texts).group_by(KEYS).agg(pl.col("借方", "贷方").sum())
    return time.perf_counter() - began


def _measured(folder: Path, out: Path, options: list[str]) -> tuple[float, float]:
    """Seconds of the whole command, and the peak of memory of all its processes in MB."""
    import psutil

    began = time.perf_counter()
    command = [sys.executable, "-m", "mingzhang", "build", str(folder), "-o", str(out), *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        first, peak = psutil.Process(running.pid), 0
        while running.poll() is None:
            peak = max(peak, _memory(first))
            time.sleep(LOOKED_EVERY)
        assert running.returncode == 0, "the department cannot be built"
    return time.perf_counter() - began, peak / 2**20


def _memory(first: "psutil.Process") -> int:
    """Bytes that a process and those that it started hold; those that end meanwhile hold none."""
    import psutil

    total = 0
    try:
        for each in (first, *first.children(recursive=True)):
            total += each.memory_info().rss
    except psutil.NoSuchProcess:
        pass
    return total


def run() -> None:
    with tempfile.TemporaryDirectory() as name:
        for units in sorted({units for units, _ in EDITIONS.values()}):
            write_department(Path(name) / str(units), units)
        base = min(_polars(Path(name) / str(UNITS)) for _ in range(3))
        print(f"{UNITS} units of {LINES:,} lines: polars alone reads and groups their files in {base:.2f} s")
        for asked, (units, options) in EDITIONS.items():
            seconds, memory = _measured(Path(name) / str(units), Path(name) / "out", options)
            ratio = seconds / (base * units / UNITS)
            print(
                f"{asked}, {units}: {seconds:.1f} s = {ratio:.1f} × polars, {1000 * seconds / units:.0f} ms each, "
                f"{memory:.0f} MB in all (aim: under 10 s and 1,000 MB for {UNITS})",
                flush=True,
            )
