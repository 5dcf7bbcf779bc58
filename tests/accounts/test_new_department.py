"""A new department's folder: its units filled in as their notes say, it builds; slips in --unit are told."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from department_samples import BUREAU, CENTRE, NEW, SCHOOL, bureau, write
from department_samples import DEPARTMENT as BUREAU_FILE
from department_samples import TEXTS as DEPARTMENT_WORDS
from test_new import SMALL, TEXTS, new

from mingzhang.accounts.department.prepare import prepared
from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.disclosure_json import to_json
from mingzhang.accounts.pipeline import prepare
from mingzhang.accounts.starting.carry_department import carried_department
from mingzhang.accounts.starting.department import create_department
from mingzhang.accounts.starting.new import as_yaml
from mingzhang.accounts.starting.subjects import subjects
from mingzhang.accounts.starting.workbook import write_workbook

DEPARTMENT = (
    "--name",
    "某市人社局",
    "--kind",
    "行政",
    "--year",
    "2024",
    "--layout",
    "liaoning-2023",
    "--region",
    "辽宁",
)


def income(disclosure: Disclosure) -> str:
    form = disclosure.form("01")
    assert form is not None
    return next(cell.printed for cell in form.cells if cell.row == "本年收入合计")


def test_filled_in_as_its_notes_say_it_builds(tmp_path: Path) -> None:
    folder = tmp_path / "人社局"
    done = new(folder, *DEPARTMENT, "--unit", "某市社保中心:事业", "--unit", "某市人才中心：事业")
    assert done.exception is None
    names = ["某市人才中心", "某市社保中心"]
    assert sorted(path.name for path in folder.iterdir()) == sorted([*names, "文字.yaml", "部门.yaml"])
    assert yaml.safe_load((folder / "部门.yaml").read_text("utf-8"))["单位"] == names[::-1]
    for name in names:
        assert sorted(path.name for path in (folder / name).iterdir()) == ["单位.yaml", "文字.yaml", "账册.xlsx"]
        write_workbook(folder / name / "账册.xlsx", subjects("辽宁", 2024), 2024, SMALL)
        (folder / name / "文字.yaml").write_text(as_yaml(TEXTS), "utf-8")
    about = (folder / "部门.yaml").read_text("utf-8")
    (folder / "部门.yaml").write_text(about.replace("类型: 行政", "类型: 事业"), "utf-8")
    (folder / "文字.yaml").write_text(as_yaml({**TEXTS, "决算单位": names}), "utf-8")
    with prepared(folder) as (books, disclosure):
        assert any("由 2 个单位的账册汇总" in notice for notice in books.notices)
        assert income(disclosure) == "34.02"
    assert income(prepare(folder / names[0])[1]) == "17.01"


def test_its_notes_are_settings_that_hold(tmp_path: Path) -> None:
    """Every setting that 部门.yaml explains in a note is one that it may have."""
    from mingzhang.accounts.department.department_file import read_department_file
    from mingzhang.accounts.starting.words import DEPARTMENT_NOTES

    noted = [line.removeprefix("# ") for line in DEPARTMENT_NOTES.splitlines() if ": " in line]
    assert len(noted) == 5
    about = "名称: 局\n类型: 行政\n年度: 2024\n版式: liaoning-2023\n" + "\n".join(noted) + "\n"
    (tmp_path / "部门.yaml").write_text(about, "utf-8")
    file, found = read_department_file(tmp_path)
    assert file is not None
    assert found == []
    assert file.superiors == {"培训学校": "社保中心"}


@pytest.mark.parametrize("unit", ["中心:银行", "a/b", ":事业", "本局"])
def test_slips_are_told_and_nothing_is_written(tmp_path: Path, unit: str) -> None:
    done = new(tmp_path / "a", *DEPARTMENT, "--unit", "本局", "--unit", unit)
    assert "--unit" in str(getattr(done.exception, "param_hint", ""))
    assert unit in str(done.exception)
    assert list(tmp_path.iterdir()) == []


def last_year(folder: Path) -> Path:
    """A bureau of 2023 with two units, a layout and a policy of its own and a folder that is not summed up."""
    units = bureau()
    for each in units.values():
        each.unit |= {"版式": "本局"}
    write(folder, units, BUREAU_FILE.replace("版式: liaoning-2023", "版式: 本局") + NEW + "不汇总: [旧账]\n")
    (folder / "旧账").mkdir()
    for place, name, said in (("版式", "本局", LAYOUT), ("评分办法", "本局办法", POLICY)):
        (folder / place).mkdir()
        (folder / place / f"{name}.toml").write_text(said, "utf-8")
    return folder


LAYOUT = 'base = "liaoning-2023"\nname = "本局"\nsource = "本局"\nconfirmed = true\n'
POLICY = 'base = "national-2020"\nname = "本局办法"\nregion = "全国"\nfrom_year = 2023\n'


def test_a_department_goes_on_from_the_year_before(tmp_path: Path) -> None:
    last, folder = last_year(tmp_path / "2023"), tmp_path / "2024"
    done = new(folder, "--from", last)
    assert done.exception is None
    assert "A104" in done.output
    about = yaml.safe_load((folder / "部门.yaml").read_text("utf-8"))
    assert about == {"名称": "某市人力资源和社会保障局", "地区": "辽宁", "类型": "事业", "年度": 2024, "版式": "本局"}
    inside = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    own = [
        f"{name}/{file}"
        for name in (BUREAU, CENTRE, SCHOOL)
        for file in ("单位.yaml", "文字.yaml", "账册.xlsx", "上年.json")
    ]
    assert inside == sorted([*own, "部门.yaml", "文字.yaml", "上年.json", "版式/本局.toml", "评分办法/本局办法.toml"])
    with prepared(last) as (_, before):
        assert (folder / "上年.json").read_text("utf-8") == to_json(before)
    assert (folder / CENTRE / "上年.json").read_text("utf-8") == to_json(prepare(last / CENTRE)[1])


def test_the_next_year_compares_with_what_the_department_published(tmp_path: Path) -> None:
    last, folder = last_year(tmp_path / "2023"), tmp_path / "2024"
    start = carried_department(last)
    units = {}
    for name, sample in bureau().items():
        vouchers = [{**row, "日期": row["日期"].replace("2023", "2024")} for row in sample.vouchers]
        rows = {**start.units[name].rows, "凭证": vouchers, "登记": sample.sheets["登记"]}
        about = {**start.units[name].unit, "无年初预算": "是"}
        units[name] = replace(start.units[name], unit=about, rows=rows, texts=DEPARTMENT_WORDS)
    about = {**start.about, "无年初预算": "是"}
    create_department(folder, replace(start, about=about, texts=DEPARTMENT_WORDS, units=units))
    with prepared(folder) as (_, disclosure), prepared(last) as (_, before):
        assert income(disclosure) == income(before)
        said = "".join(each.text for each in disclosure.paragraphs)
    assert "与上年" in said
    assert "没有上年" not in said
