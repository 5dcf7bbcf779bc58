"""The sheets beside the vouchers: what they come to, and one thing wrong at a time, told with its place."""

from fractions import Fraction
from pathlib import Path

import pytest
from books_samples import (
    BASIC,
    CAPITAL,
    FUNDS,
    GENERAL,
    INSURANCE,
    OPERATING,
    OTHER,
    PENSION,
    PROJECT,
    Sample,
    administrative,
    institution,
)

from mingzhang.accounts.books.load import load
from mingzhang.accounts.books.model import Books, Withheld
from mingzhang.accounts.books.registers import register_text
from mingzhang.accounts.forms.vocabulary import region_at
from mingzhang.findings import Severity

SLIPS = [
    # sheet, row, code, column, what the finding says
    ("年初结转", (GENERAL, "", BASIC, "", "", "1.00"), "B221", "功能科目", "写明功能科目"),
    ("年初结转", (GENERAL, INSURANCE, "", "", "", "1.00"), "B221", "支出类型", "基本支出、项目支出"),
    ("年初结转", ("一般公供", INSURANCE, BASIC, "", "", "1.00"), "B130", "资金", "一般公共预算"),
    ("年初结转", (GENERAL, INSURANCE, BASIC, "", "", "一元"), "B111", "金额", "两位小数"),
    ("年初结转", (GENERAL, INSURANCE, BASIC, "", "", ""), "B221", "金额", "填写“金额”"),
    ("年初结转", (GENERAL, "2230105", BASIC, "", "", "1.00"), "B231", "功能科目", "223 类"),
    ("年初结转", (CAPITAL, INSURANCE, BASIC, "", "", "1.00"), "B231", "功能科目", "国有资本经营预算 2080109"),
    ("年初结转", (GENERAL, INSURANCE, PROJECT, "", "8201", "1.00"), "B232", "科目", "8101 财政拨款结转"),
    ("年初结转", (OTHER, "", BASIC, "", "", "1.00"), "B232", "支出类型", "8202 非财政拨款结余"),
    ("年初结转", (OTHER, "", OPERATING, "", "8999", "1.00"), "B222", "科目", "如 8101"),
    ("年初结转", (GENERAL, INSURANCE, BASIC, "", "", "-1.00"), "B238", "", "年初合计 -1.00 元"),
    ("年初调整", ("其他", GENERAL, INSURANCE, BASIC, "", "", "1.00", "甲"), "B234", "种类", "会计差错更正"),
    ("年初调整", ("归集调入", GENERAL, INSURANCE, BASIC, "", "", "-1.00", "甲"), "B235", "金额", "写正数"),
    ("年初调整", ("归集调入", GENERAL, INSURANCE, BASIC, "", "", "1.00", ""), "B221", "原因", "填写“原因”"),
    ("年初调整", ("单位内部调剂", GENERAL, INSURANCE, BASIC, "", "", "1.00", "甲"), "B237", "", "应为：0.00 元"),
    ("调整分录", ("支出", GENERAL, "", INSURANCE, BASIC, "", "", "1.00", "甲"), "B221", "经济科目", "支出写明经济科目"),
    (
        "调整分录",
        ("收入", GENERAL, "财政拨款", INSURANCE, BASIC, "30201", "", "1.00", "甲"),
        "B241",
        "经济科目",
        "收入不写",
    ),
    ("调整分录", ("支出", GENERAL, "", INSURANCE, "经营支出", "30201", "", "1.00", "甲"), "B242", "", "经营支出"),
    (
        "调整分录",
        ("结余", GENERAL, "", INSURANCE, BASIC, "30201", "", "1.00", "甲"),
        "B222",
        "收支",
        "收入、支出、年末",
    ),
    ("调整分录", ("年末结转和结余", GENERAL, "", INSURANCE, BASIC, "", "", "0.00", "甲"), "B250", "收支", "逐项得出"),
    ("调整分录", ("结余分配", OTHER, "", "", BASIC, "", "", "-1.00", "甲"), "B249", "", "结余分配合计多出 -1.00 元"),
    ("调整分录", ("支出", GENERAL, "", INSURANCE, BASIC, "30202", "", "-1.00", "甲"), "B255", "", "全年合计 -1.00 元"),
    ("登记", ("公务用车", "保有数", "1"), "B261", "项目", "是否想写“保有量”？"),
    ("登记", ("公车", "保有量", "1"), "B261", "类别", "是否想写“公务用车”？"),
    ("登记", ("公务用车", "保有量", "1.5"), "B262", "数值", "以辆计的整数"),
    ("登记", ("公务用车", "保有量", "-1"), "B262", "数值", "不小于零"),
    ("登记", ("公务接待", "国内金额", "1.234"), "B262", "数值", "最多两位小数"),
    ("登记", ("公务接待", "国内金额", "很多"), "B262", "数值", "最多两位小数"),
    ("涉密", ("功能科目", "2040202", "国家秘密目录"), "B264", "项目", "2040202"),
    ("涉密", ("登记", "公务用车.保有量", "国家秘密目录"), "B264", "项目", "公务用车.保有量"),
    ("涉密", ("文字", "用途", "国家秘密目录"), "B264", "项目", "用途"),
    ("涉密", ("功能科目", "2080", "国家秘密目录"), "B222", "项目", "3、5 或 7 位"),
    ("涉密", ("科目", INSURANCE, "国家秘密目录"), "B222", "类别", "功能科目、登记、文字之一"),
    ("涉密", ("功能科目", INSURANCE, ""), "B221", "依据", "填写“依据”"),
]


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_a_sheet(slip: tuple[str, tuple[str, ...], str, str, str], tmp_path: Path) -> None:
    sheet, row, code, column, says = slip
    findings = load(institution().row(sheet, *row).write(tmp_path)).findings
    assert [item.code.code for item in findings] == [code], [item.text() for item in findings]
    told = findings[0]
    if code not in {"B237", "B249", "B255"}:  # these are about sums
        assert (told.place.file, told.place.row) == (f"{sheet}.csv", 2)
    assert told.place.column == column
    assert says in told.text()


