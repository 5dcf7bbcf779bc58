"""Counts in running text: trips, guests, vehicles and equipment, each with the register item that it is of."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

VEHICLES = "车辆"
"""The item of all vehicles; 车辆.执法执勤用车 is one by use."""
_NUMBER = re.compile(r"(?<![\d.])(?P<number>\d{1,3}(?:,\d{3})+|\d+)(?P<unit>台\(套\)|批次|人次|[个辆批次人台套])")
_CLOSED = re.compile(r"\((?!境\))[^()]*\)")
_STOP = re.compile(r"[,;。:、]|\((?!境\))")
_FILLING = r"(?:数量|总数|数|均?为|共计?|合计|总计|累计|有|计|是|的|约|:|了)*$"
_BY_USE = re.compile(rf"(?:其中:?)?(?P<use>[一-鿿]+?(?:用车|车辆|车)){_FILLING}")
_AMONG = "其中"
_LONGEST_WITHOUT_WORDS = 4
"""Characters of a clause that names nothing of its own: 共计."""


@dataclass(frozen=True, slots=True)
class Count:
    item: str
    number: int
    start: int
    end: int
    depth: int
    """In how many brackets it stands."""
    sentence: int

    @property
    def use(self) -> str:
        """What a vehicle is used for; "" for anything else."""
        return self.item.partition(f"{VEHICLES}.")[2]


@dataclass(frozen=True, slots=True)
class _Entry:
    item: str
    units: frozenset[str]
    words: "re.Pattern[str] | None"
    after: frozenset[str]
    following: "re.Pattern[str] | None"


@cache
def _entries() -> tuple[_Entry, ...]:
    text = (resources.files("mingzhang.accounts.checks") / "counted.toml").read_text("utf-8")
    return tuple(
        _Entry(
            one["item"],
            frozenset(one["units"]),
            re.compile(f"(?:{one['words']}){_FILLING}") if "words" in one else None,
            frozenset(one.get("after", ())),
            re.compile(one["next"]) if "next" in one else None,
        )
        for one in tomllib.loads(text)["count"]
    )


@lru_cache(maxsize=1 << 10)
def counts(text: str) -> tuple[Count, ...]:
    """Every count of a squeezed text that names what it counts."""
    found: list[Count] = []
    last = 0
    for match in _NUMBER.finditer(text):
        begin = text.rfind("。", 0, match.start()) + 1
        before = text[begin : match.start()]
        depth = before.count("(") - before.count(")")
        if last > begin:  # 3批次21人次: what stands before a count is not said of the next
            before = _CLOSED.sub("", before[: last - begin]) + ";" + before[last - begin :]
        sentence = text.count("。", 0, match.start())
        goes_on = text.startswith(_AMONG, begin)  # 共有车辆2辆,比上年增加0辆。其中,机要通信用车2辆
        earlier = [one for one in found if sentence - goes_on <= one.sentence]
        item = _item(match, text, _CLOSED.sub("", before), earlier, depth)
        last = match.end()
        if item:
            number = int(match["number"].replace(",", ""))
            found.append(Count(item, number, match.start(), match.end(), depth, sentence))
    return tuple(found)


def _item(match: "re.Match[str]", text: str, before: str, earlier: Sequence[Count], depth: int) -> str:
    """What a number counts, by its clause, or by the count before it in the same bracket; "" for what is not known."""
    clause = _STOP.split(before)[-1]
    last = next((one.item for one in reversed(earlier) if one.depth == depth), "")
    for entry in _entries():
        if match["unit"] not in entry.units or (entry.following and not entry.following.match(text, match.end())):
            continue
        if entry.words is None or entry.words.search(clause):
            return entry.item
        if last in entry.after and len(clause) <= _LONGEST_WITHOUT_WORDS:
            return entry.item
    listed = match["unit"] in "辆台" and any(one.item.partition(".")[0] == VEHICLES for one in earlier)
    use = _BY_USE.fullmatch(clause) if listed else None
    return f"{VEHICLES}.{use['use']}" if use else ""


def by_use(text: str) -> Iterator[tuple[Count, list[Count]]]:
    """All vehicles of a sentence with those by use that follow."""
    found = counts(text)
    for at, whole in enumerate(found):
        if whole.item == VEHICLES:
            last = whole.sentence + text.startswith(_AMONG, text.find("。", whole.end) + 1)
            uses = [one for one in found[at + 1 :] if one.use and whole.sentence <= one.sentence <= last]
            first = uses[0].depth if uses else 0
            yield whole, [one for one in uses if one.depth == first]
