"""账册.xlsx of a new unit: a sheet a subject with notes, lists and checks; filled in, it is the books."""

import re
import string
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mingzhang.accounts.books.voucher_lines import TABLE as VOUCHERS
from mingzhang.accounts.starting.subjects import Field, Subject, lists
from mingzhang.accounts.starting.words import EXAMPLES, GUIDE, Rows

if TYPE_CHECKING:
    import xlsxwriter

_AMOUNT = re.compile(r"-?\d{1,13}(\.\d{1,2})?")
"""An amount that a spreadsheet keeps to the 分: it has 15 digits."""
LONGEST_LIST = 255
"""Characters that a spreadsheet takes as a list; a longer one stands in the sheet of codes."""
ROWS = 5_000
"""Rows for which lists to choose from are laid."""
CHECKED_ROWS = 2_000
"""Rows of vouchers in which the sheet marks what does not balance; checking more would make typing slow."""
GUIDE_SHEET, CHECK_SHEET, EXAMPLE_SHEET, LIST_SHEET = "填表说明", "合计核对", "填写示例", "代码"
LETTERS = string.ascii_uppercase
WIDTHS = {"function": 44, "economic": 34, "account": 14, "amount": 16, "date": 12, "text": 20}
A4 = 9
"""As the format numbers papers."""
CREATED = datetime(2024, 1, 1)  # noqa: DTZ001 — the same workbook has the same bytes whenever it is made


def write_workbook(path: Path, subjects: Sequence[Subject], year: int, filled: Mapping[str, Rows]) -> None:
    """The workbook; `filled` are rows that already stand in it, by sheet."""
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        workbook.set_properties({"created": CREATED})
        book = _Book(workbook, lists(year))
        book.guide(subjects, year)
        for subject in subjects:
            book.subject(subject, filled.get(subject.name, ()))
        book.checks(subjects)
        book.examples(subjects)
        book.codes()


