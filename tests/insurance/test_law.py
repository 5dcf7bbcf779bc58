"""Parameters: looked up by region and month, refused when they are not strict, overridden by a centre's own file."""

from pathlib import Path

import polars as pl
import pytest

from mingzhang.findings import ProblemsFound
from mingzhang.insurance.award.awarding import award
from mingzhang.insurance.engine.exact import Exact
from mingzhang.insurance.law.law import Law
from mingzhang.insurance.law.loader import load_law
from mingzhang.insurance.law.missing import Missing
from mingzhang.insurance.law.parameter import Confidence, Parameter
from mingzhang.insurance.law.parameter_rows import read_parameters
from mingzhang.insurance.law.regions import official_regions
from mingzhang.insurance.month import month_of, month_text

HEADER = "参数,项,地区,起,止,值,依据,可信度,核对,公布,说明\n"
GOOD = "计发基数,,盘锦,2026-01,2026-12,7400,辽人社〔2026〕1号,原文,2026-10-01,,\n"


def ask(law: Law, name: str, region: str, month: str, item: str = "") -> Parameter | Missing:
    place = law.regions.find(region)
    assert place is not None
    return law.find(name, place, month_of(month), item)


@pytest.mark.parametrize(
    ("region", "month", "value"),
    [
        ("辽宁", "2024-03", 7201),
        ("盘锦", "2024-03", 7201),
        ("211100", "2024-03", 7201),
        ("兴隆台区", "2022-12", 6720),
        ("沈阳市", "2024-03", 8266),
        ("大连", "2025-12", 8956),
        ("辽宁省大连市", "2025-12", 8956),
        ("湖南株洲", "2024-07", 7618),
        ("湖南株洲", "2025-07", 7694),
    ],
)
def test_the_nearest_region_speaks(region: str, month: str, value: int) -> None:
    found = ask(load_law(), "计发基数", region, month)
    assert isinstance(found, Parameter)
    assert found.value == value


def test_outside_its_dates_a_parameter_is_missing_and_the_remedy_is_a_row() -> None:
    found = ask(load_law(), "计发基数", "盘锦", "2027-03")
    assert isinstance(found, Missing)
    assert "辽宁省 2018-01 至 2025-12" in found.reason
    assert "计发基数,,盘锦市,2027-03" in found.remedy


def test_outside_its_regions_a_parameter_is_missing() -> None:
    found = ask(load_law(), "调整定额", "新疆", "2014-03")
    assert isinstance(found, Missing)
    assert "北京市" in found.reason


def test_a_demanded_confidence_is_kept() -> None:
    law = load_law()
    assert isinstance(ask(law, "计发基数", "辽宁", "2018-05"), Parameter)
    found = ask(law.demanding(Confidence.REPEATED), "计发基数", "辽宁", "2018-05")
    assert isinstance(found, Missing)
    assert "存疑" in found.reason


@pytest.mark.parametrize(
    ("name", "region", "month"),
    [
        ("计发基数", "郑州", "2024-05"),  # 郑州 has its own base for 2025 only; the province's is not the city's
        ("计发基数", "平顶山", "2025-05"),
        ("计发基数", "沈阳", "2019-05"),
    ],
)
def test_a_city_with_bases_of_its_own_never_takes_the_provinces(name: str, region: str, month: str) -> None:
    law = load_law()
    found = ask(law, name, region, month)
    assert isinstance(found, Missing)
    assert region in found.reason
    province = law.regions.province(law.regions.find(region) or pytest.fail(region))
    assert isinstance(ask(law, name, province.name, month), Parameter)


TIERS = [("70", "10", "互证"), ("75", "20", "存疑"), ("80", "30", "互证")]


