"""Departments: sums, eliminations, both sides of a transfer, what is missing, and that everything articulates."""

import json
import os
import re
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

import pytest
from books_samples import OTHER, Sample
from click.testing import CliRunner
from department_samples import BUREAU, CENTRE, DEPARTMENT, NEW, SCHOOL, bureau, remit, unit, write
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mingzhang.accounts.checks.check import check
from mingzhang.accounts.cube import Coarse, Entry, Flow, Fund, Kind, Source
from mingzhang.accounts.department import asked as asked_room
from mingzhang.accounts.department import loading as loading_room
from mingzhang.accounts.department.asked import UnitFiles, crew_for
from mingzhang.accounts.department.build import build_department
from mingzhang.accounts.department.crew import Crew
from mingzhang.accounts.department.prepare import Department, prepared_department
from mingzhang.accounts.disclosure_json import to_json
from mingzhang.accounts.forms.vocabulary import AGENCY_COSTS, named, vocabulary
from mingzhang.accounts.measures import Measure, full
from mingzhang.accounts.pipeline import example_folder, prepare
from mingzhang.accounts.readers.read import read_disclosure
from mingzhang.accounts.region import EVERYTHING
from mingzhang.accounts.tracing import trace_text
from mingzhang.cli import cli
from mingzhang.findings import Finding, ProblemsFound, has_errors
from mingzhang.money import yuan_text

INTERNAL = ("上缴上级支出", "附属单位上缴收入", "对附属单位补助支出", "上级补助收入")


def made(folder: Path) -> Department:
    with prepared_department(folder) as department:
        return department


def fen(department: Department, name: str) -> int:
    amount = department.books.measures.actual.value(named(name))
    assert amount is not None
    return amount.fen


def told(folder: Path) -> dict[str, Finding]:
    """The errors of a department that cannot be built, by code."""
    with pytest.raises(ProblemsFound) as problems:
        made(folder)
    return {item.code.code: item for item in problems.value.findings}


def test_what_units_paid_each_other_is_eliminated_on_both_sides(tmp_path: Path) -> None:
    units = bureau()
    remit(units, "30.00")
    department = made(write(tmp_path, units))
    # the bureau's own superior subsidy of 50.00 comes from outside and stays
    assert [fen(department, name) for name in INTERNAL] == [0, 0, 0, 5000]
    assert fen(department, "收入总计") == fen(department, "支出总计")
    assert [group.paid_fen for group in department.between.groups] == [10000, 3000]


def test_a_named_other_side_tells_pairs_apart_and_outsiders_stay(tmp_path: Path) -> None:
    units = bureau()
    for name, word in ((CENTRE, "某市社会保险中心"), (SCHOOL, "101003")):
        line = {"科目": "7501", "借方": "7.00", "资金": OTHER, "功能科目": "2080109", "支出类型": "对附属单位补助支出"}
        line |= {"经济科目": "39999", "对方单位": word}
        units[BUREAU].voucher([line, {"科目": "8001", "贷方": "7.00"}])
        units[name].income("7.00", "6201", fund=OTHER)
    units[CENTRE].voucher([
        {"科目": "8001", "借方": "9.00"},
        {"科目": "6201", "贷方": "9.00", "功能科目": "2080109", "支出类型": "基本支出", "对方单位": "省中心"},
    ])  # fmt: skip
    department = made(write(tmp_path, units))
    assert fen(department, "上级补助收入") == 5000 + 900
    assert fen(department, "对附属单位补助支出") == 0


