"""Slips of the document's build: sections, forms, contents, empty forms, the glossary."""

import re
from collections.abc import Callable, Iterator

from benchmarks.slips.page import BODY, CONTENTS, FORM_TITLE, HEADING, NOTE, ROW, TERM, Line, Page, Slip, put, said


def slips(page: Page) -> Iterator[Slip]:
    yield from _sections(page)
    yield from _forms(page)
    yield from _contents(page)
    yield from _items(page)
    yield from _glossary(page)


def _name(text: str) -> str:
    return re.sub(r"^(?:第.部分|[（(]?[一二三四五六七八九十\d]+[）)]?[、.]?)\s*", "", text)


def _below(page: Page, head: Line) -> list[Line]:
    """A heading with everything under it, to the next heading of its level or of a higher one."""
    level = page.source[head.at][2]
    found = [head]
    for line in page.lines:
        if line.at <= head.at:
            continue
        if line.role not in (HEADING, BODY) or (line.role == HEADING and page.source[line.at][2] <= level):
            break
        found.append(line)
    return found


def _sections(page: Page) -> Iterator[Slip]:
    for head in page.where(HEADING):
        lines = _below(page, head)
        level = page.source[head.at][2]
        if len(lines) < 2 or level == "2":
            continue
        gone = put(page, {}, without=[line.at for line in lines])
        kind = "缺一节（目录有）" if level == "3" else "缺一小节（目录没有）"
        yield Slip(kind, gone, head.text, (), (_name(head.text),))
        again = "\n".join(page.source[line.at] for line in lines)
        last = lines[-1].at
        yield Slip(
            "一节重复", put(page, {last: f"{page.source[last]}\n{again}"}), head.text, tuple(x.text for x in lines)
        )
        told = page.source[head.at].replace(_name(head.text)[:4], "有关事项", 1)
        if level == "3":
            yield Slip("标题与目录不同", put(page, {head.at: told}), head.text, (said(told),), (_name(head.text),))


def _article(page: Page, title: Line) -> range:
    """The lines of a form."""
    begin = next(at for at in range(title.at, -1, -1) if page.source[at].startswith("<article"))
    end = next(at for at in range(title.at, len(page.source)) if page.source[at].startswith("</article"))
    return range(begin, end + 1)


def _forms(page: Page) -> Iterator[Slip]:
    for title in page.where(FORM_TITLE):
        if not title.form.isdigit():
            continue
        lines = _article(page, title)
        marks = (title.text, f"{title.form} 表", f"{title.form}表")
        yield Slip("缺一张表", put(page, {}, without=lines), title.text, (), marks, title.form)
        again = "\n".join(page.source[at] for at in lines)
        last = lines[-1]
        twice = put(page, {last: f"{page.source[last]}\n{again}"})
        yield Slip("一张表重复", twice, title.text, (), marks, title.form)
        figures = "".join(page.source[at] for at in lines if page.source[at].startswith("<tr"))
        if not re.search(r'figure[^>]*">[\d,.]*[1-9]', re.sub(r"<tr>.*?scope=\"col.*?</tr>", "", figures)):
            yield Slip("空表没有说明", _unsaid(page, title), title.text, (), marks, title.form)


def _unsaid(page: Page, title: Line) -> Callable[[], str]:
    """Without what the form and the text say of its being empty."""
    about = "政府性基金" if "政府性基金" in title.text else "国有资本" if "国有资本" in title.text else "“三公”"
    notes = [line.at for line in page.where(NOTE) if line.form == title.form]
    said_so = [line.at for line in page.where(BODY) if about in line.text and re.search("无|没有|未", line.text)]
    return put(page, {}, without=[*notes, *said_so])


def _contents(page: Page) -> Iterator[Slip]:
    for line in page.where(CONTENTS):
        raw = page.source[line.at]
        if "ordinal" in raw or not re.search(r">[一二三四五六七八九十]+、", raw):
            continue
        promised = "其他需要说明的重要情况"
        entry = f"<li><a>九、{promised}</a></li>"
        more = f"{raw}\n{entry}" if raw.rstrip().endswith("</li>") else f"{entry}\n{raw}"
        yield Slip("目录列了没有的", put(page, {line.at: more}), line.text, (), (promised,))


def _items(page: Page) -> Iterator[Slip]:
    for line in page.where(BODY):
        if not re.search(r"（项）.*元", line.text):
            continue
        name = _name(line.text).partition("（项）")[0].rpartition("）")[2]
        yield Slip("漏写一个项", put(page, {}, without=[line.at]), line.text[:40], (), (name,))
        again = f"{page.source[line.at]}\n{page.source[line.at]}"
        yield Slip("同一项写两次", put(page, {line.at: again}), line.text[:40], (line.text,), (name,))
    for line in page.where(ROW):
        code = re.search(r'"code">(\d{7}|\d{5})<', page.source[line.at])
        if code:
            what = f"{line.form}表 {line.text}"
            yield Slip("表中漏一行", put(page, {}, without=[line.at]), what, (), (code[1], code[1][:-2]), line.form)


def _glossary(page: Page) -> Iterator[Slip]:
    for line in page.where(TERM):
        term = line.text.partition("：")[0]
        kind = "缺项级科目的解释" if "（项）" in term else "缺名词的解释"
        name = term.partition("（项）")[0].rpartition("）")[2] or term
        if kind == "缺名词的解释" and not any(term in other.text for other in page.where(BODY)):
            continue
        yield Slip(kind, put(page, {}, without=[line.at]), term, (), (name,))
