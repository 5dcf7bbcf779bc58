"""Work done at the same time on each processor: numpy and polars let go of the interpreter while they compute."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from math import ceil
from typing import TypeVar

import numpy as np

T = TypeVar("T")
U = TypeVar("U")
MOST_WORKERS = 4
LARGEST_KEPT = (32 << 20) - (1 << 16)


def side_by_side(work: Callable[[T], U], items: Sequence[T]) -> list[U]:
    """The results in the order of the items; what one raises is raised."""
    if len(items) <= 1:
        return [work(item) for item in items]
    keep_freed_memory()
    with ThreadPoolExecutor(workers()) as pool:
        return list(pool.map(work, items))


def workers() -> int:
    """How many things are worked on at the same time; each takes memory, so there are few even on a large machine."""
    return min(os.cpu_count() or 1, MOST_WORKERS)


def parts_of(rows: int, most: int) -> list[slice]:
    """Neighbouring rows in parts of nearly the same size, none of more than `most`; one part where there are none."""
    parts = max(1, ceil(rows / most))
    bounds = [rows * at // parts for at in range(parts + 1)]
    return [slice(begin, end) for begin, end in pairwise(bounds)]


def keep_freed_memory() -> None:
    """Memory of columns that are done with serves the next ones.

    The C library of Linux gives freed blocks back at once and fetches every page anew, which takes longer than the
    arithmetic on them, until it has once seen a block this large freed. Nothing is written to it: it takes no memory.
    """
    np.empty(LARGEST_KEPT, dtype=np.uint8)
