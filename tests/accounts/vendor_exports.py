"""Vouchers in the shapes of further programs, by the headings that these print."""

from collections.abc import Callable

from books_samples import Cells
from exported_vouchers import Export

VENDORS: dict[str, Callable[[list[Cells]], Export]] = {}
