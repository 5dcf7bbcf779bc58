"""The internal edition: lines that add up to every figure, and a public edition that holds none of them."""

import html
import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from rendering import (
    SECRET_MEMO,
    SECRET_PROJECT,
    SECRET_VOUCHER,
    Lines,
    Sample,
    books_of,
    chromium,
    public_texts,
    sample,
    shown_by_browser,
)

from mingzhang.accounts.amount import Amount
from mingzhang.accounts.disclosure import Paragraph, Slot
from mingzhang.accounts.forms.vocabulary import region_at
from mingzhang.accounts.region import Region
from mingzhang.accounts.renderers import files, internal, shards
from mingzhang.accounts.renderers.files import write_editions, write_internal, write_public
from mingzhang.accounts.renderers.traces import TraceMap
from mingzhang.accounts.renderers.whole import replaced
from mingzhang.accounts.renderers.words import region_words

SHARD = 7
"""Lines a shard in these tests, so that places lie across shards."""


@pytest.fixture(scope="module")
def given() -> Sample:
    return sample()


@pytest.fixture(scope="module")
def edition(given: Sample, tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shards, "LINES_A_SHARD", SHARD)
        patch.setattr(internal, "LINES_A_SHARD", SHARD)
        out = tmp_path_factory.mktemp("out")
        return write_internal(given.disclosure, given.layout, given.measures, given.ledger, out)


def data(edition: Path, name: str) -> Any:
    text = (edition / "data" / f"{name}.js").read_text("utf-8")
    assert text.startswith(f'mingzhang("{name}",')
    return json.loads(text[len(f'mingzhang("{name}",') : -3])


def trace_map(edition: Path) -> Any:
    found = re.search(r'id="map">(.*?)</script>', (edition / "index.html").read_text("utf-8"), re.S)
    assert found
    return json.loads(found[1])


def lines_of(edition: Path, first: int, count: int) -> list[int]:
    """The amounts of lines `first` … as the page finds them."""
    found = []
    for number in range(first, first + count):
        fen = data(edition, f"l{number // SHARD}")["fen"]
        found.append(fen[number % SHARD] if isinstance(fen, list) else fen)
    return found


def test_the_lines_behind_every_figure_add_up_to_it(edition: Path, given: Sample) -> None:
    known, places = trace_map(edition), data(edition, "places")
    where = list(zip(places["coarse"], places["function"], places["economic"], strict=True))
    sums = {
        index: sum(lines_of(edition, first, count))
        for index, (first, count) in enumerate(zip(places["first"], places["count"], strict=True))
        if count
    }
    assert all(places["fen"][index] == fen for index, fen in sums.items())
    assert all(sum(fen for _, fen in places["months"][index]) == fen for index, fen in sums.items())
    checked = 0
    for _, operands, _ in known["traces"]:
        for measure, number, fen, _ in (operand for operand in operands if operand[0] == "actual"):
            _, coarse, functions, economics = known["regions"][number]
            found = [
                index
                for index, place in enumerate(where)
                if place[0] in coarse
                and any(place[1].startswith(root) for root in functions)
                and any(place[2].startswith(root) for root in economics)
            ]
            assert sum(places["fen"][index] for index in found) == fen, measure
            if all(known["coarse"][place][0] != "closing" for place in coarse):
                assert sum(sums[index] for index in found) == fen
                checked += 1
    assert checked > 100


def test_every_figure_of_the_forms_can_be_asked(edition: Path, given: Sample) -> None:
    text = (edition / "index.html").read_text("utf-8")
    marked = re.findall(
        r'<td class="figure"><span class="trace" role="button" tabindex="0" data-t="(\d+)">([^<]*)<', text
    )
    printed = [cell for form in given.disclosure.forms for cell in form.cells if cell.printed]
    assert len(marked) == len(printed)
    traces = trace_map(edition)["traces"]
    shown = sorted((figure, traces[int(number)][1][0][2]) for number, figure in marked)
    assert shown == sorted((cell.printed, cell.fen) for cell in printed)


def test_slots_name_their_operands_and_register_items(edition: Path) -> None:
    operands = [operands for title, operands, _ in trace_map(edition)["traces"] if title.startswith("说明")]
    measures = [[operand[0] for operand in each] for each in operands]
    assert measures == [["actual"], ["actual", "opening_budget"], ["actual"] * 3, ["register"]]
    assert operands[3] == [["register", "公务用车 · 保有量", "3"]]
    _, region, fen, exact = operands[1][1]
    assert (fen, exact) == (4_000_000, True)
    assert data(edition, "entries")["opening_budget"][str(region)][0][1:] == ["2080150", "30231", "", 4_000_000]


