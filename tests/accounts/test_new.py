"""A new books folder: filled in as its notes say it builds, and a year goes on from the one before."""

import csv
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from office import convert

from mingzhang.accounts.books.load import load
from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.forms.registers import declared_registers
from mingzhang.accounts.pipeline import example_folder, prepare
from mingzhang.accounts.starting.carry import carried
from mingzhang.accounts.starting.new import Start, as_yaml, create
from mingzhang.accounts.starting.subjects import subjects
from mingzhang.accounts.starting.words import EXAMPLES, Rows
from mingzhang.cli import cli
from mingzhang.codes.lists import CodeList, functional
from mingzhang.findings import ProblemsFound

UNIT = {"名称": "某市社会保险中心", "地区": "辽宁", "类型": "事业", "年度": 2024, "版式": "liaoning-2023"}
TEXTS = {
    "主要职责": ["承担养老保险经办服务工作。"],
    "内设机构": ["办公室"],
    "决算单位": ["某市社会保险中心"],
    "原因": {"变动": {"*": "业务量增加"}, "预算差异": {"*": "年中追加"}},
    "用途": {"2080108": "系统维护", "2080150": "机构运转", "基本支出": "机构运转", "项目支出": "系统维护"},
}
GONE = ("2080108", 2025)
REGISTERS = [{"类别": n, "项目": item, "数值": "0"} for n, items in declared_registers().items() for item in items]
SMALL: dict[str, Rows] = {
    name: EXAMPLES[name]
    for name in ("凭证", "项目", "年初结转", "年初调整", "调整分录", "预算", "上年", "绩效项目", "绩效指标")
} | {"登记": REGISTERS}


def new(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["new", *map(str, arguments)], standalone_mode=False)


def small(folder: Path, **more: Any) -> Path:
    """The example rows of every sheet as the books of a unit."""
    create(folder, Start({**UNIT, **more}, as_yaml(TEXTS), SMALL))
    return folder


def figures(disclosure: Disclosure) -> dict[Any, str]:
    return {form.address(cell): cell.printed for form in disclosure.forms for cell in form.cells}


def csv_rows(path: Path) -> Rows:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_examples_of_the_sheets_are_books_that_build(tmp_path: Path) -> None:
    _, disclosure, _ = prepare(small(tmp_path / "账册"))
    form = disclosure.form("01")
    assert form is not None
    printed = {(cell.block, cell.row): cell.printed for cell in form.cells}
    assert printed["收入", "本年收入合计"] == "17.01"  # 120000 + 50000 + 100 元
    assert printed["收入", "年初结转和结余"] in ("", "0.00")  # 3000 − 3000
    (form_of_project,) = disclosure.evaluations
    assert form_of_project.total == "99.5"  # 10 of the execution rate, 25 + 25 + 30, 10 × 85.5 ÷ 90


def test_the_example_out_of_the_workbook_prints_the_same(tmp_path: Path) -> None:
    given = example_folder("panjin-2023")
    settings = yaml.safe_load((given / "单位.yaml").read_text("utf-8-sig"))
    rows = {path.stem: csv_rows(path) for path in given.glob("*.csv")}
    create(tmp_path / "账册", Start(settings, (given / "文字.yaml").read_text("utf-8-sig"), rows))
    assert figures(prepare(tmp_path / "账册")[1]) == figures(prepare(given)[1])


def test_a_spreadsheet_program_keeps_it(tmp_path: Path) -> None:
    books = small(tmp_path / "账册")
    (kept,) = convert([books / "账册.xlsx"], "xlsx", tmp_path, "calc")
    before = prepare(books)[1]
    shutil.copy(kept, books / "账册.xlsx")
    assert prepare(books)[1] == before


def test_untouched_it_says_what_to_fill_in(tmp_path: Path) -> None:
    new(tmp_path / "a", "--name", "某中心", "--kind", "事业", "--year", "2024", "--layout", "liaoning-2023")
    told = {item.code.code for item in load(tmp_path / "a").findings}
    assert told == {"B124", "B243", "B273"}, "vouchers, the budget and last year are asked for, and nothing else"


