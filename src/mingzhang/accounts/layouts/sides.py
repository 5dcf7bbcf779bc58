"""The sides of a form from their declaration: which columns and lines stand where."""

from collections.abc import Mapping, Sequence
from typing import Any

from mingzhang import codes
from mingzhang.accounts.forms.declared import CLASSES
from mingzhang.accounts.forms.spec import Block, FormSpec
from mingzhang.accounts.layouts.faults import Faults, Path
from mingzhang.accounts.layouts.layout import LEADS, PlacedLine, Side, chinese_number
from mingzhang.accounts.layouts.ordinals import without_ordinal

FILL = "*fill"
"""Empty lines, as many as make the side as long as the longest."""
_MAY = {"block": "text", "lines": "list", "across": "texts"}
_PARTS = {"function": 3, "economic": 2}
"""Into how many parts a code can be split: 类 款 项, 类 款."""


def sides_of(
    spec: FormSpec,
    given: Sequence[Mapping[str, Any]],
    path: Path,
    classes: Mapping[str, str],
    year: int,
    labels: Mapping[str, str],
    split: Sequence[str],
    faults: Faults,
) -> tuple[Side, ...]:
    """All sides of a form; what they name and the form does not have is told."""
    found: list[Side] = []
    for number, part in enumerate(given, 1):
        where = (*path, "sides", str(number))
        if not faults.members(part, where, {"columns": "texts"}, _MAY):
            continue
        block = spec.block(part.get("block", ""))
        if block is None:
            faults.unknown((*where, "block"), part.get("block", ""), [each.name for each in spec.blocks])
            continue
        lines = _lines(part["lines"], block.name, where, classes, year, faults) if "lines" in part else None
        side = Side(
            block=block.name,
            columns=tuple(part["columns"]),
            lines=lines,
            across=tuple(part.get("across", ())),
            code_cells=min(len(split), _PARTS.get(block.by, 1)) if split else 1,
        )
        _check(spec, block, side, where, faults)
        found.append(side)
    return _evened(found, labels)


def named_columns(given: Sequence[Any]) -> set[str]:
    """The columns that the sides of a form name, as far as these are sound."""
    listed = (part.get("columns") for part in given if isinstance(part, dict))
    return {column for columns in listed if isinstance(columns, list) for column in columns if isinstance(column, str)}


def _lines(
    given: Sequence[Any], block: str, path: Path, classes: Mapping[str, str], year: int, faults: Faults
) -> tuple[PlacedLine, ...]:
    lines: list[PlacedLine] = []
    for number, line in enumerate(given, 1):
        where = (*path, "lines", str(number))
        if line == CLASSES:
            lines += [
                PlacedLine(f"{chinese_number(index)}、{name}", block, name)
                for index, name in enumerate(classes.values(), 1)
            ]
        elif isinstance(line, str):
            lines.append(_plain_line(line, block, year))
        elif not isinstance(line, dict):
            faults.note("L102", where, str(line), "一段文字，或写明 label 的表")
        elif faults.members(line, where, {"label": "text"}, {"block": "text", "row": "text"}):
            label = line["label"]
            lines.append(PlacedLine(label, line.get("block", block), line.get("row", without_ordinal(label))))
    return tuple(lines)


def _plain_line(text: str, block: str, year: int) -> PlacedLine:
    """A line given by one text: an economic code, or a label whose row is the label without its ordinal."""
    if text.isdigit():
        return PlacedLine(codes.economic(year).name(text), block, text)
    return PlacedLine(text, block, text if text == FILL else without_ordinal(text))


def _check(spec: FormSpec, block: Block, side: Side, path: Path, faults: Faults) -> None:
    """Every printed column and row must be one that the form has."""
    known = (*LEADS, *(column.name for column in block.columns))
    for column in side.columns:
        if column not in known:
            faults.unknown((*path, "columns"), column, known)
    for row in side.across:
        if block.row(row) is None:
            faults.unknown((*path, "across"), row, [line.name for line in block.rows])
    for number, line in enumerate(side.lines or (), 1):
        home = spec.block(line.block)
        if line.row and line.row != FILL and (home is None or home.row(line.row) is None):
            rows = [each.name for each in home.rows] if home else [each.name for each in spec.blocks]
            faults.unknown((*path, "lines", f"第{number}行"), line.row if home else line.block, rows)
        elif block.by == "economic" and line.row.isdigit() and not line.label:
            faults.note("L104", (*path, "lines"), line.row, "当年的经济分类科目编码")


def _evened(sides: Sequence[Side], labels: Mapping[str, str]) -> tuple[Side, ...]:
    """The sides with their fillings spread and with the labels that the layout prints otherwise."""
    longest = max((sum(line.row != FILL for line in side.lines or ()) for side in sides), default=0)
    found: list[Side] = []
    for side in sides:
        lines: list[PlacedLine] = []
        missing = longest - sum(line.row != FILL for line in side.lines or ())
        for line in side.lines or ():
            if line.row == FILL:
                lines += [PlacedLine("", side.block, "")] * missing
            else:
                lines.append(PlacedLine(labels.get(line.label, line.label), line.block, line.row))
        shown = None if side.lines is None else tuple(lines)
        found.append(Side(side.block, side.columns, shown, side.across, side.code_cells))
    return tuple(found)
