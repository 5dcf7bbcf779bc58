"""A table bound to one of the nine forms: columns by their headings, rows by code or label."""

import re
from collections.abc import Mapping, Sequence

from mingzhang.accounts.disclosure import Cell
from mingzhang.accounts.forms.spec import Address, Block, FormSpec, Line
from mingzhang.accounts.readers.beyond_columns import tell_lost, tell_measures, tell_unbound
from mingzhang.accounts.readers.bound import Bound
from mingzhang.accounts.readers.characters import NIL, squeezed
from mingzhang.accounts.readers.displaced import is_displaced
from mingzhang.accounts.readers.document import Box, Text
from mingzhang.accounts.readers.headers import Heading, Side, heading
from mingzhang.accounts.readers.labels import columns_of, label, plain, printed_figure, rows_of
from mingzhang.accounts.readers.matrix import Matrix, first_body_row, first_money_row, shared_words
from mingzhang.accounts.readers.row_cells import add_row, figure_box, is_nothing, no_code, unread_row
from mingzhang.accounts.readers.rows import TOTALS, RowNames, broken, lead_boxes
from mingzhang.accounts.readers.scattered import is_scattered

_BESIDE_THREE = re.compile(
    r"国内(?:公务)?接待费|外事接待费|境外(?:公务)?接待费|批次|人次|团组|辆$|数[个人辆]?$|保有量|相关统计|机关运行经费|行政单位|参照公务员法|会议费|培训费"
)
"""Rows that provinces set beside the three public expenses in form 07: parts of them, counts, other expenses."""


def row_labels(spec: FormSpec) -> frozenset[str]:
    """Every label with which a body row of the form may begin."""
    names = {name for block in spec.blocks for name in rows_of(block)}
    return frozenset(names | {plain(total) for total in TOTALS})


def column_labels(spec: FormSpec) -> frozenset[str]:
    """Every heading of the form's columns."""
    return frozenset(name for block in spec.blocks for name in columns_of(block))


def bind(grid: Matrix, spec: FormSpec, file: str, year: int) -> Bound | None:
    """The form's cells in the table; None when no column of it could be bound."""
    body = first_body_row(grid, row_labels(spec), column_labels(spec))
    if is_displaced(grid, body):
        return None
    shared = shared_words(grid, body, column_labels(spec)) if body < grid.rows else []
    head = heading(grid, body, shared, spec, year)
    if not head.sides or is_scattered(grid, body, head, spec):
        return None
    found = Bound(spec.number)
    known: set[int] = set()
    for side in head.sides:
        block = spec.block(side.block)
        if block is not None:
            crossed = _crossed(head, block)
            _bind_side(grid, body, shared, side, block, spec, found, file, year, crossed)
            known |= {*crossed, *side.budgets}
    tell_unbound(
        grid, body, {column: text for column, text in head.unbound.items() if column not in known}, found, file
    )
    tell_lost(grid, body, head, found, file)
    tell_measures(grid, body, head, found)
    return found


def _bind_side(
    grid: Matrix,
    body: int,
    shared: Sequence[Box],
    side: Side,
    block: Block,
    spec: FormSpec,
    found: Bound,
    file: str,
    year: int,
    crossed: Mapping[int, Line],
) -> None:
    names = RowNames(block, side, year, {each.name: each for each in spec.blocks})
    decimals = first_money_row(grid) > 0
    pending = ""
    for row in range(body, grid.rows):
        if _totals_in_row(grid, row, side, block, found):
            continue
        leads = lead_boxes(grid, row, side.leads)
        printed = "".join(text for box in leads.values() if (text := squeezed(box.text)) not in NIL)
        figures = {
            column: box
            for column in side.figures
            if (box := figure_box(grid, row, column)) is not None and not any(box is lead for lead in leads.values())
        }
        if not figures:
            continue  # the label of another side reaches over this one
        money = any(squeezed(box.text) not in NIL for box in figures.values() if box not in shared)
        if not printed and all(is_nothing(box.text) for box in figures.values()):
            pending = ""
            continue  # an empty line, also one that a program filled with zeros
        if crossed and label(printed) in TOTALS:
            _add_crossed(grid, row, crossed, next(iter(side.figures.values())), found)
            continue
        name = names.name(grid, row)
        if name is None and not block.by:
            tried = [pending + printed] if pending else []
            tried += broken(grid, row, side, block, printed)
            name = next((known for each in tried if (known := names.by_label(each))), None)
        if name is None:
            pending = pending + printed if not money else ""
            if spec.number == "07" and _BESIDE_THREE.search(label(printed)):
                found.names.setdefault(label(printed), printed)
            elif money:
                unread_row(side, row, printed, figures, found, file)
            elif printed and not block.by:
                found.unnamed.append(Text(printed, 0, next(iter(leads.values())).spot))
            continue
        pending = ""
        figures = {n: no_code(box) if decimals and names.lists(box.text) else box for n, box in figures.items()}
        add_row(name, row, side, figures, shared, grid, found, file, names)


def _crossed(head: Heading, block: Block) -> dict[int, Line]:
    """Columns 人员经费 and 公用经费 of a form 06 in one list: what they print in the row 合计 are the form's totals."""
    if block.by != "economic":
        return {}
    known = rows_of(block)
    names = {column: text.rpartition("/")[2] + "合计" for column, text in head.unbound.items()}  # 基本支出/人员经费
    return {column: known[name] for column, name in names.items() if name in known}


def _add_crossed(grid: Matrix, row: int, crossed: Mapping[int, Line], target: Line, found: Bound) -> None:
    for column, line in crossed.items():
        box = grid.places[row][column]
        figure = printed_figure(box.text) if box is not None else ""
        if figure is not None:
            address = Address(found.number, "", line.name, target.name)
            found.add(Cell("", line.name, target.name, figure), address, box, line.name)


def _totals_in_row(grid: Matrix, row: int, side: Side, block: Block, found: Bound) -> bool:
    """人员经费合计 and 公用经费合计 in one row, in boxes that follow no column: a figure belongs to the label before.

    A label with no figure before the next one prints a blank.
    """
    known = rows_of(block)
    boxes = [box for box in grid.starts(row) if box.text.strip()]
    names = [known.get(label(box.text)) for box in boxes]
    if block.by != "economic" or not boxes or names[0] is None:
        return False
    target = next(iter(side.figures.values()))
    for number, (box, line) in enumerate(zip(boxes, names, strict=True)):
        if line is None or line in names[number + 1 : number + 2]:
            continue  # no label, or one that is said again in each place that it covered
        after = boxes[number + 1] if number + 1 < len(boxes) and names[number + 1] is None else None
        figure = printed_figure(after.text) if after is not None else ""
        if figure is None:
            return False
        address = Address(found.number, block.name, line.name, target.name)
        found.names.setdefault(line.name, "".join(box.text.split()))
        found.add(Cell(block.name, line.name, target.name, figure), address, after or box, "".join(box.text.split()))
    return True