def test_the_same_folder_has_the_same_bytes(tmp_path: Path) -> None:
    one, other = small(tmp_path / "a"), small(tmp_path / "b")
    names = sorted(path.name for path in one.iterdir())
    assert names == ["单位.yaml", "文字.yaml", "账册.xlsx"]
    assert [(one / name).read_bytes() for name in names] == [(other / name).read_bytes() for name in names]


def test_options_that_are_missing_are_told_at_once(tmp_path: Path) -> None:
    told = str(new(tmp_path / "a", "--name", "某中心").exception)
    assert all(option in told for option in ("--kind", "--year", "--layout"))
    assert "--name" not in told
    told = str(new(tmp_path / "a", "--from", example_folder("panjin-2023"), "--year", "2030").exception)
    assert "--year" in told
    call = ("--name", "某中心", "--kind", "事业", "--year", "2024", "--layout", "mars")
    assert "mars" in str(new(tmp_path / "a", *call).exception)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("x")
    with pytest.raises(ProblemsFound) as raised:
        create(tmp_path, Start(UNIT))
    assert [item.code.code for item in raised.value.findings] == ["A101"]
    assert [path.name for path in tmp_path.iterdir()] == ["x.txt"]


def test_a_year_goes_on_from_the_one_before(tmp_path: Path) -> None:
    last = small(tmp_path / "2024")
    rows = dict(SMALL)
    rows["调整分录"] = [each for each in SMALL["调整分录"] if each["收支"] == "收入"]
    shutil.rmtree(last)
    create(last, Start(UNIT, as_yaml(TEXTS), rows))  # 100 元 are left over
    closed = prepare(last)[1].form("01")
    assert closed is not None
    start = carried(last)
    assert start.unit == {**UNIT, "年度": 2025}
    assert start.rows["年初结转"] == [
        {
            "资金": "一般公共预算",
            "功能科目": "2080150",
            "支出类型": "基本支出",
            "项目": "",
            "科目": "",
            "金额": "100.00",
        }
    ]
    assert [row["项目编码"] for row in start.rows["项目"]] == ["P01"]
    kept = yaml.safe_load(start.texts)
    assert kept["主要职责"] == TEXTS["主要职责"]
    assert kept["用途"] == TEXTS["用途"]
    assert not kept["原因"]
    dated = [{**row, "日期": row["日期"].replace("2024", "2025")} for row in SMALL["凭证"]]
    fresh = {"凭证": dated, "预算": SMALL["预算"], "登记": REGISTERS, **start.rows}
    create(tmp_path / "2025", replace(start, rows=fresh, texts=as_yaml(TEXTS)))
    books, disclosure, findings = prepare(tmp_path / "2025")
    form = disclosure.form("01")
    assert form is not None
    printed = {(cell.block, cell.row): cell.fen for cell in form.cells}
    assert printed["收入", "年初结转和结余"] == 100_00
    assert books.measures.last_year is not None
    assert "与上年相比" in "".join(paragraph.text for paragraph in disclosure.paragraphs)
    assert [item.code.code for item in findings if item.code.code.startswith("B2")] == []


def test_codes_that_the_new_year_lacks_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fewer(year: int) -> CodeList:
        listed = functional(year)
        return replace(listed, codes={key: code for key, code in listed.codes.items() if (key, year) != GONE})

    last = small(tmp_path / "2024")
    monkeypatch.setattr("mingzhang.codes.functional", fewer)
    told = carried(last).findings
    assert [(item.code.code, item.printed) for item in told] == [("A103", GONE[0])]


def test_every_sheet_has_an_example_in_its_own_columns() -> None:
    for subject in subjects("辽宁", 2024):
        names = {field.name for field in subject.fields}
        assert EXAMPLES[subject.name], subject.name
        assert {name for row in EXAMPLES[subject.name] for name in row} <= names
