"""What a file holds and does not show is not read as shown: hidden, crossed out or deleted text, marks of notes."""

from pathlib import Path

import pytest
from test_readers_hostile import docx_of

from mingzhang.accounts.readers.read import read_disclosure

TITLE = "一般公共预算财政拨款支出决算表"
HEAD = ("功能分类科目编码", "科目名称", "合计", "基本支出", "项目支出")
WANT = {"本年支出合计": "3,004.05", "基本支出": "3,003.04", "项目支出": "1.01"}
SHOWN = "3,004.05"


def read(path: Path) -> dict[str, str]:
    """The figures of the form's total."""
    found = read_disclosure(path)
    assert [item.text() for item in found.findings if item.code.code not in ("R206", "R116")] == []
    form = found.disclosure.form("05")
    assert form is not None
    return {cell.column: cell.printed for cell in form.cells if cell.row == "合计"}


@pytest.mark.parametrize(
    "cell",
    [
        '<span style="display: none">7</span>3,004.05',
        '<span style="mso-hide:all">7</span>3,004.05',
        '<span style="visibility:hidden">7</span>3,004.05',
        "<span hidden>7</span>3,004.05",
        "<del>9.99</del><ins>3,004.05</ins>",
        "<s>9.99</s> 3,004.05",
        "<script>var a = 1.00;</script>3,004.05",
        "3,004.05<sup>1</sup>",
        "3,004.05<sup>[2]</sup>",
        '3,004.05<span style="font-size:6pt; vertical-align: super">1</span>',
        "3,004.05¹",
        "3,004.05₁₂",
        "<p><span><b>3,</b></span>004.05</p>",
        "<font><span>3,0<b>0</b></span>4</font>.05",
        '<input value="3,004.05">',
        "<select><option>9.99<option selected>3,004.05</select>",
        "<img src=a.gif width=1 height=20>3,004.05",
        '<input type="hidden" value="7">3,004.05',
        '3,004.05</td><td style="display:none">7.77',
    ],
)
def test_a_cell_of_a_page(tmp_path: Path, cell: str) -> None:
    assert read(page_of(tmp_path, cell)) == WANT


def page_of(folder: Path, cell: str) -> Path:
    path = folder / "决算.html"
    head = "".join(f"<td>{text}</td>" for text in HEAD)
    hidden = "<tr style='display:none'><td>合计<td><td>8.88<td>8.88<td>8.88</tr>"
    total = f"<tr><td colspan=2>合计</td><td>{cell}</td><td>3,003.04</td><td>1.01</td></tr>"
    page = f"<p>某市财政局2024年度部门决算</p><p>{TITLE}</p><p>单位：万元</p>"
    path.write_text(f"<meta charset=utf-8>{page}<table><tr>{head}</tr>{hidden}{total}</table>", "utf-8")
    return path


