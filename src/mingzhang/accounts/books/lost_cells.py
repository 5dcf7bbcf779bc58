"""Cells of a workbook that its library gives as blank though they are not: errors such as #REF!, formulas without a
result. A blank amount is nothing; an amount that was lost must be told.
"""

import re
import zipfile
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from mingzhang.accounts.readers.limits import Limits, Meter
from mingzhang.accounts.readers.old_styles import old_looks
from mingzhang.accounts.readers.packed import overlapping
from mingzhang.accounts.readers.sheet_styles import SheetStyles

_LOST = re.compile(rb"""\bt=["']e["']|</(?:\w+:)?f>\s*</(?:\w+:)?c>|<(?:\w+:)?f\b[^<>]{0,400}/>\s*</(?:\w+:)?c>""")
"""A cell of an error, and one that ends with its formula."""
_OLD_LOST = re.compile(
    rb"\x05\x02\x08\x00.{7}\x01|\x06\x00.{8}\x02.[\x00\x07\x0f\x17\x1d\x24\x2a].{3}\xff\xff", re.DOTALL
)
"""The same in the records of an xls: BoolErr with an error, Formula whose value is one."""
_SIGNS = (b'="e"', b"='e'", b"<f", b":f")
"""Without any of which there is none: found much faster."""
Cells = Mapping[tuple[int, int], str]
"""(row, column), both from 0 → what the cell shows."""


def lost_cells(path: Path, sheet: str, sheets: Sequence[str]) -> Cells:
    """Those of a sheet; `sheets` names all of the workbook in their order. Empty where the file does not tell them."""
    state = path.stat()
    if not _has_any(path, state.st_mtime_ns, state.st_size):
        return {}
    if zipfile.is_zipfile(path):
        return SheetStyles(path, path.name, Meter(path.name, Limits())).look(sheet).lost
    looks = old_looks(path, sheets)
    return looks[sheet].lost if sheet in looks else {}


@lru_cache(maxsize=64)
def _has_any(path: Path, _modified: int, _size: int) -> bool:
    """Whether any sheet may have one: a glance, since a sheet of vouchers is large and hardly ever has."""
    if not zipfile.is_zipfile(path):
        return _OLD_LOST.search(path.read_bytes()) is not None
    try:
        with zipfile.ZipFile(path) as pack:
            return any(_holds(pack, name) for name in pack.namelist() if name.startswith("xl/worksheets/sheet"))
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
        return False


def _holds(pack: zipfile.ZipFile, name: str) -> bool:
    parts = overlapping(pack, name)
    return any(any(sign in part for sign in _SIGNS) and _LOST.search(part) for part in parts)
