"""The annotated copy: marks lie where figures are seen, whatever a page's box, turn and unit; else nothing moves."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from check_samples import address, cell, consistent, swapped
from click.testing import CliRunner, Result
from PIL import Image, ImageChops
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, RectangleObject
from sample_documents import UNIT, YEAR, Style, printed, write_html, write_pdf

from mingzhang.accounts.checks import many
from mingzhang.accounts.checks.annotate import annotated
from mingzhang.accounts.checks.check import check
from mingzhang.accounts.layouts.layout import load_layout
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.accounts.renderers.pdf import to_pdf
from mingzhang.cli import cli
from mingzhang.findings import Place, finding

Box = tuple[int, int, int, int]
SCALE = 2.0
WRONG, RIGHT = "893.46", "793.46"


def forms_pdf(path: Path, figure: str, style: Style) -> Path:
    """The nine forms of the consistent unit, 本年支出合计 of form 03 printed as `figure`."""
    read = cell("03", "", "合计", "本年支出合计", figure)(consistent())
    return write_pdf(path, [printed(form) for form in read.disclosure.forms], style, [f"{UNIT}{YEAR}年度部门决算"])


def moved(path: Path, change: Callable[[PdfWriter], None]) -> Path:
    """The same file with its pages changed."""
    writer = PdfWriter(clone_from=path)
    change(writer)
    writer.write(path)
    return path


def offset(writer: PdfWriter) -> None:
    """A media box that does not begin at zero, and a crop box inside it."""
    for page in writer.pages:
        box = page.mediabox
        page.mediabox = RectangleObject((-70, -40, float(box.right) + 30, float(box.top) + 60))
        page.cropbox = RectangleObject((11, 23, float(box.right) - 5, float(box.top) - 7))


def larger_unit(writer: PdfWriter) -> None:
    for page in writer.pages:
        page[NameObject("/UserUnit")] = FloatObject(2.5)


def turned(writer: PdfWriter) -> None:
    """Pages turned for the viewer, their text lying on its side."""
    for page in writer.pages:
        page[NameObject("/Rotate")] = FloatObject(90)


def seen(data: bytes | Path, number: int) -> Image.Image:
    with pypdfium2.PdfDocument(data) as pdf:
        image: Image.Image = pdf[number - 1].render(scale=SCALE).to_pil().convert("RGB")
        return image


def changed(one: Image.Image, other: Image.Image) -> Box:
    box = ImageChops.difference(one, other).getbbox()
    assert box is not None
    return box


def copy_of(path: Path) -> tuple[bytes, int]:
    """The annotated copy with a finding of the figure, and the page on which it stands."""
    read = read_disclosure(path)
    at = address("03", "合计", "本年支出合计")
    where = Place(form=at.form, line=at.row, column=at.column)
    content, told = annotated(path, read, [finding("F102", where, printed=WRONG)], [])
    assert told == []
    assert content is not None
    page = read.places[at].spot.page
    assert page is not None
    return content, page


def notes_of(file: Path, page: int) -> list[Any]:
    """The annotations of a page; 0 is the first."""
    given: Any = PdfReader(file).pages[page].get("/Annots", [])
    return [note.get_object() for note in given]


PAGES: list[tuple[str, Style, Callable[[PdfWriter], None] | None]] = [
    ("plain", Style(), None),
    *((f"turned {turn}", Style(turn=turn), None) for turn in (90, 180, 270)),
    ("text on its side", Style(sideways_text=True), None),
    ("boxes with an origin of their own", Style(), offset),
    ("turned, with an origin of its own", Style(turn=270), offset),
    ("a larger unit", Style(), larger_unit),
    ("shown on its side", Style(), turned),
    ("without rules", Style(outer=False, upright=False, across=False), None),
]


@pytest.mark.parametrize(("style", "change"), [case[1:] for case in PAGES], ids=[case[0] for case in PAGES])
def test_a_figure_is_marked_where_it_is_seen(
    tmp_path: Path, style: Style, change: Callable[[PdfWriter], None] | None
) -> None:
    """The pixels of the figure are those that differ where it is left out; the mark's are those that the copy adds."""
    wrong, blank = forms_pdf(tmp_path / "a.pdf", WRONG, style), forms_pdf(tmp_path / "b.pdf", "", style)
    if change is not None:
        moved(wrong, change)
        moved(blank, change)
    content, page = copy_of(wrong)
    figure = changed(seen(wrong, page), seen(blank, page))
    mark = changed(seen(wrong, page), seen(content, page))
    assert mark[0] <= figure[0]
    assert mark[1] <= figure[1]
    assert mark[2] >= figure[2]
    assert mark[3] >= figure[3]
    assert max(mark[2] - mark[0] - (figure[2] - figure[0]), mark[3] - mark[1] - (figure[3] - figure[1])) < 16 * SCALE