def test_where_every_city_has_its_own_base_the_provinces_is_nobodys() -> None:
    """Six cities of 河南 whose forms are known all have bases of their own; the province's stands in formulas only."""
    law = load_law()
    assert isinstance(ask(law, "计发基数", "安阳", "2025-05"), Missing)
    assert isinstance(ask(law, "计发基数", "开封", "2025-05"), Parameter)
    assert isinstance(ask(law, "计发基数", "河南", "2025-05"), Parameter)
    facts = {"退休年月": "2025-12", "计发月数": "139", "缴费月数": "443", "过渡性缴费月数": "0", "平均缴费指数": "0.7"}
    facts |= {"个人账户储存额": "56346.44", "参保地": "安阳"}
    awards = award(pl.DataFrame([facts, facts | {"计发基数": "6385"}]), law=law)
    assert [(item.place.row, item.code.code) for item in awards.findings] == [(1, "I301")]
    first = awards.reading.frame.columns["基础养老金首项基数"]
    assert isinstance(first, Exact)
    assert first.at(1) == 6738
    apart = {place for definition in law.definitions.values() for place in definition.apart}
    assert apart <= set(law.regions.names())


WEAK = """
过渡系数,,盘锦,2025-01,2025-12,1.2%,本市掌握,存疑,2026-11-29
"""


def test_a_nearer_value_that_is_not_sure_is_not_passed_over_for_a_farther_one(tmp_path: Path) -> None:
    own = tmp_path / "本市.csv"
    own.write_text(HEADER.rsplit(",", 2)[0] + WEAK, "utf-8")
    law = load_law([own])
    near, far = ask(law, "过渡系数", "盘锦", "2025-05"), ask(law, "过渡系数", "锦州", "2025-05")
    assert isinstance(near, Parameter)
    assert isinstance(far, Parameter)
    assert (near.value_text(), far.value_text()) == ("1.2%", "1.4%")
    sure = ask(law.demanding(Confidence.REPEATED), "过渡系数", "盘锦", "2025-05")
    assert isinstance(sure, Missing)
    assert "存疑" in sure.reason


def test_a_table_of_which_a_tier_is_not_sure_is_not_cut_short(tmp_path: Path) -> None:
    own = tmp_path / "本市.csv"
    tiers = [
        f"调整高龄分档,{age},盘锦,2026-01,2026-12,{more},本市通知,{sure},2026-11-29\n" for age, more, sure in TIERS
    ]
    own.write_text(HEADER.rsplit(",", 2)[0] + "\n" + "".join(tiers), "utf-8")
    law, month = load_law([own]), month_of("2026-01")
    place = law.regions.find("盘锦")
    assert place is not None
    table = law.table("调整高龄分档", place, month)
    assert isinstance(table, list)
    assert len(table) == len(TIERS)
    sure = law.demanding(Confidence.REPEATED).table("调整高龄分档", place, month)
    assert isinstance(sure, Missing)


def test_a_base_that_is_not_sure_is_not_taken_for_one_not_yet_published() -> None:
    """The year before is provisional only where nothing is out, not where what is out is doubted; and in one batch."""
    places = [("辽宁", "2020-05"), ("黄石", "2025-05"), ("黄石", "2024-05"), ("辽宁", "2026-05")]
    facts = {"计发月数": "139", "缴费月数": "400", "过渡性缴费月数": "0", "平均缴费指数": "1"}
    facts |= {"个人账户储存额": "100000"}
    table = pl.DataFrame([facts | {"参保地": region, "退休年月": month} for region, month in places])
    awards = award(table, law=load_law().demanding(Confidence.REPEATED))
    told = {item.place.row: item.printed for item in awards.findings if "计发基数 " in (item.printed or "")}
    assert told == {2: "计发基数 黄石市 2025-05"}  # 2025 is 存疑; 2024 is 互证, and is not taken for it
    found = awards.reading.frame.columns["计发基数所属年月"]
    assert isinstance(found, Exact)
    assert [month_text(int(found.at(row)))[:4] for row in (0, 2, 3)] == ["2020", "2024", "2025"]


