"""Columns bound by what stands above them, never by position."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mingzhang.accounts.forms.spec import FormSpec, Line
from mingzhang.accounts.readers.characters import NIL, is_wide
from mingzhang.accounts.readers.document import Box
from mingzhang.accounts.readers.doubled import covering, doubled
from mingzhang.accounts.readers.labels import is_numbering, label, namesakes
from mingzhang.accounts.readers.matrix import COUNTERS, LEADS, NUMBERING, Matrix

GENERIC = frozenset({"合计", "小计"})
"""Headings that mean the total of what stands above them."""
MEASURES = frozenset({"决算数", "金额", "决算"})
"""Headings that say which figure of the column above them is printed, where a form has no such column."""
CODE = re.compile(r"[23]\d\d(?:\d\d){0,2}")
"""A functional or economic code; 580 is an amount without its decimals."""
BY_KIND = ("经济分类", "支出性质")
"""Headings of a third side that some provinces add to forms 01 and 04: expenditure by kind and economic class."""
MAX_WRAP = 6
"""Rows over which one heading may be broken."""


@dataclass(slots=True)
class Side:
    """Columns that name rows, and the figure columns to their right that belong to them."""

    block: str
    leads: list[int] = field(default_factory=list)
    figures: dict[int, Line] = field(default_factory=dict)
    """Printed column → the form's column."""
    parts: dict[int, int] = field(default_factory=dict)
    """Lead column → 0 类, 1 款, 2 项, where codes stand in several columns."""
    budgets: dict[int, str] = field(default_factory=dict)
    """Column of a second budget → 年初 or 全年, by its heading."""


@dataclass(slots=True)
class Heading:
    """The columns of a table, understood."""

    sides: list[Side] = field(default_factory=list)
    unbound: dict[int, str] = field(default_factory=dict)
    """Printed column → its heading, where the form has no such column."""


def heading(grid: Matrix, body: int, shared: Sequence[Box], spec: FormSpec, year: int) -> Heading:
    """Bind the columns of a form. Rows above `body` head the table, and so do the `shared` boxes of that row."""
    found = _heading(grid, body, shared, spec, year)
    if not any(doubled(grid, body, side.figures) for side in found.sides):
        return found
    other = _heading(covering(grid, body), body, shared, spec, year)
    if other.sides and not any(doubled(grid, body, side.figures) for side in other.sides):
        return other
    for side in found.sides:
        for column in doubled(grid, body, side.figures):
            del side.figures[column]
            found.unbound[column] = ""
    found.sides = [side for side in found.sides if side.figures]
    return found


def _heading(grid: Matrix, body: int, shared: Sequence[Box], spec: FormSpec, year: int) -> Heading:
    texts = [
        _texts([*grid.path(column, body), *(box for box in shared if box.column <= column < box.column + box.across)])
        for column in range(grid.columns)
    ]
    found = Heading()
    names = [namesakes(block) for block in spec.blocks]
    side: Side | None = None
    for column, whole in enumerate(texts):
        path = texts[column] = of_year(whole, year)
        line = _any_block(path, names)
        if line is None and not _is_lead(path):
            path = texts[column] = of_year(_split(grid, column, body, shared), year)
            line = _any_block(path, names)
        if line is not None:
            if side is None:
                side = Side("")
                found.sides.append(side)
            side.figures[column] = line
        elif (
            _is_lead(path) or _names_rows(grid, column, body, path) or (not path and (side is None or not side.figures))
        ):
            if side is None or side.figures:
                side = Side("")
                found.sides.append(side)
            if not any(text in COUNTERS for text in path[-1:]):
                side.leads.append(column)
                part = _part(path)
                if part is not None:
                    side.parts[column] = part
        else:
            found.unbound[column] = "/".join(path)
    _assign_blocks(found, grid, texts, spec, body)
    for side in found.sides:
        _one_budget(side, texts, found.unbound)
    return found


def _one_budget(side: Side, texts: Sequence[Sequence[str]], unbound: dict[int, str]) -> None:
    """Of 年初预算数 and 全年预算数 beside each other the first: a form has one column for its budget."""
    first: dict[str, int] = {}
    for column, line in list(side.figures.items()):
        before = first.setdefault(line.name, column)
        if line.measure != "actual" and texts[before] != texts[column]:
            del side.figures[column]
            unbound[column] = "/".join(texts[column])
            if stage := stage_of(unbound[column]):
                side.budgets[column] = stage


DATED = re.compile(r"^(20\d\d)年度?(?!\d)")


def of_year(path: Sequence[str], year: int) -> list[str]:
    """Headings without the document's own year; another one stays: 2022年决算数 beside 2023年决算数 is no 决算数."""
    dated = [match for text in path if (match := DATED.match(text))]
    if any(int(match[1]) != year for match in dated) and path:
        return ["".join(path)]
    return [bare for text in path if (bare := DATED.sub("", text))] if dated else list(path)


def _split(grid: Matrix, column: int, body: int, shared: Sequence[Box]) -> list[str]:
    """The headings over a column line by line: several may stand in one box where no rule parts them."""
    boxes = [*grid.path(column, body), *(box for box in shared if box.column <= column < box.column + box.across)]
    return _texts([box._replace(text=line) for box in boxes for line in box.text.split("\n")])


def _texts(path: Sequence[Box]) -> list[str]:
    names = [label(box.text) for box in path if not is_numbering(box.text)]
    return [name for name in names if (name and name not in NUMBERING) or name in COUNTERS]


def _is_lead(path: Sequence[str]) -> bool:
    """Whether the lowest heading names rows; broken over rows it still does."""
    if not path:
        return False
    return any("".join(path[-count:]) in LEADS for count in range(1, min(MAX_WRAP, len(path)) + 1))


