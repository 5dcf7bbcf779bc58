"""Which printed figures of a form are the sum of others in it: derived from the regions of rows and columns."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from mingzhang.accounts.cube import Coarse
from mingzhang.accounts.disclosure import Cell, Form
from mingzhang.accounts.forms.spec import Address, Block, FormSpec
from mingzhang.accounts.layouts.layout import FormLayout
from mingzhang.accounts.region import Region

Line = tuple[str, str]
"""Block and row, or block and column."""


def sums(form: Form, printed: FormLayout) -> dict[Address, tuple[Address, ...]]:
    """Total → addends, down the column where the rows divide the total's row, else along the row.

    What the regions say is the shape of the sum; whether rows that are not printed carry money only the figures tell,
    so the caller compares the sum before it writes it.
    """
    present = {form.address(cell): cell for cell in form.cells}
    down = _rows_divided(form.cells, printed.spec)
    along = {block.name: columns_divided(block, printed.spec, printed) for block in printed.spec.blocks}
    found: dict[Address, tuple[Address, ...]] = {}
    for place in present:
        rows = down.get((place.block, place.row), ())
        columns = along.get(place.block, {}).get(place.column, ())
        for addends in (
            tuple(place._replace(block=block, row=row) for block, row in rows),
            tuple(place._replace(column=column) for column in columns),
        ):
            if addends and all(addend in present for addend in addends):
                found[place] = addends
                break
    return found


def _rows_divided(cells: Sequence[Cell], spec: FormSpec) -> dict[Line, tuple[Line, ...]]:
    """Row → the rows that it divides into, among the blocks that share their columns."""
    alike: dict[tuple[str, ...], dict[Line, Region]] = defaultdict(dict)
    for cell in cells:
        block = spec.block(cell.block)
        region = block.row(cell.row) if block else None
        if block is not None and region is not None:
            columns = tuple(column.name for column in block.columns)
            alike[columns].setdefault((cell.block, cell.row), spec.region & region)
    found: dict[Line, tuple[Line, ...]] = {}
    for regions in alike.values():
        found |= divided(regions)
    return found


def columns_divided(block: Block, spec: FormSpec, printed: FormLayout) -> dict[str, tuple[str, ...]]:
    """Column → the columns of the same measure that it divides into."""
    alike: dict[str, dict[Line, Region]] = defaultdict(dict)
    for column in block.columns:
        measure = printed.measures.get(column.name, column.measure)
        alike[measure][block.name, column.name] = spec.region & column.region
    found: dict[str, tuple[str, ...]] = {}
    for regions in alike.values():
        found |= {whole: tuple(name for _, name in parts) for (_, whole), parts in divided(regions).items()}
    return found


def divided(regions: Mapping[Line, Region]) -> dict[Line, tuple[Line, ...]]:
    """Each region that the largest of those inside it divide: disjoint, and together every coarse combination of it."""
    found: dict[Line, tuple[Line, ...]] = {}
    for whole, region in regions.items():
        largest: dict[Line, Region] = {}
        for line, part in regions.items():
            if part.empty or not part <= region or part == region:
                continue
            if not any(part <= other and part != other for other in largest.values()):
                kept = {each: other for each, other in largest.items() if not other <= part or other == part}
                largest = {**kept, line: part}
        parts = list(largest.values())
        covered: frozenset[Coarse] = frozenset().union(*(part.coarse for part in parts))
        if parts and covered == region.coarse and _disjoint(parts):
            found[whole] = tuple(largest)
    return found


def _disjoint(parts: Sequence[Region]) -> bool:
    return all(
        not left.coarse & right.coarse
        or left.function.disjoint(right.function)
        or left.economic.disjoint(right.economic)
        for index, left in enumerate(parts)
        for right in parts[index + 1 :]
    )