@pytest.mark.parametrize(
    ("operand", "expected"),
    [
        (
            "register:公务用车.保有量+公务用车.购置数",
            [["register", "公务用车 · 保有量", "3"], ["register", "公务用车 · 购置数", "0"]],
        ),
        ("text:原因.变动.收入总计", [["text", "原因.变动.收入总计", ""]]),
        ("actual:公务用车运行维护费", [["actual", 0, 3_115_000, True]]),
        ("adjusted_budget:公务用车运行维护费", [["adjusted_budget", 0, None, False]]),
        ("function:2080150", None),
        ("actual:没有这个名称", None),
    ],
)
def test_operands_of_a_slot(given: Sample, operand: str, expected: list[Any] | None) -> None:
    tracer = TraceMap(given.disclosure, given.layout, given.measures)
    number = tracer.slot(Paragraph("说明", 0, "甲"), Slot(0, 1, "amount", (operand,)))
    assert (None if number is None else tracer.traces[number][1]) == expected


def test_a_region_that_holds_nothing_sums_to_zero() -> None:
    places = pl.DataFrame({"coarse": [0], "function": ["2080505"], "economic": ["30108"], "fen": [5]})
    stated = shards.stated(places)
    assert stated.value(region_at("公用经费#30101")) == Amount.exactly(0)
    assert stated.value(region_at("全部")) == Amount.exactly(5)


def test_lines_without_a_date_or_a_source_are_placed(given: Sample, tmp_path: Path) -> None:
    """A ledger may leave null what does not apply, and give dates as dates."""
    frame = given.ledger.frame.with_columns(
        pl.col("source").replace("none", None), pl.col("date").str.to_date(strict=False), pl.col("row").cast(pl.UInt32)
    )
    edition = write_internal(given.disclosure, given.layout, given.measures, Nulled(frame), tmp_path)
    places = data(edition, "places")
    assert {month for months in places["months"] for month, _ in months} <= set(range(13))
    assert sum(places["count"]) == frame.height


@dataclass(frozen=True)
class Nulled:
    """A ledger that says nothing where no source applies."""

    frame: pl.DataFrame

    def trace(self, region: Region) -> pl.DataFrame:
        plain = Lines(self.frame.with_columns(pl.col("source").fill_null("none"))).trace(region)
        return plain.with_columns(pl.col("source").replace("none", None))


def test_the_page_itself_holds_no_line(edition: Path) -> None:
    text = html.unescape((edition / "index.html").read_text("utf-8"))
    for secret in (SECRET_MEMO, SECRET_PROJECT, SECRET_VOUCHER):
        assert secret not in text
    assert SECRET_MEMO in data(edition, "l0")["memo"]
    assert "内部版·不得公开" in text


def test_shards_are_all_but_the_last_of_a_flow_full(edition: Path, given: Sample) -> None:
    sizes = [
        len(fen) if isinstance(fen, list) else 1
        for path in (edition / "data").glob("l*.js")
        for fen in [data(edition, path.stem)["fen"]]
    ]
    assert sum(sizes) == given.ledger.frame.height
    assert max(sizes) == SHARD
    assert sum(size < SHARD for size in sizes) <= 3


def test_lines_that_miss_their_figure_are_refused(given: Sample, tmp_path: Path) -> None:
    short = Lines(given.ledger.frame.head(given.ledger.frame.height - 1))
    with pytest.raises(internal.TraceError):
        write_internal(given.disclosure, given.layout, given.measures, short, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_public_edition_holds_no_line_of_the_books(given: Sample, tmp_path: Path) -> None:
    folder = write_public(given.disclosure, given.layout, tmp_path)
    assert sorted(path.name for path in folder.iterdir()) == sorted(files.PUBLIC_NAMES)
    texts = public_texts(folder)
    for name in files.PUBLIC_NAMES:
        assert any("财政拨款收入支出决算总表" in text for file, text in texts.items() if file.startswith(name)), name
    for column in ("memo", "project", "voucher", "file", "account"):
        for value in given.ledger.frame[column].unique():
            assert not any(value in html.unescape(text) for text in texts.values()), (column, value)


def test_neither_edition_is_written_when_one_fails(given: Sample, tmp_path: Path) -> None:
    books = books_of(given)
    opened = write_editions(given.disclosure, books, given.layout, tmp_path)
    assert all(path.is_file() or list(path.iterdir()) for path in opened)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*")}
    short = replace(books, ledger=Lines(given.ledger.frame.head(3)))
    with pytest.raises(internal.TraceError):
        write_editions(replace(given.disclosure, year=2024), short, given.layout, tmp_path)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.*")} == before


def test_both_editions_are_the_same_twice(given: Sample, tmp_path: Path) -> None:
    for turn in ("a", "b"):
        write_public(given.disclosure, given.layout, tmp_path / turn)
        write_internal(given.disclosure, given.layout, given.measures, given.ledger, tmp_path / turn)
    first = sorted((tmp_path / "a").rglob("*.*"))
    assert len(first) > 5
    for path in first:
        assert path.read_bytes() == (tmp_path / "b" / path.relative_to(tmp_path / "a")).read_bytes(), path


def test_an_interrupted_build_leaves_the_older_output(given: Sample, tmp_path: Path) -> None:
    folder = write_public(given.disclosure, given.layout, tmp_path)
    before = {path: path.read_bytes() for path in folder.rglob("*.*")}
    with pytest.raises(KeyboardInterrupt):
        _interrupted(folder)
    assert {path: path.read_bytes() for path in folder.rglob("*.*")} == before
    assert [path.name for path in tmp_path.iterdir()] == [files.PUBLIC]


def _interrupted(folder: Path) -> None:
    with replaced(folder) as into:
        (into / files.HTML).write_text("half", "utf-8")
        raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("全部", "全部收支与结转"),
        ("本年支出合计", "支出"),
        ("财政拨款收入总计", "收入、年初结转和结余，财政拨款"),
        ("事业收入", "收入，非财政拨款，事业"),
        (
            "财政拨款支出/208#30201",
            "支出，财政拨款，功能科目 208 社会保障和就业支出，经济科目 30201 办公费",
        ),
        ("财政拨款项目支出", "支出，财政拨款，项目支出"),
    ],
)
def test_regions_in_words(expression: str, words: str) -> None:
    assert region_words(region_at(expression), 2023) == words


