"""The approved final accounts of some books as a treasury's export would write them: sheets in 元, headings of
two and three rows with merged cells, codes merged over three columns. Regions are written out here,
apart from the product's own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from mingzhang import codes
from mingzhang.accounts.measures import Measure
from mingzhang.accounts.region import Region
from mingzhang.codes import Code

FUNDS = {"一般公共预算财政拨款": "general", "政府性基金预算财政拨款": "funds", "国有资本经营预算财政拨款": "capital"}
Spec = Mapping[str, str | Iterable[str]]
"""A region by its dimensions."""
Column = tuple[str, Spec]
"""Headings from above, parted by "/", and the dimensions that the column adds to its sheet's."""
BALANCES: tuple[Column, ...] = (
    ("年初结转和结余/合计", {"flow": "opening"}),
    ("年初结转和结余/基本支出结转", {"flow": "opening", "kind": "basic"}),
    ("年初结转和结余/项目支出结转和结余", {"flow": "opening", "kind": "project"}),
    ("本年收入/合计", {"flow": "income"}),
    ("本年收入/基本支出", {"flow": "income", "kind": "basic"}),
    ("本年收入/项目支出", {"flow": "income", "kind": "project"}),
    ("本年支出/合计", {"flow": "expenditure"}),
    ("本年支出/基本支出", {"flow": "expenditure", "kind": "basic"}),
    ("本年支出/项目支出", {"flow": "expenditure", "kind": "project"}),
    ("年末结转和结余/合计", {"flow": "closing"}),
    ("年末结转和结余/基本支出结转", {"flow": "closing", "kind": "basic"}),
    ("年末结转和结余/项目支出结转和结余", {"flow": "closing", "kind": "project"}),
)
ALL_BALANCES: tuple[Column, ...] = (
    *BALANCES[:3],
    ("年初结转和结余/经营结余", {"flow": "opening", "kind": "operating"}),
    *BALANCES[3:9],
    ("使用非财政拨款结余", {"flow": "surplus_used"}),
    ("结余分配", {"flow": "distribution"}),
    *BALANCES[9:],
    ("年末结转和结余/经营结余", {"flow": "closing", "kind": "operating"}),
)
SOURCES = {
    "财政拨款收入": "fiscal",
    "上级补助收入": "superior",
    "事业收入": "business",
    "经营收入": "operating",
    "附属单位上缴收入": "subordinate",
    "其他收入": "other",
}
KINDS = {
    "基本支出": "basic",
    "项目支出": "project",
    "上缴上级支出": "remitted",
    "经营支出": "operating",
    "对附属单位补助支出": "subsidy",
}


@dataclass(frozen=True)
class Table:
    """A sheet by functional code."""

    title: str
    code: str
    region: Spec
    columns: tuple[Column, ...]


def economic_columns(year: int) -> tuple[Column, ...]:
    listed = codes.economic(year)
    found: list[Column] = [("合计", {})]
    for code in listed.codes.values():
        name = listed.name(code.code[:3])
        found.append((f"{name}/{'小计' if len(code.code) == 3 else code.name}", {"economic": code.code}))
    return tuple(found)


def tables(year: int) -> list[Table]:
    spent: Spec = {"flow": "expenditure"}
    found = [
        Table("收入支出决算表", "财决02表", {}, ALL_BALANCES),
        Table("收入决算表", "财决03表", {"flow": "income"}, (
            ("本年收入合计", {}), *((name, {"source": source}) for name, source in SOURCES.items()))),
        Table("支出决算表", "财决04表", spent, (
            ("本年支出合计", {}), *((name, {"kind": kind}) for name, kind in KINDS.items()))),
        Table("支出决算明细表", "财决05表", spent, economic_columns(year)),
    ]  # fmt: skip
    found += [
        Table(f"{name}决算明细表", f"财决05-{number}表", {**spent, "kind": KINDS[name]}, economic_columns(year))
        for number, name in enumerate(("基本支出", "项目支出", "经营支出"), 1)
    ]
    for number, (name, fund) in zip((7, 9, 11), FUNDS.items(), strict=True):
        own: Spec = {**spent, "fund": fund}
        found.append(Table(f"{name}收入支出决算表", f"财决{number:02}表", {"fund": fund}, BALANCES))
        found.append(Table(f"{name}支出决算明细表", f"财决{number + 1:02}表", own, economic_columns(year)))
        if fund != "capital":
            found += [
                Table(f"{name}{kind}决算明细表", f"财决{number + 1:02}-{at}表", {**own, "kind": KINDS[kind]},
                      economic_columns(year))
                for at, kind in enumerate(("基本支出", "项目支出"), 1)
            ]  # fmt: skip
    return found


