"""Settings files (单位.yaml, 文字.yaml): mappings whose every key and value is known with its line."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

from mingzhang.findings import Finding, Place, finding

if TYPE_CHECKING:
    from yaml.nodes import MappingNode, Node

YES = frozenset({"是", "true", "yes", "on"})
NO = frozenset({"否", "false", "no", "off"})
SHORTEST_REASON = 6
"""Characters below which a word in place of 是 or 否 is taken for a slip."""
EVERY = "*"
"""The key that stands for every name that is not listed."""


@dataclass(frozen=True)
class Settings:
    """A mapping of a settings file. Its getters collect findings and never raise."""

    file: str
    path: str
    """Where the mapping stands in the file: 凭证.列; "" for the whole file."""
    line: int
    nodes: Mapping[str, "Node"]
    lines: Mapping[str, int]
    """Key → the line that it stands on."""
    findings: list[Finding] = field(default_factory=list)

    def place(self, key: str = "") -> Place:
        """Where a key stands; where it is missing, the mapping that should hold it."""
        name = ".".join(part for part in (self.path, key) if part)
        return Place(file=self.file, row=self.lines.get(key, self.line or None), key=name)

    def note(self, code: str, key: str, printed: str = "", expected: str = "", remedy: str = "") -> None:
        self.findings.append(finding(code, self.place(key), printed=printed, expected=expected, remedy=remedy))

    def __contains__(self, key: str) -> bool:
        return key in self.nodes

    def only(self, known: Collection[str]) -> None:
        """Tell every key that the mapping cannot have, with the nearest that it can."""
        for key in self.nodes:
            if key not in known:
                self.note("B204", key, key, f"{'、'.join(known)}之一", nearest_remedy(key, known))

    def text(self, key: str, *, required: bool = False) -> str:
        """A text, as written: 代码: 001 keeps its zeros."""
        from yaml.nodes import ScalarNode

        node = self.nodes.get(key)
        if node is None or (isinstance(node, ScalarNode) and not node.value.strip()):
            if required:
                self.note("B203", key, expected=f"“{key}”的内容")
            return ""
        if not isinstance(node, ScalarNode):
            self.note("B205", key, shape(node), "一段文字")
            return ""
        return str(node.value).strip()

    def choice(self, key: str, options: Collection[str], *, required: bool = False) -> str:
        """A text that must be one of `options`; "" where it is not."""
        given = self.text(key, required=required)
        if given and given not in options:
            self.note("B206", key, given, f"{'、'.join(options)}之一", nearest_remedy(given, options))
            return ""
        return given

    def flag(self, key: str) -> bool | None:
        """是 or 否, or in place of 是 its reason in words; absent is 否, anything else None."""
        given = self.text(key)
        if given.lower() in YES or len(given) >= SHORTEST_REASON:
            return True
        if given and given.lower() not in NO:
            self.note("B205", key, given, f"是 或 否，或写明原因（不少于{SHORTEST_REASON}个字）")
            return None
        return False

    def reason(self, key: str) -> str:
        """The reason that stands in place of 是; "" where there is none."""
        given = self.text(key)
        return "" if given.lower() in YES | NO or len(given) < SHORTEST_REASON else given

    def whole(self, key: str, low: int, high: int) -> int | None:
        """A required whole number inside a range."""
        given = self.text(key, required=True)
        if not given:
            return None
        if not (given.isascii() and given.isdigit() and low <= int(given) <= high):
            self.note("B205", key, given, f"{low}至{high}之间的整数")
            return None
        return int(given)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; one text alone is a list of one."""
        from yaml.nodes import ScalarNode, SequenceNode

        node = self.nodes.get(key)
        if isinstance(node, SequenceNode):
            found = [str(item.value).strip() for item in node.value if isinstance(item, ScalarNode)]
            for item in node.value:
                if not isinstance(item, ScalarNode):
                    place = Place(file=self.file, row=item.start_mark.line + 1, key=self.place(key).key)
                    self.findings.append(finding("B205", place, printed=shape(item), expected="一段文字"))
            return tuple(text for text in found if text)
        if node is not None and not isinstance(node, ScalarNode):
            self.note("B205", key, shape(node), "文字的列表（每行以“- ”开头）")
            return ()
        single = self.text(key)
        return (single,) if single else ()

    def part(self, key: str) -> "Settings | None":
        """A mapping inside this one; None where it is absent or something else."""
        from yaml.nodes import MappingNode, ScalarNode

        node = self.nodes.get(key)
        if node is None or (isinstance(node, ScalarNode) and not node.value.strip()):
            return None
        if not isinstance(node, MappingNode):
            self.note("B205", key, shape(node), "“名称: 内容”的若干行")
            return None
        return settings_of(self.file, self.place(key).key, node, self.findings)

    def words(self, key: str) -> dict[str, str]:
        """A mapping of names to texts, in the file's order."""
        part = self.part(key)
        return part.every() if part is not None else {}

    def every(self) -> dict[str, str]:
        """All of this mapping as texts."""
        return {name: self.text(name, required=True) for name in self.nodes}

    def filled(self) -> dict[str, str]:
        """All of this mapping as texts, those left out that wait to be written."""
        return {name: text for name in self.nodes if (text := self.text(name))}

    def __iter__(self) -> Iterator[str]:
        return iter(self.nodes)


def nearest_remedy(given: str, known: Collection[str]) -> str:
    """“是否想写……” for something close to a known name; "" where nothing is."""
    close = get_close_matches(given, list(known), n=1, cutoff=0.5)
    return f"是否想写“{close[0]}”？请改正或删去" if close else ""


def shape(node: "Node") -> str:
    """What a value is, for findings."""
    from yaml.nodes import MappingNode, SequenceNode

    if isinstance(node, SequenceNode):
        return "列表"
    return "若干“名称: 内容”" if isinstance(node, MappingNode) else str(node.value)[:60]


def settings_of(file: str, path: str, node: "MappingNode", findings: list[Finding]) -> Settings:
    """A mapping of the file; what cannot be one of its keys, and what stands twice, goes to `findings`."""
    from yaml.nodes import ScalarNode

    nodes: dict[str, Node] = {}
    lines: dict[str, int] = {}
    found = Settings(file, path, node.start_mark.line + 1, nodes, lines, findings)
    for key_node, value in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, ScalarNode):
            findings.append(finding("B205", Place(file=file, row=line, key=path), expected="“名称: 内容”"))
            continue
        key = str(key_node.value).strip()
        if key in nodes:
            place = Place(file=file, row=line, key=".".join(part for part in (path, key) if part))
            findings.append(finding("B207", place, printed=f"第{lines[key]}行已写过“{key}”"))
            continue
        nodes[key], lines[key] = value, line
    return found
