"""The forms: every relation that follows from regions, domain and law, held; told by the figure that breaks it."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from mingzhang.accounts.checks.blame import Suspect, counted, implied_ticks, suspects
from mingzhang.accounts.checks.displaced import Displaced
from mingzhang.accounts.checks.jointly import check_jointly
from mingzhang.accounts.checks.known import Known, Part
from mingzhang.accounts.checks.strength import by_strength
from mingzhang.accounts.forms.fill import figure_text
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.relations.articulation import BASIS, Articulation
from mingzhang.accounts.relations.derive import derive
from mingzhang.accounts.relations.hold import Outcome, Printed, hold
from mingzhang.findings import Finding, finding
from mingzhang.money import decimal_text
from mingzhang.printed import Relation

TERMS = 24
"""Addends told of a sum; the rest are counted."""
EQUATIONS = 3
"""Equations told of a figure; the rest are counted."""
NEAR = 1
"""Rows by which figures that were set beside other names are usually off."""
_RANK = (Relation.IDENTITY, Relation.SUM, Relation.CONTAINMENT)
_CODES = {Relation.SUM: "F101", Relation.IDENTITY: "F102", Relation.CONTAINMENT: "F103"}
_SIGN = {Relation.CONTAINMENT: "大于"}


def check_forms(known: Known) -> Iterator[Finding]:
    """All findings of the forms among themselves."""
    for each in known.displaced:
        yield _displaced(known, each)
    for part in known.parts:
        yield from _check_part(known, part)


def _displaced(known: Known, found: Displaced) -> Finding:
    """Where the figures begin to stand beside the wrong rows, and whose the first of them are."""
    row = found.rows[0][0]
    at = next(address for address in known.read.places if address.form == found.form and address.row == row)
    pairs = [f"{known.name(at._replace(row=mine))} 印的是 {own} 的数" for mine, own in found.rows[:EQUATIONS]]
    more = f"…共 {len(found.lost)} 行" if len(found.lost) > EQUATIONS else ""
    return finding(
        "F107",
        known.place(at),
        printed=f"自 {row} 行起 {len(found.lost)} 行",
        expected="各类等于其下各款之和" if found.other == found.form else f"与 {found.other} 表各行相同",
        arithmetic="；".join(pairs) + more,
    )


def _check_part(known: Known, part: Part) -> Iterator[Finding]:
    printed = Printed(part.figures, (), part.layout.tick_fen)
    outcomes: dict[Outcome, list[Articulation]] = {outcome: [] for outcome in Outcome}
    unsure = known.unsure  # what holds because the rest has no money needs every figure
    for relation in derive(part.disclosure, part.layout, part.every):
        if unsure and relation.conditional:
            continue
        if all(place in printed.by_place for place in (*relation.left, *relation.right)):
            outcomes[hold(relation, printed).outcome].append(relation)
    impossible = [r for r in outcomes[Outcome.BROKEN] if r.basis == BASIS["impossible"]]
    for relation in impossible:
        figure = printed.by_place[relation.left[0]]
        yield finding("F105", known.place(figure.address), printed=figure.printed, expected="空白")
    possible = [r for r in outcomes[Outcome.BROKEN] if r.basis != BASIS["impossible"]]
    broken = [
        suspect
        for relations in by_strength(possible, printed)
        for suspect in suspects(relations, outcomes[Outcome.OK], printed)
    ]
    moved = suspects(outcomes[Outcome.MOVED_TAIL], outcomes[Outcome.OK], printed)
    yield from (_told(known, printed, suspect) for suspect in broken)
    yield from (_moved(known, printed, suspect) for suspect in moved)
    told = {*(relation.left[0] for relation in impossible), *(suspect.address for suspect in broken)}
    if known.whole:  # a row or a form that is not here may hold what the others leave open
        yield from check_jointly(known, part, told, tails=bool(broken or moved))


def _told(known: Known, printed: Printed, suspect: Suspect) -> Finding:
    ordered = sorted(suspect.relations, key=lambda relation: (relation.conditional, _RANK.index(relation.kind)))
    ticks = implied_ticks(suspect, printed)
    moved = next(filter(None, (_nearby(known, relation) for relation in ordered)), "")
    return finding(
        _CODES[ordered[0].kind],
        known.place(suspect.address),
        printed=printed.by_place[suspect.address].printed or "空白",
        expected=figure_text(ticks, grouped=True) if ticks is not None else "",
        arithmetic=_equations(known, printed, ordered) + moved,
    )


def _nearby(known: Known, relation: Articulation) -> str:
    """Where the whole's figure stands in a row beside that of its part: then figures and rows were moved apart."""
    if relation.kind is not Relation.CONTAINMENT:
        return ""
    part, whole = known.by_address[relation.left[0]], known.by_address[relation.right[0]]
    rows = [at for at in known.by_address if at.form == part.address.form and at[1::2] == part.address[1::2]]
    place = rows.index(part.address)
    beside = [at for at in rows[max(place - NEAR, 0) : place + NEAR + 1] if at.form != whole.address.form]
    found = next((at for at in beside if whole.ticks and known.by_address[at].ticks == whole.ticks), None)
    return f"；{words(known, found)}印的是 {whole.printed}，疑数字错行" if found is not None else ""


def _moved(known: Known, printed: Printed, suspect: Suspect) -> Finding:
    return finding(
        "F104",
        known.place(suspect.address),
        printed=printed.by_place[suspect.address].printed,
        arithmetic=_equations(known, printed, suspect.relations),
    )


def _equations(known: Known, printed: Printed, relations: Sequence[Articulation]) -> str:
    told = [equation(known, printed, relation) for relation in relations[:EQUATIONS]]
    more = len(relations) - EQUATIONS
    return "；".join(told) + (f"；另有 {more} 处不符" if more > 0 else "")


def equation(known: Known, printed: Printed, relation: Articulation) -> str:
    """A relation that does not hold, in words: every figure with its form, row and column, the gap, the reason."""
    left, right = _side(known, printed, relation.left), _side(known, printed, relation.right)
    gap = _ticks(printed, relation.left) - _ticks(printed, relation.right)
    sign = _SIGN.get(relation.kind, "不等于")
    return f"{left} {sign} {right}，相差 {decimal_text(Fraction(gap, 100), 2)}（{relation.basis}）"


def _side(known: Known, printed: Printed, places: Sequence[Address]) -> str:
    figures = counted(printed.by_place[place] for place in places)
    if not figures:
        return f"{words(known, places[0])}空白" if places else "0.00"
    told = [f"{words(known, figure.address)} {figure.printed}" for figure in figures[:TERMS]]
    more = f" + 其余 {len(figures) - TERMS} 项" if len(figures) > TERMS else ""
    total = f" = {decimal_text(Fraction(_ticks(printed, places), 100), 2)}" if len(figures) > 1 else ""
    return " + ".join(told) + more + total


def words(known: Known, address: Address) -> str:
    """01表支出“社会保障和就业支出”金额."""
    return f"{address.form}表{address.block}“{known.name(address)}”{address.column}"


def _ticks(printed: Printed, places: Iterable[Address]) -> int:
    return sum(printed.by_place[place].ticks for place in places)
