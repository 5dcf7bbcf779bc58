"""Work on files in processes of their own: one that breaks, never ends or takes too much memory stops no other.

A parser that never returns, or that asks for all memory at once, cannot be stopped from inside its own process. A
library of pools shares one channel between its processes, which one that is killed while it writes blocks for ever,
and gives up on everything when a process ends between two files; here each process has a channel of its own.
"""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import wait
from typing import TypeVar

from mingzhang.accounts.readers.limits import Limits, Meter
from mingzhang.accounts.readers.worker import Worker
from mingzhang.findings import ProblemsFound

T = TypeVar("T")
R = TypeVar("R")
GRACE_SHARE, GRACE_SECONDS = 0.5, 10.0
"""A reader watches its own limit of seconds; past that, this share of it and these seconds more, for checks, its
process is stopped."""
FILES_A_PROCESS = 200
MEMORY_SHARE = 0.5
"""After so many files, or with so much of the memory that one may take, a process is replaced by a fresh one: memory
stays flat however many files there are, and none is blamed for what another left behind."""
WATCHED_EVERY = 0.1
"""Seconds between two looks at the memory of the processes."""


def guarded(
    work: Callable[[T], R], given: Sequence[tuple[str, T]], limits: Limits, jobs: int = 1
) -> Iterator[tuple[int, R | ProblemsFound]]:
    """`work` of each argument in up to `jobs` processes: its place in `given` and its result, as each is ready.

    `given` names each file. What stopped a process comes as ProblemsFound with one finding (R107, R114), and so does
    whatever `work` raises. Processes start afresh (spawn): a copy of a process with threads may hang.
    """
    waiting = deque(enumerate(given))
    crew: list[Worker] = []
    ready: list[tuple[int, R | ProblemsFound]] = []
    try:
        while True:
            crew = [worker for worker in crew if worker.busy or not _spent(worker, limits)]
            _hand_out(waiting, crew, work, jobs)
            yield from ready  # only now: while they are looked at, the processes go on
            busy = [worker for worker in crew if worker.busy]
            if not busy:
                return
            wait([worker.channel for worker in busy], WATCHED_EVERY)
            results = [(worker, worker.result() or _stopped(worker, limits)) for worker in busy]
            ready = [(worker.done(), result[0]) for worker, result in results if result is not None]
    finally:  # also when interrupted: what has not begun never begins
        for worker in crew:
            worker.end()


def _hand_out(waiting: deque[tuple[int, tuple[str, T]]], crew: list[Worker], work: Callable[[T], R], jobs: int) -> None:
    """Every process that is free gets a file; new ones begin as long as there are fewer than `jobs`."""
    context = multiprocessing.get_context("spawn")
    idle = [worker for worker in crew if not worker.busy]
    while waiting and (idle or len(crew) < jobs):
        if not idle:
            idle = [Worker(context, work, "R114")]
            crew += idle
        at, (name, argument) = waiting.popleft()
        idle.pop().start(at, name, argument)


def _spent(worker: Worker, limits: Limits) -> bool:
    """Whether an idle process is to be replaced; then it is ended."""
    spent = worker.count >= FILES_A_PROCESS or worker.memory() > MEMORY_SHARE * (limits.memory_megabytes << 20)
    if spent or not worker.alive:
        worker.end()
    return not worker.alive


def _stopped(worker: Worker, limits: Limits) -> tuple[ProblemsFound] | None:
    """Why a busy process stopped or had to be; None while it may go on."""
    if not worker.alive:
        return (worker.broke(),)
    meter = Meter(worker.name, limits)
    most = limits.seconds * (1 + GRACE_SHARE) + GRACE_SECONDS
    if worker.seconds() > most:
        worker.end()
        return (meter.too_much(f"{most:g} 秒仍未完成", f"不超过 {most:g} 秒"),)
    if worker.memory() > limits.memory_megabytes << 20:
        worker.end()
        return (meter.too_much("占用内存过多", f"不超过 {limits.memory_megabytes} MB"),)
    return None
