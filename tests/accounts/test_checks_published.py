"""Slips that published documents were seen to make, each made in the consistent document: exactly what is told of it.

What is told beside the slip would be a false alarm; a reviewer reads every line.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import cycle, islice

import pytest
from check_samples import Change, cell, codes_of, consistent, labelled, of, swapped, text

from mingzhang.accounts.checks.check import check
from mingzhang.accounts.checks.displaced import displaced
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.walk import tell
from mingzhang.accounts.disclosure import Cell, Disclosure, Form
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.readers.document import NOWHERE, Text
from mingzhang.accounts.readers.identity import unit_of
from mingzhang.accounts.readers.narrative import narrative
from mingzhang.accounts.readers.reading import ReadDisclosure

GENERAL = "一、一般公共预算财政拨款支出决算情况说明"
SLIPS: dict[str, tuple[list[Change], list[str]]] = {
    "an item under a name that no list has is known by its amount, and is not called undescribed": (
        [swapped("社会保险经办机构（项）", "归口管理的社会保险经办机构（项）")],
        ["N123"],
    ),
    "its amount is held to the form's: a last digit more": (
        [
            swapped("社会保险经办机构（项）", "归口管理的社会保险经办机构（项）"),
            swapped("128.46万元，主要用于社会", "128.47万元，主要用于社会"),
        ],
        ["N102", "N123"],
    ),
    "a name that the forms print otherwise than the list is told of the forms, once": (
        [
            swapped("行政事业单位养老支出（款）", "行政事业单位离退休（款）"),
            labelled("02", "20805", "行政事业单位离退休"),
            labelled("03", "20805", "行政事业单位离退休"),
            labelled("05", "20805", "行政事业单位离退休"),
        ],
        ["X111"],
    ),
    "an amount between 人员经费 and its list may have thousands": (
        [
            text(
                "一、一般公共预算财政拨款基本支出决算情况说明",
                "人员经费0,480.00万元，主要包括：基本工资、奖金、机关事业单位基本养老保险缴费、退休费。",
            )
        ],
        ["N120"],
    ),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_what_is_told_of_a_slip(slip: str) -> None:
    changes, want = SLIPS[slip]
    read = consistent()
    for change in changes:
        read = change(read)
    assert sorted(codes_of(read)) == want


ROWS = (
    ("合计", "100.00", "60.00"), ("201", "30.00", ""), ("20103", "30.00", ""), ("2010301", "20.00", ""),
    ("2010302", "10.00", ""), ("208", "45.00", "40.00"), ("20805", "45.00", "40.00"), ("2080501", "5.00", "4.00"),
    ("2080505", "40.00", "36.00"), ("221", "25.00", "20.00"), ("22102", "25.00", "20.00"),
    ("2210201", "25.00", "20.00"),
)  # fmt: skip


def test_a_division_that_its_year_added_under_many_classes() -> None:
    added = labelled("02", "22198", "超长期特别国债安排的支出")
    item = labelled("02", "2219877", "某项")
    rows = [cell("02", "", code, "财政拨款收入", "") for code in ("22198", "2219877")]
    codes = codes_of(item(added(rows[1](rows[0](later(2025))))))
    assert not {"X110", "X111", "X112"} & set(codes)


def later(year: int) -> ReadDisclosure:
    return of(consistent(), replace(consistent().disclosure, year=year))


def test_of_figures_that_break_a_sum_the_first_that_stays_above_nothing_is_named() -> None:
    """302 printed once more beside its last row: that row is wrong, and no other could be right below nothing."""
    told = [
        item for item in check(cell("06", "", "30299", "决算数", "100.00")(consistent())) if item.place.form == "06"
    ]
    assert [(item.code.code, item.place.line, item.expected) for item in told] == [("F101", "30299", "0.00")]


def by_code(number: str, rows: Iterable[tuple[str, str, str]]) -> Form:
    cells = [Cell("", row, "本年支出合计", total) for row, total, _ in rows]
    return Form(number, "", tuple(cells + [Cell("", row, "基本支出", basic) for row, _, basic in rows]))


def beside(names: Sequence[str]) -> Disclosure:
    """Form 03 as it should be, and form 05 with its figures beside other names."""
    figures = islice(cycle(ROWS[1:] + ROWS[:1]), len(names))
    shifted = [(name, total, basic) for name, (_, total, basic) in zip(names, figures, strict=True)]
    return replace(consistent().disclosure, forms=(by_code("03", ROWS), by_code("05", shifted)))


NAMES = [row for row, _, _ in ROWS[1:]]


def test_figures_beside_the_wrong_rows() -> None:
    names = [*NAMES[:4], "207", "20701", *NAMES[4:], "合计"]
    (found,) = displaced(beside(names))
    assert (found.form, found.other) == ("05", "03")
    assert found.rows[:2] == (("207", "208"), ("20701", "20805"))
    assert not found.holds(Address("05", "", "2010302", "本年支出合计"))
    told = [code for code in codes_of(of(consistent(), beside(names))) if code.startswith(("F", "J"))]
    assert told == ["F107"]
    said = "社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）支出决算为{}万元。"
    for amount, wrong in (("40.00", False), ("60.00", True)):  # the figure beside 22102, which is that of 2080505
        read = text(GENERAL, said.format(amount))(of(consistent(), beside(names)))
        assert any(item.printed == f"{amount}万元" for item in check(read) if item.code.code == "N101") is wrong


def test_rows_that_stand_right_are_not_displaced() -> None:
    assert not list(displaced(beside([*NAMES, "合计"])))


def test_the_comma_of_thousands_parts_no_two_amounts() -> None:
    assert "N167" not in codes_of(text("一、收入支出总体情况", "收入支出总计19,044.27万元。")(consistent()))


def test_what_an_item_is_used_for_is_no_subject() -> None:
    """The budget that follows is the item's, so that the items' budgets can be added up."""
    item = "社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）"
    said = "80.00万元，主要用于：机关事业单位基本养老保险缴费支出。年初预算为81.00万元，支出决算为80.00万元。"
    told = tell(Known(text(GENERAL, item + said)(consistent())))[-1]
    budget = told.subjects[0].budget
    assert (told.subjects[0].code, budget and budget.number) == ("2080505", "81.00")


def test_one_wrong_row_is_no_displacement() -> None:
    codes = codes_of(cell("05", "", "2080505", "本年支出合计", "500.00")(consistent()))
    assert "F101" in codes
    assert "F107" not in codes


@pytest.mark.parametrize(
    "page",
    [
        ("某省某市", "社会保险中心", "2023年度部门决算", "目录", "第一部分 某省某市社会保险中心概况"),
        (
            "某省某市社会保",
            "险中心2023",
            "年度部门决算",
            "第一部分 某省某市社会保险中心概况",
            "第二部分 某省某市社会保险中心2023年度部门决算表",
        ),
        ("某省某市社会保险中心", "2023年度部门决算"),
    ],
)
def test_a_title_page_that_breaks_the_name_over_lines(page: tuple[str, ...]) -> None:
    assert unit_of([], [Text(line, 0, NOWHERE) for line in page]).name == "某省某市社会保险中心"


@pytest.mark.parametrize("kind", ["pdf", "docx", "html"])
@pytest.mark.parametrize(
    "halves",
    [
        ("本部门加强管理，主要用于在", "职人员的机关运行支出。"),
        ("开展自评，涉及金额10534.", "71万元，其中财政拨款10534.71万元。"),
        ("本部门加强管理，", "压减一般性支出。"),
    ],
)
def test_a_sentence_in_two_paragraphs(kind: str, halves: tuple[str, str]) -> None:
    heading = "一、其他重要事项的情况说明"
    whole, broken = text(heading, "".join(halves))(consistent()), text(heading, *halves)(consistent())
    assert "X106" not in codes_of(replace(whole, kind=kind))
    assert "X106" in codes_of(replace(broken, kind=kind))


@pytest.mark.parametrize("end", ["等", "等支出", "等日常公用经费支出"])
def test_a_list_that_ends_in_and_so_on_leaves_out_what_it_likes(end: str) -> None:
    def told(items: str) -> list[str]:
        read = text("一、一般公共预算财政拨款基本支出", f"公用经费100.00万元，主要包括：{items}{end}。")(consistent())
        return [code for code in codes_of(read) if code in ("N120", "N121")]

    assert told("办公费、公务接待费") == []
    assert told("办公费、差旅费") == ["N120"]


SENTENCES = (
    "截至2023年12月31日，{}共有车辆0辆。",
    "2023年，{}所属各预算单位开支财政拨款的公务用车保有量为0辆。",
    "{}2023年度预算绩效管理工作开展情况如下：本部门建立了制度。",
    "{}2023年度收入支出总计801.46万元。",
    "纳入{}2023年度部门决算编制范围的单位包括：",
    "从预算单位构成看，{}部门决算包括：本级决算、下属事业单位决算。",
)
OWN = ("某市社会保险中心", "某省某市社会保险中心", "某市社会保险中心（本级）", "市社保中心", "我中心", "本部门")


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_name_inside_a_sentence_is_the_units_own(sentence: str) -> None:
    def told(name: str) -> list[str]:
        read = text("一、其他重要事项的情况说明", sentence.format(name))(consistent())
        return [item.printed for item in check(read) if item.code.code == "X114"]

    assert told("某市医疗保障局") == ["某市医疗保障局"]
    assert [name for name in OWN if told(name)] == []


def test_an_entry_of_the_glossary_over_two_paragraphs_is_kept_whole_and_told() -> None:
    lines = (
        "第三部分 名词解释",
        "一、项目支出：指单位为完成特定的行政",
        "任务发生的支出。",
        "二、基本支出：指日常支出。",
    )
    found = narrative([Text(line) for line in lines], 2024)
    assert found.terms[0].definition == "指单位为完成特定的行政任务发生的支出。"
    assert [(before, after) for before, after, _ in found.broken_terms] == [
        ("指单位为完成特定的行政", "任务发生的支出。")
    ]


SIX = (
    ("301", "470.00"), ("30101", "390.00"), ("30102", ""), ("30103", ""), ("30108", "80.00"),
    ("303", "10.00"), ("30302", "10.00"), ("人员经费合计", "480.00"),
    ("302", "100.00"), ("30201", "50.00"), ("30202", "20.00"), ("30205", "10.00"), ("30206", "15.00"),
    ("30207", ""), ("30299", "5.00"), ("30399", ""), ("公用经费合计", "100.00"),
)  # fmt: skip


def six(*printed: str) -> Disclosure:
    cells = tuple(Cell("", row, "决算数", figure) for (row, _), figure in zip(SIX, printed, strict=True))
    return replace(consistent().disclosure, forms=(Form("06", "", cells),))


def test_a_run_of_form_06_beside_the_next_rows() -> None:
    figures = [figure for _, figure in SIX]
    shifted = ["470.00", "390.00", "", "", "80.00", "10.00", "10.00", "480.00"]
    shifted += ["100.00", "", "50.00", "20.00", "10.00", "15.00", "", "5.00", "100.00"]
    (found,) = displaced(six(*shifted))
    assert (found.form, found.other) == ("06", "06")
    assert found.rows[:2] == (("30202", "30201"), ("30205", "30202"))
    assert not list(displaced(six(*figures)))


def test_one_wrong_figure_of_form_06_moved_nothing() -> None:
    figures = [figure for _, figure in SIX]
    figures[9] = "55.00"
    assert not list(displaced(six(*figures)))
