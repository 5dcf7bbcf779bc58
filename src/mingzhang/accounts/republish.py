"""A disclosure that was read, printed again: every edition of it, in the layout that fits it or in another."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from mingzhang.accounts.disclosure import Cell, Disclosure, Form
from mingzhang.accounts.forms.fill import figure_text
from mingzhang.accounts.forms.fitting import Fit, best_fit, fit
from mingzhang.accounts.layouts.layout import Layout, load_layout
from mingzhang.accounts.layouts.shelf import key_of, names, own_folders
from mingzhang.accounts.pipeline import Progress, quiet
from mingzhang.accounts.readers.apart import read_apart
from mingzhang.accounts.readers.limits import Limits
from mingzhang.accounts.readers.reading import ReadDisclosure
from mingzhang.findings import Finding, Place, ProblemsFound, finding, has_errors
from mingzhang.printed import ticks_of


@dataclass(frozen=True)
class Republished:
    """What came of printing a document again."""

    read: ReadDisclosure
    layout: Layout
    chosen: bool
    """Whether the layout was chosen here and not named by the user or the file."""
    findings: tuple[Finding, ...]
    folder: Path


def republish(
    file: Path,
    out: Path,
    layout: str = "",
    progress: Progress = quiet,
    *,
    created: datetime | None = None,
    limits: Limits | None = None,
) -> Republished:
    """Write the public edition of the disclosure in `file` into `out`, whole or not at all.

    Raises FileUnusable where nothing of the file can be read, ProblemsFound where it cannot be read whole or the
    layout has no place for some of its figures.
    """
    from mingzhang.accounts.renderers.files import write_public

    progress("读入文件")
    read = read_apart(file, limits)
    found, chosen = layout_for(read, layout, file.parent)
    disclosure, told = whole(read, found)
    if has_errors(told):
        raise ProblemsFound(told)
    progress(f"按 {found.layout.name} 写出公开版")
    return Republished(read, found.layout, chosen, tuple(told), write_public(disclosure, found.layout, out, created))


def whole(read: ReadDisclosure, found: Fit) -> tuple[Disclosure, list[Finding]]:
    """The disclosure as its layout prints it, without the blanks and zeros of rows that it does not have, and what
    of the document would be lost so.
    """
    told = [*read.findings, *_unread(read), *_misfits(read, found)]
    placed = [
        replace(form, cells=tuple(cell for cell in form.cells if form.address(cell) not in found.idle))
        for form in read.disclosure.forms
    ]
    forms = tuple(_printed_in(form, read, found.layout, told) for form in placed)
    return replace(read.disclosure, layout=found.layout.key, forms=forms), told


def layout_for(read: ReadDisclosure, asked: str, folder: Path) -> tuple[Fit, bool]:
    """The layout asked for, else the file's own, else the one that fits best; and whether it was chosen by fit.

    Layouts of one's own may stand in 版式 in `folder`, where the document stands, or beside that. Raises ProblemsFound
    where the document has no forms at all, or the layout is unknown.
    """
    disclosure = read.disclosure
    if not disclosure.forms:
        raise ProblemsFound([finding("D115", Place(file=read.file))])
    named = asked or disclosure.layout
    if not named:
        return best_fit(disclosure), True
    folders = own_folders(folder)
    key = key_of(named, folders)
    if not key:
        known = "、".join(names(folders))
        place = Place(key="--layout") if asked else Place(file=read.file, key="layout")
        raise ProblemsFound([finding("S112", place, printed=named, expected=f"{known} 之一")])
    return fit(disclosure, load_layout(key, disclosure.year)), False


def _unread(read: ReadDisclosure) -> Iterator[Finding]:
    """A figure that could not be read cannot be printed."""
    for item in read.unread:
        place = Place(file=read.file, page=item.spot.page, form=item.form, line=item.row, column=item.column)
        yield finding("D110", place, printed=item.text)


def _misfits(read: ReadDisclosure, found: Fit) -> Iterator[Finding]:
    name = found.layout.name
    for address in found.lost:
        place = Place(file=read.file, form=address.form, block=address.block, line=address.row, column=address.column)
        yield finding("D111", place, printed=name)
    if found.missing:
        titles = "、".join(found.layout.forms[number].title for number in found.missing)
        yield finding("D112", Place(file=read.file), printed=titles, expected=name)
    others = [grid.title for grid in read.extra if grid.kind == "form"]
    if others:
        yield finding("D113", Place(file=read.file), printed="、".join(others))


def _printed_in(form: Form, read: ReadDisclosure, layout: Layout, told: list[Finding]) -> Form:
    """The form with its amounts in the layout's unit of money: 元 become 万元 where every 分 is known."""
    facts = read.facts[form.number]
    if facts.amounts == layout.unit_of_amounts:
        return form
    unknown = [cell for cell in form.cells if cell.printed and cell.fen is None]
    if unknown:
        place = Place(file=read.file, form=form.number, line=unknown[0].row, column=unknown[0].column)
        said = f"{facts.amounts}，如 {unknown[0].printed}"
        told.append(finding("D114", place, printed=said, expected=layout.unit_of_amounts))
        return form
    return replace(form, cells=tuple(_in_unit(cell, layout) for cell in form.cells))


def _in_unit(cell: Cell, layout: Layout) -> Cell:
    if cell.fen is None:
        return cell
    return replace(cell, printed=figure_text(ticks_of(cell.fen, layout.tick_fen), grouped=layout.grouped))
