"""Documents read in processes of their own: whatever is in a file, the command that reads it ends in time.

Starting such a process takes about 0.2 s, less than reading any real document; it is never left out, because a small
file can hang a parser too.
"""

from collections.abc import Sequence
from pathlib import Path

from mingzhang.accounts.readers.guarded import guarded
from mingzhang.accounts.readers.limits import Limits
from mingzhang.accounts.readers.reading import ReadDisclosure
from mingzhang.findings import FileUnusable, Finding, ProblemsFound


def read_apart(path: Path, limits: Limits | None = None) -> ReadDisclosure:
    """The disclosure in one file. Raises FileUnusable, also for what took too long or too much memory."""
    (read,) = read_all_apart([path], limits)
    return read


def read_all_apart(paths: Sequence[Path], limits: Limits | None = None) -> list[ReadDisclosure]:
    """The disclosures in several files, read side by side. Raises FileUnusable with what is wrong in all of them."""
    if not paths:
        return []
    limits = limits or Limits()
    results = dict(guarded(_read, [(path.name, (path, limits)) for path in paths], limits, len(paths)))
    ordered = [results[at] for at in range(len(paths))]
    problems: list[Finding] = []
    for result in ordered:
        if isinstance(result, ProblemsFound):
            problems += result.findings
    if problems:
        raise FileUnusable(problems)
    return [result for result in ordered if isinstance(result, ReadDisclosure)]


def _read(given: tuple[Path, Limits]) -> ReadDisclosure:
    """Only the process that reads needs what reading needs."""
    from mingzhang.accounts.readers.read import read_disclosure

    return read_disclosure(*given)
