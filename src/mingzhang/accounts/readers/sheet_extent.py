"""How far the values of an xlsx's sheets reach, seen before its library makes room for every cell up to the last."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from mingzhang.accounts.readers.packed import CHUNK

OVERLAP = 1_000
"""Bytes of a piece that are looked at again with the next: a cell may stand on its edge."""
_CELL = re.compile(
    rb"""<(?:\w+:)?c\s(?:[^<>]*?\s)?r\s*=\s*["']([A-Z]{1,3})(\d{1,7})["'][^<>]*(?<!/)>\s*<(?:\w+:)?(?:v|is|f)\b"""
)


def furthest(path: Path) -> tuple[int, int]:
    """The last row and the last column, from 1, that hold a value in any sheet; (0, 0) where cells do not say."""
    rows = columns = 0
    with zipfile.ZipFile(path) as pack:
        for name in pack.namelist():
            if name.startswith("xl/") and name.endswith(".xml"):
                for letters, row in _cells(pack, name):
                    rows, columns = max(rows, row), max(columns, _number(letters))
    return rows, columns


def _cells(pack: zipfile.ZipFile, name: str) -> Iterator[tuple[bytes, int]]:
    """The columns met in each piece of a part, each with the last row in it."""
    rest = b""
    with pack.open(name) as member:
        while piece := member.read(CHUNK):
            found: dict[bytes, int] = {}
            for letters, row in _CELL.findall(rest + piece):
                found[letters] = max(found.get(letters, 0), int(row))
            yield from found.items()
            rest = piece[-OVERLAP:]


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
