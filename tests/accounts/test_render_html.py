"""The public page: every figure once in its table, headings and table headers in order, nothing fetched."""

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from rendering import SECRET_MEMO, Sample, chromium, sample, shown_by_browser

from mingzhang.accounts.disclosure import Disclosure, Paragraph, Slot, Unit
from mingzhang.accounts.renderers.chart import charts
from mingzhang.accounts.renderers.html import render_html
from mingzhang.accounts.renderers.parts import parts, segments

Attributes = dict[str, str | None]


class Page(HTMLParser):
    """What the tests ask of a page: its elements, and its tables row by row."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, Attributes]] = []
        self.tables: dict[str, list[list[tuple[str, Attributes, str]]]] = {}
        self.headings: list[tuple[int, str]] = []
        self._form, self._into = "", ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.elements.append((tag, given))
        if tag == "article":
            self._form = given["id"] or ""
            self.tables[self._form] = []
        elif tag == "tr":
            self.tables[self._form].append([])
        elif tag in {"td", "th"}:
            self.tables[self._form][-1].append((tag, given, ""))
            self._into = "box"
        elif re.fullmatch(r"h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))
            self._into = "heading"

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"} or re.fullmatch(r"h[1-6]", tag):
            self._into = ""

    def handle_data(self, data: str) -> None:
        if self._into == "box":
            tag, given, text = self.tables[self._form][-1][-1]
            self.tables[self._form][-1][-1] = (tag, given, text + data)
        elif self._into == "heading":
            level, text = self.headings[-1]
            self.headings[-1] = (level, text + data)


@pytest.fixture(scope="module")
def given() -> Sample:
    return sample()


@pytest.fixture(scope="module")
def text(given: Sample) -> str:
    return render_html(given.disclosure, given.layout)


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    return Page(text)


def test_every_figure_stands_once_in_the_table_of_its_form(page: Page, given: Sample) -> None:
    assert list(page.tables) == [f"form-{form.number}" for form in given.disclosure.forms]
    for form in given.disclosure.forms:
        printed = Counter(cell.printed for cell in form.cells if cell.printed)
        rows = page.tables[f"form-{form.number}"]
        boxes = [box for row in rows for box in row if box[0] == "td" and "figure" in (box[1].get("class") or "")]
        assert Counter(text for _, _, text in boxes if text) == printed


def test_a_figure_stands_in_the_row_and_column_of_its_cell(page: Page) -> None:
    rows = [[text for _, _, text in row] for row in page.tables["form-03"]]
    assert ["2080108", "信息化建设", "28.70", "", "28.70", "", "", ""] in rows


def test_rows_fill_the_table_and_headers_have_a_scope(page: Page) -> None:
    for rows in page.tables.values():
        taken: Counter[int] = Counter()
        for top, row in enumerate(rows):
            for tag, given, _ in row:
                across, down = int(given.get("colspan") or 1), int(given.get("rowspan") or 1)
                for line in range(top, top + down):
                    taken[line] += across
                assert (given.get("scope") in {"row", "col", "colgroup"}) == (tag == "th")
        assert len(set(taken.values())) == 1


def test_headings_descend_one_level_at_a_time(page: Page, given: Sample) -> None:
    levels = [level for level, _ in page.headings]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    titles = [title for _, title in page.headings]
    for expected in (
        "第一部分 某省某市社会保险事业服务中心概况",
        "第五部分 附件",
        "（一）一般公共预算财政拨款支出情况",
    ):
        assert expected in titles
    assert [title for title in titles if title in {form.title for form in given.disclosure.forms}] == [
        form.title for form in given.disclosure.forms
    ]


def test_contents_lead_to_places_that_exist_once(page: Page) -> None:
    ids = [given["id"] for _, given in page.elements if "id" in given]
    assert len(ids) == len(set(ids))
    links = [given["href"] for tag, given in page.elements if tag == "a"]
    assert len(links) > 14
    assert {(link or "")[1:] for link in links} <= set(ids)


def test_nothing_is_fetched_and_no_script_is_needed(page: Page, text: str) -> None:
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed"}
    assert not re.search(r"https?://|@import|url\(|src=", text)
    assert ("html", {"lang": "zh-CN"}) in page.elements


def test_words_are_escaped(text: str) -> None:
    assert "经办服务工作 &lt;&amp;&gt;。" in text
    assert SECRET_MEMO not in text


def test_the_chart_says_in_words_what_form_01_prints(given: Sample, text: str) -> None:
    income, spent = charts(given.disclosure, given.layout)
    form = given.disclosure.form("01")
    assert form is not None
    printed = {(cell.block, cell.row): cell.printed for cell in form.cells}
    assert [(bar.label, bar.printed) for bar in income.bars] == [
        (row, printed["收入", row])
        for row in (
            "一般公共预算财政拨款收入",
            "政府性基金预算财政拨款收入",
            "国有资本经营预算财政拨款收入",
            "事业收入",
        )
    ]
    assert "社会保障和就业支出2,252.30万元" in spent.description
    assert spent.description in text


def test_the_same_disclosure_gives_the_same_page(given: Sample, text: str) -> None:
    assert render_html(given.disclosure, given.layout) == text


def test_a_disclosure_without_texts_still_has_every_part(given: Sample) -> None:
    empty = Disclosure(Unit("某单位", "某单位", "行政"), 2023, given.layout.key, ())
    found = [part.ordinal + part.title for part in parts(empty, given.layout)]
    assert found == [
        "第一部分某单位概况",
        "第二部分2023年度决算情况说明",
        "第三部分名词解释",
        "第四部分2023年度决算表",
        "第五部分附件",
    ]
    assert "预算绩效自评表待附。" not in render_html(empty, given.layout)
    evaluated = replace(empty, registers={"预算绩效": {"自评项目数": "7"}})
    assert "预算绩效自评表待附。" in render_html(evaluated, given.layout)


@pytest.mark.parametrize(
    ("slots", "expected"),
    [
        ([], ["支出12.00万元。"]),
        ([(2, 7)], ["支出", "12.00", "万元。"]),
        ([(2, 7), (4, 9)], ["支出", "12.00", "万元。"]),
        ([(2, 2)], ["支出12.00万元。"]),
        ([(0, 10)], ["支出12.00万元。"]),
    ],
)
def test_a_paragraph_is_cut_at_its_slots(slots: list[tuple[int, int]], expected: list[str]) -> None:
    paragraph = Paragraph("说明", 0, "支出12.00万元。", tuple(Slot(*slot, "amount") for slot in slots))
    assert [text for text, _ in segments(paragraph)] == expected


@pytest.mark.skipif(chromium() is None, reason="没有安装 Chromium，版面检查略过")
def test_on_a_phone_only_the_tables_scroll_sideways(text: str, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(text, "utf-8")
    probe = """<meta charset="utf-8"><body><iframe id="phone" src="page.html" style="width:390px;height:800px;border:0">
    </iframe><script>document.getElementById("phone").onload = (event) => {
      const page = event.target.contentDocument, whole = page.documentElement;
      const wide = page.querySelector("#form-03 .scroll");
      wide.scrollLeft = 300;
      const name = wide.querySelector("tbody tr:nth-child(2) th.name").getBoundingClientRect();
      document.body.textContent = [whole.scrollWidth <= whole.clientWidth, wide.scrollWidth > wide.clientWidth,
        Math.abs(name.left - wide.getBoundingClientRect().left) < 3].join(" ");
    };</script>"""
    (tmp_path / "probe.html").write_text(probe, "utf-8")
    found = shown_by_browser(tmp_path / "probe.html", tmp_path / "profile")
    assert "<body>true true true</body>" in found
