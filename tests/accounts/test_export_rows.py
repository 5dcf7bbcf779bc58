"""Rows and files of an export that are no entries, or that count twice: as a program writes them, and what is told."""

from pathlib import Path

import pytest

from mingzhang.accounts.books.load import load
from mingzhang.accounts.region import EVERYTHING
from mingzhang.findings import Severity

UNIT = "名称: 某中心\n类型: 事业\n年度: 2023\n版式: liaoning-2023\n无上年数: 是\n无年初预算: 是\n"
HEAD = "日期,凭证号,科目,借方,贷方,摘要,资金,功能科目,支出类型,经济科目,凭证状态"
ASKING = HEAD.replace("凭证状态", "是否作废")
FISCAL = "一般公共预算,2080109,基本支出"


def voucher(number: str, yuan: str, *, date: str = "2023-02-06", state: str = "已记账", memo: str = "办公费") -> str:
    """A payment and the appropriation that it was paid from."""
    first = f"{date},{number}"
    return (
        f"{first},7201,{yuan},,{memo},{FISCAL},30201,{state}\n{first},8001,,{yuan},{memo},,,,,{state}\n"
        f"{first},8001,{yuan},,{memo},,,,,{state}\n{first},6001,,{yuan},{memo},{FISCAL},,{state}\n"
    )


def total(word: str, yuan: str, account: str = "") -> str:
    return f",,{account},{yuan},{yuan},{word},,,,,\n"


def told(folder: Path, files: dict[str, str], settings: str = "") -> list[tuple[str, str]]:
    """Code and text of what is found, remarks on unconfirmed codes left out."""
    folder.mkdir()
    (folder / "单位.yaml").write_text(UNIT + settings, "utf-8")
    for name, text in files.items():
        head = "" if text.startswith("日期") else f"{HEAD}\n"
        (folder / name).write_text(head + text, "utf-8")
    found = load(folder).findings
    return [(item.code.code, f"{item.place.text()} {item.printed}") for item in found if item.code.code > "B3"]


TWO = voucher("1", "100.00") + voucher("2", "50.00", date="2023-03-06")
CASES = {
    "a sum that holds": ({"凭证.csv": voucher("1", "100.00") + total("合计", "200.00")}, []),
    "a sum that does not": (
        {"凭证.csv": voucher("1", "100.00") + total("合计", "300.00")},
        [("B301", "凭证.csv第6行 合计")],
    ),
    "the period's sum over two months": ({"凭证.csv": TWO + total("本期合计", "300.00")}, []),
    "the period's sum of an account": ({"凭证.csv": TWO + ",,7201,150.00,,本期合计,,,,,\n"}, []),
    "the period's sum is none of what it can be": (
        {"凭证.csv": TWO + total("本期合计", "301.00")},
        [("B301", "凭证.csv第10行 本期合计")],
    ),
    "the month's sum is of its month alone": (
        {"凭证.csv": TWO + total("本月合计", "300.00")},
        [("B301", "凭证.csv第10行 本月合计")],
    ),
    "a year's sum without its first months": (
        {"凭证.csv": voucher("1", "100.00") + total("本年累计", "900.00")},
        [("B302", "凭证.csv第6行 本年累计")],
    ),
    "neither account nor amount": (
        {"凭证.csv": voucher("1", "100.00") + "见附件,,,,,,,,,,\n"},
        [("B307", "凭证.csv第6行 见附件")],
    ),
    "titles and heads again": ({"凭证.csv": voucher("1", "100.00") + f"{HEAD}\n" + voucher("2", "5.00")}, []),
    "a voided voucher": (
        {"凭证.csv": voucher("1", "100.00") + voucher("2", "50.00", state="作废")},
        [("B309", "凭证.csv第6行 共 4 行")],
    ),
    "a column that asks whether it is void": (
        {"凭证.csv": f"{ASKING}\n{voucher('1', '100.00', state='否')}{voucher('2', '50.00', state='是')}"},
        [("B309", "凭证.csv第6行 共 4 行")],
    ),
    "a state that is none of these": ({"凭证.csv": voucher("1", "100.00", state="是")}, []),
    "a memo that speaks of what is void": ({"凭证.csv": voucher("1", "100.00", memo="作废")}, []),
}


@pytest.mark.parametrize("case", CASES)
def test_rows_that_are_no_entries(tmp_path: Path, case: str) -> None:
    files, expected = CASES[case]
    assert told(tmp_path / "账册", files) == expected


def test_a_voided_voucher_does_not_count(tmp_path: Path) -> None:
    told(tmp_path / "账册", {"凭证.csv": voucher("1", "100.00") + voucher("2", "50.00", state="作废")})
    books = load(tmp_path / "账册").books
    assert books is not None
    assert books.ledger.trace(EVERYTHING)["fen"].to_list() == [100_00, 100_00]


FILES = "凭证: {文件: '*年.csv'}\n"


def test_a_voucher_in_two_files_would_count_twice(tmp_path: Path) -> None:
    both = {"上半年.csv": voucher("1", "100.00"), "全年.csv": voucher("1", "100.00") + voucher("2", "5.00")}
    found = told(tmp_path / "重复", both, FILES)
    assert found == [("B310", "全年.csv第2行 与 上半年.csv 相同的 1 张，如 2023-02-06 1 号凭证")]
    assert Severity.ERROR in {item.severity for item in load(tmp_path / "重复").findings}
    other = {"上半年.csv": voucher("1", "100.00"), "下半年.csv": voucher("1", "100.00", date="2023-08-06")}
    assert told(tmp_path / "不同日", other, FILES) == []
    unlike = {"上半年.csv": voucher("1", "100.00"), "下半年.csv": voucher("1", "70.00")}
    assert told(tmp_path / "不同额", unlike, FILES) == []


@pytest.mark.parametrize("column", ["科目", "功能科目", "经济科目", "借方", "日期"])
def test_full_width_digits_are_digits_in_every_column(tmp_path: Path, column: str) -> None:
    lines = [dict(zip(HEAD.split(","), line.split(","), strict=True)) for line in TWO.splitlines()]
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    for line in lines:
        line[column] = line[column].translate(wide)
    assert told(tmp_path / "账册", {"凭证.csv": "".join(",".join(line.values()) + "\n" for line in lines)}) == []
    books = load(tmp_path / "账册").books
    assert books is not None
    traced = books.ledger.trace(EVERYTHING)
    assert traced["fen"].to_list() == [100_00, 100_00, 50_00, 50_00]
    assert set(traced["function"]) == {"2080109"}
    assert set(traced["economic"]) == {"30201", None}


UNITS = [("借方金额（万元）", "B306"), ("借方金额(分)", "B306"), ("借方万元", "B306")]
UNITS += [("借方金额（元）", ""), ("借方（本币，元）", "")]


@pytest.mark.parametrize(("heading", "code"), UNITS)
def test_a_heading_that_tells_another_unit_of_money_is_told(tmp_path: Path, heading: str, code: str) -> None:
    table = f"{HEAD.replace('借方', heading)}\n{voucher('1', '100.00')}"
    found = told(tmp_path / "账册", {"凭证.csv": table}, f"凭证: {{列: {{借方: {heading}}}}}\n")
    assert [each for each, _ in found] == ([code] if code else [])
