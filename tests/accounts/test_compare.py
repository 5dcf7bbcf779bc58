"""Two disclosures side by side: what they are to each other, what differs, what the one contradicts."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from check_samples import Change, cell, consistent, defined, of, swapped
from click.testing import CliRunner
from hypothesis import given, settings
from strategies import LAYOUT, cubes, measures_of

from mingzhang.accounts.comparison.compare import Comparison, compare, opened
from mingzhang.accounts.comparison.outputs import text
from mingzhang.accounts.comparison.pair import Relationship, pair_of
from mingzhang.accounts.comparison.report_html import marked, page
from mingzhang.accounts.cube import Coarse, Entry, Flow, Fund, Kind, Source
from mingzhang.accounts.disclosure import Disclosure, Paragraph, Unit
from mingzhang.accounts.disclosure_json import to_json
from mingzhang.accounts.forms.fill import fill
from mingzhang.accounts.readers.limits import Limits
from mingzhang.accounts.readers.of_data import as_read
from mingzhang.accounts.readers.reading import ReadDisclosure
from mingzhang.cli import cli
from mingzhang.findings import catalogue

ITEM = "2080150"
LISTED = "包括：1.某局本级 2.某市社会保险中心"
UNIT = Unit("某省某市社会保险中心", "某市社会保险中心", "事业")


def entry(flow: Flow, wan: float, *, function: str = ITEM, economic: str = "", fund: Fund = Fund.GENERAL) -> Entry:
    source = Source.FISCAL if flow is Flow.INCOME else Source.NONE
    return Entry(Coarse(flow, fund, source, Kind.PROJECT), function, economic, "", "", round(wan * 1_000_000))


def document(entries: Sequence[Entry], year: int, *lines: str, unit: Unit = UNIT, about: str = "") -> ReadDisclosure:
    paragraphs = [Paragraph("概况", 0, about)] if about else []
    paragraphs += [Paragraph("说明", 1, "一、收入支出情况"), *(Paragraph("说明", 0, line) for line in lines)]
    forms = fill(LAYOUT, measures_of(entries))
    return as_read(Disclosure(unit, year, LAYOUT.key, forms, tuple(paragraphs)), f"{year}.pdf")


def spent(income: float, paid: float, *, opened: float = 0, function: str = ITEM) -> list[Entry]:
    """A year of one item: opening + income = expenditure + closing, in 万元."""
    flows = ((Flow.OPENING, opened), (Flow.INCOME, income), (Flow.CLOSING, round(opened + income - paid, 6)))
    money = [entry(flow, wan, function=function) for flow, wan in flows if wan]
    return [*money, entry(Flow.EXPENDITURE, paid, function=function, economic="30201")]


LAST = document(spent(100, 68), 2022)
"""32.00 left at the end of 2022; 68.00 spent."""


def codes(found: Comparison) -> list[str]:
    return [item.code.code for item in found.findings]


@settings(max_examples=30, deadline=None)
@given(cubes())
def test_a_document_beside_itself_shows_nothing(entries: tuple[Entry, ...]) -> None:
    given = document(entries, 2023, "本年收入合计1.00万元。")
    found = compare(given, given)
    assert (found.pair.kind, found.cells, found.words, found.findings) == (Relationship.VERSIONS, (), (), ())


@pytest.mark.parametrize(
    ("one", "other", "kind", "turned"),
    [
        ((2023, UNIT, ""), (2023, UNIT, ""), Relationship.VERSIONS, False),
        ((2023, UNIT, ""), (2022, replace(UNIT, name="某市社会保险中心"), ""), Relationship.YEARS, True),
        ((2023, UNIT, ""), (2020, UNIT, ""), Relationship.OTHER, False),
        ((2023, Unit("某局", "某局", ""), LISTED), (2023, UNIT, ""), Relationship.UNIT, True),
        ((2023, Unit("别的局", "别的局", ""), "包括：1.别的中心"), (2023, UNIT, ""), Relationship.OTHER, False),
    ],
)  # fmt: skip
def test_what_they_are_to_each_other(
    one: tuple[int, Unit, str], other: tuple[int, Unit, str], kind: Relationship, turned: bool
) -> None:
    a, b = (document(spent(1, 1), year, unit=unit, about=about) for year, unit, about in (one, other))
    pair = pair_of(a, b)
    assert pair.kind is kind
    assert (pair.first is b) == turned
    assert pair_of(a, b, Relationship.OTHER).first is a


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (cell("03", "", "合计", "本年支出合计", "893.46"), ("变动", "793.46", "893.46", "100.00", "12.60%")),
        (cell("03", "", "合计", "本年支出合计", "693.46"), ("变动", "793.46", "693.46", "-100.00", "-12.60%")),
        (cell("03", "", "合计", "本年支出合计", ""), ("取消", "793.46", "", "-793.46", "-100.00%")),
        (cell("03", "", "合计", "对附属单位补助支出", "1.50"), ("新增", "", "1.50", "1.50", "")),
    ],
)
def test_a_figure_that_differs(change: Change, told: tuple[str, ...]) -> None:
    changes = compare(consistent(), change(consistent())).cells
    assert len(changes) == 1
    each = changes[0]
    assert each.address[:3] == ("03", "", "合计")
    assert (each.change, each.before.replace("0.00", ""), each.after, each.difference, each.rate) == told


def test_words_that_differ() -> None:
    draft = consistent()
    final = defined("新词", "新的解释。")(swapped("收入总计801.46", "收入总计810.46")(draft))
    words = compare(draft, final).words
    assert [(each.subject, each.change) for each in words] == [("说明", "变动"), ("名词解释", "新增")]
    old, new = marked(words[0].before, words[0].after)
    assert "<del>" in old
    assert "<ins>" in new


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [("5000", "5,000.000000", []), ("43", "43.00", []), ("43", "43.01", ["变动"]), ("43辆", "43.0辆", ["变动"])],
)
def test_a_number_printed_otherwise_is_the_same(before: str, after: str, told: list[str]) -> None:
    """Provinces print a project's budget with two decimals, with six or with none."""
    read = consistent()
    old, new = (of(read, replace(read.disclosure, registers={"车辆": {"数": each}})) for each in (before, after))
    assert [each.change for each in compare(old, new).words] == told


