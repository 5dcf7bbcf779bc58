"""The text itself: residue of a template, signs that do not pair, doubled punctuation, words often mistaken."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.misspelt import misspelt
from mingzhang.accounts.readers.document import Spot
from mingzhang.accounts.readers.paragraphs import heading_level
from mingzhang.findings import Finding, Place, finding

AROUND = 16
"""Characters shown on each side of a place in a text."""
_RESIDUE = re.compile(
    r"[XＸ×xｘ]{2,}(?=[年部单局委万元中，。、（）()%％个辆批人次台套家项平]|$)|增加[（(]减少[）)]|增加[/／]减少|减少[（(]增加[）)]|增长[（(]下降[）)]|大于[（(]小于[）)]|大于[/／]小于"
    r"|[（(]\s*[）)]|“\s*”|《\s*》|[（(](?:请)?列明[^）)]*[）)]|请列明|20[XＸ×]{2}年|20\s{2,}年|_{3,}|＿{2,}|[（(]此处[^）)]*[）)]|[（(]请?填[写列报][^）)]*[）)]"
    r"|[（(]或与[^（）()，。]{0,12}(?:持平|一致)[）)]|(?<=[年算])[（(](?:减少|增加|增长|下降)[）)](?=\s*\d)"
    r"|作下述说明|[（(]如持平作持平表述[）)]|，列明公务用车购置数量|，列明公务接待批次"
    r"|[（(][^（）()]{0,20}(?:实际情况|结合实际|参考格式|参考样式|示例|请(?:自行)?(?:删除|修改|补充)|自行(?:删除|增减|调整))[^（）()]{0,20}[）)]"
    r"|(?:填报|填写|公开)时请[^，。；]{2,12}|请删除[本此该]|请各(?:部门|单位)(?:结合|根据|按照?)[^，。；]{0,10}"
    r"|[（(]仅有一个单位的部门[^）)]*[）)]|按上述格式依次说明|由主管部门根据三定方案[^。]*填写"
    r"|[（(][类款][）)]\s*[（(][款项][）)]|大小于|小大于|(?:减增加|增减少|增加减少|减少增加|增长下降|下降增长)(?=\s*\d)"
    r"|(?:增加|减少|增长|下降)持平(?=[，。；,;])"
)
"""What a template leaves to be chosen or filled in, also where only its brackets were taken out: 决算数大小于预算数."""
_DOUBLED = re.compile(
    r"^\s*\d{1,2}“\s*[.．、]|。。|，，|、、|；；|：：|。，|，。|；。|、。|，、|；，|：，|：。|万元万元|%%|％％"
    r"|(?P<word>用于|主要|其中|包括|原因|以及|增加|减少|增长|下降|比上年|与上年|[一-龥]{3,12})(?P=word)"
    r"|的的(?!确)|为为(?=\d)|是是(?!非)|占[，,、](?=\s*\d)"
)
"""Signs that come twice, and a quote that stands before the dot of its paragraph's number: 11“.城乡社区支出”.

