"""A seeded generator of plausible books: balanced vouchers with financial and budget lines over twelve months."""

import random
from collections.abc import Iterator
from pathlib import Path

HEADER = "日期,凭证号,分录号,科目,借方,贷方,资金,来源,功能科目,支出类型,经济科目,项目,摘要"
FUNCTIONS = ("2080109", "2080150", "2080199", "2080505", "2080506", "2101102", "2210201", "2080705", "2080501")
ECONOMICS = tuple(f"301{n:02d}" for n in (1, 2, 3, 7, 8, 9, 10, 12, 13)) + tuple(
    f"302{n:02d}" for n in (1, 2, 5, 6, 7, 11, 13, 15, 16, 17, 26, 28, 29, 31, 39, 99)
)
MEMOS = (
    "发放在职人员工资",
    "缴纳机关事业单位基本养老保险费",
    "支付办公用品采购款",
    "报销差旅费",
    "支付物业管理费",
    "支付公务用车燃油费",
)


def voucher_lines(lines: int, seed: int = 2023) -> Iterator[str]:
    """At least `lines` lines of csv, vouchers of four lines each: 7201 against 8001, 5001 against 1002 or 2201."""
    choose = random.Random(seed)
    vouchers = -(-lines // 4)
    for number in range(vouchers):
        month = number * 12 // vouchers + 1
        inside = number - (month - 1) * vouchers // 12
        day = 1 + min(27, inside * 12 * 28 // vouchers)
        head = f"2023-{month:02d}-{day:02d},记-{inside + 1:06d}"
        yield from _voucher(head, choose)


def _voucher(head: str, choose: random.Random) -> Iterator[str]:
    fen = choose.randrange(1_00, 50_000_00)
    amount = f"{fen // 100}.{fen % 100:02d}"
    function, memo = choose.choice(FUNCTIONS), choose.choice(MEMOS)
    project = f"P{choose.randrange(40):03d}" if choose.random() < 0.4 else ""
    kind = "项目支出" if project else "基本支出"
    if choose.random() < 0.1:
        yield f"{head},1,1002,{amount},,,,,,,,{memo}"
        yield f"{head},2,4001,,{amount},,,,,,,{memo}"
        yield f"{head},3,8001,{amount},,,,,,,,{memo}"
        yield f"{head},4,6001,,{amount},一般公共预算,财政拨款,{function},{kind},,{project},{memo}"
        return
    economic = choose.choice(ECONOMICS)
    yield f"{head},1,5001,{amount},,,,,,,{project},{memo}"
    yield f"{head},2,1002,,{amount},,,,,,,{memo}"
    yield f"{head},3,7201,{amount},,一般公共预算,,{function},{kind},{economic},{project},{memo}"
    yield f"{head},4,8001,,{amount},,,,,,,{memo}"


def write_vouchers(path: Path, lines: int, seed: int = 2023) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(HEADER + "\n")
        stream.writelines(line + "\n" for line in voucher_lines(lines, seed))
