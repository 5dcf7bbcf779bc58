"""Lines of a page put together into paragraphs."""

from mingzhang.accounts.readers.document import Bounds
from mingzhang.accounts.readers.paragraphs import PrintedLine, paragraphs

TEXT, NOTES = 16.0, 11.0
LEFT, RIGHT = 80.0, 521.0


def line(text: str, top: float, left: float, right: float = RIGHT, size: float = TEXT) -> PrintedLine:
    return PrintedLine(text, 1, Bounds(left, top, right, top + size), size)


def test_a_sentence_that_fills_its_line_is_no_title() -> None:
    """Most of the document is set smaller, so that its text is as large as titles are elsewhere."""
    small = [line("注" * 40, 400 + 15 * at, LEFT, size=NOTES) for at in range(20)]
    given = [
        line("第一条根据《上海市普陀区机构改革方案》，制定本规定。", 100, 112),
        line("第二条上海市普陀区财政局是主管全区财政工作的区政府", 128, 112),
        line("工作部门，为正处级。", 156, LEFT, 229),
    ]
    assert [text.text for text in paragraphs([*given, *small])][:2] == [
        "第一条根据《上海市普陀区机构改革方案》，制定本规定。",
        "第二条上海市普陀区财政局是主管全区财政工作的区政府工作部门，为正处级。",
    ]


def test_a_title_over_two_lines_is_one() -> None:
    """As the third part of the report of 上海市普陀区财政局 prints it."""
    given = [
        line("第三部分上海市普陀区财政局2024年度部门决算情况", 100, 100, 501, size=20.0),
        line("说明", 130, 280, 320, size=20.0),
        line("一、收入支出决算总体情况说明", 180, 112, 300),
    ]
    small = [line("文" * 28, 220 + 25 * at, LEFT) for at in range(20)]
    assert [text.text for text in paragraphs([*given, *small])][:2] == [
        "第三部分上海市普陀区财政局2024年度部门决算情况说明",
        "一、收入支出决算总体情况说明",
    ]


def test_notes_that_begin_further_left_are_no_margin_of_the_report() -> None:
    """Notes of a form on a page turned sideways, and a report of a few lines behind it."""
    notes = [
        line("注：本表反映部门本年度国有资本经营预算财政拨款支出情况。", 60 + 12 * at, 51, 303, NOTES)
        for at in range(3)
    ]
    report = [
        line("2023年度开展绩效自评的项目共13个，涉及金额473.17万", 120, 111),
        line("元，自评平均分87.09分。", 148, LEFT, 264),
    ]
    assert [text.text for text in paragraphs([*notes, *report])][-1:] == [
        "2023年度开展绩效自评的项目共13个，涉及金额473.17万元，自评平均分87.09分。"
    ]
