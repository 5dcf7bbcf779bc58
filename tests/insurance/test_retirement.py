"""Retirement months: official forms, the published delay bands, minimum years; and divisor months, every month."""

from dataclasses import replace
from fractions import Fraction

import polars as pl
import pytest

from mingzhang.insurance.award.awarding import award
from mingzhang.insurance.engine.exact import Exact
from mingzhang.insurance.law.law import Law
from mingzhang.insurance.law.loader import load_law
from mingzhang.insurance.month import month_of, month_text
from mingzhang.insurance.schemes.retirement import RETIREMENT

CASES = """
1965-01 男 工人 2025-02
1965-07 男 工人 2025-09
1965-10 男 工人 2026-01
1965-11 男 工人 2026-02
1975-02 女 工人 2025-03
1975-05 女 工人 2025-08
1964-02 男 工人 2024-02
1965-12 男 工人 2026-03
1976-09 男 干部 2039-09
1995-12 男 工人 2058-12
1971-04 女 干部 2026-08
1981-09 女 干部 2039-09
1984-11 女 工人 2039-11
1964-12 男 工人 2024-12
1974-12 女 工人 2024-12
"""


def lines(born: str, sex: str, post: str, *titles: str) -> list[int]:
    facts = {"参保地": "全国", "出生年月": born, "性别": sex, "身份": post}
    awards = award(pl.DataFrame({title: [value] for title, value in facts.items()}), RETIREMENT)
    assert [item.text() for item in awards.findings] == []
    found = []
    for title in titles:
        values = awards.reading.frame.columns[title]
        assert isinstance(values, Exact)
        found.append(int(values.at(0)))
    return found


@pytest.mark.parametrize("case", CASES.strip().splitlines())
def test_the_statutory_month(case: str) -> None:
    born, sex, post, expected = case.split()
    (month,) = lines(born, sex, post, "法定退休年月")
    assert month_text(month) == expected