def narrative_pdf(path: Path, *wrong: tuple[str, str]) -> Path:
    read = consistent()
    for old, new in wrong:
        read = swapped(old, new)(read)
    path.write_bytes(to_pdf(read.disclosure, load_layout(read.disclosure.layout, read.disclosure.year)))
    return path


def test_words_are_marked_by_their_characters(tmp_path: Path) -> None:
    """Each highlight covers what its finding quotes and nothing more."""
    path = narrative_pdf(
        tmp_path / "a.pdf", ("收入总计801.46", "收入总计810.46"), ("占收入总计的92.26%", "占收入总计的92.28%")
    )
    read = read_disclosure(path)
    told = [item for item in check(read) if item.code.code in ("N101", "N111")]
    content, _ = annotated(path, read, told, [])
    assert content is not None
    marked: dict[str, str] = {}
    (tmp_path / "b.pdf").write_bytes(content)
    with pypdfium2.PdfDocument(tmp_path / "b.pdf") as pdf:
        for number in range(len(pdf)):
            for given in notes_of(tmp_path / "b.pdf", number):
                if given["/Subtype"] == "/Highlight":
                    points = [float(point) for point in given["/QuadPoints"]]
                    assert len(points) == 8
                    assert (points[0], points[1], points[6], points[7]) == (points[4], points[3], points[2], points[5])
                    text = pdf[number].get_textpage().get_text_bounded(points[0], points[5], points[2], points[1])
                    marked[given["/Contents"]] = text.strip()
    assert sorted(marked.values()) == ["810.46万元", "92.28%"]
    assert all(text in note for note, text in marked.items())


def test_nothing_of_the_original_changes(tmp_path: Path) -> None:
    path = narrative_pdf(tmp_path / "a.pdf", ("收入总计801.46", "收入总计810.46"))

    def noted(writer: PdfWriter) -> None:
        writer.add_annotation(0, {"/Type": "/Annot", "/Subtype": "/Text", "/Rect": [9, 9, 20, 20], "/Contents": "旧"})

    moved(path, noted)
    content, page = annotated(path, read_disclosure(path), check(read_disclosure(path)), [])
    assert content is not None
    assert page == []
    assert content.startswith(path.read_bytes())
    with pypdfium2.PdfDocument(path) as before, pypdfium2.PdfDocument(content) as after:
        for one, other in zip(before, after, strict=True):
            assert one.get_textpage().get_text_bounded() == other.get_textpage().get_text_bounded()
        assert len(list(after.get_toc())) > len(list(before.get_toc())) > 0
    notes = [note["/Contents"] for note in notes_of(path, 0)]
    (tmp_path / "b.pdf").write_bytes(content)
    assert notes == ["旧"]
    first, summary, *_ = notes_of(tmp_path / "b.pdf", 0)
    assert first["/Contents"] == "旧"
    assert summary["/Contents"].startswith("核对结果：错误 ")
    assert content[len(path.read_bytes()) :].count(b"\\376\\377") > 2  # UTF-16, marked as such


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["check", *map(str, arguments)], standalone_mode=False)


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        many, "guarded", lambda work, given, limits, jobs: ((at, work(each)) for at, (_, each) in enumerate(given))
    )


