"""Exports as they come are the same books as the plain table, to the 分, and their traces lead into the export."""

from pathlib import Path

import pytest
from exported_vouchers import EXPORTS, year_of_lines

from mingzhang.accounts.books.load import load
from mingzhang.accounts.books.model import Books
from mingzhang.accounts.region import EVERYTHING
from mingzhang.findings import Severity


def loaded(folder: Path) -> Books:
    found = load(folder)
    assert [item.text() for item in found.findings if item.code.code not in {"B143", "B308"}] == []
    assert found.books is not None
    return found.books


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Books:
    return loaded(year_of_lines().write(tmp_path_factory.mktemp("账册")))


@pytest.mark.parametrize("shape", EXPORTS)
def test_an_export_is_the_same_books(tmp_path: Path, plain: Books, shape: str) -> None:
    sample = year_of_lines()
    export = EXPORTS[shape](sample.vouchers)
    sample.unit_tail = export.settings
    folder = sample.write(tmp_path / "账册")
    (folder / "凭证.csv").unlink()
    export.write(folder)
    books = loaded(folder)
    assert books.measures == plain.measures
    there, here = plain.ledger.trace(EVERYTHING), books.ledger.trace(EVERYTHING)
    same = ["date", "fund", "function", "kind", "economic", "project", "fen"]
    assert here[same].equals(there[same])
    places = [export.rows[row - 2] for row in there["row"]]  # the plain table begins in row 2
    assert list(zip(here["file"], here["row"], strict=True)) == places


def test_a_sum_of_an_export_that_is_not_the_sum_of_its_entries_is_told_once(tmp_path: Path) -> None:
    sample = year_of_lines()
    export = EXPORTS["page by page"](sample.vouchers)
    grid = next(iter(export.grids.values()))
    at = next(number for number, row in enumerate(grid) if "本月合计" in row)
    grid[at][4] = grid[at][4].replace("1,000.00", "1,000.01")
    sample.unit_tail = export.settings
    folder = sample.write(tmp_path / "账册")
    (folder / "凭证.csv").unlink()
    export.write(folder)
    (told,) = (item for item in load(folder).findings if item.severity is Severity.ERROR)
    assert (told.code.code, told.place.row) == ("B301", at + 1)
    assert "此行 1,000.01，明细 1,000.00，相差 0.01 元" in told.arithmetic
