"""Names of which the end stands over the next row's: as published pdfs print them, read character by character."""

import pytest

from mingzhang.accounts.checks.overprinted import run_over

PENSION, ANNUITY, OTHER, RELIEF = (
    "机关事业单位基本养老保险缴费支出",
    "机关事业单位职业年金缴费支出",
    "其他行政事业单位养老支出",
    "抚恤",
)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ((PENSION, ANNUITY, OTHER, RELIEF), (False, False, False, False)),
        (
            ("机关事业单位基本养老保", "险机缴关费事支业出单位职业年金缴", "费其支他出行政事业单位养老支", "出抚恤"),
            (False, True, True, True),
        ),
        (
            ("机关事业单位基本养老保险缴费", "支出机关事业单位职业年金缴费支出", OTHER, RELIEF),
            (False, True, False, False),
        ),
        (("机关事业单位基本养老保", ANNUITY, OTHER, RELIEF), (False, False, False, False)),
        ((PENSION, "险机缴关费事支业出单位职业年金缴", OTHER, RELIEF), (False, False, False, False)),
        (("机关事业单位基本养老保", "险机缴关费事支业出单位职业津贴", OTHER, RELIEF), (False, False, False, False)),
    ],
    ids=["whole", "three run over", "below its own", "cut off", "nothing left of the one above", "another name"],
)
def test_names_that_run_over(printed: tuple[str, ...], expected: tuple[bool, ...]) -> None:
    pairs = list(zip(printed, (PENSION, ANNUITY, OTHER, RELIEF), strict=True))
    assert tuple(run_over(pairs)) == expected
