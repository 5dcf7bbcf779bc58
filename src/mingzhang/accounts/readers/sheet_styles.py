"""How an xlsx shows its cells, read from the package itself: number formats, what is hidden, errors."""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from mingzhang.accounts.readers.limits import Meter
from mingzhang.accounts.readers.number_formats import BUILT_IN
from mingzhang.accounts.readers.packed import xml_member
from mingzhang.accounts.readers.sheet_runs import shown_runs, shown_strings
from mingzhang.findings import ProblemsFound

WORKBOOK = "xl/workbook.xml"
ROWS_A_CLOCK = 1_000
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")

Formats = Mapping[tuple[int, int], str]
"""(row, column), both from 0 → number format; cells of the format General are left out."""
MOST_COLUMNS = 1 << 14


class Look(NamedTuple):
    """How a sheet shows its cells; rows and columns count from 0."""

    formats: dict[tuple[int, int], str]
    rows: set[int]
    """Hidden rows."""
    columns: set[int]
    """Hidden columns."""
    lost: dict[tuple[int, int], str]
    """What cells show that the library of workbooks gives otherwise: errors such as #REF! and formulas whose result the
    file does not hold, which it gives as blank; texts of which a part is crossed out or a note's mark."""


class SheetStyles:
    """The number formats of a workbook; none where the package does not say them in the usual place."""

    def __init__(self, path: Path, file: str, meter: Meter) -> None:
        self._path, self._file, self._meter = path, file, meter
        self._styles = self._styles_of()
        self._parts = self._parts_of()
        self._strings = self._strings_of()

    def look(self, sheet: str) -> Look:
        """How a sheet looks, by its name."""
        from lxml import etree

        part = self._parts.get(sheet)
        look = Look({}, set(), set(), {})
        if part is None:
            return look
        try:
            look.formats.update(self._cells(part, look))
        except (etree.XMLSyntaxError, zipfile.BadZipFile, OSError, KeyError, ValueError):
            return Look({}, set(), set(), {})
        return look

    def _cells(self, part: str, look: Look) -> Iterator[tuple[tuple[int, int], str]]:
        from lxml import etree

        row = column = -1
        with zipfile.ZipFile(self._path) as pack, pack.open(part) as member:
            reading = etree.iterparse(
                member,
                events=("start", "end"),
                tag=("{*}row", "{*}c", "{*}col"),
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
            )
            for event, element in reading:
                is_row, is_cell = element.tag.endswith("}row"), element.tag.endswith("}c")
                if element.tag.endswith("}col"):
                    if event == "end" and _hides(element):
                        look.columns.update(range(int(element.get("min", 1)) - 1, _last(element)))
                    continue
                if event == "end":
                    if is_cell and (text := self._lost(element)):
                        look.lost[row, column] = text
                    if is_row:
                        element.clear()
                        while element.getprevious() is not None:
                            del element.getparent()[0]
                elif is_row:
                    row, column = int(element.get("r", row + 2)) - 1, -1
                    if _hides(element):
                        look.rows.add(row)
                    if row % ROWS_A_CLOCK == 0:
                        self._meter.clock()
                else:
                    row, column = _place(element.get("r", ""), row, column + 1)
                    code = self._code(element.get("s", "0"))
                    if code:
                        yield (row, column), code

    def _lost(self, cell: Any) -> str:
        """What a cell shows in place of what the library gives; "" where that is right."""
        formula, value = cell.find("{*}f"), cell.find("{*}v")
        kind, text = cell.get("t"), (value.text or "") if value is not None else ""
        if kind == "e":
            return text
        if kind == "s" and self._strings:
            return self._strings.get(int(text), "") if text.isdecimal() else ""
        if kind == "inlineStr":
            inline = cell.find("{*}is")
            return (shown_runs(inline) or "") if inline is not None else ""
        return f"={formula.text or ''}" if formula is not None and value is None else ""

    def _strings_of(self) -> dict[int, str]:
        from lxml import etree

        try:
            return shown_strings(self._path)
        except (etree.XMLSyntaxError, zipfile.BadZipFile, OSError):
            return {}

    def _code(self, style: str) -> str:
        return self._styles[int(style)] if style.isdecimal() and int(style) < len(self._styles) else ""

    def _styles_of(self) -> list[str]:
        """Style number → number format, "" for General."""
        root = self._root("xl/styles.xml")
        if root is None:
            return []
        own = {item.get("numFmtId"): item.get("formatCode", "") for item in root.iterfind("{*}numFmts/{*}numFmt")}
        built_in = {str(number): code for number, code in BUILT_IN.items()}
        return [
            own.get(item.get("numFmtId"), built_in.get(item.get("numFmtId", "0"), ""))
            for item in root.iterfind("{*}cellXfs/{*}xf")
        ]

    def _parts_of(self) -> dict[str, str]:
        """Name of a sheet → its file in the package."""
        book, relations = self._root(WORKBOOK), self._root("xl/_rels/workbook.xml.rels")
        if book is None or relations is None:
            return {}
        files = {
            item.get("Id"): posixpath.normpath(posixpath.join("/xl", item.get("Target", ""))).lstrip("/")
            for item in relations.iterfind("{*}Relationship")
        }
        found: dict[str, str] = {}
        for sheet in book.iterfind("{*}sheets/{*}sheet"):
            identity = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
            if identity in files:
                found[sheet.get("name", "")] = files[identity]
        return found

    def _root(self, name: str) -> Any:
        """The root of a part; None where it is missing or broken: the values can still be read without formats."""
        try:
            return xml_member(self._path, name, self._file)
        except ProblemsFound:
            return None


def _hides(element: Any) -> bool:
    return element.get("hidden", "0") in ("1", "true")


def _last(column: Any) -> int:
    return min(int(column.get("max", 1)), MOST_COLUMNS)


def _place(reference: str, row: int, column: int) -> tuple[int, int]:
    """Row and column from 0 of a reference such as B7; those given where the cell has none."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return row, column
    return int(match[2]) - 1, _column(match[1])


@cache
def _column(letters: str) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - ord("A") + 1
    return found - 1


@cache
def column_letters(column: int) -> str:
    """A sheet's column by its number from 0: A, B … Z, AA."""
    rest, letter = divmod(column, 26)
    return (column_letters(rest - 1) if rest else "") + chr(ord("A") + letter)
