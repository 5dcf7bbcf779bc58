"""Benefits as a clerk would check them, and published award forms of many provinces: 待遇 | 案卷 | 结果."""

from fractions import Fraction
from pathlib import Path

import polars as pl
import pytest

from mingzhang.insurance.award.awarding import award
from mingzhang.insurance.engine.exact import Exact
from mingzhang.insurance.law.parameter import Unit
from mingzhang.insurance.month import month_text
from mingzhang.insurance.schemes.registry import schemes

TABLES = [Path(__file__).with_name(name) for name in ("benefits.txt", "forms.txt")]


def rows() -> list[tuple[str, dict[str, str], dict[str, str]]]:
    found = []
    for row in (row for table in TABLES for row in table.read_text("utf-8").splitlines()[1:]):
        name, facts, expected = (part.strip() for part in row.split("|"))
        found.append((name, _pairs(facts), _pairs(expected)))
    return found


def _pairs(text: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in text.split())


@pytest.mark.parametrize(("name", "facts", "expected"), rows())
def test_a_benefit_comes_out_to_the_cent(name: str, facts: dict[str, str], expected: dict[str, str]) -> None:
    scheme = schemes()[name]
    awards = award(pl.DataFrame({title: [value] for title, value in facts.items()}), scheme)
    assert [item.text() for item in awards.findings] == []
    found, want = {}, {}
    for title, text in expected.items():
        values = awards.reading.frame.columns[title]
        assert isinstance(values, Exact)
        value = values.at(0)
        month = scheme.line(title).unit is Unit.MONTH
        found[title], want[title] = (month_text(int(value)), text) if month else (str(value), str(Fraction(text)))
    assert found == want


@pytest.mark.parametrize("name", dict.fromkeys(name for name, _, _ in rows()))
def test_all_cases_of_a_scheme_in_one_batch_come_out_as_each_alone(name: str) -> None:
    """Cases of many provinces, years and kinds, each stating other items: a table with gaps."""
    cases = [pl.DataFrame([facts]) for scheme, facts, _ in rows() if scheme == name]
    together = award(pl.concat(cases, how="diagonal"), name)
    assert together.findings == ()
    for case, row in zip(cases, together.table.iter_rows(named=True), strict=True):
        alone = award(case, name).table.row(0, named=True)
        assert alone == {title: row[title] for title in alone}


def test_a_scheme_may_be_called_by_its_word() -> None:
    facts = {"参保地": "辽宁", "退休年月": "2019-12", "老办法待遇": "5000", "新办法待遇": "5600"}
    assert award(pl.DataFrame([facts]), "机关事业养老", "2020-01").table["月待遇_分"].to_list() == [530000]
    with pytest.raises(ValueError, match="没有“别的”这种待遇"):
        award(pl.DataFrame([facts]), "别的")
