"""Whether the workbook agrees with itself: rows and columns with their totals, sheets with each other, the law."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from mingzhang.accounts.approved.declaration import ACTUAL, ECONOMIC, FIXED, INFORMATION
from mingzhang.accounts.approved.equations import Equations
from mingzhang.accounts.approved.knowledge import Knowledge, Row
from mingzhang.accounts.approved.model import Cell, Sheet
from mingzhang.accounts.code_tree import children
from mingzhang.accounts.cube import NO_CODE, may_be_negative
from mingzhang.accounts.forms.spec import TOTAL_ROW, Address
from mingzhang.accounts.measures import Measure
from mingzhang.findings import Finding, Place, finding
from mingzhang.money import yuan_text

Spot = tuple[str, str]
"""A sheet and a row or column of it in which something is wrong: what else is wrong there follows from it."""
SHOWN_TERMS = 8


def check_articulation(known: Knowledge, actual: Measure) -> list[Finding]:
    """What contradicts itself inside a sheet; of the rest, what contradicts another sheet or the law."""
    wrong: set[Spot] = set()
    found = [item for sheet in known.workbook.sheets.values() for item in _inside(sheet, wrong)]
    sources = [
        _dependent(known.items, known.item_rows, [(code, NO_CODE) for code in known.workbook.items]),
        _dependent(known.economics, known.economic_rows, list(known.spent)),
        _totals(known),
    ]
    for cells, arithmetic in (each for source in sources for each in source):
        if not any(spot in wrong for sheet, cell in cells for spot in _spots(sheet, cell.address)):
            found.append(finding("B411", _first(cells), arithmetic=arithmetic))
            wrong |= {spot for sheet, cell in cells for spot in _spots(sheet, cell.address)}
    return found + list(_against_facts(known, actual, wrong))


def _spots(sheet: Sheet, address: Address) -> tuple[Spot, Spot]:
    return (sheet.spec.title, address.row), (sheet.spec.title, f"{address.block}|{address.column}")


def _first(cells: Sequence[tuple[Sheet, Cell]]) -> Place:
    return cells[0][0].place(cells[0][1]) if cells else Place()


def _inside(sheet: Sheet, wrong: set[Spot]) -> Iterator[Finding]:
    """Rows with their totals, columns with theirs."""
    sums: Iterable[tuple[Address, list[Address]]] = ()
    if sheet.by_function:
        sums = [*_by_rows(sheet), *(_by_columns(sheet) if sheet.spec.kind == ECONOMIC else ())]
    elif sheet.spec.kind == FIXED:
        sums = sheet.tails()
    for whole, parts in sums:
        cell = sheet.cells[whole]
        cells = [sheet.cells[part] for part in parts]
        if cell.fen != sum(part.fen for part in cells):
            wrong.update(spot for each in (whole, *parts) for spot in _spots(sheet, each))
            terms = [(1, sheet, part) for part in cells]
            said = _compared(cell.fen, terms, _row if parts[0].column == whole.column else _column)
            yield finding("B410", sheet.place(cell), arithmetic=said)


def _row(_: Sheet, cell: Cell) -> str:
    return cell.address.row


def _column(_: Sheet, cell: Cell) -> str:
    return cell.address.column


def _by_rows(sheet: Sheet) -> Iterator[tuple[Address, list[Address]]]:
    """A row and the largest codes below it, column by column; 合计 stands over the classes."""
    rows = {"" if address.row == TOTAL_ROW else address.row for address in sheet.cells}
    below = children(row for row in rows if row.isdigit() or not row)
    for column in sheet.headings:
        for row, parts in below.items():
            if parts:
                whole, *inner = (_address(sheet, each, column) for each in (row, *parts))
                if all(address in sheet.cells for address in (whole, *inner)):
                    yield whole, inner


def _by_columns(sheet: Sheet) -> Iterator[tuple[Address, list[Address]]]:
    """合计 and the classes, a class and its divisions, row by row."""
    columns = ["" if column == TOTAL_ROW else column for column in sheet.headings]
    below = children(columns)
    rows = dict.fromkeys(address.row for address in sheet.cells)
    for row in rows:
        for column, parts in below.items():
            if parts:
                addresses = [Address(sheet.spec.title, "", row, each or TOTAL_ROW) for each in (column, *parts)]
                if all(address in sheet.cells for address in addresses):
                    yield addresses[0], addresses[1:]


def _address(sheet: Sheet, row: str, column: str) -> Address:
    return Address(sheet.spec.title, "", row or TOTAL_ROW, column)


Told = tuple[list[tuple[Sheet, Cell]], str]


def _dependent(equations: Equations, rows: Sequence[Row], places: Iterable[tuple[str, str]]) -> Iterator[Told]:
    """Rows that follow from others and do not agree with them, at each item (and economic code)."""
    told = [
        (rows[number], [(int(times), rows[each]) for each, times in combination.items()])
        for number, combination in equations.dependent
    ]
    for function, economic in places:
        for whole, terms in told:
            yield from _gap(whole, terms, lambda row: list(filter(None, [row.cell(function, economic)])))  # noqa: B023


def _totals(known: Knowledge) -> Iterator[Told]:
    """The sums over all items: fixed rows against the sheets by item, and the law of other money."""
    items = known.workbook.items
    first = len(known.item_rows)

    for number, combination in known.totals.dependent:
        if number >= first:
            terms = [(int(times), known.total_rows[each]) for each, times in combination.items()]
            yield from _gap(known.total_rows[number], terms, lambda row: row.cells(items))


def _gap(whole: Row, terms: Sequence[tuple[int, Row]], cells: Callable[[Row], list[Cell]]) -> Iterator[Told]:
    """The cells of both sides where they differ, and the arithmetic. A row of the law or of nothing is 0."""
    own = [(1, whole.sheet, cell) for cell in cells(whole) if whole.sheet is not None]
    inner = [(times, row.sheet, cell) for times, row in terms for cell in cells(row) if row.sheet is not None]
    left = sum(cell.fen for _, _, cell in own)
    if left == sum(times * cell.fen for times, _, cell in inner) or not (own or inner):
        return
    said = _compared(left, inner, _named) if whole.sheet is not None else f"按收支平衡，{_compared(0, inner, _named)}"
    yield [(sheet, cell) for _, sheet, cell in (*own, *inner)], said


def _named(sheet: Sheet, cell: Cell) -> str:
    where = " ".join(part for part in (cell.address.block, cell.address.row, cell.address.column) if part)
    return f"{sheet.name}“{where}”"


def _compared(whole_fen: int, terms: Sequence[tuple[int, Sheet, Cell]], name: Callable[[Sheet, Cell], str]) -> str:
    """此处 100.00，应为 基本支出 60.00 ＋ 项目支出 39.00 ＝ 99.00，相差 1.00."""
    total = sum(times * cell.fen for times, _, cell in terms)
    money = [(times, sheet, cell) for times, sheet, cell in terms if cell.fen]
    shown = [f"{'－' if times < 0 else '＋'}{name(sheet, cell)} {yuan_text(cell.fen)}" for times, sheet, cell in money]
    said = "".join(shown[:SHOWN_TERMS]).removeprefix("＋") + ("……" if len(shown) > SHOWN_TERMS else "")
    right = f"{said}＝{yuan_text(total)}" if len(shown) > 1 else said or "0.00"
    return f"此处 {yuan_text(whole_fen)} 元，应为 {right} 元，相差 {yuan_text(whole_fen - total)} 元"


def _against_facts(known: Knowledge, actual: Measure, wrong: set[Spot]) -> Iterator[Finding]:
    """Cells of fixed rows by class, and of the three public expenses, against what the other sheets come to."""
    for sheet in known.workbook.of_kind(FIXED, INFORMATION):
        for address, cell in sheet.cells.items():
            region = sheet.region(address)
            if sheet.measure(address) != ACTUAL or any(spot in wrong for spot in _spots(sheet, address)):
                continue
            amount = actual.facets[0].sum(region) if known.settles(region) else cell.fen
            if amount != cell.fen:
                code = "B412" if sheet.spec.kind == INFORMATION else "B411"
                said = f"此处 {yuan_text(cell.fen)} 元，其他各表合计 {yuan_text(amount)} 元"
                yield finding(code, sheet.place(cell), arithmetic=f"{said}，相差 {yuan_text(cell.fen - amount)} 元")


def check_signs(known: Knowledge) -> Iterator[Finding]:
    """Income, expenditure and balances below zero where there can be none."""
    for sheet in known.workbook.sheets.values():
        for address, cell in sheet.cells.items():
            if cell.fen >= 0 or sheet.measure(address) != ACTUAL:
                continue
            if not any(map(may_be_negative, sheet.region(address).coarse)):
                yield finding("B413", sheet.place(cell), printed=f"{yuan_text(cell.fen)} 元")
