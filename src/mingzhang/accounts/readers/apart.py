"""A document read in a process of its own: whatever is in a file, the command that reads it ends in time.

Starting such a process takes about 0.2 s, less than reading any real document; it is never left out, because a small
file can hang a parser too.
"""

from pathlib import Path

from mingzhang.accounts.readers.guarded import guarded
from mingzhang.accounts.readers.limits import Limits
from mingzhang.accounts.readers.reading import ReadDisclosure
from mingzhang.findings import FileUnusable, ProblemsFound


def read_apart(path: Path, limits: Limits | None = None) -> ReadDisclosure:
    """The disclosure in one file. Raises FileUnusable, also for what took too long or too much memory."""
    limits = limits or Limits()
    ((_, result),) = guarded(read_given, [(path.name, (path, limits))], limits)
    if isinstance(result, ProblemsFound):
        raise FileUnusable(result.findings)
    return result


def read_given(given: tuple[Path, Limits]) -> ReadDisclosure:
    """Only the process that reads needs what reading needs."""
    from mingzhang.accounts.readers.read import read_disclosure

    return read_disclosure(*given)
