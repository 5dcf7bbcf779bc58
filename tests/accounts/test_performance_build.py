"""From books to what is published: the forms in every file, sentences from the projects, and mid-year monitoring."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.disclosure_json import from_json, to_json
from mingzhang.accounts.performance.command import monitor
from mingzhang.accounts.performance.document import check_document
from mingzhang.accounts.performance.policies import policy_keys
from mingzhang.accounts.performance.sheet_rows import INDICATORS, PROJECTS, columns
from mingzhang.accounts.pipeline import build, example_folder, prepare
from mingzhang.findings import Finding, ProblemsFound

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture
def books(tmp_path: Path) -> Path:
    """The example's books, with its answers about last year as the unit's file wants them."""
    folder = tmp_path / "账册"
    shutil.copytree(example_folder("panjin-2023"), folder)
    unit = folder / "单位.yaml"
    unit.write_text(re.sub(r"(?m)^(无上年数|无年初预算):.*$", r"\1: 是", unit.read_text("utf-8")), "utf-8")
    return folder


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8-sig")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [item.code.code for item in findings if item.code.code.startswith("P")]


def said(disclosure: Disclosure) -> str:
    return "\n".join(paragraph.text for paragraph in disclosure.paragraphs)


def test_every_file_holds_the_forms(books: Path, tmp_path: Path) -> None:
    from fastexcel import read_excel

    built = build(books, tmp_path / "out")
    assert codes(built.findings) == ["P178", "P141", "P144"]
    totals = [form.total for form in built.disclosure.evaluations]
    assert totals == ["100", "99.51", "100", "99.63", "100", "100", "69"]
    public = {path.name: path for path in built.files if "internal" not in path.as_posix()}
    page, workbook, data = (public[name] for name in ("index.html", "final-accounts.xlsx", "disclosure.json"))
    text = page.read_text("utf-8")
    assert text.count("预算项目(政策)绩效自评表</h3>") == 7
    row = text[text.index('class="name">物业费</th>') :]
    beside = "".join(f'<td class="figure">{figure}</td>' for figure in ("143", "79.34", "55.48%", "69"))
    assert beside in row[: row.index("</tr>")], "the picture's figures as a table"
    assert "26.54825175" in text
    read = from_json(data.read_text("utf-8"))
    assert read.evaluations == built.disclosure.evaluations
    sheets = read_excel(workbook)
    assert [name for name in sheets.sheet_names if name.startswith("自评")] == [f"自评{at}" for at in range(1, 8)]
    last = sheets.load_sheet("自评7", header_row=None).to_polars()
    assert "26.54825175" in [str(value) for value in last.row(-1)]


def test_a_document_that_was_built_here_is_told_only_what_was_set_by_hand(books: Path) -> None:
    _, disclosure, _ = prepare(books)
    assert codes(tuple(check_document(disclosure))) == ["P178", "P153", "P176", "P165"]
    _, rescored, _ = prepare(books, rescore=True)
    assert codes(tuple(check_document(rescored))) == ["P178", "P135", "P136", "P176", "P165"]


def test_the_sentences_come_from_the_projects(books: Path) -> None:
    _, disclosure, _ = prepare(books)
    text = said(disclosure)
    assert "7个项目" in text
    assert "涉及金额10534.71万元，其中财政拨款资金10467.85万元" in text
    assert "平均分95.45分" in text
    assert "优6个，中1个" in text
    assert "不在本单位账内支付的项目2个，涉及金额10191.00万元" in text


@pytest.mark.parametrize("marked", [True, False], ids=["the forms say which", "as read from a file"])
def test_the_sums_of_the_annex_are_held_to_the_forms(books: Path, *, marked: bool) -> None:
    _, disclosure, _ = prepare(books)
    forms = tuple(form if marked else replace(form, outside=False) for form in disclosure.evaluations)

    def told(old: str, new: str) -> list[str]:
        lines = [replace(p, text=p.text.replace(old, new), slots=()) for p in disclosure.paragraphs]
        changed = replace(disclosure, evaluations=forms, paragraphs=tuple(lines))
        return [code for code in codes(tuple(check_document(changed))) if code in ("P190", "P191")]

    assert told("", "") == []
    for old, new in (("10191.00", "10192.00"), ("343.71", "343.81"), ("93.63", "93.65"), ("项目2个", "项目3个")):
        assert told(old, new) == ["P190"], new
    assert told("276.85", "277.85") == ["P190", "P191"]
    assert told("32.48%", "33.48%") == ["P191"]


def test_a_register_that_disagrees_is_told(books: Path) -> None:
    with (books / "登记.csv").open("a", encoding="utf-8") as file:
        file.write("预算绩效,自评项目数,8\n")
    _, disclosure, findings = prepare(books)
    assert codes(findings).count("P146") == 1
    assert "7个项目" in said(disclosure)


def test_rescoring_leaves_aside_what_was_set_by_hand(books: Path) -> None:
    _, disclosure, _ = prepare(books, rescore=True)
    last = disclosure.evaluations[-1]
    assert (last.subtotal, last.execution_score, last.deduction, last.total) == ("88.34", "5.55", "24.88825175", "69")
    assert (last.indicators[0].completion, last.indicators[0].score) == ("80%", "6.64")


def test_executed_amounts_come_from_the_vouchers(books: Path) -> None:
    edit(books / "绩效项目.csv", ",1430000,793400,", ",1430000,,")
    _, disclosure, _ = prepare(books)
    assert disclosure.evaluations[-1].executed == "79.34"
    edit(books / "绩效项目.csv", ",1430000,,", ",1430000,793401,")
    with pytest.raises(ProblemsFound) as problems:
        prepare(books)
    assert "P133" in codes(problems.value.findings)


def test_nothing_is_written_when_weights_do_not_add_up(books: Path, tmp_path: Path) -> None:
    edit(books / "绩效指标.csv", "安保人数,=,50,人,40,8.3,8.3", "安保人数,=,50,人,40,9.3,8.3")
    with pytest.raises(ProblemsFound) as problems:
        build(books, tmp_path / "out")
    assert "P120" in codes(problems.value.findings)
    assert not (tmp_path / "out").exists()


def test_books_without_projects_publish_no_forms(books: Path) -> None:
    for name in (PROJECTS, INDICATORS):
        (books / f"{name}.csv").unlink()
    with (books / "登记.csv").open("a", encoding="utf-8") as file:
        file.write("预算绩效,自评项目数,0\n")
    _, disclosure, findings = prepare(books)
    assert disclosure.evaluations == ()
    assert codes(findings) == []
    assert "evaluations" not in json.loads(to_json(disclosure))


def test_a_project_of_withheld_items_is_not_published(books: Path) -> None:
    (books / "涉密.csv").write_text("类别,项目,依据\n功能科目,2080199,保密规定\n", "utf-8")
    _, disclosure, findings = prepare(books)
    assert "P147" in codes(findings)
    assert [form.project for form in disclosure.evaluations].count("物业费") == 0
    assert "6个项目" in said(disclosure)


def test_a_year_without_a_policy_is_told(books: Path) -> None:
    edit(books / "单位.yaml", "年度: 2023", "年度: 2012")
    with pytest.raises(ProblemsFound):
        prepare(books)


# 日期 | 物业费执行率 提示
MONITORED = [("2023-03-31", "偏慢"), ("2023-12-31", "偏慢，落后时间进度 44.52 个百分点")]


@pytest.mark.parametrize(("day", "expected"), MONITORED)
def test_monitoring_takes_executed_amounts_up_to_the_day(books: Path, day: str, expected: str) -> None:
    result = CliRunner().invoke(monitor, [str(books), "--at", day], standalone_mode=False)
    assert result.exit_code == 0, result.output
    (line,) = [line for line in result.output.splitlines() if line.startswith("物业费")]
    assert expected in line
    if day.endswith("12-31"):
        assert "执行 79.34 万元，执行率 55.48%" in line
        assert "落后：安保人数 = 50人，现为 40人" in result.output


def test_monitoring_asks_about_targets_but_not_yet_about_actual_values(books: Path) -> None:
    edit(books / "绩效指标.csv", "安保人数,=,50,人,40,8.3,8.3,", "安保人数,约,50,人,,8.3,8.3,")
    edit(books / "绩效指标.csv", "服务对象人数,=,300,人,300,", "服务对象人数,=,300,人,,")
    result = CliRunner().invoke(monitor, [str(books), "--at", "2023-06-30"], standalone_mode=False)
    assert result.return_value == 0
    assert re.findall(r"P\d{3}", result.output) == ["P116", "P178"]


@pytest.mark.parametrize(("day", "code"), [("2024-03-31", "P148")])
def test_a_day_outside_the_year_is_told(books: Path, day: str, code: str) -> None:
    result = CliRunner().invoke(monitor, [str(books), "--at", day], standalone_mode=False)
    assert result.return_value == 1
    assert code in result.output


def test_a_day_that_is_none_is_a_usage_error(books: Path) -> None:
    result = CliRunner().invoke(monitor, [str(books), "--at", "九月底"])
    assert result.exit_code == 2
    assert "应为日期" in result.output


def test_every_column_and_policy_is_documented() -> None:
    page = (DOCS / "performance.md").read_text("utf-8")
    named = [column.name for sheet in (PROJECTS, INDICATORS) for column in columns(sheet)]
    assert [name for name in named if name not in page] == []
    assert [key for key in policy_keys() if f"`{key}`" not in page] == []