@pytest.mark.parametrize(("yuan", "code"), [("29.99", "U121"), ("", "U122")])
def test_sides_that_differ_are_told_with_both_amounts_and_places(tmp_path: Path, yuan: str, code: str) -> None:
    units = bureau()
    units[CENTRE].income("30.00", "6101", fund=OTHER)
    units[CENTRE].spend("30.00", "7401", fund=OTHER, kind="上缴上级支出", economic="39999")
    if yuan:
        units[BUREAU].income(yuan, "6301", fund=OTHER)
    item = told(write(tmp_path, units))[code]
    assert item.place.text().startswith(f"{CENTRE}/凭证.csv")
    assert "30.00" in item.printed
    assert (yuan or "账上没有") in item.printed


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda u: u[SCHOOL].unit.update({"代码": "101002"}), "U112"),
        (lambda u: u[SCHOOL].unit.update({"名称": "某市社会保险中心"}), "U113"),
        (lambda u: u[CENTRE].spend("9999.00"), "B251"),
        (lambda u: u[SCHOOL].files.update({"部门.yaml": DEPARTMENT}), ""),
    ],
)
def test_bad_units(tmp_path: Path, change: Callable[[Mapping[str, Sample]], object], code: str) -> None:
    units = bureau()
    change(units)
    folder = write(tmp_path / "部门", units)
    if not code:
        assert "U104" in told(folder)
        return
    item = told(folder)[code]
    assert item.place.file.startswith((CENTRE, SCHOOL))
    done = CliRunner().invoke(cli, ["build", str(folder), "-o", str(tmp_path / "输出")])
    assert isinstance(done.exception, ProblemsFound)
    assert not (tmp_path / "输出").exists()


@pytest.mark.parametrize(
    ("listed", "code"),
    [
        ("[局本级, 社保中心]", "U103"),
        ("[局本级, 社保中心, 培训中心]", "U102"),
        ("[局本级, 局本级]", "U107"),
        ("[../别处]", "U102"),
    ],
)
def test_units_listed_and_found_must_agree(tmp_path: Path, listed: str, code: str) -> None:
    assert code in told(write(tmp_path, bureau(), DEPARTMENT + NEW + f"单位: {listed}\n"))


def test_a_unit_of_another_year(tmp_path: Path) -> None:
    assert "U114" in told(write(tmp_path, bureau(), DEPARTMENT.replace("2023\n版", "2022\n版") + NEW))


def test_the_disclosure_checks_and_traces_lead_to_the_units(tmp_path: Path) -> None:
    units = bureau()
    remit(units, "30.00")
    folder = write(tmp_path / "部门", units)
    (tmp_path / "d.json").write_text(to_json(made(folder).disclosure), "utf-8")
    read = read_disclosure(tmp_path / "d.json")
    assert not has_errors([*read.findings, *check(read)])
    text = trace_text(folder, ("03", "", "合计", "上缴上级支出"), None, lambda _: None)
    assert f"{CENTRE}/凭证.csv" in text
    assert "〔抵销〕" in text
    assert "合计 2 行，0.00 元" in text


def test_a_build_writes_the_department_its_units_and_what_was_eliminated(tmp_path: Path) -> None:
    folder, out = write(tmp_path / "部门", bureau()), tmp_path / "输出"
    done = CliRunner().invoke(cli, ["build", str(folder), "-o", str(out)], catch_exceptions=False)
    assert done.exit_code == 0
    for name in (BUREAU, CENTRE, SCHOOL):
        assert json.loads((out / "units" / name / "public" / "disclosure.json").read_text("utf-8"))
    page = (out / "internal" / "consolidation.html").read_text("utf-8")
    assert "抵销分录" in page
    assert f"{BUREAU}/凭证.csv" in page
    public = (out / "public" / "index.html").read_text("utf-8")
    assert "凭证.csv" not in public
    assert "抵销" not in public


def test_units_as_web_pages_and_without_units_nothing_old_stays(tmp_path: Path) -> None:
    folder, out = write(tmp_path / "部门", bureau()), tmp_path / "输出"

    def files(*options: str) -> set[str]:
        done = CliRunner().invoke(cli, ["build", str(folder), "-o", str(out), *options], catch_exceptions=False)
        assert done.exit_code == 0
        return {path.relative_to(out / "units").as_posix() for path in (out / "units").rglob("*") if path.is_file()}

    names = (BUREAU, CENTRE, SCHOOL)
    assert files("--units-web") == {f"{u}/public/{f}" for u in names for f in ("index.html", "disclosure.json")}
    assert f"../units/{quote(CENTRE)}/public/index.html" in (out / "internal" / "consolidation.html").read_text("utf-8")
    (folder / CENTRE / "单位.yaml").rename(folder / CENTRE / "单位.old")
    before = (out / "public" / "disclosure.json").read_bytes()
    done = CliRunner().invoke(cli, ["build", str(folder), "-o", str(out), "--without-units"])
    assert isinstance(done.exception, ProblemsFound)
    assert (out / "units" / CENTRE).is_dir()  # nothing of the earlier build is touched
    assert (out / "public" / "disclosure.json").read_bytes() == before
    (folder / CENTRE / "单位.old").rename(folder / CENTRE / "单位.yaml")
    assert files("--without-units") == set()
    assert not (out / "units").exists()
    assert sorted(path.name for path in out.iterdir()) == ["internal", "public"]


