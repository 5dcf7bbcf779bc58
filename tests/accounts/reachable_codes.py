"""Which findings a command can make, from the source itself: what its functions use, and what those use in turn.

A code that is newly told anywhere below a command is found here without being listed anywhere.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import mingzhang

SOURCE = Path(mingzhang.__file__).parent
CODE = re.compile(r"[A-Z]\d{3}")
Place = tuple[str, str]
"""A module and a name at its top."""


class _Module:
    """What a module defines at its top, and what its imported names mean."""

    def __init__(self, name: str, path: Path) -> None:
        self.name, tree = name, ast.parse(path.read_text("utf-8"))
        self.defined: dict[str, list[ast.stmt]] = {}
        self.imported: dict[str, tuple[str, str]] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                self.imported |= {each.asname or each.name: (node.module, each.name) for each in node.names}
        for statement in tree.body:
            for defined in _names(statement):
                self.defined.setdefault(defined, []).append(statement)


def _names(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        yield statement.name
    elif isinstance(statement, ast.Assign | ast.AnnAssign):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        yield from (node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name))


@cache
def _module(name: str) -> _Module | None:
    path = SOURCE.parent / Path(*name.split("."))
    file = next((each for each in (path.with_suffix(".py"), path / "__init__.py") if each.is_file()), None)
    return _Module(name, file) if file is not None else None


def codes_told(entries: Iterable[Place]) -> frozenset[str]:
    """The codes in what some functions use, directly or through others."""
    seen: set[Place] = set()
    todo = list(entries)
    found: set[str] = set()
    while todo:
        place = todo.pop()
        module = _module(place[0])
        if place in seen or module is None:
            continue
        seen.add(place)
        for node in (each for statement in module.defined.get(place[1], []) for each in ast.walk(statement)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
                found.add(node.value)
            elif isinstance(node, ast.Name | ast.Attribute):
                todo += _meant(module, node)
        if place[1] in module.imported:  # a name that a package only hands on
            todo.append(module.imported[place[1]])
    return frozenset(found)


def _meant(module: _Module, node: ast.Name | ast.Attribute) -> Iterator[Place]:
    if isinstance(node, ast.Name):
        yield module.imported.get(node.id, (module.name, node.id))
    elif isinstance(node.value, ast.Name) and node.value.id in module.imported:
        yield ".".join(module.imported[node.value.id]), node.attr
