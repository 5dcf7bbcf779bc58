"""Wherever an export keeps its dimensions, the same lines come to the same entries."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter
import yaml
from pydantic import ValidationError

from mingzhang.accounts.books.mapping import VoucherSettings
from mingzhang.accounts.books.projects import read_projects
from mingzhang.accounts.books.voucher_dates import month_and_day
from mingzhang.accounts.books.vouchers import Vouchers, read_vouchers
from mingzhang.accounts.cube import Coarse, Entry, Flow, Fund, Kind, Source

PAID = Entry(Coarse(Flow.EXPENDITURE, Fund.GENERAL, Source.NONE, Kind.PROJECT), "2080505", "30108", "", "", 123_45)

VARIANTS: list[tuple[str, str, str, str]] = [
    # what it is | columns beside 日期 凭证号 科目 借方 贷方 | the expenditure line | settings
    ("own columns", "资金,功能科目,支出类型,经济科目", "7201,123.45,,一般公共预算,2080505,项目支出,30108", ""),
    ("account segments", "", "7201.01.02.2080505.30108,123.45,", """
        科目段:
          科目: "7201"
          分隔: "."
          段: {2: 资金, 3: 支出类型, 4: 功能科目, 5: 经济科目}
        对照: {资金: {"01": 一般公共预算}, 支出类型: {"01": 基本支出, "02": 项目支出}}"""),
    ("fixed widths", "", "72010102208050530108,123.45,", """
        科目段:
          - {科目: ["7101", "7201"], 宽度: [4, 2, 2, 7, 5], 段: {2: 资金, 3: 支出类型, 4: 功能科目, 5: 经济科目}}
        对照: {资金: {1: 一般公共预算, "01": 一般公共预算}, 支出类型: {"02": 项目支出}}"""),
    ("by account", "功能科目,经济科目", "7201.01.02,123.45,,2080505,30108", """
        按科目: {"7201.01": {资金: 公共财政}, "7201.01.02": {支出类型: 项目支出}}"""),
    ("fused text", "资金,功能科目,支出类型,经济科目",
     "7201,123.45,,公共财政,2080505-机关事业单位基本养老保险缴费支出,项目,[30108]机关事业单位基本养老保险缴费", ""),
    ("fused with a blank", "资金,功能科目,支出类型,经济科目",
     "7201,123.45,,general,2080505 机关事业单位基本养老保险缴费,project,30108", ""),
    ("names alone", "资金,功能科目,支出类型,经济科目",
     "7201,123.45,,一般公共预算,机关事业单位基本养老保险缴费支出,项目支出,机关事业单位基本养老保险缴费", ""),
    ("auxiliary columns", "资金,功能科目,支出类型,辅助1,辅助2", "7201,123.45,,一般公共预算,2080505,项目支出,,30108", """
        辅助列: {经济科目: [辅助1, 辅助2]}"""),
    ("auxiliary columns by rule", "资金,功能科目,支出类型,辅助",
     "7201,123.45,,一般公共预算,2080505,项目支出,部门:办公室/经济科目:30108", """
        辅助列: {经济科目: {列: 辅助, 样式: '经济科目:(\\d+)'}}"""),
    ("other column names", "资金性质,功能分类,类型,经济分类", "7201,123.45,,一般公共预算,2080505,项目支出,30108", """
        列: {资金: 资金性质, 功能科目: 功能分类, 支出类型: 类型, 经济科目: 经济分类}"""),
    ("own words and accounts", "资金,功能科目,支出类型,经济科目", "501,123.45,,预算内,养老,专项,30108", """
        对照:
          科目: {"501": "7201"}
          资金: {预算内: 一般公共预算}
          功能科目: {养老: 2080505}
          支出类型: {专项: 项目支出}"""),
    ("blanks around", "资金,功能科目,支出类型,经济科目",
     " 7201 , 123.45 ,, 一般公共预算 ,2080505 ,项目支出, 30108", ""),
]  # fmt: skip


def settings_of(text: str) -> VoucherSettings:
    data: Any = yaml.safe_load(text) if text else {}
    return VoucherSettings.model_validate(data)


def read(folder: Path, columns: str, line: str, settings: str, projects: str = "") -> Vouchers:
    header = ",".join(["日期,凭证号,科目,借方,贷方", columns]).rstrip(",")
    text = f"{header}\n2023-01-05,1,{line}\n2023-01-05,1,8001,,123.45\n"
    (folder / "凭证.csv").write_text(text, "utf-8")
    if projects:
        (folder / "项目.csv").write_text(projects, "utf-8")
    return read_vouchers(folder, settings_of(settings), 2023, read_projects(folder)[0])


@pytest.mark.parametrize("variant", VARIANTS, ids=[variant[0] for variant in VARIANTS])
def test_dimensions_are_found_where_they_stand(tmp_path: Path, variant: tuple[str, str, str, str]) -> None:
    vouchers = read(tmp_path, *variant[1:])
    assert [item.text() for item in vouchers.findings] == []
    assert vouchers.entries() == [PAID]


MASTER = "项目编码,项目名称,功能科目,支出类型,资金,来源\nP1,养老缴费,2080505,项目支出,一般公共预算,财政拨款\n"


@pytest.mark.parametrize("text", ["P1", "养老缴费", "[P1]养老缴费", "P1 养老缴费"])
def test_a_project_supplies_what_its_lines_do_not_say(tmp_path: Path, text: str) -> None:
    vouchers = read(tmp_path, "经济科目,项目", f"7201,123.45,,30108,{text}", "", MASTER)
    assert [item.text() for item in vouchers.findings] == []
    assert vouchers.entries() == [PAID._replace(project="P1")]


def test_income_takes_its_function_from_the_project(tmp_path: Path) -> None:
    (tmp_path / "凭证.csv").write_text(
        "日期,凭证号,科目,借方,贷方,项目\n2023-01-05,1,8001,9.00,,\n2023-01-05,1,6001,,9.00,P1\n", "utf-8"
    )
    (tmp_path / "项目.csv").write_text(MASTER, "utf-8")
    vouchers = read_vouchers(tmp_path, VoucherSettings(), 2023, read_projects(tmp_path)[0])
    assert vouchers.findings == []
    income = Coarse(Flow.INCOME, Fund.GENERAL, Source.FISCAL, Kind.PROJECT)
    assert vouchers.entries() == [Entry(income, "2080505", "", "P1", "", 9_00)]


def test_two_places_that_disagree_are_told(tmp_path: Path) -> None:
    line = "7201,123.45,,一般公共预算,2080506,项目支出,30108,P1"
    vouchers = read(tmp_path, "资金,功能科目,支出类型,经济科目,项目", line, "", MASTER)
    assert [(item.code.code, item.place.row, item.printed) for item in vouchers.findings] == [
        ("B136", 2, "“功能科目”列：2080506；项目表：2080505")
    ]


def test_a_project_that_the_master_lacks_warns(tmp_path: Path) -> None:
    line = "7201,123.45,,一般公共预算,2080505,项目支出,30108,P9"
    vouchers = read(tmp_path, "资金,功能科目,支出类型,经济科目,项目", line, "", MASTER)
    assert [(item.code.code, item.printed) for item in vouchers.findings] == [("B144", "P9")]
    assert vouchers.entries() == [PAID._replace(project="P9")]


BAD_SETTINGS = {
    "an unknown key": "别的: 1",
    "an unknown column": "列: {日子: 日期}",
    "an unknown dimension": "辅助列: {部门: 辅助1}",
    "segments without a way to cut": "科目段: {科目: '7201', 段: {2: 资金}}",
    "more segments than widths": "科目段: {科目: '7201', 宽度: [4], 段: {2: 资金}}",
    "a dimension twice": "科目段: {科目: '7201', 分隔: '.', 段: {2: 资金, 3: 资金}}",
    "a broken pattern": "辅助列: {经济科目: {列: 辅助, 样式: '('}}",
    "a pattern without a group": "辅助列: {经济科目: {列: 辅助, 样式: '\\d+'}}",
    "an unknown numbering": "编号范围: 季",
}


@pytest.mark.parametrize("text", BAD_SETTINGS.values(), ids=list(BAD_SETTINGS))
def test_settings_that_mean_nothing_are_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        settings_of(text)


def _records() -> list[list[str]]:
    header = [
        "日期",
        "凭证号",
        "分录号",
        "科目",
        "借方",
        "贷方",
        "资金",
        "来源",
        "功能科目",
        "支出类型",
        "经济科目",
        "项目",
        "摘要",
    ]
    lines = [
        "2023-01-05|记-1|1|8001|1234.50||||||||收到",
        "2023-01-05|记-1|2|6001||1234.50|一般公共预算|财政拨款|2080109|基本支出|||收到",
        "2023-02-06|记-1|1|7201|0.07||一般公共预算||2080109|基本支出|30101|食堂|发放",
        "2023-02-06|记-1|2|8001||0.07|||||||发放",
    ]
    return [header, *(line.split("|") for line in lines)]


def _write(folder: Path, how: str) -> str:
    records = _records()
    match how:
        case "utf-8" | "utf-8-sig" | "gb18030":
            text = "\n".join(",".join(record) for record in records)
            (folder / "凭证.csv").write_bytes(text.encode(how))
        case "xlsx":
            with xlsxwriter.Workbook(folder / "账册.xlsx") as book:
                sheet = book.add_worksheet("凭证")
                for at, record in enumerate(records):
                    for column, text in enumerate(record):
                        number = at > 0 and column in {4, 5, 8, 10} and bool(text)
                        sheet.write(at, column, float(text) if number else text)
        case "parquet":
            columns = {name: [record[at] or None for record in records[1:]] for at, name in enumerate(records[0])}
            pl.DataFrame(columns).with_columns(
                pl.col("日期").str.to_date(), pl.col("借方", "贷方").cast(pl.Float64)
            ).write_parquet(folder / "凭证.parquet")
    return how


@pytest.mark.parametrize("how", ["utf-8", "utf-8-sig", "gb18030", "xlsx", "parquet"])
def test_every_format_gives_the_same_lines(tmp_path: Path, how: str) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    _write(tmp_path / "a", "utf-8")
    _write(tmp_path / "b", how)
    expected = read_vouchers(tmp_path / "a", VoucherSettings(), 2023)
    vouchers = read_vouchers(tmp_path / "b", VoucherSettings(), 2023)
    assert [item.text() for item in vouchers.findings] == [] == expected.findings
    assert vouchers.lines.drop("file").equals(expected.lines.drop("file"))
    assert vouchers.entries() == expected.entries()


def test_a_file_for_each_month(tmp_path: Path) -> None:
    header, *lines = [",".join(record) for record in _records()]
    (tmp_path / "凭证-01月.csv").write_text("\n".join([header, *lines[:2]]), "utf-8")
    (tmp_path / "凭证-02月.csv").write_bytes(
        "\n".join([header, *lines[2:3], lines[3].replace("0.07", "0.08")]).encode("gb18030")
    )
    vouchers = read_vouchers(tmp_path, settings_of("文件: 凭证-*.csv"), 2023)
    assert [(item.code.code, item.place.file, item.place.row) for item in vouchers.findings] == [
        ("B117", "凭证-02月.csv", 2)
    ]
    assert [item.code.code for item in read_vouchers(tmp_path, settings_of("文件: 无*.csv"), 2023).findings] == ["B101"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("01-05", (1, 5)),
        ("1/5", (1, 5)),
        ("１月５日", (1, 5)),
        ("12月31号", (12, 31)),
        ("01.05", (1, 5)),
        ("1.10", (1, 10)),
        ("1.1", None),  # a number: the 1st or the 10th
        ("1.5", None),
        ("01-05-01", None),
        ("5", None),
        ("", None),
    ],
)
def test_month_and_day_of_one_cell(text: str, meant: tuple[int, int] | None) -> None:
    assert month_and_day(text) == meant
