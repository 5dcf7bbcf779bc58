"""机关事业: index and account from yearly records, by rules of its own; schemes that read no records refuse them."""

from pathlib import Path

import polars as pl
import pytest

from mingzhang.findings import ProblemsFound
from mingzhang.insurance.award.awarding import award
from mingzhang.insurance.award.joining import Joined, join_records
from mingzhang.insurance.award.source import Source
from mingzhang.insurance.law.law import Law
from mingzhang.insurance.law.loader import load_law
from mingzhang.insurance.schemes.registry import schemes

LAW = """参数,项,地区,起,止,值,依据,可信度,核对
平均工资,2013,辽宁省,1990-01,,46310,虚构,存疑,2026-01-01
平均工资,2014,辽宁省,1990-01,,49110,虚构,存疑,2026-01-01
个人账户记账利率,,辽宁省,2014-01,2015-12,3%,虚构：企业职工的，机关事业不用,存疑,2026-01-01
"""
PERSON = {"编号": "甲", "参保地": "沈阳", "退休年月": "2015-12", "出生年月": "1955-12"}
OLD = {"老办法待遇": "5000", "视同缴费月数": "300", "视同缴费指数": "1.2", "职业年金储存额": "0", "计发基数": "4000"}
YEARS = [
    {"编号": "甲", "年份": "2014", "月数": "3", "起始月": "10", "缴费基数": "12000"},
    {"编号": "甲", "年份": "2015", "月数": "12", "起始月": "1", "缴费基数": "50000"},
]
BEFORE = [{"编号": "甲", "年份": "2013", "月数": "12", "起始月": "1", "缴费基数": "40000"}]


@pytest.fixture
def law(tmp_path: Path) -> Law:
    path = tmp_path / "参数.csv"
    path.write_text(LAW, "utf-8")
    return load_law([path])


def joined(law: Law, scheme: str, person: dict[str, str], years: list[dict[str, str]] = YEARS) -> Joined:
    return join_records(
        pl.DataFrame([PERSON | person]), pl.DataFrame(years), law, Source(), Source(), schemes()[scheme]
    )


def index(found: Joined, law: Law) -> str:
    return str(award(found.people, "机关事业养老", law=law).table["实际缴费指数"][0]).rstrip("0")


def test_account_and_index_of_a_public_servant(law: Law) -> None:
    found = joined(law, "机关事业养老", OLD)
    assert [item.text() for item in found.findings] == []
    row = found.people.row(0, named=True)
    # 2014: 12,000 × 8% = 960; × 5% × 2 ÷ 12 = 8.00. 2015: 968 × 5% = 48.40; 4,000 × 5% × 6.5 ÷ 12 = 108.33
    assert row["个人账户储存额_分"] == 5_124_73
    assert row["实际缴费月数"] == 15
    assert str(row["缴费指数之和"]) == "1.2772"  # 12,000 ÷ 46,310 = 0.2591; 50,000 ÷ 49,110 = 1.0181
    assert index(found, law) == "1.0218"  # 1.2772 × 12 ÷ 15
    assert "缴费月数" not in found.people.columns, "what only enterprises ask for"


def test_an_index_of_the_form_stands(law: Law) -> None:
    found = joined(law, "机关事业养老", OLD | {"实际缴费指数": "1.5", "实际缴费年限": "1.25"})
    assert "实际缴费月数" not in found.people.columns
    assert index(found, law) == "1.5"


@pytest.mark.parametrize(
    ("insurance", "fen"),
    [
        ("机关事业单位基本养老保险", 5_124_73),
        # 960 × 3% × 2 ÷ 12 = 4.80; 964.80 × 3% = 28.94; 4,000 × 3% × 6.5 ÷ 12 = 65.00
        ("企业职工基本养老保险", 5_058_74),
        ("", 5_058_74),
    ],
)
def test_a_record_of_entitlements_is_credited_by_its_insurance(law: Law, insurance: str, fen: int) -> None:
    found = joined(law, "权益记录", {"截止年月": "2015-12", "险种": insurance})
    assert found.people["个人账户储存额_分"].to_list() == [fen]


def test_months_before_the_accounts_of_public_service_are_not_credited(law: Law) -> None:
    found = joined(law, "机关事业养老", OLD | {"实际缴费指数": "1"}, BEFORE)
    assert found.people["个人账户储存额_分"].to_list() == [0]


@pytest.mark.parametrize("scheme", [name for name, scheme in schemes().items() if not scheme.account])
def test_a_scheme_that_reads_no_records_refuses_them(law: Law, scheme: str) -> None:
    with pytest.raises(ProblemsFound) as caught:
        joined(law, scheme, {})
    assert [item.code.code for item in caught.value.findings] == ["I213"]
    assert "机关事业养老" in caught.value.findings[0].text()
