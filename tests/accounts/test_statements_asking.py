"""What the unit must still supply is asked for under the key where it belongs, everything in one run."""

from dataclasses import replace

import pytest
from statement_units import ACTUAL, FILLED, LAST_YEAR_WAN, printed_measure, registers, unit, with_last_year, without

from mingzhang.accounts.amount import Amount
from mingzhang.accounts.books.kinds import UnitKind
from mingzhang.accounts.books.model import Books, Texts, Withheld
from mingzhang.accounts.compile import compile_disclosure
from mingzhang.accounts.disclosure import Disclosure
from mingzhang.accounts.forms.vocabulary import region_at
from mingzhang.accounts.measures import Measure
from mingzhang.accounts.statements.glossary import define


def marked(item: str) -> Withheld:
    """A mark as the sheet 涉密 has it: a functional code, a register item or a text."""
    parts = {"原因", "用途", "补充", "主要职责"}
    category = "功能科目" if item.isdigit() else ("文字" if item.partition(".")[0] in parts else "登记")
    return Withheld(category, item, "某某规定")


def asked(books: Books) -> set[tuple[str, str]]:
    """Code and the last part of the place of every finding."""
    _, findings = compile_disclosure(books)
    return {(item.code.code, item.place.key or item.place.line) for item in findings}


def sentence(books: Books, key: str) -> str:
    disclosure, findings = compile_disclosure(books)
    assert disclosure is not None, [item.text() for item in findings]
    return "".join(paragraph.text for paragraph in disclosure.paragraphs if paragraph.key == key)


def texts(books: Books, **changed: object) -> Books:
    return replace(books, texts=replace(books.texts, **changed))  # type: ignore[arg-type]


def test_everything_that_is_missing_is_asked_for_at_once() -> None:
    books = replace(unit(), texts=Texts(), registers={"政府采购": {}})
    disclosure, findings = compile_disclosure(books)
    assert disclosure is None
    found = asked(books)
    assert {
        ("S105", "主要职责"),
        ("S101", "原因.变动.收入总计"),
        ("S101", "原因.变动.“三公”经费"),
        ("S102", "原因.预算差异.2080109"),
        ("S103", "用途.2080505"),
        ("S103", "用途.项目支出"),
        ("S104", "公务用车，保有量"),
        ("S104", "车辆，其他用车"),
        ("S108", "补充.部门重点评价"),
    } <= found
    assert len(findings) == len(found)


@pytest.mark.parametrize(
    ("reasons", "said"),
    [
        ({"变动.收入总计": "收入增加。", "变动.*": "其他"}, "主要原因是收入增加。"),
        ({"变动.*": "业务量变化"}, "主要原因是业务量变化。"),
    ],
)
def test_a_reason_of_its_own_goes_before_the_common_one(reasons: dict[str, str], said: str) -> None:
    books = texts(unit(), reasons={**unit().texts.reasons, **reasons})
    assert sentence(books, "收入总计.变动").endswith(said)


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ("801.46", "与上年相比，今年收入总计持平。"),
        ("801.45", "与上年相比，今年收入总计增加0.01万元，增长0.00%，主要原因是业务量变化。"),
        ("700.00", "与上年相比，今年收入总计增加101.46万元，增长14.49%，主要原因是业务量变化。"),
        ("900.00", "与上年相比，今年收入总计减少98.54万元，下降10.95%，主要原因是业务量变化。"),
        ("0.00", "与上年相比，今年收入总计增加801.46万元，上年无此项，变动率不可比，主要原因是业务量变化。"),
        ("-5.00", "与上年相比，今年收入总计增加806.46万元，变动率不可比，主要原因是业务量变化。"),
    ],
)
def test_the_change_on_a_last_year_known_as_printed(last: str, said: str) -> None:
    """This year's 8,014,567.89 元 prints 801.46; the change is taken from the printed figure of last year."""
    assert sentence(with_last_year(unit(), {"收入总计": last}), "收入总计.变动") == said