POLICY = """name = "本市办法"
region = "辽宁"
from_year = 2022
base = "liaoning-2023"
[bands]
source = "本市通知"
confidence = "confirmed"
bands = [{word = "甲", low = "95"}, {word = "乙", low = "0"}]
"""


def evaluated(folder: Path) -> Path:
    """A department of two units with the example's projects, each unit's books in a folder of its own."""
    folder.mkdir()
    for name, code in (("本级", "1"), ("中心", "2")):
        shutil.copytree(example_folder("panjin-2023"), folder / name)
        path = folder / name / "单位.yaml"
        text = re.sub(r"(?m)^(名称|简称|代码):.*\n", "", path.read_text("utf-8"))
        path.write_text(f"名称: 某市{name}\n代码: {code}\n" + text, "utf-8")
    about = path.read_text("utf-8").replace("某市中心", "某市人社局").replace("代码: 2\n", "")
    (folder / "部门.yaml").write_text(about, "utf-8")
    shutil.copy(path.with_name("文字.yaml"), folder)
    return folder


@pytest.mark.parametrize(("where", "units", "department"), [
    ("", "甲6个，乙1个", "甲12个，乙2个"),
    ("中心", "甲6个，乙1个", "优12个，中2个"),
    (None, "优6个，中1个", "优12个，中2个"),
])  # fmt: skip
def test_the_departments_bands_are_those_of_its_own_policy(
    tmp_path: Path, where: str | None, units: str, department: str
) -> None:
    """A policy in the department's folder holds for it and for the units in it; a unit's own for the unit alone."""
    folder = evaluated(tmp_path / "部门")
    if where is not None:
        (folder / where / "评分办法").mkdir()
        (folder / where / "评分办法" / "本市.toml").write_text(POLICY, "utf-8")
    whole = made(folder)
    assert units in "".join(paragraph.text for paragraph in prepare(folder / "中心")[1].paragraphs)
    assert department in "".join(paragraph.text for paragraph in whole.disclosure.paragraphs)
    hints = [item for item in whole.findings if item.code.code == "U143"]
    assert [item.printed for item in hints] == (["中心（本市办法）"] if where == "中心" else [])


def test_a_fault_in_the_departments_policy_is_told_once(tmp_path: Path) -> None:
    folder = evaluated(tmp_path / "部门")
    (folder / "评分办法").mkdir()
    (folder / "评分办法" / "本市.toml").write_text(POLICY.replace('low = "0"', 'low = "1"'), "utf-8")
    with pytest.raises(ProblemsFound) as problems:
        made(folder)
    assert [item.place.file for item in problems.value.findings if item.code.code == "P103"] == ["评分办法/本市.toml"]


def test_an_empty_folder_is_no_unit(tmp_path: Path) -> None:
    folder = write(tmp_path / "部门", bureau())
    (folder / "信息中心").mkdir()
    assert "U116" in {item.code.code for item in made(folder).findings}
    (folder / "部门.yaml").write_text(DEPARTMENT + NEW + "单位: [局本级, 社保中心, 培训学校, 信息中心]\n", "utf-8")
    assert told(folder)["U115"].place.file == "信息中心"


