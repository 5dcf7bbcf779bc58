"""The workbooks computed anew by a spreadsheet program: every formula comes to the figure that is stored beside it."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from office import convert
from python_calamine import CalamineWorkbook
from strategies import measures_of, rich_entries

from mingzhang.accounts.disclosure import Disclosure, Unit
from mingzhang.accounts.forms.fill import fill
from mingzhang.accounts.layouts.layout import layout_keys, load_layout
from mingzhang.accounts.pipeline import example_folder, prepare
from mingzhang.accounts.renderers.xlsx import to_xlsx

FORMULA = re.compile(rb"(<f>[^<]*</f>)<v>[^<]*</v>")
Cells = dict[tuple[str, int, int], object]


def without_values(book: bytes) -> tuple[bytes, int]:
    """The workbook with no value stored beside a formula, and how many formulas it has."""
    into, count = io.BytesIO(), 0
    with zipfile.ZipFile(io.BytesIO(book)) as given, zipfile.ZipFile(into, "w") as made:
        for name in given.namelist():
            data, found = FORMULA.subn(rb"\1", given.read(name))
            count += found
            made.writestr(name, data)
    return into.getvalue(), count


def cells(path: Path) -> Cells:
    book = CalamineWorkbook.from_path(path)
    return {
        (name, row, column): value
        for name in book.sheet_names
        for row, line in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False))
        for column, value in enumerate(line)
        if value != ""
    }


def test_every_total_comes_out_again(tmp_path: Path) -> None:
    """In every layout: the example, and money everywhere."""
    books: dict[str, bytes] = {}
    for key in layout_keys():
        example = prepare(example_folder("panjin-2023"), layout=key)[1]
        rich = Disclosure(
            Unit("某局", "某局", "行政"), 2024, key, fill(load_layout(key, 2024), measures_of(rich_entries()))
        )
        for name, disclosure in (("example", example), ("rich", rich)):
            books[f"{key}-{name}"] = to_xlsx(disclosure, load_layout(key, disclosure.year))
    bare = tmp_path / "bare"
    bare.mkdir()
    for name, book in books.items():
        data, formulas = without_values(book)
        assert formulas > 20, name
        (tmp_path / f"{name}.xlsx").write_bytes(book)
        (bare / f"{name}.xlsx").write_bytes(data)
    made = tmp_path / "made"
    made.mkdir()
    for path in convert(sorted(bare.iterdir()), "xlsx", made, "calc"):
        stored, computed = cells(tmp_path / path.name), cells(path)
        wrong = {
            place: (value, computed.get(place))
            for place, value in stored.items()
            if isinstance(value, float) and value != pytest.approx(computed.get(place), abs=1e-9)
        }
        assert wrong == {}, path.name
