"""A small synthetic unit for the tests of the narrative: every amount below is in 元 and stands for itself."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from mingzhang.accounts.amount import Amount
from mingzhang.accounts.books.kinds import UnitKind
from mingzhang.accounts.books.model import Books, Texts
from mingzhang.accounts.cube import INFLOWS, Coarse, Entry, Flow, Fund, Kind, Source
from mingzhang.accounts.disclosure import Unit
from mingzhang.accounts.forms.registers import declared_registers
from mingzhang.accounts.forms.vocabulary import region_at
from mingzhang.accounts.measures import Measure, Measures, full
from mingzhang.accounts.region import EVERYTHING, Region
from mingzhang.printed import interval_of, ticks_of

if TYPE_CHECKING:
    import polars as pl

FUNDS = {"一般": Fund.GENERAL, "基金": Fund.FUNDS, "国资": Fund.CAPITAL, "其他": Fund.OTHER}
KINDS = {"基本": Kind.BASIC, "项目": Kind.PROJECT, "经营": Kind.OPERATING, "上缴": Kind.REMITTED, "补助": Kind.SUBSIDY}
FLOWS = {
    "收入": Flow.INCOME,
    "支出": Flow.EXPENDITURE,
    "年初": Flow.OPENING,
    "年末": Flow.CLOSING,
    "动用": Flow.SURPLUS_USED,
    "分配": Flow.DISTRIBUTION,
}
SOURCES = {
    "财政": Source.FISCAL,
    "事业": Source.BUSINESS,
    "经营": Source.OPERATING,
    "上级": Source.SUPERIOR,
    "附属": Source.SUBORDINATE,
    "其他": Source.OTHER,
    "": Source.NONE,
}


class NoLedger:
    """The narrative never traces."""

    def trace(self, region: Region) -> "pl.DataFrame":
        raise NotImplementedError(region)


def entries(table: str) -> list[Entry]:
    """Entries from lines `flow fund source|- kind function|- economic|- yuan`."""
    found: list[Entry] = []
    for line in table.strip().splitlines():
        flow, fund, source, kind, function, economic, yuan = (word.replace("-", "") or "" for word in line.split())
        sign = -1 if line.split()[-1].startswith("-") else 1
        coarse = Coarse(FLOWS[flow], FUNDS[fund], SOURCES[source], KINDS[kind])
        found.append(Entry(coarse, function, economic, "", "", sign * int(Fraction(yuan.replace(",", "")) * 100)))
    return found


ACTUAL = """
收入 一般 财政 基本 2080150 -     5,000,000.00
收入 一般 财政 基本 2080505 -       800,000.00
收入 一般 财政 项目 2080109 -     1,234,567.89
收入 基金 财政 项目 2082201 -       300,000.00
收入 国资 财政 项目 2230105 -        60,000.00
收入 其他 事业 基本 2080150 -       500,000.00
年初 一般 -    项目 2080109 -       100,000.00
动用 其他 -    基本 2080150 -        20,000.00
支出 一般 -    基本 2080150 30101 3,900,000.00
支出 一般 -    基本 2080150 30201   900,000.00
支出 一般 -    基本 2080150 30217     5,049.00
支出 一般 -    基本 2080150 30231    94,951.00
支出 一般 -    基本 2080150 30302   100,000.00
支出 一般 -    基本 2080505 30108   800,000.00
支出 一般 -    项目 2080109 30227 1,284,567.89
支出 基金 -    项目 2082201 30305   300,000.00
支出 国资 -    项目 2230105 30227    60,000.00
支出 其他 -    基本 2080150 30201   480,000.00
支出 其他 -    上缴 2080150 30201    10,000.00
分配 其他 -    基本 2080150 -        30,000.00
年末 一般 -    项目 2080109 -        50,000.00
"""
OPENING_BUDGET = """
支出 一般 - 基本 2080150 30101 4,900,000.00
支出 一般 - 基本 2080150 30217    10,000.00
支出 一般 - 基本 2080150 30231   100,000.00
支出 一般 - 基本 2080505 30108   800,000.00
支出 一般 - 项目 2080109 30227 1,600,000.00
支出 国资 - 项目 2230105 30227    80,000.00
"""
LAST_YEAR_WAN = {
    "收入总计": "760.00",
    "支出总计": "760.00",
    "年末结转和结余": "0.00",
    "财政拨款支出": "750.00",
    "“三公”经费": "10.50",
    "因公出国（境）费": "0.00",
    "公务接待费": "0.50",
    "公务用车购置及运行维护费": "10.00",
    "公用经费": "100.00",
}
"""Last year's figures as printed, in 万元: intervals."""
USES = {
    "2080150": "人员经费和日常公用经费",
    "2080109": "社会保险经办业务",
    "2080505": "在职人员基本养老保险缴费",
    "2082201": "移民补助",
    "2230105": "退休人员社会化管理",
    "基本支出": "机构正常运转",
    "项目支出": "社会保险经办业务",
    "公务用车运行维护费": "公务用车的燃料、维修和保险",
}
FILLED = {"公务用车.保有量": 2, "车辆.机要通信用车": 2, "公务接待.国内批次": 3, "公务接待.国内人次": 21}
FILLED |= {"公务接待.国内金额": 5049, "政府采购.货物": 200_000, "政府采购.服务": 100_000}
FILLED |= {"政府采购.授予中小企业": 150_000, "政府采购.授予小微企业": 50_000}
FILLED |= {"政府采购.货物授予中小企业": 100_000, "政府采购.服务授予中小企业": 50_000}