def sound(sample: Sample, folder: Path) -> Books:
    result = load(sample.write(folder))
    assert [item.text() for item in result.findings if item.severity is Severity.ERROR] == []
    assert result.books is not None
    return result.books


def fen(books: Books, expression: str, measure: str = "actual") -> int | None:
    known = books.measures.named(measure)
    value = known.value(region_at(expression)) if known is not None else None
    return value.fen if value is not None else None


def test_the_printed_opening_balance_is_the_one_after_adjustment(tmp_path: Path) -> None:
    sample = institution().row("年初结转", GENERAL, INSURANCE, PROJECT, "金保工程", "8101", "100.00")
    sample.row("年初调整", "归集上缴", GENERAL, INSURANCE, PROJECT, "金保工程", "8101", "-30.00", "清理两年以上结转")
    books = sound(sample, tmp_path)
    assert fen(books, "年初结转和结余") == 7000
    trace = books.ledger.trace(region_at("年初结转和结余"))
    assert trace.select("origin", "fen", "reason").rows() == [
        ("年初", 10000, ""),
        ("年初", -3000, "归集上缴：清理两年以上结转"),
    ]
    assert trace["file"].to_list() == ["年初结转.csv", "年初调整.csv"]


def test_reserves_of_an_institution_are_no_opening_balance(tmp_path: Path) -> None:
    sample = institution().row("年初结转", OTHER, "", "", "", "8202", "5.00")
    sample.spend("70.00", fund=OTHER)
    result = load(sample.write(tmp_path))
    assert [item.code.code for item in result.findings] == ["B254"]
    assert result.books is not None
    assert fen(result.books, "年初结转和结余") == 0
    assert fen(result.books, "使用非财政拨款结余") == 5000


def test_operating_balances_belong_to_institutions(tmp_path: Path) -> None:
    sample = administrative().row("年初结转", OTHER, "", OPERATING, "", "8401", "5.00")
    assert [item.code.code for item in load(sample.write(tmp_path)).findings] == ["B233"]


def test_adjustments_are_in_the_sums_and_in_every_trace(tmp_path: Path) -> None:
    sample = institution()
    sample.row("调整分录", "支出", GENERAL, "", INSURANCE, BASIC, "30201", "", "-5.00", "决算批复调减")
    sample.row("调整分录", "支出", GENERAL, "", PENSION, BASIC, "30108", "", "5.00", "决算批复调增")
    sample.row("调整分录", "收入", GENERAL, "财政拨款", PENSION, BASIC, "", "", "5.00", "决算批复调增")
    books = sound(sample, tmp_path)
    assert fen(books, "一般公共预算财政拨款支出/2080109#30201") == 114550
    assert fen(books, f"年末财政拨款结转和结余/{PENSION}") == 0
    trace = books.ledger.trace(region_at("一般公共预算财政拨款支出#30108"))
    assert trace.select("origin", "fen", "reason").rows() == [("凭证", 12000, None), ("调整", 500, "决算批复调增")]
    assert trace["fen"].sum() == fen(books, "一般公共预算财政拨款支出#30108")


