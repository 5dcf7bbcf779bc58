"""A read disclosure as plain data: the members of disclosure.json, and beside them the place of everything."""

import json
from typing import Any

from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.disclosure_json import from_json, to_json
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.readers.document import Bounds, Spot, Table
from mingzhang.accounts.readers.reading import ExtraGrid, ReadDisclosure
from mingzhang.findings import Place, ProblemsFound, finding

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
        "paragraphs": [_spot(spot) for spot in read.paragraph_places],
        "glossary": [_spot(spot) for spot in read.term_places],
        "others": [{"text": text.text, **_spot(text.spot)} for text in read.others],
        "extra": [_extra(grid) for grid in read.extra],
        "unread": [
            {"form": item.form, "row": item.row, "column": item.column, "text": item.text, **_spot(item.spot)}
            for item in read.unread
        ],
        "pages": [
            {"number": page.number, "width": _round(page.width), "height": _round(page.height), "turn": page.turn}
            for page in read.pages
        ],
        "findings": [item.as_json() for item in read.findings],
    }


def disclosure_of_json(text: str, file: str) -> Disclosure:
    """The disclosure in what `mingzhang read --json` wrote, or in a disclosure.json. Raises ProblemsFound."""
    try:
        given: Any = json.loads(text)
    except ValueError as error:
        raise ProblemsFound([finding("D101", Place(file=file), printed=str(error))]) from None
    if isinstance(given, dict) and given.get("format") == FORMAT:
        text = json.dumps(given.get("disclosure"), ensure_ascii=False)
    return from_json(text, file)


def _form(read: ReadDisclosure, number: str) -> dict[str, Any]:
    facts = read.facts[number]
    return {
        "amounts": facts.amounts,
        "whole": facts.whole,
        "notes": [text.text for text in facts.notes],
        "measures": dict(facts.measures),
        "headings": dict(facts.headings),
        "cells": [_cell(address, read) for address in read.places if address.form == number],
    }


def _cell(address: Address, read: ReadDisclosure) -> dict[str, Any]:
    place = read.places[address]
    found: dict[str, Any] = {"block": address.block, "row": address.row, "column": address.column}
    found |= {"label": place.label} if place.label else {}
    found |= _spot(place.spot)
    found |= {"figure": _bounds(place.figure)} if place.figure else {}
    return found


def _extra(grid: ExtraGrid) -> dict[str, Any]:
    return {
        "title": grid.title,
        "kind": grid.kind,
        "captions": list(grid.captions),
        "notes": list(grid.notes),
        **_spot(grid.table.spot),
        "rows": _rows(grid.table),
    }


def _rows(table: Table) -> list[list[dict[str, Any]]]:
    return [
        [
            {"text": box.text}
            | ({"across": box.across} if box.across > 1 else {})
            | ({"down": box.down} if box.down > 1 else {})
            for box in row
        ]
        for row in table.by_row()
    ]


def _spot(spot: Spot) -> dict[str, Any]:
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
