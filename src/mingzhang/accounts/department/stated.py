"""What the internal edition tells of a consolidation: every unit's amounts, what was eliminated, the lines of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingzhang import codes
from mingzhang.accounts.amount import Amount
from mingzhang.accounts.cube import LABELS
from mingzhang.accounts.department.prepare import Department
from mingzhang.accounts.department.transfer_groups import Group
from mingzhang.accounts.department.transfers import Line
from mingzhang.accounts.forms.vocabulary import named
from mingzhang.accounts.measures import Measure
from mingzhang.accounts.renderers.words import MEASURES

SHEET, GROUPS, LINES = "汇总底稿", "抵销清单", "抵销分录"
AMOUNTS = (
    *("本年收入合计", "财政拨款收入", "上级补助收入", "附属单位上缴收入", "年初结转和结余", "收入总计"),
    *("本年支出合计", "上缴上级支出", "对附属单位补助支出", "结余分配", "年末结转和结余", "支出总计"),
)
Box = str | int | None
"""A text, an amount in 分, or nothing known."""


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Box, ...], ...]
    totals: int = 0
    """How many of the last rows are sums of those above."""
    links: tuple[str, ...] = ()
    """For each row the folder of the unit that it begins with; "" for none."""


def tables(department: Department) -> tuple[Table, ...]:
    """The worksheet of every measure that was added up, the eliminations by pair of units, and their lines."""
    sheets = [sheet for name, label in MEASURES.items() if (sheet := _worksheet(department, name, label)) is not None]
    even = department.between.even
    names = {member.folder: member.unit.name for member in department.members}
    return (*sheets, _groups(even, names), _lines(even, names, department.books.year))


def _worksheet(department: Department, name: str, label: str) -> Table | None:
    """Every unit's amounts, their sum, what was eliminated, and the department's; None for a measure nobody has."""
    whole = department.books.measures.named(name)
    units = [member.measures.named(name) for member in department.members]
    amounts = [each for each in AMOUNTS if whole is not None and whole.value(named(each)) is not None]
    if whole is None or not amounts:
        return None
    rows: list[tuple[Box, ...]] = []
    for member, measure in zip(department.members, units, strict=True):
        rows.append((member.unit.name, *(_fen(measure, each) for each in amounts)))
    sums = [_sum([row[at] for row in rows]) for at in range(1, len(amounts) + 1)]
    final = [_fen(whole, each) for each in amounts]
    out = [None if one is None or other is None else one - other for one, other in zip(final, sums, strict=True)]
    note = "各单位相加，减去部门内部往来，就是部门的数。单位：元"
    if name != "actual" and any(out):
        note += "。凭证以外没有写明对方的，按上下级关系抵销；部门自己给出的数以部门的为准"
    rows += [("各单位合计", *sums), ("抵销及差异", *out), (department.books.unit.name, *final)]
    links = (*(member.folder for member in department.members), "", "", "")
    return Table(f"{SHEET}·{label}", note, ("单位", *amounts), tuple(rows), 3, links)


def _fen(measure: Measure | None, name: str) -> int | None:
    """A unit without such a measure adds nothing."""
    if measure is None:
        return 0
    amount: Amount | None = measure.value(named(name))
    return None if amount is None else amount.fen


def _sum(boxes: Sequence[Box]) -> int | None:
    amounts = [box for box in boxes if isinstance(box, int)]
    return sum(amounts) if len(amounts) == len(boxes) else None


def _groups(groups: Sequence[Group], names: dict[str, str]) -> Table:
    rows: list[tuple[Box, ...]] = [
        (
            *("、".join(names[unit] for unit in units) for units in (group.payers, group.receivers)),
            group.way.value[0],
            group.way.value[1],
            group.paid_fen,
            f"{len(group.paid)} 行，{len(group.received)} 行",
        )
        for group in groups
    ]
    total: tuple[Box, ...] = ("合计", "", "", "", sum(group.paid_fen for group in groups), "")
    columns = ("付款单位", "收款单位", "抵销的支出", "抵销的收入", "金额（元）", "付方、收方分录")
    note = "两边金额相等，支出和收入同额抵销，不影响收支相抵。" if groups else "各单位之间没有需要抵销的往来。"
    return Table(GROUPS, note, columns, (*rows, total) if rows else (), 1 if rows else 0)


def _lines(groups: Sequence[Group], names: dict[str, str], year: int) -> Table:
    columns = (
        "序号",
        "单位",
        "收支",
        "功能科目",
        "经济科目",
        "金额（元）",
        "文件",
        "行",
        "日期",
        "凭证号",
        "摘要",
        "对方单位",
    )
    rows: list[tuple[Box, ...]] = [
        (str(number), *_line(line, names, year)) for number, group in enumerate(groups, 1) for line in group.lines
    ]
    note = "序号对应抵销清单的各行；金额为单位账上的数，汇总时两边各减去。"
    return Table(LINES, note, columns, tuple(rows))


def _line(line: Line, names: dict[str, str], year: int) -> Iterator[Box]:
    yield names[line.unit]
    yield line.side.called + (f"（{LABELS['kind'][line.coarse.kind]}）" if not line.side.pays else "")
    yield f"{line.function} {codes.functional(year).name(line.function)}".strip()
    yield f"{line.economic} {codes.economic(year).name(line.economic)}".strip() if line.economic else ""
    yield line.fen
    yield f"{line.unit}/{line.file}"
    yield str(line.row or "")
    yield from (line.date, line.voucher, line.memo, line.counterpart)
