"""Small sound books of each type of unit, written as a unit would keep them; tests change one thing in them."""

import csv
from dataclasses import dataclass, field
from pathlib import Path

YEAR = 2023
Cells = dict[str, str]
VOUCHER_COLUMNS = ("日期", "凭证号", "科目", "借方", "贷方", "资金", "来源", "功能科目", "支出类型", "经济科目", "项目",
                   "对方单位")  # fmt: skip
SHEET_COLUMNS = {
    "年初结转": ("资金", "功能科目", "支出类型", "项目", "科目", "金额"),
    "年初调整": ("种类", "资金", "功能科目", "支出类型", "项目", "科目", "金额", "原因"),
    "调整分录": ("收支", "资金", "收入来源", "功能科目", "支出类型", "经济科目", "项目", "金额", "原因"),
    "预算": ("预算", "资金", "功能科目", "支出类型", "经济科目", "金额"),
    "上年": ("名称", "金额"),
    "登记": ("类别", "项目", "数值"),
    "涉密": ("类别", "项目", "依据"),
}
GENERAL, FUNDS, CAPITAL, OTHER = "一般公共预算", "政府性基金预算", "国有资本经营预算", "非财政拨款"
BASIC, PROJECT, OPERATING = "基本支出", "项目支出", "经营支出"
INSURANCE, PENSION = "2080109", "2080505"


@dataclass
class Sample:
    """A books folder in the making: the unit's file and texts line by line, vouchers and sheets row by row."""

    unit: Cells = field(
        default_factory=lambda: {
            "名称": "某市社会保险中心",
            "类型": "事业",
            "年度": str(YEAR),
            "版式": "liaoning-2023",
            "无上年数": "是",
            "无年初预算": "是",
        }
    )
    unit_tail: str = ""
    """Further lines of 单位.yaml."""
    texts: str = ""
    vouchers: list[Cells] = field(default_factory=list)
    sheets: dict[str, list[Cells]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    last_voucher: int = 0

    def income(
        self, yuan: str, account: str = "6001", *, fund: str = GENERAL, function: str = INSURANCE, kind: str = BASIC,
        project: str = "", source: str = "",
    ) -> "Sample":  # fmt: skip
        """A voucher of money that came in."""
        dims = {"资金": fund, "功能科目": function, "支出类型": kind, "项目": project, "来源": source}
        return self.voucher([{"科目": "8001", "借方": yuan}, {"科目": account, "贷方": yuan, **dims}])

    def spend(
        self, yuan: str, account: str = "7201", *, fund: str = GENERAL, function: str = INSURANCE, kind: str = BASIC,
        economic: str = "30201", project: str = "",
    ) -> "Sample":  # fmt: skip
        """A voucher of money that went out."""
        dims = {"资金": fund, "功能科目": function, "支出类型": kind, "经济科目": economic, "项目": project}
        return self.voucher([{"科目": account, "借方": yuan, **dims}, {"科目": "8001", "贷方": yuan}])

    def voucher(self, lines: list[Cells], date: str = f"{YEAR}-06-30") -> "Sample":
        self.last_voucher += 1
        self.vouchers += [{"日期": date, "凭证号": str(self.last_voucher), **line} for line in lines]
        return self

    def row(self, sheet: str, *cells: str) -> "Sample":
        """A row of a sheet, cells in the order of its columns."""
        self.sheets.setdefault(sheet, []).append(dict(zip(SHEET_COLUMNS[sheet], cells, strict=True)))
        return self

    def write(self, folder: Path) -> Path:
        """The books as files of `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        unit = "".join(f"{key}: {value}\n" for key, value in self.unit.items())
        (folder / "单位.yaml").write_text(unit + self.unit_tail, "utf-8")
        if self.texts:
            (folder / "文字.yaml").write_text(self.texts, "utf-8")
        _write_csv(folder / "凭证.csv", VOUCHER_COLUMNS, self.vouchers)
        for name, rows in self.sheets.items():
            _write_csv(folder / f"{name}.csv", SHEET_COLUMNS[name], rows)
        for name, text in self.files.items():
            (folder / name).write_text(text, "utf-8")
        return folder


def _write_csv(path: Path, columns: tuple[str, ...], rows: list[Cells]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns)
        writer.writeheader()
        writer.writerows(rows)


def institution() -> Sample:
    """事业单位: fiscal money of two items, business income, an earmarked project and an operating business."""
    sample = Sample()
    sample.income("1000.00").spend("900.00")
    sample.income("300.00", kind=PROJECT, project="金保工程").spend("250.50", kind=PROJECT, project="金保工程")
    sample.income("120.00", function=PENSION).spend("120.00", function=PENSION, economic="30108")
    sample.income("80.00", "6101", fund=OTHER).spend("60.00", fund=OTHER)
    sample.income("50.00", "6201", fund=OTHER, kind=PROJECT, project="课题").spend(
        "20.00", fund=OTHER, kind=PROJECT, project="课题"
    )
    sample.income("10.00", "6401", fund=OTHER, kind=OPERATING).spend("4.00", "7301", fund=OTHER, kind=OPERATING)
    return sample


def administrative() -> Sample:
    """行政单位: fiscal money, other income and an earmarked project, all of it carried."""
    sample = Sample()
    sample.unit["类型"] = "行政"
    sample.income("1000.00").spend("900.00", "7101")
    sample.income("80.00", "6609", fund=OTHER).spend("60.00", "7101", fund=OTHER)
    sample.income("50.00", "6601", fund=OTHER, kind=PROJECT, project="课题")
    sample.row("年初结转", OTHER, "", BASIC, "", "8202", "15.00")
    return sample


def civil_service_law() -> Sample:
    """参公单位: as an administrative unit, spending through 7101."""
    sample = administrative()
    sample.unit["类型"] = "参公"
    return sample


SOUND = {"行政": administrative, "参公": civil_service_law, "事业": institution}
"""A sound little unit of each type."""
