"""Work on files in processes of their own: one that breaks, never ends or takes too much memory stops no other.

A parser that never returns, or that asks for all memory at once, cannot be stopped from inside its own process.
"""

import multiprocessing
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, as_completed
from concurrent.futures import TimeoutError as NotInTime
from contextlib import contextmanager
from typing import Any, TypeVar

from mingzhang.accounts.readers.limits import Limits, Meter
from mingzhang.findings import Place, ProblemsFound, finding

T = TypeVar("T")
R = TypeVar("R")
GRACE_SHARE, GRACE_SECONDS = 0.5, 10.0
"""A reader watches its own limit of seconds; past that, this share of it and these seconds more, for checks, its
process is stopped."""
FILES_A_PROCESS = 200
"""After so many a process is replaced by a fresh one, so that memory stays flat however many there are."""
WATCHED_EVERY = 0.1
"""Seconds between two looks at the memory of the processes."""


def guarded(
    work: Callable[[T], R], given: Sequence[tuple[str, T]], limits: Limits, jobs: int = 1
) -> Iterator[tuple[int, R | ProblemsFound]]:
    """`work` of each argument in up to `jobs` processes: its place in `given` and its result, as each is ready.

    `given` names each file. What stopped a process comes as ProblemsFound with one finding (R107, R114), and so does
    whatever `work` raises. Processes start afresh (spawn): a copy of a process with threads may hang.
    """
    from pebble import ProcessExpired, ProcessPool

    most = limits.seconds * (1 + GRACE_SHARE) + GRACE_SECONDS
    workers = max(1, min(jobs, len(given)))
    with (
        ProcessPool(workers, FILES_A_PROCESS, context=multiprocessing.get_context("spawn")) as pool,
        _watched(limits.memory_megabytes) as stopped,
    ):
        under_way: dict[Future[R], int] = {
            pool.schedule(work, args=(argument,), timeout=most): at for at, (_, argument) in enumerate(given)
        }
        try:
            for future in as_completed(under_way):
                at = under_way.pop(future)
                name = given[at][0]
                try:
                    yield at, future.result()
                except ProblemsFound as problems:
                    yield at, problems
                except NotInTime:
                    yield at, Meter(name, limits).too_much(f"{most:g} 秒仍未完成", f"不超过 {most:g} 秒")
                except ProcessExpired as expired:
                    if expired.pid in stopped:
                        most_megabytes = f"不超过 {limits.memory_megabytes} MB"
                        yield at, Meter(name, limits).too_much("占用内存过多", most_megabytes)
                    else:
                        yield at, ProblemsFound([finding("R114", Place(file=name))])
                except Exception as error:  # a fault of ours: it must not take the other files with it
                    said = f"{type(error).__name__}: {error}".splitlines()[0][:200]
                    yield at, ProblemsFound([finding("R114", Place(file=name), printed=said)])
        finally:
            if under_way:  # interrupted: what has not begun never begins
                pool.stop()  # type: ignore[no-untyped-call]


@contextmanager
def _watched(megabytes: int) -> Iterator[set[int]]:
    """Stops processes of ours that take more memory; yields the ids of those that were."""
    import psutil

    stopped: set[int] = set()
    done = threading.Event()
    own = psutil.Process()

    def look(process: Any) -> None:
        try:
            if process.memory_info().rss > megabytes << 20:
                stopped.add(process.pid)
                process.kill()
        except psutil.Error:  # it has ended by itself
            return

    def watch() -> None:
        while not done.wait(WATCHED_EVERY):
            for process in own.children(recursive=True):
                look(process)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield stopped
    finally:
        done.set()
        thread.join()
