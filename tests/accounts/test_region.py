"""Regions: declarations, the algebra's laws, and the law of the cube."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.accounts.code_tree import EVERY_CODE, Tree
from mingzhang.accounts.cube import Coarse, Entry, Flow, Fund, Kind, Source, domain
from mingzhang.accounts.forms.vocabulary import named, region_at, vocabulary
from mingzhang.accounts.region import Region, mirrored

CODES = st.sampled_from(["208", "20805", "2080505", "2080506", "20808", "2080801", "210", "2101102", "2230105", ""])
TREES = st.frozensets(CODES, max_size=4).map(Tree.of)
ECONOMIC = st.sampled_from(["", "30108", "30231", "31013"])
COARSE = st.sampled_from(sorted(domain()))
REGIONS = st.builds(Region, st.frozensets(COARSE, max_size=12), TREES, st.frozensets(ECONOMIC).map(Tree.of))
ENTRIES = st.builds(Entry, COARSE, CODES, ECONOMIC, st.just(""), st.just(""), st.integers(-5, 5))


@given(TREES, TREES, CODES)
def test_trees_are_sets_of_codes(left: Tree, right: Tree, code: str) -> None:
    assert (code in left & right) == (code in left and code in right)
    assert (code in left | right) == (code in left or code in right)
    if left <= right and code in left:
        assert code in right
    if left.disjoint(right):
        assert not (code in left and code in right)


@given(REGIONS, REGIONS, ENTRIES)
def test_regions_are_sets_of_entries(left: Region, right: Region, entry: Entry) -> None:
    economic = (left.economic & right.economic) != EVERY_CODE
    both = entry in left and entry in right and (not economic or entry.coarse.flow is Flow.EXPENDITURE)
    assert (entry in left & right) == both
    if left <= right and entry in left:
        assert entry in right


@pytest.mark.parametrize(
    ("spec", "message"),
    [({"fund": "genral"}, "unknown fund"), ({"colour": "red"}, "unknown dimension")],
)
def test_a_misspelt_declaration_is_refused(spec: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Region.of(spec)


def test_the_domain() -> None:
    """Fiscal money is basic or project; the other kinds and balances exist outside it only."""
    fiscal = {atom for atom in domain() if atom.fund is not Fund.OTHER}
    assert {atom.kind for atom in fiscal} == {Kind.BASIC, Kind.PROJECT}
    assert {atom.flow for atom in fiscal} == {Flow.INCOME, Flow.EXPENDITURE, Flow.OPENING, Flow.CLOSING}
    assert all((atom.source is Source.NONE) == (atom.flow is not Flow.INCOME) for atom in domain())
    assert all(
        (atom.source is Source.FISCAL) == (atom.fund is not Fund.OTHER) for atom in domain() if atom.flow == "income"
    )


def test_every_named_region_holds_something() -> None:
    assert not any(region.empty for region in vocabulary().values())


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("财政拨款收入", ["一般公共预算财政拨款收入", "政府性基金预算财政拨款收入", "国有资本经营预算财政拨款收入"]),
        ("收入总计", ["本年收入合计", "使用非财政拨款结余", "年初结转和结余"]),
        ("本年支出合计", ["基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"]),
    ],
)
def test_parts_make_the_whole(whole: str, parts: list[str]) -> None:
    union = frozenset[Coarse]().union(*(named(part).coarse for part in parts))
    assert union == named(whole).coarse
    assert sum(len(named(part).coarse) for part in parts) == len(union)


def test_expressions() -> None:
    narrowed = region_at("一般公共预算财政拨款支出/2080505#30108")
    atom = Coarse(Flow.EXPENDITURE, Fund.GENERAL, Source.NONE, Kind.BASIC)
    assert Entry(atom, "2080505", "30108", "", "", 1) in narrowed
    assert Entry(atom, "2080506", "30108", "", "", 1) not in narrowed
    assert Entry(atom, "2080505", "30109", "", "", 1) not in narrowed
    with pytest.raises(KeyError):
        region_at("没有这个名称")


def test_the_law() -> None:
    assert mirrored(named("收入总计")) == named("支出总计")
    assert mirrored(named("财政拨款收入总计")) == named("财政拨款支出总计")
    assert mirrored(named("本年收入合计")) is None
    item = region_at("财政拨款收入总计/2080505")
    assert mirrored(item) == region_at("财政拨款支出总计/2080505")
    assert mirrored(region_at("收入总计/2080505")) is None, "outside fiscal money the law holds for the whole only"
