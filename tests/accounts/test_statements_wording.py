"""Wording files are parsed strictly: every fault is told in Chinese with its file and line, all at once."""

from dataclasses import replace

import pytest
from statement_units import unit

from mingzhang.accounts.layouts.layout import layout_keys, load_layout
from mingzhang.accounts.statements.facts import Facts
from mingzhang.accounts.statements.grammar import Choice, Literal, SlotCall, quantity
from mingzhang.accounts.statements.withheld import Hidden
from mingzhang.accounts.statements.wording import WordingFile
from mingzhang.accounts.statements.wording_load import load_wording
from mingzhang.accounts.statements.wording_parsed import parse_wording
from mingzhang.accounts.statements.write import narrative
from mingzhang.findings import Finding, ProblemsFound

HEAD = """
budget = "opening_budget"
amounts_in = "万元"
sections = ["section"]
ordinals = ["一、", "1."]
[words]
"变动词" = ["增加", "减少", "持平"]
"升降词" = ["增长", "下降", "持平"]
"比较词" = ["大于", "小于", "等于"]
[[clause]]
name = "占比"
cases = [{ when = "无基数:$2", text = "" }, { text = "，占{占比:$1|$2}" }]
[glossary]
terms = []
"""
USED = '[[statement]]\nkey = "用分句"\npart = "说明"\ntext = "{分句:占比|事业收入|收入总计}"\n'
PLAIN = '[[statement]]\nkey = "甲"\npart = "说明"\ntext = "收入{金额:收入总计}万元"\n'


def parse(section: str, head: str = HEAD) -> WordingFile:
    return parse_wording("sample", {"sample": head, "section": USED + section}.__getitem__)


def faults(section: str, head: str = HEAD) -> tuple[Finding, ...]:
    with pytest.raises(ProblemsFound) as problems:
        parse(section, head)
    return problems.value.findings


@pytest.mark.parametrize("key", layout_keys())
def test_every_layout_has_a_sound_wording(key: str) -> None:
    assert load_wording(load_layout(key, 2023).wording).statements


def test_a_statement_becomes_text_and_typed_slots() -> None:
    plain = parse(PLAIN).statements[-1]
    assert plain.wording == (Literal("收入"), SlotCall("金额", ("收入总计",)), Literal("万元"))


def test_a_clause_becomes_a_choice_between_wordings() -> None:
    (choice,) = parse(PLAIN).statements[0].wording
    assert isinstance(choice, Choice)
    assert [body for _, body in choice.cases] == [(), (Literal("，占"), SlotCall("占比", ("事业收入", "收入总计")))]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{金额:收入总记}", "金额“收入总记”没有声明"),
        ("{金额:去年:收入总计}", "没有声明"),
        ("{金额:登记.车辆.自行车}", "没有声明"),
        ("{合计:收入总计}", "没有“合计”这个函数"),
        ("{占比:事业收入}", "应有2个参数"),
        ("{金额:收入总计", "花括号没有成对"),
        ("金额}", "花括号没有成对"),
        ("{序:甲、}", "序号样式“甲、”没有声明"),
        ("{金额:本年支出合计/@项}", "不在它的重复范围之内"),
        ("{分句:没有}", "没有“没有”这个分句"),
        ("{分句:占比|事业收入}", "缺少第2个参数"),
        ("{值}", "只能用在逐条重复的清单里"),
        ("{逐项:类:本年支出合计|占比}", "要写成"),
        ("{登记:车辆.自行车}", "没有声明"),
    ],
)
def test_what_is_not_declared_is_refused_with_its_line(text: str, said: str) -> None:
    (fault,) = faults(f'[[statement]]\nkey = "甲"\npart = "说明"\ntext = "{text}"\n')
    assert fault.code.code == "S120"
    assert said in fault.expected
    assert fault.place.file == "section.toml"
    assert fault.place.row == (8 if "分句:占比" not in text else fault.place.row)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('when = "下雨"', "没有“下雨”这个条件"),
        ('when = "有"', "条件“有”缺少参数"),
        ('when = "有上年:收入总计"', "条件“有上年”不带参数"),
        ('when = "类型:企业"', "单位类型“企业”没有声明"),
        ('each = "目:本年支出合计"', "不能按“目:本年支出合计”重复"),
        ('each = "项:收入总记"', "区域“收入总记”没有声明"),
        ('within = "丁"', "“丁”不在前面的陈述里"),
        ('needs = "补充"', "条件“补充”缺少参数"),
        ("colour = 1", "没有 colour 这个属性"),
        ('level = "一"', "level 应为整数"),
        ("when = 1", "when 应为文字"),
    ],
)
def test_a_statements_other_members_are_checked(lines: str, said: str) -> None:
    (fault,) = faults(PLAIN.replace('part = "说明"', f'part = "说明"\n{lines}'))
    assert said in fault.expected


