"""What the workbook of a new unit asks for: a sheet a subject, as the rooms that read them declare it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from mingzhang import codes
from mingzhang.accounts.books import mapping, projects, voucher_lines
from mingzhang.accounts.books.budgets import ADJUSTED_BUDGET, OPENING_BUDGET
from mingzhang.accounts.books.closing_rules import closing_rules
from mingzhang.accounts.books.registers import CATEGORIES
from mingzhang.accounts.books.sheets import specs
from mingzhang.accounts.cube import LABELS
from mingzhang.accounts.forms.registers import declared_registers
from mingzhang.accounts.forms.vocabulary import AGENCY_COSTS, vocabulary
from mingzhang.accounts.performance import sheet_rows as performance
from mingzhang.accounts.performance.policies import policy_for

_VALUES = {"日期": "date", "科目": "account", "借方": "amount", "贷方": "amount", "资金": "fund", "来源": "source",
           "功能科目": "function", "支出类型": "kind", "经济科目": "economic"}  # fmt: skip
"""What the columns of vouchers and of the project master hold; the others are text."""
EVERYTHING = "全部"
"""The name of the whole cube, which is no amount of its own."""
_USES = {
    voucher_lines.TABLE: "全年的会计分录，一行一条；收入、支出填明资金、功能科目、支出类型，支出再填经济科目",
    projects.TABLE: "项目的编码和名称；凭证里写了项目，就不必再逐行填它的科目和资金",
}
NOTES = {
    "date": "日期，如 2024-01-05，须在本年度内",
    "amount": "金额，以元为单位，最多两位小数",
    "account": "会计科目编码，如 7201 或 7201.01",
    "fund": "资金，从下拉中选",
    "source": "收入来源，从下拉中选",
    "kind": "支出类型，从下拉中选",
    "flow": "收入或支出，从下拉中选",
    "function": "功能科目，项级 7 位编码，可从下拉中选，也可只写编码",
    "economic": "部门预算支出经济分类，款级 5 位编码，可从下拉中选，也可只写编码",
    "flag": "是或否",
    "number": "数",
    "percent": "百分比，如 80%",
    "project": "项目编码或名称，须在“项目”表中",
    "text": "文字",
}
"""What to write in a column, by what it holds."""


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    value: str
    needed: bool
    choices: tuple[str, ...] = ()
    """A list to choose from; codes have lists of their own."""

    @property
    def note(self) -> str:
        return ("必填。" if self.needed else "可不填。") + NOTES[self.value]


@dataclass(frozen=True, slots=True)
class Subject:
    name: str
    use: str
    fields: tuple[Field, ...]


def subjects(region: str, year: int) -> tuple[Subject, ...]:
    """All sheets in the order in which they are filled in."""
    return (*_vouchers(), *_sheets(), *_performance(region, year))


def _vouchers() -> Iterator[Subject]:
    required = {mapping.FIELDS[name] for name in mapping.VoucherSettings().needed if name not in mapping.SIDES}
    yield Subject(
        voucher_lines.TABLE,
        _USES[voucher_lines.TABLE],
        tuple(_field(name, name in required) for name in mapping.FIELDS.values()),
    )
    names = (projects.CODE, *projects.COLUMNS.values())
    yield Subject(projects.TABLE, _USES[projects.TABLE], tuple(_field(n, n == projects.CODE) for n in names))


def _field(name: str, needed: bool) -> Field:
    value = _VALUES.get(name, "text")
    return Field(name, value, needed, _choices(value))


def _choices(value: str) -> tuple[str, ...]:
    match value:
        case "fund" | "source" | "kind":
            return tuple(label for label in LABELS[value].values() if label)
        case "flow":
            return ("收入", "支出")
        case "flag":
            return tuple(performance.YES_NO)
        case _:
            return ()


_TEXTS: Mapping[tuple[str, str], Callable[[], tuple[str, ...]]] = {
    ("年初调整", "种类"): lambda: tuple(closing_rules().adjustments),
    ("上年", "名称"): lambda: tuple(name for name in vocabulary() if name not in {EVERYTHING, AGENCY_COSTS}),
    ("预算", "预算"): lambda: (OPENING_BUDGET, ADJUSTED_BUDGET),
    ("登记", "类别"): lambda: tuple(declared_registers()),
    ("涉密", "类别"): lambda: CATEGORIES,
}
"""Lists of columns that hold text."""


def _sheets() -> Iterator[Subject]:
    for name, spec in specs().items():
        fields = [Field(c.name, c.value, c.filled, _choices(c.value) or _texts(name, c.name)) for c in spec.columns]
        yield Subject(name, spec.use, tuple(fields))


def _texts(sheet: str, column: str) -> tuple[str, ...]:
    choices = _TEXTS.get((sheet, column))
    return choices() if choices else ()


def _performance(region: str, year: int) -> Iterator[Subject]:
    """The two sheets of self-evaluation, with the indicators that the policy of region and year prescribes."""
    lists: dict[str, tuple[str, ...]] = {}
    try:
        policy = policy_for(region, year)
    except KeyError:
        policy = None  # no policy is known for the year: any name may be written
    if policy is not None:
        lists["一级指标"] = tuple(policy.weights.first)
        lists["二级指标"] = tuple(dict.fromkeys(each for group in policy.levels.second.values() for each in group))
        lists["运算符号"] = tuple(policy.quantitative.operators)
    for name in (performance.PROJECTS, performance.INDICATORS):
        columns = performance.columns(name)
        yield Subject(
            name,
            performance.use(name),
            tuple(Field(c.name, c.value, c.filled, _choices(c.value) or lists.get(c.name, ())) for c in columns),
        )


def lists(year: int) -> dict[str, list[str]]:
    """The long lists to choose from, by what a column holds: code and official name of the year."""
    return {
        "function": [f"{code.code} {code.name}" for code in codes.functional(year).level(7)],
        "economic": [f"{code.code} {code.name}" for code in codes.economic(year).level(5)],
        "account": [f"{account.code} {account.name}" for account in codes.accounts().values()],
    }
