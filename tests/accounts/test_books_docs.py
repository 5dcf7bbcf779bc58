"""docs/books-sheets.md says all that the books can hold: keys, sheets, columns, adjustments, registers, amounts."""

from pathlib import Path

import pytest
from books_samples import institution

from mingzhang.accounts.books import texts, unit_file
from mingzhang.accounts.books.closing_rules import closing_rules
from mingzhang.accounts.books.load import load
from mingzhang.accounts.books.registers import CATEGORIES
from mingzhang.accounts.books.sheets import specs
from mingzhang.accounts.forms.registers import declared_registers
from mingzhang.accounts.forms.vocabulary import vocabulary

PAGE = Path(__file__).parents[2] / "docs" / "books-sheets.md"


def sections() -> dict[str, str]:
    """Heading → text of the page."""
    parts = PAGE.read_text("utf-8").split("\n## ")
    return {part.partition("\n")[0].strip(): part.partition("\n")[2] for part in parts[1:]}


def test_keys_of_the_settings() -> None:
    assert [key for key in unit_file.KEYS if key not in sections()["单位.yaml"]] == []
    assert [key for key in (*texts.KEYS, *texts.REASONS) if key not in sections()["文字.yaml"]] == []


@pytest.mark.parametrize("sheet", list(specs()))
def test_columns_of_the_sheets(sheet: str) -> None:
    text = sections()[sheet]
    assert [column.name for column in specs()[sheet].columns if column.name not in text] == []


def test_kinds_of_adjustment_with_their_accounts() -> None:
    rows = [line for line in sections()["年初调整"].splitlines() if line.startswith("|")]
    for name, kind in closing_rules().adjustments.items():
        row = next(line for line in rows if name in line)
        assert [account for account in kind.accounts if account not in row] == []


def test_registers_and_their_items() -> None:
    rows = {line.split("|")[1].strip(): line for line in sections()["登记"].splitlines() if line.startswith("|")}
    for name, items in declared_registers().items():
        assert [item for item in items if item not in rows[name]] == []
    assert [category for category in CATEGORIES if category not in sections()["涉密"]] == []


def test_names_of_amounts() -> None:
    names = set(sections()["金额名称"].strip().rstrip("。").split("、"))
    amounts = {
        name for name, region in vocabulary().items() if region.flows and not name.endswith(("财政拨款", "全部"))
    }
    assert names == amounts


@pytest.mark.parametrize("heading", ["单位.yaml", "文字.yaml"])
def test_the_examples_load(heading: str, tmp_path: Path) -> None:
    folder = institution().write(tmp_path)
    (folder / heading).write_text(sections()[heading].split("```yaml\n")[1].split("```")[0], "utf-8")
    assert load(folder).findings == ()
