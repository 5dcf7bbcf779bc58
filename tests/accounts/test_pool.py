"""Vouchers of many units read together: the same in every respect as those of each unit read alone."""

from pathlib import Path

import pytest
from books_samples import Sample
from department_samples import unit

from mingzhang.accounts.books.load import Loaded, begin, load
from mingzhang.accounts.books.pool import Asked, pooled_vouchers
from mingzhang.accounts.region import EVERYTHING


def samples() -> dict[str, Sample]:
    """Sound units that differ in what their vouchers have: a project, a closing voucher, amounts with commas."""
    units = {name: unit(f"某市{name}", name) for name in ("甲", "乙", "丙", "丁")}
    units["乙"].income("1,234.50", function="2080505").spend("1,234.50", function="2080505", economic="30108")
    closing = [{"科目": "7201", "贷方": "900.00", "资金": "一般公共预算", "功能科目": "2080109", "支出类型": "基本支出",
                "经济科目": "30201"}, {"科目": "8102", "借方": "900.00"}]  # fmt: skip
    units["丙"].voucher(closing, "2023-12-31")
    units["丁"].vouchers[1]["对方单位"] = "市财政局"
    return units


def together(folders: list[Path]) -> tuple[list[Loaded], set[int]]:
    begun = [begin(folder) for folder in folders]
    asked = [Asked(each.folder, each.unit.vouchers, each.unit.year, each.projects) for each in begun if each.unit]
    pooled = pooled_vouchers(asked)
    loaded = [load(each.folder, begun=each, vouchers=pooled.get(at)) for at, each in enumerate(begun)]
    return loaded, set(pooled)


def same(one: Loaded, other: Loaded) -> None:
    assert one.findings == other.findings
    assert (one.books is None) == (other.books is None)
    for mine, theirs in ((one.books, other.books), (one.provisional, other.provisional)):
        if mine is not None and theirs is not None:
            assert mine.measures == theirs.measures
            assert mine.notices == theirs.notices
            assert mine.ledger.trace(EVERYTHING).equals(theirs.ledger.trace(EVERYTHING))


ODD = {
    "an amount that is none": lambda u: u.vouchers[0].update({"借方": "壹佰元"}),
    "a voucher that does not balance": lambda u: u.vouchers[0].update({"借方": "1000.01"}),
    "a date of another year": lambda u: u.vouchers[0].update({"日期": "2022-06-30"}),
    "a line without a number": lambda u: u.vouchers[0].update({"凭证号": ""}),
    "an unknown functional code": lambda u: u.vouchers[1].update({"功能科目": "9999999"}),
    "expenditure without its economic code": lambda u: u.vouchers[2].update({"经济科目": ""}),
    "a number with a blank": lambda u: u.vouchers[0].update({"凭证号": " 1"}),
    "a number used twice": lambda u: u.vouchers[4].update({"凭证号": "1"}),
    "a row that is a total": lambda u: u.vouchers.append({"科目": "合计", "借方": "1.00", "贷方": "1.00"}),
    "a zero": lambda u: u.voucher([{"科目": "5001", "借方": "0.00"}, {"科目": "1002", "贷方": "0.00"}]),
}


def written(units: dict[str, Sample], folder: Path) -> list[Path]:
    return [sample.write(folder / name) for name, sample in units.items()]


def test_units_read_together_are_as_read_alone(tmp_path: Path) -> None:
    folders = written(samples(), tmp_path)
    loaded, pooled = together(folders)
    assert len(pooled) == 4
    for folder, each in zip(folders, loaded, strict=True):
        same(each, load(folder))
    assert [each.books is not None for each in loaded] == [True, True, False, True]  # 丙 closes what it did not earn
    assert loaded[2].provisional is not None
    assert "年末结转凭证 1 张" in "".join(loaded[2].provisional.notices)


@pytest.mark.parametrize("odd", ODD)
def test_a_unit_with_something_odd_is_told_as_ever_and_the_others_stay_together(tmp_path: Path, odd: str) -> None:
    units = samples()
    ODD[odd](units["乙"])
    folders = written(units, tmp_path)
    loaded, pooled = together(folders)
    assert pooled == {0, 2, 3}
    for folder, each in zip(folders, loaded, strict=True):
        same(each, load(folder))


def test_lines_stand_in_the_file_of_their_own_unit(tmp_path: Path) -> None:
    units = samples()
    for sample in (units["甲"], units["丁"]):
        sample.unit_tail = "凭证: {文件: 凭证*.csv}\n"
    folders = written(units, tmp_path)
    (folders[3] / "凭证.csv").rename(folders[3] / "凭证（全年）.csv")
    loaded, pooled = together(folders)
    assert {0, 3} <= pooled
    same(loaded[3], load(folders[3]))
    books = loaded[3].books
    assert books is not None
    assert set(books.ledger.trace(EVERYTHING)["file"]) == {"凭证（全年）.csv"}


def test_units_with_settings_of_their_own_are_apart(tmp_path: Path) -> None:
    units = samples()
    units["甲"].unit_tail = "凭证: {列: {金额: 借方}}\n"
    units["乙"].unit["年度"] = "2024"
    folders = written(units, tmp_path)
    loaded, pooled = together(folders)
    assert pooled == {2, 3}
    for folder, each in zip(folders, loaded, strict=True):
        same(each, load(folder))
