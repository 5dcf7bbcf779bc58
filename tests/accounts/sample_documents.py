"""Documents written by the tests: any form placed by its layout, printed as pdf, docx, xlsx, html or text."""

import random
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.sax.saxutils import escape

from mingzhang.accounts.disclosure import Cell, Form
from mingzhang.accounts.forms.grid import Grid, place
from mingzhang.accounts.forms.spec import TOTAL_ROW
from mingzhang.accounts.layouts.layout import FormLayout, Layout, load_layout

UNIT = "某市社会保险事业服务中心"
YEAR = 2023
CODES = ("208", "20805", "2080505", "2080506", "210", "21011", "2101102", "221", "22102", "2210201")
CAPITAL_CODES = ("223", "22301", "2230105")


@dataclass(frozen=True, slots=True)
class Printed:
    """A table as it is printed: its title and captions, rows of (text, across, down), its notes."""

    title: str
    captions: tuple[str, ...]
    rows: tuple[tuple[tuple[str, int, int], ...], ...]
    notes: tuple[str, ...] = ()
    widths: tuple[float, ...] = ()
    """Share of each column; empty: labels twice as wide as figures."""
    header_rows: int = 0


Box = tuple[str, int, int]
"""A text, and the columns and rows that its box covers."""


def boxes(*texts: str) -> tuple[Box, ...]:
    """Boxes of a row; 收入*3 stands over three columns, 项目^2 over two rows."""
    found = []
    for given in texts:
        spanned, _, down = given.partition("^")
        text, _, across = spanned.partition("*")
        found.append((text, int(across or 1), int(down or 1)))
    return tuple(found)


def layout() -> Layout:
    return load_layout("liaoning-2023", YEAR)


def sample_form(number: str, seed: int = 1, blanks: float = 0.3) -> Form:
    """A form of the layout with arbitrary figures: readers do not reckon."""
    rng = random.Random(f"{number}-{seed}")
    form = layout().forms[number]
    cells: list[Cell] = []
    for block, row in _rows(form):
        spec = form.spec.block(block)
        assert spec is not None
        cells += [Cell(block, row, column.name, _figure(rng, blanks)) for column in spec.columns]
    order = {name: position for position, name in enumerate(block.name for block in form.spec.blocks)}
    cells.sort(key=lambda cell: order[cell.block])
    return Form(number, form.title, tuple(cells))


def _rows(form: FormLayout) -> Iterable[tuple[str, str]]:
    for side in form.sides:
        if side.lines is None:
            codes = CAPITAL_CODES if form.spec.number == "09" else CODES
            yield from ((side.block, row) for row in (TOTAL_ROW, *codes))
        else:
            yield from ((line.block, line.row) for line in side.lines if line.row)
    yield from ((block.name, line.name) for block in form.spec.blocks for line in block.rows if block.by == "economic")


def _figure(rng: random.Random, blanks: float) -> str:
    if rng.random() < blanks:
        return ""
    if rng.random() < 0.1:
        return "0.00"
    return f"{rng.choice((9, 99, 999, 9999, 12345)) * rng.random():,.2f}"


def printed(form: Form, amounts: str = "万元") -> Printed:
    grid = place(form, layout())
    captions = (grid.code, f"单位：{UNIT}", f"{YEAR}年度", f"金额单位：{amounts}")
    return from_grid(grid, captions)


def from_grid(grid: Grid, captions: Sequence[str]) -> Printed:
    rows = tuple(
        tuple((box.text, box.across, box.down) for box in row) for part in (grid.header, grid.body) for row in part
    )
    widths = tuple({"label": 2.2, "name": 2.6, "number": 0.5, "code": 1.0}.get(role, 1.2) for role in grid.columns)
    return Printed(grid.title, tuple(captions), rows, grid.notes, widths, len(grid.header))


def figures(form: Form) -> dict[tuple[str, str, str], str]:
    """A form's cells by block, row and column."""
    return {(cell.block, cell.row, cell.column): cell.printed for cell in form.cells}


