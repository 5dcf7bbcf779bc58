"""The seven forms of the Panjin centre of 2023, figure for figure, from the example's books and the real document."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from mingzhang.accounts.disclosure import Disclosure, Unit
from mingzhang.accounts.performance.aggregate import Aggregates, aggregates
from mingzhang.accounts.performance.declared_form import load_form
from mingzhang.accounts.performance.document import check_document, policy_of_document
from mingzhang.accounts.performance.evaluation import Evaluation
from mingzhang.accounts.performance.form import evaluation_grid
from mingzhang.accounts.performance.headed import headed_evaluation
from mingzhang.accounts.performance.policies import load_policy
from mingzhang.accounts.performance.printing import evaluation, on_form
from mingzhang.accounts.performance.problems import problems
from mingzhang.accounts.performance.project import Project
from mingzhang.accounts.performance.score import ProjectScore, score
from mingzhang.accounts.performance.sheets import read_projects
from mingzhang.accounts.performance.table import rows_of
from mingzhang.accounts.pipeline import example_folder
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.accounts.readers.reading import ReadDisclosure
from mingzhang.accounts.statements import registers
from mingzhang.money import wan_text

POLICY = load_policy("liaoning-2023")
FORM = load_form("liaoning-2023")

# 项目 预算 执行 执行率 小计 执行率得分 减分项 总得分 等次
PUBLISHED = """
机关事业养老保险补助                       5000   5000   100%    90  10    0            100    优
盘化公司退休教师待遇补差经费               43     40.9   95.12%  90  9.51  0            99.51  优
企业职工基本养老保险补助                   5191   5191   100%    90  10    0            100    优
社会保障计算机网络系统维护、专用线路租用费 29.8   28.7   96.31%  90  9.63  0            99.63  优
社会保障业务工作经费                       49.94  49.94  100%    90  10    0            100    优
事转企养老金待遇补差                       77.97  77.97  100%    90  10    0            100    优
物业费                                     143    79.34  55.48%  90  5.55  26.54825175  69     中
""".strip().splitlines()
RESCORED = "物业费 143 79.34 55.48% 88.34 5.55 24.88825175 69 中"


@pytest.fixture(scope="module")
def report() -> ReadDisclosure:
    """The real document, which a user's machine does not have."""
    for parent in Path(__file__).resolve().parents:
        path = parent / "shared" / "reports" / "panjin-2023.txt"
        if path.is_file():
            return read_disclosure(path)
    pytest.skip("shared/reports/panjin-2023.txt is not on this machine")


@pytest.fixture(scope="module")
def projects() -> tuple[Project, ...]:
    read = read_projects(example_folder("panjin-2023"), POLICY)
    assert read.findings == []
    return read.projects


def scored(projects: tuple[Project, ...], *, rescore: bool = False) -> list[ProjectScore]:
    return [score(project, POLICY, rescore=rescore) for project in projects]


def line(result: ProjectScore) -> list[str]:
    form = evaluation(result, POLICY)
    figures = [form.budget, form.executed, form.rate, form.subtotal, form.execution_score, form.deduction, form.total]
    return [form.project, *figures, result.band]


def printed(projects: tuple[Project, ...]) -> list[Evaluation]:
    return [on_form(result, POLICY, FORM) for result in scored(projects)]


def test_the_seven_forms_come_out_figure_for_figure(projects: tuple[Project, ...]) -> None:
    assert [line(result) for result in scored(projects)] == [text.split() for text in PUBLISHED]


def test_without_scores_set_by_hand_one_form_changes(projects: tuple[Project, ...]) -> None:
    again = scored(projects, rescore=True)
    assert [line(result) for result in again[:-1]] == [text.split() for text in PUBLISHED[:-1]]
    assert line(again[-1]) == RESCORED.split()
    guards = evaluation(again[-1], POLICY).indicators[0]
    assert (guards.third, guards.completion, guards.score) == ("安保人数", "80%", "6.64")


def test_the_aggregates_and_what_is_paid_from_outside_the_books(projects: tuple[Project, ...]) -> None:
    every: Aggregates = aggregates(scored(projects), POLICY)
    register = {name: registers.printed(f"预算绩效.{name}", value) for name, value in every.register().items()}
    assert register == {
        "自评项目数": "7",
        "涉及金额": "10534.71",
        "财政拨款金额": "10467.85",
        "平均分": "95.45",
        "评级优项目数": "6",
        "评级良项目数": "0",
        "评级合格项目数": "1",
        "评级不合格项目数": "0",
    }
    assert every.all.bands == {"优": 6, "良": 0, "中": 1, "差": 0}
    assert (every.outside.count, every.outside.budget_fen) == (2, 10_191_000_000)
    assert (every.own.count, wan_text(every.own.executed_fen)) == (5, "276.85")
    assert every.own.average == Fraction(2999389, 32035)


def test_what_is_asked_of_the_books_is_one_score_and_a_rate_among_quantities(projects: tuple[Project, ...]) -> None:
    found = [item for project in projects for item in problems(project, POLICY)]
    assert [(item.code.code, item.place.row) for item in found] == [("P178", 4), ("P141", 56)]


def test_a_form_is_read_back_from_the_grid_that_prints_it(projects: tuple[Project, ...]) -> None:
    for form in printed(projects):
        read = headed_evaluation(rows_of(evaluation_grid(form, FORM)))
        assert read == replace(form, outside=False)


def test_the_real_forms_are_what_the_books_print(projects: tuple[Project, ...], report: ReadDisclosure) -> None:
    real = report.disclosure.evaluations
    assert len(real) == 7
    named = [replace(each, department=each.department.rstrip("-"), unit=each.unit.rstrip("-")) for each in real]
    assert named == [replace(ours, outside=False) for ours in printed(projects)]


def test_the_real_document_is_told_what_contradicts_itself_and_nothing_else(report: ReadDisclosure) -> None:
    found = check_document(report.disclosure)
    assert [(item.code.code, item.place.block, item.place.line) for item in found] == [
        ("P178", "企业职工基本养老保险补助", ""),
        ("P153", "物业费", "安保人数"),
        ("P176", "", ""),
        ("P163", "", ""),
        ("P165", "", ""),
        ("P174", "机关事业养老保险补助", ""),
        ("P174", "企业职工基本养老保险补助", ""),
    ]
    guards = found[1]
    assert guards.expected == "完成程度 80%，得分 6.64，并写明没有达成的原因"


# 版式 地区 单位 年度 | 评分办法
DOCUMENTS = """
liaoning-2023 -    某单位         2023 | liaoning-2023
-             辽宁 某单位         2023 | liaoning-2023
-             -    辽宁省某单位   2023 | liaoning-2023
-             -    某单位         2023 | liaoning-2023  按表上的分值认出
-             -    某单位         0    | liaoning-2023  年度没有读出来
-             上海 某单位         2023 | shanghai
-             -    某单位         2012 | 没有
""".strip().splitlines()


@pytest.mark.parametrize("case", DOCUMENTS)
def test_the_policy_of_a_document_that_was_read(case: str, projects: tuple[Project, ...]) -> None:
    layout, region, name, year, _, key, *_ = case.split()
    unit = Unit(name, name, "事业", region=region.strip("-"))
    document = Disclosure(unit, int(year), layout.strip("-"), (), evaluations=tuple(printed(projects)))
    policy = policy_of_document(document)
    assert (policy.key if policy else "没有") == key
    found = [item.code.code for item in check_document(document)]
    assert key != "liaoning-2023" or found == ["P178", "P153"]
    assert key != "没有" or found == ["P145"]
