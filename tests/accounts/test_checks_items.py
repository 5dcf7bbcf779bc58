"""Functional items in sentences: names whose own brackets are no level's, as the code list has them."""

from dataclasses import replace

import pytest
from check_samples import codes_of, consistent, text

from mingzhang import codes
from mingzhang.accounts.checks.items import items
from mingzhang.accounts.readers.characters import squeezed

TOLD = [
    (
        "粮油物资储备支出（类）粮油储备（款）储备粮（油）库建设（项）",
        ("粮油物资储备支出", "粮油储备", "储备粮(油)库建设"),
    ),
    (
        "一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）行政运行（项）",
        ("一般公共服务支出", "政府办公厅(室)及相关机构事务", "行政运行"),
    ),
    ("中医（民族）医院（项）", ("", "", "中医(民族)医院")),
    ("教育支出（类）（含教育费附加）普通教育（款）小学教育（项）", ("", "普通教育", "小学教育")),
]


@pytest.mark.parametrize(("text", "names"), TOLD)
def test_brackets_of_a_name_belong_to_it(text: str, names: tuple[str, str, str]) -> None:
    assert [item.names for item in items(squeezed(text))][-1] == names


def test_every_item_of_the_list_is_found_whole() -> None:
    known = codes.functional(codes.LATEST)
    for code in known.level(7):
        names = [known.name(code.code[:digits]) for digits in (3, 5, 7)]
        text = squeezed("{}（类）{}（款）{}（项）".format(*names))
        assert [item.names for item in items(text)] == [tuple(map(squeezed, names))], code


PENSION = "社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）"
HEADED, BARE = "一、一般公共预算财政拨款支出决算情况说明", "一、有关情况说明"


@pytest.mark.parametrize(
    ("heading", "amount", "told"),
    [(HEADED, "80.00", []), (HEADED, "81.00", ["N101"]), (BARE, "81.00", [])],
)
def test_an_item_under_the_heading_of_its_fund_is_compared_though_another_form_was_not_read(
    heading: str, amount: str, told: list[str]
) -> None:
    read = consistent()
    unread = replace(read, facts={**read.facts, "08": replace(read.facts["08"], whole=False)})
    found = codes_of(text(heading, f"{PENSION}{amount}万元。")(unread))
    assert [code for code in found if code == "N101"] == told