@dataclass
class Export:
    """What is written, and what a test changes in it: cells by sheet title, row and column number."""

    actual: Measure
    year: int = 2023
    unit: str = "某市社会保险中心"
    changed: dict[tuple[str, str, int], object] = field(default_factory=dict)
    without: set[str] = field(default_factory=set)
    information: Sequence[tuple[str, object]] = ()
    renamed: dict[str, str] = field(default_factory=dict)
    """Title → the sheet's name, where it is not Z… title(code)."""
    headings: dict[str, str] = field(default_factory=dict)
    amounts: str = "金额单位：元"
    more: dict[tuple[str, str, int], object] = field(default_factory=dict)
    """Further cells, by title, label of the row and column number: budgets, last year."""
    titles: dict[str, str] = field(default_factory=dict)
    """Title → what stands above its table, where it is another."""
    cut: bool = False
    """Whether sheets are named by their titles, cut where workbooks cut them, and bear no title above."""

    continued: str = ""
    """What stands above the second page of a sheet, where each has two."""

    def yuan(self, spec: Spec) -> Decimal | None:
        """The amount of a region in 元; None for none at all."""
        amount = self.actual.value(Region.of(spec))
        assert amount is not None, spec
        return Decimal(amount.fen) / 100 if amount.fen else None

    def write(self, path: Path) -> Path:
        with xlsxwriter.Workbook(path) as book:
            self._overview(book)
            for table in tables(self.year):
                if table.title not in self.without:
                    self._table(book, table)
            if self.information:
                self._information(book)
        return path

    def _sheet(self, book: xlsxwriter.Workbook, title: str, code: str, width: int) -> Worksheet:
        number = code.removeprefix("财决").removesuffix("表").replace("-", "_")
        name = self.renamed.get(title, f"{code}{title}" if self.cut else f"Z{number} {title}({code})")[:31]
        sheet = book.add_worksheet(name)
        if not self.cut:
            sheet.merge_range(0, 0, 0, width - 1, self.titles.get(title, title))
            sheet.write(1, width - 1, code)
        sheet.write(2, 0, f"编制单位：{self.unit}")
        sheet.write(2, width // 2, f"{self.year}年度")
        sheet.write(2, width - 1, self.amounts)
        return sheet

    def _put(self, sheet: Worksheet, row: int, column: int, title: str, label: str, value: object) -> None:
        value = self.changed.get((title, label, column), value)
        if value is not None:
            sheet.write(row, column, value)
        for (other, own, at), further in self.more.items():
            if (other, own) == (title, label):
                sheet.write(row, at, further)

    def _table(self, book: xlsxwriter.Workbook, table: Table) -> None:
        lead = 4
        sheet = self._sheet(book, table.title, table.code, lead + len(table.columns))
        row = self._head_rows(sheet, table, lead, 3)
        names = codes.functional(self.year)
        for number, function in enumerate(self._functions(table)):
            if self.continued and number == 2:  # the second page
                sheet.write(row, 0, self.continued.format(title=table.title))
                row = self._head_rows(sheet, table, lead, row + 1)
            if function:
                sheet.merge_range(row, 0, row, 2, function)
                sheet.write(row, 3, names.name(function))
            else:
                sheet.merge_range(row, 0, row, 3, "合计")
            for at, (_, spec) in enumerate(table.columns):
                under: Spec = {"function": function} if function else {}
                value = self.yuan({**table.region, **spec, **under})
                self._put(sheet, row, lead + at, table.title, function or "合计", value)
            row += 1

    def _head_rows(self, sheet: Worksheet, table: Table, lead: int, top: int) -> int:
        """The headings, and the numbers of the columns below them. The row below these."""
        sheet.merge_range(top, 0, top, 3, "项目")
        sheet.merge_range(top + 1, 0, top + 1, 2, "支出功能分类科目编码")
        sheet.write(top + 1, 3, "科目名称")
        self._heads(sheet, table.columns, lead, top)
        sheet.merge_range(top + 2, 0, top + 2, 3, "栏次")
        for at in range(len(table.columns)):
            sheet.write(top + 2, lead + at, str(at + 1))
        return top + 3

    def _heads(self, sheet: Worksheet, columns: Sequence[Column], lead: int, top: int) -> None:
        at = 0
        while at < len(columns):
            group, _, leaf = self.headings.get(columns[at][0], columns[at][0]).partition("/")
            same = 1
            while at + same < len(columns) and columns[at + same][0].startswith(f"{group}/"):
                same += 1
            if not leaf:
                sheet.merge_range(top, lead + at, top + 1, lead + at, group)
            elif same == 1:
                sheet.write(top, lead + at, group)
            else:
                sheet.merge_range(top, lead + at, top, lead + at + same - 1, group)
            for inner in range(same if leaf else 0):
                head = self.headings.get(columns[at + inner][0], columns[at + inner][0])
                sheet.write(top + 1, lead + at + inner, head.partition("/")[2])
            at += same

    def _functions(self, table: Table) -> list[str]:
        """合计, and every code with money in some column, with its class and division."""
        leaves = self.actual.functions(Region.of(table.region))
        some = {
            code
            for code in leaves
            if any(self.yuan({**table.region, **spec, "function": code}) for _, spec in table.columns)
        }
        return ["", *sorted({code[:digits] for code in some for digits in (3, 5, 7)})]

    def _overview(self, book: xlsxwriter.Workbook) -> None:
        """收入支出决算总表 with its third part, and that of fiscal appropriation."""
        classes = list(codes.functional(self.year).level(3))
        spent: Spec = {"flow": "expenditure"}
        income: list[Column] = [
            ("一、一般公共预算财政拨款收入", {"flow": "income", "fund": "general"}),
            ("二、政府性基金预算财政拨款收入", {"flow": "income", "fund": "funds"}),
            ("三、国有资本经营预算财政拨款收入", {"flow": "income", "fund": "capital"}),
            *((f"{n}、{name}", {"flow": "income", "source": SOURCES[name]})
              for n, name in zip("四五六七八", list(SOURCES)[1:], strict=True)),
            ("本年收入合计", {"flow": "income"}),
            ("使用非财政拨款结余（含专用结余）", {"flow": "surplus_used"}),
            ("年初结转和结余", {"flow": "opening"}),
            ("总计", {"flow": ["income", "opening", "surplus_used"]}),
        ]  # fmt: skip
        paid: list[Column] = [
            *((f"{n}、{code.name}", {**spent, "function": code.code}) for n, code in enumerate(classes, 1)),
            ("本年支出合计", spent),
            ("结余分配", {"flow": "distribution"}),
            ("年末结转和结余", {"flow": "closing"}),
            ("总计", {"flow": ["expenditure", "distribution", "closing"]}),
        ]
        heads = ("行次", "年初预算数", "全年预算数", "决算数")
        if "收入支出决算总表" not in self.without:
            title = "收入支出决算总表"
            sheet = self._sheet(book, title, "财决01表", 15)
            for at, (name, rows) in enumerate(
                (("收入", income), ("支出（按功能分类）", paid), ("支出（按支出性质和经济分类）", []))
            ):
                left = 5 * at
                sheet.merge_range(3, left, 3, left + 4, name)
                for column, head in enumerate(("项目", *heads)):
                    sheet.write(4, left + column, head)
                for row, (label, spec) in enumerate(rows, 5):
                    sheet.write(row, left, label)
                    sheet.write(row, left + 1, str(row - 4))
                    self._put(sheet, row, left + 4, title, label, self.yuan(spec))
            sheet.write(5, 10, "一、基本支出")
            self._put(sheet, 5, 14, title, "一、基本支出", self.yuan({**spent, "kind": "basic"}))
        if "财政拨款收入支出决算总表" not in self.without:
            self._fiscal(book, classes)

    def _fiscal(self, book: xlsxwriter.Workbook, classes: Iterable[Code]) -> None:
        title = "财政拨款收入支出决算总表"
        spent: Spec = {"flow": "expenditure"}
        sheet = self._sheet(book, title, "财决01-1表", 18)
        sheet.merge_range(3, 0, 3, 4, "收入")
        sheet.merge_range(3, 5, 3, 18, "支出")
        for column, head in enumerate(("项目", "行次", "年初预算数", "全年预算数", "决算数", "项目", "行次")):
            sheet.merge_range(4, column, 5, column, head)
        for at, head in enumerate(("年初预算数", "全年预算数", "决算数")):
            sheet.merge_range(4, 7 + 4 * at, 4, 10 + 4 * at, head)
            for inner, name in enumerate(("小计", *FUNDS)):
                sheet.write(5, 7 + 4 * at + inner, name)
        rows: list[Column] = [
            (f"{n}、{name}", {"flow": "income", "fund": fund})
            for n, (name, fund) in zip("一二三", FUNDS.items(), strict=True)
        ]
        rows += [
            ("本年收入合计", {"flow": "income", "fund": "fiscal"}),
            ("年初财政拨款结转和结余", {"flow": "opening", "fund": "fiscal"}),
        ]
        rows += [
            (f"{n}、{name}", {"flow": "opening", "fund": fund})
            for n, (name, fund) in zip("一二三", FUNDS.items(), strict=True)
        ]
        rows += [("总计", {"flow": ["income", "opening"], "fund": "fiscal"})]
        for row, (label, spec) in enumerate(rows, 6):
            sheet.write(row, 0, label)
            self._put(sheet, row, 4, title, label, self.yuan(spec))
        paid: list[Column] = [(code.name, {**spent, "function": code.code}) for code in classes]
        paid += [
            ("本年支出合计", spent),
            ("年末财政拨款结转和结余", {"flow": "closing"}),
            ("总计", {"flow": ["expenditure", "closing"]}),
        ]
        for row, (label, spec) in enumerate(paid, 6):
            sheet.write(row, 5, label)
            for inner, fund in enumerate(("fiscal", *FUNDS.values())):
                self._put(sheet, row, 15 + inner, title, label, self.yuan({**spec, "fund": fund}))

    def _information(self, book: xlsxwriter.Workbook) -> None:
        sheet = self._sheet(book, "机构运行信息表", "财决附03表", 4)
        for column, head in enumerate(("项目", "行次", "预算数", "决算统计数")):
            sheet.write(3, column, head)
        for row, (label, value) in enumerate(self.information, 4):
            sheet.write(row, 0, label)
            sheet.write(row, 1, str(row - 3))
            self._put(sheet, row, 3, "机构运行信息表", label, value)
