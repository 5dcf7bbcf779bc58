"""One process that works on one file after another, and what can be seen of it from outside."""

import contextlib
import os
import signal
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext
from multiprocessing.reduction import ForkingPickler
from typing import Any

from mingzhang.findings import Place, ProblemsFound, finding
from mingzhang.rings import look_rarely

PATIENCE = 5.0
"""Seconds for a process that is told to end."""
CHILDREN_EVERY = 1.0
"""Seconds between two looks for what a process started itself: that looks at every process of the machine."""


class Worker:
    """A process with a channel of its own: when it ends, whyever, the channel does."""

    def __init__(self, context: SpawnContext, work: Callable[[Any], Any], code: str) -> None:
        """`code` is that of the finding which tells that the process broke under what it works on."""
        import psutil

        self.code = code
        self.channel, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, work, code), daemon=True)
        self._process.start()
        theirs.close()
        self._seen = psutil.Process(self._process.pid)
        self._children: list[Any] = []
        self._looked = self._began = 0.0
        self._at = 0
        self.name, self.busy, self.count = "", False, 0

    def start(self, at: int, name: str, argument: object) -> None:
        """Give it a file to work on."""
        self._at, self.name, self.busy, self._began = at, name, True, time.monotonic()
        self.count += 1
        with contextlib.suppress(OSError):  # it has ended: seen at the next look
            self.channel.send((name, argument))

    def done(self) -> int:
        """It is free again; the place of the file that it worked on."""
        self.busy = False
        return self._at

    def result(self) -> tuple[Any] | None:
        """What came of the file; None where nothing has come."""
        sent = self.sent()
        return (unpacked(sent),) if sent is not None else None

    def sent(self) -> bytes | None:
        """What came of the file as it was sent, for `unpacked`; None where nothing has come."""
        try:
            return self.channel.recv_bytes() if self.channel.poll() else None
        except (EOFError, OSError):
            self.end()
            return None

    def broke(self) -> ProblemsFound:
        """What is told when it ended under its work."""
        return ProblemsFound([finding(self.code, Place(file=self.name))])

    @property
    def alive(self) -> bool:
        """Whether it can go on."""
        return not self.channel.closed and self._process.is_alive()

    def seconds(self) -> float:
        """Since it got its file."""
        return time.monotonic() - self._began

    def memory(self) -> int:
        """Bytes that it takes, with the processes that it started."""
        if time.monotonic() - self._looked > CHILDREN_EVERY:
            self._look()
        return sum(_memory(each) for each in (self._seen, *self._children))

    def end(self) -> None:
        """Ends it with the processes that it started: at once where it works on a file, else in good order."""
        if self.channel.closed:
            return
        if self.busy:
            self._look()
            _kill(self._seen)
        self.channel.close()
        self._process.join(PATIENCE)
        for each in (self._seen, *self._children):
            _kill(each)
        self._process.join()

    def _look(self) -> None:
        import psutil

        self._looked = time.monotonic()
        with contextlib.suppress(psutil.Error):
            self._children = self._seen.children(recursive=True)


def unpacked(sent: bytes) -> Any:
    """What a process of ours has sent."""
    return ForkingPickler.loads(sent)


def _serve(channel: Connection, work: Callable[[Any], Any], code: str) -> None:
    """The process: one file after another until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that asked ends this one
    look_rarely()
    with contextlib.suppress(EOFError, OSError):
        while True:
            channel.send_bytes(_outcome(work, code, *channel.recv()))
    os._exit(0)  # who waits for the end need not wait until thousands of objects are put away one by one


def _outcome(work: Callable[[Any], Any], code: str, name: str, argument: object) -> memoryview:
    """What came of a file, ready to be sent; whatever `work` raises becomes findings."""
    try:
        return ForkingPickler.dumps(work(argument))
    except ProblemsFound as told:
        problems = told
    except MemoryError:
        problems = ProblemsFound([finding("R115", Place(file=name), printed="内存不足", expected="较小的文件")])
    except Exception as error:  # a fault of ours: it must not take the other files with it
        said = f"{type(error).__name__}: {error}".splitlines()[0][:200]
        problems = ProblemsFound([finding(code, Place(file=name), printed=said)])
    return ForkingPickler.dumps(problems)


def _memory(process: Any) -> int:
    import psutil

    try:
        return int(process.memory_info().rss)
    except psutil.Error:  # it has ended
        return 0


def _kill(process: Any) -> None:
    import psutil

    with contextlib.suppress(psutil.Error):
        process.kill()  # by its id and the time it began: never another that came after it
