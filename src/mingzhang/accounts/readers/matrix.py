"""A table as a matrix in which a merged box stands in every place that it covers, and its heading rows."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from mingzhang.accounts.readers.characters import MONEY, is_figure, squeezed
from mingzhang.accounts.readers.document import Box, Table
from mingzhang.accounts.readers.labels import is_numbering, label

NUMBERING = frozenset({"栏次", "行次"})
LEADS = frozenset(
    {
        "项目",
        "项",
        "类",
        "款",
        "目",
        "科目",
        "编码",
        "名称",
        "科目编码",
        "科目名称",
        "科目代码",
        "功能分类",
        "支出功能分类",
        "功能分类科目",
        "功能分类科目编码",
        "功能分类科目名称",
        "支出功能分类科目编码",
        "支出功能分类科目名称",
        "功能科目编码",
        "功能科目名称",
        "经济分类",
        "支出经济分类",
        "经济分类科目",
        "经济分类科目编码",
        "经济分类科目名称",
        "支出经济分类科目编码",
        "支出经济分类科目名称",
        "经济科目编码",
        "经济科目名称",
        "序号",
        "行次",
        "行号",
        "收入",
        "支出",
        "收入项目",
        "支出项目",
        "单位名称",
    }
)
"""Words over the columns that name a row."""
MOST_LEADS = 4
"""Columns that name a row: 类, 款, 项 and its name."""
_YEAR = re.compile(r"20\d\d年")
_SERIAL = re.compile(r"\d{1,2}")
_PARTS = ("类", "款", "项")
COUNTERS = frozenset({"行次", "序号", "行号"})


@dataclass(frozen=True, slots=True)
class Matrix:
    places: tuple[tuple[Box | None, ...], ...]
    """Row → column → the box that covers the place."""

    @property
    def rows(self) -> int:
        return len(self.places)

    @property
    def columns(self) -> int:
        return len(self.places[0]) if self.places else 0

    def text(self, row: int, column: int) -> str:
        """The squeezed text of the box that covers a place."""
        box = self.places[row][column]
        return squeezed(box.text) if box is not None else ""

    def starts(self, row: int) -> list[Box]:
        """The boxes that begin in a row."""
        return [
            box
            for column, box in enumerate(self.places[row])
            if box is not None and box.column == column and box.row == row
        ]

    def path(self, column: int, rows: int) -> list[Box]:
        """The different boxes over a column in the first `rows` rows, from above.

        What a box says again below another one is that one's: a file may repeat the text of a merged box in each place.
        Below a heading over several columns it is one of them: 其他支出 of 其他支出.
        """
        found: list[Box] = []
        for row in range(rows):
            box = self.places[row][column]
            if box is None or not box.text.strip() or box in found:
                continue
            if not found or squeezed(box.text) != squeezed(found[-1].text) or self._is_over_others(found[-1], box):
                found.append(box)
        return found

    def _is_over_others(self, above: Box, box: Box) -> bool:
        """Whether a heading, or its text repeated beside it, also stands over a column that says something else."""
        if above.across > box.across:
            return True
        for column in (box.column - 1, box.column + box.across):
            if 0 <= column < self.columns:
                upper, lower = self.places[above.row][column], self.places[box.row][column]
                if upper is not None and squeezed(upper.text) == squeezed(above.text):
                    return lower is not None and squeezed(lower.text) != squeezed(box.text)
        return False


def matrix(table: Table) -> Matrix:
    places: list[list[Box | None]] = [[None] * table.columns for _ in range(table.rows)]
    for box in table.boxes:
        for row in range(box.row, min(box.row + box.down, table.rows)):
            for column in range(box.column, min(box.column + box.across, table.columns)):
                if places[row][column] is None:
                    places[row][column] = box
    return Matrix(tuple(tuple(row) for row in places))


def first_money_row(grid: Matrix) -> int:
    """The first row that prints money; 0 for none."""
    money = (any(MONEY.fullmatch(squeezed(box.text)) for box in grid.starts(row)) for row in range(grid.rows))
    return next((row for row, prints in enumerate(money) if prints), 0)


def first_body_row(grid: Matrix, row_names: Collection[str], column_names: Collection[str]) -> int:
    """The first row that is no heading: it prints money, or begins with a code, a total or a row that the form has."""
    for row in range(grid.rows):
        boxes = [box for box in grid.starts(row) if box.text.strip()]
        texts = [squeezed(box.text) for box in boxes]
        if not texts or all(is_numbering(text) for text in texts) or label(texts[0]) in NUMBERING:
            continue
        if any(MONEY.fullmatch(text) for text in texts) or _begins_row(grid, boxes, row_names, column_names):
            return row
    return min(_heading_end(grid), grid.rows)


def _begins_row(grid: Matrix, boxes: Sequence[Box], row_names: Collection[str], column_names: Collection[str]) -> bool:
    """Whether a row's texts begin with a code or a row's name.

    合计 may share its row with the words 类 款 项 before it, or with sub-headings after it.
    """
    numbered = len(boxes) > 1 and _SERIAL.fullmatch(squeezed(boxes[0].text)) is not None
    boxes = boxes[1:] if numbered else boxes
    names = [label(box.text) for box in boxes]
    if names[0] in LEADS:
        rest = names[len([name for name in names if name in _PARTS]) :]
        return names[0] in _PARTS and rest[:1] == ["合计"] and all(is_figure(name) for name in rest[1:])
    if names[0][:3].isdecimal() and 200 <= int(names[0][:3]) < 400 and not _YEAR.match(names[0]):
        return True
    if names[0] not in row_names:
        return False
    if names[0] in column_names and names[0] != "合计" and boxes[0].column and not numbered:
        return False  # the first line of a heading over a column: 一般公共预算, and below it 财政拨款
    others = any(name in column_names or name in LEADS for name in names[1:])
    return not others or (names[0] == "合计" and boxes[0].column == 0 and boxes[0].across < grid.columns)


def shared_words(grid: Matrix, row: int, column_names: Collection[str]) -> list[Box]:
    """Heading words that share the first body row with 合计: 类 款 项 before it, or sub-headings after it."""
    boxes = [box for box in grid.starts(row) if box.text.strip()]
    at = next((n for n, box in enumerate(boxes) if label(box.text) == "合计"), None)
    if at is None:
        return []
    end = at + 1
    while end < len(boxes) and label(boxes[end].text) == "合计" and boxes[end].column == _after(boxes[end - 1]):
        end += 1  # the same box, its text repeated
    others = [*boxes[:at], *boxes[end:]]
    return [box for box in others if label(box.text) in column_names or label(box.text) in LEADS]


def _after(box: Box) -> int:
    """The column behind a box."""
    return box.column + box.across


def _heading_end(grid: Matrix) -> int:
    """Where no row has a name: below the last row that has words."""
    last = 0
    for row in range(grid.rows):
        if any(box.text.strip() for box in grid.starts(row)):
            last = row + 1
    return last
