"""The list that a reviewer sends back to the unit: a sheet of findings, a sheet of documents."""

import io
from collections.abc import Sequence
from pathlib import Path

from mingzhang.accounts.checks.order import Checked
from mingzhang.accounts.checks.outputs import HEADS, numbers
from mingzhang.findings import Finding, by_severity
from mingzhang.whole import write_whole

COLUMNS = (
    ("文件", 28),
    ("级别", 6),
    ("代码", 7),
    ("问题", 30),
    ("位置", 50),
    ("现为", 24),
    ("应为", 24),
    ("算式", 60),
    ("办法", 40),
    ("依据", 40),
    ("关闭原因", 20),
    ("单位答复", 24),
)


def write_xlsx(path: Path, checked: Sequence[Checked]) -> None:
    """Findings of all documents, errors first in each; what was switched off stands last with its reason."""
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(
        content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as workbook:
        head = workbook.add_format({"bold": True, "bg_color": "#E8E8E8", "border": 1})
        cell = workbook.add_format({"text_wrap": True, "valign": "top", "border": 1})
        sheet = workbook.add_worksheet("问题")
        for column, (title, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, title, head)
        row = 1
        for each in checked:
            lines = [(item, "") for item in by_severity(each.findings)]
            lines += [(off.finding, off.reason) for off in each.silenced]
            for item, reason in lines:
                for column, text in enumerate(_line(each.file, item, reason)):
                    sheet.write_string(row, column, text, cell)
                row += 1
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(row - 1, 1), len(COLUMNS) - 1)
        summary = workbook.add_worksheet("文件")
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
