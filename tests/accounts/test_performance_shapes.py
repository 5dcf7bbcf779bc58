"""Self-evaluation forms of any province in any file: read in full, no false alarm, and each slip is found."""

from collections.abc import Callable
from dataclasses import asdict, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from evaluation_shapes import SHAPES, matrix, shape
from hypothesis import given
from hypothesis import strategies as st
from sample_documents import (
    Printed,
    Style,
    write_docx,
    write_html,
    write_pdf,
    write_saved_text,
    write_xlsx,
)

from mingzhang.accounts.checks.check import check
from mingzhang.accounts.performance.boxes import target_of
from mingzhang.accounts.performance.check import check_evaluation
from mingzhang.accounts.performance.evaluation import Evaluation
from mingzhang.accounts.performance.exact import exact
from mingzhang.accounts.performance.headed import headed_evaluation
from mingzhang.accounts.performance.policies import load_policy
from mingzhang.accounts.performance.table import Piece, rows_of_boxes
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.findings import has_errors

Writer = Callable[[Path, list[Printed]], Path]
WRITERS: dict[str, Writer] = {
    "html": write_html,
    "docx": write_docx,
    "xlsx": write_xlsx,
    "pdf": lambda path, tables: write_pdf(path, tables, Style(size=5.0)),
    "txt": write_saved_text,
}
NATIONAL = load_policy("national-2020")


def form_of(name: str, *changes: tuple[str, str]) -> Evaluation:
    table = shape(name, *changes)
    found = headed_evaluation(matrix(table), (table.title,))
    assert found is not None
    return found


def codes(form: Evaluation) -> list[str]:
    return [item.code.code for item in check_evaluation(form, NATIONAL)]


def plain(value: Any) -> Any:
    """Figures as numbers: a workbook drops their closing zeros."""
    if isinstance(value, dict):
        return {name: plain(member) for name, member in value.items()}
    if isinstance(value, list | tuple):
        return [plain(member) for member in value]
    number = exact(value) if isinstance(value, str) else None
    return value if number is None else number


@pytest.mark.parametrize("name", SHAPES)
def test_a_consistent_form_of_any_shape_has_no_findings(name: str) -> None:
    assert codes(form_of(name)) == []


@pytest.mark.parametrize("kind", WRITERS)
def test_every_shape_comes_out_of_every_file_as_it_is(kind: str, tmp_path: Path) -> None:
    """A document that holds nothing but self-evaluations, as many are published."""
    path = WRITERS[kind](tmp_path / f"自评表.{kind}", [shape(name) for name in SHAPES])
    read = read_disclosure(path)
    found = [plain(asdict(form)) for form in read.disclosure.evaluations]
    for name, form in zip(SHAPES, found, strict=True):
        wanted = plain(asdict(form_of(name)))
        if kind == "txt" and not form["parts"]:
            wanted["parts"] = []  # saved text does not tell which of its boxes are empty
        assert form == wanted
    assert (read.disclosure.year, read.disclosure.unit.name) == (2023, "某中心")
    assert [item.text() for item in (*read.findings, *check(read)) if item.severity.name != "HINT"] == []


