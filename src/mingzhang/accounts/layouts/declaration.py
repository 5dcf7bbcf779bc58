"""A layout from its file and those of its bases: checked strictly, every fault told at once."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from typing import Any

from mingzhang import codes
from mingzhang.accounts.forms.declared import declared, form_spec
from mingzhang.accounts.forms.spec import FormSpec
from mingzhang.accounts.layouts.bases import given
from mingzhang.accounts.layouts.declared_forms import sound
from mingzhang.accounts.layouts.faults import Faults, Path
from mingzhang.accounts.layouts.headers import relabelled, split_header, widened
from mingzhang.accounts.layouts.layout import PARTS, TICKS, FormLayout, Layout
from mingzhang.accounts.layouts.placing import check_placed
from mingzhang.accounts.layouts.sides import named_columns, sides_of
from mingzhang.findings import ProblemsFound

LAYOUT = {
    "name": "text",
    "source": "text",
    "confirmed": "flag",
    "first_year": "whole",
    "order": "texts",
    "above": "texts",
    "grouped": "flag",
    "number_rows": "flag",
    "unit_of_amounts": "text",
    "form_code": "text",
    "classes": "texts",
    "wording": "text",
    "forms": "table",
}
LAYOUT_MAY = {
    "region": "text",
    "last_year": "whole",
    "note": "text",
    "titles": "names",
    "terms": "text",
    "entries": "text",
    "labels": "names",
    "split_codes": "texts",
    "declare": "table",
    "evaluation_form": "text",
    "sequence": "texts",
}
FORM = {"zero": "text", "header": "rows", "notes": "texts", "sides": "tables"}
FORM_MAY = {
    "title": "text",
    "footer": "rows",
    "empty_notes": "texts",
    "total": "text",
    "optional": "flag",
    "measures": "names",
    "labels": "names",
}
MEASURES = ("actual", "opening_budget", "adjusted_budget", "last_year")


def layout_of(key: str, read: Callable[[str], str], year: int, known: Collection[str]) -> Layout:
    """A layout from its file, `read` by key. Raises ProblemsFound with every fault, each with file and place."""
    files = given(key, read, known)
    faults, merged = Faults(files), files.merged
    if not faults.members(merged, (), LAYOUT, LAYOUT_MAY):
        raise ProblemsFound(faults.findings)
    faults.one_of(merged["unit_of_amounts"], ("unit_of_amounts",), tuple(TICKS))
    if len(merged["above"]) != 3:
        faults.note("L102", ("above",), str(len(merged["above"])), "左、中、右三段文字")
    for member in ("order", "titles"):
        for part in merged.get(member, ()):
            if part not in PARTS:
                faults.unknown((member,), part, PARTS)
    classes = _classes(merged["classes"], year, faults)
    forms = {**declared(), **_declared(merged.get("declare", {}), classes, year, faults)}
    placed: dict[str, FormLayout] = {}
    for number, part in merged["forms"].items():
        path = ("forms", number)
        if number not in forms:
            faults.unknown(path, number, forms)
        elif not isinstance(part, dict):
            faults.note("L102", path, str(part), "表")
        elif faults.members(part, path, FORM, FORM_MAY):
            form = _form(number, forms[number], part, merged, classes, year, faults)
            placed |= {number: form} if form else {}
    sequence = _sequence(merged, faults)
    if faults.findings:
        raise ProblemsFound(faults.findings)
    return _layout(key, merged, year, classes, {number: placed[number] for number in sequence})


def _sequence(merged: Mapping[str, Any], faults: Faults) -> list[str]:
    """The forms that are printed, each once, in their order."""
    given: list[str] = merged.get("sequence") or sorted(merged["forms"])
    for number, count in Counter(given).items():
        if number not in merged["forms"]:
            faults.unknown(("sequence",), number, sorted(merged["forms"]))
        elif count > 1:
            faults.note("L102", ("sequence",), f"{number} 出现 {count} 次", "每个表号一次")
    return given


def _layout(
    key: str, merged: Mapping[str, Any], year: int, classes: Mapping[str, str], forms: Mapping[str, FormLayout]
) -> Layout:
    left, middle, right = merged["above"]
    return Layout(
        key=key,
        name=merged["name"],
        year=year,
        order=tuple(merged["order"]),
        titles=merged.get("titles", {}),
        above=(left, middle, right),
        grouped=merged["grouped"],
        number_rows=merged["number_rows"],
        unit_of_amounts=merged["unit_of_amounts"],
        form_code=merged["form_code"],
        classes=classes,
        wording=merged["wording"],
        forms=forms,
        first_year=merged["first_year"],
        last_year=merged.get("last_year"),
        confirmed=merged["confirmed"],
        note=merged.get("note", ""),
        terms=merged.get("terms", "1."),
        entries=merged.get("entries", ""),
        sequence=tuple(merged.get("sequence", ())),
        evaluation_form=merged.get("evaluation_form", ""),
    )


def _classes(listed: Collection[str], year: int, faults: Faults) -> dict[str, str]:
    """Code → name; a code that the year's list does not have is a fault."""
    names = codes.functional(year)
    for code in listed:
        if len(code) != 3 or not names.name(code):
            faults.note("L104", ("classes",), code, f"{year} 年度功能分类的类级科目编码（3 位）")
    return {code: names.name(code) for code in listed}


def _declared(
    forms: Mapping[str, Any], classes: Mapping[str, str], year: int, faults: Faults
) -> Mapping[str, Mapping[str, Any]]:
    """The further forms of the layout that are sound."""
    found: dict[str, Mapping[str, Any]] = {}
    for number, form in forms.items():
        path = ("declare", number)
        if number in declared():
            faults.note("L104", path, number, "九张法定表以外的表号")
        elif sound(form, path, classes, year, faults):
            found[number] = form
    return found


def _form(
    number: str,
    form: Mapping[str, Any],
    part: Mapping[str, Any],
    merged: Mapping[str, Any],
    classes: Mapping[str, str],
    year: int,
    faults: Faults,
) -> FormLayout | None:
    path = ("forms", number)
    before = len(faults.findings)
    beside = named_columns(part["sides"])
    spec = form_spec(number, form, classes, optional=part.get("optional", False), beside=beside)
    labels = {**merged.get("labels", {}), **part.get("labels", {})}
    sides = sides_of(spec, part["sides"], path, classes, year, labels, merged.get("split_codes", []), faults)
    if len(faults.findings) > before:
        return None
    header = split_header(relabelled(part["header"], labels), sides, merged.get("split_codes", []), path, faults)
    placed = FormLayout(
        spec=spec,
        title=part.get("title", spec.title),
        zero=part["zero"],
        header=header,
        footer=tuple(tuple(row) for row in widened(part.get("footer", ()), sides, (*path, "footer"), faults)),
        notes=tuple(part["notes"]),
        sides=sides,
        measures=part.get("measures", {}),
        empty_notes=tuple(part.get("empty_notes", ())),
        total_last=part.get("total", "first") == "last",
    )
    faults.one_of(part.get("total", "first"), (*path, "total"), ("first", "last"))
    _check_measures(spec, placed.measures, (*path, "measures"), faults)
    check_placed(placed, path, faults)
    return placed


def _check_measures(spec: FormSpec, measures: Mapping[str, str], path: Path, faults: Faults) -> None:
    columns = {column.name for block in spec.blocks for column in block.columns}
    for column, measure in measures.items():
        if column not in columns:
            faults.unknown(path, column, sorted(columns))
        faults.one_of(measure, (*path, column), MEASURES)
