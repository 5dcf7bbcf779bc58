"""A page that a browser saved with its pictures in one file (mht): the page itself is one part of a letter."""

from email import message_from_bytes

HEAD = 4096
"""Bytes in which a file says what it is."""


def is_parcel(head: bytes) -> bool:
    """Whether a file begins as such a letter does."""
    start = head.lower()
    return b"mime-version:" in start and b"multipart/related" in start and not start.lstrip().startswith(b"<")


def page_in(data: bytes) -> bytes:
    """The first page in the parcel; b"" for none."""
    for part in message_from_bytes(data).walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            return page if isinstance(page, bytes) else b""
    return b""
