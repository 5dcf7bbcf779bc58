"""`disclosure.json`: the public form of a disclosure, documented in docs/disclosure-json.md. Writing and reading back
is the identity."""

import json
from dataclasses import fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from mingzhang.accounts.disclosure import Disclosure
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
    lean = _lean(disclosure)
    forms = {form.pop("number"): form for form in lean["forms"]}
    return _lines({"format": FORMAT, "version": VERSION, **lean, "forms": forms}) + "\n"


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


def _lean(value: Any) -> Any:
    """Records and mappings as plain mappings, without members that say nothing."""
    if value.__class__ in _PLAIN:
        return value
    if isinstance(value, list | tuple):
        return [_lean(member) for member in value]
    names = _members(value.__class__)
    given = [(name, getattr(value, name)) for name in names] if names else value.items()
    return {
        name: member if member.__class__ in _PLAIN else _lean(member)
        for name, member in given
        if name not in _OPTIONAL or member not in (_OPTIONAL[name], ())
    }


_PLAIN = frozenset({str, int, bool, type(None)})


@cache
def _members(kind: Any) -> tuple[str, ...]:
    """The names of a record's members; none of a mapping."""
    return tuple(each.name for each in fields(kind)) if is_dataclass(kind) else ()


def _lines(members: dict[str, Any]) -> str:
    """JSON in which every leaf record stands on a line of its own."""

    def write(value: Any, depth: int) -> str:
        pad = "  " * depth
        if isinstance(value, dict) and value and any(isinstance(member, dict | list) for member in value.values()):
            inner = [f"{pad}  {_compact(name)}: {write(value[name], depth + 1)}" for name in value]
            return "{\n" + ",\n".join(inner) + f"\n{pad}}}"
        if isinstance(value, list) and any(isinstance(member, dict) for member in value):
            lines = [write(member, depth + 1) if _TALL in member else _compact(member) for member in value]
            return "[\n" + ",\n".join(f"{pad}  {line}" for line in lines) + f"\n{pad}]"
        return _compact(value)

    return write(members, 0)


def _compact(value: Any) -> str:
    """As `json.dumps` writes it, which for records as small as a cell takes most of its time to begin."""
    kind = value.__class__
    if kind is str:
        return _quoted(value)
    if kind is int:
        return str(value)
    if kind is dict:
        members = [
            f"{_quoted(name)}: {_quoted(member) if member.__class__ is str else _compact(member)}"
            for name, member in value.items()
        ]
        return "{" + ", ".join(members) + "}"
    if kind is list:
        return "[" + ", ".join(map(_compact, value)) + "]"
    return _encoded(value)


_quoted = json.encoder.encode_basestring
_encoded = json.JSONEncoder(ensure_ascii=False).encode


def _path(location: tuple[int | str, ...], members: dict[str, Any]) -> str:
    """forms.03.cells.12.row rather than forms.2.cells.12.row."""
    parts = [str(part) for part in location]
    if len(location) > 1 and location[0] == "forms" and isinstance(location[1], int):
        form = members["forms"][location[1]]
        parts[1] = str(form.get("number", location[1])) if isinstance(form, dict) else parts[1]
    return ".".join(parts)


def _shown(value: Any) -> str:
    text = _compact(value) if isinstance(value, str | int | float | bool | None) else type(value).__name__
    return text if len(text) <= 60 else text[:59] + "…"
