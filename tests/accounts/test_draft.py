"""Drafts: what is missing is marked at its place in every format, and no draft passes for what may be published."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from rendering import public_texts
from statement_units import LAST_YEAR_WAN, printed_measure, unit

from mingzhang.accounts.books.model import Books, Texts, Withheld
from mingzhang.accounts.checks.check import check
from mingzhang.accounts.compile import compile_disclosure
from mingzhang.accounts.draft import MARKED, mark, marks, pieces, to_supply
from mingzhang.accounts.pipeline import Built, build, example_folder
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.cli import cli
from mingzhang.findings import ProblemsFound, Severity

PURPOSE, REGISTER = "【待补：用途（2080109）】", "【待补：登记（公务用车，保有量）】"


def lacking(folder: Path) -> Path:
    """The example without one purpose and one register item, with an item that 保密审查 must sign."""
    shutil.copytree(example_folder("panjin-2023"), folder)
    _edit(folder / "文字.yaml", lambda line: not line.startswith('  "2080109"'))
    _edit(folder / "登记.csv", lambda line: "公务用车,保有量" not in line)
    (folder / "涉密.csv").write_text("类别,项目,依据\n登记,公务接待.外事批次,某某规定\n", "utf-8")
    return folder


def _edit(path: Path, kept: Callable[[str], bool]) -> None:
    lines = path.read_text("utf-8-sig").splitlines(keepends=True)
    left = [line for line in lines if kept(line)]
    assert len(left) == len(lines) - 1
    path.write_text("".join(left), "utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("草稿")
    return build(lacking(folder / "账册"), folder / "输出", draft=True)


def flat(text: str) -> str:
    """Without blanks and tags' inner breaks: Word cuts a sentence into runs, a page into lines."""
    return "".join(text.split())


def test_each_format_marks_what_is_missing_at_its_place(built: Built) -> None:
    folder = built.files[0].parent
    assert [path.name for path in built.files] == ["草稿.html", "草稿.pdf", "草稿.docx", "草稿.xlsx"]
    assert sorted(path.name for path in folder.iterdir()) == sorted(path.name for path in built.files)
    found = public_texts(folder)
    for name in ("草稿.html", "草稿.pdf", "草稿.docx/word/document.xml", "草稿.xlsx/xl/sharedStrings.xml"):
        text = flat(found[name])
        assert "草稿：待补事项" in text, name
        assert PURPOSE in text, name
        assert REGISTER in text, name


def test_the_list_in_front_says_where_to_write_it_and_what_must_be_signed(built: Built) -> None:
    listed = built.disclosure.draft
    assert listed is not None
    assert [item.partition("：")[0] for item in listed] == [
        "没有写明这笔支出的用途（S103）",
        "登记表缺少必须公开的一项（S104）",
        "涉密事项待保密审查签批",
    ]
    assert "用途.2080109" in listed[0]
    assert "登记" in listed[1]
    assert "依据：某某规定" in listed[2]


def test_a_draft_is_told_by_the_checker_with_each_mark(built: Built) -> None:
    for path in built.files:
        told = [item for item in check(read_disclosure(path)) if item.code.code in {"X122", "X123"}]
        assert [item.code.code for item in told].count("X122") == 1, path.name
        assert {PURPOSE, REGISTER} <= {item.printed for item in told}, path.name


def test_without_draft_the_same_books_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as told:
        build(lacking(tmp_path / "账册"), tmp_path / "输出")
    assert {item.code.code for item in told.value.findings if item.severity is Severity.ERROR} == {"S103", "S104"}
    assert not (tmp_path / "输出").exists()


def test_a_draft_leaves_the_published_edition_alone(tmp_path: Path) -> None:
    """Both are made of complete books: the same text, and only the draft says that it is one."""
    books = example_folder("panjin-2023")
    public = build(books, tmp_path).disclosure
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    draft = build(books, tmp_path, draft=True).disclosure
    assert draft.draft == ()
    assert replace(draft, draft=None) == public
    assert {path: path.read_bytes() for path in before} == before
    assert not any("草稿" in text or "待补" in text for text in public_texts(tmp_path / "public").values())
    assert all("没有待补的事项" in flat(text) for text in _fronts(tmp_path / "draft"))


def _fronts(folder: Path) -> list[str]:
    found = public_texts(folder)
    return [found[f"草稿.{name}"] for name in ("html", "pdf", "docx/word/document.xml", "xlsx/xl/sharedStrings.xml")]


