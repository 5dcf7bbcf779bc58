"""Form 07 as columns: each of the three public expenses heads a pair of columns, 预算数 and 决算数."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeVar

from mingzhang.accounts.disclosure import Cell
from mingzhang.accounts.forms.spec import TOTAL_ROW, Address, Block, FormSpec, Line
from mingzhang.accounts.readers.bound import Bound, Unread, place_of
from mingzhang.accounts.readers.characters import MONEY, is_figure, squeezed
from mingzhang.accounts.readers.displaced import is_displaced
from mingzhang.accounts.readers.headers import ADJUSTED, DATED, GENERIC, of_year, stage_of
from mingzhang.accounts.readers.labels import columns_of, is_numbering, label, printed_figure, rows_of
from mingzhang.accounts.readers.matrix import NUMBERING, Matrix
from mingzhang.findings import finding

OTHER_ITEMS = ("会议费", "培训费", "机关运行")
"""Items beside the three public expenses: where they stand, a bare 合计 is not the total of the three."""
THREE = "三公经费"
MIN_PAIRS = 3
Meaning = TypeVar("Meaning")


def bind_paired(grid: Matrix, spec: FormSpec, file: str, year: int) -> Bound | None:
    """The cells of a paired form 07; None for a table of another shape."""
    block = spec.blocks[0]
    heads = _heading_rows(grid, block)
    if is_displaced(grid, heads):
        return None
    paths = [of_year([label(box.text) for box in grid.path(column, heads)], year) for column in range(grid.columns)]
    groups = _groups(paths, block)
    meanings = {
        column: _meaning(paths, column, block, groups, wider=_beside_others(grid, column, heads))
        for column in range(grid.columns)
    }
    if any(text == TOTAL_ROW for path in paths for text in path):  # the total has a heading of its own
        meanings |= {n: None for n, path in enumerate(paths) if _only_three(paths[groups.get(n, n)], block)}
    others = _others(paths, meanings)
    columns = _single({column: meaning for column, meaning in meanings.items() if column not in others})
    if sum(1 for meaning in columns.values() if meaning) < MIN_PAIRS:
        return _bind_rows(grid, spec, file, year)
    body = next((row for row in range(heads, grid.rows) if not _numbering(grid, row)), None)
    found = Bound(spec.number)
    if body is None:  # headings alone: a workbook shows nothing of a row without money
        return found
    _tell_unnamed(grid, body, heads, columns, groups, block, found, file)
    _add_budgets(grid, body, heads, {column: meanings[column] for column in others}, found)
    _tell_others(
        grid, body, [column for column in sorted(others) if not _stage(grid, column, heads)], heads, found, file
    )
    for column, meaning in columns.items():
        if meaning is None:
            continue
        item, measure = meaning
        heading = "/".join(squeezed(box.text) for box in grid.path(column, heads))
        if measure.measure != "actual" and any(word in heading for word in ADJUSTED):
            found.measures[measure.name] = "adjusted_budget"
        _add(grid, body, column, item, measure, found, file)
        found.headings = {**found.headings, measure.name: heading}
    return found


def _bind_rows(grid: Matrix, spec: FormSpec, file: str, year: int) -> Bound | None:
    """The expenses as columns, 预算数 and 决算数 as rows; None for a table of another shape."""
    names, rows = columns_of(spec.blocks[0]), rows_of(spec.blocks[0])
    texts = {row: label(grid.text(row, 0)) for row in range(grid.rows)}
    measures = {row: names[own] for row, text in texts.items() if (own := "".join(of_year([text], year))) in names}
    heads = min((row for row, text in texts.items() if DATED.sub("", text) in names), default=0)
    if len(measures) < 2 or not heads:
        return None
    numbering = next((row for row in range(heads) if _numbering(grid, row)), heads)
    paths = {column: [label(box.text) for box in grid.path(column, numbering)] for column in range(1, grid.columns)}
    wider = any(other in text for path in paths.values() for text in path for other in OTHER_ITEMS)
    items = _single({column: item_of(path, rows, wider=wider) for column, path in paths.items()})
    if sum(1 for item in items.values() if item) < MIN_PAIRS:
        return None
    found = Bound(spec.number)
    for row in measures:
        _tell_unnamed(grid, row, numbering, items, {}, spec.blocks[0], found, file)
    seen: set[Line] = set()
    for row, measure in measures.items():
        heading = squeezed(grid.text(row, 0))
        named = [(column, item) for column, item in items.items() if item is not None]
        if measure in seen and measure.measure != "actual" and (stage := stage_of(heading)):
            found.budgets[stage] = {item.name: printed_figure(grid.text(row, column)) or "" for column, item in named}
            continue
        seen.add(measure)
        if measure.measure != "actual" and any(word in heading for word in ADJUSTED):
            found.measures[measure.name] = "adjusted_budget"
        for column, item in named:
            _add(grid, row, column, item, measure, found, file)
        found.headings = {**found.headings, measure.name: heading}
    return found


def _others(paths: Sequence[Sequence[str]], meanings: Mapping[int, tuple[Line, Line] | None]) -> frozenset[int]:
    """Columns of another year, and of a second budget: 全年预算数 beside 年初预算数."""
    first: dict[tuple[Line, Line], int] = {}
    second = {
        column
        for column, meaning in meanings.items()
        if meaning and meaning[1].measure != "actual" and paths[first.setdefault(meaning, column)] != paths[column]
    }
    dated = {column for column, path in enumerate(paths) if any(DATED.match(text) for text in path)}
    return frozenset(second | dated)


def _stage(grid: Matrix, column: int, heads: int) -> str:
    """年初 or 全年 of a column of budgets of the document's own year."""
    path = [label(box.text) for box in grid.path(column, heads)]
    return "" if any(DATED.match(text) for text in path) else stage_of("/".join(path))


