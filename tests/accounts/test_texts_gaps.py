"""`mingzhang texts`: what the books ask 文字.yaml for stands there as lines to fill in; filled in, the books build."""

import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from mingzhang.accounts.pipeline import build, example_folder, prepare
from mingzhang.accounts.starting import words
from mingzhang.accounts.starting.gaps import Gap, with_gaps
from mingzhang.cli import cli
from mingzhang.findings import ProblemsFound, Severity

TEXTS = "文字.yaml"
NEW = words.TEXTS.lstrip()
GAPS = [
    Gap(("用途", "2080505"), "缴费支出"),
    Gap(("原因", "变动", "收入总计"), "变动原因"),
    Gap(("原因", "变动", "*"), "其余"),
    Gap(("补充", "部门重点评价"), "整句"),
]


def call(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(cli, ["texts", str(folder), *options], standalone_mode=False)


@pytest.fixture
def books(tmp_path: Path) -> Path:
    """The example's books with the texts of a new unit: lists and nothing else."""
    folder = Path(shutil.copytree(example_folder("panjin-2023"), tmp_path / "账册"))
    given = yaml.safe_load((folder / TEXTS).read_text("utf-8"))
    lists = {key: given[key] for key in ("主要职责", "内设机构", "分支机构", "决算单位")}
    (folder / TEXTS).write_text(yaml.safe_dump(lists, allow_unicode=True), "utf-8")
    return folder


def test_filled_in_line_by_line_the_books_build(books: Path, tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as told:
        prepare(books)
    asked = {item.place.key for item in told.value.findings if item.place.file == TEXTS and item.place.key}
    assert call(books).return_value == 1
    gaps = (books / TEXTS).read_text("utf-8")
    assert call(books).return_value == 1
    assert (books / TEXTS).read_text("utf-8") == gaps, "asked again it adds nothing"
    assert len([line for line in gaps.splitlines() if ":    # " in line]) == len(asked)
    filled = "".join(
        f"{line.partition('    #')[0]} 业务需要\n" if ":    # " in line else f"{line}\n" for line in gaps.splitlines()
    )
    (books / TEXTS).write_text(filled, "utf-8")
    build(books, tmp_path / "输出")
    assert (call(books).return_value, (books / TEXTS).read_text("utf-8")) == (0, filled)


def test_an_empty_line_is_asked_for_and_no_error_of_its_own(books: Path) -> None:
    with pytest.raises(ProblemsFound) as before:
        prepare(books)
    call(books)
    with pytest.raises(ProblemsFound) as after:
        prepare(books)
    errors = [
        [item.text() for item in told.value.findings if item.severity is Severity.ERROR] for told in (before, after)
    ]
    assert errors[0] == errors[1]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_stands_there_stays_to_the_letter(end: str) -> None:
    text = '# 我们的文字\n用途:   # 逐条\n    "2080109": 机构运转  # 已核\n\n# 末尾\n'.replace("\n", end)
    done = with_gaps(text, GAPS)
    rest = done
    for line in text.split(end):
        assert line in rest
        rest = rest[rest.index(line) + len(line) :]
    assert yaml.safe_load(done) == {
        "用途": {"2080109": "机构运转", "2080505": None},
        "原因": {"变动": {"收入总计": None, "*": None}},
        "补充": {"部门重点评价": None},
    }
    assert with_gaps(done, GAPS) == done
    assert done.count("\n") == done.count(end)


def test_the_file_of_a_new_unit_has_room_for_all(tmp_path: Path) -> None:
    done = with_gaps(NEW, GAPS)
    given = yaml.safe_load(done)
    assert given["原因"] == {"变动": {"收入总计": None, "*": None}}
    assert given["用途"] == {"2080505": None}
    assert [line for line in NEW.splitlines() if line.startswith("#") and line not in done] == []
    assert with_gaps("", GAPS[:1]) == '用途:\n  "2080505":    # 缴费支出\n'


def test_a_part_in_one_line_has_no_room_and_nothing_is_written(books: Path) -> None:
    text = '用途: {"2080109": 机构运转}\n'
    (books / TEXTS).write_text(text, "utf-8")
    done = call(books)
    assert (done.return_value, "A105" in done.output) == (2, True)
    assert (books / TEXTS).read_text("utf-8") == text


def test_a_text_in_gb18030_stays_so(books: Path) -> None:
    text = (books / TEXTS).read_text("utf-8")
    (books / TEXTS).write_text(text, "gb18030")
    assert call(books).return_value == 1
    assert (books / TEXTS).read_text("gb18030").startswith(text.rstrip("\n"))


def test_another_layout_asks_for_other_texts_and_bad_settings_are_told(books: Path) -> None:
    call(books)
    first = (books / TEXTS).read_text("utf-8")
    call(books, "--layout", "shanghai-2024")
    assert len((books / TEXTS).read_text("utf-8")) > len(first)
    (books / "单位.yaml").unlink()
    done = call(books)
    assert (done.return_value, "B201" in done.output) == (2, True)
