"""Which declared sheet a sheet of a workbook is: by the titles above its table, else by the sheet's own name."""

import re
from collections.abc import Iterable, Mapping

from mingzhang.accounts.approved.declaration import SheetSpec
from mingzhang.accounts.readers.characters import squeezed
from mingzhang.accounts.readers.labels import plain

MARK = "财决"
"""Stands in the names and numbers of the sheets of a final-accounts export."""
_NUMBER = re.compile(r"^(附?[A-Za-z]{0,3}\d{1,2}([-_.]\d{1,2})?|\d{1,2})[-_.、\s]*")
_CODE_FIRST = re.compile(r"^[(]?财决附?[\d._-]+表?[)]?[-_:：\s]*(?=.)")
_CODE = re.compile(r"[(]?(财决|附)附?[\d._-]*表?[)]?$|[(](财?决?附?[\d._-]*)$")
_SHEET_NAME = 31
"""Characters of the longest name that a workbook can give a sheet: longer titles are cut there."""


def bare(text: str) -> str:
    """A title without its number and form code: Z01 收入支出决算总表(财决01表) → 收入支出决算总表."""
    return plain(_CODE.sub("", _NUMBER.sub("", _CODE_FIRST.sub("", squeezed(text)))))


def sheet_of(texts: Iterable[str], name: str, specs: Mapping[str, SheetSpec], own: Mapping[str, str]) -> str:
    """The title of the declared sheet that a sheet is; "" for none. `own`: title → what the unit says it is called."""
    texts = tuple(texts)
    called = {_whole(text): title for title, text in own.items()}
    for text in (name, *texts):
        if _whole(text) in called:
            return called[_whole(text)]
    titles = {_whole(title): key for key, spec in specs.items() for title in spec.names}
    for text in (*texts, name):
        if bare(text) in titles:
            return titles[bare(text)]
    return _cut_short(name, titles)


def _whole(text: str) -> str:
    return plain(squeezed(text))


def is_called(text: str, name: str, texts: Iterable[str]) -> bool:
    """Whether a sheet is called so, in its name or above its table."""
    return _whole(text) in {_whole(each) for each in (name, *texts)}


def _cut_short(name: str, titles: Mapping[str, str]) -> str:
    """A sheet whose name was cut at the length that workbooks allow: the only title that begins so."""
    short = bare(name)
    if len(name) < _SHEET_NAME or not short:
        return ""
    fits = {key for title, key in titles.items() if title.startswith(short)}
    return next(iter(fits)) if len(fits) == 1 else ""


def is_marked(names: Iterable[str]) -> bool:
    """Whether a workbook's sheets are named as those of a final-accounts export are."""
    return any(MARK in name for name in names)
