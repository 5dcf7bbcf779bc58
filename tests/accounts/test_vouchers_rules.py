"""What an accountant can get wrong in a voucher, each with the finding that tells it and where."""

from pathlib import Path

import pytest

from mingzhang.accounts.books.mapping import VoucherSettings
from mingzhang.accounts.books.projects import read_projects
from mingzhang.accounts.books.vouchers import Vouchers, read_vouchers
from mingzhang.accounts.cube import Coarse, Flow, Fund, Kind, Source
from mingzhang.findings import Severity

HEADER = "日期,凭证号,分录号,科目,借方,贷方,资金,来源,功能科目,支出类型,经济科目,项目,摘要"
SOUND = """
2023-01-05,记-1,1,1002,500.00,,,,,,,,收到财政拨款
2023-01-05,记-1,2,4001,,500.00,,,,,,,收到财政拨款
2023-01-05,记-1,3,8001,500.00,,,,,,,,收到财政拨款
2023-01-05,记-1,4,6001,,500.00,一般公共预算,财政拨款,2080109,基本支出,,,收到财政拨款
2023-01-09,记-2,1,7201,300.00,,一般公共预算,,2080109,基本支出,30101,,发放工资
2023-01-09,记-2,2,8001,,300.00,,,,,,,发放工资
2023-03-09,记-1,1,7201,-20.00,,一般公共预算,,2080109,基本支出,30101,,红字冲销
2023-03-09,记-1,2,8001,,-20.00,,,,,,,红字冲销
2023-12-31,记-9,1,6001,500.00,,一般公共预算,财政拨款,,,,,年末结转
2023-12-31,记-9,2,7201,,280.00,,,,,,,年末结转
2023-12-31,记-9,3,8101,,220.00,,,,,,,年末结转
""".strip()  # rows 2 to 12 of the file


def read(folder: Path, text: str, settings: VoucherSettings | None = None, projects: str = "") -> Vouchers:
    (folder / "凭证.csv").write_text(f"{HEADER}\n{text}\n", "utf-8")
    if projects:
        (folder / "项目.csv").write_text(projects, "utf-8")
    master, found = read_projects(folder)
    assert found == []
    return read_vouchers(folder, settings or VoucherSettings(), 2023, master)


def test_sound_books_are_accepted_and_summed(tmp_path: Path) -> None:
    vouchers = read(tmp_path, SOUND)
    assert vouchers.findings == []
    assert [(entry.coarse, entry.function, entry.economic, entry.fen) for entry in vouchers.entries()] == [
        (Coarse(Flow.EXPENDITURE, Fund.GENERAL, Source.NONE, Kind.BASIC), "2080109", "30101", 280_00),
        (Coarse(Flow.INCOME, Fund.GENERAL, Source.FISCAL, Kind.BASIC), "2080109", "", 500_00),
    ]


def test_closing_vouchers_are_listed_and_left_out(tmp_path: Path) -> None:
    vouchers = read(tmp_path, SOUND)
    assert vouchers.closed is not None
    assert vouchers.closed.to_dicts()[0] | {"date": None} == {
        "file": "凭证.csv", "row": 10, "date": None, "voucher": "记-9", "lines": 3, "fen": 500_00,
    }  # fmt: skip
    moved = {(row["account"], row["closing"]): row["fen"] for row in vouchers.movements().to_dicts()}
    assert moved == {("8001", False): -220_00, ("8101", True): 220_00}


OUTGOING = "2023-01-09,记-2,1,7201,300.00,,一般公共预算,,2080109,基本支出,30101,,发放工资"
INCOMING = "2023-01-05,记-1,4,6001,,500.00,一般公共预算,财政拨款,2080109,基本支出,,,收到财政拨款"
MONEY_OUT = "2023-01-09,记-2,2,8001,,300.00,,,,,,,发放工资"

