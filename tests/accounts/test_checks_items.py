"""Functional items in sentences: names whose own brackets are no level's, as the code list has them."""

import pytest

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
