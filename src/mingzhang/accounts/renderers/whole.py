"""Folders that take their place whole or not at all."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def removed(target: Path) -> Iterator[None]:
    """What stands at `target` is gone at the end; on any error it stays as it was."""
    if not target.exists():
        yield
        return
    with beside(target) as work:
        target.rename(work / "old")
        try:
            yield
        except BaseException:
            (work / "old").rename(target)
            raise


@contextmanager
def replaced(target: Path) -> Iterator[Path]:
    """A new folder beside `target` that takes its place at the end; on any error the older one stays as it was."""
    with beside(target) as work:
        fresh, older = work / "new", work / "old"
        fresh.mkdir()
        yield fresh
        if target.exists():
            target.rename(older)
        try:
            fresh.rename(target)
        except OSError:
            if older.exists():
                older.rename(target)
            raise


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """A folder for what is not yet done, on the same disk as `target`, gone at the end with what is left in it, and
    with the folders above that were made for it and hold nothing.
    """
    new = [above for above in target.parents if not above.exists()]
    target.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)
        with suppress(OSError):  # the first that holds something stays, and so do all above it
            for above in new:
                above.rmdir()
