"""Keeping accepted settings in 单位.yaml: lines are added, and not a character of the user's is touched."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mingzhang.accounts.books.voucher_part import plain
from mingzhang.accounts.proposing.item import with_setting
from mingzhang.whole import write_whole

if TYPE_CHECKING:
    from yaml.nodes import MappingNode, Node

PART = "凭证"
_STEP = "  "
_PLAIN_FIRST = set("-?:,[]{}#&*!|>'\"%@` ")


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a settings file and its encoding."""
    for encoding in ("utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8", "gb18030"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise ValueError("no text")


def with_added(text: str, added: Mapping[str, Any]) -> str:
    """The text of 单位.yaml with settings added to its part 凭证. Raises ValueError where they cannot be put there
    without touching what stands there.
    """
    import yaml

    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode) or root.start_mark.column or root.flow_style:
        raise ValueError("not a block mapping")
    done = _added(text, root, {PART: dict(added)}, 0)
    try:
        again = yaml.compose(done, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise ValueError("no settings any more") from error
    expected = with_setting(plain(root), (PART,), dict(added))
    if again is None or plain(again) != expected:
        raise ValueError("not what was meant")
    return done


def _added(text: str, node: "MappingNode", added: Mapping[str, Any], indent: int) -> str:
    """The text with keys added to a mapping, what stands furthest down first, so that no mark moves."""
    from yaml.nodes import MappingNode, ScalarNode

    there = {str(key.value): (key, value) for key, value in node.value}
    fresh = {key: value for key, value in added.items() if key not in there}
    inner = [(value, there[key]) for key, value in added.items() if key in there]
    if fresh:
        text = _beside(text, node, fresh, indent)
    for value, (key, standing) in sorted(inner, key=lambda item: -item[1][0].start_mark.index):
        if isinstance(standing, MappingNode) and isinstance(value, Mapping):
            first = standing.value[0][0] if standing.value else standing  # an anchor may stand before it
            text = _added(text, standing, value, int(first.start_mark.column))
        elif isinstance(standing, ScalarNode) and not standing.value.strip() and not standing.tag.endswith(":str"):
            lines = block(value, key.start_mark.column + len(_STEP))
            text = after_line(text, key.end_mark.index, lines)
    return text


def _beside(text: str, node: "MappingNode", fresh: Mapping[str, Any], indent: int) -> str:
    """New keys behind the last of a mapping."""
    if node.flow_style:
        at = node.end_mark.index - 1
        before = text[:at].rstrip()
        mark = "" if before.endswith(("{", ",")) else ", "
        return before + mark + ", ".join(f"{scalar(key)}: {flow(value)}" for key, value in fresh.items()) + text[at:]
    return after_line(text, end_of(node), block(fresh, indent))


def end_of(node: "Node") -> int:
    """Where what a node says ends, comments below it left out."""
    from yaml.nodes import MappingNode, SequenceNode

    if isinstance(node, MappingNode) and node.value and not node.flow_style:
        key, value = node.value[-1]
        return max(end_of(value), int(key.end_mark.index))
    if isinstance(node, SequenceNode) and node.value and not node.flow_style:
        return end_of(node.value[-1])
    return node.end_mark.index


def after_line(text: str, at: int, lines: list[str]) -> str:
    """Lines below the one that `at` is in."""
    end = "\r\n" if "\r\n" in text else "\n"
    if at and text[at - 1] == "\n":  # the end of a text of several lines
        at -= 1
    stop = text.find("\n", at)
    if stop < 0:
        return text + end + end.join(lines) + end
    return text[: stop + 1] + end.join(lines) + end + text[stop + 1 :]


def block(value: Any, indent: int) -> list[str]:
    """Settings as lines; short inner mappings and lists on one line, as people write them."""
    space = " " * indent
    lines: list[str] = []
    for key, inner in value.items():
        if isinstance(inner, Mapping) and (indent == 0 or any(isinstance(item, Mapping) for item in inner.values())):
            lines += [f"{space}{scalar(key)}:", *block(inner, indent + len(_STEP))]
        elif isinstance(inner, list) and any(isinstance(item, Mapping) for item in inner):
            lines += [f"{space}{scalar(key)}:", *(f"{space}{_STEP}- {flow(item)}" for item in inner)]
        else:
            lines.append(f"{space}{scalar(key)}: {flow(inner)}")
    return lines


def flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return scalar(str(value))


def scalar(text: str) -> str:
    """A text as YAML reads it back: quoted where it would be a number, a word of YAML's or a mark."""
    import yaml

    odd = not text or text != text.strip() or text[0] in _PLAIN_FIRST or any(mark in text for mark in ",[]{}#\\\n\t\"'")
    odd = odd or ": " in text or text.endswith(":") or not text.isprintable()
    odd = odd or text[0] in "0123456789."  # a code, which other programs would read as a number
    if not odd and isinstance(yaml.safe_load(text), str):
        return text
    if "'" not in text and text.isprintable():
        return f"'{text}'" if "\\" in text or '"' in text else f'"{text}"'
    return json.dumps(text, ensure_ascii=False)


def kept(path: Path, added: Mapping[str, Any]) -> None:
    """Writes the settings into the file, whole or not at all. Raises ValueError, and OSError."""
    text, encoding = decoded(path.read_bytes())
    write_whole(path, with_added(text, added).encode(encoding))