def run(text: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


def box(content: str, look: str = "") -> str:
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{content}</w:tc>"


def cell(text: str, look: str = "") -> str:
    return box(f"<w:p>{run(text)}</w:p>", look)


def row(*cells: str, look: str = "") -> str:
    return f"<w:tr><w:trPr>{look}</w:trPr>{''.join(cells)}</w:tr>"


NOT_HIDDEN = '<w:vanish w:val="0"/>'
HIGH = '<w:vertAlign w:val="superscript"/>'
RAISED, LOWERED = '<w:position w:val="6"/>', '<w:position w:val="-2"/>'
TEXT_BOX = f"<w:txbxContent><w:p>{run(SHOWN)}</w:p></w:txbxContent>"
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
TWO_WAYS = (
    f"<mc:AlternateContent {MC}><mc:Choice>{TEXT_BOX}</mc:Choice><mc:Fallback>{TEXT_BOX}</mc:Fallback>"
    "</mc:AlternateContent>"
)
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
PLAIN = f"<m:oMath {MATH}><m:r><m:t>3,004</m:t></m:r><m:r><m:t>.05</m:t></m:r></m:oMath>"
HALVES = "<m:num><m:r><m:t>6,008.10</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den>"
BUILT = f"<m:oMath {MATH}><m:f>{HALVES}</m:f></m:oMath>"
FIGURES = (cell("3,003.04"), cell("1.01"))
NAMED = cell("合计", '<w:gridSpan w:val="2"/>')


@pytest.mark.parametrize(
    "total",
    [
        row(NAMED, box(f"<w:p>{run('7', '<w:vanish/>')}{run(SHOWN)}</w:p>"), *FIGURES),
        row(NAMED, box(f"<w:p>{run('7', '<w:strike/>')}{run(SHOWN)}</w:p>"), *FIGURES),
        row(NAMED, box(f"<w:p>{run(SHOWN, NOT_HIDDEN)}</w:p>"), *FIGURES),
        row(NAMED, box(f"<w:p>{run(SHOWN)}{run('1', HIGH)}</w:p>"), *FIGURES),
        row(NAMED, box(f"<w:p>{run(SHOWN)}{run('1', RAISED)}</w:p>"), *FIGURES),
        row(NAMED, box(f"<w:p>{run('3,004')}{run('.05', LOWERED)}</w:p>"), *FIGURES),
        row(NAMED, box(f"<w:p><w:del>{run('7')}</w:del><w:ins>{run(SHOWN)}</w:ins></w:p>"), *FIGURES),
        row(NAMED, box(f"<w:p><w:r>{TWO_WAYS}</w:r></w:p>"), *FIGURES),
        row(NAMED, cell("8.88"), *FIGURES, look="<w:hidden/>") + row(NAMED, cell(SHOWN), *FIGURES),
        row(NAMED, cell("8.88"), *FIGURES, look="<w:del/>") + row(NAMED, cell(SHOWN), *FIGURES),
        row(NAMED, box(f"<w:p>{PLAIN}</w:p>"), *FIGURES),
        row(cell("合计"), cell(SHOWN), *FIGURES, look='<w:gridBefore w:val="1"/>'),
        row(
            cell("合计", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), cell(SHOWN), *FIGURES
        ),
    ],
)  # fmt: skip
def test_a_row_of_a_word_processor(tmp_path: Path, total: str) -> None:
    assert read(document_of(tmp_path, total)) == WANT


def document_of(folder: Path, total: str) -> Path:
    path = folder / "决算.docx"
    texts = "".join(f"<w:p>{run(text)}</w:p>" for text in ("某市财政局2024年度部门决算", TITLE, "单位：万元"))
    docx_of(f"{texts}<w:tbl>{row(*map(cell, HEAD))}{total}</w:tbl>")(path)
    return path


def lost(path: Path) -> list[str]:
    """What could not be read, of a form that lacks the total's first figure."""
    found = read_disclosure(path)
    form = found.disclosure.form("05")
    assert form is not None
    left = {column: figure for column, figure in WANT.items() if column != "本年支出合计"}
    assert {cell.column: cell.printed for cell in form.cells if cell.row == "合计"} == left
    return [item.printed for item in found.findings if item.code.code == "R203"]


@pytest.mark.parametrize("cell", ["<img src=a.png>", '<p><img src="data:image/png;base64,AA=="></p>', "<svg></svg>"])
def test_a_picture_in_a_cell_of_a_page_is_no_blank(tmp_path: Path, cell: str) -> None:
    assert lost(page_of(tmp_path, cell)) == ["〔图片〕"]


@pytest.mark.parametrize(
    ("content", "told"),
    [("<w:r><w:drawing/></w:r>", "〔图片〕"), ("<w:r><w:pict/></w:r>", "〔图片〕"), (BUILT, "〔公式〕")],
)
def test_a_picture_or_formula_in_a_cell_of_a_document_is_no_blank(tmp_path: Path, content: str, told: str) -> None:
    assert lost(document_of(tmp_path, row(NAMED, box(f"<w:p>{content}</w:p>"), *FIGURES))) == [told]