Any word of three characters or more is doubled by a slip; a shorter one may end a name and begin what follows.
"""
_NO_PERCENT = re.compile(
    r"(?:占[^，。；,;\d]{1,25}的|增长|下降|完成(?:年初|全年|调整后?)?预算的)(\d+\.\d{2})(?=[，。；,;])|(?:占比?|比重)为?(\d+(?:\.\d+)?)(?=[，。；,;])"
    r"|(?<=元)[，,](\d+(?:\.\d+)?)(?=[；;])"
)
"""A rate without its sign, with its words or without: 支出决算0万元，0；."""
_NO_UNIT = re.compile(r"(?:决算|预算|支出|收入|总计|合计)数?为?\s*(\d[\d,]*\.\d{2})(?=[，。；,;](?!\s*\d))")
_NO_NUMBER = re.compile(
    r"完成(?:年初|全年|调整后?)?预算数?的(?=[，。；,;])|占[^，。；,;\d]{1,25}(?:合计|总计|总额|支出)的(?=[，。；,;])"
    r"|(?:决算|预算|总计|合计|增加|减少|支出|收入)数?为?\s*万元(?![以为整])"
)
"""An amount or a rate of which only the words were kept."""
_BLANKS = re.compile(r"[ \t\u00a0\u3000]+(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])[ \t\u00a0\u3000]+")
"""What a program sets between figures and words: 占 76.23."""
_LEVEL = re.compile(r"(?:减少|增加|下降|增长)(?:为|到|至)?\s*[\d.,]+\s*(?:万元|元|%)[，,]\s*与[^，。；,;]{0,10}持平")
_PAIRS = {"（": "）", "(": ")", "“": "”", "《": "》", "【": "】", "〔": "〕"}
_SAME = {"(": "（", ")": "）"}
_REASON = re.compile(r"主要原因(?!\s*(?:[是为系：:，,、。；;）)”在于有如包分之即就均都与和及说]|主要|$))")
"""The reason's word with nothing between it and the reason."""
_GOES_ON = ("，", "。", "、", "；", "：", "）", "”", "%", "％", "万元")
"""What no paragraph begins with."""
_COMMAS = ("，", ",", "、")
_CUT = re.compile(r"^(?:反映|反应)[^。]{2,40}(?:单位|部门|机构|机关|人员)(。)用于")
"""反映…单位。用于…: the verb's object stands in the next sentence."""
_SUBJECTLESS = re.compile(
    r"(?<=[元入出数])。(?:占[^，。；]{0,24}\d+(?:\.\d+)?[%％]|完成(?:年初|全年|调整后?)?预算的?[\d.]+[%％])"
)
"""A sentence that begins with what the one before was about to say: 收入10.00万元。占收入合计的5.00%."""
_OPEN_END = re.compile(r"[，。；][^，。；：:]*(?:[一-鿿\d]|\d\.)$")
"""A paragraph of several clauses that ends in a word or figure, or in half of one: 10534."""
FEW = 3
"""Paragraphs without an end that are slips; where there are more, a saved text was broken at its width."""
_HALF = re.compile(r"^(?:\d{1,2}[、．.]|[（(]\d{1,2}[）)]).*(?:[，；]|\d\.\d\d?|（项）).*[一-鿿\d]$")
"""The first half of a sentence that begins with a number, so that it looks like a heading: 1.…（项）年初预算为."""
_SENTENCE_ENDS = ("。", "；", "：", ";", ":", ".", "”", "）")
_UNFINISHED = ("；", ";", "，", ",", "、")


@dataclass(frozen=True, slots=True)
class Piece:
    """A text with its place."""

    text: str
    spot: Spot
    body: bool = False
    """A paragraph of the report, not a heading."""
    last: bool = False
    """Whether nothing follows under its heading."""


def check_texts(known: Known) -> Iterator[Finding]:
    yield from _broken(known)
    given = pieces(known)
    alone = sum(bool(_CLOSED_ONLY.match(piece.text)) for piece in given) == 1
    for piece in given:
        yield from _marks(known, piece)
        yield from _words(known, piece)
        yield from _pairs(known, piece, alone)


_CLOSED_ONLY = re.compile(r"^[一二三四五六七八九十]{1,3}[）)]")


def pieces(known: Known) -> list[Piece]:
    """Paragraphs, definitions of the glossary, notes of the forms."""
    given = known.read.paragraphs()
    found: list[Piece] = []
    for at, (paragraph, spot) in enumerate(given):
        following = given[at + 1][0] if at + 1 < len(given) else None
        last = following is None or bool(following.level)
        found.append(Piece(paragraph.text, spot, not paragraph.level and paragraph.part == "说明", last))
    terms = list(zip(known.read.disclosure.glossary, known.read.term_places, strict=True))
    found += [Piece(text, spot) for term, spot in terms for text in (term.term, term.definition)]
    found += [Piece(note.text, note.spot) for facts in known.read.facts.values() for note in facts.notes]
    return found


def _place(known: Known, piece: Piece, start: int = 0, end: int = 0) -> Place:
    begin, stop = max(0, start - AROUND), min(len(piece.text), (end or start) + AROUND)
    around = ("…" if begin else "") + piece.text[begin:stop] + ("…" if stop < len(piece.text) else "")
    return Place(
        file=known.read.file, page=piece.spot.page, sheet=piece.spot.sheet, row=piece.spot.row, sentence=around
    )


def _marks(known: Known, piece: Piece) -> Iterator[Finding]:
    left = list(_RESIDUE.finditer(piece.text))
    if left:
        words = "、".join(dict.fromkeys(match[0] for match in left))
        yield finding("X101", _place(known, piece, left[0].start(), left[0].end()), printed=words)
    for match in _DOUBLED.finditer(piece.text):
        yield finding("X102", _place(known, piece, match.start(), match.end()), printed=match[0])
    yield from _figures(known, replace(piece, text=_BLANKS.sub("", piece.text)))


