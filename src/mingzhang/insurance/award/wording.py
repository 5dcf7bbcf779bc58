"""What a clerk may have meant by a word that no case uses: the words of forms first, then likeness."""

import difflib
from collections.abc import Collection, Iterable
from functools import cache
from importlib import resources
from typing import Any

from mingzhang.insurance import plain_toml

LIKE = 0.6
"""How like a title must be to be proposed, of 1."""
UNUSED = "核定不用这一项"


@cache
def form_words() -> dict[str, dict[str, Any]]:
    text = (resources.files("mingzhang.insurance.award") / "form_words.toml").read_text("utf-8")
    return plain_toml.loads(text)


def meant(word: str, titles: Collection[str], parameters: Iterable[str] = ()) -> str:
    """A proposal for a title that is not known; empty where there is none."""
    known = (*titles, *parameters)
    listed = form_words()["titles"].get(word)
    if listed == []:
        return UNUSED
    proposed = [title for title in listed or () if title in known][:1]
    near = proposed or difflib.get_close_matches(word, titles, n=1, cutoff=LIKE)
    return f"是否想写“{near[0]}”？" if near else ""


def scheme_meant(word: str, titles: dict[str, str]) -> str:
    """The short name of the scheme that is meant by a word, of short name → full title; empty where unsure."""
    listed = form_words()["schemes"].get(word)
    if listed is not None:
        return str(listed)
    held = [name for name, title in titles.items() if word and word in title]
    return held[0] if len(held) == 1 else ""
