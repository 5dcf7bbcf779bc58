"""Whether the cells of a table were saved in another order, or set wrongly: what stands where tells nothing then."""

from mingzhang.accounts.forms.spec import FormSpec
from mingzhang.accounts.readers.characters import MONEY, is_wide
from mingzhang.accounts.readers.headers import CODE, GENERIC, MEASURES, Heading
from mingzhang.accounts.readers.labels import columns_of, label, rows_of
from mingzhang.accounts.readers.matrix import LEADS, Matrix


def is_scattered(grid: Matrix, body: int, head: Heading, spec: FormSpec) -> bool:
    """Whether a heading of figures heads nothing or names of rows, codes stand among the headings, figures before all
    names or under their headings, or one row beside another.
    """
    known = {name: line for block in spec.blocks for name, line in columns_of(block).items()}
    bound = {line.name for side in head.sides for line in side.figures.values()}
    rows = {name for block in spec.blocks for name in rows_of(block)}
    words = {label(box.text) for row in range(grid.rows) for box in grid.starts(row)} - rows - LEADS
    if any(word in known and known[word].name not in bound for word in words):
        return True
    leads = {label(box.text) for side in head.sides for column in side.leads for box in grid.path(column, body)}
    if (leads & words & known.keys()) - MEASURES - GENERIC or not all(side.leads for side in head.sides):
        return True
    if _amounts_named(grid, body, head):
        return True
    coded = any(CODE.fullmatch(grid.text(row, column)) for row in range(body) for column in range(grid.columns))
    return coded or (spec.blocks[0].by == "function" and _beside(grid, body, head))


def _amounts_named(grid: Matrix, body: int, head: Heading) -> bool:
    """Whether amounts stand where the headings say that names do."""
    bound = {column for side in head.sides for column in (*side.leads, *side.figures)}
    for column in set(range(grid.columns)) - bound - head.unbound.keys():
        over = [label(grid.text(row, column)) for row in range(min(body + 1, grid.rows))]
        amounts = any(MONEY.fullmatch(grid.text(row, column)) for row in range(body, grid.rows))
        if amounts and any(word in LEADS for word in over):
            return True
    return False


def _beside(grid: Matrix, body: int, head: Heading) -> bool:
    """Whether a code with a name stands behind the figures of a row: two rows are one there."""
    first = min(column for side in head.sides for column in side.figures)
    for row in range(body, grid.rows):
        texts = [grid.text(row, column) for column in range(first + 1, grid.columns)]
        at = next((n for n, text in enumerate(texts) if CODE.fullmatch(text)), len(texts))
        if any(text and is_wide(text[0]) for text in texts[at:]):
            return True
    return False
