"""Reconstruction as laws: what was built prints again from reconstructed amounts."""

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from strategies import LAYOUT, cubes, disclosure_of, measures_of

from mingzhang.accounts.cube import FISCAL, INFLOWS, Entry
from mingzhang.accounts.measures import Measures
from mingzhang.accounts.relations.reconstruct import reconstruct

TAILS = st.sampled_from([(), ("01", "04"), ("02", "03", "05")])


@settings(deadline=None, max_examples=25, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(cubes(), TAILS)
def test_a_built_disclosure_prints_again(entries: tuple[Entry, ...], tails: tuple[str, ...]) -> None:
    disclosure = disclosure_of(measures_of(entries), tails)
    found = reconstruct(disclosure, LAYOUT)
    assert [item.text() for item in found.findings] == []
    assert found.measures is not None
    again = disclosure_of(found.measures, tails)
    for old, new in zip(disclosure.forms, again.forms, strict=True):
        assert [replace_fen(cell) for cell in old.cells] == [replace_fen(cell) for cell in new.cells], old.number
    assert lawful(found.measures)


def replace_fen(cell: object) -> tuple[str, ...]:
    return tuple(getattr(cell, name) for name in ("block", "row", "column", "printed"))


def lawful(measures: Measures) -> bool:
    """Whether the law holds by fund, and within fiscal funds by item and kind, in whole 分."""
    gaps: dict[tuple[str, ...], int] = {}
    for facet in measures.actual.facets:
        for entry in facet.entries:
            fiscal = entry.coarse.fund in FISCAL
            key = (entry.coarse.fund, entry.function, entry.coarse.kind) if fiscal else (entry.coarse.fund,)
            gaps[key] = gaps.get(key, 0) + (entry.fen if entry.coarse.flow in INFLOWS else -entry.fen)
    return not any(gaps.values())
