"""A form without a title known by its headings and rows."""

from collections.abc import Mapping

from mingzhang.accounts.forms.spec import FormSpec
from mingzhang.accounts.readers.characters import is_figure
from mingzhang.accounts.readers.labels import label, plain
from mingzhang.accounts.readers.matrix import Matrix

_MARKS: Mapping[str, tuple[frozenset[str], ...]] = {
    "06": (frozenset({"工资福利支出", "基本工资", "办公费"}), frozenset({"人员经费合计", "公用经费合计"})),
    "07": (frozenset({"因公出国境费", "公务接待费"}), frozenset({"因公出国境费用", "公务接待费"})),
    "04": (frozenset({"一般公共预算财政拨款", "年末财政拨款结转和结余", "本年支出合计"}),),
    "01": (frozenset({"本年收入合计", "本年支出合计", "结余分配"}),),
    "02": (frozenset({"本年收入合计", "上级补助收入", "事业收入"}),),
    "03": (frozenset({"本年支出合计", "上缴上级支出", "经营支出"}),),
}
"""Texts that together stand in one form only, in the order in which they are tried."""

_WORDS = frozenset({"名词", "解释", "名词解释", "释义", "含义"})
"""Headings of a list of terms, which names what the forms name but shows no figure."""


def contradicts(number: str, grid: Matrix) -> str:
    """The form that a table is by its content, where its title names another one whose texts it lacks; else ""."""
    texts = _texts(grid)
    seen = next((form for form, marks in _MARKS.items() if _shows(marks, texts)), "")
    if not seen or seen == number or (number in _MARKS and _shows(_MARKS[number], texts)):
        return ""
    return seen


def form_by_content(grid: Matrix, specs: Mapping[str, FormSpec]) -> str:
    """The number of the only form that a table without a title can be; "" where several could."""
    texts = _texts(grid)
    for number, marks in _MARKS.items():
        if number in specs and _shows(marks, texts):
            return number
    if {"基本支出", "项目支出"} <= texts and not texts & _WORDS and _has_amounts(grid):
        classes = {text[:3] for text in texts if text.isdecimal() and len(text) in (3, 5, 7)}
        if classes == {"223"}:
            return "09"
        if {"年初结转和结余", "年末结转和结余"} <= texts and classes:
            return "08"
        if classes and "223" not in classes and not texts & {"年初结转和结余"}:
            return "05"
    return ""


def _has_amounts(grid: Matrix) -> bool:
    """Whether a figure stands under 基本支出 or 项目支出, both of which are headings of one row."""
    for row in range(grid.rows):
        heads = [box for box in grid.starts(row) if label(box.text) in {"基本支出", "项目支出"}]
        if len({label(box.text) for box in heads}) == 2:
            columns = range(min(box.column for box in heads), grid.columns)
            return any(is_figure(grid.text(below, at)) for below in range(row + 1, grid.rows) for at in columns)
    return False


def _texts(grid: Matrix) -> set[str]:
    return {label(box.text) for row in range(grid.rows) for box in grid.starts(row) if box.text.strip()}


def _shows(marks: tuple[frozenset[str], ...], texts: set[str]) -> bool:
    return any({plain(mark) for mark in group} <= texts for group in marks)
