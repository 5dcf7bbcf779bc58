"""Yearly records: balances carried in, months that do not follow each other, files read part by part."""

from pathlib import Path

import polars as pl
import pytest

from mingzhang.findings import ProblemsFound
from mingzhang.insurance.award import careers
from mingzhang.insurance.award import records as reading
from mingzhang.insurance.award.joining import Joined, join_records
from mingzhang.insurance.award.months import UNREADABLE, bits_of
from mingzhang.insurance.award.positions import Positions
from mingzhang.insurance.award.source import Source
from mingzhang.insurance.law.loader import load_law
from mingzhang.insurance.schemes.pension_facts import BALANCE, EARLY_MONTHS

PERSON = {"编号": "甲", "参保地": "沈阳", "截止年月": "2023-12", "平均缴费指数": "1"}
YEAR = {"编号": "甲", "年份": "2021", "月数": "12", "缴费基数": "60000", "记账额": "4800"}


def joined(person: dict[str, str], *years: dict[str, str]) -> Joined:
    return join_records(pl.DataFrame([PERSON | person]), pl.DataFrame(years), load_law(), Source(), Source())


def balance(found: Joined) -> int:
    assert [item.text() for item in found.findings] == []
    return int(found.people[f"{BALANCE.title}_分"][0])


def test_a_balance_from_before_the_first_record_bears_interest() -> None:
    # 10,000 at the end of 2019; 6.04%, 6.69%, 6.12% and 3.97%; 4,800 credited in 2021
    found = balance(joined({"期初余额": "10000", "期初年份": "2019"}, YEAR))
    assert found == 17_970_32


@pytest.mark.parametrize(
    ("person", "code"),
    [
        ({"期初余额": "10000"}, "I203"),
        ({"期初年份": "2019"}, "I203"),
        ({"期初余额": "一万", "期初年份": "2019"}, "I204"),
        ({"期初余额": "-1", "期初年份": "2019"}, "I204"),
        ({"期初余额": "10000", "期初年份": "2024"}, "I204"),
        ({"建账年月": "九六年"}, "I204"),
    ],
)
def test_a_balance_that_cannot_be_used_is_never_left_out(person: dict[str, str], code: str) -> None:
    found = joined(person, YEAR)
    assert [item.code.code for item in found.findings] == [code]
    assert found.left_out.tolist() == [True]


def test_months_that_do_not_follow_each_other() -> None:
    half = YEAR | {"月数": "6", "缴费基数": "30000", "记账额": "2400"}
    together = balance(joined({"截止年月": "2021-12"}, half))
    apart = balance(joined({"截止年月": "2021-12"}, half | {"缴费月份": "1-3、7-9"}))
    assert together == 2_400_00 + 127_11  # 400 × (12 + 11 + … + 7) × 6.69% ÷ 12
    assert apart == 2_400_00 + 107_04  # 400 × (12 + 11 + 10 + 6 + 5 + 4) × 6.69% ÷ 12
    early = joined({"截止年月": "2021-12", "建账年月": "2021-03"}, half | {"缴费月份": "1-3、7-9"})
    assert early.people[EARLY_MONTHS.title].to_list() == [2]


@pytest.mark.parametrize("text", ["1-3", "13", "3-1", "1、1", "一月", "1-3、7-10"])
def test_months_that_are_not_those_counted_are_findings(text: str) -> None:
    found = joined({}, YEAR | {"月数": "6", "缴费月份": text})
    assert [item.code.code for item in found.findings] == ["I204", "I211"]


def test_months_as_bits() -> None:
    assert bits_of("") == 0
    assert bits_of("1-3、7，12月") == 0b100001000111
    assert bits_of("1,,2") == 0b11
    assert bits_of("0") == UNREADABLE


def test_a_file_read_part_by_part_is_the_same_as_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Also what is wrong: the rows keep their numbers, and a year that stands in two parts is found."""
    people = pl.DataFrame([PERSON | {"编号": name} for name in ("甲", "乙", "丙")])
    years = [
        YEAR | {"编号": name, "年份": str(year)}
        for name in ("甲", "丁", "乙", "丙")
        for year in (2023, 2019, 2021, 2022)
    ]
    years += [YEAR | {"编号": "丙", "年份": "2019"}, YEAR | {"编号": "乙", "年份": "2020", "月数": "13"}]
    table = pl.DataFrame(years)
    path = tmp_path / "记录.parquet"
    table.write_parquet(path)
    whole = join_records(people, table, load_law(), Source(), Source("记录", 1))
    monkeypatch.setattr(reading, "PART", 3)
    split = join_records(people, pl.scan_parquet(path), load_law(), Source(), Source("记录", 1))
    assert split.people.equals(whole.people)
    assert split.left_out.tolist() == whole.left_out.tolist() == [False, True, True]
    assert [item.text() for item in split.findings] == [item.text() for item in whole.findings]
    said = {item.code.code: item for item in whole.findings}
    assert said["I204"].place.row == len(years)
    assert said["I210"].place.row == 5
    assert "4 条" in said["I210"].text()


def test_people_computed_in_parts_are_the_same_as_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also what the law lacks: told in the order of the years, whoever's part it stands in."""
    until = {"甲": 2023, "乙": 2041, "丙": 2022, "丁": 2043, "戊": 2021}
    people = pl.DataFrame([PERSON | {"编号": name, "截止年月": f"{year}-12"} for name, year in until.items()])
    years = [YEAR | {"编号": name} for name in until]

    def found() -> Joined:
        return join_records(people, pl.DataFrame(years), load_law(), Source(), Source())

    whole = found()
    monkeypatch.setattr(careers, "APART", 2)
    apart = found()
    assert apart.people.equals(whole.people)
    assert apart.left_out.tolist() == whole.left_out.tolist() == [False, True, False, True, False]
    assert [item.text() for item in apart.findings] == [item.text() for item in whole.findings]
    assert {item.code.code for item in whole.findings} == {"I211", "I212"}


