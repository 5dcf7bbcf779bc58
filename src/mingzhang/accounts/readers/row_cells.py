"""The cells of one row of a form: its figures under their columns, or what is told of them where they have none."""

from collections.abc import Sequence

from mingzhang.accounts.disclosure import Cell
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.readers.bound import Bound, Unread, place_of
from mingzhang.accounts.readers.characters import NIL, squeezed
from mingzhang.accounts.readers.document import Box, Spot
from mingzhang.accounts.readers.headers import Side
from mingzhang.accounts.readers.labels import label, printed_figure
from mingzhang.accounts.readers.matrix import LEADS, Matrix
from mingzhang.accounts.readers.rows import FUSED, RowNames, code_text, lead_boxes
from mingzhang.findings import finding


def add_row(
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
    """Every figure of a row under its column; what is no figure, or stands over two columns, is told."""
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


def unread_row(side: Side, row: int, printed: str, figures: dict[int, Box], found: Bound, file: str) -> None:
    """A row with money that has no name which the form knows."""
    boxes = {column: box for column, box in figures.items() if squeezed(box.text) not in NIL}
    first = next(iter(boxes.values()))
    money = "、".join(" ".join(box.text.split()) for box in boxes.values())
    where = place_of(file, found.number, first.spot, printed)
    found.findings.append(finding("R202", where, printed=money))
    for column, box in boxes.items():
        found.unread.append(Unread(found.number, box.text, printed, side.figures[column].name, box.spot))


def no_code(box: Box) -> Box:
    """A box that holds a listed code where amounts have decimals: what stands in it belongs in another column."""
    return box._replace(text=f"{box.text}（科目编码）")


def is_nothing(text: str) -> bool:
    """Whether a figure's box is blank, a dash or a zero."""
    figure = printed_figure(text)
    return figure is not None and not figure.strip("0.")


def figure_box(grid: Matrix, row: int, column: int) -> Box | None:
    """The box of a figure; one that is merged over rows belongs to the first of them."""
    box = grid.places[row][column]
    return box if box is None or box.row == row else None
