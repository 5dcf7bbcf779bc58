"""Codes and names of the forms against the lists of the year; parents of rows; the unit's name and the year."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from mingzhang import codes
from mingzhang.accounts.checks.known import Known
from mingzhang.accounts.checks.listed_names import former_class, is_added
from mingzhang.accounts.checks.overprinted import run_over
from mingzhang.accounts.forms.declared import declared
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.readers.captions import Caption, captions, form_of_title
from mingzhang.accounts.readers.characters import squeezed
from mingzhang.accounts.readers.labels import label, plain
from mingzhang.codes import CodeList
from mingzhang.findings import Finding, Place, finding

BY_THE_LISTS = frozenset({"X110", "X111", "X112", "X116", "X132", "N123"})
"""Findings that hold a name or code to the lists of the year."""
CUT = 6
"""Characters of a name from which on it is the beginning of a longer one that was cut off, and no other name."""
_LEVEL = re.compile(r"\([类款项]\)$")
FUNCTIONAL = ("02", "03", "05", "08", "09")


def check_names(known: Known) -> Iterator[Finding]:
    if not known.read.disclosure.year:
        return
    yield from _codes(known)
    yield from _former_classes(known)
    yield from _parents(known)
    yield from _heads(known)


def _rows(known: Known, form: str) -> dict[str, Address]:
    """The first cell of each row by code."""
    found: dict[str, Address] = {}
    for address in known.read.places:
        if address.form == form and address.row.isdecimal():
            found.setdefault(address.row, address)
    return found


def _codes(known: Known) -> Iterator[Finding]:
    lists: list[tuple[str, CodeList]] = [(form, codes.functional(known.year)) for form in FUNCTIONAL]
    told: set[tuple[str, str]] = set()
    for form, listed in [*lists, ("06", codes.economic(known.year))]:
        rows = {at: known.read.places[at].label for _, at in sorted(_rows(known, form).items())}
        pairs = [(_own(name), _listed(listed, address.row)) for address, name in rows.items()]
        for (address, name), over in zip(rows.items(), run_over(pairs), strict=True):
            if name and (address.row, plain(name)) not in told:
                told.add((address.row, plain(name)))
                yield from _name(known, address, name, listed, over=over)


def _own(name: str) -> str:
    return plain(label(_LEVEL.sub("", squeezed(name))))


def _listed(listed: CodeList, code: str) -> str:
    entry = listed.get(code)
    return plain(label(entry.name)) if entry is not None else ""


def _name(known: Known, address: Address, name: str, listed: CodeList, *, over: bool) -> Iterator[Finding]:
    """A row's name against the list; `over`: the end of the name above stands in it."""
    where = known.place(address)
    entry = listed.get(address.row)
    division = address.row[:5]
    if is_added(known.year, division, known.printed_names.get(division, "")):
        return
    if entry is None:
        yield finding("X110", where, printed=f"{address.row} {name}")
    elif (listed_name := _listed(listed, address.row)) != (own := _own(name)):
        cut = over or (len(own) >= CUT and listed_name.startswith(own))
        code = "X132" if cut else "X111" if entry.confirmed else "X112"
        yield finding(code, where, printed=f"{address.row} {name}", expected=f"{address.row} {entry.name}")


def _former_classes(known: Known) -> Iterator[Finding]:
    """A class of form 01 or 04 under a name that it no longer had."""
    told: set[str] = set()
    for address, place in known.read.places.items():
        name = label(place.label)
        if address.form in ("01", "04") and name not in told and former_class(known.year, name):
            told.add(name)
            yield finding("X116", known.place(address), printed=place.label, expected=address.row)


def _parents(known: Known) -> Iterator[Finding]:
    """A row whose class or division does not stand above it, in a form that prints that level at all."""
    for form in FUNCTIONAL:
        rows = _rows(known, form)
        for digits in (3, 5):
            printed = {code for code in rows if len(code) == digits}
            for code, address in rows.items():
                if printed and len(code) > digits and code[:digits] not in printed:
                    yield finding("X113", known.place(address), printed=code, expected=f"上面有 {code[:digits]} 行")


def check_later_year(known: Known, found: Sequence[Finding]) -> Iterator[Finding]:
    """Once, that findings on names rest on the lists of an earlier year."""
    resting = sorted({item.code.code for item in found} & BY_THE_LISTS)
    if resting and known.year > codes.LATEST:
        printed, expected = f"{known.year}年度", f"科目表到{codes.LATEST}年度"
        yield finding(
            "X133", Place(file=known.read.file), printed=printed, expected=expected, arithmetic="、".join(resting)
        )


def _heads(known: Known) -> Iterator[Finding]:
    unit, year = known.read.disclosure.unit, known.read.disclosure.year
    names = {squeezed(unit.name), squeezed(unit.short_name)} - {""}
    for form in declared():
        facts = known.read.facts.get(form)
        if facts is None:
            continue
        where = Place(file=known.read.file, page=facts.spot.page, sheet=facts.spot.sheet, row=facts.spot.row, form=form)
        yield from _head(captions(text.text for text in facts.captions), where, unit.name, names, year)
    for grid in known.read.extra:
        if grid.kind == "form" and not form_of_title(grid.title):  # a province's own, not another unit's of the nine
            spot = grid.table.spot
            where = Place(file=known.read.file, page=spot.page, sheet=spot.sheet, row=spot.row, sentence=grid.title)
            yield from _head(captions(grid.captions), where, unit.name, names, year)


def _head(said: Caption, where: Place, name: str, names: set[str], year: int) -> Iterator[Finding]:
    """The year and the unit above one form."""
    if said.year and said.year != year:
        yield finding("X115", where, printed=f"{said.year}年度", expected=f"{year}年度")
    if said.unit and names and not any(alike(squeezed(said.unit), each) for each in names):
        yield finding("X114", where, printed=said.unit, expected=name)


def alike(name: str, other: str) -> bool:
    """The same name, one of them perhaps without the region before it, or with 本级 or 部门 after it."""
    short, long = sorted((_bare(name), _bare(other)), key=len)
    if short.startswith("政协") and "政协" in long:  # the region stands before or after it
        short, long = short.removeprefix("政协"), long.replace("政协", "")
    return long.endswith(short) or long.startswith(short)


_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬"
    "|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|鄂温克|德昂|保安|裕固|京|独龙|鄂伦春|门巴|珞巴|基诺"
)
_SHORT = (
    (re.compile(rf"(?:(?:{_PEOPLES})族?|各族)+自治(?=[州县旗])"), ""),
    (re.compile(r"中国人民政治协商会议"), "政协"),
    (re.compile(r"人民代表大会常务委员会"), "人大常委会"),
    (re.compile(r"(?<=街道)办事处$|(?<=[镇乡])人民政府$"), ""),
)
"""What officials leave out of a name: 寻甸县 for 寻甸回族彝族自治县, 塘子街道 for 塘子街道办事处."""


@lru_cache(maxsize=1 << 8)
def _bare(name: str) -> str:
    for end in ("(本级)", "(部门)", "(汇总)", "本级", "部门"):
        name = name.removesuffix(end)
    for long, short in _SHORT:
        name = long.sub(short, name)
    return name
