"""Published award forms, to the cent. One row a form; 年限 as the form prints it or as months where it gives months."""

from dataclasses import dataclass

import polars as pl
import pytest

from mingzhang.insurance.award.awarding import award
from mingzhang.insurance.law.regions import official_regions
from mingzhang.insurance.month import month_of
from mingzhang.insurance.schemes.registry import schemes
from mingzhang.money import fen_of_yuan

# 表号|参保地|退休|核定|出生|缴费|过渡性缴费|指数|储存额|载明的计发月数||基数 计发月数 基础 账户 过渡 合计 支付
FORMS = """
A|沈阳|2025-04|2025-04|1965-04|471月|120月|0.8053|114333.21|- || 8266 139 2928.56 822.54 1044.58 4795.68 4796.00
B|盘锦|2023-08|2023-08|-|441月|133月|1.8609|235416.33|170 || 6720 170 3532.64 1384.80 1491.55 6408.99 6408.99
C|大连|2025-01|2025-01|1965-01|33.0|4.0|1.0605|140586.46|- || 8823 139 2999.67 1011.41 509.03 4520.11 4521.00
D|沈阳|2025-03|2025-03|1975-02|379月|28月|18.6903÷379月|92868.01|- || 8266 194.6 2067.79 477.23 213.87 2758.89 2759.00
E|安徽|2026-02|-|1965-11|42.5|147月|0.8498|115090.38|- || 7999 137.3 3144.27 838.24 1086.93 5069.44 5069.44
F|甘肃|2024-09|2024-09|1974-09|368月|47月|1.3015|203206|- || 7359 195 2596.40 1042.08 449.39 4087.87 4087.87
G|湖南株洲|2025-07|2025-07|-|524月|193月|1.3708|193003.56|137.8 || 7618 137.8 3943.57 1400.61 2182.95 7527.13 7527.13
H|湖南株洲|2024-07|2024-07|1974-01|17.75|0|0.6116|31915.75|195 || 7417 195 1060.85 163.67 0 1224.52 1224.52
I|黑龙江|2026-01|-|1976-01|401月|40月|0.6519|76556.96|- || 7705 195 2126.62 392.60 200.92 2720.14 2720.14
J|内蒙古|2025-09|-|1965-09|493月|136月|0.6111|93577.20|- || 8179 139 2706.81 673.22 1112.34 4492.37 4492.37
"""


@dataclass(frozen=True)
class Form:
    number: str
    facts: dict[str, str]
    made_at: str
    expected: list[str]


def forms() -> list[Form]:
    found = []
    for row in FORMS.strip().splitlines():
        stated, expected = row.split("||")
        number, region, retired, made_at, born, span, early, index, balance, divisor = (
            cell.strip() for cell in stated.split("|")
        )
        facts = {"参保地": region, "退休年月": retired, "个人账户储存额": balance}
        facts |= {} if born == "-" else {"出生年月": born}
        facts |= {} if divisor == "-" else {"计发月数": divisor}
        facts |= _span("缴费", span) | _span("过渡性缴费", early)
        if "÷" in index:
            total, months = index.split("÷")
            facts |= {"缴费指数之和": total, "实际缴费月数": months.removesuffix("月")}
        else:
            facts["平均缴费指数"] = index
        found.append(Form(number, facts, made_at, expected.split()))
    return found


def _span(title: str, text: str) -> dict[str, str]:
    return {f"{title}月数": text.removesuffix("月")} if text.endswith("月") else {f"{title}年限": text}


COLUMNS = ("基础养老金", "个人账户养老金", "过渡性养老金", "月基本养老金", "月支付额")


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.number)
def test_a_published_form_comes_out_to_the_cent(form: Form) -> None:
    made_at = None if form.made_at == "-" else month_of(form.made_at)
    awards = award(pl.DataFrame({title: [value] for title, value in form.facts.items()}), at=made_at)
    assert [item.text() for item in awards.findings] == []
    row = awards.table.row(0, named=True)
    base, divisor, *amounts = form.expected
    assert [row["计发基数_分"], f"{row['计发月数'].normalize():f}"] == [fen_of_yuan(base), divisor]
    assert [row[f"{title}_分"] for title in COLUMNS] == [fen_of_yuan(amount) for amount in amounts]


def test_all_forms_in_one_batch() -> None:
    """One row alone equals the same row within a batch."""
    known_today = [form for form in forms() if form.made_at == "-"]
    table = pl.concat([pl.DataFrame([form.facts]) for form in known_today], how="diagonal")
    awards = award(table)
    assert awards.findings == ()
    assert awards.table["月基本养老金_分"].to_list() == [fen_of_yuan(form.expected[5]) for form in known_today]


def test_years_that_are_not_rounded_are_shown_with_eight_decimals() -> None:
    (form,) = (form for form in forms() if form.number == "I")
    row = award(pl.DataFrame([form.facts])).table.row(0, named=True)
    assert [str(row["缴费年限"]), str(row["过渡性缴费年限"])] == ["33.41666667", "3.33333333"]


def test_every_province_has_a_way_of_computing_for_every_year() -> None:
    facts = {"计发基数": "8000", "全省计发基数": "8000", "计发月数": "139", "缴费月数": "420", "视同缴费月数": "60"}
    facts |= {"过渡性缴费月数": "120", "平均缴费指数": "0.8", "个人账户储存额": "90000", "实际缴费月数": "300"}
    facts |= {"视同账户额": "10000", "原办法过渡性养老金": "300"}
    regions = official_regions()
    found = [regions.find(name) for name in regions.names()]
    provinces = {regions.province(region).name for region in found if region is not None} - {"全国"}
    assert len(provinces) == 31
    places = [(place, f"{year}-05") for place in sorted(provinces) for year in range(2021, 2027)]
    table = {"参保地": [place for place, _ in places], "退休年月": [month for _, month in places]}
    table |= {title: [value] * len(places) for title, value in facts.items()}
    awards = award(pl.DataFrame(table), schemes()["企业职工养老"])
    without = {place for number, place in enumerate(places) if number not in set(awards.rows.tolist())}
    assert {place for place, _ in without} <= {"江苏省"}  # before 2024 what it adds of the new way is not known
    assert {month[:4] for _, month in without} <= {"2021", "2022", "2023"}