def test_what_is_not_yet_published_is_not_seen() -> None:
    law = load_law()
    assert isinstance(ask(law.seen_in(month_of("2025-04")), "计发基数", "沈阳", "2025-04"), Missing)
    assert isinstance(ask(law.seen_in(month_of("2025-09")), "计发基数", "沈阳", "2025-04"), Parameter)


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("计发基树,,盘锦,2026-01,2026-12,7400,文,原文,2026-10-01,,\n", "I103", "参数"),
        ("计发基数,,盘津,2026-01,2026-12,7400,文,原文,2026-10-01,,\n", "I104", "地区"),
        ("计发基数,,盘锦,2026-01,2026-12,7400,,原文,2026-10-01,,\n", "I105", "依据"),
        ("计发基数,,盘锦,2026-01,2026-12,七千,文,原文,2026-10-01,,\n", "I102", "值"),
        ("计发基数,,盘锦,2026-01,2026-12,-7400,文,原文,2026-10-01,,\n", "I102", "值"),
        ("计发基数,,盘锦,2026-01,2026-12,7400.125,文,原文,2026-10-01,,\n", "I102", "值"),
        ("计发基数,,盘锦,2026-13,2026-12,7400,文,原文,2026-10-01,,\n", "I102", "起"),
        ("计发基数,,盘锦,2026-01,2025-12,7400,文,原文,2026-10-01,,\n", "I102", "止"),
        ("计发基数,,盘锦,2026-01,2026-12,7400,文,也许,2026-10-01,,\n", "I102", "可信度"),
        ("计发基数,,盘锦,2026-01,2026-12,7400,文,原文,2026-02-30,,\n", "I102", "核对"),
        ("计发基数,60,盘锦,2026-01,2026-12,7400,文,原文,2026-10-01,,\n", "I102", "项"),
        ("计发月数,,盘锦,2026-01,2026-12,139,文,原文,2026-10-01,,\n", "I102", "项"),
        ("过渡公式,,盘锦,2026-01,2026-12,别的,文,原文,2026-10-01,,\n", "I102", "值"),
        ("计发基数,,盘锦,2026-01\n", "I102", ""),
    ],
)
def test_a_row_that_is_not_strict_is_refused_with_its_place(row: str, code: str, column: str) -> None:
    parameters, findings = read_parameters(HEADER + GOOD + row, "本市.csv", official_regions())
    assert len(parameters) == 1
    (said,) = findings
    assert (said.code.code, said.place.file, said.place.row, said.place.column) == (code, "本市.csv", 3, column)


@pytest.mark.parametrize("header", ["参数,项,地区\n", HEADER.replace("说明", "备忘"), "", HEADER.replace("公布", "值")])
def test_unknown_missing_or_doubled_columns_are_refused(header: str) -> None:
    _, findings = read_parameters(header + GOOD, "本市.csv", official_regions())
    assert [item.code.code for item in findings] == ["I101"]


def test_overlapping_validity_is_refused(tmp_path: Path) -> None:
    own = tmp_path / "本市.csv"
    own.write_text(HEADER + GOOD + GOOD.replace("2026-01,2026-12", "2026-12,2027-12"), "utf-8")
    with pytest.raises(ProblemsFound) as caught:
        load_law([own])
    (said,) = caught.value.findings
    assert (said.code.code, said.place.row) == ("I106", 3)
    assert "第2行" in said.expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_centres_own_file_overrides_and_extends(tmp_path: Path, encoding: str) -> None:
    own = tmp_path / "本市.csv"
    own.write_text(HEADER + GOOD + GOOD.replace("2026", "2024").replace("7400", "7250"), encoding)
    law = load_law([own])
    values = [ask(law, "计发基数", "盘锦", month) for month in ("2024-03", "2025-03", "2026-03")]
    assert [item.value for item in values if isinstance(item, Parameter)] == [7250, 7346, 7400]


def test_every_delivered_value_says_where_it_comes_from() -> None:
    law = load_law()
    assert len(law.all()) > 250
    for item in law.all():
        assert item.source
        assert item.checked
        assert item.confidence.confirmed or "待核实" in item.confidence.shown
