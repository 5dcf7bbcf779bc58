"""Vouchers as accounting programs export them: the same year's lines, in the shapes that lie on accountants' desks."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from pathlib import Path

import xlsxwriter
from books_samples import BASIC, FUNDS, GENERAL, OPERATING, OTHER, PROJECT, Cells, Sample, institution

from mingzhang.money import fen_of_yuan, yuan_text

Grid = list[list[str]]
UNIT = ["单位名称：某市社会保险中心", "", "", "会计期间：2023年1月至12月", "", "单位：元"]


def year_of_lines() -> Sample:
    """A year whose vouchers lie in different months; numbers begin anew in each."""
    sample = institution()
    last: dict[int, int] = {}
    for number, lines in groupby(sample.vouchers, key=lambda line: int(line["凭证号"])):
        month = min(1 + number, 12)
        last[month] = last.get(month, 0) + 1
        for line in lines:
            line |= {"日期": f"2023-{month:02d}-{5 + number:02d}", "凭证号": str(last[month])}
    return sample


@dataclass
class Export:
    """A file or several, and what 单位.yaml says of them; `rows` are where the lines stand, in their order."""

    grids: dict[tuple[str, str], Grid] = field(default_factory=dict)
    """By file and sheet."""
    settings: str = ""
    rows: list[tuple[str, int]] = field(default_factory=list)
    merges: list[tuple[int, int, int]] = field(default_factory=list)
    """First row, last row (from 1) and column (from 0) of merged cells, of the only grid."""

    def add(self, file: str, sheet: str, row: Sequence[str], *, entry: bool = False) -> None:
        grid = self.grids.setdefault((file, sheet), [])
        grid.append(list(row))
        if entry:
            self.rows.append((f"{file}〔{sheet}〕" if file.endswith("x") else file, len(grid)))

    def write(self, folder: Path) -> None:
        for name in dict.fromkeys(file for file, _ in self.grids):
            sheets = {sheet: grid for (file, sheet), grid in self.grids.items() if file == name}
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            if path.suffix == ".xlsx":
                self._workbook(path, sheets)
            elif path.suffix == ".xls":
                path.write_text(_html(*sheets.values()), "gb18030")
            else:
                mark = "\t" if path.suffix == ".txt" else ","
                text = "".join(
                    mark.join(_quoted(cell, mark) for cell in row) + "\r\n" for row in next(iter(sheets.values()))
                )
                path.write_text(text, "utf-16" if path.suffix == ".txt" else "gb18030", newline="")

    def _workbook(self, path: Path, sheets: dict[str, Grid]) -> None:
        with xlsxwriter.Workbook(path) as book:
            for name, grid in sheets.items():
                sheet = book.add_worksheet(name)
                for at, row in enumerate(grid):
                    for column, text in enumerate(row):
                        if text:
                            sheet.write_string(at, column, text)
                for first, last, column in self.merges:
                    if first < last:
                        sheet.merge_range(first - 1, column, last - 1, column, grid[first - 1][column])


def _quoted(text: str, mark: str) -> str:
    return f'"{text}"' if mark in text else text


def _html(grid: Grid) -> str:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in grid)
    return f'<html><head><meta charset="gb2312"></head><body><table>{rows}</table></body></html>'


def vouchers(lines: list[Cells]) -> Iterator[list[Cells]]:
    for _, group in groupby(lines, key=lambda line: (line["日期"][:7], line["凭证号"])):
        yield list(group)


def memo(line: Cells) -> str:
    return f"{line['日期'][5:7]}月经费{line['凭证号']}"


def money(text: str) -> str:
    return yuan_text(fen_of_yuan(text)) if text else ""


def total(lines: list[Cells], side: str) -> str:
    return yuan_text(sum(fen_of_yuan(line[side]) for line in lines if line.get(side)))


DIMENSIONS = ("资金", "来源", "功能科目", "支出类型", "经济科目", "项目")
NUMBERS = {GENERAL: "01", FUNDS: "02", OTHER: "09", BASIC: "01", PROJECT: "02", OPERATING: "03"}


def dimensions(line: Cells) -> list[str]:
    return [line.get(key, "") for key in DIMENSIONS]


def sides(line: Cells) -> list[str]:
    return [line.get("借方", ""), line.get("贷方", "")]


def page_by_page(lines: list[Cells]) -> Export:
    """Titles above, 过次页 and 承前页 between pages, 本月合计 and 本年累计 below months; amounts with ￥ and commas."""
    made = Export(
        settings="""凭证:
  文件: 凭证打印.csv
  列: {凭证号: 凭证字号, 科目: 科目编码, 借方: 借方金额, 贷方: 贷方金额}
