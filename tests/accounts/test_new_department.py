"""A new department's folder: its units filled in as their notes say, it builds; slips in --unit are told."""

from pathlib import Path

import pytest
import yaml
from test_new import SMALL, TEXTS, new

from mingzhang.accounts.department.prepare import prepared
from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.pipeline import prepare
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
