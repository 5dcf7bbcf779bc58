"""The sheets 绩效项目 and 绩效指标: every slip is told with its row and column, and nothing is told twice."""

import tempfile
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.accounts.performance.policies import load_policy
from mingzhang.accounts.performance.printing import evaluation
from mingzhang.accounts.performance.problems import against_vouchers, problems
from mingzhang.accounts.performance.score import score
from mingzhang.accounts.performance.sheets import Read, read_projects
from mingzhang.accounts.performance.spending import executed_from
from mingzhang.findings import Finding, has_errors

POLICY = load_policy("liaoning-2023")
PROJECTS = """
项目编码,项目名称,主管部门,实施单位,预算数,执行数,财政拨款,账外,年初目标,完成情况,封顶
P1,物业费,人社局,社保中心,1430000,1430000,,否,保障运转,保障运转,
""".strip()
INDICATORS = """
项目名称,一级指标,二级指标,三级指标,运算符号,目标值,度量单位,完成值,分值,完成程度,认定得分,认定理由,人员保障,原因说明,改进措施
物业费,产出指标,数量指标,安保人数,>=,50,人,50,25,,,,,,
物业费,产出指标,成本指标,服务费,<=,3700,元/人,3600,25,,,,,,
物业费,效益指标,社会效益指标,改善环境,,环境改善,,达成,26.7,,,,,,
物业费,满意度指标,服务对象满意度指标,满意度,≥,98,%,99,13.3,,,,,,
""".strip()

# 表 原文 改成 | 编号 行 列
SLIPS = """
项目 P1,物业费,人社局 => P1,物业费, | P113 2 主管部门
项目 1430000,1430000 => 143万,1430000 | B111 2 预算数
项目 ,否, => ,基金, | P115 2 账外
项目 保障运转,保障运转, => 保障运转,保障运转,对 | P115 2 封顶
项目 1430000,1430000 => 0,0 | P134 2 预算数
项目 1430000,1430000 => 1430000,1430001 | P132 2 执行数
项目 1430000,1430000 => 1430000, | P142 2 执行数
项目 1430000,1430000 => 1430000,1001000 | P140 2 封顶
指标 物业费,产出指标,数量指标 => 物业,产出指标,数量指标 | P111 2 项目名称
指标 人,50,25 => 人,50,二十五 | P114 2 分值
指标 人,50,25 => 人,50, | P113 2 分值
指标 人,50,25 => 人,50,-25 | P119 2 分值
项目 1430000,1430000 => 1430000,-5 | P119 2 执行数
项目 1430000,, => 1430000,-5, | P119 2 财政拨款
项目 1430000,, => 1430000,1430000.01, | P164 2 财政拨款
指标 人,50,25 => 人,50,24 | P120 2 分值
指标 人,50,25, => 人,50,25,百分之八十 | P114 2 完成程度
指标 安保人数,>=,50 => 安保人数,约,50 | P116 2 运算符号
指标 安保人数,>=,50 => 安保人数,>=,五十 | P123 2 目标值
指标 安保人数,>=,50,人 => 安保人数,,50, | P123 2 运算符号
指标 >=,50,人,50 => >=,,人,50 | P125 2 目标值
指标 >=,50,人,50 => >=,50,人, | P126 2 完成值
指标 >=,50,人,50 => >=,50,,50 | P124 2 度量单位
指标 >=,50,人,50 => >=,-5,人,-10 | P127 2 完成值
指标 >=,50,人,50 => >=,50,人,80 | P137 2 完成值
指标 >=,50,人,50 => >=,500,%,500 | P138 2 目标值
指标 服务费,<=,3700 => 服务费,>=,3600 | P139 3 运算符号
指标 产出指标,数量指标 => 产出指标,数据指标 | P117 2 二级指标
指标 环境改善,,达成 => 环境改善,,很好 | P118 4 完成值
指标 环境改善,,达成,26.7 => 环境改善,,部分达成,26.7 | P130 4 完成程度
指标 环境改善,,达成,26.7, => 环境改善,,部分达成,26.7,90% | P131 4 完成程度
指标 人,50,25,, => 人,50,25,,26 | P129 2 认定得分
指标 人,50,25,, => 人,50,25,,25 | P128 2 认定理由
""".strip().splitlines()


def read(folder: Path, projects: str = PROJECTS, indicators: str = INDICATORS) -> Read:
    (folder / "绩效项目.csv").write_text(projects + "\n", encoding="utf-8")
    (folder / "绩效指标.csv").write_text(indicators + "\n", encoding="utf-8")
    return read_projects(folder, POLICY)


def told(result: Read) -> list[Finding]:
    return [*result.findings, *(item for project in result.projects for item in problems(project, POLICY))]


def said(findings: list[Finding]) -> list[tuple[str, int | None, str]]:
    return [(item.code.code, item.place.row, item.place.column) for item in findings]


def test_a_sound_project_has_no_findings(tmp_path: Path) -> None:
    result = read(tmp_path)
    assert told(result) == []
    (project,) = result.projects
    assert [item.operator for item in project.indicators] == [">=", "<=", "", ">="]
    assert project.rate == 1


@pytest.mark.parametrize("slip", SLIPS)
def test_every_slip_is_told_at_its_place(slip: str, tmp_path: Path) -> None:
    change, _, expected = slip.partition(" | ")
    sheet, _, change = change.partition(" ")
    old, _, new = change.partition(" => ")
    code, row, column = expected.split()
    text = PROJECTS if sheet == "项目" else INDICATORS
    assert text.count(old) == 1, old
    changed = text.replace(old, new)
    result = read(tmp_path, changed, INDICATORS) if sheet == "项目" else read(tmp_path, PROJECTS, changed)
    findings = said(told(result))
    assert (code, int(row), column) in findings
    assert {found[0] for found in findings} <= {code, "P121", "P112", "P120"} if code == "P111" else True


