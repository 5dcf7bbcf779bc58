"""Which printed figures of a form are the sum of others in it: derived from the regions of rows and columns."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from mingzhang.accounts.cube import Coarse
from mingzhang.accounts.disclosure import Form
from mingzhang.accounts.forms.spec import Address, Block, FormSpec
from mingzhang.accounts.layouts.layout import FormLayout
from mingzhang.accounts.region import Region

Line = tuple[str, str]
"""Block and row, or block and column."""


def sums(form: Form, printed: FormLayout) -> Mapping[Address, tuple[Address, ...]]:
    """Total → addends, down the column where the rows divide the total's row, else along the row.

    What the regions say is the shape of the sum; whether rows that are not printed carry money only the figures tell,
    so the caller compares the sum before it writes it.
    """
    return _sums(printed, tuple([form.address(cell) for cell in form.cells]))


@lru_cache(maxsize=256)
def _sums(printed: FormLayout, places: tuple[Address, ...]) -> Mapping[Address, tuple[Address, ...]]:
    """The sums among cells at these places, the same for all units that have money in the same lines."""
    present = dict.fromkeys(places)
    down, across = _rows_divided(present, printed.spec), columns_divided(printed)
    found: dict[Address, tuple[Address, ...]] = {}
    for place in present:
        rows = down.get((place.block, place.row), ())
        columns = across.get(place.block, {}).get(place.column, ())
        for addends in (
            tuple(place._replace(block=block, row=row) for block, row in rows),
            tuple(place._replace(column=column) for column in columns),
        ):
            if addends and all(addend in present for addend in addends):
                found[place] = addends
                break
    return found


def _rows_divided(places: Iterable[Address], spec: FormSpec) -> dict[Line, tuple[Line, ...]]:
    """Row → the rows that it divides into, among the blocks that share their columns."""
    alike: dict[tuple[str, ...], dict[Line, Region]] = defaultdict(dict)
    for name, row in dict.fromkeys((place.block, place.row) for place in places):
        block = spec.block(name)
        region = block.row(row) if block else None
        if block is not None and region is not None:
            columns = tuple(column.name for column in block.columns)
            alike[columns][name, row] = spec.region & region
    found: dict[Line, tuple[Line, ...]] = {}
    for regions in alike.values():
        found |= divided(regions)
    return found


@lru_cache(maxsize=256)
def columns_divided(printed: FormLayout) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Block → column → the columns of the same measure that it divides into."""
    return {block.name: _columns_divided(block, printed) for block in printed.spec.blocks}


def _columns_divided(block: Block, printed: FormLayout) -> Mapping[str, tuple[str, ...]]:
    alike: dict[str, dict[Line, Region]] = defaultdict(dict)
    for column in block.columns:
        measure = printed.measures.get(column.name, column.measure)
        alike[measure][block.name, column.name] = printed.spec.region & column.region
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
