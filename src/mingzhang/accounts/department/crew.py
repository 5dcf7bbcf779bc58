"""Work on the units of a department in processes of their own, each of which keeps what it has made of its units."""

import gc
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import wait
from typing import Any, TypeVar

from mingzhang.accounts.readers.worker import Worker
from mingzhang.findings import Place, ProblemsFound, finding

FEW = 1
"""Tasks up to which starting a process would take longer than the work."""
YOUNG_OBJECTS = 50_000
"""New objects after which a process looks for rings among them: a disclosure has thousands of records, and no ring."""
Result = TypeVar("Result")
Task = tuple[Any, ...]


class Crew:
    """As many processes as the machine has processors, begun when there is work for them; a context that ends them."""

    def __init__(self) -> None:
        self._workers: list[Worker] = []

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, *raised: object) -> None:
        self.release()

    def release(self) -> None:
        """Ends the processes, and with them what they have kept; further work begins new ones."""
        while self._workers:
            self._workers.pop().end()

    def each(
        self,
        work: Callable[..., Result],
        tasks: Sequence[Task],
        name: Callable[[int], str],
        done: Callable[[int], None],
    ) -> list[Result]:
        """`work` of every task, in the order given; `done` is told the number of each that is ready.

        A few tasks are done in this process. Raises ProblemsFound where the work does, and where a process ends under
        it, with the `name` of its task.
        """
        if len(tasks) <= FEW:
            return [_told(work(*task), done, at) for at, task in enumerate(tasks)]
        results: dict[int, Result] = {}
        waiting = deque(enumerate(tasks))
        with _one_thread_each():
            while len(self._workers) < min(os.cpu_count() or 1, len(tasks)):
                self._workers.append(Worker(multiprocessing.get_context("spawn"), _work))
            while len(results) < len(tasks):
                for worker in self._workers:
                    if waiting and not worker.busy:
                        at, task = waiting.popleft()
                        worker.start(at, name(at), (work, task))
                for at, result in self._ready():
                    results[at] = _told(result, done, at)
        return [results[at] for at in range(len(tasks))]

    def meanwhile(self, work: Callable[..., None], *task: object) -> Callable[[], None]:
        """Begins `work` once in every process that worked before, or here where none did; what it gives waits for all.

        Raises as `each` does.
        """
        if not self._workers:
            work(*task)
        for worker in self._workers:
            worker.start(0, work.__name__, (work, task))

        def finish() -> None:
            while any(worker.busy for worker in self._workers):
                for _ in self._ready():
                    pass

        return finish

    def _ready(self) -> Iterator[tuple[int, Any]]:
        """Waits until some task is done: the place of each, and what came of it."""
        busy = [worker for worker in self._workers if worker.busy]
        wait([worker.channel for worker in busy])
        for worker in busy:
            result = worker.result()
            if result is not None:
                if isinstance(result[0], ProblemsFound):
                    raise result[0]
                yield worker.done(), result[0]
            elif not worker.alive:
                raise ProblemsFound([finding("R114", Place(file=worker.name))])


def _told(result: Result, done: Callable[[int], None], at: int) -> Result:
    done(at)
    return result


def _work(given: tuple[Callable[..., Any], Task]) -> Any:
    """One task in a process of its own."""
    if not gc.get_freeze_count():
        gc.freeze()  # everything that was imported stays as it is
        gc.set_threshold(YOUNG_OBJECTS)
    work, task = given
    return work(*task)


@contextmanager
def _one_thread_each() -> Iterator[None]:
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