def budgeted() -> Sample:
    sample = institution()
    del sample.unit["无年初预算"]
    sample.row("预算", "年初预算", GENERAL, INSURANCE, BASIC, "", "1000.00")
    sample.row("预算", "年初预算", GENERAL, INSURANCE, PROJECT, "", "300.00")
    sample.row("预算", "年初预算", "", "", "", "公务接待费", "20.00")
    return sample.row("预算", "年初预算", "", "", "", "31013公务用车购置", "180.00")


def test_budgets_are_known_by_item_and_for_the_three_public_expenses(tmp_path: Path) -> None:
    books = sound(budgeted(), tmp_path)

    def budget(expression: str) -> int | None:
        return fen(books, expression, "opening_budget")

    assert budget("财政拨款支出") == 130000
    assert budget(f"一般公共预算财政拨款支出/{INSURANCE}") == 130000
    assert budget("财政拨款项目支出") == 30000
    assert budget("政府性基金预算财政拨款支出") == 0
    assert budget("本年支出合计") is None  # the sheet says nothing of non-fiscal money
    assert budget("“三公”经费") == 20000
    assert budget("公务用车购置及运行维护费") == 18000
    assert budget("公务用车购置费") == 18000
    assert budget("因公出国（境）费") == 0
    assert budget("一般公共预算财政拨款支出#30201") is None
    assert books.measures.adjusted_budget is None


def test_a_budget_of_all_money_covers_all_money(tmp_path: Path) -> None:
    sample = budgeted().row("预算", "年初预算", OTHER, INSURANCE, BASIC, "", "60.00")
    assert fen(sound(sample, tmp_path), "本年支出合计", "opening_budget") == 136000


BUDGET_SLIPS = [
    (("年中预算", GENERAL, INSURANCE, BASIC, "", "1.00"), "B222", "预算"),
    (("年初预算", GENERAL, INSURANCE, "", "", "1.00"), "B221", "支出类型"),
    (("年初预算", GENERAL, INSURANCE, OPERATING, "", "1.00"), "B242", ""),
    (("年初预算", FUNDS, "2230105", BASIC, "", "1.00"), "B231", "功能科目"),
    (("年初预算", "", "", "", "接待费用", "1.00"), "B222", "经济科目"),
    (("年初预算", "", INSURANCE, "", "公务接待费", "1.00"), "B246", "经济科目"),
    (("年初预算", OTHER, "", "", "公务接待费", "1.00"), "B247", "资金"),
]
SUMS_BELOW_ZERO = [(GENERAL, PENSION, BASIC, "", "-1.00"), ("", "", "", "公务接待费", "-20.01")]


@pytest.mark.parametrize("row", SUMS_BELOW_ZERO)
def test_a_budget_is_not_below_zero(row: tuple[str, ...], tmp_path: Path) -> None:
    told = load(budgeted().row("预算", "年初预算", *row).write(tmp_path)).findings
    assert [item.code.code for item in told] == ["B248"]


@pytest.mark.parametrize(("row", "code", "column"), BUDGET_SLIPS)
def test_a_slip_in_the_budget(row: tuple[str, ...], code: str, column: str, tmp_path: Path) -> None:
    told = load(budgeted().row("预算", *row).write(tmp_path)).findings
    assert [(item.code.code, item.place.row, item.place.column) for item in told] == [(code, 6, column)]


def test_a_budget_is_asked_for_or_declared_absent(tmp_path: Path) -> None:
    sample = institution()
    del sample.unit["无年初预算"]
    assert [item.code.code for item in load(sample.write(tmp_path / "甲")).findings] == ["B243"]
    sample = budgeted()
    sample.unit["新单位"] = "是"
    assert [item.code.code for item in load(sample.write(tmp_path / "乙")).findings] == ["B244"]
    sample = budgeted()
    sample.sheets["预算"] = sample.sheets["预算"][:2]
    assert [item.code.code for item in load(sample.write(tmp_path / "丙")).findings] == ["B245"]