def test_a_moved_tail_is_said_beside_the_figure() -> None:
    moved = sample(("03",))
    form = moved.disclosure.form("03")
    assert form is not None
    tracer = TraceMap(moved.disclosure, moved.layout, moved.measures)
    notes = {}
    for cell in form.cells:
        number = tracer.cell("03", cell)
        assert number is not None
        notes[cell.row, cell.column] = (cell.printed, cell.fen, tracer.traces[number][2])
    # 28.70 + 615.854999 + 18.004999 + 12.0851 万元 print 644.55 + 18.00 + 12.09 under 674.65: one 0.01 is missing
    assert notes["208", "项目支出"] == ("644.56", 644_554_999, "本表启用尾差调整：该数含尾差 +0.01。")
    assert notes["229", "项目支出"][2] == ""


@pytest.mark.skipif(chromium() is None, reason="没有安装 Chromium，点按检查略过")
def test_a_figure_asked_in_a_browser_shows_its_lines(edition: Path, given: Sample, tmp_path: Path) -> None:
    traces = trace_map(edition)["traces"]
    number = next(index for index, (title, _, _) in enumerate(traces) if "公开03表" in title and "2080108" in title)
    shown = shown_by_browser(edition / "index.html", tmp_path / "profile", hash_=f"#t={number}")
    panel = html.unescape(re.sub(r"<[^>]+>", "|", shown[shown.index('<aside id="panel"') : shown.index("</aside>")]))
    assert "287,000.00 元" in panel
    assert panel.count(SECRET_MEMO) == 3
    assert "第 1 / 1 页，共 3 行，合计 287,000.00 元" in panel


@pytest.mark.skipif(chromium() is None, reason="没有安装 Chromium，键盘检查略过")
def test_the_panel_opens_and_closes_by_keyboard(edition: Path, tmp_path: Path) -> None:
    probe = """<meta charset="utf-8"><body><iframe id="page" src="%s"></iframe><script>
    const until = async (ready) => { while (!ready()) await new Promise((go) => setTimeout(go, 20)); };
    document.getElementById("page").onload = async (event) => {
      const page = event.target.contentDocument, panel = page.getElementById("panel");
      const mark = page.querySelector("#form-03 tbody .trace"), said = [panel.hidden];
      const press = (key) => page.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
      mark.focus(); press("Enter");
      await until(() => panel.querySelector(".lines tbody tr"));
      said.push(panel.hidden, panel.querySelectorAll(".lines tbody tr").length, page.activeElement === panel);
      press("Escape");
      said.push(panel.hidden, page.activeElement === mark);
      document.body.textContent = said.join(" ");
    };</script>"""
    (tmp_path / "probe.html").write_text(probe % (edition / "index.html").as_uri(), "utf-8")
    shown = shown_by_browser(tmp_path / "probe.html", tmp_path / "profile")
    assert "<body>true false 45 true true true</body>" in shown


@pytest.mark.skipif(chromium() is None, reason="没有安装 Chromium，点按检查略过")
def test_a_list_shows_the_sum_of_each_item_and_its_lines_when_opened(edition: Path, tmp_path: Path) -> None:
    traces = trace_map(edition)["traces"]
    number = next(index for index, (title, _, _) in enumerate(traces) if "办公费、公务接待费" in title)
    shown = shown_by_browser(edition / "index.html", tmp_path / "profile", hash_=f"#t={number}")
    panel = shown[shown.index('<aside id="panel"') : shown.index("</aside>")]
    assert re.findall(r"<summary>[^<]*经济科目 (\d+) [^<]*：([\d,.]+) 元</summary>", panel) == [
        ("30201", "244,000.01"),
        ("30217", "1,549.99"),
        ("31002", "61,900.00"),
    ]
    assert SECRET_MEMO not in html.unescape(panel)
