"""`disclosure.json`: the public form of a disclosure, documented in docs/disclosure-json.md. Writing and reading back
is the identity."""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from mingzhang.accounts.disclosure import Cell, Disclosure
from mingzhang.findings import Finding, Place, ProblemsFound, finding

if TYPE_CHECKING:
    from pydantic import TypeAdapter

FORMAT = "mingzhang-disclosure"
VERSION = 1
_OPTIONAL: dict[str, Any] = {
    **{name: [] for name in ("slots", "operands", "evaluations", "parts", "columns")},
    **dict.fromkeys(("key", "code", "reason", "measure", "opening", "execution_weight", "total_weight", "grade"), ""),
    **dict.fromkeys(("fen", "draft")),
    "reasons": {},
    **dict.fromkeys(("outside", "whole"), False),
}
"""Members left out of the file where they say nothing."""
_TALL = "indicators"
"""A record that has this member stands on several lines, one a record inside it."""


def to_json(disclosure: Disclosure) -> str:
    """The file's text: UTF-8, one line a cell or paragraph so that two disclosures compare line by line."""
    members = _said(disclosure)
    members["forms"] = {form.number: _said(form) for form in disclosure.forms}
    for form in members["forms"].values():
        del form["number"]
    return _text({"format": FORMAT, "version": VERSION, **members}, 0) + "\n"


def from_json(text: str, file: str = "disclosure.json") -> Disclosure:
    """A disclosure from the file's text. Raises ProblemsFound with every place that does not fit."""
    from pydantic import ValidationError

    try:
        given: Any = json.loads(text)
    except json.JSONDecodeError as error:
        place = Place(file=file, row=error.lineno)
        raise ProblemsFound([finding("D101", place, printed=f"第{error.colno}个字符处不能继续读下去")]) from None
    if not isinstance(given, dict) or given.get("format") != FORMAT or given.get("version") != VERSION:
        raise ProblemsFound([finding("D102", Place(file=file), expected=f'"format": "{FORMAT}", "version": {VERSION}')])
    members = {name: value for name, value in given.items() if name not in {"format", "version"}}
    forms = members.get("forms")
    if isinstance(forms, dict):
        members["forms"] = [
            {"number": number, **form} if isinstance(form, dict) else form for number, form in forms.items()
        ]
    try:
        disclosure = _adapter().validate_json(json.dumps(members), strict=True)
    except ValidationError as error:
        found = [
            finding("D103", Place(file=file, key=_path(item["loc"], members)), printed=_shown(item["input"]))
            for item in error.errors(include_url=False)
        ]
        raise ProblemsFound(found) from None
    repeated = _repeated(disclosure, file)
    if repeated:
        raise ProblemsFound(repeated)
    return disclosure


@cache
def _adapter() -> "TypeAdapter[Disclosure]":
    from pydantic import ConfigDict, TypeAdapter, with_config

    return TypeAdapter(with_config(ConfigDict(extra="forbid"))(Disclosure))


def _repeated(disclosure: Disclosure, file: str) -> list[Finding]:
    """Form, block, row and column together name one cell."""
    found: list[Finding] = []
    for form in disclosure.forms:
        seen: set[tuple[str, ...]] = set()
        for cell in form.cells:
            place = form.address(cell)
            if place in seen:
                where = Place(file=file, form=form.number, block=cell.block, line=cell.row, column=cell.column)
                found.append(finding("D104", where, printed=cell.printed))
            seen.add(place)
    return found


def _said(value: Any) -> dict[str, Any]:
    """A record's or a mapping's members without those that say nothing."""
    members = _members(value.__class__)
    if members:
        return {name: member for name, _, unsaid in members if (member := getattr(value, name)) not in unsaid}
    return {name: member for name, member in value.items() if member not in _unsaid(name)}


@cache
def _members(kind: Any) -> tuple[tuple[str, str, tuple[Any, ...]], ...]:
    """Of each member of a record its name, how it begins, and what it is where it says nothing; none of a mapping."""
    names = [each.name for each in fields(kind)] if is_dataclass(kind) else []
    return tuple((name, f"{_quoted(name)}: ", _unsaid(name)) for name in names)


def _unsaid(name: str) -> tuple[Any, ...]:
    return (_OPTIONAL[name], ()) if name in _OPTIONAL else ()


def _is_record(value: Any) -> bool:
    return not isinstance(value, str | int | list | tuple | None)


def _text(value: Any, depth: int) -> str:
    """JSON in which every leaf record stands on a line of its own."""
    pad = "  " * depth
    if _is_record(value):
        members = _said(value)
        if all(isinstance(member, str | int | None) for member in members.values()):
            return _line(value)
        inner = [f"{pad}  {_quoted(name)}: {_text(member, depth + 1)}" for name, member in members.items()]
        return "{\n" + ",\n".join(inner) + f"\n{pad}}}"
    if isinstance(value, list | tuple) and any(_is_record(member) for member in value):
        lines = [_text(each, depth + 1) if hasattr(each, _TALL) else _line(each) for each in value]
        return f"[\n{pad}  " + f",\n{pad}  ".join(lines) + f"\n{pad}]"
    return _line(value)


def _line(value: Any) -> str:
    """As `json.dumps` writes it, which for records as small as a cell takes most of its time to begin."""
    kind = value.__class__
    if kind is Cell:  # nearly every line of a file
        fen = "" if value.fen is None else f', "fen": {value.fen}'
        return f"{_begun(value.block, value.row, value.column)}{_quoted(value.printed)}{fen}}}"
    return _record(value)


@lru_cache(maxsize=1 << 14)
def _begun(block: str, row: str, column: str) -> str:
    """How the line of a cell begins, up to what it prints; the same in all files of a layout."""
    return _record(Cell(block, row, column, "")).removesuffix('""}')


def _record(value: Any) -> str:
    kind = value.__class__
    if kind in _WRITERS:
        return _WRITERS[kind](value)
    if isinstance(value, str | int | None):
        return _encoded(value)
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_line, value)) + "]"
    known = _members(kind)
    if not known:
        return "{" + ", ".join([f"{_quoted(name)}: {_line(member)}" for name, member in _said(value).items()]) + "}"
    members: list[str] = []
    for name, begun, unsaid in known:
        member = getattr(value, name)
        if member not in unsaid:
            members.append(begun + _WRITERS.get(member.__class__, _line)(member))
    return "{" + ", ".join(members) + "}"


_quoted = json.encoder.encode_basestring
_encoded = json.JSONEncoder(ensure_ascii=False).encode
_WRITERS: dict[type, Callable[[Any], str]] = {str: _quoted, int: str}
"""How nearly all members are written."""


def _path(location: tuple[int | str, ...], members: dict[str, Any]) -> str:
    """forms.03.cells.12.row rather than forms.2.cells.12.row."""
    parts = [str(part) for part in location]
    if len(location) > 1 and location[0] == "forms" and isinstance(location[1], int):
        form = members["forms"][location[1]]
        parts[1] = str(form.get("number", location[1])) if isinstance(form, dict) else parts[1]
    return ".".join(parts)


def _shown(value: Any) -> str:
    text = _encoded(value) if isinstance(value, str | int | float | bool | None) else type(value).__name__
    return text if len(text) <= 60 else text[:59] + "…"