def _add_budgets(
    grid: Matrix, row: int, heads: int, others: Mapping[int, tuple[Line, Line] | None], found: Bound
) -> None:
    """What the columns of a second budget print."""
    for column, meaning in others.items():
        stage = _stage(grid, column, heads)
        if stage and meaning is not None:
            printed = printed_figure(grid.text(row, column)) or ""
            found.budgets.setdefault(stage, {}).setdefault(meaning[0].name, printed)


def _tell_others(grid: Matrix, row: int, columns: Sequence[int], heads: int, found: Bound, file: str) -> None:
    """Say once that columns which the form does not have were not read."""
    boxes = [box for column in columns if (box := grid.places[row][column]) and MONEY.fullmatch(squeezed(box.text))]
    if boxes:
        tops = dict.fromkeys(squeezed(grid.path(box.column, heads)[0].text) for box in boxes)
        where = place_of(file, found.number, boxes[0].spot, column=next(iter(tops)))
        found.findings.append(finding("R205", where, printed="、".join(tops)))


def _heading_rows(grid: Matrix, block: Block) -> int:
    """How many rows head the table: up to the last one that names an expense or a measure in two boxes or more."""
    known = {*columns_of(block), *rows_of(block), *GENERIC}
    last = 0
    for row in range(grid.rows):
        boxes = [box for box in grid.starts(row) if box.text.strip()]
        texts = [DATED.sub("", label(box.text)) for box in boxes]
        if any(is_figure(text) and box.down == 1 for text, box in zip(texts, boxes, strict=True)):
            break  # a figure that goes down into the next rows stands beside headings
        if sum(text in known for text in texts) >= 2 or any(THREE in text for text in texts):
            last = row + 1
    return last


def _beside_others(grid: Matrix, column: int, heads: int) -> bool:
    """Whether items besides the three stand under the heading that groups a column, or under none as it does."""
    group = grid.places[0][column]
    reach = range(grid.columns)
    if group is not None and group.across > 1 and group.across < grid.columns and label(group.text) not in GENERIC:
        reach = range(group.column, min(group.column + group.across, grid.columns))
    boxes = [box for row in range(heads) for box in grid.starts(row) if box.column in reach]
    return any(item in label(box.text) for box in boxes for item in OTHER_ITEMS)


def _groups(paths: Sequence[Sequence[str]], block: Block) -> Mapping[int, int]:
    """Column with a bare 预算数 or 决算数 over it → the column at its left under whose heading it stands.

    A file that keeps no merged cells sets a heading over the first column of its pair. Empty where one of the bare
    columns would repeat a measure of its pair, or has no such column.
    """
    names = columns_of(block)
    found: dict[int, int] = {}
    start, seen = -1, set[Line]()
    for column, path in enumerate(paths):
        measure = next((names[text] for text in reversed(path) if text in names), None)
        if any(text not in names for text in path):
            start, seen = column, set()
        elif measure is None or start < 0 or measure in seen:
            return {}
        else:
            found[column] = start
        seen.add(measure) if measure is not None else None
    return found


