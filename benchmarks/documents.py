"""1,000 documents checked, made from one example in every kind of file: one process against two, and their memory.

MINGZHANG_DOCUMENTS says how many, MINGZHANG_EXAMPLE which example.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from mingzhang.accounts.checks.many import check_all
from mingzhang.accounts.checks.order import Order
from mingzhang.accounts.checks.sources import Source
from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.layouts.layout import Layout, load_layout
from mingzhang.accounts.pipeline import example_folder, prepare
from mingzhang.accounts.readers.limits import Limits
from mingzhang.accounts.renderers.files import write_public

COUNT = int(os.environ.get("MINGZHANG_DOCUMENTS", "1000"))
EXAMPLE = os.environ.get("MINGZHANG_EXAMPLE", "panjin-2023")
KINDS = ("pdf", "docx", "xlsx", "html")
UNITS = 10
"""Different documents of each kind; copies make up the rest, for reading knows nothing of what it read before."""
AIM = 1.7


def run() -> None:
    with tempfile.TemporaryDirectory(prefix="mingzhang-bench-") as folder:
        given = _documents(Path(folder))
        print(f"{len(given)} documents ({', '.join(KINDS)}) of {EXAMPLE}")
        one, two = _timed(given, 1), _timed(given, 2)
        print(f"ratio {one / two:.2f} (aim: at least {AIM})")


def _documents(folder: Path) -> list[Source]:
    """Files of their own, each under another unit's name."""
    disclosure = prepare(example_folder(EXAMPLE))[1]
    layout = load_layout(disclosure.layout, disclosure.year)
    made = [path for number in range(min(UNITS, COUNT)) for path in _editions(disclosure, layout, folder, number)]
    sources = []
    for number in range(COUNT):
        original = made[number % len(made)]
        path = folder / f"{number:05}{original.suffix}"
        path.write_bytes(original.read_bytes())
        sources.append(Source(path, path.name, path.name))
    return sources


def _editions(disclosure: Disclosure, layout: Layout, folder: Path, number: int) -> list[Path]:
    """One unit's public edition in every kind."""
    unit = replace(disclosure.unit, name=f"{disclosure.unit.name}{number}分中心")
    into = folder / f"unit{number}"
    write_public(replace(disclosure, unit=unit), layout, into)
    return [next(into.rglob(f"*.{kind}")) for kind in KINDS]


def _timed(given: Sequence[Source], jobs: int) -> float:
    """Seconds; prints the memory of the processes, early and late, each file's own peak left aside."""
    import psutil

    own = psutil.Process()
    before = _megabytes(own)
    taken: list[list[float]] = []
    began = time.perf_counter()
    usable = 0
    for checked in check_all(given, Order(Limits()), jobs):
        usable += checked.usable
        taken.append([_megabytes(process) for process in own.children()])
    seconds = time.perf_counter() - began
    tenth = max(len(taken) // 10, 1)
    early, late = (
        statistics.median(max(each, default=0.0) for each in part) for part in (taken[:tenth], taken[-tenth:])
    )
    most = max(max(each, default=0.0) for each in taken)
    print(
        f"{jobs} process{'es' if jobs > 1 else ''}: {seconds:.1f} s, {seconds / len(given) * 1000:.0f} ms a document, "
        f"{usable} read; memory of the larger process: {early:.0f} MB in the first tenth, {late:.0f} MB in the last, "
        f"{most:.0f} MB at most; the process that asks {before:.0f} MB before, {_megabytes(own):.0f} MB after"
    )
    return seconds


def _megabytes(process: Any) -> float:
    """Of a process that may just have ended."""
    import psutil

    try:
        return float(process.memory_info().rss) / 1e6
    except psutil.Error:
        return 0.0
