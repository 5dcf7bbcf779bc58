"""A table bound to one of the nine forms: columns by their headings, rows by code or label."""

import re
from collections.abc import Mapping, Sequence

from mingzhang.accounts.disclosure import Cell
from mingzhang.accounts.forms.spec import Address, Block, FormSpec, Line
from mingzhang.accounts.readers.bound import Bound, Unread, place_of
from mingzhang.accounts.readers.characters import MONEY, NIL, squeezed
from mingzhang.accounts.readers.displaced import is_displaced
from mingzhang.accounts.readers.document import Box, Spot, Text
from mingzhang.accounts.readers.headers import ADJUSTED, CODE, Heading, Side, heading
from mingzhang.accounts.readers.labels import columns_of, label, plain, printed_figure, rows_of
from mingzhang.accounts.readers.matrix import LEADS, Matrix, first_body_row, first_money_row, shared_words
from mingzhang.accounts.readers.rows import FUSED, TOTALS, RowNames, broken, code_text, lead_boxes
from mingzhang.accounts.readers.scattered import is_scattered
from mingzhang.findings import finding

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
    _tell_unbound(
        grid, body, {column: text for column, text in head.unbound.items() if column not in known}, found, file
    )
    _tell_lost(grid, body, head, found, file)
    _tell_measures(grid, body, head, found)
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
            if (box := _figure_box(grid, row, column)) is not None and not any(box is lead for lead in leads.values())
        }
        if not figures:
            continue  # the label of another side reaches over this one
        money = any(squeezed(box.text) not in NIL for box in figures.values() if box not in shared)
        if not printed and all(_is_nothing(box.text) for box in figures.values()):
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
                _unread_row(side, row, printed, figures, found, file)
            elif printed and not block.by:
                found.unnamed.append(Text(printed, 0, next(iter(leads.values())).spot))
            continue
        pending = ""
        figures = {n: _no_code(box) if decimals and names.lists(box.text) else box for n, box in figures.items()}
        _add_row(name, row, side, figures, shared, grid, found, file, names)


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


def _no_code(box: Box) -> Box:
    """A box that holds a listed code where amounts have decimals: what stands in it belongs in another column."""
    return box._replace(text=f"{box.text}（科目编码）")


def _is_nothing(text: str) -> bool:
    """Whether a figure's box is blank, a dash or a zero."""
    figure = printed_figure(text)
    return figure is not None and not figure.strip("0.")


def _figure_box(grid: Matrix, row: int, column: int) -> Box | None:
    """The box of a figure; one that is merged over rows belongs to the first of them."""
    box = grid.places[row][column]
    return box if box is None or box.row == row else None


def _add_row(
    name: tuple[str, str],
    row: int,
    side: Side,
    figures: dict[int, Box],
    shared: Sequence[Box],
    grid: Matrix,
    found: Bound,
    file: str,
    names: RowNames,
) -> None:
    block, line = name
    code, words = _printed_name(grid, row, side)
    words = names.whole(line, grid, row, words)
    found.names.setdefault(line, words)
    for column, stage in side.budgets.items():
        found.budgets.setdefault(stage, {}).setdefault(line, printed_figure(grid.text(row, column)) or "")
    for column, target in side.figures.items():
        box = figures.get(column)
        if box is not None and box in shared:
            continue
        address = Address(found.number, block, line, target.name)
        text = box.text if box is not None else ""
        figure = printed_figure(text)
        if figure is None or (figure and box is not None and _covers_two(box, side)):
            spot = box.spot if box else _row_spot(grid, row)
            where = place_of(file, found.number, spot, line, target.name, block)
            found.findings.append(finding("R203", where, printed=" ".join(text.split())))
            found.unread.append(Unread(found.number, text, line, target.name, spot, address))
            continue
        if not found.add(Cell(block, line, target.name, figure), address, box, words, code):
            _tell_twice(address, figure, box, found, file)


def _printed_name(grid: Matrix, row: int, side: Side) -> tuple[str, str]:
    """A row's code and name as printed."""
    code, words = "", ""
    for box in lead_boxes(grid, row, side.leads).values():
        text = code_text(box.text)
        if text.isdecimal() and not words:
            code = text if text.startswith(code) else code + text
        elif words and not code and text[:1] in ("2", "3") and FUSED.fullmatch(text):
            code = text  # names before codes
        elif label(text) not in LEADS:
            words += "".join(box.text.split())
    fused = FUSED.match(words) if not code else None
    return (fused[1], fused[2]) if fused and fused[2] else (code, words)


