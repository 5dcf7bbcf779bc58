"""The encoding of a text: what its bytes fit, not what it declares."""

BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
ENCODINGS = ("utf-8", "gb18030")
DAMAGED = 0.01
"""Share of characters that may be damaged in a text that is still one."""


def encoding_of(data: bytes) -> str | None:
    """The encoding that the bytes fit, a few damaged ones aside; None for what is no text."""
    for mark, encoding in BOMS.items():
        if data.startswith(mark):
            return encoding
    for encoding in ENCODINGS:
        text = data.decode(encoding, errors="replace")
        damaged = text.count("\ufffd") + text.count("\0")
        if damaged <= DAMAGED * len(text):
            return encoding
    return None
