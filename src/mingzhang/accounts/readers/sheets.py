"""A workbook (xlsx, xls, et) as a document: every visible sheet a table, with its merged cells."""

import contextlib
import io
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from mingzhang.accounts.readers.characters import tidy
from mingzhang.accounts.readers.document import Block, Box, Document, Spot, Table, Text
from mingzhang.accounts.readers.limits import MAX_COLUMNS, Meter
from mingzhang.accounts.readers.number_formats import behind, shown
from mingzhang.accounts.readers.old_styles import old_looks
from mingzhang.accounts.readers.packed import guard
from mingzhang.accounts.readers.paragraphs import level_of
from mingzhang.accounts.readers.sheet_extent import furthest
from mingzhang.accounts.readers.sheet_styles import Formats, Look, SheetStyles, column_letters
from mingzhang.accounts.readers.sheet_unseen import Unseen, amounts_of, told, without_hidden
from mingzhang.findings import Place, ProblemsFound, finding
from mingzhang.money import SHEET_DIGITS

MAX_ROWS = 60_000


def read_sheets(path: Path, file: str, meter: Meter, *, packed: bool) -> Document:
    """The document of a workbook. Raises ProblemsFound where nothing can be read."""
    import python_calamine as calamine

    if packed:
        guard(path, file, meter)
        _fits(*furthest(path), "", meter)
    try:
        with _quiet():
            book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    except calamine.PasswordError:
        raise ProblemsFound([finding("R103", Place(file=file))]) from None
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # calamine ends broken files with a panic, which is no Exception
        raise ProblemsFound([finding("R104", Place(file=file))]) from None
    look = SheetStyles(path, file, meter).look if packed else _old_look(path, book)
    blocks: list[Block] = []
    hidden: list[Unseen] = []
    for sheet in book.sheets_metadata:
        if sheet.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        if sheet.visible == calamine.SheetVisibleEnum.Visible:
            blocks += _sheet(book, sheet.name, file, meter, look(sheet.name), hidden)
        elif _holds_amounts(book, sheet.name, look(sheet.name)):
            hidden.append(Unseen(sheet.name))
    if not blocks:
        raise ProblemsFound([finding("R102", Place(file=file))])
    return Document(file, "sheet", tuple(blocks), findings=tuple(told(hidden, file)))


def _old_look(path: Path, book: Any) -> Callable[[str], Look]:
    looks = old_looks(path, [sheet.name for sheet in book.sheets_metadata])
    return lambda name: looks.get(name, Look({}, set(), set(), {}))


def _holds_amounts(book: Any, name: str, look: Look) -> bool:
    try:
        with _quiet():
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:
        return False
    return any(amounts_of(rows, look))


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep the panics of the workbook's library off the console: they are told as findings."""
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _sheet(book: Any, name: str, file: str, meter: Meter, look: Look, hidden: list[Unseen]) -> list[Block]:
    """The sheet's table, and before it the sheet's name where it can be the only title."""
    try:
        with _quiet():
            sheet = book.get_sheet_by_name(name)
        merged = list(sheet.merged_cell_ranges or ())
        _fits(sheet.total_height, sheet.total_width, name, meter)
        meter.add_boxes(sheet.total_width * sheet.total_height)
        with _quiet():
            rows = sheet.to_python(skip_empty_area=False)
    except (ProblemsFound, KeyboardInterrupt, SystemExit):
        raise
    except BaseException:
        raise ProblemsFound([finding("R104", Place(file=file, sheet=name))]) from None
    for (row, column), text in look.lost.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = text
    hidden += without_hidden(rows, name, look)
    table = _table(rows, merged, name, look.formats)
    if table is None:
        return []
    if all(sum(bool(box.text) for box in row) <= 1 for row in table.by_row()):  # running text, a paragraph a row
        texts = ((tidy(box.text), box.spot) for box in table.boxes if box.text)
        return [Text(text, level_of(text), spot) for text, spot in texts]
    return [Text(name, 0, Spot(sheet=name)), table] if "表" in name[2:] else [table]


def _fits(rows: int, columns: int, name: str, meter: Meter) -> None:
    """Raises ProblemsFound where a sheet is larger than any of final accounts."""
    if rows > MAX_ROWS or columns > MAX_COLUMNS:
        size = f"{name or '工作表'}有 {rows} 行 {columns} 列"
        raise meter.beyond(size, f"不超过 {MAX_ROWS} 行 {MAX_COLUMNS} 列")


def _table(rows: list[list[Any]], merged: list[Any], name: str, formats: Formats) -> Table | None:
    printed = [
        [_printed(value, formats.get((row, column), "")) for column, value in enumerate(line)]
        for row, line in enumerate(rows)
    ]
    texts = [[text for text, _ in line] for line in printed]
    while texts and not any(texts[-1]):
        texts.pop()
    width = max((n + 1 for row in texts for n, text in enumerate(row) if text), default=0)
    if not width:
        return None
    spans = {(top, left): (bottom - top + 1, right - left + 1) for (top, left), (bottom, right) in merged}
    inner = {
        (row, column)
        for (top, left), (down, across) in spans.items()
        for row in range(top, min(top + down, len(texts)))
        for column in range(left, min(left + across, width))
        if (row, column) != (top, left)
    }
    boxes: list[Box] = []
    for row, line in enumerate(texts):
        for column in range(width):
            if (row, column) in inner:
                continue
            down, across = spans.get((row, column), (1, 1))
            text = line[column] if column < len(line) else ""
            value = printed[row][column][1] if text else ""
            spot = Spot(sheet=name, row=row + 1, column=column_letters(column))
            size = min(across, width - column), min(down, len(texts) - row)
            boxes.append(Box(row, column, text, spot, *size, value=value))
    return Table(tuple(boxes), len(texts), width, Spot(sheet=name, row=1))


def _printed(value: Any, code: str) -> tuple[str, str]:
    """A cell's text as its number format prints it, and the number behind it; without a format the value alone."""
    text = cell_text(value)
    if not code or isinstance(value, bool) or not isinstance(value, int | float):
        return text, ""
    printed = shown(text, code) if text.lstrip("-").replace(".", "", 1).isdecimal() else None
    return (text, "") if printed is None else (printed, behind(text, code))


def cell_text(value: Any) -> str:
    """A cell as text. A number is read at 15 significant digits; whether it is an amount is decided later."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        text = format(value, f".{SHEET_DIGITS}g")
        if "e" in text:
            from decimal import Decimal

            text = format(Decimal(text), "f")
        return text
    return str(value).strip()