def columns_of(table: Printed) -> int:
    return sum(across for _, across, _ in table.rows[0])


# html, docx, xlsx, txt


def write_html(path: Path, tables: Sequence[Printed], head: Sequence[str] = ()) -> Path:
    parts = ["<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>"]
    parts += [f"<p>{escape(text)}</p>" for text in head]
    for table in tables:
        parts.append(f"<h2>{escape(table.title)}</h2>")
        parts += [f"<p>{escape(text)}</p>" for text in table.captions]
        parts.append("<table>")
        for row in table.rows:
            cells = "".join(f"<td colspan={a} rowspan={d}>{escape(t)}</td>" for t, a, d in row)
            parts.append(f"<tr>{cells}</tr>")
        parts.append("</table>")
        parts += [f"<p>{escape(text)}</p>" for text in table.notes]
    path.write_text("\n".join(parts) + "</body></html>", "utf-8")
    return path


def write_docx(path: Path, tables: Sequence[Printed], head: Sequence[str] = ()) -> Path:
    parts = [_docx_paragraph(text) for text in head]
    for table in tables:
        parts += [_docx_paragraph(text) for text in (table.title, *table.captions)]
        parts.append(f"<w:tbl>{_docx_rows(table)}</w:tbl>")
        parts += [_docx_paragraph(text) for text in table.notes]
    body = "".join(parts)
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = f'<?xml version="1.0"?><w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("[Content_Types].xml", "<Types/>")
        pack.writestr("word/document.xml", xml)
    return path


def _docx_paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t xml:space='preserve'>{escape(text)}</w:t></w:r></w:p>"


def _docx_rows(table: Printed) -> str:
    """Rows in which a merged cell goes on as an empty one, as word processors write them."""
    width = columns_of(table)
    going: dict[int, tuple[int, int]] = {}
    rows: list[str] = []
    for row in table.rows:
        cells: list[str] = []
        waiting = list(row)
        column = 0
        while column < width:
            if column in going:
                across, left = going.pop(column)
                if left > 1:
                    going[column] = (across, left - 1)
                    # set aside until the next row
                cells.append(_docx_cell("", across, "<w:vMerge/>"))
                if left > 1:
                    going[column] = (across, left - 1)
                column += across
                continue
            text, across, down = waiting.pop(0)
            cells.append(_docx_cell(text, across, '<w:vMerge w:val="restart"/>' if down > 1 else ""))
            if down > 1:
                going[column] = (across, down - 1)
            column += across
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return "".join(rows)


def _docx_cell(text: str, across: int, merge: str) -> str:
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{across}"/>{merge}</w:tcPr>{_docx_paragraph(text)}</w:tc>'


def write_xlsx(path: Path, tables: Sequence[Printed], *, one_sheet: bool = False) -> Path:
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        sheet, top = None, 0
        for number, table in enumerate(tables):
            if sheet is None or not one_sheet:
                sheet, top = book.add_worksheet(f"表{number + 1}"), 0
            width = columns_of(table)
            for text in (table.title, *table.captions):
                _merge(sheet, top, 0, 1, width, text)
                top += 1
            top = _xlsx_rows(sheet, top, table)
            for text in table.notes:
                _merge(sheet, top, 0, 1, width, text)
                top += 1
            top += 1
    return path


def _xlsx_rows(sheet: object, top: int, table: Printed) -> int:
    taken: set[tuple[int, int]] = set()
    for offset, row in enumerate(table.rows):
        column = 0
        for text, across, down in row:
            while (offset, column) in taken:
                column += 1
            taken |= {(r, c) for r in range(offset, offset + down) for c in range(column, column + across)}
            _merge(sheet, top + offset, column, down, across, text)
            column += across
    return top + len(table.rows)


