"""The data package: exact amounts in 元, keys that hold, and a validator that agrees."""

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from rendering import Sample, sample

from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.layouts.layout import load_layout
from mingzhang.accounts.performance.evaluation import MoneyPart
from mingzhang.accounts.pipeline import example_folder, prepare
from mingzhang.accounts.renderers.datapackage import DESCRIPTOR, data_package

Rows = list[dict[str, str]]


@pytest.fixture(scope="module", params=["sample", "panjin-2023"])
def package(request: pytest.FixtureRequest) -> tuple[Sample | None, dict[str, bytes]]:
    if request.param == "sample":
        given = sample(("01",))
        return given, data_package(given.disclosure, given.layout)
    disclosure = prepare(example_folder(request.param))[1]
    return None, data_package(disclosure, load_layout(disclosure.layout, disclosure.year))


def table(content: bytes) -> Rows:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def validator() -> Any:
    return pytest.importorskip("frictionless", reason="没有安装 frictionless，校验略过")


def report_of(folder: Path, formulas: dict[str, list[str]]) -> list[str]:
    """What frictionless says of the package, the sums along rows included; empty where all is well."""
    frictionless = validator()
    found = _errors(frictionless.validate(str(folder / DESCRIPTOR)))
    for name, given in formulas.items():
        checks = [frictionless.checks.row_constraint(formula=formula) for formula in given]
        resource = frictionless.Package(str(folder / DESCRIPTOR)).get_resource(name)
        found += _errors(resource.validate(frictionless.Checklist(checks=checks)))
    return found


def _errors(report: Any) -> list[str]:
    errors = [*report.errors, *(error for task in report.tasks for error in task.errors)]
    return [f"{error.type}: {error.message}" for error in errors]


def written(package: dict[str, bytes], folder: Path) -> dict[str, list[str]]:
    """The package on disk; its formulas by table."""
    for name, content in package.items():
        (folder / name).write_bytes(content)
    resources = json.loads(package[DESCRIPTOR])["resources"]
    return {each["name"]: [check["formula"] for check in each.get("checks", ())] for each in resources}


@pytest.mark.filterwarnings("ignore")
def test_frictionless_accepts_it(package: tuple[Sample | None, dict[str, bytes]], tmp_path: Path) -> None:
    formulas = written(package[1], tmp_path)
    assert sum(map(len, formulas.values())) >= 5
    assert report_of(tmp_path, formulas) == []


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("form-03.csv", "287000.00,0.00,287000.00", "287000.00,0.01,287000.00", "row-constraint"),
        ("form-03.csv", "2080108,2080108", "2080108,2099998", "foreign-key"),
        ("cells.csv", "08,,合计", "10,,合计", "foreign-key"),
        ("codes.csv", "支出经济分类", "经济", "enum"),
        ("cells.csv", ",2023\n", ",2022\n", "minimum"),
    ],
)
def test_frictionless_refuses_what_does_not_hold(file: str, old: str, new: str, said: str, tmp_path: Path) -> None:
    given = sample()
    contents = data_package(given.disclosure, given.layout)
    changed = contents[file].decode().replace(old, new, 1)
    assert changed != contents[file].decode()
    descriptor = json.loads(contents[DESCRIPTOR])
    for each in descriptor["resources"]:
        del each["bytes"], each["hash"]
    formulas = written(contents, tmp_path)
    (tmp_path / file).write_text(changed, "utf-8")
    (tmp_path / DESCRIPTOR).write_text(json.dumps(descriptor), "utf-8")
    assert any(said in message for message in report_of(tmp_path, formulas))


def evaluated() -> Disclosure:
    """The example with one project's sources of money and one indicator's reasons."""
    disclosure = prepare(example_folder("panjin-2023"))[1]
    *others, last = disclosure.evaluations
    missed = replace(last.indicators[0], reasons={"人员保障": "招聘未完成", "其他": "改用合同工"})
    sources = (MoneyPart("财政拨款", "", "143", "79.34", "55.48%"), MoneyPart("其他资金"))
    last = replace(last, indicators=(missed, *last.indicators[1:]), parts=sources)
    return replace(disclosure, evaluations=(*others, last))


def test_self_evaluations_are_tables_that_refer_to_each_other() -> None:
    disclosure = evaluated()
    contents = data_package(disclosure, load_layout(disclosure.layout, disclosure.year))
    projects = table(contents["evaluations.csv"])
    assert [row["total"] for row in projects] == ["100", "99.51", "100", "99.63", "100", "100", "69"]
    assert (projects[-1]["evaluation"], projects[-1]["deduction"], projects[-1]["outside"]) == (
        "P7",
        "26.54825175",
        "false",
    )
    assert sum(row["outside"] == "true" for row in projects) == 2
    lines = table(contents["evaluation-indicators.csv"])
    assert len(lines) == sum(len(form.indicators) for form in disclosure.evaluations)
    assert [row["kind"] for row in table(contents["evaluation-reasons.csv"])] == ["人员保障", "其他"]
    assert [row["executed"] for row in table(contents["evaluation-sources.csv"])] == ["79.34", ""]


@pytest.mark.filterwarnings("ignore")
def test_frictionless_accepts_self_evaluations_and_refuses_strangers(tmp_path: Path) -> None:
    disclosure = evaluated()
    contents = data_package(disclosure, load_layout(disclosure.layout, disclosure.year))
    assert report_of(tmp_path, written(contents, tmp_path)) == []
    for name, old, new in (
        ("evaluation-indicators.csv", "P7,1,", "P8,1,"),
        ("evaluation-reasons.csv", "P7,1,", "P7,99,"),
        ("evaluation-sources.csv", "P7,其他", "P9,其他"),
    ):
        descriptor = json.loads(contents[DESCRIPTOR])
        for each in descriptor["resources"]:
            del each["bytes"], each["hash"]
        written(contents, tmp_path)
        (tmp_path / DESCRIPTOR).write_text(json.dumps(descriptor), "utf-8")
        (tmp_path / name).write_text(contents[name].decode().replace(old, new, 1), "utf-8")
        assert any("foreign-key" in message for message in report_of(tmp_path, {})), name


def test_long_and_wide_tables_hold_the_same_exact_amounts() -> None:
    given = sample(("01",))
    contents = data_package(given.disclosure, given.layout)
    cells = {row["cell"]: row for row in table(contents["cells.csv"])}
    assert len(cells) == sum(len(form.cells) for form in given.disclosure.forms)
    for form in given.disclosure.forms:
        wide = {(row.get("block", ""), row["row"]): row for row in table(contents[f"form-{form.number}.csv"])}
        for cell in form.cells:
            row = cells["/".join(form.address(cell))]
            assert row["printed"] == cell.printed
            assert cell.fen is None or Decimal(row["amount"]) * 100 == cell.fen
            assert wide.get((cell.block, cell.row), wide.get(("", cell.row), {}))[cell.column] == row["amount"]


def test_what_is_only_printed_has_no_amount() -> None:
    given = sample()
    unknown = tuple(
        replace(form, cells=tuple(replace(cell, fen=None) for cell in form.cells)) for form in given.disclosure.forms
    )
    contents = data_package(replace(given.disclosure, forms=unknown), given.layout)
    rows = table(contents["cells.csv"])
    assert {row["amount"] for row in rows} == {""}
    assert any(row["printed"] for row in rows)
    assert all("checks" not in each for each in json.loads(contents[DESCRIPTOR])["resources"])
