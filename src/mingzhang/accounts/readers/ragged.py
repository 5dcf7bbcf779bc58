"""Rows that tell their cells but not which columns a merged cell covers: spans inferred from the rows around."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from mingzhang.accounts.forms.boxes import TOTALS
from mingzhang.accounts.readers.characters import MONEY, NIL, is_figure, squeezed
from mingzhang.accounts.readers.displaced import tells_own_cells
from mingzhang.accounts.readers.document import Box, Spot, Table

Cells = Sequence[tuple[str, Spot]]
Kind = bool | None
_NEVER = 1e9
_MAX_COLUMNS = 60
_TOTALS = (*TOTALS, "小计")


def ragged_table(rows: Sequence[Cells], spot: Spot) -> Table:
    """The table of rows with unequal numbers of cells; a short row's cells are stretched over the full width.

    Headings that leave out what merged ones cover are set side by side: nothing tells how wide they are.
    """
    counts = Counter(len(row) for row in rows)
    width = max(counts)
    full = [[squeezed(text) for text, _ in row] for row in rows if len(row) == width]
    figures = [_kind(full, n) for n in range(width)]
    own = tells_own_cells([[squeezed(text) for text, _ in row] for row in rows], width)
    boxes: list[Box] = []
    stretched: dict[int, list[str]] = {}
    """Rows with a text for every column, the lowest first: a heading is set over those below it."""
    for number in range(len(rows) - 1, -1, -1):
        row = rows[number]
        texts = [squeezed(text) for text, _ in row]
        if len(row) < width and _unclear(texts):
            boxes += _kept_apart(row, number, width, figures.index(True) if True in figures else 1)
            continue
        if own and len(row) < width and not any(is_figure(text) for text in texts):
            boxes += [Box(number, column, text, at) for column, (text, at) in enumerate(row)]
            continue
        below = next((stretched[near] for near in (number + 1, number + 2) if near in stretched), None)
        spans = [1] * width if len(row) == width else _spans(texts, width, figures, below)
        column = 0
        stretched[number] = []
        for (text, at), across in zip(row, spans, strict=True):
            boxes.append(Box(number, column, text, at, across))
            stretched[number] += [squeezed(text), *(f"{squeezed(text)}~{n}" for n in range(1, across))]
            column += across
    boxes.sort(key=lambda box: (box.row, box.column))
    return Table(tuple(boxes), len(rows), width, spot, loose=len(counts) > 1, apart=own)


def _kept_apart(row: Cells, number: int, width: int, start: int) -> list[Box]:
    """A row whose cells cannot be told apart: its figures together in one box, so that none is read as another's."""
    first, rest = row[0], [text for text, _ in row[1:] if text]
    return [
        Box(number, 0, first[0], first[1], max(start, 1)),
        Box(number, max(start, 1), " ".join(rest), first[1], width - max(start, 1)),
    ]


def _unclear(texts: Sequence[str]) -> bool:
    """Whether a short row prints money but is no row of totals: a cell is missing, and nothing says which."""
    money = any(MONEY.fullmatch(text) for text in texts)
    return money and not any(text.endswith(_TOTALS) for text in texts[:1]) and not _labelled(texts)


def _labelled(texts: Sequence[str]) -> bool:
    """Whether every figure of a row stands behind a label of its own, as in 预算金额 49.94 执行数 49.94 执行率 100%."""
    plain = [is_figure(text.rstrip("%")) for text in texts]
    alternate = all(own != after for own, after in pairwise(plain))
    return alternate and not plain[0] and sum(plain) > 1 and not any(text in NIL for text in texts)


def _kind(full: Sequence[Sequence[str]], column: int) -> Kind:
    """What a column holds in the rows of full width: True for figures, False for labels, None where it is empty."""
    texts = [row[column] for row in full if row[column] not in NIL]
    if not any(is_figure(text) for text in texts):
        return None if len(texts) < 3 else False
    return sum(not is_figure(text) for text in texts) * 2 <= len(texts)


def _spans(texts: Sequence[str], width: int, figures: Sequence[Kind], below: Sequence[str] | None) -> list[int]:
    """How many columns each cell covers so that all are covered at the least cost."""
    if width > _MAX_COLUMNS:
        return [1] * (len(texts) - 1) + [width - len(texts) + 1]
    heading = not any(is_figure(text) for text in texts) and not any(is_figure(text) for text in below or ())
    coded = [number for number, text in enumerate(texts) if "编码" in text]
    if coded and not heading and not any(is_figure(text) for text in texts):
        more, rest = divmod(width - len(texts), len(coded))
        if not rest:  # the lowest headings: 科目编码 stands over 类 and 款
            return [1 + more if number in coded else 1 for number in range(len(texts))]
    if heading and below is not None and _repeats(below, len(texts)):
        return [width // len(texts)] * len(texts)
    best: list[dict[int, tuple[float, list[int]]]] = [{0: (0.0, [])}]
    for index, text in enumerate(texts):
        reached: dict[int, tuple[float, list[int]]] = {}
        rest = len(texts) - index - 1
        for start, (cost, spans) in best[-1].items():
            for across in range(1, width - start - rest + 1):
                under = below[start : start + across] if below is not None and heading else None
                price = cost + _cost(text, figures[start : start + across], under)
                end = start + across
                if price < reached.get(end, (_NEVER, []))[0]:
                    reached[end] = (price, [*spans, across])
        best.append(reached)
    return best[-1][width][1]


def _repeats(below: Sequence[str], times: int) -> bool:
    """Whether the row below says the same so many times over: each heading then stands over one of them."""
    part, rest = divmod(len(below), times)
    return times > 1 and part > 1 and not rest and all(below[n] == below[n % part] for n in range(len(below)))


def _cost(text: str, kinds: Sequence[Kind], under: Sequence[str] | None) -> float:
    """How unlikely it is that a cell covers these columns."""
    across = len(kinds)
    if is_figure(text):
        return 10.0 * (across - 1) + {True: 0.0, None: 0.3, False: 2.0}[kinds[0]]
    if under is None:
        if text in NIL:
            return 10.0 * (across - 1)
        return 0.5 * sum(kind is True for kind in kinds) - (0.2 if across > 1 else 0.0) + 0.05 * (across - 1)
    if across == 1 or text in NIL:
        return 10.0 * (across - 1) + (0.0 if not under[0] else 0.4)
    repeated = under[0] in under[1:]
    mixed = any(name in _LEADS for name in under) and text == "项目" and not all(name in _LEADS for name in under)
    return 1.0 * sum(not name for name in under) + 0.3 * repeated + 0.3 * mixed + 0.1


_LEADS = frozenset(
    {"项目", "科目编码", "功能分类科目编码", "科目名称", "序号", "功能分类科目名称", "支出功能分类科目编码", "行次"}
)
