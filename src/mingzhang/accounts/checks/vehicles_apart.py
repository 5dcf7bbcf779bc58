"""Buying vehicles and running them are told apart: only their sum says nothing of either."""

import re
from collections.abc import Iterator, Mapping, Sequence

from mingzhang.accounts.checks.amounts import place
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.phrases import ACTUAL
from mingzhang.accounts.checks.said import Said, Told, everything
from mingzhang.accounts.readers.labels import plain
from mingzhang.findings import Finding, finding

_SUM, _BOUGHT = "公务用车购置及运行费", "公务用车购置费"
_APART = {
    "公务用车购置费": re.compile(
        r"车辆?(?:更新)?购置(?![及和与、](?:公务用车|车辆)?运)|(?:购置|购买|采购|新购|新增|更新)[^,;。]{0,10}车|购置[^,;。]{0,6}\d+辆"
        r"|(?<![及和与、])购置(?:费用?|经费|支出)*(?:决算)?(?:为|是)?\d|万元,?[(]?(?:全部|均|都|仅)?(?:为|是|用于)(?:公务用车|车辆)?运"
    ),
    "公务用车运行维护费": re.compile(r"车辆?(?:的)?运(?:行|维)"),
}
"""The two rows of form 07 and the words by which a text tells of each, none of them included."""
_NUMBER = {"公务用车购置费": "公务用车购置数", "公务用车运行维护费": "公务用车保有量"}
_TRIPS = "因公出国（境）团组数、人次"
_OF_TRIPS = re.compile(r"团组|(?:未|没有|无|不)[^,;。]{0,12}出国|出国[^;。]{0,12}(?:未|没有|无(?![增变]))")


def check_vehicles_apart(known: Known, told: Sequence[Told]) -> Iterator[Finding]:
    """Money for vehicles of which the text tells the sum, or the running alone."""
    figure = known.figure("07", _SUM, "决算数")
    first = next(_named(told), None)
    if figure is None or not figure.ticks or first is None:
        return
    everywhere = "。".join(each.text for each in told)
    untold = [row for row, words in _APART.items() if not words.search(everywhere)]
    if _BOUGHT not in untold:
        return  # with what was bought, the sum tells of the rest
    more = [_NUMBER[row] for row in untold]
    more += [_TRIPS] if "出国" in everywhere and not _OF_TRIPS.search(everywhere) else []
    each, one = first
    yield finding(
        "N178",
        place(known, each, one.mention),
        printed=f"{one.subject.name}{one.mention.text}",
        expected=f"写明{'、'.join(untold)}",
        arithmetic=f"{_printed(known, untold)}；全文也没有{'、'.join(more)}",
    )


def _named(told: Sequence[Told]) -> Iterator[tuple[Told, Said]]:
    """Where the text tells the sum, the paragraphs of their own first."""
    given = [
        (each, one)
        for each, one in everything(told, ACTUAL)
        if one.subject.meaning and any(each.address[0::2] == ("07", _SUM) for each in one.subject.meaning.figures)
    ]
    yield from sorted(given, key=lambda pair: pair[1] is not pair[0].said[0])


def _printed(known: Known, rows: Sequence[str]) -> str:
    figures: Mapping[str, str] = {
        row: figure.printed or "空白" for row in rows if (figure := known.figure("07", row, "决算数")) is not None
    }
    return "07 表" + "、".join(f"{plain(row)} {text}" for row, text in figures.items()) if figures else "07 表没有分列"
