"""Documentation is tested: generated pages are up to date, every command stands in both READMEs."""

import runpy
from pathlib import Path

import pytest

from mingzhang.cli import cli
from mingzhang.findings import catalogue

ROOT = Path(__file__).parent.parent
PAGES = runpy.run_path(str(ROOT / "docs" / "make.py"))["PAGES"]


@pytest.mark.parametrize("file", sorted(PAGES))
def test_generated_pages_are_up_to_date(file: str) -> None:
    assert (ROOT / "docs" / file).read_text("utf-8") == PAGES[file](), "run: python docs/make.py"


def test_every_finding_belongs_to_a_room() -> None:
    page = PAGES["findings.md"]()
    assert [code for code in catalogue() if f"| {code} |" not in page] == []


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_every_command_stands_in_the_readme(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    assert [name for name in cli.commands if f"mingzhang {name}" not in text] == []