# 样式 | 原文 | 改成 | 应报
SLIPS = """
国家 | ≥5000卷|5200卷|10|10 | ≥5000卷|4200卷|10|10 | P153
国家 | ≥5000卷|5200卷|10|10 | ≥5000卷|5200卷|10|9 | P153 P155
国家 | ≥98%|99.5%|15|15 | ≥98%|99.5%|15|15.5 | P129 P155
国家 | ≥98%|99.5%|15|15 | ≥98%||15|15 | P126
国家 | ≥5000卷|5200卷 | ≥500卷|5200卷 | P137
国家 | ≤20万元|17.99万元 | ≥15万元|17.99万元 | P139
国家 | 明显提高|达成预期指标 | 明显提高|未达成预期指标且效果较差 | P153
国家 | 明显提高|达成预期指标|30|30 | 明显提高|部分达成预期指标并具有一定效果|30|20 | P135 P155
国家 | 17.99|<|10|89.95%|9 | 17.99|<|10|98.95%|9 | P151
国家 | 89.95%|9 | 89.95%|10 | P152 P155
国家 | <|100|99 | <|100|98 | P155
国家 | ≥5000卷|5200卷|10|10 | ≥5000卷|5200卷|10分|10分 | -
国家 | ≤20万元|17.99万元 | ≤5次|0次 | -
国家 | ≤20万元|17.99万元 | ≤20万元|179900元 | -
国家 | ≤20万元|17.99万元 | ≤20万元|217900元 | P153
国家 | ≤20万元|17.99万元 | ≤0起|0起 | -
国家 | ≤20万元|17.99万元 | ≤0起|1起 | P153
国家 | ≤20万元|17.99万元 | =0起|0起 | -
国家 | ≥5000卷|5200卷 | 3–5次|4次 | -
国家 | ≥5000卷|5200卷 | ≥3次，≤5次|4次 | -
国家 | ≥5000卷|5200卷 | ≥0.5万卷|5200卷 | -
国家 | ≥5000卷|5200卷 | ≥0.5万卷|4200卷 | P153
国家 | ≥5000卷|5200卷 | 至少5000卷|4000卷 | P153
国家 | ≥5000卷|5200卷 | |5200卷 | P125
国家 | ≥98%|99.5% | ≥98%|0.995 | -
国家 | ≥98%|99.5% | ≥98%|0.895 | P153
国家 | ≥98%|99.5% | ≥98|99.5% | -
国家 | ≥98%|99.5% | ≥９８％|９９.５％ | -
国家 | ≥98%|99.5% | ≧98%|≥99.5%（优秀） | -
国家 | ≥98%|99.5% | 不低于98%|97% | P153
国家 | ≥98%|99.5% | ≥-5%|-3% | -
国家 | ≥98%|99.5% | ≥-5%|-8% | P153
国家 | 12月底前|12月底前 | 2023年12月31日前|2023年11月30日 | -
国家 | 12月底前|12月底前 | 2023年12月31日前|2024年1月 | P153
国家 | 12月底前|12月底前 | 6月底前|9月完成 | P153
国家 | 12月底前|12月底前 | 6月底前|6月30日 | -
国家 | 12月底前|12月底前 | 6月底前|次年完成 | -
国家 | 明显提高|达成预期指标|30|30 | 明显提高|达成预期指标|40|40 | P120 P155
国家 | |10|89.95%|9 | |10|0.8995|9 | -
国家 | 18.00|20.00|17.99 | 18.00|20.00|16.99 | P151 P152 P171
国家 | 18.00|18.00|16.50 | 18.00|17.00|16.50 | P171
国家 | 质量指标|合格率 | 社会效益指标|合格率 | P117
国家 | 满意度|≥95%|97%|10|10 | 满意度|≥95%|97%|20|20 | P120 P155
国家 | 满意度|≥95% | 满意度|≥195% | P138 P153
上海 | 10|86.18%|8.62 | 10|81.68%|8.62 | P151
上海 | 条款完成率|=100%|100% | 条款完成率|=100%|90% | P153
上海 | <|100|98.62 | <|100|96.82 | P155
四川 | |≤|5|次|6|20|16.67|设备老旧 | |≤|5|次|6|20|20| | P153 P155
四川 | 16.67|设备老旧 | 16.67| | P135
四川 | 定性|好||好 | 定性|95||好 | P123
四川 | ＝|3|套|3 | ＝|3|套|完成 | P173
四川 | ＝|3|套|3 | ＝|3||3 | P124
四川 | 完成值|权重|得分 | 完成值|权重|得分 | -
云南 | 自评等级|优 | 自评等级|良 | P172
云南 | 总得分|98 | 总得分|99 | P155
湖北 | 80%|16 | 80%|18 | P152 P155
湖北 | <|96 | <|97 | P155
湖北 | ≥90%|92%|40 | ≥90%|92%|38 | P155
安徽 | 并具有一定效果|8|6 | 并具有一定效果|8|8 | P153 P155
安徽 | 年初预算数|全年预算数 | 年初预算数|全年预算数 | -
整体 | 95%|9.5 | 95%|9.9 | P152 P155
整体 | 12万人次|12.5万人次 | 12万人次| | P126
两个目标 | 98%|19.6 | 98%|20 | P155
两个目标 | <|99.6 | <|98.6 | P155
河北 | 学生满意度|100|100|10|10 | 学生满意度|100|100|10|9 | P155
调整指标值 | |12|10|10| | |12|11|10| | P153
调整指标值 | |12|10|10| | |12||10| | P153
执行率20分 | 20|80%|16 | 20|80%|18 | P152 P155
执行率20分 | ≥300人|280人|30|28 | ≥300人|280人|30|30 | P153 P155
执行率20分 | 96%|5|5 | 96%|10|5 | P120 P153
""".strip().splitlines()


@pytest.mark.parametrize("line", SLIPS)
def test_each_slip_is_found_and_nothing_else(line: str) -> None:
    name, old, new, expected = line.split(" | ")
    assert sorted(set(codes(form_of(name, (old, new))))) == sorted(expected.replace("-", "").split())


def test_a_form_without_any_scores_is_told_once() -> None:
    form = form_of("国家")
    empty = replace(form, indicators=tuple(replace(line, score="") for line in form.indicators))
    assert codes(empty) == ["P170"]


HEAD = "绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施|<"
FURTHER = {"续页无表头": "||成本指标", "续页重印表头": f"{HEAD}\n^||成本指标"}


