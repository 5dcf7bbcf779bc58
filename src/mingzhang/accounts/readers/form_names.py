"""What a document calls its forms: by the code that it prints over each, else by its title.

We know the forms by the numbers of nine.toml. A document may number them otherwise (公开09表 for the three public
expenses), or not at all; a finding names a form as its reader sees it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from mingzhang.accounts.forms.declared import declared
from mingzhang.accounts.readers.captions import code_in
from mingzhang.accounts.readers.reading import ReadDisclosure
from mingzhang.findings import Finding

OURS = "公开{}表"
_TOLD = re.compile(r"(?P<whole>公开)?(?<!\d)(?P<forms>0[1-9](?:、0[1-9])*) ?表(?!\d)")
"""Where a finding's words name forms: 07表, 公开07表, 02、03表."""


def form_names(read: ReadDisclosure) -> Mapping[str, str]:
    """The number of each of the nine → its name in the document; empty where these are our own numbers."""
    captions = {number: [text.text for text in facts.captions] for number, facts in read.facts.items()}
    if not any(captions.values()):
        return {}  # what never was a page
    codes = {number: next(filter(None, map(code_in, lines)), "") for number, lines in captions.items()}
    if all(code == OURS.format(number) for number, code in codes.items()):
        return {}
    return {number: codes.get(number) or form["title"] for number, form in declared().items()}


def named(found: Iterable[Finding], names: Mapping[str, str]) -> list[Finding]:
    """Findings that name forms as the document does."""
    return [_named(item, names) for item in found] if names else list(found)


def _named(item: Finding, names: Mapping[str, str]) -> Finding:
    own = item.place.form_name or names.get(item.place.form, "")
    place = replace(item.place, form_name=own) if item.place.form else item.place
    return replace(item, place=place, expected=_told(item.expected, names), arithmetic=_told(item.arithmetic, names))


def _told(text: str, names: Mapping[str, str]) -> str:
    def name(match: "re.Match[str]") -> str:
        told = [names[each] for each in match["forms"].split("、")]
        return "、".join(told if match["whole"] else [each.removeprefix("公开") for each in told])

    return _TOLD.sub(name, text)
