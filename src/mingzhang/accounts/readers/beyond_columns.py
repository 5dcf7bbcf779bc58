"""What stands in a form's table beyond its columns: further ones, figures without any, and what headings say."""

from collections.abc import Mapping

from mingzhang.accounts.readers.bound import Bound, Unread, place_of
from mingzhang.accounts.readers.characters import MONEY, squeezed
from mingzhang.accounts.readers.document import Box
from mingzhang.accounts.readers.headers import ADJUSTED, CODE, Heading
from mingzhang.accounts.readers.labels import printed_figure
from mingzhang.accounts.readers.matrix import Matrix
from mingzhang.accounts.readers.rows import code_text
from mingzhang.findings import finding

BUDGET = "预算"


def tell_unbound(grid: Matrix, body: int, unbound: Mapping[int, str], found: Bound, file: str) -> None:
    """Columns with money that the form does not have: said once a form, never read as another column."""
    further: dict[str, Box] = {}
    for column, text in unbound.items():
        boxes = [grid.places[row][column] for row in range(body, grid.rows)]
        money = [box for box in boxes if box is not None and printed_figure(box.text)]
        if money and text and any(MONEY.fullmatch(squeezed(box.text)) for box in money):
            further.setdefault(text, money[0])
    if further:
        text, box = next(iter(further.items()))
        told = "、".join(further) if len(further) > 1 else " ".join(box.text.split())
        found.findings.append(finding("R205", place_of(file, found.number, box.spot, column=text), printed=told))


def tell_lost(grid: Matrix, body: int, head: Heading, found: Bound, file: str) -> None:
    """Figures in no column that has a heading: the form was not read whole, and says so."""
    bound = {column for side in head.sides for column in side.figures}
    leads = {column for side in head.sides for column in side.leads}
    named = {column for column, text in head.unbound.items() if text}
    lost = [
        box
        for row in range(body, grid.rows)
        for box in grid.starts(row)
        if (_has_amount(box.text) if box.column in leads else MONEY.fullmatch(squeezed(box.text)))
        and not bound & set(range(box.column, box.column + box.across))
        and box.column not in named
    ]
    if not lost:
        return
    told = "、".join(squeezed(box.text) for box in lost[:5]) + ("…" if len(lost) > 5 else "")
    found.findings.append(finding("R211", place_of(file, found.number, lost[0].spot), printed=told))
    found.unread += [Unread(found.number, box.text, "", "", box.spot) for box in lost]


def _has_amount(text: str) -> bool:
    """Whether a line of a text that names a row is an amount; a code that a workbook shows as one is none."""
    return any(MONEY.fullmatch(squeezed(line)) and not CODE.fullmatch(code_text(line)) for line in text.split("\n"))


def tell_measures(grid: Matrix, body: int, head: Heading, found: Bound) -> None:
    """The heading of each column as printed, and which of them are adjusted budgets."""
    printed: dict[str, str] = {}
    for side in head.sides:
        for column, line in side.figures.items():
            path = grid.path(column, body)
            printed.setdefault(line.name, "/".join(squeezed(box.text) for box in path))
            if line.measure != "actual" and any(word in printed[line.name] for word in ADJUSTED):
                found.measures[line.name] = "adjusted_budget"
    budgets = any(line.measure != "actual" for side in head.sides for line in side.figures.values())
    another = {text: text for text in head.unbound.values() if budgets and BUDGET in text}
    found.headings = printed | another
