"""docs/核对.md says what the program does: its options with their defaults, codes, columns, statuses and examples."""

import re
from pathlib import Path

import click
import yaml

from mingzhang.accounts.checks.command import check
from mingzhang.accounts.checks.order import RESULTS
from mingzhang.accounts.checks.outputs import HEADS, INDEX
from mingzhang.accounts.checks.report_xlsx import COLUMNS
from mingzhang.accounts.checks.silenced import NAME, silence
from mingzhang.accounts.checks.sources import KINDS, TOLD
from mingzhang.cli import cli
from mingzhang.findings import Severity, catalogue, finding

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "核对.md").read_text("utf-8")
ROWS = {match[1]: match[2] for match in re.finditer(r"^\| `(--[a-z-]+)[^|]*\|[^|]*\|([^|]*)\|$", PAGE, re.MULTILINE)}
"""Option → its default as the page tells it."""


def options() -> dict[str, click.Option]:
    return {each.opts[0]: each for each in check.params if isinstance(each, click.Option) and not each.is_eager}


def test_every_option_stands_in_the_tables_with_its_default() -> None:
    assert set(ROWS) == set(options())
    for name, option in options().items():
        told = ROWS[name].strip()
        if option.metavar:
            assert f"`{name} {option.metavar}`" in PAGE
        if option.show_default:
            assert float(told) == option.default, name


def test_every_command_of_the_page_is_one() -> None:
    for line in re.findall(r"^ {4}(mingzhang .*)$", PAGE, re.MULTILINE):
        words = line.split("#")[0].split()
        command = cli.commands[words[1]]
        known = {name for each in command.params for name in each.opts}
        assert {word for word in words[2:] if word.startswith("-")} <= known, line


def test_codes_and_groups_are_those_of_the_catalogue() -> None:
    mentioned = set(re.findall(r"\b[A-Z]\d{3}\b", PAGE))
    assert mentioned <= set(catalogue())
    groups = set(re.findall(r"^\| ([A-Z]) \|", PAGE, re.MULTILINE))
    assert groups == set("RFJNXPDC")
    reading = sorted(code for code in catalogue() if code.startswith("R2"))
    assert f"{reading[0]} 至 {reading[-1]}" in PAGE
    structure = sorted(code for code in catalogue() if code.startswith("X1") and code < "X190")
    assert f"{structure[0]} 至 {structure[-1]}" in PAGE


def test_what_it_lists_is_all_there_is() -> None:
    assert f"列为：{'、'.join(name for name, _ in COLUMNS)}。" in PAGE
    assert all(f"| {kind.value} |" in PAGE for kind in Severity)
    assert all(head in PAGE for head in HEADS)
    assert [f"| {status} | " in PAGE for status, _ in enumerate(RESULTS)] == [True] * 3
    assert INDEX in PAGE
    named = KINDS - {".docm", ".wps", ".rtf", ".xlsm", ".htm"}
    assert [kind for kind in sorted(named | TOLD) if kind.lstrip(".") not in PAGE] == []


def test_the_example_of_switching_off_is_taken(tmp_path: Path) -> None:
    example = PAGE.split("```yaml\n")[1].split("```")[0]
    (tmp_path / NAME).write_text(example, "utf-8")
    given = yaml.safe_load(example)["关闭"]
    told, off, _ = silence(tmp_path / "决算.pdf", [finding(code) for code in given])
    assert told == []
    assert {each.finding.code.code: each.reason for each in off} == given


def test_both_readmes_lead_to_it() -> None:
    for readme in ("README.md", "README.zh-CN.md"):
        assert "(docs/核对.md)" in (ROOT / readme).read_text("utf-8")
