"""调整分录: what the approved accounts changed without a voucher (调表不调账): income, expenditure, the year's end."""

from collections.abc import Sequence

from mingzhang.accounts.books.opening import function_outside_fund
from mingzhang.accounts.books.postings import ADJUSTMENT, Posting
from mingzhang.accounts.books.sheets import Row
from mingzhang.accounts.cube import DERIVED, INFLOWS, LABELS, Coarse, Flow, Fund, Source, domain, function_allows
from mingzhang.findings import Finding, Place, finding
from mingzhang.money import yuan_text


def read_adjustments(rows: Sequence[Row]) -> tuple[list[Posting], list[Finding]]:
    """The rows as postings; those that cannot exist are told and left out."""
    found: list[Finding] = []
    postings = [posting for row in rows if (posting := _posting(row, found)) is not None]
    ends = [posting for posting in postings if posting.coarse.flow in DERIVED]
    moved = sum(-posting.fen if posting.coarse.flow in INFLOWS else posting.fen for posting in ends)
    if moved:
        printed = f"{'、'.join(dict.fromkeys(LABELS['flow'][item.coarse.flow] for item in ends))}合计多出"
        place = Place(file=ends[0].where.file, sheet=ends[0].where.sheet)
        found.append(finding("B249", place, printed=f"{printed} {yuan_text(moved)} 元", expected="0.00 元"))
    return postings, found


def _posting(row: Row, found: list[Finding]) -> Posting | None:
    flow = Flow(row.values["收支"])
    fund, kind = row.fund(), row.kind()
    source, economic = row.text("收入来源"), row.text("经济科目")
    assert fund is not None  # the sheet demands both
    assert kind is not None
    demands = {
        "收入来源": (flow is Flow.INCOME, source),
        "功能科目": (flow not in DERIVED, row.function),
        "经济科目": (flow is Flow.EXPENDITURE, economic),
    }
    sound = True
    for column, (needed, given) in demands.items():
        if needed and not given:
            found.append(finding("B221", row.place(column), expected=f"{LABELS['flow'][flow]}写明{column}"))
            sound = False
        if given and not needed and column != "功能科目":
            found.append(
                finding("B241", row.place(column), printed=given, expected=f"{LABELS['flow'][flow]}不写{column}")
            )
            sound = False
    if not sound:
        return None
    coarse = Coarse(flow, fund, Source(source) if source else Source.NONE, kind)
    if not _exists(row, coarse, found):
        return None
    return Posting(
        row.where,
        coarse,
        row.function,
        economic,
        row.text("项目"),
        "",
        row.fen(),
        ADJUSTMENT,
        row.text("原因"),
        row.text("对方单位"),
    )


def _exists(row: Row, coarse: Coarse, found: list[Finding]) -> bool:
    """Whether the combination can exist at all."""
    if coarse not in domain():
        labels = [LABELS[name][value] for name, value in coarse._asdict().items() if LABELS[name][value]]
        found.append(finding("B242", row.place(), printed=" ".join(labels)))
        return False
    if coarse.flow in DERIVED and coarse.fund is not Fund.OTHER:
        printed = f"{LABELS['flow'][coarse.flow]} {LABELS['fund'][coarse.fund]}"
        found.append(finding("B250", row.place("收支"), printed=printed))
        return False
    if coarse.fund is not Fund.OTHER and not function_allows(coarse, row.function):
        found.append(function_outside_fund(row, coarse.fund))
        return False
    return True
