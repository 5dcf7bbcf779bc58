"""Self-evaluation: 10,000 projects read from their workbook and scored; the ratio of the two is what counts."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from mingzhang.accounts.performance.policies import load_policy
from mingzhang.accounts.performance.printing import evaluation
from mingzhang.accounts.performance.problems import problems
from mingzhang.accounts.performance.project import Project
from mingzhang.accounts.performance.score import score
from mingzhang.accounts.performance.sheet_rows import INDICATORS, PROJECTS, columns
from mingzhang.accounts.performance.sheets import Read, read_projects

COUNT = 10_000
WEIGHTS = ("8.3", "8.3", "8.3", "8.5", "8.3", "8.3", "13.4", "13.3", "13.3")
LEVELS = (
    *[("产出指标", "数量指标")] * 2,
    *[("产出指标", "质量指标")] * 2,
    *[("产出指标", "时效指标"), ("产出指标", "成本指标")],
    *[("效益指标", "社会效益指标"), ("效益指标", "可持续影响指标"), ("满意度指标", "服务对象满意度指标")],
)
Result = TypeVar("Result")


def timed(run: Callable[[], Result]) -> tuple[float, Result]:
    began = time.perf_counter()
    result = run()
    return time.perf_counter() - began, result


def write_workbook(path: Path) -> None:
    """Projects and indicators as a unit would keep them, numbers as numbers; a third of the targets missed."""
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        for name, rows in ((PROJECTS, map(_project, range(COUNT))), (INDICATORS, _indicators())):
            sheet = book.add_worksheet(name)
            headers = [column.name for column in columns(name)]
            sheet.write_row(0, 0, headers)
            for row, values in enumerate(rows, 1):
                sheet.write_row(row, 0, [values.get(header, "") for header in headers])


def _project(number: int) -> dict[str, object]:
    executed = 1_000_000 - number * 4 if number % 2 else 500_000 - number
    return {
        "项目名称": f"项目{number}",
        "主管部门": "人力资源和社会保障局",
        "实施单位": "社会保险中心",
        "预算数": 1_000_000,
        "执行数": executed,
        "年初目标": "按时足额发放",
        "完成情况": "按时足额发放",
    }


def _indicators() -> list[dict[str, object]]:
    return [_indicator(number, at) for number in range(COUNT) for at in range(len(WEIGHTS))]


def _indicator(number: int, at: int) -> dict[str, object]:
    first, second = LEVELS[at]
    own: dict[str, object] = {
        "项目名称": f"项目{number}",
        "一级指标": first,
        "二级指标": second,
        "三级指标": f"指标{at}",
        "分值": float(WEIGHTS[at]),
    }
    if first == "效益指标":
        return own | {"目标值": "持续改善", "完成值": "达成"}
    missed = (number + at) % 3 == 0
    sign, actual = ("<=", 1300 + number % 7) if second == "成本指标" else (">=", 900 + number % 97)
    short = {"人员保障": "缺员", "改进措施": "补招"} if missed else {}
    return own | {"运算符号": sign, "目标值": 1000, "度量单位": "人", "完成值": actual if missed else 1000} | short


def run() -> None:
    policy = load_policy("liaoning-2023")
    with tempfile.TemporaryDirectory() as folder:
        write_workbook(Path(folder) / "账册.xlsx")
        reading, read = timed(lambda: read_projects(Path(folder), policy))
    projects = _sound(read)
    scoring, scores = timed(lambda: [score(project, policy) for project in projects])
    asking, found = timed(lambda: [item for project in projects for item in problems(project, policy)])
    printing, forms = timed(lambda: [evaluation(item, policy) for item in scores])
    indicators = sum(len(project.indicators) for project in projects)
    print(f"reading  {reading:.2f} s: {len(projects)} projects, {indicators} indicators from the workbook")
    print(f"scoring  {scoring:.2f} s = {scoring / reading:.2f} × reading (aim: at most 3)")
    print(f"asking   {asking:.2f} s = {asking / reading:.2f} × reading, {len(found)} findings")
    print(f"printing {printing:.2f} s = {printing / reading:.2f} × reading, {len(forms)} forms")


def _sound(read: Read) -> tuple[Project, ...]:
    assert not read.findings, read.findings[0].text()
    assert len(read.projects) == COUNT
    return read.projects
