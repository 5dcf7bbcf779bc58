"""How a workbook's number format prints a number: sections by sign, decimals, thousands commas, percent."""

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from mingzhang.money import decimal_text

_ACCOUNTING = '_ * {0}_ ;_ * \\-{0}_ ;_ * "-"{1}_ ;_ @_ '
BUILT_IN: Mapping[int, str] = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: _ACCOUNTING.format("#,##0", ""),
    42: _ACCOUNTING.format("#,##0", ""),
    43: _ACCOUNTING.format("#,##0.00", "??"),
    44: _ACCOUNTING.format("#,##0.00", "??"),
}
"""Formats that a workbook names by number alone (ECMA-376 part 1, 18.8.30), those of plain numbers."""
MAX_LENGTH = 255
"""Characters of the longest format that is looked at; no office program sets a longer one."""
MAX_DECIMALS = 30
_PIECE = re.compile(r'"([^"]*)"|[\\!](.)|[_*].|\[([^\]]*)\]|(.)', re.DOTALL)
_COLOUR = re.compile(r"\$.*|color ?\d+|black|blue|cyan|green|magenta|red|white|yellow|黑色?|蓝色?|绿色?|红色?", re.I)
_DIGITS = "#0?"


class _Section(NamedTuple):
    """One of a format's sections, for numbers of one sign."""

    decimals: int = 0
    optional: int = 0
    """Closing decimals that are left out where they are zero (#)."""
    grouped: bool = False
    shift: int = 0
    """Powers of ten that the printed number leaves out: 3 for each comma behind the digits."""
    least: int = 0
    """Digits before the point that are printed at least."""
    percent: bool = False
    minus: bool = False
    """The section writes the minus itself, or brackets in its place."""
    digits: bool = False
    literal: str = ""
    """What is printed where the section prints no digits."""


def shown(value: str, code: str) -> str | None:
    """A plain decimal as the format prints it; None where the format is General, a date or one unknown here.

    Currency signs and units beside the digits are left out, and brackets around a negative read as a minus.
    """
    section, number = _section_for(value, code)
    if section is None:
        return None
    return _printed(number, section) if section.digits else section.literal


def behind(value: str, code: str) -> str:
    """The number that is printed before it is rounded: without the powers of ten that the format leaves out."""
    section, _ = _section_for(value, code)
    return value if section is None or not section.shift else format(Decimal(value).scaleb(-section.shift), "f")


def _section_for(value: str, code: str) -> tuple[_Section | None, Fraction]:
    """The section that prints a number, and the number that it is given."""
    sections = _sections(code)
    number = Fraction(value)
    if not sections:
        return None, number
    if number == 0 and len(sections) > 2:
        return sections[2], number
    if number < 0 and len(sections) > 1:
        return sections[1], -number
    return sections[0], number


def _printed(number: Fraction, section: _Section) -> str:
    scale = Fraction(100 if section.percent else 1, 10**section.shift)
    text = decimal_text(number * scale, section.decimals, grouped=section.grouped)
    if section.optional:
        whole, _, rest = text.partition(".")
        kept = rest[: section.decimals - section.optional]
        rest = kept + rest[len(kept) :].rstrip("0")
        text = f"{whole}.{rest}" if rest else whole
    sign = "-" if text.startswith("-") or section.minus else ""
    whole, point, rest = text.removeprefix("-").partition(".")
    if whole == "0" and not section.least:
        whole = ""
    whole = whole if section.grouped else whole.zfill(section.least)
    figure = whole + point + rest
    return (sign + figure if figure else "") + ("%" if section.percent and figure else "")


@lru_cache(maxsize=1 << 10)
def _sections(code: str) -> tuple[_Section, ...]:
    """The sections for positive numbers, negative ones and zero; () where the format is not one of plain numbers."""
    if len(code) > MAX_LENGTH or code.strip().lower() in {"", "general", "g/通用格式", "@"}:
        return ()
    parts: list[list[tuple[str, bool]]] = [[]]
    for match in _PIECE.finditer(code):
        quoted, escaped, bracket, plain = match.groups()
        if plain == ";":
            parts.append([])
        elif plain is not None:
            parts[-1].append((plain, False))
        elif quoted is not None or escaped is not None:
            parts[-1].append((quoted if escaped is None else escaped, True))
        elif bracket is not None and not _COLOUR.fullmatch(bracket):
            return ()
    sections = [_section(part) for part in parts[:3]]
    if len(parts) < 4 and len(parts) > 1 and any(text == "@" for text, fixed in parts[-1] if not fixed):
        sections = sections[: len(parts) - 1]  # a last section with @ is that of texts
    known = [section for section in sections if section is not None]
    return tuple(known) if len(known) == len(sections) else ()


def _section(pieces: list[tuple[str, bool]]) -> _Section | None:
    """A section from its characters, each with whether it is a fixed text; None for what is no plain number."""
    point = _fixed_point(pieces)
    if point is not None:
        pieces = [*pieces[:point], (".", False), *pieces[point + 1 :]]
    plain = "".join(text for text, fixed in pieces if not fixed)
    pattern = re.sub(r"[^#0?.,%@a-zA-Z/]", "", plain)
    literal = "".join(text for text, fixed in pieces if fixed or text in "-()").strip()
    if not any(char in _DIGITS for char in pattern.replace("?", "")):
        return None if re.search(r"[a-zA-Z/%@]", pattern) else _Section(literal=literal)
    match = re.fullmatch(r"([#0?,]*?)(,*)(?:\.([#0?]*)(,*))?(%?)", pattern)
    if match is None or len(match[3] or "") > MAX_DECIMALS or _broken_by_text(pieces):
        return None
    whole, decimals = match[1], match[3] or ""
    thousands = len(match[2]) + len(match[4] or "")
    return _Section(
        decimals=len(decimals),
        optional=len(decimals) - len(decimals.rstrip("#")),
        grouped="," in whole,
        shift=3 * thousands + (len(decimals) if point is not None else 0),
        least=whole.count("0"),
        percent=bool(match[5]),
        minus="-" in literal or literal.startswith("("),
        digits=True,
    )


def _fixed_point(pieces: list[tuple[str, bool]]) -> int | None:
    """Where a point is written among the digits as a text, as in 0!.0, which shows tens of thousands; None for none."""
    digits = [n for n, (text, fixed) in enumerate(pieces) if not fixed and text in _DIGITS]
    points = [n for n, piece in enumerate(pieces) if piece == (".", True) and digits and digits[0] < n < digits[-1]]
    return points[0] if len(points) == 1 and (".", False) not in pieces else None


def _broken_by_text(pieces: list[tuple[str, bool]]) -> bool:
    """Whether a fixed text stands among the digits."""
    at = [n for n, (text, fixed) in enumerate(pieces) if not fixed and text in _DIGITS]
    return any(fixed and text for text, fixed in pieces[at[0] : at[-1]])
