"""Loading a wording, once: one of the package by its key, or a file of one's own."""

from functools import cache

from mingzhang.accounts.layouts.shelf import SUFFIX, is_own, own_reader, stamp
from mingzhang.accounts.statements.wording import WordingFile
from mingzhang.accounts.statements.wording_parsed import parse_wording
from mingzhang.accounts.statements.wording_shelf import packaged


def load_wording(key: str) -> WordingFile:
    """A wording by its key (liaoning-2023, or the path of one's own file, which may take sections of the package).

    Raises KeyError if there is none, ProblemsFound if it has faults.
    """
    return _own(key, stamp(key)) if is_own(key) else _packaged(key)


@cache
def _packaged(key: str) -> WordingFile:
    if not packaged(key):
        raise KeyError(key)
    return parse_wording(key, packaged)


@cache
def _own(key: str, _: object) -> WordingFile:
    read, _near = own_reader(key, packaged)
    return parse_wording(key.removesuffix(SUFFIX), read)