class _Book:
    """The workbook in the making."""

    def __init__(self, workbook: "xlsxwriter.Workbook", codes: Mapping[str, list[str]]) -> None:
        self.workbook, self.lists = workbook, dict(codes)
        form = workbook.add_format
        self.head = form({"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True, "valign": "vcenter"})
        self.must = form({"bold": True, "bg_color": "#FCE4D6", "border": 1, "text_wrap": True, "valign": "vcenter"})
        self.text = form({"num_format": "@"})
        self.money = form({"num_format": "#,##0.00"})
        self.wrap = form({"text_wrap": True, "valign": "top"})
        self.title = form({"bold": True, "font_size": 14})
        self.wrong = form({"bg_color": "#FFC7CE", "font_color": "#9C0006"})

    def _sheet(self, name: str) -> Any:
        """A sheet that prints across A4, as wide as a page."""
        sheet = self.workbook.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        return sheet

    def guide(self, subjects: Sequence[Subject], year: int) -> None:
        sheet = self._sheet(GUIDE_SHEET)
        sheet.set_column(0, 0, 14)
        sheet.set_column(1, 1, 96)
        sheet.write_string(0, 0, f"{year}年度账册填表说明", self.title)
        row = 2
        for line in GUIDE:
            sheet.merge_range(row, 0, row, 1, line, self.wrap)
            sheet.set_row(row, 32 if len(line) > 52 else 18)
            row += 1
        sheet.write_string(row + 1, 0, "工作表", self.head)
        sheet.write_string(row + 1, 1, "填什么", self.head)
        for at, subject in enumerate(subjects, row + 2):
            sheet.write_url(at, 0, f"internal:'{subject.name}'!A1", string=subject.name)
            sheet.write_string(at, 1, subject.use, self.wrap)

    def subject(self, subject: Subject, rows: Rows) -> None:
        """A sheet to fill in: row 1 names the columns, each with a note and, where there is one, a list."""
        sheet = self._sheet(subject.name)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_row(0, 22)
        for column, field in enumerate(subject.fields):
            sheet.set_column(column, column, WIDTHS.get(field.value, 16), self._cells(field))
            sheet.write_string(0, column, field.name, self.must if field.needed else self.head)
            sheet.write_comment(0, column, field.note, {"x_scale": 1.6, "author": ""})
            self._choices(sheet, column, field)
        for at, row in enumerate(rows, 1):
            for column, field in enumerate(subject.fields):
                self._cell(sheet, at, column, field, row.get(field.name, ""))
        if subject.name == VOUCHERS:
            self._balance(sheet, [field.name for field in subject.fields])

    def _cells(self, field: Field) -> Any:
        return self.money if field.value == "amount" else self.text

    def _cell(self, sheet: Any, row: int, column: int, field: Field, value: str) -> None:
        if field.value == "amount" and _AMOUNT.fullmatch(value):
            sheet.write_number(row, column, float(value), self.money)  # a text would stand in no sum of the sheet
        elif value:
            sheet.write_string(row, column, value, self._cells(field))

    def _choices(self, sheet: Any, column: int, field: Field) -> None:
        """A list to choose from; something else may be written after a warning."""
        source: Any = list(field.choices)
        key = field.value
        if len(",".join(field.choices)) > LONGEST_LIST:
            key = field.name
            self.lists[key] = source
        if key in self.lists:
            letter = LETTERS[list(self.lists).index(key)]
            source = f"='{LIST_SHEET}'!${letter}$1:${letter}${len(self.lists[key])}"
        if source:
            rule = {"validate": "list", "source": source, "error_type": "warning", "error_title": "不在下拉名单中"}
            rule["error_message"] = "名单之外的写法可能读不懂；仍要填写请选“是”。"
            sheet.data_validation(1, column, ROWS, column, rule)

    def _balance(self, sheet: Any, names: Sequence[str]) -> None:
        """Lines of a voucher, told by date and number, whose debits and credits differ are coloured."""
        date, number, debit, credit = (LETTERS[names.index(name)] for name in ("日期", "凭证号", "借方", "贷方"))

        def total(column: str) -> str:
            keys = "".join(f",${key}$2:${key}${CHECKED_ROWS},${key}2" for key in (date, number))
            return f"SUMIFS(${column}$2:${column}${CHECKED_ROWS}{keys})"

        criteria = f'=AND(${number}2<>"",ROUND({total(debit)}-{total(credit)},2)<>0)'
        rule = {"type": "formula", "criteria": criteria, "format": self.wrong}
        sheet.conditional_format(1, 0, CHECKED_ROWS - 1, len(names) - 1, rule)

    def checks(self, subjects: Sequence[Subject]) -> None:
        """Totals of every column of amounts, and what must be zero."""
        sheet = self._sheet(CHECK_SHEET)
        sheet.set_column(0, 0, 46)
        sheet.set_column(1, 1, 22, self.money)
        for column, words in enumerate(("合计", "元")):
            sheet.write_string(0, column, words, self.head)
        row = 1
        for subject in subjects:
            for at, field in enumerate(subject.fields):
                if field.value == "amount":
                    letter = LETTERS[at]
                    sheet.write_string(row, 0, f"{subject.name}：{field.name}合计")
                    sheet.write_formula(row, 1, f"=SUM('{subject.name}'!{letter}2:{letter}1048576)", self.money, 0)
                    row += 1
                if (subject.name, field.name) == (VOUCHERS, "贷方"):
                    sheet.write_string(row, 0, "凭证：借方合计减贷方合计，应为 0")
                    sheet.write_formula(row, 1, f"=ROUND(B{row - 1}-B{row},2)", self.money, 0)
                    rule = {"type": "cell", "criteria": "!=", "value": 0, "format": self.wrong}
                    sheet.conditional_format(row, 1, row, 1, rule)
                    row += 1

    def examples(self, subjects: Sequence[Subject]) -> None:
        """Rows as they are filled in; this sheet is not read."""
        sheet = self._sheet(EXAMPLE_SHEET)
        sheet.set_column(0, 18, 18)
        sheet.write_string(0, 0, "填写示例（本表不读入，数字是假设的）", self.title)
        row = 2
        for subject in subjects:
            sheet.write_string(row, 0, f"〔{subject.name}〕", self.title)
            for column, field in enumerate(subject.fields):
                sheet.write_string(row + 1, column, field.name, self.must if field.needed else self.head)
            rows = EXAMPLES.get(subject.name, ())
            for at, given in enumerate(rows, row + 2):
                for column, field in enumerate(subject.fields):
                    self._cell(sheet, at, column, field, given.get(field.name, ""))
            row += len(rows) + 3

    def codes(self) -> None:
        sheet = self.workbook.add_worksheet(LIST_SHEET)
        for column, entries in enumerate(self.lists.values()):
            sheet.set_column(column, column, 48)
            sheet.write_column(0, column, entries, self.text)
        sheet.hide()
