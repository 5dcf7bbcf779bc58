"""What cannot be: days, counts and rates; a part larger than its whole in a text without its forms."""

from dataclasses import replace

import pytest
from check_samples import alone, codes_of, consistent, text

from mingzhang.accounts.checks.check import check

OTHER = "一、其他重要事项的情况说明"
# what may be | what cannot
LINES = """
截至2023年12月31日 | 截至2023年12月32日
2024年2月29日 | 2023年2月29日
2月29日 | 2月30日
6月30日 | 6月31日
2023年12月 | 2023年22月
工期22个月 | 2023年13月
接待21人次 | 接待2.5人次
平均每月接待2.5人次 | 共接待2.5人次
车辆2.00辆 | 车辆2.50辆
满意度100% | 满意度120%
自评覆盖率100.00% | 自评覆盖率为105.00%
完成预算的120% | 合格率达到101%
""".strip().splitlines()


@pytest.mark.parametrize("row", LINES)
def test_what_cannot_be(row: str) -> None:
    may, cannot = (part.strip() for part in row.split("|"))
    assert "X134" not in codes_of(text(OTHER, f"{may}。")(consistent()))
    (told,) = (item for item in check(text(OTHER, f"{cannot}。")(consistent())) if item.code.code == "X134")
    assert told.printed in cannot


ENOUGH = "机关运行经费1.00万元。政府采购支出1.00万元。"
# what may be | what cannot
PARTS = """
本年支出合计100.00万元，其中：基本支出90.00万元。 | 本年支出合计100.00万元，其中：基本支出120.00万元。
“三公”经费支出5.00万元，其中：公务接待费5.00万元。 | “三公”经费支出5.00万元，其中：公务接待费8.00万元。
财政拨款收入90.00万元。本年收入合计100.00万元。 | 财政拨款收入90.00万元。本年收入合计80.00万元。
收入总计100.00万元，年初结转和结余20.00万元。 | 收入总计100.00万元，年初结转和结余120.00万元。
一般公共预算财政拨款支出70.00万元。人员经费80.00万元。 | 财政拨款支出70.00万元。政府性基金预算财政拨款支出80.00万元。
“三公”经费预算5.00万元，公务接待费8.00万元。 | “三公”经费决算5.00万元，公务接待费8.00万元。
全县“三公”经费支出5.00万元，2022年公务接待费8.00万元。 | “三公”经费支出5.00万元，2023年公务接待费8.00万元。
""".strip().splitlines()


@pytest.mark.parametrize("row", PARTS)
def test_a_part_is_no_more_than_its_whole(row: str) -> None:
    may, cannot = (part.strip() for part in row.split("|"))
    assert "N184" not in codes_of(alone("#一、收入支出决算情况说明", may, ENOUGH))
    assert "N184" in codes_of(alone("#一、收入支出决算情况说明", cannot, ENOUGH))


def test_what_a_form_prints_is_held_to_it_instead() -> None:
    """Without form 07 the text alone tells of the three expenses."""
    read = text(OTHER, "“三公”经费支出10.00万元，其中：公务接待费80.00万元。")(consistent())
    assert "N184" not in codes_of(read)
    kept = tuple(form for form in read.disclosure.forms if form.number != "07")
    facts = {number: facts for number, facts in read.facts.items() if number != "07"}
    assert "N184" in codes_of(replace(read, disclosure=replace(read.disclosure, forms=kept), facts=facts))