"""
    )
    header = ["日期", "凭证字号", "摘要", "科目编码", "借方金额", "贷方金额", *DIMENSIONS]
    put = partial(made.add, "凭证打印.csv", "")
    for row in (["记账凭证序时簿"], UNIT, [], header):
        put(row)
    done: list[Cells] = []
    for _, group in groupby(lines, key=lambda line: line["日期"][:7]):
        of_month = list(group)
        for line in of_month:
            if len(done) == 7:
                put(["", "", "过次页", "", total(done, "借方"), total(done, "贷方")])
                put(header)
                put(["", "", "承前页", "", total(done, "借方"), total(done, "贷方")])
            printed = [f"￥{money(text)}" if text else "" for text in sides(line)]
            head = [line["日期"], f"记-{line['凭证号']}", memo(line), line["科目"]]
            put([*head, *printed, *dimensions(line)], entry=True)
            done.append(line)
        put(["", "", "本月合计", "", total(of_month, "借方"), total(of_month, "贷方")])
        put(["", "", "本年累计", "", total(done, "借方"), total(done, "贷方")])
    put(["制单：某某", "", "审核：某某", "", "打印日期：2024-01-08"])
    return made


def one_amount(lines: list[Cells]) -> Export:
    """One amount with 借 or 贷, month and day below a year, full-width digits, numbers in merged first lines."""
    made = Export(
        settings="""凭证:
  文件: 凭证.xlsx
  列: {科目: 科目代码, 凭证号: [字, 号], 方向: 借贷, 金额: 金额}
  日期: {月: 月, 日: 日}
  只写首行: [日期, 凭证号]
"""
    )
    wide = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
    put = partial(made.add, "凭证.xlsx", "序时账")
    put(["2023年序时账"])
    put(["月", "日", "字", "号", "摘要", "科目代码", "借贷", "金额", *DIMENSIONS])
    for voucher in vouchers(lines):
        first = len(made.grids["凭证.xlsx", "序时账"]) + 1
        for at, line in enumerate(voucher):
            month, day = (str(int(part)) for part in line["日期"].split("-")[1:])
            head = [month, day, "记", line["凭证号"]] if at == 0 else ["", "", "", ""]
            side = "借方" if line.get("借方") else "贷方"
            amount = money(line[side]).translate(wide)
            put([*head, memo(line), line["科目"], side[0], amount, *dimensions(line)], entry=True)
        made.merges += [(first, first + len(voucher) - 1, column) for column in range(4)]
    return made


def month_and_day(lines: list[Cells]) -> Export:
    """Month and day in one cell, the year in the title alone; a column of dates that holds no year."""
    made = Export(settings="凭证:\n  文件: 序时账.csv\n  日期: {月日: 日期}\n")
    put = partial(made.add, "序时账.csv", "")
    put(["2023年序时账"])
    put(["日期", "凭证号", "摘要", "科目", "借方", "贷方", *DIMENSIONS])
    for line in lines:
        put([line["日期"][5:], line["凭证号"], memo(line), line["科目"], *sides(line), *dimensions(line)], entry=True)
    return made


def month_by_month(lines: list[Cells]) -> Export:
    """A sheet a month, January's empty, and the day alone; a total below each voucher; a cover sheet first."""
    made = Export(settings="凭证:\n  文件: 导出/*.xlsx\n  日期: {日: 日}\n")
    name = "导出/序时账2023.xlsx"
    made.add(name, "封面", ["某市社会保险中心"])
    for number in range(1, 13):
        of_month = [line for line in lines if line["日期"][5:7] == f"{number:02d}"]
        put = partial(made.add, name, f"{number}月")
        put(["日", "凭证号", "摘要", "科目", "借方", "贷方", *DIMENSIONS])
        for voucher in vouchers(of_month):
            for line in voucher:
                head = [line["日期"][8:], line["凭证号"], memo(line), line["科目"]]
                put([*head, *sides(line), *dimensions(line)], entry=True)
            put(["", "", "凭证合计", "", total(voucher, "借方"), total(voucher, "贷方")])
    return made


