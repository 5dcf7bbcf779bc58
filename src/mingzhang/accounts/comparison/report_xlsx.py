"""A comparison as a workbook."""

import io
from collections.abc import Iterator
from pathlib import Path

from mingzhang.accounts.comparison.cells import CellChange
from mingzhang.accounts.comparison.compare import Comparison
from mingzhang.accounts.comparison.outputs import CALLED, title
from mingzhang.findings import by_severity
from mingzhang.whole import write_whole

FIGURES = "数字"
A4 = 9
"""As workbooks number paper."""


def write_xlsx(path: Path, found: Comparison) -> None:
    """A sheet of findings, one of figures, one of words."""
    import xlsxwriter

    before, after, _ = CALLED[found.pair.kind]
    content = io.BytesIO()
    with xlsxwriter.Workbook(
        content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as workbook:
        head = workbook.add_format({"bold": True, "bg_color": "#E8E8E8", "border": 1, "text_wrap": True})
        cell = workbook.add_format({"text_wrap": True, "valign": "top", "border": 1})
        right = workbook.add_format({"align": "right", "valign": "top", "border": 1})
        for name, columns, rows in _sheets(found, before, after):
            figures = (f"{before}：", f"{after}：", "差额", "幅度") if name == FIGURES else ()
            sheet = workbook.add_worksheet(name)
            for at, (heading, width) in enumerate(columns):
                sheet.set_column(at, at, width)
                sheet.write_string(0, at, heading, head)
            count = 0
            for count, row in enumerate(rows, 1):
                for at, value in enumerate(row):
                    sheet.write_string(count, at, value, right if columns[at][0].startswith(figures) else cell)
            sheet.set_landscape()
            sheet.set_paper(A4)
            sheet.fit_to_pages(1, 0)  # all columns on a page
            sheet.repeat_rows(0)
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, max(count, 1), len(columns) - 1)
    write_whole(path, content.getvalue())


_Sheet = tuple[str, list[tuple[str, int]], Iterator[tuple[str, ...]]]


def _sheets(found: Comparison, before: str, after: str) -> Iterator[_Sheet]:
    first, second = title(found.pair.first), title(found.pair.second)
    yield (
        "问题",
        [("级别", 6), ("代码", 7), ("问题", 30), ("位置", 50), ("现为", 24), ("应为", 24), ("算式", 60), ("办法", 40)],
        (
            (
                item.severity.value,
                item.code.code,
                item.code.title,
                item.place.text(),
                item.printed,
                item.expected,
                item.arithmetic,
                item.remedy or item.code.remedy,
            )
            for item in by_severity(found.findings)
        ),
    )
    yield (
        FIGURES,
        [
            *[("表", 6), ("部分", 10), ("行", 44), ("列", 26), ("变化", 8)],
            *[(f"{before}：{first}", 24), (f"{after}：{second}", 24), ("差额", 16), ("幅度", 10)],
        ],
        ((*_where(each), each.change, each.before, each.after, each.difference, each.rate) for each in found.cells),
    )
    yield (
        "文字",
        [("类别", 10), ("名称", 30), ("变化", 8), (f"{before}：{first}", 70), (f"{after}：{second}", 70)],
        ((each.subject, each.name, each.change, each.before, each.after) for each in found.words),
    )


def _where(each: CellChange) -> tuple[str, str, str, str]:
    return each.address.form, each.address.block, each.name, each.address.column
