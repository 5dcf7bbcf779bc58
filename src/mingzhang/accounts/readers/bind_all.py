"""Which tables of a document are which forms, each bound; the others are kept as they stand."""

from collections.abc import Mapping, Sequence

from mingzhang.accounts.forms.spec import FormSpec
from mingzhang.accounts.readers.binding import bind
from mingzhang.accounts.readers.bound import Bound, Unread, place_of
from mingzhang.accounts.readers.captions import Caption, known_title
from mingzhang.accounts.readers.characters import MONEY, squeezed
from mingzhang.accounts.readers.displaced import is_displaced
from mingzhang.accounts.readers.document import Table
from mingzhang.accounts.readers.form_facts import Bounds
from mingzhang.accounts.readers.matrix import Matrix, first_money_row, matrix
from mingzhang.accounts.readers.paired import bind_paired
from mingzhang.accounts.readers.reading import ExtraGrid, FurtherForm
from mingzhang.accounts.readers.recognise import contradicts, form_by_content
from mingzhang.accounts.readers.sections import Flow, Section
from mingzhang.accounts.readers.unmerged import ways
from mingzhang.findings import Finding, finding

MANY_LOST = 12
"""Figures without a row or a column from which on a form may be misread as a whole."""
PERFORMANCE = ("绩效", "自评", "指标")


def bind_all(
    cut: Flow,
    said: Sequence[Caption],
    specs: Mapping[str, FormSpec],
    file: str,
    year: int,
    found: list[Finding],
) -> tuple[Bounds, list[ExtraGrid], tuple[FurtherForm, ...]]:
    """The forms by number, the other tables, and second forms of one number; what is wrong joins `found`."""
    bounds: Bounds = {}
    seconds: list[FurtherForm] = []
    extra: list[ExtraGrid] = []
    titled = {one.form for one in said}
    last: Bound | None = None
    for section, one in zip(cut.sections, said, strict=True):
        grid = matrix(section.table)
        number = _number(grid, one, specs)
        if not one.form and number in titled:
            number = ""  # alike by what it holds, but the document names that form elsewhere
        told = contradicts(one.form, grid) if one.form else ""
        if told:
            where = place_of(file, one.form, section.table.spot)
            found.append(finding("R212", where, printed=one.title, expected=specs[told].title))
            number = told
        bound = _bind(section.table, grid, specs[number], file, year) if number else None
        where = place_of(file, number, section.table.spot)
        if number and (bound is None or _is_misread(bound, grid)):
            found.append(finding("R201", where, printed=one.title))
            bound = None
        elif number in bounds:
            if bound is not None and not _same_title(one, bounds[number][1]):  # 四川's second form of one fund
                seconds.append(FurtherForm(number, one.title, one.amounts, bound.cells, bound.places))
            else:
                found.append(finding("R207", where, printed=one.title))
            bound = None
        if bound is None:
            further = _extra(section, one)
            extra += further
            if section.apart or section.captions or any(grid.kind == "performance" for grid in further):
                last = None  # another table stands between: what follows without a title goes on with that one
            elif last is not None:
                _tell_left_out(last, section, file)
        else:
            bounds[number] = (bound, one, section)
            last = bound
        if bound is not None and section.stray:
            _tell_left_out(bound, section, file)
    return bounds, extra, tuple(seconds)


def _same_title(one: Caption, other: Caption) -> bool:
    """Whether two titles are one, by the list where it has them, else as they stand."""
    known = known_title(one.title)
    return known == known_title(other.title) and (known[1] != "" or squeezed(one.title) == squeezed(other.title))


def _tell_left_out(bound: Bound, section: Section, file: str) -> None:
    """Figures below a form, or in a table that goes on with it, that no column of the form took."""
    texts = [(text.text, text.spot) for text in section.stray]
    if not texts:
        texts = [(box.text, box.spot) for box in section.table.boxes if MONEY.fullmatch(squeezed(box.text))]
    if not texts:
        return
    told = "、".join(text for text, _ in texts[:5]) + ("…" if len(texts) > 5 else "")
    bound.findings.append(finding("R213", place_of(file, bound.number, texts[0][1]), printed=told[:120]))
    bound.unread += [Unread(bound.number, text, "", "", spot) for text, spot in texts]


def _number(grid: Matrix, one: Caption, specs: Mapping[str, FormSpec]) -> str:
    """Which form a table is: by its title, else by its content; a title of another form makes it none of the nine."""
    if one.form or not one.title:
        return one.form or form_by_content(grid, specs)
    other = ("预算表", "政府性基金", "国有资本")
    three = "三公" in one.title and not any(word in one.title for word in other)
    return "07" if three and form_by_content(grid, specs) == "07" else ""


def _bind(table: Table, grid: Matrix, spec: FormSpec, file: str, year: int) -> Bound | None:
    """The form in the table; where its headings do not stand over their columns, by the only way that they can."""
    found = None if table.apart else _bound(grid, spec, file, year)
    if found is not None:
        return found
    body = first_money_row(grid)
    if not (table.apart or is_displaced(grid, body)):
        return None
    able: list[Bound] = []
    for way in ways(table, body):
        one = _bound(matrix(way), spec, file, year)
        if one is not None and one.cells and not one.findings and all(one.cells != other.cells for other in able):
            able.append(one)
    return able[0] if len(able) == 1 else None


def _bound(grid: Matrix, spec: FormSpec, file: str, year: int) -> Bound | None:
    if spec.number == "07":
        paired = bind_paired(grid, spec, file, year)
        if paired is not None:
            return paired
    return bind(grid, spec, file, year)


def _is_misread(bound: Bound, grid: Matrix) -> bool:
    """Whether many more figures have no row or column than have one, or none has: what was read is others' then."""
    lost = sum(item.address is None for item in bound.unread)
    printed = sum(bool(cell.printed) for cell in bound.cells.values())
    return (lost >= MANY_LOST and lost > 2 * printed) or (not printed and first_money_row(grid) > 0)


def _extra(section: Section, one: Caption) -> list[ExtraGrid]:
    """A table kept as it stands; empty frames are dropped."""
    words = squeezed("".join(box.text for box in section.table.boxes))
    if not words:
        return []
    head = one.title + words[:400]
    kind = "performance" if sum(word in head for word in PERFORMANCE) >= 2 else "form" if one.title else "table"
    return [
        ExtraGrid(
            one.title,
            kind,
            section.table,
            tuple(text.text for text in section.captions),
            tuple(text.text for text in section.notes),
        )
    ]
