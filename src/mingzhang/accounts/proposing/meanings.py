"""Words and codes of a unit's own for funds and kinds: what they can mean follows from the lines that have them."""

from mingzhang.accounts.books.mapping import FIELDS
from mingzhang.accounts.cube import LABELS, Kind
from mingzhang.accounts.proposing.item import Item, Option
from mingzhang.accounts.proposing.lines import Lines


def meaning_items(lines: Lines) -> list[Item]:
    """A setting for each word whose accounts and functional codes leave one meaning, else a question."""
    items: list[Item] = []
    for dimension in ("fund", "kind"):
        items += [_item(lines, dimension, word) for word in lines.unknown(dimension)]
    return items


def _item(lines: Lines, dimension: str, word: str) -> Item:
    label = FIELDS[dimension]
    path = ("对照", label, word)
    places = list(lines.places(dimension, word))
    left = lines.possible(dimension, places)
    accounts = "、".join(sorted({account[:4] for account, _ in places if account}))
    evidence = f"所在的科目 {accounts}"
    if len(left) == 1:
        meant = LABELS[dimension][next(iter(left))]
        return Item(path, f"{label}“{word}”是 {meant}", f"{evidence}，这些科目和功能科目只容许这一种", meant)
    values = [value for value, ours in LABELS[dimension].items() if ours and (not left or value in left)]
    options = tuple(Option(LABELS[dimension][value], LABELS[dimension][value]) for value in values)
    likely = _likely(lines, word, values) if dimension == "kind" else None
    if likely is not None:
        evidence += "，这些行都写了项目" if values[likely] == Kind.PROJECT else "，这些行都没有写项目"
    return Item(path, f"{label}“{word}”是什么", evidence, options=options, likely=likely)


def _likely(lines: Lines, word: str, values: list[str]) -> int | None:
    """Project expenditure where all lines name a project while others name none, basic the other way round."""
    if set(values) != {Kind.BASIC, Kind.PROJECT}:
        return None
    named: dict[str, set[bool]] = {}
    for text, project in zip(lines.spoken("kind"), lines.frame["project"], strict=True):
        if text:
            named.setdefault(text, set()).add(bool(project))
    mine = named.get(word, set())
    if len(mine) != 1 or all(mine == others for others in named.values()):
        return None
    return values.index(Kind.PROJECT if mine.pop() else Kind.BASIC)
