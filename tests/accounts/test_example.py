"""The example: figure for figure what the Panjin centre published for 2023, from reconstructed vouchers."""

import csv
import re
import runpy
from pathlib import Path

import pytest
from rendering import public_texts

from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.disclosure_json import from_json
from mingzhang.accounts.pipeline import build, example_folder, prepare
from mingzhang.findings import Severity

EXAMPLE = example_folder("panjin-2023")


def column(file: str, *names: str) -> list[tuple[str, ...]]:
    with (EXAMPLE / file).open(encoding="utf-8-sig", newline="") as handle:
        return [tuple(row[name] for name in names) for row in csv.DictReader(handle)]


@pytest.fixture(scope="module")
def disclosure() -> Disclosure:
    return prepare(EXAMPLE)[1]


def test_the_nine_forms_print_what_was_published(disclosure: Disclosure) -> None:
    """All 741 cells, blanks included."""
    published = set(column("来源/公布数.csv", "form", "block", "row", "column", "printed"))
    printed = {(*form.address(cell), cell.printed) for form in disclosure.forms for cell in form.cells}
    assert printed == published
    assert len(published) == 741


def test_the_narrative_states_every_published_amount(disclosure: Disclosure) -> None:
    text = "".join(paragraph.text for paragraph in disclosure.paragraphs)
    stated = set(re.findall(r"\d+\.\d{2}", text))
    assert {number for (number,) in column("来源/公布说明数字.csv", "数字")} - stated == set()


def test_the_narrative_states_no_undefined_rate(disclosure: Disclosure) -> None:
    """No change on a year that was not, no completion of a budget that was not; every share printed is one."""
    text = "".join(paragraph.text for paragraph in disclosure.paragraphs)
    assert not re.search(r"增长|下降|完成(年初)?预算|覆盖率", text)
    whole = re.findall(r"占([^，。；]{2,20}?)的(\d+\.\d{2})%", text)
    assert whole
    assert {base for base, _ in whole} <= {
        "收入总计",
        "支出总计",
        "本年支出合计",
        "“三公”经费支出",
        "一般公共预算财政拨款支出",
        "本单位项目支出",
    }


def test_vouchers_are_many_and_spread_over_the_year() -> None:
    rows = column("凭证.csv", "日期", "摘要")
    assert len(rows) >= 2000
    assert {date[5:7] for date, _ in rows} == {f"{month:02d}" for month in range(1, 13)}


def test_the_seeded_generator_makes_the_same_vouchers() -> None:
    maker = Path(__file__).parents[2] / "examples" / "make_panjin_2023.py"
    module = runpy.run_path(str(maker))
    lines = list(module["lines"](module["random"].Random(module["SEED"])))
    assert [tuple(line[name] for name in module["COLUMNS"]) for line in lines] == column("凭证.csv", *module["COLUMNS"])


def test_the_example_builds_without_errors_and_reads_back(tmp_path: Path, disclosure: Disclosure) -> None:
    built = build(EXAMPLE, tmp_path / "out")
    assert [item.text() for item in built.findings if item.severity is Severity.ERROR] == []
    assert {path.relative_to(tmp_path / "out").as_posix() for path in built.files} == {
        "public/index.html",
        "public/final-accounts.pdf",
        "public/final-accounts.docx",
        "public/final-accounts.xlsx",
        "public/datapackage",
        "public/disclosure.json",
        "internal/index.html",
    }
    assert from_json((tmp_path / "out" / "public" / "disclosure.json").read_text("utf-8")) == disclosure


def test_the_public_edition_holds_nothing_of_the_vouchers(tmp_path: Path) -> None:
    """Neither memo, voucher number nor project code stands in any public file; the internal edition has them."""
    build(EXAMPLE, tmp_path / "out")
    memos = {memo for _, memo in column("凭证.csv", "日期", "摘要")}
    secret = {*memos, *(number for (number,) in column("凭证.csv", "凭证号"))}
    texts = public_texts(tmp_path / "out" / "public")
    assert [text for text in secret if any(text in content for content in texts.values())] == []
    internal = b"".join(path.read_bytes() for path in (tmp_path / "out" / "internal").rglob("*.js"))
    assert all(memo.encode() in internal for memo in memos if not memo.startswith("年末结转"))
