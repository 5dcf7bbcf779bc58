"""Rows that forms 01, 04 and 07 have by name: misnamed without money, and classes that one of two forms leaves out."""

import json
from functools import cache
from pathlib import Path

import pytest
from check_samples import consistent

from mingzhang.accounts.checks.check import check
from mingzhang.accounts.layouts.layout import load_layout
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.accounts.readers.read_back import read_back
from mingzhang.accounts.readers.read_json import as_json
from mingzhang.accounts.renderers.html import render_html


@cache
def page() -> str:
    return render_html(consistent().disclosure, load_layout("liaoning-2023", 2023))


def replaced(old: str, new: str, nth: int) -> str:
    parts = page().split(old)
    return old.join(parts[: nth + 1]) + new + old.join(parts[nth + 1 :])


def told(folder: Path, html: str) -> list[tuple[str, str, str]]:
    path = folder / "决算.html"
    path.write_text(html, "utf-8")
    read = read_disclosure(path)
    return [(item.code.code, item.place.form, item.expected) for item in (*read.findings, *check(read))]


# form | how often the name stands before | the row | as printed | what is told
NAMES = """
01 | 0 | 粮油物资储备支出       | 粮油物资储备支岀       | X135
04 | 1 | 粮油物资储备支出       | 粮油物资储备指出       | X135
01 | 0 | 援助其他地区支出       | 援助他其地区支出       | X135
01 | 0 | 交通运输支出           | 交通输支出             | X135
01 | 0 | 二十、粮油物资储备支出 | 二十、粮油物资储备支出 |
01 | 0 | 二十、粮油物资储备支出 | 粮油物资储备支出       |
01 | 0 | 八、社会保障和就业支出 | 八、社会保障和就业支岀 | R202 X135
""".strip().splitlines()


@pytest.mark.parametrize("row", NAMES)
def test_a_row_under_a_wrong_name(row: str, tmp_path: Path) -> None:
    form, before, name, printed, codes = (part.strip() for part in row.split("|"))
    found = told(tmp_path, replaced(name, printed, int(before)))
    assert [code for code, _, _ in found if code in ("R202", "X135", "X136")] == codes.split()
    right = [(place, expected) for code, place, expected in found if code == "X135"]
    assert right == ([(form, name.removeprefix("八、"))] if "X135" in codes else [])


def without_row(name: str, nth: int) -> str:
    at = -1
    for _ in range(nth + 1):
        at = page().index(name, at + 1)
    label = page().rindex("<t", 0, at)
    return page()[:label] + page()[label:].replace(name, "", 1)


@pytest.mark.parametrize(("nth", "form"), [(0, "01"), (1, "04")])
def test_a_class_that_one_form_leaves_out(nth: int, form: str, tmp_path: Path) -> None:
    found = told(tmp_path, without_row("十六、金融支出", nth))
    assert found == [("X136", form, "金融支出")]


def test_a_class_that_both_leave_out_is_their_templates(tmp_path: Path) -> None:
    assert told(tmp_path, page().replace("十六、金融支出", "")) == []


def test_the_names_are_kept_in_the_data(tmp_path: Path) -> None:
    path = tmp_path / "决算.html"
    path.write_text(replaced("粮油物资储备支出", "粮油物资储备支岀", 0), "utf-8")
    read = read_disclosure(path)
    (kept,) = read.facts["01"].unnamed
    assert kept.text == "二十、粮油物资储备支岀"
    back = read_back(json.dumps(as_json(read), ensure_ascii=False), read.file)
    assert back.facts["01"].unnamed == (kept,)
