"""The tables of a consolidation as a page of the internal edition."""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote

from mingzhang.accounts.department.stated import Box, Table
from mingzhang.money import yuan_text

STYLE = """
body{font:15px/1.7 "Noto Serif CJK SC","Songti SC",SimSun,serif;margin:0 auto;max-width:1400px;padding:1.5em;color:#222}
h1{font-size:1.5em}h2{font-size:1.2em;margin-top:2em;border-bottom:1px solid #ccc}
.banner{background:#7a1f1f;color:#fff;padding:.3em .8em}.banner a{color:#fff;margin-left:1.5em}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:13px;margin:.6em 0;min-width:100%}
th{background:#f2f2f2;text-align:left}td,th{border:1px solid #bbb;padding:.2em .5em;vertical-align:top}
th[scope=row]{font-weight:normal;background:none;min-width:9em}tr.sum th,tr.sum td{background:#f7f3e8;font-weight:bold}
td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
"""


def page(title: str, tables: tuple[Table, ...], link: str) -> str:
    """One page without scripts or outside files; `link` leads to a unit's page, {} being its folder; "" for none."""
    body = "".join(part for table in tables for part in _table(table, link))
    return (
        f"<!DOCTYPE html><html lang='zh-CN'><head><meta charset='utf-8'><meta name='robots' content='noindex'>"
        f"<title>{escape(title)}（内部版·不得公开）</title><style>{STYLE}</style></head><body>"
        f"<p class='banner'>内部版·不得公开<a href='index.html'>返回决算</a></p><h1>{escape(title)}</h1>"
        f"{body}</body></html>"
    )


def write_page(path: Path, title: str, tables: tuple[Table, ...], link: str) -> None:
    path.write_text(page(title, tables, link), "utf-8", newline="\n")


def _table(table: Table, link: str) -> Iterator[str]:
    heads = "".join(f"<th scope='col'>{escape(name)}</th>" for name in table.columns)
    yield f"<h2>{escape(table.name)}</h2><p>{escape(table.note)}</p>"
    if not table.rows:
        return
    yield f"<div class='scroll' tabindex='0'><table><thead><tr>{heads}</tr></thead><tbody>"
    for at, row in enumerate(table.rows):
        kind = " class='sum'" if at >= len(table.rows) - table.totals else ""
        first = _first(row[0], table.links[at] if table.links else "", link)
        yield f"<tr{kind}><th scope='row'>{first}</th>{''.join(map(_box, row[1:]))}</tr>"
    yield "</tbody></table></div>"


def _first(box: Box, folder: str, link: str) -> str:
    text = escape(str(box))
    return f"<a href='{link.format(quote(folder))}'>{text}</a>" if folder and link else text


def _box(box: Box) -> str:
    if isinstance(box, int):
        return f"<td class='n'>{yuan_text(box)}</td>"
    return f"<td>{escape(box)}</td>" if box is not None else "<td class='n'>不知道</td>"
