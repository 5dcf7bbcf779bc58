"""A document as the lines of its page, each of which can be said otherwise, taken out or doubled."""

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.layouts.layout import load_layout
from mingzhang.accounts.renderers.html import render_html

_TWICE = re.compile(
    r'<span class="code">.*?</span>|<a class="skip".*?</a>|<section class="glance".*?</section>'
    r"|<caption>.*?</caption>|<svg.*?</svg>",
    re.DOTALL,
)
"""What a page has beside what documents have: charts, captions that say the heading again."""
_TAG = re.compile(r"<[^>]*>")
_OPENS = re.compile(r'<(header class="cover|div data-was-nav|ol class="terms|div class="notes|section|article)')
COVER, CONTENTS, HEADING, BODY, TERM, FORM_TITLE, FORM_HEAD, ROW, NOTE = (
    "封面",
    "目录",
    "标题",
    "正文",
    "名词",
    "表名",
    "表头",
    "表行",
    "表注",
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page that says something."""

    at: int
    role: str
    text: str
    form: str = ""
    part: str = ""
    """The part of the document that it stands in, by its title."""


@dataclass(frozen=True, slots=True)
class Page:
    name: str
    """Which document it is."""
    source: tuple[str, ...]
    unit: str
    year: int
    lines: tuple[Line, ...]

    def where(self, *roles: str) -> Iterator[Line]:
        return (line for line in self.lines if line.role in roles)


@dataclass(frozen=True, slots=True)
class Slip:
    """A page with one slip, and how to know that a finding tells of it."""

    kind: str
    source: Callable[[], str]
    """Made when it is asked for: all slips of a page as pages are more than a gigabyte."""
    what: str
    near: tuple[str, ...] = ()
    """Texts of the lines that it stands in, as they are now."""
    marks: tuple[str, ...] = ()
    """Words by one of which a finding names it, for what stands nowhere any more."""
    form: str = ""


def page_of(name: str, disclosure: Disclosure) -> Page:
    """The page that the disclosure's own layout prints."""
    text = _TWICE.sub("", render_html(disclosure, load_layout(disclosure.layout, disclosure.year)))
    text = text.replace("<nav", "<div data-was-nav").replace("</nav>", "</div>")  # readers leave out a site's menus
    source = tuple(text.split("\n"))
    return Page(name, source, disclosure.unit.name, disclosure.year, tuple(_lines(source)))


def _lines(source: Iterable[str]) -> Iterator[Line]:
    inside = form = part = ""
    for at, raw in enumerate(source):
        if opened := re.match(
            r'<(header class="cover|div data-was-nav|ol class="terms|div class="notes|section|article)', raw
        ):
            inside = re.split(r'[ "]', opened[1])[-1]
        if inside == "article" and (number := re.search(r'id="form-(\w+)"', raw)):
            form = number[1]
        if raw.startswith(("</article", "</section")):
            inside, form = "section", ""
        role, text = _role(raw, inside, form), said(raw)
        part = text if raw.startswith("<h2") else part
        if role and text:
            yield Line(at, role, text, form, part)


def _role(raw: str, inside: str, form: str) -> str:
    tag = re.match(r"<(p|h\d|li|tr)\b", raw)
    if tag is None:
        return ""
    if inside in ("cover", "data-was-nav", "terms", "notes"):
        return {"cover": COVER, "data-was-nav": CONTENTS, "terms": TERM, "notes": NOTE}[inside]
    if form:
        return {"h3": FORM_TITLE, "p": FORM_HEAD, "tr": ROW}.get(tag[1], "")
    return BODY if tag[1] == "p" else HEADING if tag[1][0] == "h" else ""


def said(raw: str) -> str:
    return html.unescape(_TAG.sub("", raw)).strip()


def swapped(
    page: Page, kind: str, lines: Iterable[Line], pattern: str, new: str | Callable[["re.Match[str]"], str]
) -> Iterator[Slip]:
    """Each place where a pattern stands in one of the lines, said otherwise."""
    for line in lines:
        raw = page.source[line.at]
        for match in re.finditer(pattern, raw):
            if raw.rfind("<", 0, match.start()) > raw.rfind(">", 0, match.start()):
                continue
            fresh = match.expand(new) if isinstance(new, str) else new(match)
            told = raw[: match.start()] + fresh + raw[match.end() :]
            if told != raw:
                what = f"{line.role} …{said(raw[: match.start()])[-20:]}【{match[0]} → {fresh or '无'}】"
                yield Slip(kind, put(page, {line.at: told}), what, (said(told),), (), line.form)


def put(page: Page, instead: dict[int, str], *, without: Iterable[int] = ()) -> Callable[[], str]:
    """The page's source with other lines, or without some."""
    gone = set(without)
    return lambda: "\n".join(instead.get(at, raw) for at, raw in enumerate(page.source) if at not in gone)
