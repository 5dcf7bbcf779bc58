"""The units of a department loaded side by side, some neighbours at a time, told as they are ready."""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, as_completed
from contextlib import contextmanager
from typing import Any, TypeVar

FEW = 1
"""Tasks up to which starting a process would take longer than the work."""
TOGETHER = 32
"""Units that are loaded together: many enough that whole columns pay, few enough that processes end together."""
Result = TypeVar("Result")


def side_by_side(
    work: Callable[..., Result], tasks: Sequence[tuple[Any, ...]], done: Callable[[int], None], *, few: int = FEW
) -> list[Result]:
    """`work` of every task, in the order given; `done` is told the number of each that is ready.

    Many tasks run in processes of their own, as many as the machine has processors. Raises what the work raises.
    """
    if len(tasks) <= few:
        return list(_in_turn(work, tasks, done))
    from pebble import ProcessPool

    results: dict[int, Result] = {}
    jobs = min(os.cpu_count() or 1, len(tasks))
    with _quiet_threads(), ProcessPool(jobs, context=multiprocessing.get_context("spawn")) as pool:
        under_way: dict[Future[Result], int] = {pool.schedule(work, args=task): at for at, task in enumerate(tasks)}
        try:
            for future in as_completed(under_way):
                at = under_way.pop(future)
                results[at] = future.result()
                done(at)
        finally:
            if under_way:  # interrupted: what has not begun never begins
                pool.stop()  # type: ignore[no-untyped-call]
    return [results[at] for at in range(len(tasks))]


def _in_turn(
    work: Callable[..., Result], tasks: Sequence[tuple[Any, ...]], done: Callable[[int], None]
) -> Iterator[Result]:
    for at, task in enumerate(tasks):
        yield work(*task)
        done(at)


@contextmanager
def _quiet_threads() -> Iterator[None]:
    """One thread for each process of small frames: they would only wait for each other."""
    name = "POLARS_MAX_THREADS"
    before = os.environ.get(name)
    os.environ[name] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
