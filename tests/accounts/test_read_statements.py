"""`mingzhang read --json` gives the statements with their figures, and what the text counts."""

import json
from typing import Any

import pytest
from click.testing import CliRunner

from mingzhang.accounts.layouts.layout import load_layout
from mingzhang.accounts.pipeline import example_folder, prepare
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.accounts.renderers.html import render_html
from mingzhang.cli import cli


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    path = tmp_path_factory.mktemp("读") / "决算.html"
    path.write_text(render_html(prepare(example_folder("panjin-2023"))[1], load_layout("liaoning-2023", 2023)), "utf-8")
    result = CliRunner().invoke(cli, ["read", str(path), "--json"], standalone_mode=False)
    (path.parent / "读.json").write_text(result.stdout, "utf-8")
    given: dict[str, Any] = json.loads(result.stdout)
    return given | {"kept": path.parent / "读.json"}


def figures(data: dict[str, Any], words: str) -> list[tuple[str, str, str, str]]:
    """Role, subject, number and unit of the first paragraph with some words."""
    said = next(each for each in data["statements"] if words in each["text"])
    return [(one["role"], one.get("name", ""), one["number"], one["unit"]) for one in said["figures"]]


def test_a_sentence_with_its_figures(data: dict[str, Any]) -> None:
    assert figures(data, "项目支出852.26万元") == [
        ("决算", "项目支出", "852.26", "万元"),
        ("比重", "项目支出", "23.52", "%"),
    ]


def test_every_figure_stands_where_it_says(data: dict[str, Any]) -> None:
    assert len(data["statements"]) > 20
    for each in data["statements"]:
        for one in each["figures"]:
            assert each["text"][one["start"] : one["end"]] == one["number"] + one["unit"]
        for one in each["counts"]:
            assert each["text"][one["start"] : one["end"]].startswith(str(one["number"]))


def test_what_is_counted(data: dict[str, Any]) -> None:
    assert data["registers"]["公务用车"] == {"购置数": "0", "保有量": "2"}
    assert data["registers"]["车辆"]["机要通信用车"] == "2"


def test_such_data_is_read_again(data: dict[str, Any]) -> None:
    again = read_disclosure(data["kept"]).disclosure
    assert [paragraph.text for paragraph in again.paragraphs] == [
        one["text"] for one in data["disclosure"]["paragraphs"]
    ]
