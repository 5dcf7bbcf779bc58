"""Layout files are checked strictly: every fault is told in Chinese with file, place and remedy, all at once."""

import re
import tomllib
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzhang.accounts.layouts.bases import over
from mingzhang.accounts.layouts.declaration import layout_of
from mingzhang.accounts.layouts.layout import FormLayout, Layout, layout_keys
from mingzhang.findings import Finding, ProblemsFound

SOUND = """
name = "某省样式"
source = "某省公开样式"
confirmed = true
first_year = 2023
wording = "liaoning-2023"
order = ["决算表"]
above = ["", "", "单位：{金额单位}"]
grouped = true
number_rows = false
unit_of_amounts = "万元"
form_code = ""
classes = ["208", "210"]

[forms."05"]
zero = ""
header = [["编码", "名称", "合计", "基本支出", "项目支出"]]
notes = []
[[forms."05".sides]]
columns = ["code", "name", "本年支出合计", "基本支出", "项目支出"]

[forms."07"]
zero = ""
header = [["项目", "预算数", "决算数"]]
notes = []
[[forms."07".sides]]
columns = ["label", "预算数", "决算数"]
lines = ["合计", "因公出国（境）费", "公务接待费", "公务用车购置及运行费", "公务用车运行维护费", "公务用车购置费"]
"""
OWN_FORM = """
[declare."10"]
title = "项目支出明细表"
region = "一般公共预算财政拨款支出"
rows = "function"
columns = [{ name = "工资", region = "全部#301" }]
[forms."10"]
zero = ""
header = [["编码", "名称", "工资"]]
notes = []
[[forms."10".sides]]
columns = ["code", "name", "工资"]
"""


def read(**files: str) -> Layout:
    """The layout 某省, from its text and those of its bases."""
    return layout_of("某省", files.__getitem__, 2023, list(files))


def faults(text: str, **bases: str) -> tuple[Finding, ...]:
    with pytest.raises(ProblemsFound) as problems:
        read(某省=text, **bases)
    return problems.value.findings


def test_the_sound_layouts_stand() -> None:
    assert sorted(read(某省=SOUND).forms) == ["05", "07"]
    assert sorted(read(某省=SOUND + OWN_FORM).forms) == ["05", "07", "10"]


ZERO = 'zero = ""\nheader = [["项目"'
BAD = [
    # what is changed, into what, code, where, what is said
    ('"基本支出", "项目支出"]\n\n', '"基本支出"]\n\n', "L105", "forms.05.header", "第1行 5 格"),
    ("[[forms.", "[[form", "L101", "", ""),
    ('name = "某省样式"', "name = 1", "L102", "name", "文字"),
    ('name = "某省样式"\n', "", "L102", "", "缺少 name"),
    ('zero = ""\nheader = [["项目"', 'nill = ""\nheader = [["项目"', "L102", "forms.07.nill", "没有这一项"),
    ("grouped = true", 'grouped = "是"', "L102", "grouped", "true 或 false"),
    ('"万元"', '"亿元"', "L102", "unit_of_amounts", "万元 或 元"),
    ('["", "", "单位：{金额单位}"]', '["单位"]', "L102", "above", "左、中、右"),
    ('"208", "210"', '"208", "299"', "L104", "classes", "299"),
    ('[forms."07"]', '[forms."17"]\n[forms."07"]', "L104", "forms.17", "01、02"),
    ('"决算数"]\nlines', '"决算書"]\nlines', "L104", "forms.07.sides.1.columns", "是否想写“决算数”？"),
    ('"公务接待费"', '"公务招待费"', "L104", "forms.07.sides.1.lines.第3行", "是否想写“公务接待费”？"),
    ('columns = ["label"', 'block = "收入"\ncolumns = ["label"', "L104", "forms.07.sides.1.block", "收入"),
    ('"公务接待费", ', "", "L106", "forms.07.sides", "公务接待费“预算数”没有印出"),
    ('"公务接待费", ', '"公务接待费", "公务接待费", ', "L106", "forms.07.sides", "公务接待费“预算数”印了 2 次"),
    ('order = ["决算表"]', 'order = ["决算"]', "L104", "order", "是否想写“决算表”？"),
    ('order = ["决算表"]', 'order = []\ntitles = { "情况说明" = "x" }', "L104", "titles", "情况说明"),
    (ZERO, 'total = "middle"\n' + ZERO, "L102", "forms.07.total", "first 或 last"),
    ("lines = [", "lines = [3, ", "L102", "forms.07.sides.1.lines.1", "一段文字"),
    ("lines = [", 'lines = [{ row = "合计" }, ', "L102", "forms.07.sides.1.lines.1", "缺少 label"),
    (ZERO, 'measures = { "预算" = "x" }\n' + ZERO, "L104", "forms.07.measures", "预算"),
    ('title = "项目支出明细表"\n', "", "L102", "declare.10", "缺少 title"),
    ('region = "一般公共预算财政拨款支出"', 'region = "一般预算支出"', "L104", "declare.10.region", "一般预算支出"),
    ("全部#301", "全部#388", "L104", "declare.10.columns.1", "388"),
    ("全部#301", "全部/299#301", "L104", "declare.10.columns.1", "299"),
    ("全部#301", "金部#301", "L104", "declare.10.columns.1", "是否想写“全部”？"),
    ('rows = "function"', 'rows = "项目"', "L102", "declare.10.rows", "function 或 economic"),
    ('[declare."10"]', '[declare."07"]', "L104", "declare.07", "九张法定表以外"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "place", "said"), BAD)
