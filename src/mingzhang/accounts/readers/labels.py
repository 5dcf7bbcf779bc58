"""Labels as they are compared: without ordinals, 其中, the width of brackets and quotes; and figures as printed."""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from mingzhang import codes
from mingzhang.accounts.forms.declared import declared, widest
from mingzhang.accounts.forms.spec import Block, Line
from mingzhang.accounts.readers.characters import NIL, is_figure, squeezed

_ORDINAL = re.compile(
    r"^(其中[:：]?|[一二三四五六七八九十百零]{1,5}[、.,，]|\d{1,2}[、.．](?!\d)|\([一二三四五六七八九十]+\)|\(\d{1,2}\)|[①-⑳*#☆★▲-]+)"
)
_CODE_PART = re.compile(r"0\d+")
"""款 and 项 as codes print them, and no amount: 01."""
_LEAST_NAME = 4
"""Characters of a row's name that tell it."""
_UNIT = re.compile(r"\((单位[:：])?(人民币)?(万元|元)\)$")
_FORMULA = re.compile(r"\(?\d+(=[\d+\-()]+)?\)?$")


@lru_cache(maxsize=1 << 12)
def plain(text: str) -> str:
    """A label for comparison: 三、国有资本经营… and （2）公务用车购置费 without their ordinals."""
    label = squeezed(text).replace('"', "").replace("'", "").replace("(", "").replace(")", "")
    return label.replace(":", "").replace("、", "")


@lru_cache(maxsize=1 << 12)
def label(text: str) -> str:
    """A row's or column's name for comparison, its ordinals and unit removed."""
    name = squeezed(text)
    while (match := _ORDINAL.match(name)) is not None and match.end() < len(name):
        name = name[match.end() :]
    return plain(_UNIT.sub("", name))


@lru_cache(maxsize=16)
def lineages(year: int) -> Mapping[str, tuple[str, ...]]:
    """The functional codes of a year, each with its plain names from class to item."""
    listed = codes.functional(year)
    return {code: tuple(plain(name) for name in listed.ancestry(code)) for code in listed.codes}


def is_numbering(text: str) -> bool:
    """Whether a header's text is a column number (栏次) or its formula: 1, (3), 5=2+3."""
    return _FORMULA.fullmatch(squeezed(text)) is not None


def index(lines: Iterable[Line]) -> Mapping[str, Line]:
    """Lines by every name they go by; canonical names win."""
    known = list(lines)
    found = {plain(alias): line for line in known for alias in line.aliases}
    return found | {plain(line.name): line for line in known}


def namesakes(block: Block) -> Mapping[str, tuple[Line, ...]]:
    """The columns of a block by every name they go by; several where they stand under different headings."""
    found: dict[str, list[Line]] = {plain(line.name): [line] for line in reversed(block.columns)}
    for line in block.columns:
        for alias in line.aliases:
            lines = found.setdefault(plain(alias), [])
            if line not in lines:
                lines.append(line)
    return {name: tuple(lines) for name, lines in found.items()}


def columns_of(block: Block) -> Mapping[str, Line]:
    return index(block.columns)


def rows_of(block: Block) -> Mapping[str, Line]:
    return index(block.rows)


@cache
def row_names() -> frozenset[str]:
    """The rows that forms have by name, some of which are numbered as headings are: 十四、资源勘探工业信息等支出."""
    blocks = (block for number in declared() for block in widest(number, codes.LATEST).blocks)
    return frozenset(name for block in blocks for name in rows_of(block))


def begins_row(text: str) -> bool:
    """Whether a line names a row, or begins the name of one that is broken over lines."""
    name = label(text)
    return len(name) >= _LEAST_NAME and any(known.startswith(name) for known in row_names())


def printed_figure(text: str) -> str | None:
    """A box's text as a printed figure, "" for none; None for what is neither and cannot be read."""
    bare = squeezed(text)
    if bare in NIL:
        return ""
    if is_figure(bare) and not _CODE_PART.fullmatch(bare):
        return bare.removeprefix("+")
    return None