def test_all_faults_are_told_at_once() -> None:
    section = PLAIN.replace("收入总计", "收入总记") + PLAIN.replace('"甲"', '"乙"').replace("金额", "数额")
    assert [fault.place.key for fault in faults(section)] == ["甲", "乙"]


def test_a_key_stands_once() -> None:
    (fault,) = faults(PLAIN + PLAIN)
    assert "只能出现一次" in fault.expected


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('budget = "opening_budget"', 'budget = "budget"', "budget 只能是"),
        ('amounts_in = "万元"', "", "缺少 amounts_in"),
        ('["大于", "小于", "等于"]', '["大于", "小于"]', "要有3个词"),
        ("[glossary]", "[more]\n[glossary]", "没有 more 这个属性"),
        ('{ when = "无基数:$2", text = "" }', '{ when = "无基数:$2" }', "每种情形只有 when 和 text"),
    ],
)
def test_the_head_file_is_checked(old: str, new: str, said: str) -> None:
    assert any(said in fault.expected for fault in faults(PLAIN, HEAD.replace(old, new)))


def test_a_clause_that_nothing_uses_is_refused() -> None:
    unused = HEAD.replace("[glossary]", '[[clause]]\nname = "闲置"\ncases = [{ text = "" }]\n[glossary]')
    assert [fault.place.key for fault in faults(PLAIN, unused)] == ["闲置"]


def test_another_province_words_it_otherwise() -> None:
    """Kinds without money are not listed, and completion is told of the whole-year budget."""
    case = '{ when = "有:$1", text = "；$1{金额:$1}万元，占{占比:$1|本年收入合计}" }'
    head = HEAD.replace("opening_budget", "adjusted_budget")
    head = head.replace("[glossary]", f'[[clause]]\nname = "列"\ncases = [{case}]\n[glossary]')
    section = """
[[statement]]
key = "收入"
part = "说明"
text = "{序:1.}本年收入{金额:本年收入合计}万元{分句:列|财政拨款收入}{分句:列|事业收入}{分句:列|经营收入}。"
[[statement]]
key = "完成"
part = "说明"
text = "{序:1.}完成全年预算的{完成率:财政拨款支出}，决算数{比较词:财政拨款支出}预算数。"
"""
    wording = parse(section, head)
    books = unit()
    books = replace(books, measures=replace(books.measures, adjusted_budget=books.measures.actual))
    facts = Facts(books, Hidden(), wording.budget, wording.tick_fen)
    paragraphs, findings = narrative(wording, facts)
    assert findings == []
    assert [paragraph.text for paragraph in paragraphs[1:]] == [
        "1.本年收入789.46万元；财政拨款收入739.46万元，占93.67%；事业收入50.00万元，占6.33%。",
        "2.完成全年预算的100.00%，决算数等于预算数。",
    ]


def test_a_rate_that_the_wording_forgot_to_exclude_is_told() -> None:
    wording = parse('[[statement]]\nkey = "甲"\npart = "说明"\ntext = "占{占比:收入总计|经营收入}"\n')
    _, findings = narrative(wording, Facts(unit(), Hidden(), wording.budget, wording.tick_fen))
    assert [item.code.code for item in findings] == ["S121"]


def test_quantities_name_a_measure_and_its_expressions() -> None:
    assert quantity("收入总计").operand == "actual:收入总计"
    assert quantity("预算:收入总计", "adjusted_budget").operand == "adjusted_budget:收入总计"
    assert quantity("登记.政府采购.货物+政府采购.工程").operand == "register:政府采购.货物+政府采购.工程"
    assert quantity("登记.公务用车.*").operand == "register:公务用车.购置数+公务用车.保有量"
