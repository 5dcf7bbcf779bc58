"""Vouchers in the shapes of further programs, by the headings that these print; no setting is given for them."""

from collections.abc import Callable
from functools import partial

from books_samples import BASIC, FUNDS, GENERAL, OPERATING, PROJECT, Cells
from exported_vouchers import Export, memo, money, sides, total, vouchers

from mingzhang.codes import economic, functional

YEAR = 2023
NAMES = {
    "8001": "资金结存",
    "6001": "财政拨款预算收入",
    "6101": "事业预算收入",
    "6201": "上级补助预算收入",
    "6401": "经营预算收入",
    "7201": "事业支出",
    "7301": "经营支出",
}
ENDS = {BASIC: "01", PROJECT: "02", OPERATING: "03"}


def voucher_list(lines: list[Cells]) -> Export:
    """用友 U8 凭证列表: levels of accounts with their names, auxiliary columns of their own."""
    made = Export()
    put = partial(made.add, "凭证列表.xls", "")
    put(["凭证列表"])
    put(["账套：[001]某市社会保险中心", "", "", "月份：2023.01-2023.12"])
    head = ["制单日期", "凭证编号", "摘要", "科目编码", "科目名称", "币种", "借方金额(本币)", "贷方金额(本币)"]
    put([*head, "部门", "功能分类", "经济分类", "项目编码", "项目名称", "资金性质", "制单人", "审核人", "记账人"])
    for line in lines:
        debit, credit = (money(text) for text in sides(line))
        kind = line.get("支出类型", "")
        account = line["科目"] + ENDS.get(kind, "")
        name = "/".join(part for part in (NAMES[line["科目"]], kind) if part)
        project = line.get("项目", "")
        number = f"记-{int(line['凭证号']):04d}"
        row = [line["日期"].replace("-", "."), number, memo(line), account, name, "人民币", debit, credit, "办公室"]
        row += [line.get("功能科目", ""), line.get("经济科目", ""), f"X{len(project):03d}" if project else "", project]
        put([*row, line.get("资金", ""), "张三", "李四", "李四"], entry=True)
    put(["合计", "", "", "", "", "", total(lines, "借方"), total(lines, "贷方")])
    return made


def journal(lines: list[Cells]) -> Export:
    """NC 序时账: year, month and day, 原币 beside 本币, 【key：value】 in one auxiliary text."""
    made = Export()
    put = partial(made.add, "序时账.xlsx", "序时账")
    put(["核算账簿：某市社会保险中心-基准账簿", "", "", "", "会计期间：2023-01至2023-12"])
    put(["2023年", "", "凭证号", "分录号", "摘要", "科目编码", "科目名称", "辅助项", "币种", "借方", "", "贷方", ""])
    put(["月", "日", "", "", "", "", "", "", "", "原币", "本币", "原币", "本币"])
    for voucher in vouchers(lines):
        for at, line in enumerate(voucher, 1):
            debit, credit = (money(text) for text in sides(line))
            _, month, day = line["日期"].split("-")
            told = {
                "部门": "0101 办公室" if line.get("资金") else "",
                "资金性质": {GENERAL: "111 一般公共预算资金", FUNDS: "12 政府性基金预算资金", "": ""}.get(
                    line.get("资金", ""), "3 单位资金"
                ),
                "支出功能分类": _named(functional(YEAR).name, line.get("功能科目", "")),
                "政府预算经济分类": "50201 办公经费" if line.get("经济科目") else "",
                "部门预算经济分类": _named(economic(YEAR).name, line.get("经济科目", "")),
                "项目类别": line.get("支出类型", ""),
                "预算项目": line.get("项目", ""),
            }
            text = "".join(f"【{key}：{value}】" for key, value in told.items() if value)
            account = [line["科目"], NAMES[line["科目"]], text, "人民币"]
            row = [month, day, f"记账凭证-{int(line['凭证号']):04d}", str(at), memo(line), *account]
            put([*row, debit, debit, credit, credit], entry=True)
    return made