def _figures(known: Known, piece: Piece) -> Iterator[Finding]:
    """Figures without their units, and words without their figures, in a text without blanks."""
    for match in _NO_PERCENT.finditer(piece.text):
        rate = match[1] or match[2] or match[3]
        yield finding("N140", _place(known, piece, match.start(), match.end()), printed=rate, expected=rate + "%")
    for match in _NO_UNIT.finditer(piece.text):
        yield finding("N144", _place(known, piece, match.start(), match.end()), printed=match[1])
    for match in _NO_NUMBER.finditer(piece.text):
        yield finding("N148", _place(known, piece, match.start(), match.end()), printed=match[0])
    for match in _LEVEL.finditer(piece.text):
        yield finding("N145", _place(known, piece, match.start(), match.end()), printed=match[0])


def _words(known: Known, piece: Piece) -> Iterator[Finding]:
    for slip in misspelt(piece.text):
        yield finding("X104", _place(known, piece, slip.start, slip.end), printed=slip.printed, expected=slip.expected)
    if match := _REASON.search(piece.text):
        around = piece.text[match.start() : match.end() + 4]
        yield finding("X125", _place(known, piece, match.start(), match.end()), printed=around, expected="主要原因：")
    if piece.body and (match := _SUBJECTLESS.search(piece.text)):
        yield finding("X106", _place(known, piece, match.start(), match.end()), printed=match[0])
    if match := _CUT.search(piece.text):
        yield finding("X106", _place(known, piece, match.start(1), match.end(1)), printed=match[0][-8:])
    if piece.body and piece.last and len(piece.text) > AROUND and piece.text.endswith(_UNFINISHED):
        end = len(piece.text)
        yield finding("X105", _place(known, piece, end - 1, end), printed=piece.text[-1], expected="。")


_WORDS_OF = re.compile(r"[一-龥]{2}")
"""What the rest of a sentence has and a piece of a table, such as 8.3 or %, has not."""


def _broken(known: Known) -> Iterator[Finding]:
    """A sentence that goes on in the next paragraph, where its reader, too, found two."""
    given = known.read.paragraphs()
    cut: list[tuple[str, str, Spot]] = []
    for (paragraph, spot), (following, _) in pairwise(given):
        text, after = paragraph.text.rstrip(), following.text.lstrip()
        half = paragraph.level > 0 and _HALF.search(text) is not None
        body = (not paragraph.level or half) and not following.level and paragraph.part == following.part != "概况"
        listed = heading_level(text) and heading_level(after)  # a list whose lines end in commas
        body = body and _WORDS_OF.search(after) is not None  # else a piece of a table
        if body and text and after and ((text.endswith(_COMMAS) and not listed) or after.startswith(_GOES_ON)):
            yield _cut(known, text, after, spot)
        elif body and (half or _OPEN_END.search(text)) and not heading_level(after) and after.endswith("。"):
            cut.append((text, after, spot))
    terms = [each for each in known.read.broken_terms if not each[0].endswith(_SENTENCE_ENDS)]
    for found in (cut, terms):
        if len(found) <= FEW:
            yield from (_cut(known, *each) for each in found)


def _cut(known: Known, text: str, after: str, spot: Spot) -> Finding:
    end = len(text)
    return finding("X106", _place(known, Piece(text, spot), end - 1, end), printed=f"{text[-8:]}↵{after[:8]}")


def _pairs(known: Known, piece: Piece, alone: bool) -> Iterator[Finding]:
    """Brackets and quotes that open and do not close, or close and did not open. （ and ( count as one kind.

    `alone`: one paragraph only begins with 一）, which is then no ordinal, but lacks its first bracket.
    """
    waiting: list[tuple[str, int]] = []
    closing = {right: left for left, right in _PAIRS.items()}
    for at, char in enumerate(piece.text):
        if char in _PAIRS:
            waiting.append((_SAME.get(char, char), at))
        elif char in closing:
            left = _SAME.get(closing[char], closing[char])
            if waiting and waiting[-1][0] == left:
                waiting.pop()
            elif alone or not _ordinal(piece.text, at, char):
                yield finding("X103", _place(known, piece, at), printed=char)
                return
    if waiting:
        yield finding("X103", _place(known, piece, waiting[0][1]), printed=waiting[0][0])


def _ordinal(text: str, at: int, char: str) -> bool:
    """1） and 一）at the start of a line are ordinals."""
    return char in "）)" and at <= 3 and bool(re.fullmatch(r"[\s\d一二三四五六七八九十]+", text[:at]))
