"""Findings set where they stand in the report: words of a text, a cell of a form, a box of another table."""

from collections import defaultdict
from collections.abc import Sequence
from html import escape

from mingzhang.accounts.checks.located import Located, Locator, Passage
from mingzhang.accounts.forms.spec import Address
from mingzhang.accounts.readers.reading import ReadDisclosure
from mingzhang.findings import Finding, Severity, by_severity

_ORDER = list(Severity)
Numbered = tuple[int, Finding]


class Marks:
    """The findings of one report by their places; each is numbered as in the list."""

    def __init__(self, read: ReadDisclosure, found: Sequence[Finding]) -> None:
        self.ordered = list(enumerate(by_severity(found), 1))
        self.placed: set[int] = set()
        """Numbers that have a place in the report to go to."""
        self._cells: dict[Address, list[Numbered]] = defaultdict(list)
        self._texts: dict[tuple[str, int, str], list[tuple[Located, Numbered]]] = defaultdict(list)
        self._boxes: dict[tuple[int, int, int], list[Numbered]] = defaultdict(list)
        self._grids: dict[int, list[Numbered]] = defaultdict(list)
        self._forms: dict[str, list[Numbered]] = defaultdict(list)
        locate = Locator(read)
        for number, item in self.ordered:
            self._keep(locate(item), (number, item), read)

    def _keep(self, at: Located, one: Numbered, read: ReadDisclosure) -> None:
        if at.address is not None:
            self._cells[at.address].append(one)
        elif at.passage is not None:
            self._texts[_key(at.passage)].append((at, one))
        elif at.grid is not None and at.box is not None:
            self._boxes[at.grid, at.box.row, at.box.column].append(one)
        elif at.grid is not None:
            self._grids[at.grid].append(one)
        elif read.disclosure.form(at.form) is not None:
            self._forms[at.form].append(one)
        else:
            return
        self.placed.add(one[0])

    def cell(self, address: Address, printed: str) -> tuple[str, list[Numbered]]:
        """The markup of a cell, and its findings."""
        return self._td(printed, self._cells.get(address, []), "n")

    def box(self, grid: int, row: int, column: int, text: str, spans: str) -> tuple[str, list[Numbered]]:
        """The markup of a box of another table, and its findings."""
        return self._td(text, self._boxes.get((grid, row, column), []), "", spans)

    def _td(self, text: str, found: list[Numbered], kind: str, spans: str = "") -> tuple[str, list[Numbered]]:
        classes = f"{kind} {worst(found)}".strip()
        named = f" class='{classes}'" if classes else ""
        shown = escape(text).replace("\n", "<br>")
        return f"<td{named}{spans}>{_anchors(found)}{shown}{_links(found)}</td>", found

    def form(self, number: str) -> list[Numbered]:
        """What is said of a form as a whole."""
        return self._forms.get(number, [])

    def grid(self, number: int) -> list[Numbered]:
        """What is said of another table as a whole."""
        return self._grids.get(number, [])

    def text(self, passage: Passage) -> tuple[str, list[Numbered]]:
        """A text with its words marked, and its findings."""
        own = self._texts.get(_key(passage), [])
        cuts = sorted({0, len(passage.text), *(at.begin for at, _ in own), *(at.end for at, _ in own)})
        parts: list[str] = []
        for begin, end in zip(cuts, cuts[1:] or cuts, strict=False):
            over = [one for at, one in own if at.begin <= begin and end <= at.end]
            shown = escape(passage.text[begin:end])
            parts.append(_anchors([one for at, one in own if at.begin == begin]))
            parts.append(f"<mark class='{worst(over)}'>{shown}</mark>" if over else shown)
            parts.append(_links([one for at, one in own if at.end == end]))
        return "".join(parts), [one for _, one in own]


def _key(passage: Passage) -> tuple[str, int, str]:
    return passage.kind, passage.number, passage.form


def worst(found: Sequence[Numbered]) -> str:
    """The class of the severest finding; "" for none."""
    return min((item.severity for _, item in found), key=_ORDER.index).name.lower() if found else ""


def _anchors(found: Sequence[Numbered]) -> str:
    return "".join(f"<span id='m{number}'></span>" for number, _ in found)


def _links(found: Sequence[Numbered]) -> str:
    return "".join(f"<sup><a href='#f{number}' aria-label='第{number}条'>{number}</a></sup>" for number, _ in found)


def notes(found: Sequence[Numbered], *, anchored: bool = False) -> str:
    """What is wrong, below the place; `anchored`: the place itself has no anchor."""
    return "".join(
        f"<div class='note {item.severity.name.lower()}'{f' id=m{number}' if anchored else ''}>"
        f"<a href='#f{number}'>{number}.</a> {escape('；'.join([item.heading, *item.facts()]))}</div>"
        for number, item in found
    )
