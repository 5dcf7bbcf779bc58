"""The formats of the workbook's cells."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format

SONG, HEI = "宋体", "黑体"
_BORDER = {"border": 1, "border_color": "#808890", "valign": "vcenter"}
_ALIGN = {
    "head": "center",
    "score": "center",
    "text": "center",
    "item": "center",
    "number": "center",
    "code": "left",
    "total": "center",
}


class Formats:
    """Every format of a workbook, made once."""

    def __init__(self, workbook: "xlsxwriter.Workbook") -> None:
        self._workbook = workbook
        plain = {"font_name": SONG, "font_size": 10, "valign": "vcenter"}
        self.title = self._add(font_name=HEI, font_size=16, align="center", valign="vcenter")
        self.left = self._add(**plain, align="left", text_wrap=True)
        self.right = self._add(**plain, align="right")
        self.note = self._add(**plain, align="left", text_wrap=True)
        self.heading = self._add(font_name=HEI, font_size=12, text_wrap=True, valign="vcenter")
        self.text = self._add(font_name=SONG, font_size=11, text_wrap=True, valign="top", indent=1)
        self.missing = self._add(
            font_name=SONG, font_size=11, text_wrap=True, valign="top", indent=1, bg_color="#FFE27A"
        )
        self.column = self._add(font_name=HEI, font_size=11, align="center", bg_color="#ECEFF2", **_BORDER)
        self.entry = self._add(font_name=SONG, font_size=11, text_wrap=True, **_BORDER)
        self.box = cache(self._box)
        self.figure = cache(self._figure)
        self.score = cache(self._score)

    def _add(self, **properties: object) -> "Format":
        return self._workbook.add_format(properties)

    def _box(self, role: str, *, total: bool = False) -> "Format":
        """A printed box that is no figure: head, label, number, code, name or total."""
        head = role == "head"
        return self._add(
            font_name=HEI if head or total else SONG,
            font_size=10,
            align="center" if total else _ALIGN.get(role, "left"),
            text_wrap=True,
            **_BORDER,
            **({"indent": 1} if role in {"label", "name", "code"} and not total else {}),
            **({"bg_color": "#ECEFF2"} if head else {}),
        )

    def _score(self, decimals: int) -> "Format":
        """A figure of a self-evaluation with the decimals that it is printed with."""
        shown = "0." + "0" * decimals if decimals else "0"
        return self._add(font_name=SONG, font_size=10, align="center", shrink=True, num_format=shown, **_BORDER)

    def _figure(self, zero: str, *, shown_unsigned: bool = False) -> "Format":
        """Two decimals with commas; an exact zero shows as the form's zero style."""
        negative = "#,##0.00" if shown_unsigned else "-#,##0.00"
        return self._add(
            font_name=SONG,
            font_size=10,
            align="right",
            indent=1,
            num_format=f"#,##0.00;{negative};{zero};@",
            **_BORDER,
        )
