"""What a process of a crew does: one task after another, among them loading what it will need."""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any, NamedTuple

Task = tuple[Any, ...]
THREADS = ("POLARS_MAX_THREADS", "RAYON_NUM_THREADS")
"""Where libraries look for how many threads they may begin."""


class Refused(NamedTuple):
    """What the system refused a process."""

    error: OSError


def load(modules: Sequence[str]) -> None:
    for module in modules:
        import_module(module)


def work_on(given: tuple[Callable[..., Any], Task]) -> Any:
    """One task in a process of its own."""
    work, task = given
    gc.freeze()  # what was imported and what earlier work has kept stays as it is
    gc.disable()  # work makes millions of records that refer to nothing but their parts
    try:
        return work(*task)
    except OSError as error:  # a full disk is no fault of the units: told as if it had met the asking process
        return Refused(error)
    finally:
        gc.collect()


@contextmanager
def one_thread_each() -> Iterator[None]:
    """One thread for each process that is begun: several for small frames and documents only wait for each other."""
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(dict.fromkeys(THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
