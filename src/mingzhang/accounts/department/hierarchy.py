"""Who stands above whom in a department, and by which words the units call each other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from mingzhang.accounts.books.settings import nearest_remedy
from mingzhang.accounts.department.department_file import HEADQUARTERS, NOBODY, SUPERIORS, DepartmentFile
from mingzhang.accounts.department.marker import DEPARTMENT_FILE
from mingzhang.accounts.disclosure import Unit
from mingzhang.findings import Finding, Place, finding

OWN = ("", "本级", "机关", "机关本级", "局机关")
"""What a department's own unit adds to the department's name."""
_SIGNS = str.maketrans({"（": None, "）": None, "(": None, ")": None, " ": None, "　": None, "“": None, "”": None})


@dataclass(frozen=True)
class Hierarchy:
    """Units are named by their folders."""

    units: Mapping[str, Unit]
    above: Mapping[str, str]
    department: str
    headquarters: str

    def superior(self, unit: str) -> str | None:
        """The unit of the department that stands above; None where there is none."""
        return self.above.get(unit)

    def subordinates(self, unit: str) -> tuple[str, ...]:
        return self._below.get(unit, ())

    @cached_property
    def _below(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for unit in self.units:
            if unit in self.above:
                found.setdefault(self.above[unit], []).append(unit)
        return {unit: tuple(below) for unit, below in found.items()}

    def named(self, text: str) -> str | None:
        """The unit that a text names: by name, short name, code or folder, a code before the name left out."""
        bare = _bare(text)
        if bare in self._words:
            return self._words[bare]
        name = bare.lstrip("[］［0123456789.-_]:：、")
        return self._words.get(name) if name != bare else None

    @property
    def words(self) -> Sequence[str]:
        return list(self._words)

    @cached_property
    def _words(self) -> Mapping[str, str]:
        """Every word for a unit; a word that could be two units is no word for either."""
        found: dict[str, set[str]] = {}
        for folder, unit in self.units.items():
            for word in {folder, folder.rpartition("/")[2], unit.name, unit.short_name, unit.code}:
                if word:
                    found.setdefault(_bare(word), set()).add(folder)
        if self.headquarters:
            found.setdefault(_bare(self.department), set()).add(self.headquarters)
        return {word: units.pop() for word, units in found.items() if len(units) == 1}


def _bare(text: str) -> str:
    return text.translate(_SIGNS)


def hierarchy_of(file: DepartmentFile, units: Mapping[str, Unit]) -> tuple[Hierarchy, list[Finding]]:
    """Who stands above whom: as the file says, else everybody below the department's own unit."""
    found = list(_unknown(file, units))
    own = file.headquarters if file.headquarters in units else _headquarters(file.about.unit.name, units)
    above = {unit: own for unit in units if own and unit != own}
    for low, high in file.superiors.items():
        if low in units and high in units:
            above[low] = high
        elif high == NOBODY:
            above.pop(low, None)
    found += _circles(above)
    return Hierarchy(units, above, file.about.unit.name, own), found


def _headquarters(department: str, units: Mapping[str, Unit]) -> str:
    """The unit that is the department itself, by its name or its folder's; "" where nothing tells."""
    names = {_bare(department + added) for added in OWN}
    return next((folder for folder, unit in units.items() if folder == HEADQUARTERS or _bare(unit.name) in names), "")


def _unknown(file: DepartmentFile, units: Mapping[str, Unit]) -> Iterator[Finding]:
    if file.headquarters and file.headquarters not in units:
        yield _no_unit(HEADQUARTERS, file.headquarters, units)
    for low, high in file.superiors.items():
        if low not in units:
            yield _no_unit(SUPERIORS, low, units)
        if high not in units and high != NOBODY:
            yield _no_unit(f"{SUPERIORS}.{low}", high, units)


def _no_unit(key: str, given: str, units: Mapping[str, Unit]) -> Finding:
    place = Place(file=DEPARTMENT_FILE, key=key)
    return finding("U109", place, printed=given, remedy=nearest_remedy(given, list(units)))


def _circles(above: dict[str, str]) -> Iterator[Finding]:
    """A unit that stands above itself, at whatever distance."""
    for unit in sorted(above):
        seen = [unit]
        while (high := above.get(seen[-1])) is not None and high not in seen:
            seen.append(high)
        if high == unit and unit == min(seen):
            yield finding("U110", Place(file=DEPARTMENT_FILE, key=SUPERIORS), printed="→".join([*seen, unit]))
