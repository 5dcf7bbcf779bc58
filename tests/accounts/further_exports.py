"""Vouchers in shapes that programs print for people: heads on every page, full-width codes, words beside rows."""

from collections.abc import Callable
from functools import partial

from books_samples import FUNDS, GENERAL, Cells
from exported_vouchers import DIMENSIONS, Export, dimensions, memo, money, sides
from vendor_exports import ENDS, NAMES

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
ROWS_A_PAGE = 7


def full_width(lines: list[Cells]) -> Export:
    """新中大: one amount with its side, every digit of codes and amounts full width."""
    made = Export()
    put = partial(made.add, "会计凭证列表.csv", "")
    put(["会计凭证列表"])
    head = ["记账日期", "凭证编号", "摘要说明", "科目", "借贷方向", "金额", "资金类型", "支出功能分类", "支出经济分类"]
    put([*head, "支出性质", "项目"])
    for line in lines:
        debit, credit = sides(line)
        account = f"{line['科目'].translate(FULL_WIDTH)} {NAMES[line['科目']]}"
        codes = [line.get(key, "").translate(FULL_WIDTH) for key in ("功能科目", "经济科目")]
        row = [line["日期"], f"记-{line['凭证号']}", memo(line), account, "借" if debit else "贷"]
        row += [money(debit or credit).translate(FULL_WIDTH), line.get("资金", ""), *codes]
        put([*row, line.get("支出类型", ""), line.get("项目", "")], entry=True)
    return made


def printed_pages(lines: list[Cells]) -> Export:
    """A journal as printed: title and both rows of headings again on every page, below each its foot."""
    made = Export()
    put = partial(made.add, "明细账.xlsx", "明细账")

    def head() -> None:
        put(["明细账"])
        put(["2023年", "", "凭证", "", "摘要", "会计科目", "", "金额", "", *DIMENSIONS])
        put(["月", "日", "字", "号", "", "编码", "名称", "借方", "贷方"])

    head()
    for at, line in enumerate(lines, 1):
        _, month, day = line["日期"].split("-")
        debit, credit = (money(text) for text in sides(line))
        row = [str(int(month)), str(int(day)), "记", line["凭证号"], memo(line), line["科目"], NAMES[line["科目"]]]
        put([*row, debit, credit, *dimensions(line)], entry=True)
        if at % ROWS_A_PAGE == 0:
            put([f"第{at // ROWS_A_PAGE}页", "", "", "", "打印日期：2024-01-15"])
            head()
    return made


def english(lines: list[Cells]) -> Export:
    """A table of a database under English names."""
    made = Export()
    put = partial(made.add, "export.csv", "")
    put(["Posting Date", "Doc No", "Description", "Account Code", "Account Name", "Debit", "Credit", *DIMENSIONS])
    for line in lines:
        row = [line["日期"], line["凭证号"], memo(line), line["科目"], NAMES[line["科目"]], *map(money, sides(line))]
        put([*row, *dimensions(line)], entry=True)
    return made


def side_by_side(lines: list[Cells]) -> Export:
    """平行记账: the entry of financial accounting in the same row."""
    made = Export()
    put = partial(made.add, "平行记账.csv", "")
    head = ["日期", "凭证号", "摘要", "财务会计科目", "财务借方", "财务贷方", "预算会计科目", "预算借方", "预算贷方"]
    put([*head, *DIMENSIONS])
    for line in lines:
        amounts = [money(text) for text in sides(line)]
        financial = "5001" if amounts[0] else "1002"
        row = [line["日期"], line["凭证号"], memo(line), financial, *amounts, line["科目"], *amounts]
        put([*row, *dimensions(line)], entry=True)
    return made


def hyphens(lines: list[Cells]) -> Export:
    """金蝶 EAS: items behind a hyphen, all in one column."""
    made = Export()
    put = partial(made.add, "凭证序时簿.xlsx", "凭证")
    put(["业务日期", "凭证字号", "分录", "摘要", "科目", "借方", "贷方", "横向核算项目"])
    keys = ("资金性质", "收入来源", "功能分类", "支出类型", "经济分类", "项目")
    for line in lines:
        told = [f"{key}-{text}" for key, text in zip(keys, dimensions(line), strict=True) if text and key != "收入来源"]
        row = [line["日期"], f"记 {line['凭证号']}", "", memo(line), f"{line['科目']}-{NAMES[line['科目']]}"]
        put([*row, *map(money, sides(line)), "/".join(told)], entry=True)
    return made


def backslashes(lines: list[Cells]) -> Export:
    """Segments of an account code behind backslashes, the kind as its last level's name."""
    made = Export()
    put = partial(made.add, "序时账.txt", "")
    put(["年", "月", "日", "凭证类别", "凭证号", "摘要", "科目编码", "末级科目", "借方发生额", "贷方发生额", "专项"])
    funds = {GENERAL: "01", FUNDS: "02"}
    for line in lines:
        code = [line["科目"]]
        if line.get("资金"):
            code += [funds.get(line["资金"], "09"), ENDS[line["支出类型"]], line["功能科目"], line.get("经济科目", "")]
        row = [*line["日期"].split("-"), "记", line["凭证号"], memo(line), "\\".join(part for part in code if part)]
        put([*row, line.get("支出类型", ""), *map(money, sides(line)), line.get("项目", "")], entry=True)
    return made


def voided(lines: list[Cells]) -> Export:
    """一体化: the state of each voucher beside its lines; a voided one is exported too."""
    made = Export()
    put = partial(made.add, "凭证导出.csv", "")
    put(["日期", "凭证号", "摘要", "科目编码", "借方金额", "贷方金额", *DIMENSIONS, "凭证状态"])
    first = [line for line in lines if (line["日期"], line["凭证号"]) == (lines[0]["日期"], lines[0]["凭证号"])]
    for line in lines:
        row = [line["日期"], line["凭证号"], memo(line), line["科目"], *map(money, sides(line)), *dimensions(line)]
        put([*row, "已记账"], entry=True)
    for line in first:
        row = [line["日期"], "99", memo(line), line["科目"], *map(money, sides(line)), *dimensions(line)]
        put([*row, "作废"])
    return made


def by_name(lines: list[Cells]) -> Export:
    """A journal for people: accounts by their names alone, the levels below behind strokes."""
    made = Export()
    put = partial(made.add, "凭证一览.csv", "")
    put(["制单日期", "凭证号", "摘要", "会计科目", "借方金额", "贷方金额", "项目"])
    for line in lines:
        path = [NAMES[line["科目"]]]
        if line.get("资金"):
            path += [line["资金"], line["支出类型"], line["功能科目"], line.get("经济科目", "")]
        row = [line["日期"], line["凭证号"], memo(line), "/".join(part for part in path if part)]
        put([*row, *map(money, sides(line)), line.get("项目", "")], entry=True)
    return made


FURTHER: dict[str, Callable[[list[Cells]], Export]] = {
    "full width": full_width,
    "printed pages": printed_pages,
    "English headings": english,
    "side by side": side_by_side,
    "items behind hyphens": hyphens,
    "segments behind backslashes": backslashes,
    "voided vouchers": voided,
    "accounts by name": by_name,
}
