"""Work on the units of a department in processes of their own, each of which keeps what it has made of its units."""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import count
from multiprocessing.connection import wait
from typing import Any, NamedTuple, TypeVar

from mingzhang.accounts.department.tasks import Refused, Task, load, one_thread_each, work_on
from mingzhang.accounts.readers.worker import Worker, unpacked
from mingzhang.findings import ProblemsFound

FILES = "输出的文件"
"""What a finding names where a process ends while it writes."""
FEW = 1
"""Tasks up to which starting a process would take longer than the work."""
BROKE = "U117"
"""The code of what is told when a process ends under its units."""
Result = TypeVar("Result")


class _Job(NamedTuple):
    number: int
    name: str
    work: Callable[..., Any]
    task: Task


class Crew:
    """As many processes as the machine has processors, begun when there is work for them; a context that ends them."""

    def __init__(self) -> None:
        self._workers: list[Worker] = []
        self._anyone: deque[_Job] = deque()
        self._own: dict[Worker, deque[_Job]] = {}
        self._results: dict[int, Any] = {}
        self._numbers = count()

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, *raised: object) -> None:
        self.release()

    def hire(self, count: int, modules: Sequence[str] = ()) -> None:
        """Begins processes for so many tasks. Before anybody knows these, `modules` are what they begin with: loading
        them takes as long as it takes this process, which need not wait.
        """
        with one_thread_each():
            while len(self._workers) < min(os.cpu_count() or 1, count):
                worker = Worker(multiprocessing.get_context("spawn"), work_on, BROKE)
                self._workers.append(worker)
                self._own[worker] = deque()
                if modules:
                    self._job(self._own[worker], modules[0], load, (modules,))
        self._assign()

    def release(self, but: int = 0) -> None:
        """Ends the processes but for some, and with them what they have kept; further work begins new ones."""
        while len(self._workers) > but:
            worker = self._workers.pop()
            worker.end()
            del self._own[worker]

    def each(
        self,
        work: Callable[..., Result],
        tasks: Sequence[Task],
        name: Callable[[int], str],
        done: Callable[[int], None],
    ) -> list[Result]:
        """`work` of every task, in the order given; `done` is told the number of each that is ready.

        A few tasks are done in this process. Raises ProblemsFound or OSError where the work does, and ProblemsFound
        where a process ends under it, with the `name` of its task.
        """
        if len(tasks) <= FEW:
            return [_told(work(*task), done, at) for at, task in enumerate(tasks)]
        self.hire(len(tasks))
        jobs = {self._job(self._anyone, name(at), work, task): at for at, task in enumerate(tasks)}
        results = self._wait(jobs, lambda number: done(jobs[number]))
        return [results[number] for number in jobs]

    def begin(self, work: Callable[..., Result], *task: object) -> Callable[[], Result]:
        """Begins `work` in one of the processes that worked before; what it gives waits for the result. Where none did
        the work is done here, when the result is asked for. Raises as `each` does.
        """
        if not self._workers:
            return lambda: work(*task)
        number = self._job(self._anyone, FILES, work, task)
        self._assign()

        def finish() -> Result:
            result: Result = self._wait([number])[number]
            return result

        return finish

    def meanwhile(self, work: Callable[..., None], *task: object) -> Callable[[], None]:
        """Begins `work` once in every process that worked before, or here where none did; what it gives waits for all.

        Raises as `each` does.
        """
        if not self._workers:
            work(*task)
        numbers = [self._job(self._own[worker], FILES, work, task) for worker in self._workers]
        self._assign()

        def finish() -> None:
            self._wait(numbers)

        return finish

    def _job(self, queue: deque[_Job], name: str, work: Callable[..., Any], task: Task) -> int:
        number = next(self._numbers)
        queue.append(_Job(number, name, work, task))
        return number

    def _assign(self) -> None:
        """Gives every process that is free its next job."""
        for worker in self._workers:
            queue = self._own[worker] or self._anyone
            if queue and not worker.busy:
                job = queue.popleft()
                worker.start(job.number, job.name, (job.work, job.task))

    def _wait(self, numbers: Collection[int], done: Callable[[int], None] = lambda _: None) -> dict[int, Any]:
        """What comes of the jobs, when all are done; `done` is told each of them."""
        while not self._results.keys() >= set(numbers):
            self._assign()
            for number, result in self._ready():
                self._results[number] = result
                if number in numbers:
                    done(number)
        return {number: self._results.pop(number) for number in numbers}

    def _ready(self) -> Iterator[tuple[int, Any]]:
        """Waits until some job is done: the number of each, and what came of it."""
        busy = [worker for worker in self._workers if worker.busy]
        wait([worker.channel for worker in busy])
        for worker in busy:
            sent = worker.sent()
            if sent is not None:
                number = worker.done()
                self._assign()  # it goes on while this process unpacks
                result = unpacked(sent)
                if isinstance(result, ProblemsFound):
                    raise result
                if isinstance(result, Refused):
                    raise result.error
                yield number, result
            elif not worker.alive:
                raise worker.broke()


def _told(result: Result, done: Callable[[int], None], at: int) -> Result:
    done(at)
    return result
