"""Whether a rich-text file is whole: every group that it begins is ended.

The converter makes nothing of some files that were cut off, and a shorter document of others.
"""

import re

HEAD = b"{\\rtf"
_BINARY = re.compile(rb"\\bin(\d+) ?")


def is_cut_off(data: bytes) -> bool:
    """Whether a file that begins as rtf ends before its groups do."""
    if not data.startswith(HEAD):
        return False
    plain = _without_binary(data).replace(b"\\\\", b"")
    opened, closed = (plain.count(brace) - plain.count(b"\\" + brace) for brace in (b"{", b"}"))
    return opened > closed


def _without_binary(data: bytes) -> bytes:
    """The file without the bytes of anything that follow a \\bin12."""
    parts: list[bytes] = []
    at = 0
    while (mark := _BINARY.search(data, at)) is not None:
        parts.append(data[at : mark.start()])
        at = mark.end() + int(mark[1])
    return b"".join([*parts, data[at:]]) if parts else data
