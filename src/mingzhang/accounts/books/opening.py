"""年初结转 and 年初调整: what was there when the year began, and what changed it by law."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from mingzhang import codes
from mingzhang.accounts.books.closing_rules import TypeRule, closing_rules
from mingzhang.accounts.books.kinds import UnitKind
from mingzhang.accounts.books.postings import OPENING, Posting
from mingzhang.accounts.books.settings import nearest_remedy
from mingzhang.accounts.books.sheets import Row, SheetRows
from mingzhang.accounts.cube import LABELS, Coarse, Flow, Fund, Source, function_allows, may_be_negative
from mingzhang.findings import Finding, finding
from mingzhang.money import yuan_text


class Opening(NamedTuple):
    """Opening balances before their adjustments, the adjustments, and what the reserves held."""

    before: tuple[Posting, ...]
    adjustments: tuple[Posting, ...]
    reserves_fen: int | None
    """年初 of the accounts that 使用非财政拨款结余 draws on; None where the unit does not tell them."""

    @property
    def postings(self) -> tuple[Posting, ...]:
        """All that makes the opening balance of the forms, which is the one after adjustment."""
        return self.before + self.adjustments


def read_opening(balances: SheetRows, changes: SheetRows, kind: UnitKind) -> tuple[Opening, list[Finding]]:
    """The opening balances of the two sheets; rows that contradict themselves are told and left out."""
    rule = closing_rules().types[kind]
    found: list[Finding] = []
    before, reserves = _postings(balances.rows, rule, kind, found)
    changes_known = [row for row in changes.rows if _legal(row, found)]
    adjustments, reserve_changes = _postings(changes_known, rule, kind, found)
    _balanced(changes, changes_known, found)
    opening = Opening(tuple(before), tuple(adjustments), sum(reserves + reserve_changes) if reserves else None)
    _not_negative(opening, found)
    return opening, found


def _postings(
    rows: Sequence[Row], rule: TypeRule, kind: UnitKind, found: list[Finding]
) -> tuple[list[Posting], list[int]]:
    """The rows of carried accounts as postings, and the amounts of reserves."""
    postings: list[Posting] = []
    reserves: list[int] = []
    for row in rows:
        resolved = _resolved(row, rule, kind, found)
        if resolved is None:
            continue
        account, coarse = resolved
        if account in rule.reserves:
            reserves.append(row.fen())
            continue
        reason = "：".join(part for part in (row.text("种类"), row.text("原因")) if part)
        postings.append(
            Posting(row.where, coarse, row.function, "", row.text("项目"), account, row.fen(), OPENING, reason)
        )
    return postings, reserves


def _resolved(row: Row, rule: TypeRule, kind: UnitKind, found: list[Finding]) -> tuple[str, Coarse] | None:
    """The account and the coarse place of a row; None, with findings, where it contradicts itself."""
    accounts = closing_rules().accounts
    fund = row.fund()
    assert fund is not None  # the sheet demands it
    told, said = row.kind(), row.text("科目")
    able = [
        account
        for account in rule.carried + (rule.reserves if said else ())
        if fund in accounts[account].funds
        and (told is None or told in accounts[account].kinds)
        and (not said or account == said)
    ]
    if not able:
        _explain(row, rule, kind, found)
        return None
    kinds = {name for account in able for name in accounts[account].kinds} if told is None else {told}
    if len(kinds) > 1:
        known = "、".join(LABELS["kind"][item] for item in sorted(kinds))
        found.append(finding("B221", row.place("支出类型"), expected=f"{known}之一"))
        return None
    coarse = Coarse(Flow.OPENING, fund, Source.NONE, kinds.pop())
    if fund is not Fund.OTHER and not row.function:
        found.append(finding("B221", row.place("功能科目"), expected="财政拨款的结转结余写明功能科目"))
        return None
    if not function_allows(coarse, row.function):
        found.append(function_outside_fund(row, fund))
        return None
    return able[0], coarse


def function_outside_fund(row: Row, fund: Fund) -> Finding:
    """A functional code that its fund cannot have."""
    return finding("B231", row.place("功能科目"), printed=f"{LABELS['fund'][fund]} {row.function}")


def _explain(row: Row, rule: TypeRule, kind: UnitKind, found: list[Finding]) -> None:
    """Why no account fits a row."""
    said, fund = row.text("科目"), row.fund()
    known = (*rule.carried, *rule.reserves)
    if said and said not in known:
        names = "、".join(f"{account} {codes.accounts()[account].name}" for account in known)
        found.append(finding("B233", row.place("科目"), printed=f"{kind}单位 {said}", expected=f"{names}之一"))
        return
    told = row.kind()
    shown = " ".join(part for part in (said, LABELS["fund"][fund or ""], LABELS["kind"][told] if told else "") if part)
    able = [account for account in known if fund in closing_rules().accounts[account].funds]
    expected = "、".join(
        f"{account} {codes.accounts()[account].name}（{'、'.join(LABELS['kind'][item] for item in made_of.kinds)}）"
        for account in able
        if (made_of := closing_rules().accounts[account])
    )
    place = row.place("科目" if said else "支出类型")
    found.append(finding("B232", place, printed=shown, expected=f"写明科目：{expected}"))


def _legal(row: Row, found: list[Finding]) -> bool:
    """Whether an adjustment is of a legal kind and has its sign."""
    kinds = closing_rules().adjustments
    name = row.text("种类")
    kind = kinds.get(name)
    if kind is None:
        remedy = nearest_remedy(name, kinds)
        found.append(
            finding("B234", row.place("种类"), printed=name, expected="、".join(kinds) + "之一", remedy=remedy)
        )
        return False
    if (kind.sign == "+" and row.fen() < 0) or (kind.sign == "-" and row.fen() > 0):
        expected = f"{name}使年初数{'增加，写正数' if kind.sign == '+' else '减少，写负数'}"
        found.append(finding("B235", row.place("金额"), printed=yuan_text(row.fen()), expected=expected))
        return False
    said = row.text("科目")
    if said and said not in kind.accounts:
        found.append(finding("B236", row.place("科目"), printed=f"{name} {said}", expected="、".join(kind.accounts)))
    return True


def _balanced(changes: SheetRows, rows: Sequence[Row], found: list[Finding]) -> None:
    """Money moved inside the unit adds up to nothing, fund by fund."""
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows:
        if closing_rules().adjustments[row.text("种类")].balanced:
            sums[row.text("种类"), LABELS["fund"][row.fund() or ""]] += row.fen()
    for (name, fund), fen in sums.items():
        if fen:
            found.append(
                finding("B237", changes.where, printed=f"{fund} {name}合计 {yuan_text(fen)} 元", expected="0.00 元")
            )


def _not_negative(opening: Opening, found: list[Finding]) -> None:
    """An opening balance after adjustment is not below zero, except of operating money."""
    sums: dict[tuple[Coarse, str], int] = defaultdict(int)
    last: dict[tuple[Coarse, str], Posting] = {}
    for posting in opening.postings:
        place = posting.coarse, posting.function
        sums[place] += posting.fen
        last[place] = posting
    for place, fen in sums.items():
        coarse, function = place
        if fen < 0 and not may_be_negative(coarse):
            what = " ".join(
                part for part in (LABELS["fund"][coarse.fund], function, LABELS["kind"][coarse.kind]) if part
            )
            found.append(finding("B238", last[place].where, printed=f"{what} 年初合计 {yuan_text(fen)} 元"))
