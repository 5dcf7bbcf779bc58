"""A plain text file that broke every line where the page did is read as its paragraphs."""

from pathlib import Path

import pytest
from check_samples import consistent

from mingzhang.accounts.readers.characters import width_of
from mingzhang.accounts.readers.document import Text
from mingzhang.accounts.readers.opening import read_document
from mingzhang.accounts.readers.read import read_disclosure

PARAGRAPHS = [p.text for p, _ in consistent().paragraphs() if p.part == "说明"]


def lines_of(paragraph: str, columns: int) -> list[str]:
    """The paragraph broken as a page breaks it: figures take half the width of an ideograph."""
    lines = [""]
    for char in paragraph:
        if width_of(lines[-1] + char) > columns:
            lines.append("")
        lines[-1] += char
    return lines


def texts(path: Path, lines: list[str]) -> list[str]:
    path.write_text("\n".join(lines), "utf-8")
    return [block.text for block in read_document(path).blocks if isinstance(block, Text)]


@pytest.mark.parametrize("columns", [48, 56, 70])
def test_broken_lines_are_joined(tmp_path: Path, columns: int) -> None:
    """What is left apart ends a sentence, or begins a number, at the very end of a line, where nobody can tell."""
    lines = [line for paragraph in PARAGRAPHS for line in lines_of(paragraph, columns)]
    broken = next(at for at, line in enumerate(lines) if width_of(line) > columns - 2 and line[-1] not in "。；：")
    lines[broken + 1 : broken + 1] = ["- 12 -"]
    read = texts(tmp_path / "决算.txt", lines)
    assert "".join(read) == "".join(PARAGRAPHS)
    assert len([text for text in read if text not in PARAGRAPHS]) < 0.3 * len(PARAGRAPHS)


def test_a_file_of_paragraphs_stays_as_it_is(tmp_path: Path) -> None:
    assert texts(tmp_path / "决算.txt", PARAGRAPHS) == PARAGRAPHS


EXCERPT = """梧州市某中心 2023 年度单位决算

第三部分 2023 年度单位决算情况说明
一、2023 年度收入支出决算总体情况
(一)本单位 2023 年度总收入 125.08 万元,其中本年收入
117.06 万元,较 2022 年度决算数增加 19.84 万元,增长 20.4%。
5.经营收入 0.00 万,为事业单位在业务活动之外开展非
独立核算经营活动取得的收入。较 2022 年度决算数增加 0.00
万元,增长 0%,主要原因是:本单位无经营收入,与去年
相比无变化,与预算相比无变化。
6.其他收入 0.00 万元,为预算单位在“财政拨款收入”“事
业收入”“经营收入”之外取得的收入。较 2022 年度决算数增
加 0.00 万元,增长 0%,主要原因是:本单位无其他收入,
与去年相比无变化,与预算相比无变化。
7.上年结转和结余 8.02 万元,为以前年度支出预算因客
观条件变化未执行完毕、结转到本年度按有关规定继续使用
的资金。较 2022 年度决算数增加 0.78 万元,增长 10.8%,
主要原因是:合理安排了费用的结算,按计划执行了预算工作。
"""


def test_a_page_of_broken_lines_is_joined_too(tmp_path: Path) -> None:
    """A few lines tell it; the years that they begin with are not the document's."""
    path = tmp_path / "决算.txt"
    path.write_text(EXCERPT, "utf-8")
    read = read_disclosure(path)
    assert read.disclosure.year == 2023
    said = [paragraph.text for paragraph in read.disclosure.paragraphs]
    assert sum(text.endswith("。") for text in said) == len(said) - 1  # all but the heading


RUNNING = "本单位按规定公开部门决算，各项收入支出均已入账，账表相符，账实相符，"
HEADING = "九、国有资本经营预算财政拨款收入支出决算情况说明"


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        # a number that the line had no room for, with the two characters by which a first line stands in
        (
            ["某某市文化广播电视和旅游局2024年度收支总计", "26591.08 万元，比上年增加。"],
            ["某某市文化广播电视和旅游局2024年度收支总计26591.08 万元，比上年增加。"],
        ),
        # a full line that ends with a pause within its sentence
        (
            ["一般公共预算支出20.00万元，教育支出12.00万元，占60.00%；", "卫生健康支出8.00万元，占40.00%。"],
            ["一般公共预算支出20.00万元，教育支出12.00万元，占60.00%；卫生健康支出8.00万元，占40.00%。"],
        ),
        (
            ["教育支出12.00万元，占60.00%；", "卫生健康支出8.00万元，占40.00%。"],
            ["教育支出12.00万元，占60.00%；", "卫生健康支出8.00万元，占40.00%。"],
        ),
        # headings as long as a line
        ([HEADING, "本单位没有这项收支。"], [HEADING, "本单位没有这项收支。"]),
        # rows of a table that stand one space apart: no figure grows into the code of the next row
        (
            ["301 工资福利支出 7,728.96 302 商品和服务支出 1,708.26", "30101 基本工资 1,050.91"],
            ["301 工资福利支出 7,728.96 302 商品和服务支出 1,708.26", "30101 基本工资 1,050.91"],
        ),
    ],
)
def test_where_a_line_goes_on(tmp_path: Path, lines: list[str], joined: list[str]) -> None:
    around = [line for _ in range(12) for line in lines_of(RUNNING * 4, 56)] + ["以上。"]
    read = texts(tmp_path / "决算.txt", [*around, *lines, *around])
    assert read[1 : 1 + len(joined)] == joined


def test_a_heading_as_long_as_a_line_is_known_by_the_contents(tmp_path: Path) -> None:
    heading = "三、机关运行经费、政府采购、国有资产占用及其他情况"
    around = [line for _ in range(12) for line in lines_of(RUNNING * 4, 56)] + ["以上。"]
    read = texts(tmp_path / "决算.txt", ["目录", heading, "四、其他", *around, heading, "本单位没有这些收支。"])
    assert read[-2:] == [heading, "本单位没有这些收支。"]
