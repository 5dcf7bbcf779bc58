"""The way in: a file → what it discloses."""

from pathlib import Path

from mingzhang.accounts.readers.disclose import disclosure_of
from mingzhang.accounts.readers.limits import Limits
from mingzhang.accounts.readers.opening import read_document
from mingzhang.accounts.readers.reading import ReadDisclosure


def read_disclosure(path: Path, limits: Limits | None = None, name: str = "") -> ReadDisclosure:
    """The disclosure in a file of any format. Raises ProblemsFound, with the cause, where there is none."""
    return disclosure_of(read_document(path, limits, name))