@pytest.mark.parametrize("people", [["1", "2", "3", "4"], ["4", "1", "3", "2"], ["1", "2", "1", "3"], ["1", None, "2"]])
@pytest.mark.parametrize("runs", ["1", "234", "12", "1234", "4132", "9", "1x2", "21", "1212121212121212121212", ""])
def test_whose_a_record_is(people: list[str | None], runs: str) -> None:
    """In whatever order: the last row of the person, as a lookup one by one finds it."""
    ids = [name for name in runs for _ in range(2)]
    known = {name: row for row, name in enumerate(people) if name is not None}
    told_apart = len(known) == len(people)
    found = Positions(pl.Series(people), told_apart=told_apart).of(pl.Series(ids, dtype=pl.String))
    assert found.tolist() == [known.get(name, -1) for name in ids]


def test_a_year_that_stands_twice_is_told_of_its_person_only() -> None:
    years = [YEAR | {"编号": name, "年份": str(year)} for name in "甲乙丙" for year in (2020, 2021)]
    people = pl.DataFrame([PERSON | {"编号": name} for name in "甲乙丙"])
    found = join_records(people, pl.DataFrame([*years, years[2]]), load_law(), Source(), Source())
    assert found.left_out.tolist() == [False, True, False]


@pytest.mark.parametrize(
    ("people", "left_out"),
    [("123", ""), ("312", ""), ("112", "11"), ("1223", "22"), ("2132", "22"), ("1-2", "-"), ("-12", "-"), ("1", "")],
)
def test_people_who_stand_twice_or_without_an_id_are_left_out(people: str, left_out: str) -> None:
    """Whether or not the table is in the order of its ids; `-` is an empty cell."""
    ids = [None if name == "-" else name for name in people]
    table = pl.DataFrame([PERSON | {"编号": name} for name in ids])
    years = [YEAR | {"编号": name} for name in set(people) - {"-"}]
    found = join_records(table, pl.DataFrame(years), load_law(), Source(), Source())
    told = [people[row] for row, left in enumerate(found.left_out.tolist()) if left]
    assert "".join(told) == left_out
    assert [item.code.code for item in found.findings] == ["I207"] * len(left_out)


def test_amounts_beyond_the_narrow_type_of_the_first_records() -> None:
    large = YEAR | {"年份": "2022", "缴费基数": "90000000", "记账额": "30000000.25"}
    found = joined({}, YEAR, large, YEAR | {"年份": "2023"})
    assert balance(found) > 30_000_000_25


def test_a_file_that_turns_out_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "记录.parquet"
    pl.DataFrame([YEAR] * 1000).write_parquet(path, compression="uncompressed")
    content = bytearray(path.read_bytes())
    content[4:400] = b"\xff" * 396
    path.write_bytes(bytes(content))
    with pytest.raises(ProblemsFound) as found:
        join_records(pl.DataFrame([PERSON]), pl.scan_parquet(path), load_law(), Source(), Source("记录.parquet"))
    assert found.value.findings[0].code.code == "I206"


# 截止或退休年月 | 记录（年份 月数 起始月 缴费月份） | 代码
OUTSIDE = """
退休年月 2025-05 | 2025 5 1 - |
退休年月 2025-05 | 2025 6 1 - | I413 2025年计到6月
退休年月 2025-05 | 2025 3 3 - |
退休年月 2025-05 | 2025 3 4 - | I413 2025年计到6月
退休年月 2025-05 | 2025 3 1 1、3、5 |
退休年月 2025-05 | 2025 3 1 1、3、6 | I413 2025年计到6月
退休年月 2025-05 | 2024 12 1 - |
退休年月 2025-05 | 2024 6 8 - | I413 2024年计到13月
退休年月 2025-05 | 2024 0 12 - |
退休年月 2025-05 | 2026 3 1 - | I214 退休年月 2025-05
截止年月 2024-12 | 2025 3 1 - |
截止年月 2024-06 | 2024 7 1 - | I413 2024年计到7月
退休年月 2025-05 | 1964 1 1 - | I407 出生年月 1965-03，有1964年的记录
"""


@pytest.mark.parametrize("row", OUTSIDE.strip().splitlines())
def test_records_outside_the_months_that_count_are_never_dropped_silently(row: str) -> None:
    until, record, told = (part.strip() for part in row.split("|"))
    title, month = until.split()
    year, months, first, listed = record.split()
    person = {"编号": "甲", "参保地": "沈阳", "出生年月": "1965-03", "建账年月": "2020-01", "平均缴费指数": "1"}
    person[title] = month
    rows = [YEAR | {"年份": "2023", "起始月": "1", "缴费月份": ""}]
    rows += [rows[0] | {"年份": year, "月数": months, "起始月": first, "缴费月份": "" if listed == "-" else listed}]
    found = join_records(pl.DataFrame([person]), pl.DataFrame(rows), load_law(), Source(), Source())
    told_of = [f"{item.code.code} {item.printed}" for item in found.findings if item.code.code != "I212"]
    assert [item for item in told_of if "I211" not in item] == ([told] if told else [])
    assert found.left_out.tolist() == [told.startswith(("I413", "I407"))] or "1964" in told


def test_a_year_that_stands_twice_is_named() -> None:
    found = joined({"截止年月": "2021-12"}, YEAR, YEAR)
    assert [(item.code.code, item.printed) for item in found.findings] == [("I211", "甲，2021年的记录不止一条")]
