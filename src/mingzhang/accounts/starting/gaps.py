"""Gaps of 文字.yaml: a line for each text that this year's books ask for, to be filled in; nothing else is touched."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mingzhang import codes
from mingzhang.accounts.books.texts import LISTS, TEXT_FILE
from mingzhang.accounts.books.voucher_part import plain
from mingzhang.accounts.draft import REASONS, TEXTS
from mingzhang.accounts.proposing.keep import after_line, decoded, end_of, scalar
from mingzhang.findings import Finding
from mingzhang.whole import write_whole

if TYPE_CHECKING:
    from yaml.nodes import MappingNode

_STEP = "  "
_DEPTH = {"原因": 3}
"""Into how many parts a key is cut; two where nothing is said: 用途.2080505, 原因.变动.收入总计."""
_LONGEST = 60
"""Characters of what a gap says that it asks for."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A text to be written: where, and what for."""

    path: tuple[str, ...]
    asked: str


def gaps_in(findings: Iterable[Finding], year: int) -> list[Gap]:
    """What the findings ask 文字.yaml for, each once. The lists stand in the file from the start."""
    asked = (item for item in findings if item.code.code in TEXTS | REASONS and item.place.file == TEXT_FILE)
    found: dict[tuple[str, ...], Gap] = {}
    for item in asked:
        part = item.place.key.partition(".")[0]
        if item.place.key and part not in LISTS:
            path = tuple(item.place.key.split(".", _DEPTH.get(part, 2) - 1))
            found.setdefault(path, Gap(path, _asked(item, path[-1], year)))
    return list(found.values())


def _asked(item: Finding, name: str, year: int) -> str:
    """What a comment beside the gap says: what is asked for, at least whose name the code is."""
    said = item.expected or (codes.functional(year).name(name) if name.isdecimal() else "") or item.code.title
    return said.replace("\n", " ")[:_LONGEST]


def with_gaps(text: str, gaps: Sequence[Gap]) -> str:
    """The text of 文字.yaml with a line for each gap that has none. Raises ValueError where there is no room for it."""
    import yaml

    for part, members in _by_part(gaps).items():
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        if root is not None and (not isinstance(root, yaml.MappingNode) or root.flow_style):
            raise ValueError("not a block mapping")
        text = _with_part(text, root, part, members, 0)
    expected = plain(root) if (root := yaml.compose(text, Loader=yaml.SafeLoader)) is not None else None
    if not isinstance(expected, Mapping):
        raise ValueError("no texts any more")
    return text


def _by_part(gaps: Iterable[Gap]) -> dict[tuple[str, ...], dict[str, str]]:
    parts: dict[tuple[str, ...], dict[str, str]] = {}
    for gap in gaps:
        parts.setdefault(gap.path[:-1], {})[gap.path[-1]] = gap.asked
    return parts


def _with_part(
    text: str, node: "MappingNode | None", part: tuple[str, ...], members: dict[str, str], indent: int
) -> str:
    """The members that are not there yet, in the part of the mapping, which is made where there is none."""
    from yaml.nodes import MappingNode, ScalarNode

    there = {str(key.value): (key, value) for key, value in node.value} if node is not None else {}
    first, *rest = part
    if first not in there:
        lines = list(_lines(part, members, indent))
        if node is None or not node.value:
            return text.rstrip("\n") + "\n" * bool(text.strip()) + "\n".join(lines) + "\n"
        return after_line(text, end_of(node), lines)
    key, value = there[first]
    inner = int(key.start_mark.column) + len(_STEP)
    empty = isinstance(value, ScalarNode) and not value.value.strip()
    if empty or (isinstance(value, MappingNode) and not value.value):
        cut = text[: value.start_mark.index].rstrip(" ") + text[value.end_mark.index :] if not empty else text
        lines = list(_lines(tuple(rest), members, inner))
        return after_line(cut, key.end_mark.index, lines)
    if not isinstance(value, MappingNode) or value.flow_style:
        raise ValueError("not a block mapping")
    column = int(value.value[0][0].start_mark.column)
    if rest:
        return _with_part(text, value, tuple(rest), members, column)
    known = {str(each.value) for each, _ in value.value}
    fresh = {name: asked for name, asked in members.items() if name not in known}
    return after_line(text, end_of(value), list(_lines((), fresh, column))) if fresh else text


def _lines(part: tuple[str, ...], members: Mapping[str, str], indent: int) -> Iterator[str]:
    for depth, name in enumerate(part):
        yield f"{' ' * (indent + depth * len(_STEP))}{scalar(name)}:"
    space = " " * (indent + len(part) * len(_STEP))
    yield from (f"{space}{scalar(name)}:    # {asked}" for name, asked in members.items())


def fill_gaps(folder: Path, gaps: Sequence[Gap]) -> int:
    """Writes the gaps into the file of a books folder, whole or not at all; how many lines that are. Raises ValueError,
    and OSError.
    """
    path = folder / TEXT_FILE
    text, encoding = decoded(path.read_bytes()) if path.exists() else ("", "utf-8")
    done = with_gaps(text, gaps)
    if done != text:
        write_whole(path, done.encode(encoding))
    return done.count("\n") - text.count("\n")
