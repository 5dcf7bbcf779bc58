"""What an unknown export is, proposed from its headings and contents, confirmed, and kept in 单位.yaml."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from exported_vouchers import EXPORTS, Export, year_of_lines
from vendor_exports import VENDORS

from mingzhang.accounts.books.load import load
from mingzhang.accounts.books.model import Books
from mingzhang.accounts.measures import EVERYTHING
from mingzhang.cli import cli

SHAPES = {**EXPORTS, **VENDORS}
ENTER = "\n" * 60
"""Every proposal accepted, of every question the answer that something speaks for."""


def call(folder: Path, *options: str, said: str = "") -> Result:
    return CliRunner().invoke(cli, ["mapping", str(folder), *options], input=said, standalone_mode=False)


def folder_of(tmp_path: Path, shape: str) -> tuple[Path, Export]:
    """Books whose 单位.yaml says nothing of their export."""
    sample = year_of_lines()
    export = SHAPES[shape](sample.vouchers)
    folder = sample.write(tmp_path / "账册")
    (folder / "凭证.csv").unlink()
    export.write(folder)
    return folder, export


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Books:
    books = load(year_of_lines().write(tmp_path_factory.mktemp("账册"))).books
    assert books is not None
    return books


@pytest.mark.parametrize("shape", SHAPES)
def test_the_proposal_makes_the_same_books_of_every_export(tmp_path: Path, plain: Books, shape: str) -> None:
    folder, export = folder_of(tmp_path, shape)
    done = call(folder, said=ENTER)
    assert (done.exception, done.return_value) == (None, 0), done.output
    done.output.encode("gbk")
    books = load(folder).books
    assert books is not None
    assert books.measures == plain.measures
    there, here = plain.ledger.trace(EVERYTHING), books.ledger.trace(EVERYTHING)
    same = ["date", "fund", "function", "kind", "economic", "project", "fen"]
    assert here[same].equals(there[same])
    assert list(zip(here["file"], here["row"], strict=True)) == [export.rows[row - 2] for row in there["row"]]
    kept = (folder / "单位.yaml").read_bytes()
    again = call(folder, said=ENTER)
    assert (again.return_value, "没有要补进" in again.output) == (0, True), again.output
    assert (folder / "单位.yaml").read_bytes() == kept