def test_opening_balances_are_last_years_closing_ones() -> None:
    right = document(spent(40, 72, opened=32), 2023)
    assert codes(compare(right, LAST)) == []
    wrong = compare(LAST, document(spent(49, 72, opened=23), 2023))
    assert set(codes(wrong)) == {"C101"}
    first = wrong.findings[0]
    assert (first.place.form, first.printed, first.expected) == ("01", "23.00", "32.00")
    tail = compare(LAST, document(spent(39.99, 72, opened=32.01), 2023))
    assert set(codes(tail)) == {"C102"}
    lost = compare(LAST, document([*spent(72, 72)], 2023))
    assert set(codes(lost)) == {"C101"}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("本年支出合计72.00万元，与上年相比增加4.00万元，增长5.88%。", []),
        ("本年支出合计72.00万元，比上年增加4万元。", []),
        ("本年支出合计72.00万元，较2022年增加4.00万元。", []),
        ("本年支出合计72.00万元，比年初预算增加9.00万元。", []),
        ("本年支出合计72.00万元，与上年相比支出增加4.00万元，比预算增加9.00万元。", []),
        ("本年支出合计72.00万元，与上年相比增加5.00万元。", ["C103"]),
        ("本年支出合计72.00万元，与上年相比减少4.00万元。", ["C103"]),
    ],
)
def test_changes_on_last_year(line: str, told: list[str]) -> None:
    found = compare(LAST, document(spent(40, 72, opened=32), 2023, line))
    assert codes(found) == told
    if told:
        assert found.findings[0].expected == "增加4.00万元"