def file_by_file(lines: list[Cells]) -> Export:
    """A file a month, period and day, dimensions inside accounts that stand with a name; html under the name xls."""
    made = Export(
        settings="""凭证:
  文件: 凭证-*.xls
  日期: {期间: 会计期间, 日: 日}
  列: {凭证号: 凭证编号, 科目: 会计科目}
  科目段:
    - {科目: ["6", "7"], 分隔: ".", 段: {2: 资金, 3: 支出类型, 4: 功能科目, 5: 经济科目, 6: 项目}}
  对照:
    资金: {"01": 一般公共预算, "02": 政府性基金预算, "09": 非财政拨款}
    支出类型: {"01": 基本支出, "02": 项目支出, "03": 经营支出}
    功能科目: {"0": ""}
    经济科目: {"0": ""}
    项目: {"0": ""}
"""
    )
    for month, group in groupby(lines, key=lambda line: line["日期"][5:7]):
        put = partial(made.add, f"凭证-{month}.xls", "")
        put(["会计期间", "日", "凭证编号", "摘要", "会计科目", "借方", "贷方"])
        for line in group:
            account = [line["科目"]]
            if line.get("资金"):
                account += [NUMBERS[line["资金"]], NUMBERS[line["支出类型"]], line["功能科目"]]
                account += [line.get("经济科目") or "0", line.get("项目") or "0"]
            head = [f"2023.{month}", line["日期"][8:], line["凭证号"], memo(line)]
            put([*head, f"{'.'.join(account)} {memo(line)}", *sides(line)], entry=True)
    return made


def auxiliary(lines: list[Cells]) -> Export:
    """Tab-separated UTF-16, dimensions in one text of auxiliary accounting, fused codes and names."""
    made = Export(
        settings="""凭证:
  文件: 辅助明细账.txt
  辅助列:
    资金: {列: 辅助核算, 样式: '资金性质:([^/]+)'}
    功能科目: {列: 辅助核算, 样式: '功能科目:([^/]+)'}
    支出类型: {列: 辅助核算, 样式: '支出类型:([^/]+)'}
    经济科目: {列: 辅助核算, 样式: '经济科目:([^/]+)'}
    项目: {列: 辅助核算, 样式: '项目:([^/]+)$'}
"""
    )
    names = {"功能科目": "功能科目", "资金": "资金性质", "支出类型": "支出类型", "经济科目": "经济科目", "项目": "项目"}
    fused = {
        "2080109": "2080109 社会保险经办机构",
        "2080505": "[2080505]机关事业单位基本养老保险缴费支出",
        "30201": "30201-办公费",
        "30108": "[30108]机关事业单位基本养老保险缴费",
    }
    put = partial(made.add, "辅助明细账.txt", "")
    put(["日期", "凭证号", "科目", "摘要", "借方", "贷方", "辅助核算"])
    for line in lines:
        text = "/".join(f"{name}:{fused.get(line[key], line[key])}" for key, name in names.items() if line.get(key))
        head = [line["日期"].replace("-", "/"), line["凭证号"], line["科目"], memo(line)]
        put([*head, *sides(line), text], entry=True)
    return made


EXPORTS: dict[str, Callable[[list[Cells]], Export]] = {
    "page by page": page_by_page,
    "one amount": one_amount,
    "month and day in a cell": month_and_day,
    "a sheet a month": month_by_month,
    "a file a month": file_by_file,
    "auxiliary accounting": auxiliary,
}
