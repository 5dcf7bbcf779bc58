"""Pages that are images: what may stand there is not told as missing, and a form that may go on there is not summed."""

import json
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from check_samples import codes_of, consistent, without_text
from sample_documents import Printed, Style, boxes, write_pdf
from test_readers_hostile import scanned_pdf

from mingzhang.accounts.checks.check import check
from mingzhang.accounts.checks.order import Checked
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.accounts.readers.read_back import read_back
from mingzhang.accounts.readers.read_json import as_json

HEAD = ("某市财政局2024年度部门决算",)
ROWS = (
    boxes("科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"),
    boxes("合计*2", "9.00", "6.00", "3.00"),
    boxes("201", "一般公共服务支出", "5.00", "4.00", "1.00"),
    boxes("20106", "财政事务", "5.00", "4.00", "1.00"),
    boxes("2010601", "行政运行", "5.00", "4.00", "1.00"),
)
"""The rows of another class are not here."""
REST = (
    boxes("208", "社会保障和就业支出", "4.00", "2.00", "2.00"),
    boxes("20805", "行政事业单位养老支出", "4.00", "2.00", "2.00"),
    boxes("2080505", "机关事业单位基本养老保险缴费支出", "4.00", "2.00", "2.00"),
)
NOTE = ("注：本表反映部门本年度各项支出情况。",)


def document(folder: Path, rows: tuple[object, ...], notes: tuple[str, ...], *, scan: str) -> Path:
    table = Printed("支出决算表", ("单位：万元",), rows, notes, (1.0, 2.6, 1.2, 1.2, 1.2), 1)  # type: ignore[arg-type]
    write_pdf(folder / "a.pdf", [table], Style(), HEAD)
    if not scan:
        return folder / "a.pdf"
    scanned_pdf(folder / "b.pdf")
    pages = [folder / "a.pdf", folder / "b.pdf"]
    with pypdfium2.PdfDocument.new() as whole:
        for path in reversed(pages) if scan == "first" else pages:
            with pypdfium2.PdfDocument(path) as part:
                whole.import_pages(part)
        whole.save(folder / "c.pdf")
    return folder / "c.pdf"


@pytest.mark.parametrize(
    ("rows", "notes", "scan", "told"),
    [
        (ROWS, (), "", {"F101", "R206"}),
        (ROWS, (), "last", {"R106"}),
        (ROWS, NOTE, "last", {"F101", "R106"}),  # the table has ended
        ((*ROWS, *REST), (), "", {"R206"}),
        ((*ROWS, *REST), (), "last", {"R106"}),
        ((*ROWS, *REST), (), "first", {"R106", "R206"}),  # a cover hides nothing
    ],
    ids=["no scan", "goes on there", "ended", "whole", "whole before a scan", "cover"],
)
def test_what_a_page_may_hide(
    tmp_path: Path, rows: tuple[object, ...], notes: tuple[str, ...], scan: str, told: set[str]
) -> None:
    read = read_disclosure(document(tmp_path, rows, notes, scan=scan))
    found = (*read.findings, *check(read))
    assert {item.code.code for item in found} == told
    result = Checked("a.pdf", "", usable=True, findings=found).result
    assert result.endswith("，未读全") == bool(scan)


def test_lost_pages_are_given_on(tmp_path: Path) -> None:
    read = read_disclosure(document(tmp_path, ROWS, (), scan="last"))
    assert read.lost == (3,)
    assert read_back(json.dumps(as_json(read), ensure_ascii=False), "a.json").lost == (3,)


@pytest.mark.parametrize(("lost", "told"), [((), True), ((1,), True), ((7,), False)])
def test_what_no_text_explains_may_stand_on_such_a_page(lost: tuple[int, ...], told: bool) -> None:
    read = without_text("机关事业单位基本养老保险缴费支出（项）")(consistent())
    assert ("N122" in codes_of(replace(read, lost=lost))) == told
