"""The running text of a document: its parts, headings and paragraphs, and the entries of its glossary."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from mingzhang import codes
from mingzhang.accounts.disclosure import Paragraph, Term
from mingzhang.accounts.readers.characters import may_be_title, squeezed, tidy
from mingzhang.accounts.readers.document import Spot, Table, Text
from mingzhang.accounts.readers.labels import lineages, plain
from mingzhang.accounts.readers.paragraphs import heading_level

OVERVIEW, REPORT, GLOSSARY, FORMS, ANNEX = "概况", "说明", "名词解释", "决算表", "附件"
_PART = re.compile(r"^第[一二三四五六七八九十]+(部分|章)")
_NUMERALS = "一二三四五六七八九十"
_PART_WORDS = (
    ("名词解释", GLOSSARY),
    ("情况说明", REPORT),
    ("决算说明", REPORT),
    ("公开说明", REPORT),
    ("决算情况", REPORT),
    ("分析说明", REPORT),
    ("附件", ANNEX),
    ("附表", FORMS),
    ("决算表", FORMS),
    ("决算公开表", FORMS),
    ("决算报表", FORMS),
    ("概况", OVERVIEW),
    ("基本情况", OVERVIEW),
)
_REPORT_WORDS = ("说明", "分析")
"""What the heading of the report says where it is called otherwise: 部门决算数据说明 in 西藏."""
_ENTRY = re.compile(r"^[（(]?(?:\d{1,3}|[一二三四五六七八九十百零]{1,6})[）)、．.]\s*")
_TERM = re.compile(r"^(.{2,120}?)(?:[:：]\s*(?:是?指|反映|反应)?|(?:是指|指的是|指|——))(.+)$")
_ITEM = re.compile(r"[（(]项[）)]\s*[:：]")
_LONGEST_HEADING = 40
_REPORT_OPENS = re.compile(r"收入?、?支出?(?:决算)?总体[^,;。:]*(?:情况|说明)$")


@dataclass(slots=True)
class Narrative:
    """Paragraphs and terms, each list with its places beside it, and every other line of the document."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    places: list[Spot] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    term_places: list[Spot] = field(default_factory=list)
    broken_terms: list[tuple[str, str, Spot]] = field(default_factory=list)
    """Where an entry of the glossary goes on in another paragraph: what it says before and after, and where."""
    others: list[Text] = field(default_factory=list)
    """Title page, contents, headings of parts, loose lines among the forms."""


def part_of(text: str) -> str:
    """The part that a heading opens; "" for a line that opens none."""
    name = squeezed(text)
    if not _PART.match(name) and not (name in {word for word, _ in _PART_WORDS} and len(name) <= 8):
        return ""
    found = next((part for word, part in _PART_WORDS if word in name), "")
    if found or not _PART.match(name):
        return found
    return REPORT if any(word in name for word in _REPORT_WORDS) else OVERVIEW


def _opened(texts: Sequence[Text], number: int) -> str:
    """The part that a line opens; one that is nothing but 第三部分 is named by the next line."""
    name = squeezed(texts[number].text)
    return part_of(name + texts[number + 1].text if _names_part(texts, number) else name)


def _names_part(texts: Sequence[Text], number: int) -> bool:
    """Whether a line is nothing but 第三部分, and the next one its name."""
    if not _PART.fullmatch(squeezed(texts[number].text)) or number + 1 >= len(texts):
        return False
    after = texts[number + 1].text
    return len(after) <= _LONGEST_HEADING and not _ENTRY.match(after)


def _opens_report(text: str) -> bool:
    """Whether a line is the first heading of a report, whatever its part is called: 一、收入支出决算总体情况说明."""
    name = squeezed(text)
    return len(name) <= _LONGEST_HEADING and not name.endswith("。") and _REPORT_OPENS.search(name) is not None


def narrative(texts: Sequence[Text], year: int) -> Narrative:
    """The running text sorted into its parts."""
    found = Narrative()
    part = ""
    first = _end_of_contents(texts)
    for number, text in enumerate(texts):
        opened = _opened(texts, number) if number >= first else ""
        if opened:
            part = opened
            found.others.append(text)
            continue
        if part == OVERVIEW and _opens_report(text.text):
            part = REPORT
        if number > first and _names_part(texts, number - 1):
            found.others.append(text)
        elif part in (OVERVIEW, REPORT, ANNEX):
            _add_paragraph(text, part, found)
        elif part == GLOSSARY:
            _add_term(text, year, found)
        else:
            found.others.append(text)
    if not found.paragraphs:
        _without_parts(texts[first:], year, found)
    return _levelled(found)


