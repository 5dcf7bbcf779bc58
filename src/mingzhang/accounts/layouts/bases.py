"""A layout that stands on another: its file names its base and what differs, and nothing else."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from mingzhang.accounts.layouts.shelf import parsed
from mingzhang.findings import Finding, Place, ProblemsFound, finding

BASE, FIRST_YEAR, LAST_YEAR = "base", "first_year", "last_year"


@dataclass(frozen=True)
class Given:
    """What a layout's files say together, the layout's own before those of its bases."""

    merged: Mapping[str, Any]
    files: tuple[tuple[str, Mapping[str, Any]], ...]
    """Key and content, the layout's own first."""

    def file_of(self, path: Sequence[str]) -> str:
        """The file that gives what stands at a path: of those that have most of it, the layout's own first."""
        deepest = max(self.files, key=lambda file: _depth(file[1], path))
        return f"{deepest[0]}.toml"


def _depth(content: Any, path: Sequence[str]) -> int:
    """How much of a path stands in a file; members of lists are numbered from 1."""
    for depth, name in enumerate(path):
        if isinstance(content, Mapping) and name in content:
            content = content[name]
        elif isinstance(content, list) and name.isdigit() and int(name) <= len(content):
            content = content[int(name) - 1]
        else:
            return depth
    return len(path)


def nearest(name: str, known: Collection[str]) -> str:
    """The known name that looks most like one; "" where none does. Chinese names are short, so half alike is alike."""
    return next(iter(get_close_matches(name, sorted(known), 1, 0.5)), "")


def given(key: str, read: Callable[[str], str], known: Collection[str]) -> Given:
    """A layout with all its bases, `read` by key. Raises ProblemsFound for a base that is not there or turns back."""
    files: list[tuple[str, Mapping[str, Any]]] = []
    seen = [key]
    while True:
        content = parsed("L101", seen[-1], read(seen[-1]))
        files.append((seen[-1], content))
        base = content.get(BASE)
        if base is None:
            break
        if not isinstance(base, str) or base not in known or base in seen:
            raise ProblemsFound([_no_base(seen, base, known)])
        seen.append(base)
    merged: dict[str, Any] = {}
    for _, content in reversed(files):
        if FIRST_YEAR in content:  # a variant that dates itself does not end with its base
            merged.pop(LAST_YEAR, None)
        merged = over(merged, content)
    merged.pop(BASE, None)
    return Given(merged, tuple(files))


def over(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Tables joined member by member; anything else of `own` takes the place of the base's."""
    found = dict(base)
    for name, value in own.items():
        before = found.get(name)
        both = isinstance(before, Mapping) and isinstance(value, Mapping)
        found[name] = over(before, value) if both else value  # type: ignore[arg-type]  # both are mappings
    return found


def _no_base(seen: Sequence[str], base: object, known: Collection[str]) -> Finding:
    place = Place(file=f"{seen[-1]}.toml", key=BASE)
    if base in seen:
        return finding("L103", place, printed="，依据 ".join([*seen, str(base)]), expected="不绕回自身")
    near = nearest(str(base), known)
    remedy = f"是否想写 {near}？" if near else ""
    expected = "、".join(name for name in sorted(known) if name not in seen)
    return finding("L103", place, printed=str(base), expected=f"{expected} 之一", remedy=remedy)
