"""Every finding of words or of a self-evaluation says where it stands: the page, or the sheet and its line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mingzhang.accounts.checks.check import check
from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.layouts.layout import Layout, load_layout
from mingzhang.accounts.pipeline import example_folder, prepare
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.accounts.renderers.pdf import to_pdf
from mingzhang.accounts.renderers.xlsx import to_xlsx
from mingzhang.findings import Place


def on_a_page(place: Place) -> bool:
    return place.page is not None


def on_a_line(place: Place) -> bool:
    return place.sheet != "" and place.row is not None


@pytest.mark.parametrize(
    ("name", "write", "stands"), [("决算.pdf", to_pdf, on_a_page), ("决算.xlsx", to_xlsx, on_a_line)]
)
def test_where_findings_stand(
    tmp_path: Path, name: str, write: Callable[[Disclosure, Layout], bytes], stands: Callable[[Place], bool]
) -> None:
    path = tmp_path / name
    path.write_bytes(write(prepare(example_folder("panjin-2023"))[1], load_layout("liaoning-2023", 2023)))
    found = check(read_disclosure(path))
    assert {"P153", "P165", "P176", "F104"} <= {item.code.code for item in found}
    assert [item.text() for item in found if not stands(item.place)] == []
