"""How far long work has come, on standard error."""

import sys
import time
from typing import Any

import click


class StepProgress:
    """Tells each step of long work on standard error as it begins, with the seconds gone by."""

    def __init__(self) -> None:
        self._began = time.perf_counter()

    def __call__(self, step: str) -> None:
        click.echo(f"[{time.perf_counter() - self._began:5.1f} 秒] {step}", err=True)


def is_watched() -> bool:
    """Whether somebody looks at standard error: else nothing moves there."""
    return sys.stderr.isatty()


class CountProgress:
    """Tells on standard error how many of many are done: a bar on a terminal, else a line each."""

    def __init__(self, label: str, count: int, *, shown: bool = True) -> None:
        self._label, self._count, self._shown, self._ready = label, count, shown, 0
        self._bar: Any = None

    def __enter__(self) -> "CountProgress":
        if self._shown and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            self._bar = Progress(*columns, console=Console(stderr=True))
            self._bar.add_task(self._label, total=self._count)
            self._bar.start()
        return self

    def __exit__(self, *raised: Any) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, name: str) -> None:
        """One more is done."""
        self._ready += 1
        if self._bar is not None:
            self._bar.advance(self._bar.task_ids[0])
        elif self._shown:
            click.echo(f"[{self._ready}/{self._count}] {name}", err=True)