def test_registers_hold_what_the_unit_filled_in(tmp_path: Path) -> None:
    sample = institution().row("登记", "公务用车", "保有量", "3").row("登记", "国有资产", "房屋建筑面积", "1,250.5")
    books = sound(sample, tmp_path)
    assert books.registers == {"公务用车": {"保有量": 3}, "国有资产": {"房屋建筑面积": Fraction(2501, 2)}}
    assert register_text("公务用车", "保有量", Fraction(3)) == "3"
    assert register_text("国有资产", "房屋建筑面积", Fraction(2501, 2)) == "1250.5"
    assert register_text("公务接待", "国内金额", Fraction(1200)) == "1200.00"


def test_a_register_item_stands_once(tmp_path: Path) -> None:
    sample = institution().row("登记", "公务用车", "保有量", "3").row("登记", "公务用车", "保有量", "3")
    told = load(sample.write(tmp_path)).findings
    assert [(item.code.code, item.place.row) for item in told] == [("B263", 3)]


def test_what_is_secret_is_listed(tmp_path: Path) -> None:
    sample = institution().row("登记", "公务用车", "保有量", "3").row("涉密", "文字", "用途.项目支出", "国家秘密目录")
    sample.texts = "用途: {项目支出: 某工程}"
    sample.row("涉密", "功能科目", "20805", "国家秘密目录").row("涉密", "登记", "公务用车.保有量", "国家秘密目录")
    assert sound(sample, tmp_path).withheld == (
        Withheld("文字", "用途.项目支出", "国家秘密目录"),
        Withheld("功能科目", "20805", "国家秘密目录"),
        Withheld("登记", "公务用车.保有量", "国家秘密目录"),
    )


def closed_institution() -> Sample:
    """The sample with the closing vouchers of its fiscal and other money."""
    sample = institution()
    fiscal = {"资金": GENERAL, "功能科目": INSURANCE}
    pension = {"资金": GENERAL, "功能科目": PENSION, "支出类型": BASIC}
    date = "2023-12-31"
    sample.voucher(
        [
            {"科目": "6001", "借方": "1000.00", "支出类型": BASIC, **fiscal},
            {"科目": "6001", "借方": "300.00", "支出类型": PROJECT, **fiscal},
            {"科目": "6001", "借方": "120.00", **pension},
            {"科目": "8101", "贷方": "1300.00", "支出类型": BASIC, **fiscal},
            {"科目": "8101", "贷方": "120.00", **pension},
        ],
        date,
    )
    sample.voucher(
        [
            {"科目": "8101", "借方": "1150.50", "支出类型": BASIC, **fiscal},
            {"科目": "8101", "借方": "120.00", **pension},
            {"科目": "7201", "贷方": "900.00", "支出类型": BASIC, "经济科目": "30201", **fiscal},
            {"科目": "7201", "贷方": "250.50", "支出类型": PROJECT, "经济科目": "30201", **fiscal},
            {"科目": "7201", "贷方": "120.00", "经济科目": "30108", **pension},
        ],
        date,
    )
    other = {"资金": OTHER, "功能科目": INSURANCE}
    return sample.voucher(
        [
            {"科目": "6101", "借方": "80.00", "支出类型": BASIC, **other},
            {"科目": "6201", "借方": "50.00", "支出类型": PROJECT, **other},
            {"科目": "6401", "借方": "10.00", "支出类型": OPERATING, **other},
            {"科目": "7201", "贷方": "80.00", "支出类型": BASIC, "经济科目": "30201", **other},
            {"科目": "7301", "贷方": "4.00", "支出类型": OPERATING, "经济科目": "30201", **other},
            {"科目": "8501", "贷方": "20.00", **other},
            {"科目": "8201", "贷方": "30.00", **other},
            {"科目": "8401", "贷方": "6.00", **other},
        ],
        date,
    )


def test_balances_are_reconciled_with_the_closing_vouchers(tmp_path: Path) -> None:
    books = sound(closed_institution(), tmp_path / "甲")
    assert "年末结转和结余与 8 类科目的发生额核对一致" in books.notices
    assert any(notice.startswith("年末结转凭证 3 张") for notice in books.notices)
    assert fen(books, "年末财政拨款结转和结余") == 14950
    assert any("未与 8 类科目核对" in notice for notice in sound(institution(), tmp_path / "乙").notices)