def test_what_cannot_be_annotated_is_said(tmp_path: Path) -> None:
    locked = forms_pdf(tmp_path / "锁.pdf", WRONG, Style())
    moved(locked, lambda writer: writer.encrypt("", "所有者", algorithm="RC4-128"))
    result = run(locked, "--json", "--annotate", tmp_path / "出.pdf")
    codes = [item["code"] for item in json.loads(result.stdout)["documents"][0]["findings"]]
    assert codes == ["F102", "X194"]
    assert result.return_value == 1
    assert not (tmp_path / "出.pdf").exists()


def test_a_signature_is_told_and_stays_as_it_was(tmp_path: Path) -> None:
    path = forms_pdf(tmp_path / "章.pdf", RIGHT, Style())

    def sign(writer: PdfWriter) -> None:
        value = {"/Type": "/Sig", "/Filter": "/Adobe.PPKLite", "/ByteRange": [0, 1, 2, 3]}
        seal = {"/Type": "/Annot", "/Subtype": "/Widget", "/Rect": [0, 0, 0, 0], "/FT": "/Sig", "/T": "章", "/V": value}
        added = writer.add_annotation(0, seal)
        assert added.indirect_reference is not None
        fields = ArrayObject([added.indirect_reference])
        writer.root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/Fields"): fields})

    moved(path, sign)
    before = path.read_bytes()
    result = run(path, "--json", "--annotate", tmp_path / "出.pdf")
    assert [item["code"] for item in json.loads(result.stdout)["documents"][0]["findings"]] == ["X195"]
    assert (tmp_path / "出.pdf").read_bytes().startswith(before)


def test_only_a_pdf_is_annotated(tmp_path: Path) -> None:
    forms = [printed(form) for form in consistent().disclosure.forms]
    page = write_html(tmp_path / "决算.html", forms, [f"{UNIT}{YEAR}年度部门决算"])
    assert "只能在 pdf 上批注" in str(run(page, "--annotate", tmp_path / "出.pdf").exception)
    pdf = forms_pdf(tmp_path / "决算.pdf", WRONG, Style())
    before = pdf.read_bytes()
    result = run(page, pdf, "--annotate", tmp_path / "出", "--html", tmp_path / "网页")
    assert "不是 pdf，没有批注版：决算.html" in result.output
    assert [each.name for each in (tmp_path / "出").iterdir()] == ["决算.pdf"]
    names = sorted(each.name for each in (tmp_path / "网页").iterdir())
    assert names == ["决算.html.html", "决算.pdf.html", "汇总.html"]
    assert "是要核对的文件" in str(run(page, pdf, "--annotate", tmp_path).exception)
    assert pdf.read_bytes() == before


def test_a_sound_document_gets_its_copy_too(tmp_path: Path) -> None:
    pdf = forms_pdf(tmp_path / "决算.pdf", RIGHT, Style())
    assert run(pdf, "--annotate", tmp_path / "出.pdf").return_value == 0
    (note,) = notes_of(tmp_path / "出.pdf", 0)
    assert note["/Contents"] == "核对结果：没有发现问题"


def test_a_finding_of_no_place_stands_on_the_first_page(tmp_path: Path) -> None:
    path = forms_pdf(tmp_path / "a.pdf", RIGHT, Style())
    read = read_disclosure(path)
    content, _ = annotated(path, read, [finding("R208")], [])
    assert content is not None
    (tmp_path / "b.pdf").write_bytes(content)
    (note,) = notes_of(tmp_path / "b.pdf", 0)
    assert "没有确定位置的问题：\n1. " in note["/Contents"]