# what is wrong | the sound line | what stands there instead | finding, row, column, what the finding says
CASES = [
    ("借贷不平", OUTGOING, OUTGOING.replace("300.00", "301.00"), "B117", 6, "", "预算会计借方−贷方＝1.00 元"),
    ("财务会计不平", "4001,,500.00", "4001,,499.50", "B117", 2, "", "财务会计借方−贷方＝0.50 元"),
    ("金额是文字", OUTGOING, OUTGOING.replace("300.00", "叁佰"), "B111", 6, "借方", "叁佰"),
    ("金额三位小数", OUTGOING, OUTGOING.replace("300.00", "300.001"), "B111", 6, "借方", "300.001"),
    ("借贷都有", OUTGOING, OUTGOING.replace("300.00,", "300.00,300.00"), "B114", 6, "", "300.00"),
    ("借贷都无", "8001,,300.00", "8001,,", "B115", 7, "", ""),
    ("日期不是日期", OUTGOING, OUTGOING.replace("2023-01-09", "元月九日"), "B112", 6, "日期", "元月九日"),
    ("日期不存在", OUTGOING, OUTGOING.replace("2023-01-09", "2023-02-30"), "B112", 6, "日期", "2023-02-30"),
    ("没有日期", OUTGOING, OUTGOING.replace("2023-01-09", ""), "B112", 6, "日期", ""),
    ("日期在上年", OUTGOING, OUTGOING.replace("2023-01-09", "2022-12-31"), "B113", 6, "日期", "2022-12-31"),
    ("没有凭证号", OUTGOING, OUTGOING.replace("记-2", ""), "B116", 6, "凭证号", ""),
    ("凭证号重复", "2023-03-09,记-1", "2023-01-19,记-1", "B118", 2, "凭证号", "记-1"),
    ("分录号重复", "记-2,2", "记-2,1", "B119", 7, "分录号", "记-2"),
    ("科目没有对应", ",7201,300.00", ",7999,300.00", "B120", 6, "科目", "7999"),
    ("科目不是科目", ",7201,300.00", ",工资,300.00", "B120", 6, "科目", "工资"),
    ("财务科目不认识", ",1002,", ",1999,", "B121", 2, "科目", "1999"),
    ("收支与结转混在一起",
     "12-31,记-9,3,8101,,220.00", "12-31,记-9,3,8101,,200.00,,,,,,,\n2023-12-31,记-9,4,8001,,20.00",
     "B122", 10, "凭证号", "记-9"),
    ("零金额", "8001,500.00,", "8001,0.00,,,,,,,,补记\n2023-01-05,记-1,5,8001,500.00,", "B123", 4, "", ""),
    ("资金不认识", OUTGOING, OUTGOING.replace("一般公共预算", "预算内"), "B130", 6, "资金", "预算内"),
    ("支出类型不认识", OUTGOING, OUTGOING.replace("基本支出", "日常"), "B130", 6, "支出类型", "日常"),
    ("功能科目只到款", OUTGOING, OUTGOING.replace("2080109", "20801"), "B131", 6, "功能科目", "20801"),
    ("功能科目没有这一类", OUTGOING, OUTGOING.replace("2080109", "2990101"), "B131", 6, "功能科目", "2990101"),
    ("功能科目代码表没有", OUTGOING, OUTGOING.replace("2080109", "2080188"), "B132", 6, "功能科目", "2080188"),
    ("功能科目待核实", OUTGOING, OUTGOING.replace("2080109", "2080101"), "B133", 6, "功能科目", "2080101"),
    ("经济科目只到类", OUTGOING, OUTGOING.replace("30101", "301"), "B135", 6, "经济科目", "301"),
    ("经济科目代码表没有", OUTGOING, OUTGOING.replace("30101", "30188"), "B147", 6, "经济科目", "30188"),
    ("编码与名称不符", OUTGOING, OUTGOING.replace("30101", "[30101]津贴补贴"), "B134", 6, "经济科目", "津贴补贴"),
    ("类型与科目矛盾", OUTGOING, OUTGOING.replace("7201", "7301").replace("一般公共预算", ""), "B136", 6,
     "支出类型", "经营支出"),
    ("来源与科目矛盾", INCOMING, INCOMING.replace("财政拨款,", "事业,", 1), "B136", 5, "来源", "财政拨款"),
    ("收入没有功能科目", INCOMING, INCOMING.replace("2080109", ""), "B137", 5, "功能科目", ""),
    ("收入带有经济科目", INCOMING, INCOMING.replace("基本支出,", "基本支出,30101"), "B138", 5, "经济科目", "30101"),
    ("支出没有资金", OUTGOING, OUTGOING.replace("一般公共预算", ""), "B139", 6, "资金", ""),
    ("支出没有功能科目", OUTGOING, OUTGOING.replace("2080109", ""), "B139", 6, "功能科目", ""),
    ("支出没有类型", OUTGOING, OUTGOING.replace("基本支出", ""), "B139", 6, "支出类型", ""),
    ("支出没有经济科目", OUTGOING, OUTGOING.replace("30101", ""), "B139", 6, "经济科目", ""),
    ("收入没有资金", INCOMING, INCOMING.replace("一般公共预算", ""), "B140", 5, "资金", ""),
    ("财政资金不能上缴", OUTGOING, OUTGOING.replace("7201", "7401").replace("基本支出", ""), "B141", 6,
     "资金", "上缴上级支出"),
    ("国资科目用一般公共预算", OUTGOING, OUTGOING.replace("2080109", "2230105"), "B142", 6, "功能科目", "2230105"),
    ("基金科目用一般公共预算", OUTGOING, OUTGOING.replace("2080109", "2120803"), "B143", 6, "功能科目", "2120803"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_a_problem_is_told_where_it_stands(tmp_path: Path, case: tuple[str, str, str, str, int, str, str]) -> None:
    _, sound, bad, code, row, column, said = case
    assert sound in SOUND
    vouchers = read(tmp_path, SOUND.replace(sound, bad))
    told = [item for item in vouchers.findings if item.code.code == code]
    assert len(told) == 1, [item.text() for item in vouchers.findings]
    assert (told[0].place.file, told[0].place.row, told[0].place.column) == ("凭证.csv", row, column)
    assert said in told[0].text()
    others = {item.code.code for item in vouchers.findings} - {code}
    assert others <= {"B133"}, [item.text() for item in vouchers.findings]


def test_every_problem_is_told_in_one_run(tmp_path: Path) -> None:
    text = SOUND.replace("300.00,,一般公共预算", "叁佰,,预算内").replace("2023-03-09,记-1,1", "元月,记-1,1")
    codes = {item.code.code for item in read(tmp_path, text).findings}
    assert codes == {"B111", "B112", "B130"}


def test_identical_lines_and_other_months_same_number_are_normal(tmp_path: Path) -> None:
    twice = OUTGOING.replace("记-2,1", "记-3,") + "\n" + MONEY_OUT.replace("记-2,2", "记-3,")
    assert read(tmp_path, f"{SOUND}\n{twice}\n{twice}").errors == []


def test_an_unknown_account_is_listed_with_its_sum(tmp_path: Path) -> None:
    line = "2023-05-0{n},记-5{n},1,7999,{n}00.00,,,,,,,,\n2023-05-0{n},记-5{n},2,8001,,{n}00.00,,,,,,,\n"
    vouchers = read(tmp_path, SOUND + "\n" + "".join(line.format(n=n) for n in (1, 2, 3)))
    told = [item for item in vouchers.findings if item.code.code == "B120"]
    assert [item.arithmetic for item in told] == ["共 3 行，合计 600.00 元"]


def test_a_long_list_ends_with_a_count(tmp_path: Path) -> None:
    bad = "\n".join(f"2023-06-01,记-{n},1,7201,x{n},,一般公共预算,,2080109,基本支出,30101,," for n in range(100, 1100))
    told = [item for item in read(tmp_path, f"{SOUND}\n{bad}").findings if item.code.code == "B111"]
    assert len(told) == 201
    assert "另有 800 处" in told[-1].printed
    assert all(item.severity is Severity.ERROR for item in told)
