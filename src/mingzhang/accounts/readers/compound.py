"""A compound file, the container of old Office documents: its streams by name (MS-CFB)."""

import struct
from collections.abc import Iterator, Mapping

_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128
_STREAM, _ROOT = 2, 5
_HEADER_TABLES = 109
"""Sectors of the table of sectors that the header itself names."""


class BrokenCompoundError(ValueError):
    """The file is no compound file, or its chains of sectors do not hold."""


def streams(data: bytes) -> Mapping[str, bytes]:
    """Every stream by its name. Raises BrokenCompoundError."""
    try:
        return dict(_streams(data))
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise BrokenCompoundError(str(error)) from None


def _streams(data: bytes) -> Iterator[tuple[str, bytes]]:
    if data[:8] != _SIGNATURE:
        raise BrokenCompoundError("signature")
    shift, small_shift = struct.unpack_from("<HH", data, 30)
    first, _, cutoff, small_first, _, more, _ = struct.unpack_from("<II I IIII", data, 48)
    if not (7 <= shift <= 16 and 4 <= small_shift < shift):
        raise BrokenCompoundError("sector size")
    size, small = 1 << shift, 1 << small_shift
    places = list(struct.unpack_from(f"<{_HEADER_TABLES}I", data, 76))
    seen = set[int]()
    while more < 0xFFFFFFFA and more not in seen:
        seen.add(more)
        block = struct.unpack_from(f"<{size // 4}I", data, (more + 1) * size)
        places += block[:-1]
        more = block[-1]
    table = [n for place in places if place < 0xFFFFFFFA for n in _numbers(data, (place + 1) * size, size)]
    directory = _chain(data, first, table, size, size)
    entries = [directory[at : at + _ENTRY] for at in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
    small_table = list(_numbers(_chain(data, small_first, table, size, size), 0, None))
    root = next((entry for entry in entries if entry[66] == _ROOT), b"")
    if not root:
        raise BrokenCompoundError("root")
    within = _chain(data, struct.unpack_from("<I", root, 116)[0], table, size, size)
    for entry in entries:
        if entry[66] != _STREAM:
            continue
        name = entry[: max(struct.unpack_from("<H", entry, 64)[0] - 2, 0)].decode("utf-16-le")
        start, length = struct.unpack_from("<II", entry, 116)
        if length < cutoff:
            yield name, _chain(within, start, small_table, small, 0)[:length]
        else:
            yield name, _chain(data, start, table, size, size)[:length]


def _numbers(data: bytes, at: int, size: int | None) -> tuple[int, ...]:
    whole = data[at:] if size is None else data[at : at + size]
    return struct.unpack(f"<{len(whole) // 4}I", whole[: len(whole) // 4 * 4])


def _chain(data: bytes, first: int, table: "list[int]", size: int, start: int) -> bytes:
    """The sectors of a chain one after another; a chain that comes back to itself ends there."""
    found: list[bytes] = []
    seen = set[int]()
    while first < len(table) and first not in seen:
        seen.add(first)
        found.append(data[start + first * size : start + (first + 1) * size])
        first = table[first]
    return b"".join(found)
