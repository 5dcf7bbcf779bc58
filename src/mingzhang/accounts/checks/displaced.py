"""Figures that stand beside the wrong rows: a column pasted beside other names, so that row after row is another's.

Such a form breaks every relation that it has. One finding says so; its figures say nothing more but for the rows that
they belong to, where another form tells which.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mingzhang.accounts.checks.moved_rows import FORM, moved_rows
from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.forms.spec import Address

FEWEST = 4
"""Rows that must stand one after another as they do in the other form before they are called displaced."""
_ACTUAL = ("本年支出合计", "基本支出", "项目支出")
_BESIDE = {"02": ("03", _ACTUAL[:1]), "03": ("02", _ACTUAL[:1]), "05": ("03", _ACTUAL), "08": ("03", _ACTUAL)}
"""For each form the one that prints the same rows, and the columns that both have."""
_SAME_COLUMN = {("02", "本年支出合计"): "本年收入合计"}


@dataclass(frozen=True, slots=True)
class Displaced:
    """Rows of a form, in their order, whose figures are another row's."""

    form: str
    other: str
    """The form in which the figures stand beside their own names."""
    rows: tuple[tuple[str, str], ...]
    """Each row with the one that its figures belong to."""
    lost: frozenset[str]
    """All rows that cannot be taken as printed: these, and those among and below them that disagree."""

    def holds(self, address: Address) -> bool:
        return address.form == self.form and address.row in self.lost


def displaced(disclosure: Disclosure) -> Iterator[Displaced]:
    """The forms by functional code whose figures stand beside other rows than in the form that prints the same.

    Of two forms that disagree so, the one whose figures add up by class is right.
    """
    for form, (other, columns) in _BESIDE.items():
        own, beside = _figures(disclosure, form, columns), _figures(disclosure, other, columns)
        found = _chain(own, beside)
        if found and not _adds_up(own) and _adds_up(beside):
            first = list(own).index(found[0][0])
            wrong = [row for at, row in enumerate(own) if at >= first and own[row] != beside.get(row)]
            yield Displaced(form, other, tuple(found), frozenset(wrong))
    moved = moved_rows(disclosure)
    if moved:
        yield Displaced(FORM, FORM, tuple(moved), frozenset(row for pair in moved for row in pair))


def set_back(disclosure: Disclosure, found: Sequence[Displaced]) -> Mapping[Address, str]:
    """The figures of displaced rows at the rows that they belong to, where another form prints the same."""
    placed: dict[Address, str] = {}
    for each in found:
        form = disclosure.form(each.form)
        meant = dict(each.rows) if each.other != each.form else {}
        for cell in form.cells if form is not None else ():
            row = meant.get(cell.row, "")
            if row in each.lost:
                placed[Address(each.form, cell.block, row, cell.column)] = cell.printed
    return placed


_Row = tuple[str, ...]


def _figures(disclosure: Disclosure, number: str, columns: Sequence[str]) -> Mapping[str, _Row]:
    """The figures of each row that has any, in the order of the form; blanks and zeros alike."""
    form = disclosure.form(number)
    names = [_SAME_COLUMN.get((number, column), column) for column in columns]
    rows: dict[str, dict[str, str]] = defaultdict(dict)
    for cell in form.cells if form is not None else ():
        if cell.column in names:
            rows[cell.row][cell.column] = cell.printed.replace(",", "").strip("0.") and cell.printed.replace(",", "")
    told = {row: tuple(cells.get(name, "") for name in names) for row, cells in rows.items()}
    return {row: figures for row, figures in told.items() if any(figures)}


def _chain(own: Mapping[str, _Row], beside: Mapping[str, _Row]) -> list[tuple[str, str]]:
    """The longest run of rows, in the order of both forms, that print what the other form prints of other rows."""
    places: dict[_Row, list[int]] = defaultdict(list)
    names = list(beside)
    for at, row in enumerate(names):
        places[beside[row]].append(at)
    wrong = [row for row in own if own[row] != beside.get(row)]
    ends: list[int] = []  # the lowest place at which a run of each length ends
    runs: list[list[tuple[str, str]]] = []
    for row in wrong:
        for at in reversed(places[own[row]]):
            length = bisect_left(ends, at)
            run = [*(runs[length - 1] if length else []), (row, names[at])]
            if length == len(ends):
                ends.append(at)
                runs.append(run)
            else:
                ends[length], runs[length] = at, run
    longest = runs[-1] if runs else []
    return longest if len(longest) >= FEWEST and 2 * len(longest) > len(wrong) else []


def _adds_up(rows: Mapping[str, _Row]) -> bool:
    """Whether the classes make the total within what rounding can explain: what figures beside wrong names do not."""
    if "合计" not in rows:
        return True
    classes = [_hundredths(figures[0]) for row, figures in rows.items() if row.isdecimal() and len(row) == 3]
    return abs(sum(classes) - _hundredths(rows["合计"][0])) <= len(classes)


def _hundredths(printed: str) -> int:
    whole, _, part = printed.partition(".")
    return int((whole or "0") + (part + "00")[:2])
