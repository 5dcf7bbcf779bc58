"""The report: the document's own text and tables, with the findings marked where they stand."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path

from mingzhang.accounts.checks.silenced import Silenced
from mingzhang.accounts.disclosure import Form
from mingzhang.accounts.readers.characters import squeezed
from mingzhang.accounts.readers.reading import ReadDisclosure
from mingzhang.findings import Finding, Severity, by_severity

STYLE = """
body{font:15px/1.7 "Noto Serif CJK SC","Songti SC",SimSun,serif;margin:0 auto;max-width:1100px;padding:1.5em;color:#222}
h1{font-size:1.5em}h2{font-size:1.2em;margin-top:2em;border-bottom:1px solid #ccc}
table{border-collapse:collapse;font-size:13px;margin:.6em 0;width:100%}
td,th{border:1px solid #bbb;padding:.15em .5em}td.n{text-align:right;font-variant-numeric:tabular-nums}
.error{background:#fbd5d0}.warning{background:#fdeebf}.hint{background:#dcebfb}
.note{display:block;font-size:12.5px;margin:.2em 0 .4em 1em;padding:.2em .6em;border-left:3px solid #888}
li{margin:.35em 0}a{color:inherit}.off{color:#666}
"""
_ORDER = list(Severity)


def write_html(path: Path, read: ReadDisclosure, found: Sequence[Finding], off: Sequence[Silenced]) -> None:
    """One page without scripts or outside files."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page(read, found, off), "utf-8")


def page(read: ReadDisclosure, found: Sequence[Finding], off: Sequence[Silenced]) -> str:
    ordered = by_severity(found)
    numbers = {id(item): number for number, item in enumerate(ordered, 1)}
    title = escape(f"{read.disclosure.unit.name}{read.disclosure.year or ''}年度部门决算：核对报告")
    marks = _Marks(ordered, numbers)
    body = [_text(read, marks), *(_form(read, form, marks) for form in read.disclosure.forms)]
    return "".join(
        [
            f"<!DOCTYPE html><html lang='zh-CN'><head><meta charset='utf-8'><title>{title}</title>",
            f"<style>{STYLE}</style></head><body><h1>{title}</h1><p>{escape(read.file)}：{escape(counts(ordered))}</p>",
            _list(ordered, marks),
            _switched_off(off),
            *body,
            "</body></html>",
        ]
    )


def counts(found: Sequence[Finding]) -> str:
    """错误 2 条，提醒 1 条."""
    told = [f"{kind.value} {n} 条" for kind in Severity if (n := sum(item.severity is kind for item in found))]
    return "，".join(told) or "没有发现问题"


class _Marks:
    """Where findings stand: by paragraph text and by cell."""

    def __init__(self, found: Sequence[Finding], numbers: Mapping[int, int]) -> None:
        self.numbers = numbers
        self.placed: set[int] = set()
        self.cells: dict[tuple[str, str, str, str], list[Finding]] = defaultdict(list)
        self.sentences: list[tuple[str, Finding]] = []
        for item in found:
            at = item.place
            if at.form and at.line:
                self.cells[at.form, at.block, at.line.split(" ")[0], at.column].append(item)
            elif at.sentence:
                self.sentences.append((squeezed(at.sentence).strip("….").replace("...", ""), item))

    def in_text(self, text: str) -> list[Finding]:
        bare = squeezed(text)
        found = [item for words, item in self.sentences if words and words in bare and id(item) not in self.placed]
        self.placed |= {id(item) for item in found}
        return found

    def notes(self, found: Iterable[Finding]) -> str:
        return "".join(
            f"<span class='note {item.severity.name.lower()}' id='m{self.numbers[id(item)]}'>"
            f"{self.numbers[id(item)]}. {escape(_said(item))}</span>"
            for item in found
        )


def _said(item: Finding) -> str:
    parts = [f"{item.severity.value} {item.code.code} {item.code.title}"]
    parts += [f"现为：{item.printed}"] if item.printed else []
    parts += [f"应为：{item.expected}"] if item.expected else []
    parts += [f"算式：{item.arithmetic}"] if item.arithmetic else []
    return "；".join(parts)


def _worst(found: Sequence[Finding]) -> str:
    return min((item.severity for item in found), key=_ORDER.index).name.lower() if found else ""


def _list(found: Sequence[Finding], marks: _Marks) -> str:
    """Every finding with its remedy and basis, linked to its place."""
    lines = [
        f"<li class='{item.severity.name.lower()}'><a href='#m{marks.numbers[id(item)]}'>{escape(item.text())}</a></li>"
        for item in found
    ]
    return f"<h2>发现的问题</h2><ol>{''.join(lines)}</ol>" if lines else ""


def _switched_off(off: Sequence[Silenced]) -> str:
    lines = [f"<li class='off'>{escape(each.finding.text())}；关闭原因：{escape(each.reason)}</li>" for each in off]
    return f"<h2>已关闭的问题</h2><ul>{''.join(lines)}</ul>" if lines else ""


def _text(read: ReadDisclosure, marks: _Marks) -> str:
    parts = ["<h2>文字</h2>"]
    texts = [(paragraph.text, bool(paragraph.level)) for paragraph in read.disclosure.paragraphs]
    texts += [(f"{term.term}：{term.definition}", False) for term in read.disclosure.glossary]
    for text, heading in texts:
        found = marks.in_text(text)
        shown = f"<b>{escape(text)}</b>" if heading else escape(text)
        parts.append(f"<p class='{_worst(found)}'>{shown}</p>{marks.notes(found)}")
    return "".join(parts)


def _form(read: ReadDisclosure, form: Form, marks: _Marks) -> str:
    """A form block by block: a row a row, a column a column."""
    facts = read.facts[form.number]
    where = f"第{facts.spot.page}页" if facts.spot.page else ""
    parts = [f"<h2>公开{form.number}表 {escape(form.title)}（{facts.amounts}）{where}</h2>"]
    noted: list[Finding] = []
    for block in dict.fromkeys(cell.block for cell in form.cells):
        cells = {(cell.row, cell.column): cell.printed for cell in form.cells if cell.block == block}
        rows = list(dict.fromkeys(row for row, _ in cells))
        columns = list(dict.fromkeys(column for _, column in cells))
        heads = "".join(f"<th>{escape(facts.headings.get(column, column))}</th>" for column in columns)
        parts.append(f"<table><tr><th>{escape(block or '项目')}</th>{heads}</tr>")
        for row in rows:
            name = facts.names.get(row, row)
            parts.append(f"<tr><td>{escape(row + ' ' + name if row.isdigit() else name)}</td>")
            for column in columns:
                found = marks.cells.get((form.number, block, row, column), [])
                noted += found
                parts.append(f"<td class='n {_worst(found)}'>{escape(cells.get((row, column), ''))}</td>")
            parts.append("</tr>")
        parts.append("</table>")
    return "".join(parts) + marks.notes(noted)