def _merge(sheet: object, row: int, column: int, down: int, across: int, text: str) -> None:
    number = text.replace(",", "")
    value: str | float = float(number) if number.replace(".", "", 1).replace("-", "", 1).isdigit() else text
    if down * across > 1:
        sheet.merge_range(row, column, row + down - 1, column + across - 1, "")  # type: ignore[attr-defined]
    write = "write_number" if isinstance(value, float) else "write_string"  # =100% is no formula
    getattr(sheet, write)(row, column, value)


def write_saved_text(path: Path, tables: Sequence[Printed], head: Sequence[str] = ()) -> Path:
    """As a word processor saves it: a cell a line after a tab, a row a block; merged cells go on as empty ones."""
    lines = [*head]
    for table in tables:
        lines += [table.title, f"\t{table.captions[0]}", "", *(f"\t{text}" for text in table.captions[1:]), "", " "]
        for row in _cells(table, each_column=True):
            lines += [*(f"\t{text}" for text in row), ""]
        for text in table.notes:
            lines += [f"\t{text}", ""]
        lines += ["", " "]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def write_cell_lines(path: Path, tables: Sequence[Printed]) -> Path:
    """As LibreOffice saves it: a cell a line and nothing between rows; merged cells go on as one empty line each."""
    lines: list[str] = []
    for table in tables:
        lines += [table.title, table.captions[0], "\t".join(table.captions[1:])]
        lines += [text for row in _cells(table, each_column=False) for text in row]
        lines += table.notes or ("",)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def _cells(table: Printed, *, each_column: bool) -> Iterator[list[str]]:
    """The rows of a table, with what merged cells cover below them: empty, in each column or once."""
    width = columns_of(table)
    going: dict[int, tuple[int, int]] = {}
    """Column → rows that its cell still covers, and how many columns."""
    for row in table.rows:
        waiting, column, cells = list(row), 0, []
        while column < width:
            rows, columns = going.get(column, (0, 1))
            if rows:
                going[column] = (rows - 1, columns)
                cells += [""] * (columns if each_column else 1)
                column += columns
                continue
            text, across, down = waiting.pop(0)
            cells.append(text)
            going[column] = (down - 1, across)
            column += across
        yield cells


def write_aligned_text(path: Path, tables: Sequence[Printed]) -> Path:
    """Columns set by spaces; merged cells stand over their first column."""
    from mingzhang.accounts.readers.characters import width_of

    lines: list[str] = []
    for table in tables:
        width = columns_of(table)
        rows = _without_spans(table, width)
        widths = [max(width_of(row[n]) for row in rows) + 3 for n in range(width)]
        lines += [table.title, *table.captions]
        for row in rows:
            lines.append("".join(text + " " * (widths[n] - width_of(text)) for n, text in enumerate(row)).rstrip())
        lines += [*table.notes, ""]
    path.write_text("\n".join(lines), "utf-8")
    return path


def _flat(row: Sequence[tuple[str, int, int]], width: int) -> list[str]:
    return [text for text, across, _ in row for text in (text, *[""] * (across - 1))][:width]


def _without_spans(table: Printed, width: int) -> list[list[str]]:
    """Every grid place with its text; a merged cell's text in its first place only."""
    found = [[""] * width for _ in table.rows]
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(table.rows):
        column = 0
        for text, across, down in row:
            while (number, column) in taken:
                column += 1
            taken |= {(r, c) for r in range(number, number + down) for c in range(column, column + across)}
            found[number][column] = text
            column += across
    return found


# pdf


@dataclass(slots=True)
class Style:
    """How a pdf sets a table."""

    outer: bool = True
    upright: bool = True
    across: bool = True
    """Rules between body rows; the first and last rule of the table and that under the heading stay."""
    rows_a_page: int = 1000
    repeat_header: bool = False
    turn: int = 0
    """Degrees of the page's own rotation."""
    sideways_text: bool = False
    """The table is drawn turned on an upright page."""
    two_a_page: bool = False
    beside: bool = False
    """Two tables beside each other on a page."""
    raise_digits: float = 0.0
    """Points by which digits stand above the base line of words."""
    thin_boxes: bool = False
    """Rules are thin filled rectangles in pieces."""
    size: float = 8.0
    narrow_figures: float = 1.0
    """Share of the width of figure columns: small ones let numbers run over their box."""
    align: str = "right"
    row_height: float = 14.0
    centre_headings: bool = True
    mock_bold: bool = False
    """Every text is drawn twice, a hair apart."""
    watermark: str = ""
    invisible: bool = False
    """The text is a layer of text recognition over an image."""