@pytest.mark.parametrize("way", FURTHER)
def test_a_form_over_several_pages_is_one(way: str, tmp_path: Path) -> None:
    """The second page has fewer columns, begins below an indicator of the first, and prints some headings again."""
    table = shape("国家", ("^|^|成本指标", FURTHER[way]))
    read = read_disclosure(write_pdf(tmp_path / "自评表.pdf", [table], Style(size=5.0, rows_a_page=13)))
    assert [plain(asdict(form)) for form in read.disclosure.evaluations] == [plain(asdict(form_of("国家")))]
    assert check(read) == []


def test_several_forms_in_one_sheet_or_table_come_apart(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "自评表.xlsx", [shape("国家"), shape("安徽")], one_sheet=True)
    assert [form.project for form in read_disclosure(path).disclosure.evaluations] == ["档案数字化", "委托业务项目"]
    first, second = shape("安徽"), shape("执行率20分")
    both = replace(first, rows=(*first.rows, *second.rows))
    path = write_docx(tmp_path / "自评表.docx", [both])
    read = read_disclosure(path)
    assert [form.project for form in read.disclosure.evaluations] == ["委托业务项目", "培训经费"]
    assert check(read) == []


def test_a_table_of_targets_without_scores_is_none() -> None:
    """绩效目标表: what is planned, not what was reached."""
    targets = "项目名称|甲|||\n一级指标|二级指标|三级指标|指标值|分值\n产出|数量|卷数|≥50|20"
    assert headed_evaluation([line.split("|") for line in targets.splitlines()]) is None


# 一格里的目标 | 运算符号 目标值 度量单位
TARGETS = """
≥95% | >= 95 %
>=90% | >= 90 %
不少于50个 | >= 50 个
95%以上 | >= 95 %
不超过 3 次 | <= 3 次
至少3次 | >= 3 次
最多3次 | <= 3 次
≧1.5万人次 | >= 1.5 万人次
3～5次 | 定性
90%-95% | 定性
20万元以内 | <= 20 万元
﹦100% | = 100 %
=1,200人 | = 1200 人
大于等于98百分比 | >= 98 百分比
100% | 定性
12月底前 | 定性
≥3次，≤5次 | 定性
明显提高 | 定性
""".strip().splitlines()


@pytest.mark.parametrize("line", TARGETS)
def test_a_target_in_one_box_is_operator_number_and_unit(line: str) -> None:
    text, expected = line.split(" | ")
    found = target_of(text)
    assert (" ".join(found) if found.operator else "定性") == expected


def test_columns_that_no_box_fills_alone_are_slivers() -> None:
    """A word processor's page: 完成值 begins a hair left of its values, so that there is a column between."""
    boxes = [Piece(0, 0, 2, "目标值"), Piece(0, 2, 2, "完成值"), Piece(0, 4, 1, "分值")]
    for row in (1, 2):
        boxes += [Piece(row, 0, 1, "="), Piece(row, 1, 2, "50"), Piece(row, 3, 1, "40"), Piece(row, 4, 1, "8.3")]
    assert rows_of_boxes(boxes, 3, 5) == [["目标值", "", "完成值", "分值"], *[["=", "50", "40", "8.3"]] * 2]


def test_a_table_of_wide_boxes_keeps_their_order() -> None:
    assert rows_of_boxes([Piece(0, 0, 3, "甲"), Piece(0, 3, 3, "乙")], 1, 6) == [["甲", "乙"]]
    assert rows_of_boxes([], 1, 4) == [[""]]


FIGURES = [
    *[
        (name, field)
        for name in ("国家", "上海", "四川", "云南")
        for field in ("budget", "executed", "rate", "execution_score", "total")
    ],
    *[(name, field) for name in ("国家", "上海", "四川", "云南") for field in ("weight", "score")],
]


@given(st.sampled_from(FIGURES), st.integers(0, 4), st.decimals("0.02", "0.4", places=2), st.booleans())
def test_a_changed_figure_of_a_form_is_found(figure: tuple[str, str], at: int, by: Decimal, more: bool) -> None:
    """Every printed figure follows from others, so that one that is changed by 2% or more contradicts them."""
    name, field = figure
    form = form_of(name)
    factor = 1 + (by if more else -by)

    def changed(text: str) -> str:
        number = Decimal(text.rstrip("%")) * factor
        return f"{number:.2f}" + "%" * text.endswith("%")

    if field in ("weight", "score"):
        lines = list(form.indicators)
        given: dict[str, Any] = {field: changed(getattr(lines[at], field))}
        lines[at] = replace(lines[at], **given)
        form = replace(form, indicators=tuple(lines))
    else:
        own: dict[str, Any] = {field: changed(getattr(form, field))}
        form = replace(form, **own)
    assert has_errors(check_evaluation(form, NATIONAL))
