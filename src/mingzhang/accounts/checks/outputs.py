"""What came of the documents: for the terminal, as data, and an index of the reports."""

from collections import Counter
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import click

from mingzhang.accounts.checks.order import RESULTS, Checked
from mingzhang.accounts.checks.page import document
from mingzhang.accounts.checks.sources import Source
from mingzhang.accounts.readers.characters import width_of
from mingzhang.findings import Severity
from mingzhang.whole import write_whole

FORMAT, VERSION = "mingzhang-check", 1
INDEX = "汇总.html"
WIDEST = 60
"""Columns of the console that a file's name takes in the summary."""
OFF = "已关闭"
NOTHING = "没有发现问题。"


def as_json(checked: Sequence[Checked]) -> dict[str, Any]:
    """All findings as data."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "documents": [
            {
                "file": each.file,
                "title": each.title,
                "status": each.status,
                "findings": [item.as_json() for item in each.findings],
                "silenced": [off.finding.as_json() | {"reason": off.reason} for off in each.silenced],
            }
            for each in checked
        ],
    }


def numbers(checked: Checked) -> list[int]:
    """How many errors, warnings and hints, and how many were switched off."""
    return [*(sum(item.severity is kind for item in checked.findings) for kind in Severity), len(checked.silenced)]


HEADS = (*(kind.value for kind in Severity), OFF)
"""Beside `numbers`."""


def show(checked: Sequence[Checked]) -> None:
    """Findings grouped by severity, document by document; a summary at the end."""
    for each in checked:
        click.echo(f"\n{each.file}  {each.title}".rstrip())
        if not each.findings:
            click.echo(NOTHING)
        for kind in Severity:
            own = [item for item in each.findings if item.severity is kind]
            click.echo(f"\n【{kind.value}】{len(own)} 条") if own else None
            for number, item in enumerate(own, 1):
                click.echo(f"{number}. {item.text().removeprefix(kind.value + ' ')}")
        for off in each.silenced:
            click.echo(f"（已关闭）{off.finding.code.code} {off.finding.place.text()}；原因：{off.reason}")
    click.echo("\n小结")
    wide = max([width_of("文件"), *(min(width_of(each.file), WIDEST) for each in checked)])
    click.echo(f"  {_filled('文件', wide)}  {'  '.join(_filled(head, 6) for head in HEADS)}  结果")
    for each in checked:
        counted = "  ".join(f"{number:>6}" for number in numbers(each))
        click.echo(f"  {_filled(each.file, wide)}  {counted}  {each.result}")
    if len(checked) > 1:
        results = Counter(each.status for each in checked)
        said = "，".join(f"{RESULTS[status]} {results[status]} 个" for status in sorted(results))
        click.echo(f"  共 {len(checked)} 个文件：{said}")


def _filled(text: str, width: int) -> str:
    """A text with spaces up to a width of the console; a longer one keeps its end."""
    while width_of(text) > width:
        text = "…" + text[2:]
    return text + " " * (width - width_of(text))


def write_index(folder: Path, done: Sequence[tuple[Source, Checked]]) -> None:
    """A page that leads to the reports of all documents."""
    heads = "".join(f"<th scope='col'>{escape(head)}</th>" for head in ("文件", "单位和年度", *HEADS, "结果"))
    rows = "".join(_row(source, each) for source, each in done)
    body = f"<h1>核对汇总</h1><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    write_whole(folder / INDEX, document("核对汇总", f"<main>{body}</main>").encode())


def _row(source: Source, each: Checked) -> str:
    name = escape(each.file)
    if each.usable:
        name = f"<a href='{escape(_address(source.output))}.html'>{name}</a>"
    said = each.title if each.usable else "；".join(item.text() for item in each.findings)
    counted = "".join(f"<td class='n'>{number}</td>" for number in numbers(each))
    kind = ("", "error", "off")[each.status]
    return f"<tr class='{kind}'><td>{name}</td><td>{escape(said)}</td>{counted}<td>{each.result}</td></tr>"


def _address(name: str) -> str:
    """A file's name as a relative address."""
    from urllib.parse import quote

    return quote(name)
