"""`mingzhang reconstruct`: from a disclosure to books that build it again, and what it refuses."""

import json
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, Protocol

import pytest
from strategies import LAYOUT, disclosure_of, measures_of

from mingzhang.accounts.books.load import load
from mingzhang.accounts.compile import compile_disclosure
from mingzhang.accounts.cube import Coarse, Entry, Flow, Fund, Kind, Source
from mingzhang.accounts.disclosure import Disclosure, Form, Unit
from mingzhang.accounts.disclosure_json import to_json
from mingzhang.accounts.layouts.layout import load_layout
from mingzhang.accounts.pipeline import prepare
from mingzhang.accounts.renderers.html import render_html
from mingzhang.cli import main

EXAMPLE = Path(__file__).parents[2] / "examples" / "panjin-2023"


@pytest.fixture(scope="module")
def example() -> Disclosure:
    return prepare(EXAMPLE)[1]


class Result(NamedTuple):
    exit_code: int
    output: str


class Run(Protocol):
    def __call__(self, file: Path, folder: Path) -> Result: ...


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The command as a user calls it."""

    def run(file: Path, folder: Path) -> Result:
        with pytest.raises(SystemExit) as ended:
            main(["reconstruct", str(file), "-o", str(folder)])
        out, err = capsys.readouterr()
        return Result(int(ended.value.code or 0), out + err)

    return run


def written(path: Path, disclosure: Disclosure) -> Path:
    path.write_text(to_json(disclosure), "utf-8")
    return path


def test_the_example_builds_again_from_its_disclosure(tmp_path: Path, example: Disclosure, run: Run) -> None:
    result = run(written(tmp_path / "公开.json", example), tmp_path / "账册")
    assert result.exit_code == 0, result.output
    _, again, findings = prepare(tmp_path / "账册")
    assert again.forms == example.forms
    assert [p.text for p in again.paragraphs] == [p.text for p in example.paragraphs]
    assert again.glossary == example.glossary
    assert again.registers == example.registers
    assert again.evaluations == example.evaluations
    assert again.unit == example.unit
    assert findings is not None


def test_a_document_without_texts_gives_books_that_ask_for_them(tmp_path: Path, example: Disclosure, run: Run) -> None:
    """As read from a document: printed figures and nothing else."""
    cells = {form.number: tuple(replace(cell, fen=None) for cell in form.cells) for form in example.forms}
    read = replace(
        example,
        forms=tuple(replace(form, cells=cells[form.number]) for form in example.forms),
        paragraphs=(),
        glossary=(),
        registers={},
        evaluations=(),
    )
    assert run(written(tmp_path / "公开.json", read), tmp_path / "账册").exit_code == 0
    books = load(tmp_path / "账册").books
    assert books is not None
    disclosure, findings = compile_disclosure(books)
    assert disclosure is None
    assert {"S103", "S104", "S105"} <= {item.code.code for item in findings}


def test_a_folder_that_is_not_empty_is_refused(tmp_path: Path, example: Disclosure, run: Run) -> None:
    folder = tmp_path / "账册"
    folder.mkdir()
    (folder / "旧.txt").write_text("旧", "utf-8")
    result = run(written(tmp_path / "公开.json", example), folder)
    assert result.exit_code == 2
    assert "不是空文件夹" in result.output
    assert [path.name for path in folder.iterdir()] == ["旧.txt"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "D101"),
        ('{"format": "other"}', "D102"),
        (b"\xff\xfe\x00", "D101"),
    ],
)
def test_what_is_no_disclosure_is_told(tmp_path: Path, text: str | bytes, code: str, run: Run) -> None:
    file = tmp_path / "公开.json"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    refused(run(file, tmp_path / "账册"), code, tmp_path, status=2)


def refused(result: Result, code: str, folder: Path, status: int = 1) -> None:
    """Exit status 1, or 2 where nothing of the file can be used; the code told, nothing written."""
    assert result.exit_code == status, result.output
    assert code in result.output
    assert "Traceback" not in result.output
    assert [path.name for path in folder.iterdir() if path.suffix != ".json"] == []


def test_an_unknown_layout_is_told(tmp_path: Path, example: Disclosure, run: Run) -> None:
    file = written(tmp_path / "公开.json", replace(example, layout="liaoning-2032"))
    result = run(file, tmp_path / "账册")
    refused(result, "S112", tmp_path)
    assert "liaoning-2023" in result.output


def test_figures_that_cannot_stand_are_named(tmp_path: Path, example: Disclosure, run: Run) -> None:
    given = json.loads(to_json(example))
    cell = next(
        cell for cell in given["forms"]["03"]["cells"] if (cell["row"], cell["column"]) == ("2080505", "基本支出")
    )
    cell["printed"] = "999.99"
    file = tmp_path / "公开.json"
    file.write_text(json.dumps(given, ensure_ascii=False), "utf-8")
    result = run(file, tmp_path / "账册")
    refused(result, "J101", tmp_path)
    assert "公开03表“2080505”行“基本支出”列" in result.output
    assert "999.99" in result.output


@pytest.mark.parametrize("text", ["公开.json", "决算.html"])
def test_a_published_document_does_not_say_whose_tails_were_moved(
    tmp_path: Path, example: Disclosure, run: Run, text: str
) -> None:
    """Its figures show it: forms 01 and 04 print 3,315.94 where 03 and 05 print 3,315.93."""
    file = tmp_path / text
    if text.endswith(".json"):
        written(file, replace(example, tails=()))
    else:
        file.write_text(render_html(example, load_layout("liaoning-2023", 2023)), "utf-8")
    result = run(file, tmp_path / "账册")
    assert result.exit_code == 0, result.output
    assert [line for line in result.output.splitlines() if "J114" in line and "01表" in line]
    books = load(tmp_path / "账册").books
    assert books is not None
    assert books.tails == ("01", "04")


def other(flow: Flow, kind: Kind, fen: int, source: Source = Source.NONE) -> Entry:
    coarse = Coarse(flow, Fund.OTHER, source, kind)
    function = "2080109" if flow in {Flow.INCOME, Flow.EXPENDITURE} else ""
    return Entry(coarse, function, "30299" if flow is Flow.EXPENDITURE else "", "", "", fen)


DISTRIBUTED = (
    other(Flow.INCOME, Kind.BASIC, 900_000_000, Source.BUSINESS),
    other(Flow.EXPENDITURE, Kind.BASIC, 600_000_000),
    other(Flow.DISTRIBUTION, Kind.BASIC, 300_000_000),
)
KEPT = (
    other(Flow.OPENING, Kind.BASIC, 300_000_000),
    other(Flow.INCOME, Kind.BASIC, 100_000_000, Source.OTHER),
    other(Flow.EXPENDITURE, Kind.BASIC, 400_000_000),
)


@pytest.mark.parametrize(
    ("kind", "entries", "stands"),
    [
        ("事业", DISTRIBUTED, True),
        ("行政", DISTRIBUTED, False),
        ("参公", DISTRIBUTED, False),
        ("事业", KEPT, False),  # its opening balance is earmarked, and basic expenditure cannot draw on it
        ("行政", KEPT, True),
        ("参公", KEPT, True),
    ],
)
def test_what_the_type_of_the_unit_does_not_allow_is_told(
    tmp_path: Path, kind: str, entries: tuple[Entry, ...], stands: bool, run: Run
) -> None:
    disclosure = replace(disclosure_of(measures_of(entries)), unit=Unit("某市某中心", "某中心", kind))
    result = run(written(tmp_path / "公开.json", disclosure), tmp_path / "账册")
    if stands:
        assert result.exit_code == 0, result.output
        assert load(tmp_path / "账册").books is not None
    else:
        refused(result, "J108", tmp_path)
        assert kind in result.output


@pytest.mark.parametrize(("entries", "kind"), [(DISTRIBUTED, "事业"), (KEPT, "参公")])
def test_a_type_that_is_not_told_follows_from_the_figures(
    tmp_path: Path, entries: tuple[Entry, ...], kind: str, run: Run
) -> None:
    disclosure = replace(disclosure_of(measures_of(entries)), unit=Unit("某市某中心", "", ""))
    result = run(written(tmp_path / "公开.json", disclosure), tmp_path / "账册")
    assert result.exit_code == 0, result.output
    assert "J109" in result.output
    books = load(tmp_path / "账册").books
    assert books is not None
    assert str(books.kind) == kind


def test_forms_that_are_missing_are_no_hindrance(tmp_path: Path, run: Run) -> None:
    """A document of which only two forms could be read."""
    forms: tuple[Form, ...] = tuple(
        form for form in disclosure_of(measures_of(DISTRIBUTED)).forms if form.number < "03"
    )
    disclosure = Disclosure(Unit("某市某中心", "", "事业"), 2023, LAYOUT.key, forms)
    result = run(written(tmp_path / "公开.json", disclosure), tmp_path / "账册")
    assert result.exit_code == 0, result.output
