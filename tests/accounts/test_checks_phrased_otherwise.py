"""Phrasings of several provinces that say nothing wrong, for the checks that go by words: each beside what is wrong.

A check that goes by words alone is the likeliest to call out a sentence that only sounds like a slip.
"""

from dataclasses import replace

import pytest
from check_samples import Change, assert_told, codes_of, consistent, defined, of, swapped, text, without_text

from mingzhang.accounts.disclosure import Term
from mingzhang.accounts.readers.reading import ReadDisclosure
from mingzhang.accounts.statements.wording_load import load_wording

FEE = "一、财政拨款“三公”经费支出决算情况说明"
OTHER = "一、其他重要事项的情况说明"
OPENED = "培训费比上年减少0.50万元"
# code | what is right | what is wrong with nearly the same words; … stands for how both begin
SENTENCES = """
N173 | 参公单位1个，本年度无公务接待费支出。 | 本单位本年度无公务接待费支出。
N173 | 其中：事业单位3个，2023年度无公务接待费支出。 | 我局厉行节约，2023年度无公务接待费支出。
N173 | 本单位下设乙中心，本年度无政府性基金预算财政拨款支出。 | 某市社会保险中心本年度无政府性基金预算财政拨款支出。
N173 | 上半年，未发生公务接待费支出。 | 公务接待费决算数，本年度未发生公务接待费支出。
N173 | 如本表为空表，本单位没有政府性基金预算财政拨款收入。 | 本单位没有政府性基金预算财政拨款收入。
N173 | 货物支出10.00万元，全部为一般公共预算财政拨款支出。 | 财政拨款收入739.46万元，全部为一般公共预算财政拨款收入。
N173 | 公务用车运行费用于加油、维修，无其他支出。 | 2023年度，无项目支出。
N125 | …，主要原因是人员经费增加，挤占会议经费。 | …，主要原因是人员经费增加。
N125 | …，主要原因是业务活动改为线上，线上活动增加。 | …，主要原因是业务活动增加。
N125 | …，主要原因是由上级承担的培训项目增加。 | …，主要原因是培训项目增加。
N125 | 财政应返还额度减少0.50万元，主要原因是项目支出增加。 | 公务支出减少0.50万元，主要原因是项目支出增加。
N125 | …，下降9.09%。主要原因是培训任务减少。 | …，下降9.09%。主要原因是培训任务增加。
N125 | …，会议费比上年增加0.30万元。主要原因是培训任务减少。 | …，会议费比上年减少0.30万元。主要原因是培训任务增加。
N125 | …，变动原因：培训任务减少。 | …，变动原因：培训任务增加。
N125 | …，减少原因主要是培训任务减少。 | …，减少原因主要是培训任务增加。
N125 | 接待费小于预算数的主要原因是接待减少，与上年持平。 | 接待费小于预算数的主要原因是接待增加，与上年持平。
N154 | …。支出增加的原因是无，减少的原因是培训减少。 | …。支出增加的原因是培训减少。
N154 | …；与预算相比，增加的主要原因是新增。 | …；与上年相比，增加的主要原因是新增。
N154 | …，决算数大于预算数，增加的主要原因是新增。 | …，增加的主要原因是新增。
N154 | …，完成预算的110.00%，增加的主要原因是新增。 | …，下降9.09%，增加的主要原因是新增。
""".strip().splitlines()


@pytest.mark.parametrize("row", SENTENCES)
def test_what_only_sounds_wrong_is_left_alone(row: str) -> None:
    code, right, wrong = (part.strip().replace("…", OPENED) for part in row.split("|"))
    assert_told(code, [text(OTHER, right)], [text(OTHER, wrong)])


@pytest.mark.parametrize("above", ["（二）市图书馆", "（三）甲中心决算情况"])
def test_under_the_name_of_a_unit_nothing_is_denied_of_all(above: str) -> None:
    denied = "本年度未发生公务接待费支出。"
    assert_told("N173", [text(above, denied)], [text("（二）公务接待费", denied)])
    assert_told("N173", [text(OTHER, f"{above[3:]}：", denied)], [text(OTHER, "公务接待费：", denied)])


def of_units(read: ReadDisclosure) -> ReadDisclosure:
    return swapped("预算单位共1个：", "预算单位共3个：")(read)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("本单位未发生公务接待费支出。", "N180"),
        ("本部门未发生公务接待费支出。", "N173"),
        ("2023年度未发生公务接待费支出。", "N173"),
        ("本单位未发生公务用车购置费支出。", ""),
    ],
)
def test_one_of_several_units_may_be_meant(sentence: str, told: str) -> None:
    codes = set(codes_of(text(OTHER, sentence)(of_units(consistent()))))
    assert codes & {"N173", "N180"} == ({told} if told else set())


VEHICLES = "公务用车购置及运行维护费支出9.50万元，{}公务用车保有量2辆。"


@pytest.mark.parametrize(
    "said",
    [
        "全部为公务用车运行维护费，",
        "其中：购置费0.00万元，运行维护费9.50万元，",
        "均用于公务用车运行维护，",
        "为车辆运行费，",
        "其中购置0辆，",
    ],
)
def test_what_tells_of_no_purchase(said: str) -> None:
    without = without_text("其中：公务用车购置费")
    assert_told("N178", [without, text(FEE, VEHICLES.format(said))], [without, text(FEE, VEHICLES.format(""))])


GENERAL = "一、一般公共预算财政拨款支出决算情况说明"
TOTAL = "一般公共预算财政拨款支出年初预算为{}万元，支出决算为708.46万元。"
ITEMS = 3
UNSPENT = "社会保障和就业支出（类）抚恤（款）{}（项）年初预算为50.00万元，支出决算为0.00万元，当年未支出。"


def told_again(read: ReadDisclosure) -> list[str]:
    """The items of the consistent report, told once more below."""
    said = [one.text for one in read.disclosure.paragraphs if "（项）" in one.text and "年初预算" in one.text]
    assert len(said) >= ITEMS
    return said[:ITEMS]


@pytest.mark.parametrize("name", ["死亡抚恤", "某种抚恤"])
def test_an_item_that_was_planned_and_not_spent_counts(name: str) -> None:
    """741.00 of the three items and 50.00 of one without money are 791.00."""
    items = told_again(consistent())
    right = [text(GENERAL, TOTAL.format("791.00"), *items, UNSPENT.format(name))]
    assert_told("N176", right, [text(GENERAL, TOTAL.format("791.00"), *items)])


def explained(*terms: str) -> Change:
    """The glossary explains these terms, and the items as before."""

    def change(read: ReadDisclosure) -> ReadDisclosure:
        kept = [term for term in read.disclosure.glossary if term.code]
        return of(read, replace(read.disclosure, glossary=(*(Term(each, "说明。") for each in terms), *kept)))

    return change


def test_a_mandated_glossary_lacks_no_term() -> None:
    """Shanghai's list has neither 使用非财政拨款结余 nor 上缴上级支出, both of which have money here."""
    listed = load_wording("shanghai-2024").terms
    short = [term for term in listed if term != "事业收入"]
    assert_told("X126", [explained(*listed)], [explained(*short)])
    assert_told("X126", [explained(*listed)], [explained(*listed), defined("结余的使用", "说明。")])
