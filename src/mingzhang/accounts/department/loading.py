"""The units of a department shared out among processes."""

import os
from collections.abc import Iterator, Sequence
from math import ceil

from mingzhang.accounts.department.asked import TOGETHER
from mingzhang.accounts.department.crew import Crew
from mingzhang.accounts.department.member import Loaded
from mingzhang.accounts.department.members import Order, load_members
from mingzhang.accounts.pipeline import Progress
from mingzhang.terminal.progress import CountProgress, is_watched


def load_units(folders: Sequence[str], order: Order, crew: Crew, progress: Progress) -> list[Loaded]:
    progress(f"读取 {len(folders)} 个单位的账册")
    tasks = [(first, some, order) for first, some in _neighbours(folders)]
    with CountProgress("单位", len(folders), shown=is_watched()) as counter:

        def done(at: int) -> None:
            for folder in tasks[at][1]:
                counter(folder)

        loaded = crew.each(load_members, tasks, lambda at: "、".join(tasks[at][1]), done)
    return [each for some in loaded for each in some]


def _neighbours(folders: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    """The units in parts of up to TOGETHER, each with the number of its first, as many parts for each process."""
    jobs = os.cpu_count() or 1
    parts = ceil(len(folders) / TOGETHER)
    parts = ceil(parts / jobs) * jobs if parts > 1 else 1
    size = max(1, ceil(len(folders) / parts))
    for first in range(0, len(folders), size):
        yield first, folders[first : first + size]
