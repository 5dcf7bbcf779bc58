"""Forms that a layout declares beside the nine: whether their regions, rows and columns can be read."""

from collections.abc import Iterator, Mapping
from typing import Any

from mingzhang import codes
from mingzhang.accounts.forms.declared import CLASSES, form_spec
from mingzhang.accounts.forms.vocabulary import vocabulary
from mingzhang.accounts.layouts.faults import Faults, Path

_LINE = {"region": "text", "measure": "text", "aliases": "texts"}
_MAY = {"titles": "texts"}
_BY_CODE = {"totals": "list", "optional": "list"}


def sound(form: Any, path: Path, classes: Mapping[str, str], year: int, faults: Faults) -> bool:
    """Whether a declared form can stand; its faults are told."""
    if not isinstance(form, dict):
        faults.note("L102", path, str(form), "表")
        return False
    before = len(faults.findings)
    head = {"title": "text", "region": "text"}
    if "blocks" in form:
        if faults.members(form, path, {**head, "blocks": "table"}, _MAY):
            for name, block in form["blocks"].items():
                needed = {"columns": "list", "rows": "list"}
                faults.members(block, (*path, "blocks", name), needed, {"tail": "table"})
    else:
        faults.members(form, path, {**head, "rows": "text", "columns": "list"}, {**_MAY, **_BY_CODE})
        if isinstance(form.get("rows"), str):
            faults.one_of(form["rows"], (*path, "rows"), ("function", "economic"))
    if len(faults.findings) > before:
        return False
    _region(form["region"], (*path, "region"), year, faults)
    for where, line in _lines(form, path):
        _line(line, where, year, faults)
    if len(faults.findings) == before:
        form_spec(path[-1], form, classes)
    return len(faults.findings) == before


def _lines(form: Mapping[str, Any], path: Path) -> Iterator[tuple[Path, Any]]:
    """Every row and column with its place."""
    for name, block in form.get("blocks", {"": form}).items():
        where = (*path, "blocks", name) if "blocks" in form else path
        for member in ("columns", "rows", "totals", "optional"):
            given = block.get(member, [])
            for number, line in enumerate(given if isinstance(given, list) else [], 1):
                yield (*where, member, str(number)), line


def _line(line: Any, path: Path, year: int, faults: Faults) -> None:
    if isinstance(line, dict):
        if faults.members(line, path, {"name": "text"}, _LINE):
            _region(str(line.get("region", line["name"])), path, year, faults)
    elif not isinstance(line, str):
        faults.note("L102", path, str(line), "名称，或写明 name 和 region 的表")
    elif line != CLASSES:
        _region(line, path, year, faults)


def _region(text: str, path: Path, year: int, faults: Faults) -> None:
    """An expression `name[/function][#economic]`, each part of which must be known."""
    rest, _, economic = text.partition("#")
    name, _, function = rest.partition("/")
    if name not in vocabulary():
        faults.unknown(path, name, tuple(vocabulary()))
    if function and not codes.functional(year).name(function):
        faults.note("L104", path, function, f"{year} 年度的功能分类科目编码")
    if economic and not codes.economic(year).name(economic):
        faults.note("L104", path, economic, f"{year} 年度的经济分类科目编码")
