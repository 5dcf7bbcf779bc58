"""Every formula for the nine forms that reviewers check by hand follows from regions, domain and law.

The formulas are those of the trade's list (勾稽关系, T01-1 … T09-1b); each names the relations that must be among the
derived ones on a document with money everywhere. Places are written form|block|row|column.
"""

from collections.abc import Iterable, Iterator
from functools import cache

import pytest
from strategies import LAYOUT, disclosure_of, measures_of, rich_entries

from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.relations.articulation import Articulation
from mingzhang.accounts.relations.derive import derive
from mingzhang.printed import Relation

IDENTITY, SUM, CONTAINMENT = Relation.IDENTITY, Relation.SUM, Relation.CONTAINMENT
Formula = tuple[Relation, tuple[str, ...], tuple[str, ...]]
SOURCES = ("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
FUNDS = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
KINDS = ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
TOTAL = {"02": "本年收入合计", "03": "本年支出合计", "05": "本年支出合计", "08": "本年支出合计", "09": "本年支出合计"}


def same(left: str, right: str) -> Formula:
    return IDENTITY, (left,), (right,)


def adds(total: str, *parts: str) -> Formula:
    return SUM, (total,), parts


class Document:
    """A disclosure, its derived relations, and its rows and columns for writing formulas."""

    def __init__(self, disclosure: Disclosure) -> None:
        self.disclosure = disclosure
        self.relations = derive(disclosure, LAYOUT)
        self._class = {address: address for form in disclosure.forms for address in map(form.address, form.cells)}
        for relation in self.relations:
            if relation.kind is IDENTITY:
                self._join(relation.left[0], relation.right[0])
        self.known = {self._key(relation) for relation in self.relations}

    def _join(self, one: Address, other: Address) -> None:
        old, new = self._class[other], self._class[one]
        for address, root in self._class.items():
            if root == old:
                self._class[address] = new

    def _key(self, relation: Articulation) -> tuple[Relation, frozenset[Address], frozenset[Address]]:
        left = frozenset(self._class[address] for address in relation.left)
        right = frozenset(self._class[address] for address in relation.right)
        return relation.kind, left, right

    def follows(self, formula: Formula) -> bool:
        """Whether a formula is among the relations, figures that are the same by identity standing for each other."""
        kind, left, right = formula
        ends = [tuple(Address(*place.split("|")) for place in side) for side in (left, right)]
        wanted = Articulation(kind, ends[0], ends[1], "")
        key = self._key(wanted)
        if kind is IDENTITY:
            return key[1] == key[2]
        return key in self.known or (kind is SUM and (SUM, key[2], key[1]) in self.known)

    def rows(self, form: str, block: str = "") -> list[str]:
        found = self.disclosure.form(form)
        return list(dict.fromkeys(cell.row for cell in found.cells if cell.block == block)) if found else []

    def columns(self, form: str, block: str = "") -> list[str]:
        found = self.disclosure.form(form)
        return list(dict.fromkeys(cell.column for cell in found.cells if cell.block == block)) if found else []

    def children(self, form: str, row: str) -> list[str]:
        codes = [code for code in self.rows(form) if code.isdigit() and code != row]
        if row == "合计":
            return [code for code in codes if len(code) == 3]
        return [code for code in codes if code.startswith(row) and len(code) == len(row) + 2]

    def classes(self, form: str) -> list[str]:
        tail = LAYOUT.forms[form].spec.block("支出")
        assert tail is not None
        assert tail.tail is not None
        return list(tail.tail.rows)


@cache
def document(*, other: bool) -> Document:
    return Document(disclosure_of(measures_of(rich_entries(other=other))))


Said = Iterable[Formula]


def t01_1(_: Document) -> Said:
    fiscal = [f"{fund}收入" for fund in FUNDS]
    yield adds("01|收入|本年收入合计|金额", *(f"01|收入|{row}|金额" for row in (*fiscal, *SOURCES)))


def t01_2(document: Document) -> Said:
    yield adds("01|支出|本年支出合计|金额", *(f"01|支出|{row}|金额" for row in document.classes("01")))


def t01_3(_: Document) -> Said:
    rows = ("本年收入合计", "使用非财政拨款结余", "年初结转和结余")
    yield adds("01|收入|总计|金额", *(f"01|收入|{row}|金额" for row in rows))


def t01_4(_: Document) -> Said:
    rows = ("本年支出合计", "结余分配", "年末结转和结余")
    yield adds("01|支出|总计|金额", *(f"01|支出|{row}|金额" for row in rows))


def t01_5(_: Document) -> Said:
    yield same("01|收入|总计|金额", "01|支出|总计|金额")


def t02_1(document: Document) -> Said:
    for row in document.rows("02"):
        yield adds(f"02||{row}|本年收入合计", *(f"02||{row}|{column}" for column in ("财政拨款收入", *SOURCES)))


def t02_2(document: Document) -> Said:
    for form in TOTAL:
        for row in document.rows(form):
            below = document.children(form, row)
            for column in document.columns(form) if below else ():
                yield adds(f"{form}||{row}|{column}", *(f"{form}||{code}|{column}" for code in below))


def t02_3a(_: Document) -> Said:
    yield same("02||合计|本年收入合计", "01|收入|本年收入合计|金额")
    for source in SOURCES:
        yield same(f"02||合计|{source}", f"01|收入|{source}|金额")


def t02_3b(_: Document) -> Said:
    yield adds("02||合计|财政拨款收入", *(f"01|收入|{fund}收入|金额" for fund in FUNDS))


def t03_1(document: Document) -> Said:
    for row in document.rows("03"):
        yield adds(f"03||{row}|本年支出合计", *(f"03||{row}|{kind}" for kind in KINDS))


def t03_2(document: Document) -> Said:
    yield same("03||合计|本年支出合计", "01|支出|本年支出合计|金额")
    yield from _classes(document, "03", "01", "金额")


def _classes(document: Document, form: str, other: str, column: str) -> Iterator[Formula]:
    """Each class row of `form` and the row of that name in form 01 or 04."""
    from mingzhang import codes

    for code in document.children(form, "合计"):
        yield same(f"{form}||{code}|本年支出合计", f"{other}|支出|{codes.functional(2023).name(code)}|{column}")


def t04_1(_: Document) -> Said:
    yield adds("04|收入|本年收入合计|金额", *(f"04|收入|{fund}|金额" for fund in FUNDS))
    yield adds("04|收入|总计|金额", "04|收入|本年收入合计|金额", "04|收入|年初财政拨款结转和结余|金额")
    yield adds("04|收入|年初财政拨款结转和结余|金额", *(f"04|年初|{fund}|金额" for fund in FUNDS))


def t04_2(document: Document) -> Said:
    for row in ("社会保障和就业支出", "本年支出合计", "年末财政拨款结转和结余", "总计"):
        able = FUNDS[:2] if row == "社会保障和就业支出" else FUNDS
        yield adds(f"04|支出|{row}|合计", *(f"04|支出|{row}|{fund}" for fund in able))
    for column in ("合计", *FUNDS):
        yield adds(f"04|支出|本年支出合计|{column}", *(f"04|支出|{row}|{column}" for row in document.classes("04")))
        parts = ("本年支出合计", "年末财政拨款结转和结余")
        yield adds(f"04|支出|总计|{column}", *(f"04|支出|{row}|{column}" for row in parts))
    yield same("04|收入|总计|金额", "04|支出|总计|合计")


def t04_3a(_: Document) -> Said:
    for fund in FUNDS:
        yield same(f"04|收入|{fund}|金额", f"01|收入|{fund}收入|金额")


def t04_3b(_: Document) -> Said:
    yield same("04|收入|本年收入合计|金额", "02||合计|财政拨款收入")


def t04_4(_: Document) -> Said:
    for fund in FUNDS:
        coming = (f"04|年初|{fund}|金额", f"04|收入|{fund}|金额")
        yield SUM, coming, (f"04|支出|本年支出合计|{fund}", f"04|支出|年末财政拨款结转和结余|{fund}")


def t05_1(document: Document) -> Said:
    yield same("05||合计|本年支出合计", f"04|支出|本年支出合计|{FUNDS[0]}")
    yield from _classes(document, "05", "04", FUNDS[0])


def t05_2(document: Document) -> Said:
    for row in document.rows("05"):
        for column in ("基本支出", "项目支出"):
            yield CONTAINMENT, (f"05||{row}|{column}",), (f"03||{row}|{column}",)


def t05_3(document: Document) -> Said:
    for row in document.rows("03"):
        for column in ("本年支出合计", "基本支出", "项目支出"):
            parts = [f"{form}||{row}|{column}" for form in ("05", "08", "09") if row in document.rows(form)]
            yield adds(f"03||{row}|{column}", *parts) if len(parts) > 1 else same(f"03||{row}|{column}", parts[0])


def t05_4(document: Document) -> Said:
    for row in document.rows("05"):
        yield adds(f"05||{row}|本年支出合计", f"05||{row}|基本支出", f"05||{row}|项目支出")


def t06_1(document: Document) -> Said:
    for code in ("301", "302", "303", "310"):
        yield adds(f"06||{code}|决算数", *(f"06||{below}|决算数" for below in document.children("06", code)))


def t06_2(_: Document) -> Said:
    yield adds("06||人员经费合计|决算数", "06||301|决算数", "06||303|决算数")
    running = ("302", "307", "310", "312", "399")
    yield adds("06||公用经费合计|决算数", *(f"06||{code}|决算数" for code in running))


def t06_3(_: Document) -> Said:
    yield adds("05||合计|基本支出", "06||人员经费合计|决算数", "06||公用经费合计|决算数")


def t07_1(_: Document) -> Said:
    for column in ("决算数",):
        yield adds(f"07||合计|{column}", *(f"07||{row}|{column}" for row in PUBLIC))
        yield adds(f"07||{PUBLIC[2]}|{column}", *(f"07||{row}|{column}" for row in VEHICLES))


PUBLIC = ("因公出国（境）费", "公务接待费", "公务用车购置及运行费")
VEHICLES = ("公务用车运行维护费", "公务用车购置费")


def t07_2(_: Document) -> Said:
    for row, code in (
        *zip(PUBLIC[:2], ("30212", "30217"), strict=True),
        *zip(VEHICLES, ("30231", "31013"), strict=True),
    ):
        yield CONTAINMENT, (f"06||{code}|决算数",), (f"07||{row}|决算数",)


def t08_1(document: Document) -> Said:
    for row in document.rows("08"):
        coming = (f"08||{row}|年初结转和结余", f"08||{row}|本年收入")
        yield SUM, coming, (f"08||{row}|本年支出合计", f"08||{row}|年末结转和结余")
        yield adds(f"08||{row}|本年支出合计", f"08||{row}|基本支出", f"08||{row}|项目支出")
    fund = FUNDS[1]
    yield same("08||合计|本年支出合计", f"04|支出|本年支出合计|{fund}")
    yield same("08||合计|本年收入", f"04|收入|{fund}|金额")
    yield same("08||合计|年初结转和结余", f"04|年初|{fund}|金额")
    yield same("08||合计|年末结转和结余", f"04|支出|年末财政拨款结转和结余|{fund}")


def t09_1a(_: Document) -> Said:
    yield same("09||合计|本年支出合计", f"04|支出|本年支出合计|{FUNDS[2]}")
    yield same("09||223|本年支出合计", "01|支出|国有资本经营预算支出|金额")


def t09_1b(document: Document) -> Said:
    for row in document.rows("09"):
        yield adds(f"09||{row}|本年支出合计", f"09||{row}|基本支出", f"09||{row}|项目支出")


ALWAYS = [
    t01_1, t01_2, t01_3, t01_4, t01_5, t02_1, t02_2, t02_3a, t02_3b, t03_1, t03_2, t04_1, t04_2, t04_3a, t04_3b, t04_4,
    t05_1, t05_2, t05_4, t06_1, t06_2, t06_3, t07_1, t07_2, t08_1, t09_1b,
]  # fmt: skip
ONLY_FISCAL = [t05_3, t09_1a]
"""Formulas that hold where no other money was spent."""
NOT_DERIVED = {
    "T06-4": "语义：养老保险等按功能与按经济分类大致相当，区域上不相等",
    "T07-3": "语义：没有项目或其他资金负担三公经费时才相等，公布的表看不出是否如此",
}
"""Formulas that regions do not give, with why: both are of the kind semantic, likely and not certain."""


@pytest.mark.parametrize("formula", ALWAYS, ids=lambda formula: str(formula.__name__))
def test_the_formula_is_derived(formula: object) -> None:
    _all_follow(formula, document(other=True))


@pytest.mark.parametrize("formula", ONLY_FISCAL, ids=lambda formula: str(formula.__name__))
def test_the_formula_is_derived_where_there_is_no_other_money(formula: object) -> None:
    _all_follow(formula, document(other=False))
    assert any(relation.conditional for relation in document(other=False).relations)


def test_what_depends_on_no_other_money_is_not_claimed_where_there_is_some() -> None:
    assert not document(other=True).follows(same("09||223|本年支出合计", "01|支出|国有资本经营预算支出|金额"))
    assert not document(other=True).follows(same("03||合计|本年支出合计", "04|支出|本年支出合计|合计"))


def _all_follow(formula: object, document: Document) -> None:
    assert callable(formula)
    wanted = list(formula(document))
    assert wanted
    assert [item for item in wanted if not document.follows(item)] == []
