"""机构运行信息表: amounts of the three public expenses, and the counts that the narrative quotes as registers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from mingzhang.accounts.approved.declaration import Information, SheetSpec, information, information_columns
from mingzhang.accounts.approved.model import Cell, Sheet
from mingzhang.accounts.forms.registers import TWO_DECIMALS
from mingzhang.accounts.forms.spec import Address, Block, Line
from mingzhang.accounts.forms.vocabulary import named
from mingzhang.accounts.readers.document import Box, Table
from mingzhang.accounts.readers.labels import label, plain
from mingzhang.accounts.readers.matrix import Matrix, matrix
from mingzhang.findings import Finding, Place, finding
from mingzhang.money import FEN_PER_YUAN, fen_of_yuan

_IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]$")
NOTHING = frozenset({"", "—", "——", "－", "-", "--"})


@dataclass
class Read:
    """What the sheet says, with the place of each value."""

    title: str = ""
    cells: dict[Address, Cell] = field(default_factory=dict)
    lines: dict[str, Line] = field(default_factory=dict)
    """Amounts that were found, by name, as rows of the sheet."""
    registers: dict[str, dict[str, Fraction]] = field(default_factory=dict)
    register_places: dict[tuple[str, str], Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def sheet(self, spec: SheetSpec, file: str, name: str) -> Sheet:
        """The amounts as a sheet with rows of its own."""
        columns = tuple(Line(heading, named("全部"), measure) for heading, measure in information_columns().items())
        form = replace(spec.spec, blocks=(Block("", columns, tuple(self.lines.values())),))
        return Sheet(replace(spec, spec=form), file, name, self.cells)


def read_information(spec: SheetSpec, table: Table, file: str, name: str) -> Read:
    """The rows of the sheet that are known, wherever they stand in it; some exports set two lists side by side."""
    grid = matrix(table)
    read = Read(title=spec.title)
    wanted = {plain(text): row for row in information() for text in row.labels}
    heads = _heads(grid)
    for row in range(grid.rows):
        for box in grid.starts(row):
            known = _known(box.text, wanted)
            if known is not None:
                boxes = {head: grid.places[row][column] for head, column in _columns_after(box, heads).items()}
                place = Place(file=file, sheet=name, row=box.spot.row, line=" ".join(box.text.split()))
                _take(known, boxes, read, spec, place)
    if not read.cells and not read.registers:
        read.findings.append(finding("B405", Place(file=file, sheet=name), expected="、".join(information_columns())))
    return read


def _known(text: str, wanted: Mapping[str, Information]) -> Information | None:
    """The row that a label names, its ordinal and what it is counted in (辆) left out."""
    while text:
        if label(text) in wanted:
            return wanted[label(text)]
        shorter = _IN_BRACKETS.sub("", text.strip())
        text = shorter if shorter != text else ""
    return None


def _heads(grid: Matrix) -> list[tuple[str, int]]:
    """Heading and column of every column of values, left to right."""
    known = {plain(heading): heading for heading in information_columns()}
    found: dict[int, str] = {}
    for row in range(min(6, grid.rows)):
        for box in grid.starts(row):
            if plain(box.text) in known:
                found.setdefault(box.column, known[plain(box.text)])
    return sorted(((heading, column) for column, heading in found.items()), key=lambda head: head[1])


def _columns_after(box: Box, heads: list[tuple[str, int]]) -> Mapping[str, int]:
    """The columns of values that belong to a label: those to its right, up to where a heading comes again."""
    found: dict[str, int] = {}
    for heading, column in heads:
        if column > box.column:
            if heading in found:
                break
            found[heading] = column
    return found


def _take(known: Information, boxes: Mapping[str, Box | None], read: Read, spec: SheetSpec, place: Place) -> None:
    """Keep the values of one row; what is no value is told."""
    for heading, box in boxes.items():
        text = (box.value or box.text).strip() if box is not None else ""
        if box is None or text in NOTHING:
            continue
        measure = information_columns()[heading]
        if known.register and measure != "actual":
            continue
        try:
            fen = fen_of_yuan(text)
        except ValueError:
            fen = -1
        whole = known.unit in TWO_DECIMALS or fen % FEN_PER_YUAN == 0
        if fen < 0 or not whole:
            at = Place(place.file, place.sheet, place.row, heading, line=place.line)
            read.findings.append(finding("B406", at, printed=text, expected=f"以{known.unit}计的数，不小于零"))
        elif known.amount:
            address = Address(spec.title, "", known.amount, heading)
            read.lines.setdefault(known.amount, Line(known.amount, named(known.amount)))
            read.cells.setdefault(address, Cell(address, fen, place.row, box.spot.column))
        else:
            subject, _, item = known.register.partition(".")
            read.registers.setdefault(subject, {}).setdefault(item, Fraction(fen, FEN_PER_YUAN))
            read.register_places.setdefault((subject, item), place)
