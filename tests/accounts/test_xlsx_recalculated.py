"""The workbooks computed anew by a spreadsheet program: every formula comes to the figure that is stored beside it."""

import io
import re
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from office import convert
from python_calamine import CalamineWorkbook
from strategies import measures_of, rich_entries

from mingzhang.accounts.disclosure import Disclosure, Unit
from mingzhang.accounts.forms.fill import fill
from mingzhang.accounts.forms.vocabulary import vocabulary
from mingzhang.accounts.layouts.layout import layout_keys, load_layout
from mingzhang.accounts.pipeline import example_folder, prepare
from mingzhang.accounts.renderers.xlsx import to_xlsx
from mingzhang.accounts.starting.new import Start, create
from mingzhang.accounts.starting.words import EXAMPLES

UNIT = {"名称": "某市社会保险中心", "地区": "辽宁", "类型": "事业", "年度": 2024, "版式": "liaoning-2023"}
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


def test_the_checks_of_a_new_units_workbook_compute(tmp_path: Path) -> None:
    """Debits less credits is zero where vouchers balance and the gap where they do not; columns add up."""
    rows = {name: [dict(row) for row in EXAMPLES[name]] for name in ("凭证", "项目", "预算", "年初结转")}
    create(tmp_path / "平", Start(UNIT, rows=rows))
    rows["凭证"][0]["借方"] = "120000.05"
    create(tmp_path / "不平", Start(UNIT, rows=rows))
    bare: list[Path] = []
    for name in ("平", "不平"):
        data, formulas = without_values((tmp_path / name / "账册.xlsx").read_bytes())
        assert formulas >= 8
        bare.append(tmp_path / f"{name}.xlsx")
        bare[-1].write_bytes(data)
    made = tmp_path / "made"
    made.mkdir()
    sums = [
        {str(line[0]): line[1] for line in CalamineWorkbook.from_path(path).get_sheet_by_name("合计核对").to_python()}
        for path in convert(bare, "xlsx", made, "calc")
    ]
    assert [each["凭证：借方合计减贷方合计，应为 0"] for each in sums] == [0, 0.05]
    assert [each["凭证：借方合计"] for each in sums] == [170_000, 170_000.05]
    assert [each["预算：金额合计"] for each in sums] == [170_100, 170_100]


def test_names_of_last_years_amounts_are_offered(tmp_path: Path) -> None:
    """A list too long for a cell stands in the sheet of codes; running costs of agencies follow from other amounts."""
    create(tmp_path / "账册", Start(UNIT))
    with zipfile.ZipFile(tmp_path / "账册" / "账册.xlsx") as book:
        sheets = re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
        sheet = book.read(f"xl/worksheets/sheet{sheets.index('上年') + 1}.xml").decode()
    column, last = re.findall(r"<formula1>'代码'!\$([A-Z]+)\$1:\$[A-Z]+\$(\d+)</formula1>", sheet)[0]
    codes = CalamineWorkbook.from_path(tmp_path / "账册" / "账册.xlsx").get_sheet_by_name("代码").to_python()
    offered = [line[ord(column) - ord("A")] for line in codes[: int(last)]]
    assert offered == [name for name in vocabulary() if name not in {"全部", "机关运行经费"}]


def test_printed_by_a_spreadsheet_program_nothing_is_cut_off(tmp_path: Path) -> None:
    example = prepare(example_folder("panjin-2023"))[1]
    path = tmp_path / "final-accounts.xlsx"
    path.write_bytes(to_xlsx(example, load_layout(example.layout, example.year)))
    (made,) = convert([path], "pdf", tmp_path, "calc")
    with pypdfium2.PdfDocument(made) as document:
        for number, page in enumerate(document, 1):
            text = page.get_textpage()
            right = max(text.get_charbox(at)[2] for at in range(text.count_chars()))
            assert right < page.get_width() - 20, number