def _end_of_contents(texts: Sequence[Text]) -> int:
    """The first text after the table of contents: where a part's heading stands for the second time."""
    start = next((n for n, text in enumerate(texts[:40]) if squeezed(text.text) in {"目录", "目次", "目录:"}), None)
    if start is None:
        return 0
    seen: list[int] = []
    for number in range(start + 1, len(texts)):
        name = _bare(texts[number].text)
        if part_again(name, seen):
            return number
        if not may_be_title(name):
            return _back_to_heading(texts, start + 1, number)
    return start + 1


def part_again(name: str, seen: list[int]) -> bool:
    """Whether a part stands again, or one before the last that was `seen`: the contents are over. Keeps a new one."""
    match = _PART.match(name)
    if match is None:
        return False
    number = _NUMERALS.find(match[0][1])
    if seen and number <= seen[-1]:
        return True
    seen.append(number)
    return False


def _back_to_heading(texts: Sequence[Text], start: int, number: int) -> int:
    """The heading under which the first long text stands."""
    for back in range(number, start, -1):
        if _PART.match(_bare(texts[back].text)):
            return back
    return number


def _bare(text: str) -> str:
    """A line of contents without its dots and page number."""
    return re.sub(r"[.·…\-]*\d*$", "", squeezed(text))


def _add_paragraph(text: Text, part: str, found: Narrative) -> None:
    found.paragraphs.append(Paragraph(part, text.level, text.text))
    found.places.append(text.spot)


def _add_term(text: Text, year: int, found: Narrative) -> None:
    """An entry of the glossary; a line without a number goes on with the one before."""
    body = _ENTRY.sub("", text.text)
    match = _TERM.match(body)
    numbered = body != text.text
    begins = numbered or not found.terms or heading_level(text.text) or text.text.endswith(("。", "."))
    if match and (begins or _ITEM.search(body)):
        term, definition = match[1].strip(" 。"), body[len(match[1]) :].lstrip(":： ")
        found.terms.append(Term(term, definition, _code_of(term, year)))
        found.term_places.append(text.spot)
    elif found.terms and not numbered:
        last = found.terms[-1]
        found.broken_terms.append((last.definition, text.text, text.spot))
        found.terms[-1] = Term(last.term, last.definition + text.text, last.code)
    else:
        found.others.append(text)


def add_listed_terms(table: Table, found: Narrative, year: int) -> bool:
    """The terms of a glossary set as a table; False for a table that is none."""
    rows = table.by_row()
    heads = {squeezed(box.text): box.column for box in rows[0]} if rows else {}
    term_column = next((heads[name] for name in ("名词", "名词术语", "术语") if name in heads), None)
    said_column = next((heads[name] for name in ("解释", "释义", "名词解释") if name in heads), None)
    if term_column is None or said_column is None:
        return False
    for row in rows[1:]:
        texts = {box.column: tidy(box.text) for box in row}
        if texts.get(term_column) and texts.get(said_column):
            term = texts[term_column]
            found.terms.append(Term(term, texts[said_column], _code_of(term, year)))
            found.term_places.append(next(box.spot for box in row if box.column == term_column))
    return True


def _code_of(term: str, year: int) -> str:
    """The functional code of a term such as 社会保障和就业支出（类）抚恤（款）伤残抚恤（项）."""
    names = [plain(name) for name in re.split(r"[（(][类款项][）)]", term) if name.strip()]
    bare = re.match(r"^\D*(\d{7})\D*$", term)
    listed = codes.functional(year)
    if bare and bare[1] in listed:
        return bare[1]
    if not re.search(r"[（(][款项][）)]", term):
        return ""
    return _items_named(year).get(tuple(names), "")


@lru_cache(maxsize=16)
def _items_named(year: int) -> Mapping[tuple[str, ...], str]:
    """The functional items by their plain names, with those of the division and the class or without."""
    found: dict[tuple[str, ...], str] = {}
    for code, names in lineages(year).items():
        for at in range(len(names) if len(code) == 7 else 0):
            found.setdefault(names[at:], code)
    return found


def _without_parts(texts: Sequence[Text], year: int, found: Narrative) -> None:
    """A document without 第…部分: everything is its report."""
    found.others.clear()
    part = REPORT
    for text in texts:
        if squeezed(_ENTRY.sub("", text.text)) == "名词解释":
            part = GLOSSARY
            found.others.append(text)
        elif part == GLOSSARY:
            _add_term(text, year, found)
        else:
            _add_paragraph(text, part, found)


def _levelled(found: Narrative) -> Narrative:
    """Heading levels counted from 1 inside each part."""
    for part in (OVERVIEW, REPORT, ANNEX):
        levels = sorted({p.level for p in found.paragraphs if p.part == part and p.level})
        rank = {level: number for number, level in enumerate(levels, 1)}
        found.paragraphs = [
            Paragraph(p.part, rank[p.level], p.text) if p.part == part and p.level else p for p in found.paragraphs
        ]
    return found
