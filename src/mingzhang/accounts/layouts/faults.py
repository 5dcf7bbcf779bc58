"""Reading a layout's plain data strictly: every member's kind is checked, every fault kept with its file and place."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mingzhang.accounts.layouts.bases import Given, nearest
from mingzhang.findings import Finding, Place, finding

Path = tuple[str, ...]
_KINDS: Mapping[str, str] = {
    "text": "文字",
    "flag": "true 或 false",
    "whole": "整数",
    "texts": "文字的列表",
    "rows": "文字列表的列表",
    "table": "表",
    "names": "名称与文字的对照表",
    "tables": "表的列表",
    "list": "列表",
}


def _is(kind: str, value: Any) -> bool:
    """Whether a value is of a kind of _KINDS."""
    match kind:
        case "text":
            return isinstance(value, str)
        case "flag":
            return isinstance(value, bool)
        case "whole":
            return isinstance(value, int) and not isinstance(value, bool)
        case "texts":
            return isinstance(value, list) and all(isinstance(item, str) for item in value)
        case "rows":
            return isinstance(value, list) and all(_is("texts", item) for item in value)
        case "names":
            return isinstance(value, dict) and all(isinstance(item, str) for item in value.values())
        case "tables":
            return isinstance(value, list) and all(isinstance(item, dict) for item in value)
        case "list":
            return isinstance(value, list)
        case _:
            return isinstance(value, dict)


@dataclass
class Faults:
    """The faults of a layout, each told at the file that gives what is wrong."""

    given: Given
    findings: list[Finding] = field(default_factory=list)

    def note(self, code: str, path: Path, printed: str = "", expected: str = "", remedy: str = "") -> None:
        place = Place(file=self.given.file_of(path), key=".".join(path))
        self.findings.append(finding(code, place, printed=printed, expected=expected, remedy=remedy))

    def unknown(self, path: Path, name: str, known: Collection[str]) -> None:
        """A name that is not among the known ones, with the nearest of them."""
        near = nearest(name, known)
        expected = "、".join(known) + (" 之一" if len(known) > 1 else "")
        self.note("L104", path, name, expected, f"是否想写“{near}”？" if near else "")

    def members(self, value: Mapping[str, Any], path: Path, needed: Mapping[str, str], may: Mapping[str, str]) -> bool:
        """Whether a table has all that it needs, nothing unknown, and everything of its kind."""
        before = len(self.findings)
        kinds = {**needed, **may}
        for name in value:
            if name not in kinds:
                near = nearest(name, kinds)
                self.note("L102", (*path, name), name, "没有这一项", f"是否想写 {near}？" if near else "")
        for name in needed:
            if name not in value:
                self.note("L102", path, f"缺少 {name}", f"{name} 是{_KINDS[needed[name]]}")
        for name, kind in kinds.items():
            if name in value and not _is(kind, value[name]):
                self.note("L102", (*path, name), str(value[name]), _KINDS[kind])
        return len(self.findings) == before

    def one_of(self, value: Any, path: Path, known: Sequence[str]) -> None:
        if value not in known:
            self.note("L102", path, str(value), " 或 ".join(known))
