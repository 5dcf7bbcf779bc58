"""The page, sheet and line of findings that name only words or a self-evaluation: a reviewer must find every place."""

from collections.abc import Iterable
from dataclasses import replace

from mingzhang.accounts.checks.located import Locator
from mingzhang.accounts.readers.document import Spot
from mingzhang.accounts.readers.reading import ReadDisclosure
from mingzhang.findings import Finding


def placed(read: ReadDisclosure, found: Iterable[Finding]) -> list[Finding]:
    """The findings, each with where it stands as far as its words or its project lead to one place."""
    given = list(found)
    if not any(map(_lacks, given)):
        return given
    locate = Locator(read)
    return [_at(item, _spot(locate, item, read)) if _lacks(item) else item for item in given]


def _lacks(item: Finding) -> bool:
    at = item.place
    return at.page is None and at.row is None and not at.sheet and not at.form and bool(at.sentence or at.block)


def _spot(locate: Locator, item: Finding, read: ReadDisclosure) -> Spot | None:
    at = locate(item)
    if at.passage is not None:
        return at.passage.spot
    if at.box is not None:
        return at.box.spot
    return read.extra[at.grid].table.spot if at.grid is not None else None


def _at(item: Finding, spot: Spot | None) -> Finding:
    if spot is None:
        return item
    return replace(item, place=replace(item.place, page=spot.page, sheet=spot.sheet, row=spot.row))
