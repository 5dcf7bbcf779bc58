"""Parameters: looked up by region and month, refused when they are not strict, overridden by a centre's own file."""

from pathlib import Path

import pytest

from mingzhang.findings import ProblemsFound
from mingzhang.insurance.law.law import Law, Missing
from mingzhang.insurance.law.loader import load_law
from mingzhang.insurance.law.parameter import Confidence, Parameter
from mingzhang.insurance.law.parameter_rows import read_parameters
from mingzhang.insurance.law.regions import official_regions
from mingzhang.insurance.month import month_of

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
