"""One proposal from the first file to the last word: shown, confirmed, kept, and tried on the whole export."""

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

import click

from mingzhang.accounts.books.mapping import FIELDS
from mingzhang.accounts.books.projects import read_projects
from mingzhang.accounts.books.settings_file import read_settings
from mingzhang.accounts.books.unit_file import UNIT_FILE, read_unit_file
from mingzhang.accounts.books.voucher_part import plain
from mingzhang.accounts.proposing.ask import answered, confirmed
from mingzhang.accounts.proposing.export import SAMPLE
from mingzhang.accounts.proposing.item import Item, with_setting
from mingzhang.accounts.proposing.item import Path as Where
from mingzhang.accounts.proposing.keep import PART, block, kept
from mingzhang.accounts.proposing.lines import NEEDED
from mingzhang.accounts.proposing.stages import Proposing
from mingzhang.findings import Finding, Place, Severity, finding, has_errors


class Answers(Enum):
    """Who confirms."""

    ASKED = "asked"
    ALL = "all"
    """Everything that is no question is accepted."""
    NONE = "none"
    """Shown only, as if all of it were accepted."""


@dataclass
class Outcome:
    status: int
    findings: list[Finding] = field(default_factory=list)
    added: dict[str, Any] = field(default_factory=dict)


def run(folder: Path, files: tuple[str, ...], answers: Answers) -> Outcome:
    """Shows and asks on the console; writes 单位.yaml only when all has been answered."""
    unit, found = read_unit_file(folder)
    wrong = [item for item in found if item.severity is Severity.ERROR]
    own = [item for item in wrong if unit is None or item.place.key.startswith(PART)]
    if unit is None or own:
        return Outcome(2, own or found)
    part = read_settings(folder / UNIT_FILE, UNIT_FILE).part(PART)
    given = {key: plain(node) for key, node in part.nodes.items()} if part is not None else {}
    declared = {key: value for key, value in given.items() if value is not None}
    projects, _ = read_projects(folder)
    proposing = Proposing(folder, unit.year, declared, projects)
    talk = _Talk(proposing, answers)
    if files and not declared.get("文件"):
        talk.take(("文件",), list(files) if len(files) > 1 else files[0])
    for stage in proposing.stages():
        for item in stage():
            talk.offer(item)
        if proposing.findings:
            return Outcome(1, proposing.findings)
    return _closed(folder, talk)


@dataclass
class _Talk:
    """What is said and answered; settings grow in the proposal and in `added`."""

    proposing: Proposing
    answers: Answers
    added: dict[str, Any] = field(default_factory=dict)
    open_: list[Item] = field(default_factory=list)
    refused: int = 0
    number: int = 0

    def take(self, path: Where, value: Any) -> None:
        self.added = with_setting(self.added, path, value)
        self.proposing.given = with_setting(self.proposing.given, path, value)

    def offer(self, item: Item) -> None:
        self.number += 1
        mark = "问：" if item.options else ""
        click.echo(f"{self.number}. {mark}{item.said}\n   依据：{item.evidence}")
        for at, option in enumerate(item.options, 1):
            click.echo(f"   {at}) {option.label}")
        if item.options:
            chosen = answered(item) if self.answers is Answers.ASKED else None
            if chosen is None:
                self.open_.append(item)
            else:
                self.take(item.path, item.options[chosen].value)
        elif self.answers is not Answers.ASKED or confirmed(item):
            self.take(item.path, item.value)
        else:
            self.refused += 1


def _closed(folder: Path, talk: _Talk) -> Outcome:
    """Writes what was accepted, and tells how the export reads with it."""
    proposing = talk.proposing
    if proposing.export is not None and proposing.export.rows >= SAMPLE:
        click.echo(f"依据取自每张表的前 {SAMPLE:,} 行")
    if proposing.known:
        click.echo(f"已认得，不必写：{'、'.join(proposing.known)}")
    unused = [column.name for column in proposing.free()]
    if unused:
        click.echo(f"没有用到的列：{'、'.join(unused)}")
    if proposing.lacking:
        click.echo(f"没有认出：{'、'.join(proposing.lacking)}。请在 单位.yaml 的 凭证.列 里写明是哪一列")
    if talk.added:
        click.echo(f"单位.yaml {'可以补上' if talk.answers is Answers.NONE else '补上'}：")
        click.echo("\n".join(f"  {line}" for line in block({PART: talk.added}, 0)))
        if talk.answers is not Answers.NONE:
            try:
                kept(folder / UNIT_FILE, talk.added)
            except ValueError:
                return Outcome(2, [finding("B341", Place(file=UNIT_FILE, key=PART))])
            click.echo("已写入 单位.yaml")
    else:
        click.echo("没有要补进 单位.yaml 的设置")
    whole = _tried(proposing)
    if talk.open_:
        click.echo(f"还有 {len(talk.open_)} 个问题没有回答：{'；'.join(item.said for item in talk.open_)}")
    return Outcome(0 if whole and not talk.open_ else 1, added=talk.added)


def _tried(proposing: Proposing) -> bool:
    """Reads the whole export with the settings, and tells how much of it fits."""
    lines = proposing.lines()
    if lines is None:
        click.echo("凭证还读不出来：缺少的列补上后，请再运行一次")
        return False
    found = lines.vouchers.findings
    click.echo(f"按此读入：收支 {int(lines.frame['lines'].sum()):,} 行，{len(lines.accounts())} 个科目")
    for name in NEEDED:
        count = lines.lacking(name)
        if count:
            click.echo(f"  {count:,} 行没有{FIELDS[name]}")
    counted = Counter((item.code.code, item.code.title) for item in found if item.severity is Severity.ERROR)
    for (code, title), count in counted.most_common():
        click.echo(f"  {count} 处 {code} {title}")
    if not has_errors(found):
        click.echo("  没有错误，可以运行 mingzhang build")
    return not has_errors(found)