def registers(filled: Mapping[str, int] = FILLED) -> dict[str, dict[str, Fraction]]:
    """Every declared item, zero unless given."""
    return {
        subject: {item: Fraction(filled.get(f"{subject}.{item}", 0)) for item in items}
        for subject, items in declared_registers().items()
    }


def printed_measure(wan: Mapping[str, str]) -> Measure:
    """A measure known only by some figures printed in 万元."""
    known: dict[Region, Amount] = {}
    for name, text in wan.items():
        fen = int(Fraction(text) * 1_000_000)
        known[region_at(name)] = Amount(fen, interval_of(ticks_of(fen)))
    return Measure(known=known)


def unit(lines: str = ACTUAL, kind: UnitKind = UnitKind.INSTITUTION) -> Books:
    """The unit with a budget and a last year, every text and register filled in."""
    measures = Measures(
        actual=full(entries(lines), EVERYTHING),
        opening_budget=full(entries(OPENING_BUDGET), Region.of({"flow": "expenditure"})),
        last_year=printed_measure(LAST_YEAR_WAN),
    )
    texts = Texts(
        duties=("经办社会保险。", "承担上级交办的其他工作。"),
        departments=("办公室", "业务科"),
        reasons={"变动.*": "业务量变化", "预算差异.*": "年中调整预算", "预算差异.2080109": "部分合同跨年支付"},
        uses=USES,
        remarks=dict.fromkeys(("部门整体绩效自评", "部门重点评价", "财政重点评价"), "本年度未开展。"),
    )
    name = "某市社会保险中心"
    return Books(
        Unit(name, name, kind.value), kind, 2023, "liaoning-2023", (), measures, registers(), texts, NoLedger()
    )


def without(books: Books, *measures: str) -> Books:
    """The unit without a last year or a budget."""
    kept = books.measures
    last = None if "last_year" in measures else kept.last_year
    budget = None if "opening_budget" in measures else kept.opening_budget
    return replace(books, measures=replace(kept, last_year=last, opening_budget=budget))


def with_last_year(books: Books, wan: Mapping[str, str]) -> Books:
    known = printed_measure({**LAST_YEAR_WAN, **wan})
    return replace(books, measures=replace(books.measures, last_year=known))


def closed(given: Iterable[Entry]) -> list[Entry]:
    """Inflows and expenditure with the closing balances that the law demands, item by item."""
    rows = list(given)
    balance: dict[tuple[Coarse, str], int] = {}
    for entry in rows:
        coarse = Coarse(Flow.CLOSING, entry.coarse.fund, Source.NONE, entry.coarse.kind)
        sign = 1 if entry.coarse.flow in INFLOWS else -1
        key = (coarse, entry.function)
        balance[key] = balance.get(key, 0) + sign * entry.fen
    return rows + [Entry(coarse, function, "", "", "", fen) for (coarse, function), fen in balance.items() if fen]
