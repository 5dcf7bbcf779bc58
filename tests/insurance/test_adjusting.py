"""The annual adjustment where the law has no table: a finding with the row to add, never an amount of nothing."""

from pathlib import Path

import polars as pl
import pytest

from mingzhang.insurance.award.awarding import Awards, award
from mingzhang.insurance.law.loader import load_law

FACTS = {"参保地": "盘锦", "调整年月": "2025-01", "缴费年限": "30", "调整前月养老金": "3000", "年龄": "72"}
SERIES = ["调整定额", "调整每年限额", "调整年限部分下限", "调整挂钩比例"]
ANSWERS = ["调整按年限分段", "调整按水平分档", "调整按高龄倾斜"]
HEAD = "参数,项,地区,起,止,值,依据,可信度,核对\n"
PLAIN = dict(zip(SERIES, ("30", "1", "15", "1%"), strict=True)) | dict.fromkeys(ANSWERS, "否")


def adjusted(folder: Path, own: dict[str, str]) -> Awards:
    """By own rows for Liaoning in 2025: name, or name and item with a comma → value."""
    rows = [
        f"{name if ',' in name else name + ','},辽宁省,2025-01,2025-12,{own[name]},某文,原文,2026-01-01" for name in own
    ]
    path = folder / "本省.csv"
    path.write_text(HEAD + "".join(row + "\n" for row in rows), "utf-8")
    return award(pl.DataFrame([FACTS]), "养老金调整", law=load_law([path]))


def missing(awards: Awards) -> list[str]:
    assert not awards.table.height
    assert {item.code.code for item in awards.findings} == {"I301"}
    return sorted(item.printed.split()[0] for item in awards.findings)


def test_a_province_and_year_without_tables_says_all_that_is_missing(tmp_path: Path) -> None:
    awards = adjusted(tmp_path, {})
    assert missing(awards) == sorted(SERIES + ANSWERS)
    assert all("盘锦市,2025-01" in (item.remedy or "") for item in awards.findings)


@pytest.mark.parametrize("name", [*SERIES, *ANSWERS])
def test_a_part_of_which_nothing_is_said_is_not_nothing(tmp_path: Path, name: str) -> None:
    assert missing(adjusted(tmp_path, {key: value for key, value in PLAIN.items() if key != name})) == [name]


@pytest.mark.parametrize(
    ("answer", "table"),
    [("调整按年限分段", "调整年限分段"), ("调整按水平分档", "调整水平分档"), ("调整按高龄倾斜", "调整高龄分档")],
)
def test_a_part_that_there_is_needs_its_table(tmp_path: Path, answer: str, table: str) -> None:
    assert missing(adjusted(tmp_path, PLAIN | {answer: "是"})) == [f"{table}〔（下限）〕"]


def test_what_the_law_says_is_not_there_adds_nothing(tmp_path: Path) -> None:
    assert adjusted(tmp_path, PLAIN).table["月增加额_分"].to_list() == [9000]  # 30 + 30×1 + 3000×1%
    with_age = adjusted(tmp_path, PLAIN | {"调整按高龄倾斜": "是", "调整高龄分档,70": "40"})
    assert with_age.table["月增加额_分"].to_list() == [13000]
