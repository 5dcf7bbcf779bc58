"""The report: the document's own text and tables, with the findings marked where they stand."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from html import escape

from mingzhang.accounts.checks.located import CAPTION, NOTE, OTHER, PARAGRAPH, TERM, Passage, passages
from mingzhang.accounts.checks.page import document
from mingzhang.accounts.checks.report_marks import Marks, Numbered, notes
from mingzhang.accounts.checks.silenced import Silenced
from mingzhang.accounts.disclosure import Form
from mingzhang.accounts.readers.form_names import OURS, form_names
from mingzhang.accounts.readers.reading import ExtraGrid, ReadDisclosure
from mingzhang.findings import Finding, Severity, counts

NONE = "没有发现问题"


def page(read: ReadDisclosure, found: Sequence[Finding], off: Sequence[Silenced]) -> str:
    """The report as one page: the list of findings, and beside it the document."""
    marks = Marks(read, found)
    unit, year = read.disclosure.unit.name, read.disclosure.year or ""
    title = f"{unit}{year}年度部门决算：核对报告"
    parts = list(_parts(read, marks))
    jump = "".join(f"<a href='#{name}'>{escape(label)}</a>" for name, label, _ in parts)
    body = "".join(f"<section id='{name}'>{markup}</section>" for name, _, markup in parts)
    head = f"<h1>{escape(title)}</h1><p>{escape(read.file)}：{escape(counts(found) or NONE)}</p>"
    return document(
        title,
        f"<a class='skip' href='#document'>跳到正文</a><header>{head}</header><div class='two'>"
        f"<nav aria-label='发现的问题'>{_list(marks)}{_switched_off(off)}</nav>"
        f"<main id='document'><p class='jump'>{jump}</p>{body}</main></div>",
    )


def _list(marks: Marks) -> str:
    """Every finding with its remedy and basis, linked to its place."""
    parts = ["<h2>发现的问题</h2>"] if marks.ordered else [f"<h2>{NONE}</h2>"]
    for severity in Severity:
        own = [(number, item) for number, item in marks.ordered if item.severity is severity]
        lines = "".join(_entry(number, item, number in marks.placed) for number, item in own)
        parts += [f"<h3>{severity.value} {len(own)} 条</h3><ol class='found'>{lines}</ol>"] if own else []
    return "".join(parts)


def _entry(number: int, item: Finding, placed: bool) -> str:
    heading = f"{number}. {escape(item.code.code)} {escape(item.code.title)}"
    linked = f"<a href='#m{number}'>{heading}</a>" if placed else heading
    where = f"<div class='where'>{escape(replace(item.place, file='').text())}</div>"
    said = "".join(f"<p class='said'>{escape(line)}</p>" for line in item.details())
    return f"<li id='f{number}' class='{item.severity.name.lower()}'>{linked}{where}{said}</li>"


def _switched_off(off: Sequence[Silenced]) -> str:
    lines = [f"<li class='off'>{escape(each.finding.text())}；关闭原因：{escape(each.reason)}</li>" for each in off]
    return f"<h2>已关闭的问题</h2><ul>{''.join(lines)}</ul>" if lines else ""


def _parts(read: ReadDisclosure, marks: Marks) -> Iterator[tuple[str, str, str]]:
    """The document part by part: anchor, name and markup."""
    texts = list(passages(read))
    levels = [paragraph.level for paragraph in read.disclosure.paragraphs]
    for kind, label in ((OTHER, "封面、目录和其他"), (PARAGRAPH, "文字说明")):
        own = [each for each in texts if each.kind == kind]
        if own:
            yield kind, label, f"<h2>{label}</h2>{_running(own, marks, levels if kind == PARAGRAPH else ())}"
    for form in read.disclosure.forms:
        around = [each for each in texts if each.form == form.number]
        label = form_names(read).get(form.number, OURS.format(form.number))
        yield f"form{form.number}", label.removeprefix("公开"), _form(read, form, label, around, marks)
    for number, (grid, name) in enumerate(zip(read.extra, _grid_names(read.extra), strict=True)):
        yield f"table{number}", name, f"<h2>{escape(grid.title or name)}</h2>{_grid(number, grid, marks)}"
    terms = [each for each in texts if each.kind == TERM]
    if terms:
        yield TERM, "名词解释", f"<h2>名词解释</h2>{_running(terms, marks)}"


def _grid_names(grids: Sequence[ExtraGrid]) -> list[str]:
    """What leads to each further table: its title, numbered where several have it, as self-evaluations do."""
    titles = [grid.title[:16] or "其他表格" for grid in grids]
    often, seen = Counter(titles), Counter[str]()
    names: list[str] = []
    for title in titles:
        seen[title] += 1
        names.append(f"{title} {seen[title]}" if often[title] > 1 else title)
    return names


def _running(texts: Iterable[Passage], marks: Marks, levels: Sequence[int] = ()) -> str:
    """Texts one after another, the page told where it changes."""
    parts: list[str] = []
    last: int | None = None
    for each in texts:
        shown, found = marks.text(each)
        turned = each.spot.page is not None and each.spot.page != last
        last = each.spot.page
        at = f"<span class='at'>第{last}页</span>" if turned else ""
        heading = each.number < len(levels) and levels[each.number]
        parts.append(f"<p>{at}{f'<b>{shown}</b>' if heading else shown}</p>{notes(found)}")
    return "".join(parts)


def _form(read: ReadDisclosure, form: Form, label: str, around: Sequence[Passage], marks: Marks) -> str:
    """A form block by block: a row a row, a column a column."""
    facts = read.facts[form.number]
    where = f"，第{facts.spot.page}页" if facts.spot.page else ""
    title = "" if label == form.title else f" {escape(form.title)}"
    parts = [f"<h2>{escape(label)}{title}（{facts.amounts}{where}）</h2>"]
    parts += [notes(marks.form(form.number), anchored=True)]
    parts += [_running([each for each in around if each.kind == CAPTION], marks)]
    parts += [_block(read, form, block, marks) for block in dict.fromkeys(cell.block for cell in form.cells)]
    parts += [_running([each for each in around if each.kind == NOTE], marks)]
    return "".join(parts)


def _block(read: ReadDisclosure, form: Form, block: str, marks: Marks) -> str:
    facts = read.facts[form.number]
    cells = {(cell.row, cell.column): cell for cell in form.cells if cell.block == block}
    columns = list(dict.fromkeys(column for _, column in cells))
    heads = "".join(f"<th scope='col'>{escape(facts.headings.get(column, column))}</th>" for column in columns)
    rows: list[str] = []
    for row in dict.fromkeys(row for row, _ in cells):
        name = facts.names.get(row, row)
        shown = [f"<th scope='row'>{escape(f'{row} {name}' if row.isdecimal() else name)}</th>"]
        noted: list[Numbered] = []
        for column in columns:
            cell = cells.get((row, column))
            markup, found = marks.cell(form.address(cell), cell.printed) if cell is not None else ("<td></td>", [])
            shown.append(markup)
            noted += found
        rows.append(f"<tr>{''.join(shown)}</tr>{_noted(noted, len(columns) + 1)}")
    head = f"<thead><tr><th scope='col'>{escape(block or '项目')}</th>{heads}</tr></thead>"
    return f"<div class='wide'><table>{head}<tbody>{''.join(rows)}</tbody></table></div>"


def _noted(found: Sequence[Numbered], width: int) -> str:
    return f"<tr><td colspan='{width}'>{notes(found)}</td></tr>" if found else ""


def _grid(number: int, grid: ExtraGrid, marks: Marks) -> str:
    """Another table as it stands."""
    rows: list[str] = []
    noted: list[Numbered] = []
    for line in grid.table.by_row():
        shown: list[str] = []
        for box in line:
            spans = f" colspan='{box.across}'" if box.across > 1 else ""
            spans += f" rowspan='{box.down}'" if box.down > 1 else ""
            markup, found = marks.box(number, box.row, box.column, box.text, spans)
            shown.append(markup)
            noted += found
        rows.append(f"<tr>{''.join(shown)}</tr>")
    own = notes(marks.grid(number), anchored=True)
    return f"{own}<div class='wide'><table><tbody>{''.join(rows)}</tbody></table></div>{notes(noted)}"
