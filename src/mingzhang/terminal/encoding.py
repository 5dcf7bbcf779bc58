"""Any console encoding: what it does not have is shown as what comes nearest."""

import codecs
import sys
import unicodedata

NEAREST = {"−": "－", "‱": "/万", "↵": "/", "\u00a0": " ", "•": "·", "–": "-", "„": '"', "‟": '"'}
"""What a console of GBK shows for a character that it does not have."""


def survive_console() -> None:
    """Print the nearest of what the console cannot encode, else "?": a GBK console never ends in a traceback."""
    codecs.register_error("nearest", _nearest)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="nearest")


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(nearest(char, error.encoding) for char in error.object[error.start : error.end]), error.end


def nearest(char: str, encoding: str) -> str:
    """A character, or what stands for it in an encoding that may not have it."""
    for shown in (char, NEAREST.get(char, ""), unicodedata.normalize("NFKC", char)):
        if shown:
            try:
                shown.encode(encoding)
            except UnicodeEncodeError:
                continue
            return shown
    return "?"
