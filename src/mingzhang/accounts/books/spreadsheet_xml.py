"""A workbook as one xml file, as Excel 2003 and many accounting programs write it: its sheets as rows of texts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

_SPACE = "{urn:schemas-microsoft-com:office:spreadsheet}"
MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
"""As many as a sheet can have; numbers beyond them are broken."""


def xml_sheets(path: Path) -> dict[str, list[list[str]]]:
    """Sheet → rows. Raises ValueError for a file that is broken."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=False, huge_tree=True)
    try:
        root = etree.parse(str(path), parser).getroot()
    except etree.XMLSyntaxError as error:
        raise ValueError("broken xml") from error
    return {sheet.get(f"{_SPACE}Name", ""): list(_rows(sheet)) for sheet in root.iter(f"{_SPACE}Worksheet")}


def _rows(sheet: Any) -> Iterator[list[str]]:
    """The rows in their places: a row that is left out stands empty."""
    number = 0
    for row in sheet.iter(f"{_SPACE}Row"):
        for _ in range(number + 1, _number(row, "Index", MAX_ROWS)):
            number += 1
            yield []
        number += 1
        yield _cells(row)


def _cells(row: Any) -> list[str]:
    cells: list[str] = []
    for cell in row.iter(f"{_SPACE}Cell"):
        cells += [""] * (_number(cell, "Index", MAX_COLUMNS) - 1 - len(cells))
        data = cell.find(f"{_SPACE}Data")
        text = "".join(data.itertext()).strip() if data is not None else ""
        if data is not None and data.get(f"{_SPACE}Type") == "DateTime":
            text = text.removesuffix("T00:00:00.000")
        cells.append(text)
        cells += [""] * _number(cell, "MergeAcross", MAX_COLUMNS)
    return cells


def _number(element: Any, name: str, most: int) -> int:
    given = element.get(_SPACE + name, "")
    return min(int(given), most) if given.isascii() and given.isdigit() and len(given) < 9 else 0