def test_a_spoiled_row_has_no_consequences(tmp_path: Path) -> None:
    """A weight that cannot be read is told once; that the sum is then short is not another finding."""
    assert [code for code, _, _ in said(told(read(tmp_path, PROJECTS, INDICATORS.replace("人,50,25", "人,50,x"))))] == [
        "P114"
    ]


def test_an_indicator_that_is_short_needs_a_reason_and_a_measure(tmp_path: Path) -> None:
    short = INDICATORS.replace(">=,50,人,50,25,,,,,,", ">=,50,人,40,25,,,,{},{},{}")
    assert short != INDICATORS
    for said_so, codes in {
        ("", "", ""): ["P135", "P136"],
        ("缺员", "", ""): ["P136"],
        ("", "缺员", "补招"): [],
        ("缺员", "", "补招"): [],
    }.items():
        assert [code for code, _, _ in said(told(read(tmp_path, PROJECTS, short.format(*said_so))))] == codes


def test_names_that_stand_alone_or_twice(tmp_path: Path) -> None:
    twice = PROJECTS + "\n" + PROJECTS.splitlines()[1]
    assert ("P110", 3, "项目名称") in said(told(read(tmp_path, twice)))
    alone = PROJECTS + "\nP2,培训费,人社局,社保中心,1,1,,否,培训,培训,"
    assert ("P112", 3, "项目名称") in said(told(read(tmp_path, alone)))


def test_one_sheet_without_the_other_is_told(tmp_path: Path) -> None:
    assert read_projects(tmp_path, POLICY) == Read()
    (tmp_path / "绩效项目.csv").write_text(PROJECTS, encoding="utf-8")
    assert [item.code.code for item in read_projects(tmp_path, POLICY).findings] == ["B101"]


# 执行数（分） 账外 凭证（分） | 是否报告
VOUCHERS = """
100 否 100 | 否
101 否 100 | 是
101 否 -   | 是
101 是 -   | 否
101 否 无  | 否
""".strip().splitlines()


@pytest.mark.parametrize("case", VOUCHERS)
def test_no_project_spends_more_than_its_vouchers(case: str, tmp_path: Path) -> None:
    executed, outside, spent, _, expected = case.split()
    sheet = PROJECTS.replace("1430000,1430000,,否", f"1430000,{int(executed) / 100},,{outside}")
    sums = {} if spent == "无" else {"P2": 1} if spent == "-" else {"P1": int(spent)}
    found = against_vouchers(read(tmp_path, sheet).projects, sums)
    assert [item.code.code for item in found] == (["P133"] if expected == "是" else [])


def test_the_executed_amount_comes_from_the_vouchers_where_it_is_not_given(tmp_path: Path) -> None:
    result = read(tmp_path, PROJECTS.replace("1430000,1430000", "1430000,"))
    assert result.projects[0].executed_fen is None
    filled = executed_from(result.projects, {"P1": 71_500_000})
    assert filled[0].rate == Fraction(1, 2)


NASTY = st.sampled_from(
    [
        "",
        " ",
        "-1",
        "0",
        "1e9",
        "９９",
        "1,234",
        "是",
        "nan",
        "%",
        "-5%",
        "=1+1",
        "9" * 40,
        "达成",
        "<=",
        "\u0000x",
        "½",
    ]
)


@given(st.sampled_from(["项目", "指标"]), st.integers(1, 4), st.integers(0, 14), NASTY)
def test_no_cell_ends_in_a_traceback(sheet: str, row: int, column: int, cell: str) -> None:
    texts = {"项目": PROJECTS, "指标": INDICATORS}
    rows = [line.split(",") for line in texts[sheet].splitlines()]
    if row < len(rows) and column < len(rows[row]):
        rows[row][column] = f'"{cell}"'
    texts[sheet] = "\n".join(",".join(line) for line in rows)
    with tempfile.TemporaryDirectory() as folder:
        result = read(Path(folder), texts["项目"], texts["指标"])
    findings = told(result)
    assert all(item.text() for item in findings)
    if not has_errors(findings):
        for project in result.projects:
            assert evaluation(score(project, POLICY), POLICY).total


def test_a_workbook_holds_the_same_projects(tmp_path: Path) -> None:
    import xlsxwriter

    (tmp_path / "csv").mkdir()
    from_csv = read(tmp_path / "csv")
    with xlsxwriter.Workbook(tmp_path / "账册.xlsx") as book:
        for name, text in (("绩效项目", PROJECTS), ("绩效指标", INDICATORS)):
            sheet = book.add_worksheet(name)
            for row, line in enumerate(text.splitlines()):
                for column, cell in enumerate(line.split(",")):
                    sheet.write(row, column, float(cell) if row and cell.replace(".", "").isdigit() else cell)
    from_xlsx = read_projects(tmp_path, POLICY)
    assert from_xlsx.findings == []
    assert [(p.name, p.budget_fen, p.executed_fen) for p in from_xlsx.projects] == [
        (p.name, p.budget_fen, p.executed_fen) for p in from_csv.projects
    ]
    assert [(i.third, i.target_value, i.actual_value, i.weight) for i in from_xlsx.projects[0].indicators] == [
        (i.third, i.target_value, i.actual_value, i.weight) for i in from_csv.projects[0].indicators
    ]