FONT = "STSong-Light"


def write_pdf(path: Path, tables: Sequence[Printed], style: Style | None = None, head: Sequence[str] = ()) -> Path:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    style = style or Style()
    wide, high = 842.0 * (1 + style.beside), 595.0 if not style.two_a_page else 1400.0
    high = max(high, 160 + style.row_height * min(style.rows_a_page + 6, max(len(t.rows) + 6 for t in tables)))
    high = high if not style.two_a_page else 14_000.0
    size = (high, wide) if style.sideways_text or style.turn in (90, 270) else (wide, high)
    canvas = Canvas(str(path), pagesize=size, pageCompression=0)
    pen = _Pen(canvas, style, wide, high)
    if head:
        pen.start()
        for text in head:
            pen.line(text)
        pen.finish()
    pen.start()
    for number, table in enumerate(tables):
        if style.beside:
            pen.left = wide / 2 + 30 if number % 2 else 60
        if number and not (style.two_a_page or (style.beside and number % 2)):
            pen.finish()
        if number and not style.two_a_page:
            pen.start()
        pen.table(table)
    pen.finish()
    canvas.save()
    return path


@dataclass(slots=True)
class _Pen:
    canvas: object
    style: Style
    wide: float
    high: float
    y: float = 0.0
    left: float = 60.0
    log: list[str] = field(default_factory=list)

    def __getattr__(self, name: str) -> Callable[..., object]:
        return getattr(self.canvas, name)  # type: ignore[no-any-return]

    def start(self) -> None:
        if self.style.sideways_text:  # text runs upwards on an upright page
            self.transform(0, 1, -1, 0, self.high, 0)
        elif self.style.turn:
            self.setPageRotation(self.style.turn)
            turned = {90: (0, 1, -1, 0, self.high, 0), 180: (-1, 0, 0, -1, self.wide, self.high)}
            turned[270] = (0, -1, 1, 0, 0, self.wide)
            self.transform(*turned[self.style.turn])
        self.y = self.high - 50
        if self.style.watermark:
            self.saveState()
            self.setFont(FONT, 60)
            self.translate(200, 100)
            self.rotate(35)
            self.drawString(0, 0, self.style.watermark * 4)
            self.restoreState()
        if self.style.invisible:
            from PIL import Image
            from reportlab.lib.utils import ImageReader

            self.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, self.wide, self.high)
            getattr(self.canvas, "_code").append("3 Tr")  # noqa: B009 — reportlab has no name for it

    def finish(self) -> None:
        self.showPage()

    def text(self, x: float, y: float, text: str, size: float) -> None:
        """A run of text; digits may stand on a base line of their own."""
        from reportlab.pdfbase.pdfmetrics import stringWidth

        text += " " * (len(text) == 1)  # pdfium loses a string of one ideograph in this font
        if not self.style.raise_digits:
            self.setFont(FONT, size)
            self.drawString(x, y, text)
            if self.style.mock_bold:
                self.drawString(x + 0.9, y, text)
            return
        for char in text:
            digit = char.isdigit() or char in ".,"
            self.setFont(FONT, size)
            self.drawString(x, y + (self.style.raise_digits if digit else 0), char)
            x += stringWidth(char, FONT, size)

    def line(self, text: str, size: float = 10.0) -> None:
        self.text(self.left, self.y, text, size)
        self.y -= 1.6 * size

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if not self.style.thin_boxes:
            self._line(x0, y0, x1, y1)
            return
        steps = 4
        for step in range(steps):
            a, b = x0 + (x1 - x0) * step / steps, x0 + (x1 - x0) * (step + 1) / steps
            c, d = y0 + (y1 - y0) * step / steps, y0 + (y1 - y0) * (step + 1) / steps
            self.rect(a - 0.25, min(c, d) - 0.25, max(b - a, 0.5), max(abs(d - c), 0.5), stroke=0, fill=1)

    def _line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.setLineWidth(0.5)
        getattr(self.canvas, "line")(x0, y0, x1, y1)  # noqa: B009 — the pen has a line of its own

    def table(self, table: Printed) -> None:
        self.line(table.title, 14)
        for text in table.captions:
            self.line(text)
        body = table.rows[table.header_rows :]
        chunks = [body[n : n + self.style.rows_a_page] for n in range(0, len(body), self.style.rows_a_page)] or [()]
        for number, chunk in enumerate(chunks):
            if number:
                self.finish()
                self.start()
            head = table.rows[: table.header_rows] if number == 0 or self.style.repeat_header else ()
            self.grid(replace(table, rows=(*head, *chunk), header_rows=len(head)))
        self.y -= 14
        for text in table.notes:
            self.line(text)
        self.y -= 20

    def grid(self, table: Printed) -> None:
        width = len(table.widths)
        shares = [w * (self.style.narrow_figures if w == 1.2 else 1.0) for w in table.widths]
        total = self.wide / 2 - 90 if self.style.beside else self.wide - 120
        scale = total / sum(shares) if self.style.narrow_figures == 1.0 else total / sum(table.widths)
        xs = [self.left]
        for share in shares:
            xs.append(xs[-1] + share * scale)
        height = self.style.row_height
        top = self.y + height * 0.3
        ys = [top - height * n for n in range(len(table.rows) + 1)]
        taken: set[tuple[int, int]] = set()
        for number, row in enumerate(table.rows):
            column = 0
            for text, across, down in row:
                while (number, column) in taken:
                    column += 1
                taken |= {(r, c) for r in range(number, number + down) for c in range(column, column + across)}
                box = (xs[column], ys[number], xs[min(column + across, width)], ys[min(number + down, len(table.rows))])
                self.box(text, box, number, number + down, column, column + across, table, width)
                column += across
        self.y = ys[-1] - 4

    def box(
        self,
        text: str,
        box: tuple[float, float, float, float],
        first: int,
        last: int,
        column: int,
        end: int,
        table: Printed,
        width: int,
    ) -> None:
        from reportlab.pdfbase.pdfmetrics import stringWidth

        left, top, right, bottom = box
        size, style = self.style.size, self.style
        lines = _wrapped(text, right - left - 4, size)
        middle = (top + bottom) / 2 + size * (len(lines) - 1) / 2 - size * 0.35
        for number, piece in enumerate(lines):
            long = stringWidth(piece, FONT, size)
            figure = piece.replace(",", "").replace(".", "").isdigit() and "." in piece
            x = left + 2
            if figure and style.align == "right":
                x = right - 2 - long
            elif (figure and style.align == "centre") or (style.centre_headings and first < table.header_rows):
                x = (left + right - long) / 2
            self.text(x, middle - number * size, piece, size)
        heading = table.header_rows
        if (style.across and (style.outer or first)) or first in (0, heading):
            self.rule(left, top, right, top)
        if (style.across and style.outer) or (last == len(table.rows) and (style.outer or not style.upright)):
            self.rule(left, bottom, right, bottom)
        if style.upright and (column or style.outer):
            self.rule(left, bottom, left, top)
        if style.upright and end == width and style.outer:
            self.rule(right, bottom, right, top)


def _wrapped(text: str, width: float, size: float) -> list[str]:
    """Words broken where the box ends; figures stay whole."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    if not text or text.replace(",", "").replace(".", "").isdigit():
        return [text] if text else []
    lines = [""]
    for char in text:
        if stringWidth(lines[-1] + char, FONT, size) > width and lines[-1]:
            lines.append("")
        lines[-1] += char
    return lines
