"""A read disclosure as plain data: the members of disclosure.json, and beside them the place of everything."""

import json
from typing import Any

from mingzhang.accounts.disclosure_json import to_json
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.readers.bound import CellPlace
from mingzhang.accounts.readers.document import Bounds, Spot, Table, Text
from mingzhang.accounts.readers.reading import ExtraGrid, FurtherForm, ReadDisclosure

FORMAT = "mingzhang-read"
VERSION = 1


def as_json(read: ReadDisclosure) -> dict[str, Any]:
    """`disclosure` is what `mingzhang build` writes; every other member is about where it was read."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "file": read.file,
        "kind": read.kind,
        "disclosure": json.loads(to_json(read.disclosure)),
        "forms": {number: _form(read, number) for number in sorted(read.facts)},
        "paragraphs": [spot_as_json(spot) for spot in read.paragraph_places],
        "glossary": [spot_as_json(spot) for spot in read.term_places],
        "broken_terms": [
            {"before": before, "after": after, **spot_as_json(spot)} for before, after, spot in read.broken_terms
        ],
        "others": [_text(text) for text in read.others],
        "extra": [_extra(grid) for grid in read.extra],
        "further": [_further(form) for form in read.further],
        "unread": [
            {"form": item.form, "row": item.row, "column": item.column, "text": item.text, **spot_as_json(item.spot)}
            | ({"address": list(item.address)} if item.address else {})
            for item in read.unread
        ],
        "pages": [
            {"number": page.number, "width": _round(page.width), "height": _round(page.height), "turn": page.turn}
            | ({"origin": [_round(value) for value in page.origin]} if any(page.origin) else {})
            for page in read.pages
        ],
        "lost": list(read.lost),
        "findings": [item.as_json() for item in read.findings],
    }


def _form(read: ReadDisclosure, number: str) -> dict[str, Any]:
    facts = read.facts[number]
    return {
        **spot_as_json(facts.spot),
        "amounts": facts.amounts,
        "amounts_stated": facts.amounts_stated,
        "whole": facts.whole,
        "captions": [_text(text) for text in facts.captions],
        "notes": [_text(text) for text in facts.notes],
        "measures": dict(facts.measures),
        "headings": dict(facts.headings),
        "names": dict(facts.names),
        "budgets": {stage: dict(rows) for stage, rows in facts.budgets.items()},
        "unnamed": [_text(text) for text in facts.unnamed],
        "cells": [_cell(address, place) for address, place in read.places.items() if address.form == number],
    }


def _further(form: FurtherForm) -> dict[str, Any]:
    return {
        "form": form.number,
        "title": form.title,
        "amounts": form.amounts,
        "cells": [_cell(at, form.places[at]) | {"printed": cell.printed} for at, cell in form.cells.items()],
    }


def _cell(address: Address, place: CellPlace) -> dict[str, Any]:
    found: dict[str, Any] = {"block": address.block, "row": address.row, "column": address.column}
    found |= {name: said for name in ("label", "code", "value") if (said := getattr(place, name))}
    found |= spot_as_json(place.spot)
    found |= {"figure": _bounds(place.figure)} if place.figure else {}
    return found


def _extra(grid: ExtraGrid) -> dict[str, Any]:
    return {
        "title": grid.title,
        "kind": grid.kind,
        "captions": list(grid.captions),
        "notes": list(grid.notes),
        **spot_as_json(grid.table.spot),
        "rows": _rows(grid.table),
    }


def _rows(table: Table) -> list[list[dict[str, Any]]]:
    return [
        [
            {"text": box.text, "column": box.column}
            | spot_as_json(box.spot)
            | ({"across": box.across} if box.across > 1 else {})
            | ({"down": box.down} if box.down > 1 else {})
            for box in row
        ]
        for row in table.by_row()
    ]


def _text(text: Text) -> dict[str, Any]:
    return {"text": text.text, **({"level": text.level} if text.level else {}), **spot_as_json(text.spot)}


def spot_as_json(spot: Spot) -> dict[str, Any]:
    """Page and rectangle, or sheet and line, as far as they are known."""
    found: dict[str, Any] = {}
    if spot.page is not None:
        found["page"] = spot.page
    if spot.bounds is not None:
        found["bounds"] = _bounds(spot.bounds)
    if spot.sheet:
        found["sheet"] = spot.sheet
    if spot.row is not None:
        found["line"] = spot.row
    return found


def _bounds(bounds: Bounds) -> list[float]:
    return [_round(value) for value in bounds]


def _round(points: float) -> float:
    return round(points, 1)