def test_a_trace_of_the_department_leads_to_the_rows_of_the_units_files(tmp_path: Path) -> None:
    """Every line of every form's traced amount is a row of a unit's file that says the same amount."""
    folder = write(tmp_path / "部门", bureau())
    with prepared_department(folder) as department:
        lines = department.books.ledger.trace(named("本年支出合计"))
        assert lines["fen"].sum() == fen(department, "本年支出合计")
    assert set(lines["unit"]) == {BUREAU, CENTRE, SCHOOL}
    for line in lines.filter(lines["origin"] == "凭证").iter_rows(named=True):
        row = (folder / line["file"]).read_text("utf-8").splitlines()[line["row"] - 1]
        assert yuan_text(line["fen"], grouped=False) in row.split(",")


def test_one_process_or_two_write_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither how many processes work, nor when they began, nor how many units are loaded together shows in what is
    written, in a layout that lies beside the units too.
    """
    units = bureau()
    for each in units.values():
        each.unit["版式"] = "甘肃-2023"
    folder = write(tmp_path / "部门", units, DEPARTMENT.replace("liaoning-2023", "甘肃-2023") + NEW)
    (folder / "版式").mkdir()
    layout = 'base = "liaoning-2023"\nform_code = "甘决{number}表"\n'
    (folder / "版式" / "甘肃-2023.toml").write_text(layout, "utf-8")

    def files(out: Path, crew: Crew | None = None) -> dict[str, bytes]:
        build_department(folder, out, units=UnitFiles.WEB, crew=crew)
        return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}

    together = files(tmp_path / "a")
    for room in (loading_room, asked_room):
        monkeypatch.setattr(room, "TOGETHER", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert files(tmp_path / "b") == together
    with crew_for(folder, UnitFiles.WEB) as crew:
        assert files(tmp_path / "c", crew) == together
    assert len(together) > 2 * 3
    assert "甘决01表" in (tmp_path / "c" / "units" / CENTRE / "public" / "index.html").read_text("utf-8")


@pytest.mark.processes
@pytest.mark.parametrize(("ends", "said"), [("_killed", ""), ("_faulty", "ZeroDivisionError: 培训学校")])
def test_a_process_that_breaks_names_its_units_and_no_damaged_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ends: str, said: str
) -> None:
    monkeypatch.setattr(loading_room, "load_members", globals()[ends])
    monkeypatch.setattr(loading_room, "TOGETHER", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    found = told(write(tmp_path, bureau()))["U117"]
    assert (found.place.file, found.printed) == (SCHOOL, said)


def _killed(first: int, folders: Sequence[str], order: object) -> object:
    """As a system out of memory does with the process of the first unit; the others wait for what never comes."""
    if first == 0:
        os._exit(9)
    time.sleep(600)
    return None


def _faulty(first: int, folders: Sequence[str], order: object) -> object:
    if first == 0:
        raise ZeroDivisionError(folders[0])
    time.sleep(600)
    return None


def test_what_the_system_refuses_a_process_is_told_as_such() -> None:
    """A full disk or a missing folder is told by its own name, not as a process that broke."""
    with Crew() as crew, pytest.raises(FileNotFoundError) as refused:
        crew.each(os.listdir, [("没有的甲",), ("没有的乙",)], str, lambda _: None)
    assert refused.value.filename in {"没有的甲", "没有的乙"}


def test_what_a_unit_withholds_the_department_does(tmp_path: Path) -> None:
    units = bureau()
    units[CENTRE].row("涉密", "功能科目", "2080505", "定密依据")
    shown = made(write(tmp_path, units)).disclosure
    assert not [cell for form in shown.forms for cell in form.cells if cell.row == "2080505"]


def test_a_department_of_one_unit_is_that_unit(tmp_path: Path) -> None:
    folder = write(tmp_path, {CENTRE: unit("某市社会保险中心", "101002")})
    own = prepare(folder / CENTRE)[1]
    whole = made(folder).disclosure
    assert whole.forms == own.forms
    assert whole.registers == own.registers


AMOUNTS = st.lists(st.integers(1, 10**9), min_size=2, max_size=3)


@settings(
    max_examples=5,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(AMOUNTS, st.integers(0, 10**6), st.booleans())
def test_laws_of_sums(tmp_path_factory: pytest.TempPathFactory, spent: list[int], passed: int, backwards: bool) -> None:
    """Sums are sums; elimination takes the same from both sides; the order of units changes nothing."""
    folder = tmp_path_factory.mktemp("部门")
    units = {name: unit(f"某市{name}", name) for name in ("甲", "乙", "丙")[: len(spent)]}
    for sample, amount in zip(units.values(), spent, strict=True):
        sample.vouchers.clear()
        text = f"{amount // 100}.{amount % 100:02d}"
        sample.income(text).spend(text)
    if passed:
        text = f"{passed // 100}.{passed % 100:02d}"
        units["乙"].income(text, "6101", fund=OTHER).spend(
            text, "7401", fund=OTHER, kind="上缴上级支出", economic="39999"
        )
        units["甲"].income(text, "6301", fund=OTHER)
    order = list(units)[::-1] if backwards else list(units)
    department = made(write(folder, units, DEPARTMENT + NEW + f"本级: 甲\n单位: [{', '.join(order)}]\n"))
    parts = [prepare(folder / name)[0].measures.actual for name in units]
    for name, region in vocabulary().items():
        sums = [part.value(region) for part in parts]
        once = name in {*INTERNAL[:2], "本年收入合计", "基本支出收入", "收入总计", "本年支出合计", "支出总计"}
        gone = passed * (2 if name == "全部" else int(once))
        assert fen(department, name) == sum(amount.fen for amount in sums if amount) - gone, name


@pytest.mark.parametrize("kind", ["行政", "事业"])
def test_agency_costs_are_those_of_the_agencies_alone(tmp_path: Path, kind: str) -> None:
    """机关运行经费 counts 行政 and 参公 units, whatever the department is."""
    units = {
        BUREAU: unit("某市人力资源和社会保障局本级", "101001", "行政"),
        CENTRE: unit("某市社会保险中心", "101002", "参公"),
        SCHOOL: unit("某市技工培训学校", "101003"),
    }
    units[BUREAU].income("20000.00").spend("20000.00", "7101")
    units[BUREAU].income("50.00", "6609", fund=OTHER)
    units[BUREAU].spend("50.00", "7501", fund=OTHER, kind="对附属单位补助支出", economic="39999")
    units[CENTRE].income("3000.00").spend("3000.00", "7101", economic="30101")
    units[SCHOOL].income("50000.00").spend("50000.00")
    for name, sample in units.items():
        sample.unit["无上年数"] = ""
        before = last_year(1500 if name != SCHOOL else 0)
        for called in set(vocabulary()) - {AGENCY_COSTS}:
            amount = before.value(named(called))
            assert amount is not None
            sample.row("上年", called, yuan_text(amount.fen))
    about = DEPARTMENT.replace("类型: 事业", f"类型: {kind}") + "无年初预算: 是\n"
    department = made(write(tmp_path, units, about))
    text = "".join(paragraph.text for paragraph in department.disclosure.paragraphs)
    # 900.00 + 20,000.00 of the bureau, 900.00 of the centre, whose 3,000.00 are wages; 7,000.00 each a year before
    assert "2023年度机关运行经费支出2.18万元。与上年相比，机关运行经费支出增加0.78万元" in text
    assert fen(department, "公用经费") == 20_900_00 + 900_00 + 50_900_00


def last_year(carried_fen: int) -> Measure:
    """7,000.00 in and out for running costs, and other money that was and stays carried."""
    spent = Coarse(Flow.EXPENDITURE, Fund.GENERAL, Source.NONE, Kind.BASIC)
    got = Coarse(Flow.INCOME, Fund.GENERAL, Source.FISCAL, Kind.BASIC)
    entries = [Entry(got, "2080109", "", "", "", 7_000_00), Entry(spent, "2080109", "30201", "", "", 7_000_00)]
    for flow in (Flow.OPENING, Flow.CLOSING):
        carried = Coarse(flow, Fund.OTHER, Source.NONE, Kind.BASIC)
        entries.append(Entry(carried, "2080109", "", "", "", carried_fen))
    return full(entries, EVERYTHING)
