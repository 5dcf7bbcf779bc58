"""What is kept of a department's units until they are written: in files of the build's work folder, and by the process
that loaded them.
"""

import pickle
from pathlib import Path

from mingzhang.accounts.books.model import Books
from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.layouts.layout import load_layout
from mingzhang.accounts.renderers.files import write_web

_KEPT: dict[Path, list[tuple[str, str, Disclosure]]] = {}
"""For the build's work folder the folders of the units that this process loaded, with their layouts and what they
publish, until it is written."""


def begin(work: Path) -> None:
    """Makes room for the units of a build; what an earlier one that failed has kept is of no use any more."""
    if work not in _KEPT:
        _KEPT.clear()
        _KEPT[work] = []


def keep(work: Path, folder: str, layout: str, disclosure: Disclosure) -> None:
    """Keeps in this process what a unit publishes, for `write_kept`."""
    _KEPT[work].append((folder, layout, disclosure))


def write_kept(work: Path, into: Path) -> None:
    """The web page and data of every unit that this process has kept, in a folder each of the new folder `into`."""
    for folder, layout, disclosure in _KEPT.pop(work, ()):
        write_web(disclosure, load_layout(layout, disclosure.year), into / folder)


def keep_books(work: Path, number: int, books: Books, disclosure: Disclosure) -> None:
    """Keeps a unit's books and disclosure in a file, for `unit_books`."""
    _books_file(work, number).write_bytes(pickle.dumps((books, disclosure)))


def unit_books(work: Path, number: int) -> tuple[Books, Disclosure]:
    """A unit's books and disclosure as `keep_books` left them: files of this very build, in a folder of its own."""
    books, disclosure = pickle.loads(_books_file(work, number).read_bytes())
    return books, disclosure


def _books_file(work: Path, number: int) -> Path:
    return work / f"{number}.pickle"


def lines_file(work: Path, first: int) -> Path:
    """The lines of the units that were loaded together, by the number of the first of them."""
    return work / f"{first}.parquet"
