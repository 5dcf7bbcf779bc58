"""The list that a reviewer sends back to the unit: a sheet of findings, a sheet of documents."""

import io
from collections.abc import Sequence
from pathlib import Path

from mingzhang.accounts.checks.order import Checked
from mingzhang.accounts.checks.outputs import HEADS, numbers
from mingzhang.accounts.readers.characters import width_of
from mingzhang.findings import Finding, by_severity
from mingzhang.whole import write_whole

A4 = 9
LINE, HIGHEST = 15.0, 409.0
"""Points of a line of text, and of the highest row that a workbook can have."""
COLUMNS = (
    ("文件", 20),
    ("级别", 6),
    ("代码", 7),
    ("问题", 22),
    ("位置", 32),
    ("现为", 18),
    ("应为", 18),
    ("算式", 40),
    ("办法", 28),
    ("依据", 24),
    ("关闭原因", 12),
    ("单位答复", 20),
)
"""Headings and widths in characters: together what an A4 page in landscape shows in legible type."""


def write_xlsx(path: Path, checked: Sequence[Checked]) -> None:
    """Findings of all documents, errors first in each; what was switched off stands last with its reason."""
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(
        content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as workbook:
        head = workbook.add_format({"bold": True, "bg_color": "#E8E8E8", "border": 1})
        cell = workbook.add_format({"text_wrap": True, "valign": "top", "border": 1})
        sheet, summary = workbook.add_worksheet("问题"), workbook.add_worksheet("文件")
        for column, (title, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, title, head)
        row = 1
        for each in checked:
            lines = [(item, "") for item in by_severity(each.findings)]
            lines += [(off.finding, off.reason) for off in each.silenced]
            for item, reason in lines:
                texts = _line(each.file, item, reason)
                for column, text in enumerate(texts):
                    sheet.write_string(row, column, text, cell)
                sheet.set_row(row, min(LINE * _lines(texts), HIGHEST))
                row += 1
        for each_sheet in (sheet, summary):  # a unit prints it, signs it and sends it back
            each_sheet.set_landscape()
            each_sheet.set_paper(A4)
            each_sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
            each_sheet.fit_to_pages(1, 0)  # all columns on a page
            each_sheet.repeat_rows(0)
            each_sheet.set_footer("&C第 &P 页，共 &N 页")
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(row - 1, 1), len(COLUMNS) - 1)
        summary.set_column(0, 1, 40)
        for column, title in enumerate(("文件", "单位和年度", *HEADS, "结果")):
            summary.write_string(0, column, title, head)
        for at, each in enumerate(checked, 1):
            summary.write_string(at, 0, each.file, cell)
            summary.write_string(at, 1, each.title, cell)
            for column, count in enumerate(numbers(each), 2):
                summary.write_number(at, column, count, cell)
            summary.write_string(at, 6, each.result, cell)
    write_whole(path, content.getvalue())


def _lines(texts: Sequence[str]) -> int:
    """Lines of the fullest cell: not every program finds the height of a row of wrapped text by itself."""
    return max(-(-width_of(text) // (width - 1)) for text, (_, width) in zip(texts, COLUMNS, strict=True)) or 1


def _line(file: str, item: Finding, reason: str) -> tuple[str, ...]:
    return (
        file,
        item.severity.value,
        item.code.code,
        item.code.title,
        item.place.text().removeprefix(file),
        item.printed,
        item.expected,
        item.arithmetic,
        item.remedy or item.code.remedy,
        item.code.basis,
        reason,
        "",
    )