@pytest.mark.parametrize(
    ("sex", "post", "first", "band", "most"),
    [("男", "工人", "1965-01", 4, 36), ("女", "干部", "1970-01", 4, 36), ("女", "工人", "1975-01", 2, 60)],
)
def test_every_birth_month_of_the_published_bands(sex: str, post: str, first: str, band: int, most: int) -> None:
    """One more month of delay for each band of birth months, up to the most, and for all later births."""
    births = [month_of(first) + step for step in range(band * most + 40)]
    table = pl.DataFrame({"出生年月": [month_text(month) for month in births]}).with_columns(
        pl.lit("全国").alias("参保地"), pl.lit(sex).alias("性别"), pl.lit(post).alias("身份")
    )
    awards = award(table, RETIREMENT)
    assert awards.findings == ()
    delays = awards.reading.frame.columns["延迟月数"]
    assert isinstance(delays, Exact)
    assert delays.units.tolist() == [min(most, step // band + 1) for step in range(len(births))]


@pytest.mark.parametrize(
    ("born", "minimum"),
    [
        ("1964-06", 180),
        ("1968-09", 180),
        ("1969-01", 186),
        ("1976-09", 240),
        ("1973-07", 216),
        ("1980-01", 240),
        ("1990-01", 240),
    ],
)
def test_minimum_months_follow_the_year_of_retirement(born: str, minimum: int) -> None:
    assert lines(born, "男", "工人", "最低缴费月数") == [minimum]


def test_the_elastic_window() -> None:
    assert [month_text(month) for month in lines("1965-07", "男", "工人", "最早退休年月", "最晚退休年月")] == [
        "2025-07",
        "2028-09",
    ]
    assert [month_text(month) for month in lines("1976-09", "男", "工人", "最早退休年月", "最晚退休年月")] == [
        "2036-09",
        "2042-09",
    ]


PUBLISHED = {  # 周岁: 足岁后 0 至 11 个月的计发月数
    47: "208 207.7 207.3 207 206.7 206.3 206 205.7 205.3 205 204.7 204.3",
    50: "195 194.6 194.2 193.8 193.3 192.9 192.5 192.1 191.7 191.3 190.8 190.4",
    55: "170 169.5 169 168.5 168 167.5 167 166.5 166 165.5 165 164.5",
    58: "152 151.4 150.8 150.3 149.7 149.1 148.5 147.9 147.3 146.8 146.2 145.6",
    60: "139 138.4 137.8 137.3 136.7 136.1 135.5 134.9 134.3 133.8 133.2 132.6",
    62: "125 124.3 123.7 123 122.3 121.7 121 120.3 119.7 119 118.3 117.7",
    68: "75 74.2 73.3 72.5 71.7 70.8 70 69.2 68.3 67.5 66.7 65.8",
    69: "65 64.3 63.5 62.8 62 61.3 60.5 59.8 59 58.3 57.5 56.8",
}


def test_divisor_months_between_whole_ages() -> None:
    retired = month_of("2025-06")
    rows = [
        (month_text(retired - age * 12 - month), text)
        for age, texts in PUBLISHED.items()
        for month, text in enumerate(texts.split())
    ]
    rows.append((month_text(retired - 70 * 12), "56"))
    table = pl.DataFrame({"出生年月": [born for born, _ in rows]}).with_columns(
        pl.lit("辽宁").alias("参保地"),
        pl.lit("2025-06").alias("退休年月"),
        pl.lit(400).alias("缴费月数"),
        pl.lit("1").alias("平均缴费指数"),
        pl.lit("0").alias("个人账户储存额"),
    )
    found = award(table)
    assert found.findings == ()
    assert [f"{value.normalize():f}" for value in found.table["计发月数"]] == [text for _, text in rows]


def law_of_later_years() -> Law:
    """Liaoning's ways of computing as if they held on; the minimum months rise as the decision says."""
    law = load_law()
    on = [
        replace(item, last_month=None)
        for item in law.all()
        if item.region in ("辽宁省", "全国")
        and item.definition.name != "最低缴费月数"
        and (item.last_month or month_of("2199-12")) >= month_of("2025-12")
        and (item.first_month or 0) <= month_of("2025-12")
    ]
    return law.with_layer(on)


@pytest.mark.parametrize(
    ("retired", "months", "awarded"),
    [
        ("2031-02", 191, False),  # early: the minimum of the year chosen
        ("2031-02", 192, True),
        ("2033-11", 203, False),
        ("2033-11", 204, True),
        ("2036-11", 203, False),  # late: that of the statutory year, not of the year of leaving
        ("2036-11", 204, True),
    ],
)
def test_the_minimum_months_of_who_leaves_early_or_late(retired: str, months: int, awarded: bool) -> None:
    facts = {"参保地": "盘锦", "出生年月": "1980-11", "性别": "女", "身份": "工人", "退休年月": retired}
    facts |= {"缴费月数": str(months), "平均缴费指数": "1", "个人账户储存额": "90000"}
    awards = award(pl.DataFrame([facts]), law=law_of_later_years())
    assert [item.code.code for item in awards.findings] == ([] if awarded else ["I402"])


def test_an_age_that_is_not_whole_is_told_and_reaches_nobody_else() -> None:
    table = pl.DataFrame(
        {
            "参保地": ["盘锦"] * 3,
            "出生年月": ["1971-03", "1971-03", "1966-01"],
            "性别": ["女", "女", "男"],
            "身份": ["干部", "工人", "工人"],
            "原退休年龄": ["55", "55.5", "60"],
        }
    )
    awards = award(table, RETIREMENT)
    assert [(item.code.code, item.printed) for item in awards.findings] == [("I204", "55.5")]
    assert [str(month)[:7] for month in awards.table["法定退休年月"]] == ["2026-07", "2026-05"]
    assert awards.table["最低缴费月数"].to_list() == [180, 180]


def test_months_made_of_fractions_are_calendar_months() -> None:
    """A centre's own original age of 54 years and a half, for special occupations, in a batch with others."""
    law = load_law()
    (known,) = (row for row in law.all() if row.title == "原退休年龄〔男/特殊工种〕")
    own = law.with_layer((replace(known, value=Fraction(109, 2)),))
    table = pl.DataFrame(
        {"参保地": ["盘锦"] * 2, "出生年月": ["1971-03"] * 2, "性别": ["男"] * 2, "身份": ["特殊工种", "工人"]}
    )
    awards = award(table, RETIREMENT, law=own)
    assert awards.findings == ()
    assert [str(month)[:7] for month in awards.table["法定退休年月"]] == ["2025-09", "2032-10"]
    assert awards.table["最低缴费月数"].to_list() == [180, 198]