def test_a_fault_is_told_with_its_place(old: str, new: str, code: str, place: str, said: str) -> None:
    text = SOUND + OWN_FORM
    assert old in text
    told = [item for item in faults(text.replace(old, new, 1)) if (item.code.code, item.place.key) == (code, place)]
    assert told
    assert all(item.place.file == "某省.toml" and item.code.remedy for item in told)
    assert any(said in item.text() for item in told)


def test_all_faults_are_told_at_once() -> None:
    text = SOUND.replace('"基本支出", "项目支出"]]', '"基本支出"]]').replace('"公务接待费"', '"公务招待费"')
    assert {item.place.key.split(".")[1] for item in faults(text)} == {"05", "07"}


def test_a_fault_is_told_at_the_file_that_holds_it() -> None:
    base = SOUND.replace('"公务接待费"', '"公务招待费"')
    assert {item.place.file for item in faults('base = "底本"\nname = "某市"', 底本=base)} == {"底本.toml"}
    own = 'base = "底本"\n[forms."07"]\nheader = [["项目"]]'
    assert {item.place.file for item in faults(own, 底本=SOUND)} == {"某省.toml"}


@pytest.mark.parametrize(
    ("text", "bases", "said"),
    [
        ('base = "底木"', {"底本": SOUND}, "是否想写 底本？"),
        ("base = 3", {"底本": SOUND}, "底本 之一"),
        ('base = "某省"', {}, "某省，依据 某省"),
        ('base = "底本"', {"底本": 'base = "某省"'}, "某省，依据 底本，依据 某省"),
    ],
)
def test_a_base_must_be_there_and_not_turn_back(text: str, bases: dict[str, str], said: str) -> None:
    (told,) = faults(text, **bases)
    assert told.code.code == "L103"
    assert said in told.text()


def declared(form: FormLayout) -> dict[str, object]:
    """What a form's layout says: two of them are the same only if they are one object."""
    return {each.name: getattr(form, each.name) for each in fields(form)}


def test_a_variant_says_only_what_differs() -> None:
    layout = read(某省='base = "底本"\nname = "某市"\n[forms."05"]\nzero = "0.00"', 底本=SOUND)
    plain = read(某省=SOUND)
    assert (layout.name, layout.forms["05"].zero) == ("某市", "0.00")
    assert declared(layout.forms["07"]) == declared(plain.forms["07"])
    assert layout.forms["05"].header == plain.forms["05"].header


NESTED = st.recursive(
    st.integers() | st.text(max_size=3) | st.lists(st.integers(), max_size=3),
    lambda inner: st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=12,
)
TABLES = st.dictionaries(st.sampled_from("abc"), NESTED, max_size=3)


@given(TABLES, TABLES, TABLES)
def test_laws_of_bases(first: dict[str, object], second: dict[str, object], third: dict[str, object]) -> None:
    assert over({}, first) == first == over(first, {}) == over(first, first)
    assert set(over(first, second)) == {*first, *second}
    assert all(over(first, second)[name] == value for name, value in second.items() if not isinstance(value, dict))
    assert third == over(third, over(third, {}))


VALUES = st.sampled_from(
    ['""', '"x"', "1", "true", "[]", '["x"]', '[["x"]]', "{}", '{ a = "x" }', "[1]", "[{}]", "1.5"]
)


@settings(max_examples=300)
@given(st.integers(0, 40), VALUES)
def test_no_value_ends_in_a_traceback(at: int, value: str) -> None:
    """Any member of a layout set to a value of another kind: sound or told, never anything else."""
    lines = (SOUND + OWN_FORM).splitlines()
    members = [number for number, line in enumerate(lines) if re.match(r"\w+ = ", line)]
    number = members[at % len(members)]
    lines[number] = f"{lines[number].partition(' =')[0]} = {value}"
    text = "\n".join(lines)
    tomllib.loads(text)
    found: tuple[Finding, ...] = ()
    try:
        read(某省=text)
    except ProblemsFound as problems:
        found = problems.findings
    assert {item.code.code for item in found} <= {"L102", "L104", "L105", "L106"}


@pytest.mark.parametrize("key", layout_keys())
def test_every_layout_names_its_source(key: str) -> None:
    from importlib import resources

    text = (resources.files("mingzhang.accounts.layouts") / f"{key}.toml").read_text("utf-8")
    assert tomllib.loads(text)["source"]
