"""A comparison as a page: what contradicts, the figures side by side, the words with what changed in them marked."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from html import escape
from itertools import groupby
from pathlib import Path

from mingzhang.accounts.comparison.cells import ADDED, GONE, CellChange
from mingzhang.accounts.comparison.compare import Comparison
from mingzhang.accounts.comparison.outputs import CALLED, title
from mingzhang.accounts.comparison.words import WordChange
from mingzhang.findings import by_severity
from mingzhang.whole import write_whole

STYLE = """
body{font:15px/1.7 "Noto Serif CJK SC","Songti SC",SimSun,serif;margin:0 auto;max-width:1200px;padding:1.5em;color:#222}
h1{font-size:1.5em}h2{font-size:1.2em;margin-top:2em;border-bottom:1px solid #ccc}
table{border-collapse:collapse;font-size:13px;margin:.6em 0;width:100%}
th{background:#f2f2f2;text-align:left}td,th{border:1px solid #bbb;padding:.2em .5em;vertical-align:top}
td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
td.w{width:44%}
.error{background:#fbd5d0}.warning{background:#fdeebf}.hint{background:#dcebfb}
.new{background:#e3f4e1}.gone{background:#f6e3e3}
del{background:#f6d5d5;text-decoration:line-through}ins{background:#cdeccb;text-decoration:none}
li{margin:.35em 0;padding:.1em .4em}
"""
_TOKEN = re.compile(r"[\d.,]*\d%?|.", re.DOTALL)
_CLASS = {ADDED: "new", GONE: "gone"}


def write_html(path: Path, found: Comparison) -> None:
    """One page without scripts or outside files."""
    write_whole(path, page(found).encode())


def page(found: Comparison) -> str:
    before, after, kind = CALLED[found.pair.kind]
    heads = [f"{who}：{title(read)}" for who, read in ((before, found.pair.first), (after, found.pair.second))]
    body = [_findings(found), _forms(found.cells, before, after), _words(found.words, before, after)]
    return (
        f"<!DOCTYPE html><html lang='zh-CN'><head><meta charset='utf-8'><title>比较：{escape(kind)}</title>"
        f"<style>{STYLE}</style></head><body><h1>比较：{escape(kind)}</h1>"
        f"<p>{'<br>'.join(map(escape, heads))}</p>{''.join(body)}</body></html>"
    )


def _findings(found: Comparison) -> str:
    lines = [
        f"<li class='{item.severity.name.lower()}'>{escape(item.text())}</li>" for item in by_severity(found.findings)
    ]
    return f"<h2>发现的问题</h2><ol>{''.join(lines)}</ol>" if lines else "<h2>发现的问题</h2><p>没有。</p>"


def _forms(cells: Sequence[CellChange], before: str, after: str) -> str:
    parts = ["<h2>数字</h2>"] if cells else ["<h2>数字</h2><p>各表数字都相同。</p>"]
    heads = "".join(f"<th scope='col'>{escape(each)}</th>" for each in ("行", "列", before, after, "差额", "幅度"))
    for form, group in groupby(cells, key=lambda each: each.address.form):
        rows = list(group)
        parts.append(f"<h3>公开{form}表：{len(rows)} 处</h3><table><tr>{heads}</tr>")
        parts += [_row(each) for each in rows]
        parts.append("</table>")
    return "".join(parts)


def _row(each: CellChange) -> str:
    name = f"{each.address.block} {each.name}".strip()
    numbers = (each.before, each.after, each.difference, each.rate)
    boxes = "".join(f"<td class='n'>{escape(text)}</td>" for text in numbers)
    kind = _CLASS.get(each.change, "")
    return f"<tr class='{kind}'><td>{escape(name)}</td><td>{escape(each.address.column)}</td>{boxes}</tr>"


def _words(words: Sequence[WordChange], before: str, after: str) -> str:
    parts: list[str] = []
    for subject, group in groupby(words, key=lambda each: each.subject):
        parts.append(
            f"<h2>{escape(subject)}</h2><table><tr><th scope='col'>名称</th><th scope='col'>{escape(before)}</th>"
            f"<th scope='col'>{escape(after)}</th></tr>"
        )
        for each in group:
            old, new = marked(each.before, each.after)
            parts.append(f"<tr><td>{escape(each.name)}</td><td class='w'>{old}</td><td class='w'>{new}</td></tr>")
        parts.append("</table>")
    return "".join(parts)


def marked(before: str, after: str) -> tuple[str, str]:
    """Both texts, with what only the one has marked; a number is marked whole."""
    old: list[str] = []
    new: list[str] = []
    first, second = _TOKEN.findall(before), _TOKEN.findall(after)
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        gone, fresh = escape("".join(first[i1:i2])), escape("".join(second[j1:j2]))
        old.append(gone if kind == "equal" or not gone else f"<del>{gone}</del>")
        new.append(fresh if kind == "equal" or not fresh else f"<ins>{fresh}</ins>")
    return "".join(old), "".join(new)
