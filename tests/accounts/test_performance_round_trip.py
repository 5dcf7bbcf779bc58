"""Self-evaluations printed in the shape of any layout, in any file, are read back as they were printed."""

import csv
import shutil
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from test_performance_shapes import plain

from mingzhang.accounts.performance.document import check_document
from mingzhang.accounts.performance.evaluation import Evaluation, MoneyPart
from mingzhang.accounts.pipeline import build, example_folder
from mingzhang.accounts.readers.read import read_disclosure

PROJECT, MISSED = "盘化公司退休教师待遇补差经费", "安保人数"
SOURCES = {
    "年初预算数": "450000",
    "财政拨款": "400000",
    "财政拨款执行数": "389000.55",
    "上年结转": "20000",
    "上年结转执行数": "19999.45",
    "其他资金": "10000",
    "其他资金执行数": "0",
}
REASONS = {"人员保障": "招聘未完成", "改进措施": "下半年补足"}
READ = (".html", ".docx", ".pdf", ".xlsx")
ONE_TEXT = "人员保障：招聘未完成；下半年补足"

# 版式 → 第一个有三种资金来源的项目各印什么（万元）
PARTS = {
    "liaoning-2023": (),
    "本省": (
        MoneyPart("当年财政拨款", "", "40", "38.9", "97.25%"),
        MoneyPart("上年结转资金", "", "2", "2", "100%"),
        MoneyPart("其他资金", "", "1", "0", "0%"),
    ),
    "shanghai-2024": (
        MoneyPart("当年财政拨款", "", "40", "38.900055", "97.25%"),
        MoneyPart("上年结转资金", "", "2", "1.999945", "100%"),
        MoneyPart("其他资金", "", "1", "0", "0%"),
    ),
    "sichuan-2023": (
        MoneyPart("财政资金", "", "42", "40.9", "97.38%"),
        MoneyPart("财政专户管理资金"),
        MoneyPart("单位资金"),
        MoneyPart("其他资金", "", "1", "0", "0%"),
    ),
}


def fill(path: Path, name: str, row: str, given: dict[str, str]) -> None:
    """Further columns of a sheet, filled in the row that has `row` under `name`."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for each in rows:
        each.update(given if each[name] == row else {column: each.get(column, "") for column in given})
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def books(tmp_path: Path) -> Path:
    """The example's books with sources of money, reasons, and a layout whose province has no form of its own."""
    folder = Path(shutil.copytree(example_folder("panjin-2023"), tmp_path / "账册"))
    fill(folder / "绩效项目.csv", "项目名称", PROJECT, SOURCES)
    fill(folder / "绩效指标.csv", "三级指标", MISSED, REASONS)
    (folder / "版式").mkdir()
    own = 'base = "liaoning-2023"\nname = "本省"\nfirst_year = 2023\nevaluation_form = "national-2020"\n'
    (folder / "版式" / "本省.toml").write_text(own, "utf-8")
    return folder


def as_read(form: Evaluation) -> object:
    """No form says whether its project is paid from outside the books; a workbook drops closing zeros."""
    return plain(asdict(replace(form, outside=False)))


@pytest.mark.parametrize("layout", PARTS)
def test_every_shape_is_read_back_from_every_file(books: Path, tmp_path: Path, layout: str) -> None:
    built = build(books, tmp_path / "out", layout=layout)
    printed = built.disclosure.evaluations
    assert printed[1].parts == PARTS[layout]
    guards = printed[-1].indicators[0]
    assert ONE_TEXT in (guards.reason, f"人员保障：{guards.reasons.get('人员保障')}；{guards.measure}")
    page = (tmp_path / "out" / "public" / "index.html").read_text("utf-8")
    annex = page[page.index("自评表1") :]
    assert ("单位：元" in annex) == (layout == "shanghai-2024")
    files = [path for path in built.files if path.parent.name == "public"]
    told = {path.suffix: read_disclosure(path) for path in files if path.suffix in READ}
    read = {suffix: one.disclosure for suffix, one in told.items()}
    assert len(read) == len(READ)
    assert [item.text() for one in told.values() for item in one.findings if item.code.code == "R213"] == []
    for suffix, disclosure in read.items():
        assert list(map(as_read, disclosure.evaluations)) == list(map(as_read, printed)), suffix


@pytest.mark.parametrize("layout", PARTS)
def test_what_every_shape_prints_is_told_only_what_was_set_by_hand(books: Path, tmp_path: Path, layout: str) -> None:
    built = build(books, tmp_path / "out", layout=layout)
    found = [item.code.code for item in check_document(built.disclosure)]
    assert found == ["P178", "P153"] + ["P176"] * (
        layout != "shanghai-2024"
    )  # whose narrative does not list the projects
