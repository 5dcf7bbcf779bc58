"""`文字.yaml`: the unit's own words: its duties and departments, reasons, uses, definitions and further sentences."""

from collections.abc import Collection, Mapping
from pathlib import Path

from mingzhang import codes
from mingzhang.accounts.books.model import Texts
from mingzhang.accounts.books.settings import EVERY, Settings, nearest_remedy
from mingzhang.accounts.books.settings_file import read_settings
from mingzhang.findings import Finding

TEXT_FILE = "文字.yaml"
LISTS = {"主要职责": "duties", "内设机构": "departments", "分支机构": "branches", "决算单位": "included_units"}
REASONS = ("变动", "预算差异")
"""The parts of 原因: why a figure changed on last year, and why it differs from the budget."""
KEYS = (*LISTS, "原因", "用途", "名词解释", "补充")
ITEM_DIGITS = 7


def read_texts(folder: Path, year: int) -> tuple[Texts, list[Finding]]:
    """The texts of a books folder; none is required here, what a statement misses is asked for by the statement."""
    path = folder / TEXT_FILE
    if not path.is_file():
        return Texts(), []
    given = read_settings(path, TEXT_FILE)
    given.only(KEYS)
    uses: dict[str, str] = {}
    part = given.part("用途")
    if part is not None:
        uses = part.filled()
        _check_subjects(part, uses, year)
    texts = Texts(
        **{name: given.texts(key) for key, name in LISTS.items()},
        reasons=_reasons(given, year),
        uses={subject: _clause(text) for subject, text in uses.items()},
        definitions=_words(given, "名词解释"),
        remarks=_words(given, "补充"),
    )
    return texts, given.findings


def _words(given: Settings, key: str) -> dict[str, str]:
    part = given.part(key)
    return part.filled() if part is not None else {}


def text_names(texts: Texts) -> list[str]:
    """What a mark 涉密 may call a text: a part of the file, or part.name."""
    parts: dict[str, Mapping[str, str]] = {
        "原因": texts.reasons,
        "用途": texts.uses,
        "名词解释": texts.definitions,
        "补充": texts.remarks,
    }
    lists = [key for key, name in LISTS.items() if getattr(texts, name)]
    return lists + [f"{part}.{name}" for part, words in parts.items() for name in words]


def _reasons(given: Settings, year: int) -> dict[str, str]:
    """`变动.名称` and `预算差异.编码` → the reason without its full stop."""
    part = given.part("原因")
    if part is None:
        return {}
    part.only(REASONS)
    found: dict[str, str] = {}
    for group in REASONS:
        members = part.part(group)
        if members is not None:
            words = members.filled()
            _check_codes(members, words, year)
            found |= {f"{group}.{subject}": _clause(text) for subject, text in words.items()}
    return found


def _clause(text: str) -> str:
    """A text that goes into a sentence: its own full stop left out."""
    return text.rstrip("。．;；")


def _check_subjects(part: Settings, given: Mapping[str, str], year: int) -> None:
    """A use is said of an item's code or of a named amount."""
    from mingzhang.accounts.forms.vocabulary import vocabulary

    _check_codes(part, given, year)
    for subject in given:
        if not subject.isdigit() and subject not in vocabulary() and subject != EVERY:
            part.note("B212", subject, subject, "功能科目编码或一项金额的名称", nearest_remedy(subject, vocabulary()))


def _check_codes(part: Settings, given: Collection[str], year: int) -> None:
    """Codes that the year's list does not hold are likely slips."""
    known = codes.functional(year)
    for subject in given:
        if subject.isdigit() and subject not in known:
            near = nearest_remedy(subject, [code.code for code in known.level(ITEM_DIGITS)])
            part.note("B211", subject, subject, f"{year}年支出功能分类科目编码", near)