def test_an_item_that_was_not_closed_is_told_with_its_arithmetic(tmp_path: Path) -> None:
    sample = closed_institution().income("7.00")
    told = load(sample.write(tmp_path)).findings
    assert [item.code.code for item in told] == ["B256"]
    assert told[0].place.text() == f"凭证.csv“一般公共预算”部分“{INSURANCE}”行"
    assert told[0].arithmetic == (
        "收入－支出 156.50＋年初调整 0.00＝156.50 元，8101、8102 贷方－借方 149.50 元，相差 -7.00 元"
    )


def test_other_money_that_was_not_closed_is_told(tmp_path: Path) -> None:
    told = load(closed_institution().spend("3.00", fund=OTHER).write(tmp_path)).findings
    assert [(item.code.code, item.place.block) for item in told] == [("B256", OTHER)]
    assert told[0].arithmetic.endswith("相差 3.00 元")


def test_an_adjustment_booked_to_8101_wants_its_row_in_the_sheet(tmp_path: Path) -> None:
    booked = [
        {"科目": "8101", "借方": "9.50", "资金": GENERAL, "功能科目": INSURANCE},
        {"科目": "8001", "贷方": "9.50"},
    ]
    sample = closed_institution().voucher(booked)
    assert [item.code.code for item in load(sample.write(tmp_path / "甲")).findings] == ["B256"]
    sample.row("年初结转", GENERAL, INSURANCE, BASIC, "", "", "10.00")
    sample.row("年初调整", "归集上缴", GENERAL, INSURANCE, BASIC, "", "", "-9.50", "清理")
    assert load(sample.write(tmp_path / "乙")).findings == ()


def test_a_balance_list_stands_in_place_of_vouchers(tmp_path: Path) -> None:
    folder = institution().write(tmp_path)
    (folder / "余额表.csv").write_text(
        f"类别,资金,来源,功能科目,支出类型,经济科目,金额\n"
        f"收入,{GENERAL},财政拨款,{INSURANCE},{BASIC},,100.00\n"
        f"支出,{GENERAL},,{INSURANCE},{BASIC},30201,90.00\n",
        "utf-8",
    )
    assert [item.code.code for item in load(folder).findings] == ["B265"]
    (folder / "凭证.csv").unlink()
    books = load(folder).books
    assert books is not None
    assert fen(books, "年末财政拨款结转和结余") == 1000
    assert books.notices == ("收支取自余额表，没有凭证",)
    assert books.ledger.trace(region_at("本年支出合计"))["origin"].to_list() == ["余额表"]


def test_what_follows_from_a_slip_is_not_told_again(tmp_path: Path) -> None:
    """A bad row of the opening leaves an item overspent; only the row is wrong."""
    sample = institution().row("年初结转", GENERAL, INSURANCE, BASIC, "", "", "一百元").spend("200.00")
    sample.row("涉密", "功能科目", INSURANCE, "国家秘密目录")
    assert [item.code.code for item in load(sample.write(tmp_path / "甲")).findings] == ["B111"]
    sample.vouchers[0]["借方"] = "一千元"
    assert {item.code.code for item in load(sample.write(tmp_path / "乙")).findings} == {"B111"}


def test_a_project_that_the_master_does_not_know(tmp_path: Path) -> None:
    sample = institution().row("年初结转", GENERAL, INSURANCE, PROJECT, "X9", "", "1.00")
    sample.files["项目.csv"] = "项目编码,项目名称\nP1,金保工程\nP2,课题\n"
    told = load(sample.write(tmp_path)).findings
    assert [(item.code.code, item.place.text()) for item in told] == [("B144", "年初结转.csv第2行“项目”列")]


STRAYS = ["年初结转表.csv", "年初结存.csv", "年初结转 .csv", "2023年预算草案.csv", "文字.yml", "文字.yaml.txt"]
STRAYS += ["上年(2).json", "登记表.xlsx", "账册.xls", "账册 - 副本.xlsx"]


@pytest.mark.parametrize("name", STRAYS)
def test_a_file_that_is_nearly_a_table_is_remarked(name: str, tmp_path: Path) -> None:
    sample = institution()
    sample.files[name] = ""
    told = load(sample.write(tmp_path)).findings
    assert [(item.code.code, item.place.file) for item in told] == [("B266", name)]


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    sample = institution().row("登记", "公务用车", "保有量", "3")
    names = ["说明.md", "绩效项目.xlsx", "登记表.csv", "科目对照.csv", "备份.json", "绩效.yaml"]
    sample.files |= dict.fromkeys(names, "")
    assert load(sample.write(tmp_path)).findings == ()