def test_what_is_wrong_stays_an_error(tmp_path: Path) -> None:
    """A draft marks what is missing; a voucher that does not balance is not missing but wrong, and told alone."""
    folder = lacking(tmp_path / "账册")
    lines = (folder / "凭证.csv").read_text("utf-8-sig").splitlines(keepends=True)
    (folder / "凭证.csv").write_text("".join([*lines[:5], *lines[6:]]), "utf-8")
    with pytest.raises(ProblemsFound) as told:
        build(folder, tmp_path / "输出", draft=True)
    assert {item.code.code for item in told.value.findings if item.severity is Severity.ERROR} == {"B117"}
    with pytest.raises(ProblemsFound) as told:
        build(folder, tmp_path / "输出")
    assert {item.code.code for item in told.value.findings if item.severity is Severity.ERROR} > {"S103", "B117"}
    assert not (tmp_path / "输出").exists()


def bare() -> Books:
    return replace(unit(), texts=Texts(), registers={"政府采购": {}})


def forgotten(name: str) -> Books:
    """A unit that lacks one figure of last year."""
    wan = {each: text for each, text in LAST_YEAR_WAN.items() if each != name}
    books = unit()
    return replace(books, measures=replace(books.measures, last_year=printed_measure(wan)))


@pytest.mark.parametrize(
    ("books", "wanted"),
    [
        (bare, "【待补：主要职责】"),
        (bare, "主要原因是【待补：变动原因（收入总计）】"),
        (bare, "【待补：预算差异原因（2080109）】"),
        (bare, "主要用于【待补：用途（2080505）】"),
        (bare, "【待补：登记（公务用车，保有量）】"),
        (bare, "【待补：部门重点评价】"),
        (lambda: forgotten("公务接待费"), "【待补：上年数（公务接待费）】"),
    ],
)
def test_the_sentence_stands_with_its_mark(books: Callable[[], Books], wanted: str) -> None:
    disclosure, _ = compile_disclosure(books(), draft=True)
    assert disclosure is not None
    assert wanted in "".join(paragraph.text for paragraph in disclosure.paragraphs)


def test_every_missing_thing_has_its_mark_and_its_line() -> None:
    """None is lost on the way: what the findings ask for stands in the text, each once in the list."""
    books = bare()
    disclosure, findings = compile_disclosure(books, draft=True)
    assert disclosure is not None
    texts = [paragraph.text for paragraph in disclosure.paragraphs] + [term.definition for term in disclosure.glossary]
    missing = [item for item in findings if item.code.code in MARKED]
    assert {mark(item) for item in missing} == {each for text in texts for each in marks(text)}
    assert len(to_supply(findings, ())) == len(missing)
    assert compile_disclosure(books)[0] is None


def test_a_unit_without_registers_is_asked_for_the_table_and_not_for_the_marks_of_its_items() -> None:
    _, findings = compile_disclosure(replace(bare(), registers={}))
    assert [item.printed for item in findings if item.code.code == "S104"] == ["没有登记"]
    assert [item.printed for item in findings if item.code.code == "S123"] == []


def test_an_item_to_be_signed_is_listed_with_its_basis() -> None:
    assert to_supply((), [Withheld("登记", "外事批次", "")]) == ("涉密事项待保密审查签批：登记 外事批次（依据：未填）",)


def test_a_text_is_cut_at_its_marks() -> None:
    assert pieces("甲【待补：乙】丙") == [("甲", False), ("【待补：乙】", True), ("丙", False)]
    assert pieces("没有") == [("没有", False)]
    assert pieces("") == []


def test_a_mark_copied_into_the_texts_is_no_text(tmp_path: Path) -> None:
    """Someone answers by pasting the mark itself: nothing else would ask for the purpose any more."""
    shutil.copytree(example_folder("panjin-2023"), folder := tmp_path / "账册")
    texts = (folder / "文字.yaml").read_text("utf-8").replace("社会保障业务工作经费", PURPOSE)
    (folder / "文字.yaml").write_text(texts, "utf-8")
    with pytest.raises(ProblemsFound) as told:
        build(folder, tmp_path / "输出")
    assert [(item.code.code, item.printed) for item in told.value.findings if item.severity is Severity.ERROR] == [
        ("S123", PURPOSE)
    ]


def test_the_command_says_that_it_wrote_a_draft_and_how_much_is_missing(tmp_path: Path) -> None:
    books = lacking(tmp_path / "账册")
    told = CliRunner().invoke(cli, ["build", str(books), "-o", str(tmp_path / "输出"), "--draft"])
    assert told.exit_code == 0
    assert "草稿，待补 3 项，不得公开" in told.output
    assert not (tmp_path / "输出" / "public").exists()


def test_a_draft_is_made_of_one_units_books_only(tmp_path: Path) -> None:
    (tmp_path / "部门.yaml").write_text("名称: 某部门\n", "utf-8")
    (tmp_path / "决算.json").write_text("{}", "utf-8")
    for given, said in ((tmp_path, "部门文件夹"), (tmp_path / "决算.json", "一份文件")):
        told = CliRunner().invoke(cli, ["build", str(given), "-o", str(tmp_path / "输出"), "--draft"])
        assert told.exit_code == 2
        assert f"是{said}" in told.output.replace("\n", "")