def test_a_change_too_small_to_print_is_said_without_a_number() -> None:
    books = unit()
    last = books.measures.last_year
    assert last is not None
    known = {**last.known, region_at("收入总计"): Amount.exactly(801_454_000)}  # prints 801.45, 27.89 元 less
    books = replace(books, measures=replace(books.measures, last_year=Measure(known=known)))
    said = "与上年相比，今年收入总计增加不足0.01万元，主要原因是业务量变化。"
    assert sentence(books, "收入总计.变动") == said


def test_a_unit_without_a_last_year_says_so_once() -> None:
    books = texts(without(unit(), "last_year"), reasons={"预算差异.*": "年中调整"})
    disclosure, findings = compile_disclosure(books)
    assert disclosure is not None
    assert findings == []
    told = [paragraph.text for paragraph in disclosure.paragraphs if "上年" in paragraph.text.replace("上年结转", "")]
    assert told == ["本单位无2022年度决算数，以下各项不作上年对比。"]


def test_a_unit_without_a_budget_says_so_once() -> None:
    books = texts(
        without(unit(), "opening_budget"), reasons={"变动.*": "业务量变化"}, remarks={"无年初预算": "年中成立"}
    )
    disclosure, _ = compile_disclosure(books)
    assert disclosure is not None
    told = [paragraph.text for paragraph in disclosure.paragraphs if "预算数" in paragraph.text]
    assert told == ["本单位无2023年年初预算数（年中成立），以下各项不计算预算完成率。"]


def test_last_years_figure_that_nobody_knows_is_asked_for() -> None:
    wan = {name: text for name, text in LAST_YEAR_WAN.items() if name != "公务接待费"}
    books = unit()
    books = replace(books, measures=replace(books.measures, last_year=printed_measure(wan)))
    assert asked(books) == {("S106", "公务接待费")}


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (UnitKind.INSTITUTION, "2023年度无机关运行经费支出"),
        (UnitKind.ADMINISTRATIVE, "2023年度机关运行经费支出100.00万元。与上年相比，机关运行经费支出持平。"),
        (UnitKind.CIVIL_SERVICE_LAW, "2023年度机关运行经费支出100.00万元。与上年相比，机关运行经费支出持平。"),
    ],
)
def test_agency_running_expenses_by_type_of_unit(kind: UnitKind, said: str) -> None:
    books = unit(kind=kind)
    keys = ("机关运行经费.事业", "机关运行经费.金额")
    assert said in "".join(sentence(books, key) for key in keys)


def test_procurement_of_nothing_has_no_shares() -> None:
    text = sentence(replace(unit(), registers=registers({})), "政府采购.金额")
    assert "%" not in text
    assert text.endswith("授予中小企业合同金额0.00万元，其中：授予小微企业合同金额0.00万元。")


@pytest.mark.parametrize(
    ("changed", "code", "arithmetic"),
    [
        ({"政府采购.授予小微企业": 150_001}, "S110", "“政府采购.授予小微企业”150001.00元"),
        ({"政府采购.授予中小企业": 300_001}, "S110", "“政府采购.授予中小企业”300001.00元"),
        ({"国有资产.办公用房面积": 10}, "S110", "“国有资产.房屋建筑面积”0.00平方米"),
        ({"公务用车.保有量": 3}, "S111", "“公务用车.保有量”3辆，应不大于“车辆合计”2辆"),
        ({"公务接待.国内金额": 5000}, "S111", "应等于“公务接待费”5049.00元"),
        ({"公务用车.购置数": 1}, "S111", "应不为零时也不为零的是“公务用车购置费”0.00元"),
    ],
)
def test_registers_that_contradict_each_other(changed: dict[str, int], code: str, arithmetic: str) -> None:
    _, findings = compile_disclosure(replace(unit(), registers=registers({**FILLED, **changed})))
    assert any(item.code.code == code and arithmetic in item.arithmetic for item in findings)
    assert {item.code.code for item in findings} <= {"S110", code}