def test_a_unit_within_its_department() -> None:
    own = document(spent(100, 100), 2023)
    office = Unit("某局", "某局", "行政")
    larger = document(spent(160, 160), 2023, unit=office, about=LISTED)
    assert codes(compare(larger, own)) == []
    smaller = document(spent(90, 90), 2023, unit=office, about=LISTED)
    found = compare(own, smaller)
    assert set(codes(found)) == {"C110"}
    assert "不大于 90.00" in {item.expected for item in found.findings}
    other = document(spent(160, 160, function="2080108"), 2023, unit=office, about=LISTED)
    assert set(codes(compare(own, other))) == {"C110"}, "the unit's item is not in the department's forms"


def test_forms_that_only_one_has() -> None:
    whole = consistent()
    forms = tuple(form for form in whole.disclosure.forms if form.number != "09")
    found = compare(whole, of(whole, replace(whole.disclosure, forms=forms)))
    assert codes(found) == ["C104"]
    assert {each.address.form for each in found.cells} == set()


def test_every_code_is_tried() -> None:
    said = {code for code in catalogue() if code.startswith("C")}
    assert said == {"C101", "C102", "C103", "C104", "C110", "C120"}
    stranger = document(spent(1, 1), 2020, unit=Unit("别的中心", "别的中心", ""))
    assert codes(compare(LAST, stranger)) == ["C120"]
    assert codes(compare(LAST, stranger, Relationship.OTHER)) == []


def in_yuan(printed: str) -> str:
    """12.34 万元 as 123,400.00."""
    return f"{int(printed.replace(',', '').replace('.', '')) * 100:,}.00"


def test_yuan_beside_wan() -> None:
    given = consistent()
    form = given.disclosure.form("05")
    assert form is not None
    cells = tuple(replace(each, printed=in_yuan(each.printed)) if each.printed else each for each in form.cells)
    forms = tuple(replace(each, cells=cells) if each is form else each for each in given.disclosure.forms)
    other = of(given, replace(given.disclosure, forms=forms))
    other = replace(other, facts={**other.facts, "05": replace(other.facts["05"], amounts="元")})
    assert compare(given, other).cells == ()


def test_the_command_and_its_files(tmp_path: Path) -> None:
    draft, final = tmp_path / "a.json", tmp_path / "b.json"
    draft.write_text(to_json(consistent().disclosure), "utf-8")
    final.write_text(to_json(cell("03", "", "合计", "本年支出合计", "893.46")(consistent()).disclosure), "utf-8")
    html, xlsx = tmp_path / "c.html", tmp_path / "c.xlsx"
    run = CliRunner()
    call = ["compare", str(draft), str(final), "--html", str(html), "--xlsx", str(xlsx)]
    result = run.invoke(cli, call, standalone_mode=False)
    assert result.return_value == 0
    assert "变动 合计 本年支出合计：前 793.46，后 893.46，差 100.00（12.60%）" in result.output
    assert "893.46" in html.read_text("utf-8")
    data = json.loads(run.invoke(cli, [*call, "--json"], standalone_mode=False).stdout)
    assert data["cells"][0]["after"] == "893.46"
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.7 broken")
    broken = run.invoke(cli, ["compare", str(draft), str(tmp_path / "c.pdf")], standalone_mode=False)
    assert broken.return_value == 2


def test_files_of_one_name_are_told_with_their_folders(tmp_path: Path) -> None:
    page = "<h1>某局2024年度部门决算</h1><p>收入决算表</p><p>单位：万元</p><table><tr><td>项目<td>本年收入合计</table>"
    for folder in ("去年", "今年"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "决算.html").write_text(page, "utf-8")
    first, second = opened([tmp_path / "去年/决算.html", tmp_path / "今年/决算.html"], Limits())
    assert [Path(each.file).parent.name for each in (first, second)] == ["去年", "今年"]
    places = {(item.code.code, item.place.file) for each in (first, second) for item in each.findings}
    assert len([code for code, _ in places if code == "R206"]) == 2


def test_what_documents_say_is_escaped() -> None:
    given = consistent()
    said = swapped("收入总计801.46", "<script>收入总计810.46")(given)
    assert "<script>" not in page(compare(given, said))
    assert "【说明】1 处不同" in text(compare(given, said))
