"""A form's table as WordprocessingML, written at once: the word processor's own calls take twenty times as long."""

from collections.abc import Mapping, Sequence
from html import escape

from mingzhang.accounts.renderers.docx_styles import KEEP, LATIN, SANS, SERIF, TABLE_TEXT
from mingzhang.accounts.renderers.paper import Sheet
from mingzhang.accounts.renderers.table_size import Square

TWIPS_A_MM, TWIPS_A_POINT = 1440 / 25.4, 20
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BORDERS = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="404040"/>' for side in _SIDES)
_ALIGN: Mapping[str, str] = {"figure": "right", "label": "left"}
_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="EEEEEE"/>'


def table_xml(sheet: Sheet) -> str:
    """Head rows repeat on every page of the table; no row is cut by a page end; the last stay with the notes."""
    widths = [round(width * TWIPS_A_MM) for width in sheet.widths_mm]
    side = round(sheet.type.side * TWIPS_A_POINT)
    properties = (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="{side}" w:type="dxa"/>'
        f'<w:bottom w:w="0" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = _rows(sheet.head, sheet.head_rows, widths, sheet, head=True)
    rows += _rows(sheet.body, sheet.body_rows, widths, sheet, head=False)
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _rows(squares: Sequence[Square], count: int, widths: Sequence[int], sheet: Sheet, *, head: bool) -> list[str]:
    """Every place of every row: where a square goes on below its first row stands a box that continues it."""
    cells: list[dict[int, str]] = [{} for _ in range(count)]
    for square in squares:
        width = sum(widths[square.column : square.column + square.across])
        stays = not head and square.row >= count - sheet.foot_rows
        for down in range(square.down):
            cells[square.row + down][square.column] = _cell(square, width, sheet, first=down == 0, stays=stays)
    least = round((1.1 * sheet.type.size + 2 * sheet.type.inset) * TWIPS_A_POINT)
    properties = f'<w:cantSplit/><w:trHeight w:val="{least}" w:hRule="atLeast"/>' + ("<w:tblHeader/>" if head else "")
    return [
        f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(row[column] for column in sorted(row))}</w:tr>" for row in cells
    ]


def _cell(square: Square, width: int, sheet: Sheet, *, first: bool, stays: bool) -> str:
    span = f'<w:gridSpan w:val="{square.across}"/>' if square.across > 1 else ""
    merge = "" if square.down == 1 else '<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>"
    shade = _SHADE if square.look == "head" else ""
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{shade}<w:vAlign w:val="center"/>'
    size, line = round(2 * sheet.type.size), round(1.2 * sheet.type.size * TWIPS_A_POINT)
    font = SANS if square.look in {"head", "total"} else SERIF
    letters = (
        f'<w:rPr><w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{font}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )
    text = f'<w:r>{letters}<w:t xml:space="preserve">{escape(square.text, quote=False)}</w:t></w:r>'
    return (
        f'<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:pPr><w:pStyle w:val="{TABLE_TEXT}"/>{KEEP if stays else ""}'
        f'<w:spacing w:line="{line}" w:lineRule="exact"/><w:jc w:val="{_ALIGN.get(square.look, "center")}"/>'
        f'<w:rPr><w:sz w:val="{size}"/></w:rPr></w:pPr>{text if first and square.text else ""}</w:p></w:tc>'
    )