def entries(lines: list[Cells]) -> Export:
    """金蝶 K/3 会计分录序时簿: numbers in first lines, segments by width, items behind ---."""
    made = Export()
    put = partial(made.add, "会计分录序时簿.csv", "")
    head = [
        "日期",
        "会计期间",
        "凭证字号",
        "摘要",
        "科目代码",
        "科目名称",
        "核算项目",
        "币别",
        "原币金额",
        "借方",
        "贷方",
    ]
    put([*head, "制单", "审核", "过账", "附件数"])
    for voucher in vouchers(lines):
        for at, line in enumerate(voucher):
            debit, credit = (money(text) for text in sides(line))
            account = line["科目"]
            if line.get("资金"):
                fund = "01" if line["资金"] == GENERAL else "09"
                account += fund + ENDS[line["支出类型"]] + line["功能科目"] + line.get("经济科目", "")
            first = (
                [line["日期"], f"2023.{int(line['日期'][5:7])}", f"记 - {line['凭证号']}"] if at == 0 else ["", "", ""]
            )
            items = ["部门---01 办公室"] if line.get("资金") else []
            items += [f"项目---{line['项目']}"] if line.get("项目") else []
            row = [*first, memo(line), account, NAMES[line["科目"]], "/".join(items), "人民币", debit or credit]
            put([*row, debit, credit, "张三", "李四", "李四", "0"], entry=True)
        put(["", "", "", "合计", "", "", "", "", "", total(voucher, "借方"), total(voucher, "贷方")])
    return made


def integrated(lines: list[Cells]) -> Export:
    """预算管理一体化 单位核算: codes and names in columns of their own, both economic classes, a sheet of entries."""
    made = Export()
    put = partial(made.add, "导出/凭证明细.xlsx", "sheet1")
    head = [
        "序号",
        "会计年度",
        "会计期间",
        "凭证日期",
        "凭证号",
        "会计科目编码",
        "会计科目名称",
        "摘要",
        "借方金额",
        "贷方金额",
    ]
    head += [
        "资金性质编码",
        "资金性质名称",
        "支出功能分类编码",
        "支出功能分类名称",
        "政府经济分类编码",
        "部门经济分类编码",
    ]
    put([*head, "部门经济分类名称", "项目类别", "预算项目编码", "预算项目名称", "制单人"])
    funds = {GENERAL: ("111", "一般公共预算资金"), "": ("", "")}
    kinds = {BASIC: "1-公用经费", PROJECT: "3-特定目标类", OPERATING: "9-经营", "": ""}
    for at, line in enumerate(lines, 1):
        debit, credit = (money(text) or "0.00" for text in sides(line))
        code, name = funds.get(line.get("资金", ""), ("31", "事业收入资金"))
        _, month, _ = line["日期"].split("-")
        row = [str(at), "2023", month, line["日期"], f"{month}-{line['凭证号']}", line["科目"], NAMES[line["科目"]]]
        row += [memo(line), debit, credit, code, name]
        for key, codes in (("功能科目", functional(YEAR)), ("经济科目", economic(YEAR))):
            value = line.get(key, "")
            row += (
                [value, codes.name(value)]
                if key == "功能科目"
                else ["50201" if value else "", value, codes.name(value)]
            )
        project = line.get("项目", "")
        row += [kinds[line.get("支出类型", "")], f"2101000{len(project)}" if project else "", project, "张三"]
        put(row, entry=True)
    return made


def _named(name: Callable[[str], str], code: str) -> str:
    return f"{code} {name(code)}" if code else ""


VENDORS: dict[str, Callable[[list[Cells]], Export]] = {
    "U8 凭证列表": voucher_list,
    "NC 序时账": journal,
    "K3 会计分录序时簿": entries,
    "一体化 凭证明细": integrated,
}
