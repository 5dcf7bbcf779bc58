"""Rows named by their code or label."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from mingzhang import codes
from mingzhang.accounts.forms.spec import TOTAL_ROW, Block
from mingzhang.accounts.readers.characters import NIL, squeezed
from mingzhang.accounts.readers.document import Box
from mingzhang.accounts.readers.headers import Side
from mingzhang.accounts.readers.labels import label, plain, rows_of
from mingzhang.accounts.readers.matrix import LEADS, Matrix

FUSED = re.compile(r"^[\[(]?(\d{7}|\d{5}|\d{3})[\])]?[-_.、:]?([\u4e00-\u9fff\"(].*)?$")
_SHOWN = re.compile(r"\d{1,3}(,\d{3})*(\.0+)?|\d+\.0+")
_DOTTED = re.compile(r"^[23]\d\d(?:[.-]\d\d){1,2}(?![\d.])")
"""208.05.05 and 208-05-05."""
_WIDTHS = (3, 2, 2)
_CLASS, _DIVISION = 3, 5
TOTALS = frozenset({"合计", "总计", "本年收入合计", "本年支出合计", "支出合计", "收入合计"})
_PARTS = "类款项"
"""Words over the parts of a code that share their row with 合计."""
OPENING = "年初"
"""The block of form 04 whose labels repeat those of its income."""


@dataclass(slots=True)
class RowNames:
    """Names the rows of one side in turn; codes in several boxes and labels that repeat need what came before."""

    block: Block
    side: Side
    year: int
    blocks: Mapping[str, Block]
    code: str = ""
    """The last row's code."""
    divided: bool = False
    """Whether a division has been named: rows are classes, divisions and items in turn."""
    opening: bool = False
    """Whether the rows are those under 年初财政拨款结转和结余."""
    known: Mapping[str, str] = field(default_factory=dict)

    def name(self, grid: Matrix, row: int) -> tuple[str, str] | None:
        """(block, row) of a row; None where it has no name that the form knows."""
        texts = {
            column: code_text(box.text, self.side.parts.get(column)) if self.block.by else squeezed(box.text)
            for column, box in lead_boxes(grid, row, self.side.leads).items()
        }
        if self.block.by:
            found = self._by_code(_filled(texts))
            return ("", found) if found and not self._of_other_list(found) else None
        return self.by_label("".join(texts.values()))

    def by_label(self, text: str) -> tuple[str, str] | None:
        """A row of a form with fixed rows."""
        name = label(text)
        if not name:
            return None
        line = rows_of(self.block).get(name)
        if self.opening and OPENING in self.blocks and (line is None or name in _repeated(self.blocks)):
            under = rows_of(self.blocks[OPENING]).get(name)
            if under is not None:
                return OPENING, under.name
        if line is None:
            return None
        if OPENING in self.blocks:
            self.opening = line.name.startswith(OPENING)
        return self.block.name, line.name

    def whole(self, code: str, grid: Matrix, row: int, words: str) -> str:
        """A name as printed with its parts above and below, where only these make it the listed one."""
        if not self.block.by:
            return words
        listed = codes.functional(self.year) if self.block.by == "function" else codes.economic(self.year)
        entry = listed.get(code)
        if entry is None or plain(label(entry.name)) == plain(label(words)):
            return words
        tried = broken(grid, row, self.side, self.block, words)
        return next((each for each in tried if plain(label(each)) == plain(label(entry.name))), words)

    def lists(self, text: str) -> bool:
        """Whether a text is a code of the form's list, too long to be an amount without decimals."""
        if not self.block.by or len(text) not in (_DIVISION, 7) or not text.isdecimal():
            return False
        return text in (codes.functional(self.year) if self.block.by == "function" else codes.economic(self.year)).codes

    def _of_other_list(self, code: str) -> bool:
        """Whether a code is an economic one in a form by function: what stands in its row belongs elsewhere."""
        return self.block.by == "function" and code.startswith("3")

    def _by_code(self, texts: Mapping[int, str]) -> str:
        pieces = [(column, text) for column, text in texts.items() if text and label(text) not in LEADS]
        words = [text for _, text in pieces if not text.isdecimal()]
        digits = [(self.side.parts.get(column), text) for column, text in pieces if text.isdecimal()]
        if not digits:
            fused = FUSED.match(words[0]) if words else None
            if fused and fused[2]:
                return self._keep(fused[1])
            return self._by_name("".join(words))
        return self._keep(self._joined(digits))

    def _joined(self, digits: Sequence[tuple[int | None, str]]) -> str:
        """One code from its boxes: 201 06 01, cumulative ones, or the lower parts alone under a merged 类."""
        code = ""
        parts = [part for part, _ in digits]
        if parts[0] is not None and parts[0] > 0 and len(digits[0][1]) == 2:
            code = self.code[: sum(_WIDTHS[: parts[0]])]
            if len(code) != sum(_WIDTHS[: parts[0]]):
                return ""
        for _, text in digits:
            code = text if code and text.startswith(code) and len(text) > len(code) else code + text
        return code if len(code) in (3, 5, 7) else ""

    def _keep(self, code: str) -> str:
        if code:
            self.code = code
            self.divided = self.divided or len(code) == _DIVISION
        return code

    def _by_name(self, text: str) -> str:
        """合计, a declared total, or the name of a code inside the class or division that the rows are in."""
        name = label(text).removeprefix(_PARTS)
        line = rows_of(self.block).get(name)
        if line is not None:
            return line.name
        if self.block.by == "function" and name in TOTALS:
            return TOTAL_ROW
        return self._keep(self._code_named(name)) if name else ""

    def _code_named(self, name: str) -> str:
        listed = codes.functional(self.year) if self.block.by == "function" else codes.economic(self.year)
        fits = [code for code, entry in listed.codes.items() if plain(entry.name) == name]
        for digits in (5, 3, 0):
            near = [code for code in fits if code.startswith(self.code[:digits]) and len(self.code) >= digits]
            found = near[0] if len(near) == 1 else self._due(sorted(near, key=len))
            if found:
                return found
        return ""

    def _due(self, line: Sequence[str]) -> str:
        """Of a division and its item by the same name (20899 and 2089999 其他社会保障和就业支出) the one that is due:
        the item under its division, the division under its class, or where divisions are printed at all.
        """
        if not line or any(not below.startswith(above) for above, below in pairwise(line)):
            return ""
        if self.code in line[:-1]:
            return line[line.index(self.code) + 1]
        return line[0] if self.divided or len(self.code) == _CLASS else ""