def test_an_item_whose_amounts_cancel_out_stands_in_form_and_text() -> None:
    more = ACTUAL + "支出 一般 - 基本 2101102 30110 700.00\n支出 一般 - 项目 2101102 30110 -700.00\n"
    books = unit(more)
    books = texts(books, uses={**books.texts.uses, "2101102": "职工医疗"})
    disclosure, findings = compile_disclosure(books)
    assert disclosure is not None, [item.text() for item in findings]
    form = disclosure.form("05")
    assert form is not None
    assert {cell.column: cell.printed for cell in form.cells if cell.row == "2101102"}["本年支出合计"] == "0.00"
    told = [paragraph.text for paragraph in disclosure.paragraphs if "事业单位医疗（项）0.00万元" in paragraph.text]
    assert len(told) == 1


def test_a_funds_item_with_a_balance_alone_is_told_without_a_use() -> None:
    more = "年初 基金 - 项目 2082202 - 700.00\n年末 基金 - 项目 2082202 - 700.00\n"
    disclosure, findings = compile_disclosure(unit(ACTUAL + more))
    assert findings == []
    assert disclosure is not None
    told = [paragraph.text for paragraph in disclosure.paragraphs if "基础设施建设和经济发展（项）" in paragraph.text]
    assert [text.rpartition("（项）")[2] for text in told] == ["0.00万元，年初预算0.00万元，决算数等于年初预算数。"]


def public_text(disclosure: Disclosure) -> str:
    parts = [paragraph.text for paragraph in disclosure.paragraphs]
    parts += [term.term + term.definition for term in disclosure.glossary]
    parts += [cell.row for form in disclosure.forms for cell in form.cells]
    return "\n".join([*parts, *disclosure.withheld, str(disclosure.registers)])


def test_a_withheld_item_leaves_rows_sentences_and_glossary() -> None:
    disclosure, findings = compile_disclosure(
        replace(unit(), withheld=(marked("2080505"), marked("车辆.机要通信用车")))
    )
    assert disclosure is not None
    text = public_text(disclosure)
    for hidden in ("2080505", "20805\n", "机关事业单位基本养老保险缴费支出", "机要通信用车", "共有车辆"):
        assert hidden not in text
    assert disclosure.withheld == ("涉密内容2项，依法不予公开",)
    assert "共2项" in "".join(paragraph.text for paragraph in disclosure.paragraphs if paragraph.key == "涉密")
    assert {(item.code.code, item.place.form) for item in findings} == {
        ("S116", number) for number in ("02", "03", "05")
    }


@pytest.mark.parametrize(
    ("marks", "revealed"),
    [
        (("2080505",), {"20805"}),  # the division goes with its only item, and 208 less 20801 tells it
        (("20805",), {"20805"}),
        (("2080109",), {"2080109"}),  # 20801 less 2080150
        (("2080109", "2080150"), {"20801"}),
        (("2080109", "2080505"), {"2080109", "20805"}),
        (("208",), {"208"}),
        ((), set()),
    ],
)
def test_rows_that_subtraction_reveals(marks: tuple[str, ...], revealed: set[str]) -> None:
    _, findings = compile_disclosure(replace(unit(), withheld=tuple(map(marked, marks))))
    assert {item.place.line for item in findings if item.place.form == "05"} == revealed


def test_a_withheld_text_takes_its_sentence_away() -> None:
    books = replace(unit(), withheld=(marked("用途.项目支出"), marked("主要职责"), marked("补充.部门重点评价")))
    remarks = {**books.texts.remarks, "部门重点评价": "某某评价。"}
    books = texts(books, uses={**books.texts.uses, "项目支出": "某某工程"}, remarks=remarks)
    disclosure, findings = compile_disclosure(books)
    assert findings == []
    assert disclosure is not None
    assert "某某工程" not in public_text(disclosure)
    assert not {"职责", "支出.项目", "绩效.部门重点"} & {paragraph.key for paragraph in disclosure.paragraphs}


