"""Sound files damaged at their own joints: the parts of a file are cut, doubled, swapped, flipped and said oddly."""

import io
import json
import random
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

JOINTS = {
    "markup": rb"<[^>]*>|[^<]+",
    "attributes": rb'"[^"]*"|[^"]+',
    "lines": rb"[^\n]*\n?",
    "objects": rb"(?s:.*?endobj\n?|.+)",
    "words": rb"\s+|[^\s/<>\[\]()]+|[/<>\[\]()]",
    "data": rb'[{}\[\],:]|"[^"]*"|[^{}\[\],:"]+',
}
"""How a text falls into parts."""
KINDS = {
    "html": ("markup", "attributes", "lines"),
    "xml": ("markup", "attributes"),
    "rels": ("markup", "attributes"),
    "pdf": ("objects", "words", "lines"),
    "txt": ("lines", "words"),
    "json": ("data",),
    "xls": ("words",),
}
ODD = (
    *(b"", b"0", b"-1", b"1", b"7.5", b"99999999999999999999", b"1e309", b"-0", b"NaN", b"null", b"[]", b"{}", b'""'),
    *(b"\0", b"\xff\xfe", b"%", b"<", b'"', b"\t", b"\n", "公开01表".encode(), "合计".encode(), "万元".encode()),
    *("９，９９９．９９".encode(), "（壹）".encode(), "²".encode(), "٣".encode(), "亿".encode() * 200, b"A" * 5_000),
    b"9" * 5_000,
)
"""What may stand where a file says something else."""
ODD_VALUES: tuple[Any, ...] = (
    *(
        None,
        True,
        -1,
        2.5,
        1e308,
        10**30,
        "",
        "字",
        "1.00",
        "-",
        "9" * 5_000,
        [],
        {},
        [[[[]]]],
        {"": {}},
        [None],
        "公开05表",
    ),
)
"""What may stand in data where something else was."""
DEEP = 300
Damage = Callable[[list[bytes], random.Random], None]


def damaged(data: bytes, kind: str, rng: random.Random) -> bytes:
    """The file with one to four damages; a packed file in its members, in the list of them, or as a whole."""
    if data[:2] == b"PK" and rng.random() < 0.85:
        return _repacked(data, rng)
    if kind == "json" and rng.random() < 0.8:
        return _other_data(data, rng)
    return _cut_up(data, KINDS.get(kind, ("lines",)), rng)


def _cut_up(data: bytes, joints: tuple[str, ...], rng: random.Random) -> bytes:
    for _ in range(rng.choice((1, 1, 2, 4))):
        parts = [part for part in re.findall(JOINTS[rng.choice(joints)], data) if part]
        if parts:
            rng.choice(DAMAGES)(parts, rng)
        data = b"".join(parts)
    return data


def _repacked(data: bytes, rng: random.Random) -> bytes:
    """A sound package of damaged members."""
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        members = [(name, pack.read(name)) for name in pack.namelist()]
    at = rng.randrange(len(members))
    name, content = members[at]
    match rng.choice(("content", "content", "content", "content", "gone", "swapped", "twice", "renamed")):
        case "content":
            members[at] = name, _cut_up(content, KINDS.get(name.rpartition(".")[2], ("lines",)), rng)
        case "gone":
            del members[at]
        case "swapped":
            other = rng.randrange(len(members))
            members[at], members[other] = (name, members[other][1]), (members[other][0], content)
        case "twice":
            members.append((name, rng.choice(members)[1]))
        case _:
            members[at] = rng.choice(("../" + name, name.upper(), name + "/", "字/" + name)), content
    whole = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(whole, "w") as pack:
        warnings.simplefilter("ignore")  # a name that stands twice is meant
        for name, content in members:
            pack.writestr(zipfile.ZipInfo(name), content)
    return whole.getvalue()


def _other_data(data: bytes, rng: random.Random) -> bytes:
    """Well-formed data with one to four members or items gone, doubled, swapped or of another kind."""
    root = json.loads(data)
    for _ in range(rng.choice((1, 1, 2, 4))):
        places = list(_places(root))
        (inside, at), (other, there) = rng.choice(places), rng.choice(places)
        match rng.choice(("odd", "odd", "odd", "gone", "doubled", "copied")):
            case "odd":
                inside[at] = rng.choice(ODD_VALUES)
            case "gone":
                del inside[at]
            case "doubled" if isinstance(inside, list):
                inside.insert(at, inside[at])
            case _:
                inside[at] = json.loads(json.dumps(other[there]))
    return json.dumps(root, ensure_ascii=False).encode()


def _places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Every place inside data: what holds it, and its key or number."""
    for at, inner in list(node.items() if isinstance(node, dict) else enumerate(node)):
        yield node, at
        if isinstance(inner, dict | list):
            yield from _places(inner)


def _dropped(parts: list[bytes], rng: random.Random) -> None:
    at = rng.randrange(len(parts))
    del parts[at : at + rng.choice((1, 1, 2, len(parts)))]


def _doubled(parts: list[bytes], rng: random.Random) -> None:
    at = rng.randrange(len(parts))
    parts[at:at] = parts[at : at + rng.choice((1, 3, 30))] * rng.choice((1, 2))


def _swapped(parts: list[bytes], rng: random.Random) -> None:
    one, other = rng.randrange(len(parts)), rng.randrange(len(parts))
    parts[one], parts[other] = parts[other], parts[one]


def _flipped(parts: list[bytes], rng: random.Random) -> None:
    at = rng.randrange(len(parts))
    part = bytearray(parts[at])
    part[rng.randrange(len(part))] ^= 1 << rng.randrange(8)
    parts[at] = bytes(part)


def _said_oddly(parts: list[bytes], rng: random.Random) -> None:
    """A number, a name or a text replaced inside its marks."""
    at = rng.randrange(len(parts))
    odd = rng.choice(ODD)
    numbers = re.sub(rb"\d+", lambda _: odd, parts[at], count=1)
    quoted = b'"' + odd + b'"' if parts[at][:1] == b'"' else odd
    parts[at] = numbers if numbers != parts[at] and rng.random() < 0.7 else quoted


def _nested(parts: list[bytes], rng: random.Random) -> None:
    at = rng.randrange(len(parts))
    parts[at:at] = [parts[at]] * DEEP


DAMAGES: tuple[Damage, ...] = (_dropped, _doubled, _swapped, _flipped, _said_oddly, _said_oddly, _nested)