def broken(grid: Matrix, row: int, side: Side, block: Block, words: str) -> Iterator[str]:
    """The names that a row may have whose name is broken over lines: with up to two below and two above.

    Of a row without any word it stands above and below: what stands on one side only may be another row's.
    """
    below = ["", *accumulate(_parts(grid, row, side, block, 1))]
    above = ["", *accumulate(_parts(grid, row, side, block, -1), lambda near, far: far + near)]
    yield from (
        before + words + after
        for before in above
        for after in below
        if (before or after) and (words or (before and after))
    )


def _parts(grid: Matrix, row: int, side: Side, block: Block, step: int) -> Iterator[str]:
    """The words of the rows beside that have no code and no figure and are no rows of their own."""
    for at in (row + step, row + 2 * step):
        if not 0 <= at < grid.rows or any(grid.text(at, column) not in NIL for column in side.figures):
            return
        words = "".join(squeezed(box.text) for box in lead_boxes(grid, at, side.leads).values())
        if not words or words[0].isdecimal() or label(words) in TOTALS or label(words) in rows_of(block):
            return
        yield words


def code_text(text: str, part: int | None = None) -> str:
    """A box's text; a code that a workbook shows as an amount (2,080,505.00) without its commas and decimals.

    `part`: 0 类, 1 款, 2 项, where codes stand in several columns: there 1 is 01, which a workbook holds as a number.
    """
    bare = _DOTTED.sub(lambda found: re.sub(r"\D", "", found[0]), squeezed(text))
    plain_digits = bare.partition(".")[0].replace(",", "")
    shown = _SHOWN.fullmatch(bare) is not None and len(plain_digits) in (3, 5, 7)
    if part and len(plain_digits) <= _WIDTHS[part] and (bare.isdecimal() or _SHOWN.fullmatch(bare)):
        return plain_digits.zfill(_WIDTHS[part])
    return plain_digits if shown else bare


def _filled(texts: Mapping[int, str]) -> dict[int, str]:
    """301 and 1 in two boxes are 301 01: what goes on a code has two digits, also where a workbook holds a number."""
    found: dict[int, str] = {}
    before = ""
    for column, text in texts.items():
        short = re.fullmatch(r"(\d{1,2})(?:\.0+)?", text)
        found[column] = short[1].zfill(2) if short and before.isdecimal() else text
        before = found[column] or before
    return found


def lead_boxes(grid: Matrix, row: int, leads: Sequence[int]) -> dict[int, Box]:
    """The boxes that name a row, each once: those that begin in it, and codes merged over several rows.

    Words that a file repeats in each place of a merged box (合计 合计 合计) are said once; 款 and 项 may be the same.
    """
    found: dict[int, Box] = {}
    before = ""
    for column in leads:
        box = grid.places[row][column]
        if box is None or box.column < leads[0] or any(box is other for other in found.values()):
            continue  # a label that reaches over from the left names the rows of its own side
        text = squeezed(box.text)
        if (box.row == row and (text != before or not text)) or text.isdecimal():
            found[column] = box
        before = text
    return found


def _repeated(blocks: Mapping[str, Block]) -> frozenset[str]:
    return frozenset(rows_of(blocks[OPENING]))