def test_a_withheld_text_must_not_stand_elsewhere() -> None:
    books = texts(unit(), uses={**unit().texts.uses, "项目支出": "某某工程", "2080109": "某某工程的经办"})
    disclosure, findings = compile_disclosure(replace(books, withheld=(marked("用途.项目支出"),)))
    assert disclosure is None
    assert [item.code.code for item in findings] == ["S117"]


def test_an_unknown_layout_is_told() -> None:
    disclosure, findings = compile_disclosure(replace(unit(), layout="liaoning-2032"))
    assert disclosure is None
    assert [item.code.code for item in findings] == ["S112"]


def test_the_units_own_definition_replaces_ours() -> None:
    disclosure, _ = compile_disclosure(texts(unit(), definitions={"2080150": "本中心的日常支出。"}))
    assert disclosure is not None
    assert [term.definition for term in disclosure.glossary if term.code == "2080150"] == ["本中心的日常支出。"]


@pytest.mark.parametrize(
    ("key", "year", "said"),
    [
        ("2080150", 2023, "用于人力资源和社会保障管理事务方面事业单位的基本支出。"),  # by name
        ("2080599", 2023, "除上述项级科目以外，用于行政事业单位养老方面的其他支出。"),  # the rest of a division
        ("2210201", 2023, "单位按规定比例为职工缴存的住房公积金。"),  # by code
        ("经营收入", 2023, "事业单位在专业业务及其辅助活动以外，从事非独立核算的经营活动取得的收入。"),
        ("2050205", 2023, ""),
        ("没有这个词", 2023, ""),
    ],
)
def test_definitions_by_code_name_and_term(key: str, year: int, said: str) -> None:
    assert define(key, year) == said


def test_an_item_without_a_definition_is_asked_for() -> None:
    lines = "收入 一般 财政 基本 2050205 - 100.00\n支出 一般 - 基本 2050205 30201 100.00"
    books = without(unit(lines), "last_year", "opening_budget")
    books = texts(books, uses={**books.texts.uses, "2050205": "教学"})
    assert ("S109", "名词解释.2050205") in asked(books)


MISSPELT = [
    # texts that nothing quotes: the part, its entries, what is told
    ("reasons", {"变动.收入总记": "扩大"}, "原因.变动.收入总记", "收入总计"),
    ("reasons", {"变动.三公经费": "减少"}, "原因.变动.三公经费", "“三公”经费"),
    ("reasons", {"预算差异.2080199": "没有这笔收支"}, "原因.预算差异.2080199", "2080109"),
    ("remarks", {"部门整体绩效自平": "本年度未开展。"}, "补充.部门整体绩效自平", "部门整体绩效自评"),
    ("definitions", {"2080119": "没有收支的科目。"}, "名词解释.2080119", "2080109"),
    ("definitions", {"机关运转经费": "指……"}, "名词解释.机关运转经费", "机关运行经费"),
]


@pytest.mark.parametrize(("part", "given", "key", "near"), MISSPELT)
def test_a_text_that_no_sentence_quotes_is_told_with_the_nearest_name(
    part: str, given: dict[str, str], key: str, near: str
) -> None:
    books = unit()
    _, findings = compile_disclosure(texts(books, **{part: {**getattr(books.texts, part), **given}}))
    assert [(item.code.code, item.place.key) for item in findings] == [("S113", key)]
    assert f"“{near}”" in findings[0].remedy


def test_the_documented_key_of_the_three_public_expenses_is_quoted() -> None:
    books = unit()
    reasons = {**books.texts.reasons, "变动.“三公”经费": "压减开支"}
    assert sentence(texts(books, reasons=reasons), "三公.合计").endswith("主要原因是压减开支。")


def test_no_register_at_all_is_told_once() -> None:
    _, findings = compile_disclosure(replace(unit(), registers={}))
    told = [item for item in findings if item.code.code == "S104"]
    assert [item.place.sheet for item in told] == ["登记"]
    assert "公务用车 保有量" in told[0].expected