def _row_spot(grid: Matrix, row: int) -> Spot:
    """The place of a row's first box."""
    return next((box.spot for box in grid.places[row] if box is not None), Spot())


def _covers_two(box: Box, side: Side) -> bool:
    """Whether a figure stands in a box over two figure columns, so that it is not clear whose it is."""
    return box.across > 1 and sum(box.column <= column < box.column + box.across for column in side.figures) > 1


def _tell_twice(address: Address, figure: str, box: Box | None, found: Bound, file: str) -> None:
    """The same row printed twice: one value counts only where both agree."""
    kept = found.cells[address]
    if kept.printed == figure or not figure:
        return
    if not kept.printed:
        found.cells[address] = Cell(kept.block, kept.row, kept.column, figure)
        return
    assert box is not None
    where = place_of(file, found.number, box.spot, address.row, address.column, address.block)
    found.findings.append(finding("R204", where, printed=figure, expected=kept.printed))
    found.unread.append(Unread(found.number, figure, address.row, address.column, box.spot))


def _unread_row(side: Side, row: int, printed: str, figures: dict[int, Box], found: Bound, file: str) -> None:
    """A row with money that has no name which the form knows."""
    boxes = {column: box for column, box in figures.items() if squeezed(box.text) not in NIL}
    first = next(iter(boxes.values()))
    money = "、".join(" ".join(box.text.split()) for box in boxes.values())
    where = place_of(file, found.number, first.spot, printed)
    found.findings.append(finding("R202", where, printed=money))
    for column, box in boxes.items():
        found.unread.append(Unread(found.number, box.text, printed, side.figures[column].name, box.spot))


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


def _tell_unbound(grid: Matrix, body: int, unbound: Mapping[int, str], found: Bound, file: str) -> None:
    """Columns with money that the form does not have: said once a form, never read as another column."""
    further: dict[str, Box] = {}
    for column, text in unbound.items():
        boxes = [grid.places[row][column] for row in range(body, grid.rows)]
        money = [box for box in boxes if box is not None and printed_figure(box.text)]
        if money and text and any(MONEY.fullmatch(squeezed(box.text)) for box in money):
            further.setdefault(text, money[0])
    if further:
        text, box = next(iter(further.items()))
        told = "、".join(further) if len(further) > 1 else " ".join(box.text.split())
        found.findings.append(finding("R205", place_of(file, found.number, box.spot, column=text), printed=told))


def _tell_lost(grid: Matrix, body: int, head: Heading, found: Bound, file: str) -> None:
    """Figures in no column that has a heading: the form was not read whole, and says so."""
    bound = {column for side in head.sides for column in side.figures}
    leads = {column for side in head.sides for column in side.leads}
    named = {column for column, text in head.unbound.items() if text}
    lost = [
        box
        for row in range(body, grid.rows)
        for box in grid.starts(row)
        if (_has_amount(box.text) if box.column in leads else MONEY.fullmatch(squeezed(box.text)))
        and not bound & set(range(box.column, box.column + box.across))
        and box.column not in named
    ]
    if not lost:
        return
    told = "、".join(squeezed(box.text) for box in lost[:5]) + ("…" if len(lost) > 5 else "")
    found.findings.append(finding("R211", place_of(file, found.number, lost[0].spot), printed=told))
    found.unread += [Unread(found.number, box.text, "", "", box.spot) for box in lost]


def _has_amount(text: str) -> bool:
    """Whether a line of a text that names a row is an amount; a code that a workbook shows as one is none."""
    return any(MONEY.fullmatch(squeezed(line)) and not CODE.fullmatch(code_text(line)) for line in text.split("\n"))


BUDGET = "预算"


def _tell_measures(grid: Matrix, body: int, head: Heading, found: Bound) -> None:
    printed: dict[str, str] = {}
    for side in head.sides:
        for column, line in side.figures.items():
            path = grid.path(column, body)
            printed.setdefault(line.name, "/".join(squeezed(box.text) for box in path))
            if line.measure != "actual" and any(word in printed[line.name] for word in ADJUSTED):
                found.measures[line.name] = "adjusted_budget"
    budgets = any(line.measure != "actual" for side in head.sides for line in side.figures.values())
    another = {text: text for text in head.unbound.values() if budgets and BUDGET in text}
    found.headings = printed | another
