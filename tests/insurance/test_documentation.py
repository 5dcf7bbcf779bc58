"""The pages of docs/insurance are what the declarations say."""

import re
from pathlib import Path

from mingzhang.insurance.commands import COMMANDS
from mingzhang.insurance.documentation import pages

DOCS = Path(__file__).parents[2] / "docs"


def test_the_generated_pages_are_up_to_date() -> None:
    found = {path.name: path.read_text("utf-8") for path in (DOCS / "insurance").glob("*.md")}
    assert found == pages()


def test_the_guide_names_every_page_and_every_command() -> None:
    guide = (DOCS / "insurance.md").read_text("utf-8")
    assert {Path(link).name for link in re.findall(r"\(insurance/(.+?)\)", guide)} == set(pages())
    for command in COMMANDS:
        assert f"mingzhang {command.name} " in guide


def test_every_option_of_the_guide_exists() -> None:
    guide = (DOCS / "insurance.md").read_text("utf-8")
    options = {
        option for command in COMMANDS for item in command.params for option in (*item.opts, *item.secondary_opts)
    }
    assert set(re.findall(r"(?<=[ `])--[a-z-]+", guide)) <= options