def _meaning(
    paths: Sequence[Sequence[str]], column: int, block: Block, groups: Mapping[int, int], *, wider: bool
) -> tuple[Line, Line] | None:
    """The expense and the measure that the headings over a column name; None where one of them is missing."""
    names = columns_of(block)
    measure = next((names[text] for text in reversed(paths[column]) if text in names), None)
    over = paths[groups.get(column, column)]
    item = item_of([text for text in over if text not in names], rows_of(block), wider=wider)
    return (item, measure) if item is not None and measure is not None else None


def _only_three(path: Sequence[str], block: Block) -> bool:
    """Whether nothing but what names all three expenses stands over a column: of which of them nothing tells then."""
    texts = [text for text in path if text not in columns_of(block)]
    return bool(texts) and all(THREE in text for text in texts)


def _single(meanings: Mapping[int, Meaning | None]) -> dict[int, Meaning | None]:
    """What each column means; nothing where two would mean the same, as under headings that are not fully read."""
    often = Counter(meanings.values())
    return {column: meaning if often[meaning] == 1 else None for column, meaning in meanings.items()}


def _tell_unnamed(
    grid: Matrix,
    row: int,
    heads: int,
    columns: Mapping[int, object],
    groups: Mapping[int, int],
    block: Block,
    found: Bound,
    file: str,
) -> None:
    """Tell the figures under headings that name no expense, or not one alone: they are read as none."""
    none = [column for column, meaning in columns.items() if meaning is None]
    unnamed = [column for column in none if _unnamed(grid, groups.get(column, column), heads, block)]
    lost = [box for column in unnamed if (box := grid.places[row][column]) and MONEY.fullmatch(squeezed(box.text))]
    if lost:
        told = "、".join(squeezed(box.text) for box in lost)
        found.findings.append(finding("R211", place_of(file, found.number, lost[0].spot), printed=told))
        found.unread += [Unread(found.number, box.text, "", "", box.spot) for box in lost]


def _unnamed(grid: Matrix, column: int, heads: int, block: Block) -> bool:
    """Whether no heading over a column names an expense besides the three, which the form does not have."""
    path = [label(box.text) for box in grid.path(column, heads)]
    known = {*columns_of(block), *rows_of(block), *GENERIC}
    return all(text in known or THREE in text for text in path) or path[-1] in GENERIC


def _numbering(grid: Matrix, row: int) -> bool:
    """A row of column numbers: 1 2 3 …, without decimals and in order."""
    texts = [squeezed(box.text) for box in grid.starts(row) if box.text.strip()]
    digits = [int(text) for text in texts if text.isdecimal()]
    ordered = len(digits) > 2 and digits == list(range(digits[0], digits[0] + len(digits)))
    return ordered and all(is_numbering(text) or label(text) in NUMBERING for text in texts)


def item_of(path: Sequence[str], rows: Mapping[str, Line], *, wider: bool) -> Line | None:
    """The expense that a path of headings names; the lowest may be broken over several rows.

    None under an expense that it is no part of: the headings stand over other columns then.
    """
    for start in range(len(path) - 1, -1, -1):
        leaf = "".join(path[start:])
        if leaf in GENERIC and start > 0:
            above = item_of(path[:start], rows, wider=wider)
            if above is not None:
                return above
        if leaf in GENERIC and wider and not any(THREE in text for text in path[:start]):
            return None
        if leaf in rows:
            line = rows[leaf]
            over = [rows[text] for text in path[:start] if text in rows]
            return line if all(line.region <= each.region for each in over) else None
    return None


def _add(grid: Matrix, body: int, column: int, item: Line, measure: Line, found: Bound, file: str) -> None:
    box = grid.places[body][column]
    text = box.text if box is not None else ""
    figure = printed_figure(text)
    address = Address(found.number, "", item.name, measure.name)
    if figure is None:
        assert box is not None
        where = place_of(file, found.number, box.spot, item.name, measure.name)
        found.findings.append(finding("R203", where, printed=" ".join(text.split())))
        found.unread.append(Unread(found.number, text, item.name, measure.name, box.spot, address))
        return
    found.names.setdefault(item.name, item.name)
    found.headings = {**found.headings, measure.name: measure.name}
    found.add(Cell("", item.name, measure.name, figure), address, box, item.name)