def _names_rows(grid: Matrix, column: int, body: int, path: Sequence[str]) -> bool:
    """Whether most of a column's boxes are words or codes, whatever stands above it but the heading of figures."""
    if any(DATED.match(text) or _ANOTHER.search(text) or text in GENERIC for text in path):
        return False
    texts = [text for row in range(body, grid.rows) if (text := grid.text(row, column)) not in NIL]
    names = [text for text in texts if is_wide(text[0]) or CODE.fullmatch(text)]
    parts = [row for row in range(body, grid.rows) if column and _code_part(grid, row, column)]
    return (len(names) + len(parts)) * 2 > len(texts)


def _code_part(grid: Matrix, row: int, column: int) -> bool:
    """Whether a box is 款 or 项 of a code: two digits beside 类, or beside 款 that stands beside 类 or alone."""
    if not (own := grid.text(row, column)).isdecimal() or len(own) != 2:
        return False
    before, above = grid.text(row, column - 1), grid.text(row, column - 2) if column > 1 else ""
    divided = before.isdecimal() and len(before) == 2 and (above in NIL or CODE.fullmatch(above) is not None)
    return CODE.fullmatch(before) is not None or divided


def _part(path: Sequence[str]) -> int | None:
    return {"类": 0, "款": 1, "项": 2}.get(path[-1]) if path else None


Names = Mapping[str, Sequence[Line]]
"""A block's columns by every name they go by."""


def _any_block(path: Sequence[str], blocks: Sequence[Names]) -> Line | None:
    return next((line for names in blocks if (line := column_of(path, names)) is not None), None)


def column_of(path: Sequence[str], names: Names) -> Line | None:
    """The column that a path of headings names, from above; None for none of the block's."""
    if path and path[-1] in MEASURES and path[-1] not in names:
        path = path[:-1]
    for count in range(1, min(MAX_WRAP, len(path)) + 1):
        leaf = "".join(path[len(path) - count :])
        lines = names.get(leaf, ())
        above = path[: len(path) - count]
        if leaf in GENERIC:
            return _total_of(above, names) or (lines[0] if lines and not _foreign(above) else None)
        if lines:
            another = lines[0].measure == "actual" and any(_ANOTHER.search(text) for text in above)
            return None if another else _fitting(lines, above, names)
    return None


def _total_of(above: Sequence[str], names: Names) -> Line | None:
    """The column that the nearest known heading above names."""
    at = next((at for at in reversed(range(len(above))) if above[at] in names), None)
    if at is None:
        return None
    lines = names[above[at]]
    return lines[0] if len(lines) == 1 else _fitting(lines, above[:at], names) or lines[0]


def _fitting(lines: Sequence[Line], above: Sequence[str], names: Names) -> Line | None:
    """Of columns with one name the one under its heading: a column under another one is a part of it, of the same
    measure: 基本支出 under 年初结转和结余 is not basic expenditure. The part before the heading of the same name."""
    parent = _total_of(above, names)
    if parent is None:
        return lines[0]
    able = [line for line in lines if line.region <= parent.region and line.measure == parent.measure]
    return next((line for line in able if line is not parent), next(iter(able), None))


_ANOTHER = re.compile(r"(?:年|年初|全年|调整|调整后|本年|当年)预算数?$|^预算数$|^上一?年|^去年|增减|差额|完成")
"""Headings over columns of another measure: 基本支出 under 年初预算数 is no expenditure of the year."""
_WHOLE = re.compile(r"(本年|财政拨款|一般公共预算)|(收入|支出)(决算|决算数|金额)$")


def _foreign(above: Sequence[str]) -> bool:
    """Whether a 小计 stands under a heading that the block does not know."""
    return bool(above) and above[-1] not in LEADS and above[-1] not in MEASURES and _WHOLE.match(above[-1]) is None


def _assign_blocks(found: Heading, grid: Matrix, texts: Sequence[Sequence[str]], spec: FormSpec, body: int) -> None:
    """Each side's block, by the word above it or the rows that it names; then its columns once more, in the block."""
    for side in found.sides:
        if len(spec.blocks) > 1 and any(word in text for c in side.leads for text in texts[c] for word in BY_KIND):
            found.unbound |= {column: "/".join(texts[column]) for column in side.figures}
            side.figures.clear()
    found.sides = [side for side in found.sides if side.figures]
    for side in found.sides:
        side.block = _block_of(side, grid, texts, spec, body)
        block = spec.block(side.block)
        if block is None:
            continue
        names = namesakes(block)
        for column in list(side.figures):
            line = column_of(texts[column], names)
            if line is None:
                del side.figures[column]
                found.unbound[column] = "/".join(texts[column])
            else:
                side.figures[column] = line


ADJUSTED = ("全年预算", "调整预算", "调整后预算")
"""Heading words that make 预算数 the adjusted budget."""


def stage_of(words: str) -> str:
    """全年 or 年初 where words say which budget they are of, a heading's or a note's; else ""."""
    return "全年" if any(word in words for word in ADJUSTED) else "年初" if "年初预算" in words else ""


def _block_of(side: Side, grid: Matrix, texts: Sequence[Sequence[str]], spec: FormSpec, body: int) -> str:
    if len(spec.blocks) == 1:
        return spec.blocks[0].name
    columns = [*side.leads, *side.figures]
    names = {block.name for block in spec.blocks}
    for column in columns:
        for text in texts[column][:2]:
            if text in names:
                return text
    votes = {block.name: 0 for block in spec.blocks}
    for block in spec.blocks:
        known = {label(row.name) for row in block.rows} | {label(alias) for row in block.rows for alias in row.aliases}
        for row in range(body, grid.rows):
            votes[block.name] += any(label(grid.text(row, column)) in known for column in side.leads)
    return max(votes, key=lambda name: votes[name])
