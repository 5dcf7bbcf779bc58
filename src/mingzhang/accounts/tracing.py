"""From a published figure back to the lines whose sum it is."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mingzhang.accounts.books.model import Books
from mingzhang.accounts.cube import DERIVED, LABELS, Flow, domain
from mingzhang.accounts.department.prepare import prepared
from mingzhang.accounts.disclosure import Cell, Disclosure, Form
from mingzhang.accounts.forms.fill import figure_text
from mingzhang.accounts.forms.spec import FormSpec
from mingzhang.accounts.layouts.layout import Layout, load_layout
from mingzhang.accounts.measures import Measure
from mingzhang.accounts.pipeline import Progress
from mingzhang.accounts.region import Region
from mingzhang.money import yuan_text
from mingzhang.printed import ticks_of

if TYPE_CHECKING:
    import polars as pl


def trace_text(folder: Path, wanted: tuple[str, str, str, str], limit: int | None, progress: Progress) -> str:
    """The trace of the cell `wanted` (form, block, row, column; block and column may be empty) as lines of text.

    Raises ProblemsFound for books that cannot be used, click.UsageError for a cell that the disclosure does not have.
    """
    with prepared(folder, progress) as (books, disclosure):
        return _trace_text(books, disclosure, wanted, limit)


def _trace_text(books: Books, disclosure: Disclosure, wanted: tuple[str, str, str, str], limit: int | None) -> str:
    placed = load_layout(books.layout, books.year)
    form, cell = find_cell(disclosure, placed, *wanted)
    layout = placed.forms[form.number]
    block = layout.spec.block(cell.block)
    column = block.column(cell.column) if block else None
    measure = layout.measures.get(cell.column, column.measure if column else "actual")
    if measure != "actual":
        raise click.UsageError(f"“{cell.column}”是预算数，由“预算”表直接填列，没有凭证行")
    region = layout.spec.region_of(form.address(cell))
    lines = books.ledger.trace(region)
    gaps = _unstated(books.measures.actual, region, lines)
    unsaid, derived = frozenset(gaps), sum(gaps.values())
    place = "，".join(part for part in (f"公开{form.number}表", cell.block, cell.row, cell.column) if part)
    shown = lines if limit is None else lines.head(limit)
    rest = lines.height - shown.height
    total = yuan_text(int(lines["fen"].sum() or 0) + derived)
    return "\n".join([
        f"{place}（{layout.title}）",
        *_table(shown),
        *([f"（其余 {rest} 行从略，用 --limit 0 全部列出）"] if rest else []),
        *_by_law(books.measures.actual, region, derived, unsaid),
        f"合计 {lines.height} 行，{total} 元；{_as_printed(cell, placed)}",
    ])  # fmt: skip


def _unstated(actual: Measure, region: Region, lines: "pl.DataFrame") -> dict[Flow, int]:
    """What the law gives beyond the lines, by flow: an approved workbook states all of it, an adjustment a part."""
    import polars as pl

    gaps: dict[Flow, int] = {}
    for flow in sorted(region.flows & DERIVED):
        whole = sum(entry.fen for entry in actual.entries(region) if entry.coarse.flow is flow)
        stated = lines.filter(pl.col("flow") == flow.value)["fen"]
        gap = whole - int(stated.sum() or 0)
        if gap or stated.is_empty():
            gaps[flow] = gap
    return gaps


def _as_printed(cell: Cell, layout: Layout) -> str:
    """How the sum came to be printed as it is, a moved tail named."""
    if cell.fen is None:
        return f"公布为 {cell.printed or '空白'}"
    rounded = figure_text(ticks_of(cell.fen, layout.tick_fen), grouped=layout.grouped)
    if cell.printed and cell.printed != rounded:
        return f"四舍五入为 {rounded}，本表把尾差移到一列中最大的一行，公布为 {cell.printed}"
    return f"公布为 {cell.printed or '空白'}（{layout.unit_of_amounts}，四舍五入）"


def _by_law(actual: Measure, region: Region, derived: int, unsaid: frozenset[Flow]) -> list[str]:
    """What no voucher line states but the law gives: closing balances, surplus used and distribution."""
    flows = sorted(region.flows & unsaid)
    if not flows:
        return []
    funds = frozenset(atom.fund for atom in region.coarse if atom.flow in DERIVED)
    parts: list[str] = []
    for flow in Flow:
        same = Region(frozenset(atom for atom in domain() if atom.flow is flow and atom.fund in funds), region.function)
        amount = actual.value(same)
        parts.append(f"{LABELS['flow'][flow]} {yuan_text(amount.fen if amount else 0)}")
    named = "、".join(LABELS["flow"][flow] for flow in flows)
    return [f"其中{named} {yuan_text(derived)} 元没有凭证行，由收支平衡推算：", f"  {'；'.join(parts)}（元，同一资金）"]


def find_cell(
    disclosure: Disclosure, layout: Layout, number: str, block: str, row: str, column: str
) -> tuple[Form, Cell]:
    """The one cell that the words name. Raises click.UsageError, naming the choices, where none or several do."""
    form = disclosure.form(number.removeprefix("公开").removesuffix("表").zfill(2))
    if form is None:
        numbers = "、".join(form.number for form in disclosure.forms)
        raise click.UsageError(f"没有“{number}”表；可选：{numbers}")
    spec = layout.forms[form.number].spec
    rows = [cell for cell in form.cells if cell.row == row and (not block or cell.block == block)]
    if not rows:
        known = "、".join(dict.fromkeys(cell.row for cell in form.cells))
        raise click.UsageError(f"公开{form.number}表没有“{row}”行；可选：{known}")
    found = [cell for cell in rows if not column or cell.column == _canonical(spec, cell.block, column)]
    if len(found) != 1:
        known = "；".join(" ".join(part for part in (cell.block, cell.column) if part) for cell in rows)
        raise click.UsageError(f"公开{form.number}表“{row}”行要指明哪一列（必要时用 --block）：{known}")
    return form, found[0]


def _canonical(spec: FormSpec, block: str, name: str) -> str:
    home = spec.block(block)
    column = home.column(name) if home else None
    return column.name if column else name


def _table(lines: "pl.DataFrame") -> list[str]:
    """One line a voucher line: where it stands, what it says, its amount as the form counts it."""
    shown: list[str] = []
    for line in lines.iter_rows(named=True):
        place = f"{line['file']}:{line['row']}"
        what = " ".join(str(line[name]) for name in ("date", "voucher", "account", "project", "memo") if line[name])
        origin = "" if line["origin"] == "凭证" else f"〔{line['origin']}〕"
        reason = f"（{line['reason']}）" if line["reason"] else ""
        shown.append(f"  {place}  {yuan_text(line['fen']):>16}  {origin}{what}{reason}")
    return shown
