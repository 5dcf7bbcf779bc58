"""Codes in a form of another fund: 2120801 (政府性基金) in form 05, 2080505 (一般公共预算) in form 08.

State capital has a class of its own, 223, which the domain of the cube keeps apart already (F105).
"""

from collections.abc import Iterator

from mingzhang import codes
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.readers.labels import label, plain
from mingzhang.codes import CodeList
from mingzhang.findings import Finding, finding

_FUND = {"05": "general", "08": "funds"}
_NAMES = {"general": "一般公共预算", "funds": "政府性基金预算"}
_CLASS, _DIVISION = 3, 5


def check_fund_rows(known: Known) -> Iterator[Finding]:
    """Rows with money, the lowest that stand there, which the year's list gives to another fund."""
    if not known.read.disclosure.year:
        return
    listed = codes.functional(known.year)
    for form, fund in _FUND.items():
        spent = [at for at, figure in known.by_address.items() if at.form == form and figure.ticks]
        rows = {at.row: at for at in reversed(spent) if at.row.isdecimal()}
        for row, at in rows.items():
            entry = listed.get(row)
            lowest = len(row) > _CLASS and not any(other != row and other.startswith(row) for other in rows)
            if lowest and entry is not None and entry.fund in _NAMES.keys() - {fund} and _as_listed(known, at, listed):
                sure = entry.confirmed or _division_confirmed(listed, row)
                yield finding(
                    "F108" if sure else "F109",
                    known.place(at),
                    printed=f"{row} {entry.name}",
                    expected=f"列入{_NAMES[entry.fund]}的表",
                    arithmetic=f"{at.form} 表是{_NAMES[fund]}的表",
                )


def _as_listed(known: Known, at: Address, listed: CodeList) -> bool:
    """Whether the row's name is the list's: under another name the code may be the slip."""
    place = known.read.places.get(at)
    printed = plain(label(place.label)) if place is not None and place.label else ""
    return printed in ("", plain(label(listed.name(at.row))))


def _division_confirmed(listed: CodeList, row: str) -> bool:
    """Whether the division above is confirmed, and of the same fund: then what stands below it is as well."""
    above, own = listed.get(row[:_DIVISION]), listed.get(row)
    return above is not None and own is not None and above.confirmed and above.fund == own.fund
