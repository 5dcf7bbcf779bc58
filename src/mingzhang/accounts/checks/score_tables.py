"""Tables that score a unit by the points of a standard (部门整体支出绩效自评表): what each row may earn and earned."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.performance.gathered import evaluations_in
from mingzhang.accounts.performance.table import Placed
from mingzhang.accounts.readers.bound import place_of
from mingzhang.accounts.readers.characters import squeezed
from mingzhang.accounts.readers.document import Box, Table
from mingzhang.accounts.readers.reading import ExtraGrid
from mingzhang.findings import Finding, finding
from mingzhang.money import decimal_text

_STANDARD = re.compile(r"(?:评分|评价|计分|考核)(?:标准|细则|办法)|指标(?:解释|说明)")
_POINTS = re.compile(r"(?:指标|标准)?(?:分值|权重)|标准分|满分(?:值)?")
_SCORE = re.compile(r"(?:自评|评价|实际|自查|考核)?得分|自评分(?:值|数)?|评分")
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)分?")
_GROUP = re.compile(r"\((\d+(?:\.\d+)?)分\)$")
_TOTAL = re.compile(r"合计|总计|总分|得分合计|总得分")


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """A table by its header: the column of points is the last one before that of scores."""

    table: Table
    head: int
    points: int
    score: int

    def numbers(self, column: int) -> Iterator[tuple[Box, Fraction]]:
        """The figures of a column below the header, without those of a total."""
        totals = {box.row for box in self.totals()}
        for box in self.table.boxes:
            match = _NUMBER.fullmatch(squeezed(box.text))
            if box.column == column and box.row > self.head and box.row not in totals and match:
                yield box, Fraction(match[1])

    def totals(self) -> Iterator[Box]:
        """The boxes that open a row of totals."""
        for box in self.table.boxes:
            if box.row > self.head and box.column < self.points and _TOTAL.fullmatch(squeezed(box.text)):
                yield box


def score_table(table: Table) -> ScoreTable | None:
    """The table as one of scores; None for one without a standard, points and scores in one row of headings.

    None too where the file does not tell which columns a text covers.
    """
    if table.loose:
        return None
    for row, boxes in enumerate(table.by_row()):
        heads = [(box.column, squeezed(box.text)) for box in boxes]
        score = next((column for column, text in reversed(heads) if _SCORE.fullmatch(text)), None)
        points = [column for column, text in heads if _POINTS.fullmatch(text) and score is not None and column < score]
        if score is not None and points and any(_STANDARD.search(text) for _, text in heads):
            return ScoreTable(table, row, points[-1], score)
    return None


def check_score_tables(known: Known) -> Iterator[Finding]:
    for grid in known.read.extra:
        table = score_table(grid.table)
        if table is not None and not _is_evaluation(grid):
            title = grid.title or "绩效自评表"
            for code, box, printed, said in (*_rows(table), *_groups(table), *_totals(table)):
                where = place_of(known.read.file, "", box.spot, _name(table.table, box))
                yield finding(code, where, printed=f"{title}：{printed}", arithmetic=said)


def _is_evaluation(grid: ExtraGrid) -> bool:
    """Whether the table is a self-evaluation form, which its own room checks."""
    own = grid.table
    placed = Placed(own.boxes, own.rows, own.columns, own.edges, grid.captions)
    return next(evaluations_in([placed]), None) is not None


_Told = tuple[str, Box, str, str]


def _rows(table: ScoreTable) -> Iterator[_Told]:
    """More earned than a row may earn; points that several rows share are held against all of them."""
    scores = list(table.numbers(table.score))
    for box, points in table.numbers(table.points):
        own = [(each, score) for each, score in scores if box.row <= each.row < box.row + box.down]
        if any(each.row + each.down > box.row + box.down for each, _ in own):
            continue  # one score over several points
        earned = sum((score for _, score in own), Fraction(0))
        if earned > points:
            yield "P179", own[-1][0], f"得分 {_text(earned)}", f"分值 {_text(points)}"


def _groups(table: ScoreTable) -> Iterator[_Told]:
    """规划(15分) against the points of its rows."""
    points = list(table.numbers(table.points))
    for box in table.table.boxes:
        match = _GROUP.search(squeezed(box.text))
        if match is None or box.column >= table.points or box.row <= table.head:
            continue
        own = [(each, number) for each, number in points if box.row <= each.row < box.row + box.down]
        added = sum((number for _, number in own), Fraction(0))
        if own and added != Fraction(match[1]):
            yield "P180", box, squeezed(box.text), f"{_added(own)} = {_text(added)}"


def _totals(table: ScoreTable) -> Iterator[_Told]:
    """The last row's totals of points and of scores; a total that stands alone is that of the scores."""
    for opened in table.totals():
        row = [box for box in table.table.boxes if box.row == opened.row and box.column > opened.column]
        for column in (table.points, table.score):
            stated = next((box for box in row if box.column == column), None)
            match = _NUMBER.fullmatch(squeezed(stated.text)) if stated else None
            own = [(box, number) for box, number in table.numbers(column) if box.row < opened.row]
            added = sum((number for _, number in own), Fraction(0))
            if stated is not None and match and own and added != Fraction(match[1]):
                yield "P181", stated, f"{squeezed(opened.text)} {match[1]}", f"{_added(own)} = {_text(added)}"


def _name(table: Table, at: Box) -> str:
    """The row's own indicator: the last text left of a figure."""
    left = [box for box in table.boxes if box.row <= at.row < box.row + box.down and box.column <= at.column]
    words = [squeezed(box.text) for box in sorted(left, key=lambda box: box.column)]
    return next((word for word in reversed(words) if word and not _NUMBER.fullmatch(word)), "")[:30]


def _added(own: Sequence[tuple[Box, Fraction]]) -> str:
    return " + ".join(_text(number) for _, number in own)


def _text(number: Fraction) -> str:
    return decimal_text(number, 2).rstrip("0").rstrip(".")
