"""A layout that stands on another: its file names its base and what differs, and nothing else."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from mingzhang.accounts.layouts.layout import parsed
from mingzhang.findings import Finding, Place, ProblemsFound, finding

BASE = "base"


@dataclass(frozen=True)
class Given:
    """What a layout's files say together, the layout's own before those of its bases."""

    merged: Mapping[str, Any]
    files: tuple[tuple[str, Mapping[str, Any]], ...]
    """Key and content, the layout's own first."""

    def file_of(self, path: Sequence[str]) -> str:
        """The file that gives what stands at a path: the first that has all of it, else the layout's own."""
        for key, content in self.files:
            at: Any = content
            for name in path:
                at = at.get(name) if isinstance(at, Mapping) else None
            if at is not None:
                return f"{key}.toml"
        return f"{self.files[0][0]}.toml"


def given(key: str, read: Callable[[str], str], known: Collection[str]) -> Given:
    """A layout with all its bases, `read` by key. Raises ProblemsFound for a base that is not there or turns back."""
    files: list[tuple[str, Mapping[str, Any]]] = []
    seen = [key]
    while True:
        content = parsed(seen[-1], read(seen[-1]))
        files.append((seen[-1], content))
        base = content.get(BASE)
        if base is None:
            break
        if not isinstance(base, str) or base not in known or base in seen:
            raise ProblemsFound([_no_base(seen, base, known)])
        seen.append(base)
    merged: dict[str, Any] = {}
    for _, content in reversed(files):
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
    near = get_close_matches(str(base), sorted(known), 1)
    remedy = f"是否想写 {near[0]}？" if near else ""
    expected = "、".join(name for name in sorted(known) if name not in seen)
    return finding("L103", place, printed=str(base), expected=f"{expected} 之一", remedy=remedy)
