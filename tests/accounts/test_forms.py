"""Forms: declarations fit together, values follow from regions, printing follows the layout."""

import pytest

from mingzhang.accounts.cube import Coarse, Entry, Flow, Fund, Kind, Source
from mingzhang.accounts.disclosure import Form
from mingzhang.accounts.facet import Facet
from mingzhang.accounts.forms.fill import fill
from mingzhang.accounts.forms.grid import place
from mingzhang.accounts.layouts.layout import chinese_number, layout_keys, load_layout
from mingzhang.accounts.measures import Measure, Measures, full
from mingzhang.accounts.region import EVERYTHING, Region

LIAONING = load_layout("liaoning-2023", 2023)
SPENT = Coarse(Flow.EXPENDITURE, Fund.GENERAL, Source.NONE, Kind.BASIC)
PROJECT = SPENT._replace(kind=Kind.PROJECT)
RECEIVED = Coarse(Flow.INCOME, Fund.GENERAL, Source.FISCAL, Kind.BASIC)


def spent(function: str, yuan: int, economic: str = "30201", coarse: Coarse = SPENT) -> Entry:
    return Entry(coarse, function, economic, "", "", yuan * 100)


def filled(*entries: Entry, tails: tuple[str, ...] = (), budget: Measure | None = None) -> dict[str, Form]:
    forms = fill(LIAONING, Measures(full(entries, EVERYTHING), opening_budget=budget), tails)
    return {form.number: form for form in forms}


def printed(form: Form, row: str, column: str, block: str = "") -> str:
    return next(c.printed for c in form.cells if (c.block, c.row, c.column) == (block, row, column))


@pytest.mark.parametrize("key", layout_keys())
def test_every_layout_prints_every_cell_of_its_forms(key: str) -> None:
    layout = load_layout(key, 2023)
    entries = [spent("2080505", 1_234_567), spent("2101102", 50, "30702"), Entry(RECEIVED, "2080505", "", "", "", 77)]
    for form in fill(layout, Measures(full(entries, EVERYTHING))):
        grid = place(form, layout)
        shown = [box.cell for row in grid.body for box in row if box.cell is not None]
        assert sorted(map(str, shown)) == sorted(map(str, form.cells)), form.number
        widths = {sum(box.across for box in row) for row in grid.body}
        assert widths == {len(grid.columns)}, form.number


def test_rows_are_the_codes_with_money() -> None:
    forms = filled(spent("2080505", 10_000), spent("2080506", 100), spent("2080506", -100))
    assert [cell.row for cell in forms["03"].cells if cell.column == "基本支出"] == ["合计", "208", "20805", "2080505"]


@pytest.mark.parametrize(
    ("yuan", "form_03", "form_05"),
    [(0, "", "0.00"), (49, "0.00", "0.00"), (50, "0.01", "0.01"), (12_345_678, "1,234.57", "1,234.57")],
)
def test_zero_style_and_rounding(yuan: int, form_03: str, form_05: str) -> None:
    forms = filled(spent("2080505", 10_000), spent("2080505", yuan, coarse=PROJECT))
    assert printed(forms["03"], "2080505", "项目支出") == form_03
    assert printed(forms["05"], "2080505", "项目支出") == form_05


def test_a_tail_goes_to_the_largest_row_of_the_forms_that_ask_for_it() -> None:
    """Each class rounds down by 0.0033 and the total up: 3 × 33.33 against 100.00."""
    entries = [spent(code, 1_000_000 // 3 + bonus) for code, bonus in (("2080505", 0), ("2101102", 1), ("2210201", 0))]
    plain, moved = filled(*entries), filled(*entries, tails=("01",))
    rows = ["社会保障和就业支出", "卫生健康支出", "住房保障支出"]
    assert [printed(plain["01"], row, "金额", "支出") for row in rows] == ["33.33", "33.33", "33.33"]
    assert [printed(moved["01"], row, "金额", "支出") for row in rows] == ["33.33", "33.34", "33.33"]
    assert printed(moved["01"], "本年支出合计", "金额", "支出") == "100.00"
    assert moved["03"] == plain["03"]


def test_codes_that_the_layout_does_not_list_still_print() -> None:
    forms = filled(spent("2080505", 100, "30701"), spent("2080505", 200, "31302"))
    rows = [box.text for row in place(forms["06"], LIAONING).body for box in row if box.role == "code"]
    assert {"313", "31302"} <= set(rows)
    assert printed(forms["06"], "公用经费合计", "决算数") == "0.03"


@pytest.mark.parametrize(
    ("side", "code", "total"),
    [
        (0, "30198", "人员经费合计"),
        (1, "30298", "公用经费合计"),
        (2, "30901", "公用经费合计"),
        (2, "31101", "公用经费合计"),
    ],
)
def test_an_unlisted_code_stands_where_its_total_adds_up(side: int, code: str, total: str) -> None:
    """The rows of 款 under the total's sides come to the total, with the unlisted code among its class."""
    form = filled(spent("2080505", 80_000), spent("2080505", 50_000, "30101"), spent("2080505", 20_000, code))["06"]
    rows = [row[at * 3 : at * 3 + 3] for row in place(form, LIAONING).body[:-1] for at in range(3)]
    found = [(at % 3, box[0].text, box[2].text) for at, box in enumerate(rows)]
    assert (side, code, "2.00") in found
    sides = {0} if total == "人员经费合计" else {1, 2}
    ticks = sum(int(text.replace(".", "")) for at, row, text in found if at in sides and len(row) == 5 and text)
    assert ticks == int(printed(form, total, "决算数").replace(".", ""))
    column = [row for at, row, _ in found if at == side and row]
    assert column[column.index(code) - 1][:3] == code[:3]


def test_a_measure_has_no_value_finer_than_its_detail() -> None:
    fiscal = Region.of({"flow": "expenditure", "fund": "fiscal"})
    budget = Measure((Facet(fiscal, (spent("2080505", 500),), frozenset({"flow", "fund", "function"})),))
    known, finer = (
        Region.of({"flow": "expenditure", "fund": "general"}),
        Region.of({"flow": "expenditure", "kind": "basic"}),
    )
    assert (amount := budget.value(known)) is not None
    assert amount.fen == 50_000
    assert budget.value(finer & fiscal) is None
    assert budget.value(Region.of({"flow": "income"})) is None


def test_budget_columns_are_blank_without_a_budget() -> None:
    forms = filled(spent("2080505", 21_000, "30231"))
    assert printed(forms["07"], "合计", "预算数") == ""
    assert printed(forms["07"], "合计", "决算数") == "2.10"


LARGE = [
    (100, "一百"),
    (105, "一百零五"),
    (110, "一百一十"),
    (220, "二百二十"),
    (1005, "一千零五"),
    (1010, "一千零一十"),
]


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (26, "二十六"), *LARGE]
)
def test_ordinals(number: int, text: str) -> None:
    assert chinese_number(number) == text
