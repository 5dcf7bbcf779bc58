"""A layout of one's own: a file beside the books is enough, with its wording; faults are told where they stand."""

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from mingzhang.accounts.layouts.layout import load_layout
from mingzhang.accounts.layouts.shelf import key_of, names, own_folders
from mingzhang.accounts.pipeline import build, example_folder, prepare
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.accounts.republish import republish
from mingzhang.accounts.starting.carry import carried
from mingzhang.accounts.starting.new import create
from mingzhang.accounts.tracing import trace_text
from mingzhang.cli import cli
from mingzhang.findings import Finding, ProblemsFound, Severity

EXAMPLE = example_folder("panjin-2023")
LAYOUT = """
base = "liaoning-2023"
name = "甘肃省2023年度"
first_year = 2023
wording = "甘肃措辞"
form_code = "甘决{number}表"
"""
WORDING = """
base = "liaoning-2023"
sections = ["甘肃句子", "liaoning-2023-three-public"]
"""
SECTION = """
[[statement]]
key = "gansu.spent"
part = "说明"
text = "甘肃{年度}年度本年支出{金额:本年支出合计}万元。"
"""
FILES = {"甘肃-2023": LAYOUT, "甘肃措辞": WORDING, "甘肃句子": SECTION}


def write(folder: Path, **changed: str) -> Path:
    """The layout's files in a folder; returns the layout."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {**FILES, **changed}.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
    return folder / "甘肃-2023.toml"


@pytest.fixture
def books(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "单位们" / "账册"))


def told(folder: Path, layout: str = "甘肃-2023") -> list[Finding]:
    with pytest.raises(ProblemsFound) as problems:
        prepare(folder, layout=layout)
    return [item for item in problems.value.findings if item.severity is Severity.ERROR]


def settings(books: Path, **changed: Any) -> None:
    given = yaml.safe_load((books / "单位.yaml").read_text("utf-8"))
    (books / "单位.yaml").write_text(yaml.safe_dump({**given, **changed}, allow_unicode=True), "utf-8")


@pytest.mark.parametrize("where", ["账册/版式", "版式"])
def test_a_layout_inside_the_books_or_beside_them_is_printed(books: Path, tmp_path: Path, where: str) -> None:
    write(books.parent / where)
    settings(books, 版式="甘肃-2023")
    built = build(books, tmp_path / "out")
    page = (tmp_path / "out" / "public" / "index.html").read_text("utf-8")
    assert "甘决01表" in page
    assert "甘肃2023年度本年支出" in page
    assert json.loads((tmp_path / "out/public/disclosure.json").read_text("utf-8"))["layout"] == "甘肃-2023"
    assert str(tmp_path) not in page, "no path of this machine is published"
    assert built.disclosure.layout == "甘肃-2023"
    assert "收入支出决算总表" in trace_text(books, ("01", "收入", "总计", ""), None, lambda _: None)


def test_a_path_takes_it_from_anywhere(books: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "下载")
    assert prepare(books, layout=str(path))[1].layout == "甘肃-2023"
    settings(books, 版式=os.path.relpath(path, books))
    assert prepare(books)[1].layout == "甘肃-2023"


def test_ones_own_goes_before_the_package_and_may_stand_on_it(books: Path) -> None:
    (books / "版式").mkdir()
    (books / "版式" / "liaoning-2023.toml").write_text(
        'base = "liaoning-2023"\nform_code = "辽决{number}表"\n', "utf-8"
    )
    key = key_of("liaoning-2023", own_folders(books))
    assert load_layout(key, 2023).form_code == "辽决{number}表"
    assert load_layout("liaoning-2023", 2023).form_code == "公开{number}表"


def test_forms_stand_in_the_layouts_own_order_and_bear_its_numbers(books: Path, tmp_path: Path) -> None:
    """Forms that are not in the sequence are left out; the others are found again whatever number they bear."""
    write(books / "版式", **{"甘肃-2023": LAYOUT + 'sequence = ["01", "07", "02", "04"]\n'})
    settings(books, 版式="甘肃-2023")
    build(books, tmp_path / "out")
    page = (tmp_path / "out" / "public" / "index.html").read_text("utf-8")
    heads = re.findall("甘决(0[0-9])表", page)
    assert list(dict.fromkeys(heads)) == ["01", "02", "03", "04"]
    shown = read_disclosure(tmp_path / "out" / "public" / "final-accounts.pdf").disclosure
    assert shown is not None
    assert {form.number: form.title for form in shown.forms if form.number in ("02", "07")} == {
        "02": "收入决算表",
        "07": "财政拨款“三公”经费支出决算表",
    }
    assert len(shown.forms) == 4


def test_a_changed_file_is_read_again(books: Path) -> None:
    path = write(books / "版式")
    assert load_layout(str(path), 2023).name == "甘肃省2023年度"
    write(books / "版式", **{"甘肃-2023": LAYOUT.replace("甘肃省2023年度", "甘肃省（修订）2023年度")})
    assert load_layout(str(path), 2023).name == "甘肃省（修订）2023年度"


def test_only_layouts_can_be_asked_for(books: Path) -> None:
    write(books / "版式")
    assert set(names(own_folders(books))) - set(names()) == {"甘肃-2023"}
    (item,) = told(books, "甘苏-2023")
    assert (item.code.code, item.printed) == ("S112", "甘苏-2023")
    assert "甘肃-2023" in item.expected
    assert "甘肃措辞" not in item.expected


DECLARED = 'declare."10" = { title = "x", region = "财政支出", rows = "function", columns = [] }\n'
MEASURED = 'forms."05".measures = { "小记" = "actual" }\n'
BAD = [
    # file, what is changed, into what, code, place, what is said
    ("甘肃-2023", "form_code", 'form_kode = "x"\nform_code', "L102", "form_kode", "是否想写 form_code？"),
    ("甘肃-2023", '"甘肃措辞"', '"甘肃话"', "L104", "wording", "shanghai-2024"),
    ("甘肃-2023", 'name = "甘肃省2023年度"', "name = 甘肃", "L101", 3, "name = 甘肃"),
    ("甘肃-2023", "form_code", DECLARED + "form_code", "L104", "declare.10.region", "财政支出"),
    ("甘肃-2023", "form_code", MEASURED + "form_code", "L104", "forms.05.measures", "小记"),
    ("甘肃-2023", "form_code", 'sequence = ["01", "1"]\nform_code', "L104", "sequence", "01"),
    ("甘肃-2023", "form_code", 'sequence = ["01", "07", "01"]\nform_code', "L102", "sequence", "01 出现 2 次"),
    ("甘肃措辞", "甘肃句子", "甘肃句了", "S120", "", "有这个文件"),
    ("甘肃措辞", 'base = "liaoning-2023"', 'base = "辽宁"', "S120", "base", "liaoning-2023"),
    ("甘肃句子", "本年支出合计", "本年支岀合计", "S120", "gansu.spent", "本年支岀合计"),
    ("甘肃句子", '万元。"', "万元。", "S120", 5, "TOML"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "code", "where", "said"), BAD)
def test_a_fault_is_told_with_file_place_and_remedy(
    books: Path, name: str, old: str, new: str, code: str, where: str | int, said: str
) -> None:
    assert old in FILES[name]
    write(books / "版式", **{name: FILES[name].replace(old, new, 1)})
    (item,) = told(books)
    assert item.code.code == code
    assert where in (item.place.row, item.place.key)
    assert said in item.text()
    assert "办法：" in item.text()
    file = "甘肃句了.toml" if "句了" in new else f"{name}.toml"
    assert item.place.file.endswith(file)
    assert not any(word in item.text() for word in ("Expected", "Invalid", "at line")), "in Chinese"


def test_the_units_own_faulty_layout_is_told_with_its_books(books: Path) -> None:
    write(books / "版式", **{"甘肃-2023": LAYOUT + 'grouped = "是"\n'})
    settings(books, 版式="甘肃-2023", 类型="企业")
    assert {item.code.code for item in told(books, "")} == {"L102", "B206"}


def test_what_was_built_so_is_printed_again_and_is_last_year_of_the_next(books: Path, tmp_path: Path) -> None:
    write(books / "版式")
    settings(books, 版式="甘肃-2023")
    build(books, tmp_path / "out")
    kept = tmp_path / "存档" / "disclosure.json"
    kept.parent.mkdir()
    shutil.copy(tmp_path / "out" / "public" / "disclosure.json", kept)
    with pytest.raises(ProblemsFound) as problems:
        republish(kept, tmp_path / "again")
    assert [item.code.code for item in problems.value.findings] == ["S112"]
    shutil.copytree(books / "版式", kept.parent / "版式")
    assert republish(kept, tmp_path / "again").layout.key == "甘肃-2023"
    start = carried(books)
    assert start.unit["版式"] == "甘肃-2023"
    create(tmp_path / "2024年账册", start)
    assert sorted(path.stem for path in (tmp_path / "2024年账册" / "版式").iterdir()) == sorted(FILES)
    with pytest.raises(ProblemsFound) as wanting:
        prepare(tmp_path / "2024年账册")
    assert not any(item.code.code in {"B206", "S112"} for item in wanting.value.findings)


def test_a_new_folder_takes_a_layout_file(tmp_path: Path) -> None:
    path = write(tmp_path / "下载")
    call = [
        "new",
        str(tmp_path / "账册"),
        "--name",
        "某中心",
        "--kind",
        "事业",
        "--year",
        "2023",
        "--layout",
        str(path),
    ]
    done = CliRunner().invoke(cli, call)
    assert done.exit_code == 0, done.output
    assert yaml.safe_load((tmp_path / "账册" / "单位.yaml").read_text("utf-8"))["版式"] == "甘肃-2023"
    assert (tmp_path / "账册" / "版式" / "甘肃句子.toml").is_file()


WIDE = """
[forms."05"]
title = "一般公共预算财政拨款收入支出决算表"
optional = true
header = [
  [
    "项目", "<", "年初结转和结余", "<", "<", "本年收入", "<", "<",
    "本年支出", "<", "<", "<", "<", "年末结转和结余", "<", "<",
  ],
  [
    "功能分类科目编码", "科目名称", "合计", "基本支出结转", "项目支出结转和结余", "合计", "基本支出", "项目支出",
    "合计", "基本支出", "人员经费", "公用经费", "项目支出", "合计", "基本支出结转", "项目支出结转和结余",
  ],
]
[[forms."05".sides]]
columns = [
  "code", "name",
  "年初结转和结余", "年初基本支出结转和结余", "年初项目支出结转和结余",
  "本年收入", "本年收入（基本支出）", "本年收入（项目支出）",
  "本年支出合计", "基本支出", "人员经费", "公用经费", "项目支出",
  "年末结转和结余", "年末基本支出结转和结余", "年末项目支出结转和结余",
]
"""


def test_columns_of_some_provinces_are_printed_where_a_side_names_them(books: Path, tmp_path: Path) -> None:
    write(books / "版式", **{"甘肃-2023": LAYOUT + WIDE})
    settings(books, 版式="甘肃-2023")
    built = build(books, tmp_path / "out")
    form = built.disclosure.form("05")
    assert form is not None
    row = {cell.column: cell.fen for cell in form.cells if cell.row == "合计"}
    assert len(row) == 14
    assert row["人员经费"] + row["公用经费"] == row["基本支出"] == row["本年收入（基本支出）"]  # type: ignore[operator]
    assert row["年末结转和结余"] == 0
    found = read_disclosure(tmp_path / "out" / "public" / "final-accounts.pdf")
    again = found.disclosure.form("05")
    assert again is not None
    read = {cell.column: cell.printed for cell in again.cells if cell.row == "合计"}
    assert read == {cell.column: cell.printed for cell in form.cells if cell.row == "合计"}


def test_a_variant_that_dates_itself_does_not_end_with_its_base(books: Path) -> None:
    write(books / "版式", **{"甘肃-2023": LAYOUT + "last_year = 2023\n"})
    later = books / "版式" / "甘肃-2024.toml"
    later.write_text('base = "甘肃-2023"\nfirst_year = 2024\n', "utf-8")
    assert (load_layout(str(later), 2024).first_year, load_layout(str(later), 2024).last_year) == (2024, None)
    later.write_text('base = "甘肃-2023"\n', "utf-8")
    assert load_layout(str(later), 2023).last_year == 2023


def test_contents_number_the_forms_as_the_layout_says(books: Path, tmp_path: Path) -> None:
    write(books / "版式", **{"甘肃-2023": LAYOUT + 'entries = "一、"\nsequence = ["01", "03", "02", "04"]\n'})
    settings(books, 版式="甘肃-2023")
    build(books, tmp_path / "out")
    page = (tmp_path / "out" / "public" / "index.html").read_text("utf-8")
    contents = page[page.index("<nav") : page.index("</nav>")]
    numbered = re.findall(r"[一二三四]、[^<]*表", contents)
    titles = ["收入支出决算总表", "支出决算表", "收入决算表", "财政拨款收入支出决算总表"]
    assert numbered == [f"{numeral}、{title}" for numeral, title in zip("一二三四", titles, strict=True)]
    assert "<h2" in page
    assert "二、支出决算表" not in page[page.index("</nav>") :]
