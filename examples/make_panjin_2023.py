"""Makes the vouchers of examples/panjin-2023 from reconstructed amounts: seeded, the same file every time.

The unit's real vouchers are not public. `来源/公布数.csv` holds every figure that its final accounts print,
`来源/余额表.csv` amounts in 分 that print them (made by `mingzhang reconstruct`). This program spreads them over a year
of plausible payments, with the parallel lines of financial accounting and the year-end closing.

    python examples/make_panjin_2023.py
"""

import csv
import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mingzhang import codes
from mingzhang.money import fen_of_yuan, yuan_text

HERE = Path(__file__).parent / "panjin-2023"
YEAR = 2023
SEED = 211100
COLUMNS = (
    "日期",
    "凭证号",
    "分录号",
    "科目",
    "摘要",
    "借方",
    "贷方",
    "资金",
    "来源",
    "功能科目",
    "支出类型",
    "经济科目",
    "项目",
)
SPENDING, RECEIPT, COST, REVENUE = "7201.01", "6001", "5001", "4001"
LAST_DAY = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True)
class Payment:
    """One payment: what was spent from which fund, and when."""

    month: int
    day: int
    batch: str
    """Payments of one batch on one day share a voucher."""
    memo: str
    fund: str
    function: str
    kind: str
    economic: str
    project: str
    fen: int


@dataclass(frozen=True)
class Rhythm:
    """How an amount falls over the year: the months, how many payments in each, and what the memo says."""

    months: Sequence[int]
    times: int
    memo: str
    batch: str


def amounts() -> Iterator[dict[str, str]]:
    """The reconstructed expenditure, one row a combination of fund, function, kind and economic class."""
    with (HERE / "来源" / "余额表.csv").open(encoding="utf-8-sig", newline="") as handle:
        for row in csv.DictReader(handle):
            if row["经济科目"]:
                yield row


def split(fen: int, parts: int, chance: random.Random) -> list[int]:
    """An amount in `parts` uneven payments of whole 角, the last one taking what is left."""
    if parts == 1 or fen < parts * 1000:
        return [fen]
    weights = [chance.uniform(0.7, 1.3) for _ in range(parts)]
    whole = sum(weights)
    shares = [int(fen * weight / whole) // 10 * 10 for weight in weights[:-1]]
    return [*shares, fen - sum(shares)]


def payments(chance: random.Random) -> Iterator[Payment]:
    """All payments of the year, unsorted."""
    plan = tomllib.loads((HERE / "来源" / "付款节奏.toml").read_text("utf-8"))
    for row in amounts():
        for project, economic, fen in _by_project(row, plan["projects"]):
            rhythm = _rhythm(economic, project, plan)
            times = [(month, turn) for month in rhythm.months for turn in range(rhythm.times)]
            for (month, turn), part in zip(times, split(fen, len(times), chance), strict=False):
                day = min(chance.randint(3 + turn % 20, 27), LAST_DAY[month - 1])
                yield Payment(
                    month,
                    15 if rhythm.batch else day,
                    rhythm.batch or f"{project}{economic}{row['功能科目']}{turn}",
                    rhythm.memo.format(月=month, 次=turn + 1, 科目=codes.economic(YEAR).name(economic)),
                    row["资金"],
                    row["功能科目"],
                    row["支出类型"],
                    economic,
                    project,
                    part,
                )


def _by_project(row: dict[str, str], projects: dict[str, dict[str, str]]) -> Iterator[tuple[str, str, int]]:
    """Project expenditure of an item shared out to its projects; the last one takes what the others leave."""
    left = fen_of_yuan(row["金额"])
    if row["支出类型"] != "项目支出":
        yield "", row["经济科目"], left
        return
    own = [(code, given) for code, given in projects.items() if given["function"] == row["功能科目"]]
    for code, given in own[:-1]:
        fen = fen_of_yuan(given["executed"])
        yield code, given["economic"], fen
        left -= fen
    code, given = own[-1]
    yield code, given["economic"], left


def _rhythm(economic: str, project: str, plan: dict[str, dict[str, dict[str, str]]]) -> Rhythm:
    given = plan["projects"][project] if project else plan["economic"].get(economic, plan["economic"]["default"])
    months = [int(month) for month in given["months"].split()] if "months" in given else list(range(1, 13))
    return Rhythm(months, int(given.get("times", "1")), given["memo"], given.get("batch", ""))


def lines(chance: random.Random) -> Iterator[dict[str, str]]:
    """The vouchers of the year in order of date, numbered within each month, and the closing vouchers."""
    ordered = sorted(payments(chance), key=lambda p: (p.month, p.day, p.batch, p.function, p.economic, p.project))
    numbers = dict.fromkeys(range(1, 13), 0)
    groups: dict[tuple[int, int, str], list[Payment]] = {}
    for payment in ordered:
        groups.setdefault((payment.month, payment.day, payment.batch), []).append(payment)
    for (month, day, _), group in groups.items():
        numbers[month] += 1
        yield from _voucher(f"{YEAR}-{month:02d}-{day:02d}", f"记-{numbers[month]:04d}", group)
    yield from _closing(ordered, numbers[12])


def _voucher(date: str, number: str, group: Sequence[Payment]) -> Iterator[dict[str, str]]:
    """Each payment in budget accounting (借 事业支出 贷 财政拨款预算收入) and in financial accounting beside it."""
    line = 0
    for payment in group:
        dims = {"资金": payment.fund, "功能科目": payment.function, "支出类型": payment.kind, "项目": payment.project}
        for account, side, more in (
            (SPENDING, "借方", dims | {"经济科目": payment.economic}),
            (RECEIPT, "贷方", dims | {"来源": "财政拨款"}),
            (COST, "借方", {}),
            (REVENUE, "贷方", {}),
        ):
            line += 1
            yield _line(date, number, line, account, payment.memo, side, payment.fen, more)


def _closing(ordered: Sequence[Payment], last: int) -> Iterator[dict[str, str]]:
    """31 December: income and expenditure of each fund to 8101, revenue and cost to 3301."""
    date = f"{YEAR}-12-31"
    for index, fund in enumerate(sorted({payment.fund for payment in ordered}), 1):
        fen = sum(payment.fen for payment in ordered if payment.fund == fund)
        number = f"记-{last + index:04d}"
        memo = f"年末结转：{fund}财政拨款本年收支"
        for line, (account, side) in enumerate(
            (
                (RECEIPT, "借方"),
                ("8101.06", "贷方"),
                ("8101.06", "借方"),
                (SPENDING, "贷方"),
                (REVENUE, "借方"),
                ("3301", "贷方"),
                ("3301", "借方"),
                (COST, "贷方"),
            ),
            1,
        ):
            yield _line(date, number, line, account, memo, side, fen, {"资金": fund} if account[0] in "678" else {})


def _line(
    date: str, number: str, line: int, account: str, memo: str, side: str, fen: int, more: dict[str, str]
) -> dict[str, str]:
    given = {"日期": date, "凭证号": number, "分录号": str(line), "科目": account, "摘要": memo}
    return dict.fromkeys(COLUMNS, "") | given | {side: yuan_text(fen, grouped=False)} | more


def main() -> None:
    rows = list(lines(random.Random(SEED)))
    with (HERE / "凭证.csv").open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.DictWriter(handle, COLUMNS, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
