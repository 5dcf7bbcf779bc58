"""Scoring policies of one's own: files beside the books are enough; faults are told with file, line and remedy."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from mingzhang.accounts.layouts.shelf import names, own_folders
from mingzhang.accounts.performance.policies import policy_for
from mingzhang.accounts.performance.policy import Policy
from mingzhang.accounts.performance.shelf import own_policies
from mingzhang.accounts.performance.watching import watch
from mingzhang.accounts.pipeline import build, example_folder, prepare
from mingzhang.accounts.starting.carry import carried
from mingzhang.accounts.starting.new import create
from mingzhang.findings import Finding, ProblemsFound, has_errors

POLICY = """name = "本市办法"
region = "辽宁"
from_year = 2022
base = "liaoning-2023"

[bands]
source = "本市通知"
confidence = "confirmed"

[[bands.bands]]
word = "甲"
low = "95"

[[bands.bands]]
word = "乙"
low = "0"
"""


@pytest.fixture
def books(tmp_path: Path) -> Path:
    return Path(shutil.copytree(example_folder("panjin-2023"), tmp_path / "单位们" / "账册"))


def write(folder: Path, text: str = POLICY, name: str = "本市") -> None:
    (folder / "评分办法").mkdir(parents=True, exist_ok=True)
    (folder / "评分办法" / f"{name}.toml").write_text(text, "utf-8")


def taken(region: str, year: int, books: Path) -> Policy:
    return policy_for(region, year, own_policies(books))


def told(books: Path) -> list[Finding]:
    with pytest.raises(ProblemsFound) as problems:
        prepare(books)
    return [item for item in problems.value.findings if item.code.code.startswith("P10")]


@pytest.mark.parametrize("where", ["账册", "."])
def test_a_policy_inside_the_books_or_beside_them_scores(books: Path, where: str) -> None:
    write(books.parent / where)
    text = "\n".join(paragraph.text for paragraph in prepare(books)[1].paragraphs)
    assert "甲6个，乙1个" in text


def test_ones_own_holds_for_its_region_and_years_only(books: Path) -> None:
    assert taken("辽宁", 2023, books).key == "liaoning-2023"
    write(books)
    assert taken("辽宁", 2023, books).key == "本市"
    assert taken("上海", 2023, books).key == "shanghai"
    write(books, POLICY.replace("from_year = 2022", "from_year = 2024"))
    assert taken("辽宁", 2023, books).key == "liaoning-2023"


def test_the_units_own_goes_before_one_of_the_same_name_beside_it(books: Path) -> None:
    write(books.parent, POLICY.replace("甲", "子"))
    write(books)
    assert taken("辽宁", 2023, books).bands.bands[0].word == "甲"


def test_a_base_may_stand_beside_it(books: Path) -> None:
    write(books, name="底本")
    write(books, 'name = "区"\nregion = "辽宁盘锦"\nfrom_year = 2023\nbase = "底本"\n', "区")
    assert taken("辽宁盘锦", 2023, books).name == "区"
    assert taken("辽宁盘锦", 2023, books).bands.bands[0].word == "甲"


# 原文 改成 | 编号 第几行 现为或应为里的话
FAULTS = [
    ('word = "乙"', 'wort = "乙"', [("P102", 14, ""), ("P101", 15, "word")]),
    ('low = "95"', "low = 95", [("P103", 12, '"50"')]),
    ('source = "本市通知"\n', "", [("P102", 6, "")]),
    ('base = "liaoning-2023"', 'base = "辽宁"', [("P103", 4, "liaoning-2023")]),
    ('low = "95"', 'low = "95', [("P103", 12, "TOML")]),
    ('low = "0"', 'low = "1"', [("P103", 10, "从 0 开始")]),
]


@pytest.mark.parametrize(("old", "new", "expected"), FAULTS)
def test_faults_are_told_with_file_line_and_remedy(
    books: Path, old: str, new: str, expected: list[tuple[str, int, str]]
) -> None:
    write(books, POLICY.replace(old, new))
    found = [item for item in told(books) if item.place.key.startswith(("bands", "base")) or not item.place.key]
    assert [(item.code.code, item.place.row) for item in found] == [(code, row) for code, row, _ in expected]
    assert {item.place.file for item in found} == {"评分办法/本市.toml"}
    assert all(words in item.expected for item, (_, _, words) in zip(found, expected, strict=True))
    assert all(item.code.remedy for item in found)
    watched, findings = watch(books, date(2023, 9, 30))
    assert not watched
    assert has_errors(findings)


def test_a_base_that_turns_back_is_told(books: Path) -> None:
    write(books, POLICY.replace("liaoning-2023", "甲本"))
    write(books, POLICY.replace("liaoning-2023", "本市"), "甲本")
    assert {item.code.code for item in told(books)} == {"P103"}


def test_a_file_in_another_encoding_is_told(books: Path) -> None:
    write(books)
    (books / "评分办法" / "本市.toml").write_bytes(POLICY.encode("gbk"))
    assert [item.code.code for item in told(books)] == ["P103"]


FORM = 'base = "national-2020"\ntitle = "本市项目自评表"\namounts = "元"\n'
LAYOUT = 'base = "liaoning-2023"\nname = "本市"\nfirst_year = 2023\nevaluation_form = "自评样式"\n'


@pytest.mark.parametrize("beside", [False, True])
def test_a_new_year_takes_ones_own_policies_along(books: Path, tmp_path: Path, beside: bool) -> None:
    write(books.parent if beside else books)
    near, far = books.parent / "来年", tmp_path / "别处" / "来年"
    for folder in (near, far):
        create(folder, carried(books))
        assert [policy.key for policy in own_policies(folder)] == ["本市"]
    assert (near / "评分办法").exists() is not beside, "found where it is, it is not copied"
    assert (far / "评分办法" / "本市.toml").read_text("utf-8") == POLICY


def print_own(books: Path, form: str = FORM, layout: str = LAYOUT) -> None:
    (books / "版式").mkdir(exist_ok=True)
    (books / "版式" / "本市.toml").write_text(layout, "utf-8")
    (books / "版式" / "自评样式.toml").write_text(form, "utf-8")


def test_a_form_beside_ones_own_layout_is_printed(books: Path, tmp_path: Path) -> None:
    print_own(books)
    build(books, tmp_path / "out", layout="本市")
    page = (tmp_path / "out" / "public" / "index.html").read_text("utf-8")
    assert page.count("本市项目自评表</h3>") == 7
    assert "自评样式" not in names(own_folders(books))


FORM_FAULTS = [
    (FORM + 'bottom = [["总分", "{totel}"]]\n', {"bottom.1"}),
    (FORM + "botom = []\n", {"botom"}),
    (FORM.replace('"元"', '"角"'), {"amounts"}),
    (FORM.replace("national-2020", "national-2099"), {"base"}),
    (FORM + "summary = [3]\n", {"summary"}),
    (FORM + "title = 一\n", {""}),
]


@pytest.mark.parametrize(("form", "keys"), FORM_FAULTS)
def test_faults_of_a_form_are_told_where_they_stand(books: Path, form: str, keys: set[str]) -> None:
    print_own(books, form)
    with pytest.raises(ProblemsFound) as problems:
        prepare(books, layout="本市")
    found = [item for item in problems.value.findings if item.code.code.startswith("L10")]
    assert {item.place.key for item in found} == keys
    assert all(item.place.file.endswith("自评样式.toml") for item in found)


def test_a_form_that_is_not_there_is_told(books: Path) -> None:
    print_own(books, layout=LAYOUT.replace("自评样式", "没有的"))
    with pytest.raises(ProblemsFound) as problems:
        prepare(books, layout="本市")
    assert [item.place.key for item in problems.value.findings if item.code.code == "L104"] == ["evaluation_form"]
