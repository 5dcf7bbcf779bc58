"""The part 凭证 of 单位.yaml: its nodes as the settings of the voucher reader, what does not fit told with its line."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from mingzhang.accounts.books.mapping import VoucherSettings
from mingzhang.accounts.books.settings import Settings, nearest_remedy, shape
from mingzhang.findings import Finding, Place, finding

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic_core import ErrorDetails
    from yaml.nodes import Node


def voucher_settings(part: Settings | None) -> VoucherSettings:
    """The settings, with the defaults for what is not there or wrong, which findings of the part tell."""
    from pydantic import ValidationError

    if part is None:
        return VoucherSettings()
    given = {key: plain(node) for key, node in part.nodes.items()}
    told: list[Finding] = []
    while True:  # every round leaves out something
        try:
            settings = VoucherSettings.model_validate(given)
        except ValidationError as error:
            told += [_finding(part, item) for item in error.errors(include_url=False)]
            if not _without(given, [item["loc"] for item in error.errors(include_url=False)]):
                given = {}
        else:
            break
    part.findings.extend(item for at, item in enumerate(told) if item not in told[:at])
    return settings


def _without(given: dict[str, Any], wrong: Iterable[tuple[int | str, ...]]) -> bool:
    """Takes what does not fit out of the settings, so that the rest still holds; False where nothing could be taken."""
    taken = False
    for first, *inner in wrong:
        part = given.get(str(first))
        if inner and isinstance(part, dict) and str(inner[0]) in part:
            del part[str(inner[0])]
            taken = True
        else:
            taken = given.pop(str(first), None) is not None or taken
    return taken


def plain(node: "Node") -> Any:
    """A node as dicts, lists and texts: codes keep their leading zeros, empty values are left out."""
    from yaml.nodes import MappingNode, SequenceNode

    if isinstance(node, MappingNode):
        return {str(key.value): plain(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [plain(item) for item in node.value]
    return None if node.tag == "tag:yaml.org,2002:null" else str(node.value)


def _finding(part: Settings, error: "ErrorDetails") -> Finding:
    """A finding for one thing that does not fit."""
    path, node, line = _walk(part, [item for item in error["loc"] if item != "[key]"])
    place = Place(file=part.file, row=line, key=".".join([part.path, *path]))
    kind, context = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        known = _known(path[:-1])
        expected = f"{'、'.join(known)}之一" if known else ""
        return finding("B204", place, printed=path[-1], expected=expected, remedy=nearest_remedy(path[-1], known))
    if kind == "missing":
        return finding("B203", Place(file=part.file, row=line, key=f"{place.key}.{error['loc'][-1]}"))
    printed = shape(node) if node is not None else ""
    if kind == "literal_error":
        options = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ").split(", ")
        printed = printed if error["loc"][-1] != "[key]" else path[-1]
        expected = f"{'、'.join(options)}之一"
        return finding("B206", place, printed=printed, expected=expected, remedy=nearest_remedy(printed, options))
    if kind == "value_error":
        return finding("B205", place, printed=printed, expected=str(context.get("error", "")))
    return finding("B205", place, printed=printed, expected=_EXPECTED.get(kind, ""))


_EXPECTED = {
    "int_parsing": "整数",
    "int_type": "整数",
    "string_type": "一段文字",
    "string_too_short": "不是空的文字",
    "tuple_type": "列表（每行以“- ”开头）",
    "too_short": "至少一项",
    "greater_than_equal": "不小于 1 的整数",
    "dict_type": "“名称: 内容”的若干行",
    "model_type": "“名称: 内容”的若干行",
    "model_attributes_type": "“名称: 内容”的若干行",
}
"""pydantic's kinds of error → what was expected."""


def _walk(part: Settings, loc: Sequence[int | str]) -> tuple[list[str], "Node | None", int]:
    """As far as a location leads: the keys, the last node, its line. A list of one may be written without a list."""
    from yaml.nodes import MappingNode, SequenceNode

    path: list[str] = []
    node: Node | None = None
    line = part.line
    for item in loc:
        if node is None or isinstance(node, MappingNode):
            found = _member(part, node, str(item))
            if found is None:
                continue
            line, node = found
            path.append(str(item))
        elif isinstance(node, SequenceNode) and isinstance(item, int) and item < len(node.value):
            node = node.value[item]
            line = node.start_mark.line + 1
            path.append(str(item + 1))
    return path, node, line


def _member(part: Settings, node: "Node | None", key: str) -> "tuple[int, Node] | None":
    if node is None:
        return (part.lines[key], part.nodes[key]) if key in part else None
    for key_node, value in node.value:
        if str(key_node.value) == key:
            return key_node.start_mark.line + 1, value
    return None


def _known(path: Iterable[str]) -> list[str]:
    """The keys that a mapping of settings can have."""
    from mingzhang.accounts.books.mapping import AuxiliaryColumn, SegmentRule

    first = next(iter(path), "")
    models: dict[str, type[BaseModel]] = {"科目段": SegmentRule, "辅助列": AuxiliaryColumn, "": VoucherSettings}
    model = models.get(first)
    return [str(field.alias) for field in model.model_fields.values()] if model is not None else []
