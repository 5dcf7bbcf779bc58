"""`单位.yaml`: who the unit is, its year and layout, and how its books are to be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mingzhang.accounts.approved.settings import ApprovedSettings
from mingzhang.accounts.books.approved_part import approved_settings
from mingzhang.accounts.books.kinds import FIRST_YEAR, LAST_YEAR, UnitKind
from mingzhang.accounts.books.mapping import VoucherSettings
from mingzhang.accounts.books.settings import Settings, nearest_remedy
from mingzhang.accounts.books.settings_file import read_settings
from mingzhang.accounts.books.voucher_part import voucher_settings
from mingzhang.accounts.disclosure import Unit
from mingzhang.findings import Finding, Place, ProblemsFound, finding

UNIT_FILE = "单位.yaml"
REASONED = ("新单位", "无上年数", "无年初预算")
"""Flags that may say why in place of 是; the reasons are quoted like texts of 补充."""
KEYS = (
    "名称", "简称", "代码", "地区", "类型", "年度", "版式", "尾差",
    "新单位", "无上年数", "无年初预算", "凭证", "批复决算", "说明",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class UnitFile:
    """What the file says; `kind` None or `layout` "" where a finding tells that they are wrong."""

    unit: Unit
    kind: UnitKind | None
    year: int
    layout: str
    tails: tuple[str, ...]
    """Numbers of the forms in which the rounding tail is moved."""
    no_last_year: bool | None
    no_opening_budget: bool | None
    """None where the file's answer cannot be understood, so that nothing follows from it."""
    vouchers: VoucherSettings
    """The part 凭证: how the unit's export is read."""
    approved: ApprovedSettings
    """The part 批复决算: how its approved workbook is known."""
    notes: tuple[str, ...]
    """What the unit says about its books, such as that the vouchers are reconstructed or why there is no last year."""
    reasons: Mapping[str, str] = field(default_factory=dict)
    """无上年数, 无年初预算, 新单位 → why, where a reason stands in place of 是; the narrative quotes it."""


def read_unit_file(folder: Path) -> tuple[UnitFile | None, list[Finding]]:
    """The unit's file of a books folder; None where it cannot be read or does not tell the year."""
    path = folder / UNIT_FILE
    if not path.is_file():
        return None, [finding("B201", Place(file=UNIT_FILE), printed=_meant(folder))]
    given = read_settings(path, UNIT_FILE)
    if given.findings and not given.nodes:
        return None, given.findings
    given.only(KEYS)
    return unit_of(given, folder), given.findings


def _meant(folder: Path) -> str:
    """What could be the file under another ending, which Windows hides; "" where nothing is."""
    stem = Path(UNIT_FILE).stem
    near = sorted(path.name for path in folder.glob(f"{stem}*") if path.is_file()) if folder.is_dir() else []
    return f"有 {'、'.join(near)}" if near else ""


def unit_of(given: Settings, folder: Path) -> UnitFile | None:
    """What a unit's or a department's file says of itself; None where it does not tell the year."""
    name = given.text("名称", required=True)
    kind = given.choice("类型", tuple(UnitKind), required=True)
    year = given.whole("年度", FIRST_YEAR, LAST_YEAR)
    new_unit = given.flag("新单位")
    layout = _layout(given, folder)
    tails = _tails(given, layout, year)
    vouchers = voucher_settings(given.part("凭证"))
    approved = approved_settings(given.part("批复决算"), year) if year is not None else ApprovedSettings()
    no_last_year, no_opening_budget = given.flag("无上年数"), given.flag("无年初预算")
    unit = Unit(name, given.text("简称") or name, kind, given.text("代码"), given.text("地区"))
    reasons = {key: reason for key in REASONED if (reason := given.reason(key))}
    notes = (*given.texts("说明"), *(f"{key}：{reason}" for key, reason in reasons.items()))
    if year is None:
        return None
    return UnitFile(
        unit=unit,
        kind=UnitKind(kind) if kind else None,
        year=year,
        layout=layout,
        tails=tails,
        no_last_year=_either(no_last_year, new_unit),
        no_opening_budget=_either(no_opening_budget, new_unit),
        vouchers=vouchers,
        approved=approved,
        notes=notes,
        reasons=reasons,
    )


def _either(left: bool | None, right: bool | None) -> bool | None:
    if left or right:
        return True
    return None if left is None or right is None else False


def _layout(given: Settings, folder: Path) -> str:
    """The key of the layout: one of the package, or a file of one's own by its name or its path from the books."""
    from mingzhang.accounts.layouts.shelf import key_of, names, own_folders

    asked = given.text("版式", required=True)
    key = key_of(asked, own_folders(folder), folder)
    if asked and not key:
        known = names(own_folders(folder))
        given.note("B206", "版式", asked, f"{'、'.join(known)}之一", nearest_remedy(asked, known))
    return key


def _tails(given: Settings, layout: str, year: int | None) -> tuple[str, ...]:
    """The forms of 尾差, each of which the layout must have."""
    from mingzhang.accounts.layouts.layout import load_layout

    numbers = given.texts("尾差")
    if not (layout and year):
        return numbers
    try:
        known = sorted(load_layout(layout, year).forms)
    except ProblemsFound as problems:
        given.findings.extend(problems.findings)
        return numbers
    for number in numbers:
        if number not in known:
            given.note("B206", "尾差", number, f"{'、'.join(known)}之一", nearest_remedy(number.zfill(2), known))
    return tuple(number for number in numbers if number in known)
