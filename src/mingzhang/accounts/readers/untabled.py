"""Forms of which a file keeps the text and no table: their title, and below it amounts that stand alone."""

from collections.abc import Collection, Iterator, Sequence

from mingzhang.accounts.readers.bound import place_of
from mingzhang.accounts.readers.captions import known_title
from mingzhang.accounts.readers.characters import MONEY, may_be_title, squeezed
from mingzhang.accounts.readers.document import Text
from mingzhang.accounts.readers.sections import Section, is_stray
from mingzhang.findings import Finding, finding

LEAST = 3
"""Lines of amounts below a title that are a form's; a title in the contents has none."""
REMEDY = "文件里没有留下这张表的行和列，请在原来的软件中另存为 docx、xlsx 或 pdf"


def untabled(items: Sequence[Text | Section], read: Collection[str], file: str) -> Iterator[Finding]:
    """Each form that is not among those `read` and that stands in the text only, once."""
    told = set(read)
    title, number, lines = None, "", 0
    for item in items:
        if isinstance(item, Section):
            title = None
            continue
        named = known_title(item.text)[1] if "表" in item.text and may_be_title(item.text) else ""
        if named:
            title, number, lines = item, named, 0
        elif title is not None and (is_stray(item) or MONEY.fullmatch(squeezed(item.text))):
            lines += 1
            if lines == LEAST and number not in told:
                told.add(number)
                where = place_of(file, number, title.spot)
                yield finding("R201", where, printed=squeezed(title.text), remedy=REMEDY)
