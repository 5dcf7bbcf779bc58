"""Reading parameter files strictly: what is unknown, doubled, overlapping or without a source is refused, by row."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from importlib import resources
from itertools import pairwise
from pathlib import Path

from mingzhang.findings import Finding, Place, ProblemsFound, finding
from mingzhang.insurance.law.catalogue import definitions
from mingzhang.insurance.law.law import Law
from mingzhang.insurance.law.parameter import Parameter
from mingzhang.insurance.law.parameter_rows import read_parameters
from mingzhang.insurance.law.regions import official_regions


def load_law(own_files: Iterable[Path] = ()) -> Law:
    """The delivered law, overridden and extended by the centre's own files. Raises ProblemsFound."""
    regions = official_regions()
    own: list[Parameter] = []
    findings: list[Finding] = []
    for path in own_files:
        parameters, said = read_parameters(_text_of(path), path.name, regions)
        own += parameters
        findings += said
    findings += _overlaps(own)
    if findings:
        raise ProblemsFound(findings)
    return Law(definitions(), regions, (tuple(own), _official()))


@cache
def _official() -> tuple[Parameter, ...]:
    regions = official_regions()
    parameters: list[Parameter] = []
    findings: list[Finding] = []
    folder = resources.files("mingzhang.insurance.law") / "data"
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        found, said = read_parameters(file.read_text("utf-8"), file.name, regions)
        parameters += found
        findings += said
    findings += _overlaps(parameters)
    if findings:
        raise ProblemsFound(findings)
    return tuple(parameters)


def _text_of(path: Path) -> str:
    """The text of a user's file in UTF-8 or GB18030, the two that spreadsheets write."""
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ProblemsFound([finding("I101", Place(file=path.name), printed="无法识别的编码", expected="UTF-8 或 GB18030")])


def _overlaps(parameters: Iterable[Parameter]) -> list[Finding]:
    """Two rows that would hold for the same parameter, item and region in the same month."""
    groups: dict[tuple[str, str, str], list[Parameter]] = defaultdict(list)
    for parameter in parameters:
        groups[parameter.definition.name, parameter.item, parameter.region].append(parameter)
    findings = []
    for rows in groups.values():
        ordered = sorted(rows, key=lambda item: -1 if item.first_month is None else item.first_month)
        for before, after in pairwise(ordered):
            starts = -1 if after.first_month is None else after.first_month
            if before.last_month is None or starts <= before.last_month:
                place = Place(file=after.file, row=after.row)
                said = f"{after.title} {after.region} {after.dates_text()}"
                expected = f"不与{before.file}第{before.row}行（{before.dates_text()}）重叠"
                findings.append(finding("I106", place, printed=said, expected=expected))
    return findings
