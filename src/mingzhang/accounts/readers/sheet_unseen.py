"""What a workbook holds and does not show: hidden sheets, and amounts in hidden rows and columns."""

from collections.abc import Iterable, Iterator, MutableSequence
from typing import Any, NamedTuple

from mingzhang.accounts.readers.characters import MONEY, squeezed
from mingzhang.accounts.readers.sheet_styles import Look, column_letters
from mingzhang.findings import Finding, Place, finding


class Unseen(NamedTuple):
    """A hidden sheet, or hidden rows or columns of a sheet that is shown."""

    sheet: str
    rows: tuple[int, ...] = ()
    """Counted from 1."""
    columns: tuple[str, ...] = ()


def without_hidden(rows: MutableSequence[MutableSequence[Any]], sheet: str, look: Look) -> Iterator[Unseen]:
    """Blank the hidden rows and columns that hold amounts, and name those that hold any but zero.

    A hidden column of codes stays: it names rows that are shown.
    """
    if not (look.rows or look.columns):
        return
    found = amounts_of(rows, look)
    low = {row for row, _ in found if row in look.rows}
    across = {column for row, column in found if column in look.columns and row not in low}
    money = [place for place, value in found.items() if value and (place[0] in low or place[1] in across)]
    lost = sorted({row + 1 for row, _ in money if row in low})
    letters = [column_letters(column) for column in sorted({at for row, at in money if row not in low})]
    for row in low:
        rows[row][:] = [""] * len(rows[row])
    for line in rows:
        for column in across & set(range(len(line))):
            line[column] = ""
    if lost or letters:
        yield Unseen(sheet, tuple(lost), tuple(letters))


def amounts_of(rows: Iterable[Iterable[Any]], look: Look) -> dict[tuple[int, int], bool]:
    """Where amounts stand, each with whether it is any: numbers that are not whole or are printed with decimals."""
    found: dict[tuple[int, int], bool] = {}
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str) and MONEY.fullmatch(bare := squeezed(value)):
                found[at, column] = bool(bare.strip("-0.,"))
            elif _is_number(value) and (value % 1 or "." in look.formats.get((at, column), "")):
                found[at, column] = value != 0
    return found


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def told(hidden: Iterable[Unseen], file: str) -> Iterator[Finding]:
    """What was left out, once a sheet; hidden sheets together."""
    sheets = [one.sheet for one in hidden if not (one.rows or one.columns)]
    if sheets:
        yield finding("R117", Place(file=file), printed=f"隐藏的工作表：{'、'.join(sheets)}")
    for one in hidden:
        rows = f"隐藏的行：{'、'.join(map(str, one.rows))}" if one.rows else ""
        columns = f"隐藏的列：{'、'.join(one.columns)}" if one.columns else ""
        if rows or columns:
            yield finding("R117", Place(file=file, sheet=one.sheet), printed="；".join(filter(None, (rows, columns))))
